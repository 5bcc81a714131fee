"""The Jinja environment of the package's own templates. YAML text only enters as values.

The words of a template are marked by ``_`` and ``ngettext``, as Jinja's own i18n knows them.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    PackageLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
)
from markupsafe import Markup

from katabase.domain.kinds.kind import KindError
from katabase.domain.kinds.registry import kinds, place_in
from katabase.domain.problems import KatabaseError
from katabase.domain.slugs import ascii_slug, without_accents
from katabase.products.compiled import keep_code_of
from katabase.products.practise import can_run

if TYPE_CHECKING:
    from collections.abc import Callable

    from katabase.domain.kinds.registry import AnyKind
    from katabase.domain.messages import Messages


@cache
def environment(say: Messages) -> Environment:
    """Return the environment whose words are of one language; values are escaped unless they
    are Markup.
    """
    env = Environment(
        loader=ChoiceLoader([PackageLoader(package, "templates") for package in _packages()]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    translating: Any = env
    translating.install_gettext_translations(say.catalogue, newstyle=True)
    env.globals |= {"_": _words(say), "gettext": _words(say)}
    env.globals |= {"long_date": say.date, "within": say.within}
    env.globals |= {"say": say, "heading": heading, "can_run": can_run}
    keep_code_of(env)
    _must_have_pages(env)
    return env


def _words(say: Messages) -> Callable[..., Markup]:
    """Return what says words in a template as Jinja's own does, each text looked up once."""
    known: dict[str, Markup] = {}

    def words(text: str, /, **values: object) -> Markup:
        if values:
            return Markup(say.catalogue.gettext(text)) % values
        if text not in known:
            known[text] = Markup(say.catalogue.gettext(text)) % values
        return known[text]

    return words


def heading(anchor: str, words: str) -> Markup:
    """Return the words of a heading, with its anchor if Markdown would give it another one.

    Links, search results and records know a heading by its anchor in every language.
    """
    same = ascii_slug(without_accents(words)) == anchor
    return Markup("{}" if same else "{} {{#{}}}").format(words, *([] if same else [anchor]))


def page_of(kind: AnyKind) -> str:
    """Return the name of the template of a kind's pages."""
    return f"pages/{kind}.html.j2"


def _packages() -> list[str]:
    return list(dict.fromkeys(["katabase", *(kind.package for kind in kinds())]))


def _must_have_pages(env: Environment) -> None:
    for kind in kinds():
        try:
            env.get_template(page_of(kind))
        except TemplateNotFound as error:
            expected = f"templates/{page_of(kind)}"
            message = f'the kind "{kind}": expected {expected} in the package {kind.package}'
            raise KindError(f"{message}, found none") from error
        except TemplateSyntaxError as error:
            place = f"{Path(error.filename or page_of(kind)).name}:{error.lineno}"
            message = f'the kind "{kind}" of {kind.package}: its page: {error.message} ({place})'
            raise KindError(message) from error


def _name_the_package(name: str, error: Exception) -> None:
    """Raise KindError if the page of a kind that a package brought has failed: whoever runs a
    site with it has not written it, and reads no traceback.
    """
    kind = next((kind for kind in kinds() if page_of(kind) == name), None)
    if kind is not None and kind.package != "katabase":
        words = f"{type(error).__name__}: {error}".rstrip(": ")
        said = f'the kind "{kind}" of {kind.package}: its page: {words}{place_in(kind, error)}'
        raise KindError(said) from error


def render(name: str, say: Messages, **values: object) -> str:
    """Render a template to Markdown: HTML blocks flush left, headings between blank lines.

    Blank lines within HTML are dropped, so that a Markdown parser takes each block whole.
    """
    text = piece(name, say, **values)
    return re.sub(r"^(#{2,3} .*)$", r"\n\1\n", text, flags=re.MULTILINE).strip() + "\n"


def piece(name: str, say: Messages, **values: object) -> Markup:
    """Render a template to one block of HTML without blank lines."""
    template = environment(say).get_template(name)
    try:
        rendered = template.render(values)
    except KatabaseError:
        raise
    except Exception as error:
        _name_the_package(name, error)
        raise
    lines = (line.strip() for line in rendered.splitlines())
    return Markup("\n".join(line for line in lines if line))
