"""The Jinja environment of the package's own templates. YAML text only enters as values."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, TemplateNotFound

from katabase.domain.kinds.kind import KindError
from katabase.domain.kinds.registry import kinds
from katabase.products.practise import can_run

if TYPE_CHECKING:
    from katabase.domain.kinds.registry import AnyKind


@cache
def environment() -> Environment:
    """Return the environment; values are escaped unless they are Markup."""
    env = Environment(
        loader=ChoiceLoader([PackageLoader(package, "templates") for package in _packages()]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    _must_have_pages(env)
    env.globals["long_date"] = lambda date: f"{date.day} {date:%B %Y}"
    env.globals["can_run"] = can_run
    return env


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


def render(name: str, **values: object) -> str:
    """Render a template to Markdown: HTML blocks flush left, headings between blank lines.

    Blank lines within HTML are dropped, so that a Markdown parser takes each block whole.
    """
    lines = (line.strip() for line in environment().get_template(name).render(values).splitlines())
    text = "\n".join(line for line in lines if line)
    return re.sub(r"^(#{2,3} .*)$", r"\n\1\n", text, flags=re.MULTILINE).strip() + "\n"
