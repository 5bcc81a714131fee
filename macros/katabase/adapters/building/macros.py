"""The macros of hand-written pages, registered with mkdocs-macros by the plugin.

A macro never fails on its own: what is wrong becomes a Problem that names the page and
the line, and the plugin stops the build with all of them.
"""

from __future__ import annotations

import functools
import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from katabase.adapters.settings.options import Options
from katabase.domain.descriptions import written
from katabase.domain.kinds.checklist import CHECKLIST
from katabase.domain.kinds.questions import QUESTIONS
from katabase.domain.kinds.registry import kind_named, kinds
from katabase.domain.kinds.trait import TRAIT
from katabase.domain.problems import KatabaseError, Level, Problem, Spot, did_you_mean
from katabase.domain.schema import models_of_files
from katabase.products.catalogue import facets
from katabase.products.pages import listings
from katabase.products.templates import piece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from katabase.domain.kinds.registry import AnyKind
    from katabase.domain.library import Entry
    from katabase.products.pages.maker import PageMaker


class MacroError(KatabaseError):
    """A macro that was called with something that does not exist."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


NAMES = (
    "practices",
    "questions",
    "checklist",
    "catalogue",
    "count",
    "recent",
    "fields",
    "rules",
    "link",
    "macro_guide",
)

CALLS = re.compile(rf"\{{[{{%][^{{}}]*?\b({'|'.join((*NAMES, 'kinds'))})\s*\(")
"""A call of a macro in the Markdown of a page."""

CODE = re.compile(r"^ *(`{3,}|~{3,}).*?^ *\1|`[^`\n]+`", re.DOTALL | re.MULTILINE)
"""Code in the Markdown of a page, in a block or in a line."""

EXAMPLES = {
    "practices": 'practices(kind="starter-kata", role="coach", most=5)',
    "questions": 'questions("five-questions")',
    "checklist": 'checklist("first-gemba-walk")',
    "catalogue": "catalogue()",
    "count": 'count("trait")',
    "recent": "recent(5)",
    "fields": 'fields("checklist")',
    "rules": "rules()",
    "link": 'link("starter-kata/coaching-cycle")',
    "macro_guide": "macro_guide()",
    "kinds": "kinds()",
}
"""How each macro is called, for the guide."""


def _signature(macro: Callable[..., Any]) -> str:
    """Return how a macro is called, as in ``(kind='', trait='')``."""
    found = inspect.signature(macro)
    bare = [part.replace(annotation=part.empty) for part in found.parameters.values()]
    return str(found.replace(parameters=bare, return_annotation=found.empty))


class SiteMacros:
    """The macros over one library; ``page`` is the page that is being read, ``registered``
    whether mkdocs-macros knows them.
    """

    def __init__(self, maker: PageMaker) -> None:
        self.maker = maker
        self.library = maker.library
        self.page: Any = None
        self.problems: list[Problem] = []
        self.registered = False

    def turn_to(self, page: Any) -> None:
        """Note which page is read from now on: macros write links and problems for it."""
        self.page = page

    def all(self) -> dict[str, Callable[..., Any]]:
        """Return every macro by its name."""
        return {**{name: self._guarded(name) for name in NAMES}, "kinds": self.kinds}

    def _guarded(self, name: str) -> Callable[..., str]:
        macro = getattr(self, name)

        @functools.wraps(macro)
        def call(*args: Any, **kwargs: Any) -> str:
            try:
                return str(macro(*args, **kwargs))
            except MacroError as error:
                self._report(name, args, kwargs, str(error), error.hint)
            except (TypeError, ValueError, AttributeError):
                message = "expected to be called in another way"
                hint = f"it is called as {name}{_signature(macro)}"
                self._report(name, args, kwargs, message, hint)
            return ""

        return call

    def _report(self, name: str, args: Any, kwargs: Any, message: str, hint: str) -> None:
        path = self.page.file.abs_src_path or self.page.file.src_uri
        words = [str(value) for value in (*args, *kwargs.values())]
        spot = _find_call(Path(path), name, words)
        filename = f"docs/{self.page.file.src_uri}"
        self.problems.append(Problem(filename, spot, "macro", f"{name}(): {message}", hint))

    def left_as_text(self, markdown: str) -> Iterator[Problem]:
        """Yield a warning for each call of a macro on a page of a site without mkdocs-macros.

        Readers would see its braces. What stands as code is meant to be seen.
        """
        path = Path(self.page.file.abs_src_path or "")
        hint = "add macros to plugins in mkdocs.yml, before katabase; or write it as code"
        for name in dict.fromkeys(CALLS.findall(CODE.sub("", markdown))):
            message = f"{name}() stays as it is written: the plugin macros is not there"
            spot = _find_call(path, name, [])
            yield Problem(
                f"docs/{self.page.file.src_uri}", spot, "macro", message, hint, Level.WARNING
            )

    @property
    def _writer(self) -> Any:
        return self.maker.writer(self.page.url)

    def _entry(self, kind: AnyKind, name: str) -> Entry:
        entry = self.library.get(f"{kind}/{name}")
        if entry is None:
            known = [other.id for other in self.library.of(kind)]
            raise MacroError(f'there is no {kind} "{name}"', did_you_mean(name, known))
        return entry

    def _marked(self, html: Markup, entry: Entry | None = None) -> Markup:
        """Return a piece of a page with the languages that are not the site's."""
        return Markup(self.maker.tongues.marked(html, entry))

    def _word(self, what: str, words: Iterable[str], name: str) -> None:
        known = list(words)
        if name not in known:
            raise MacroError(f'"{name}" is no {what}', did_you_mean(name, known))

    def _kind(self, name: str) -> AnyKind:
        self._word("kind", map(str, kinds()), name)
        return kind_named(name)

    def practices(self, kind: str = "", *, most: int = 0, **wanted: str) -> Markup:
        """List practices, all or those that have a value in a facet: kind, role, trait and so on.

        At most ``most``, or 100 and a link to the rest.
        """
        chosen = {name: word for name, word in {"kind": kind, **wanted}.items() if word}
        known = {each.name: each for each in facets.properties(self.library)}
        for name, word in chosen.items():
            self._word("facet", known, name)
            if name == TRAIT.id:  # a former id leads to the present one
                word = chosen[name] = self._entry(TRAIT, word).id
            self._word(name, known[name].labels(self.library), word)
        return self._marked(listings.listing(self.library, self._writer, chosen, most or None))

    def questions(self, name: str) -> Markup:
        """Show the questions of a set, each with what to listen for."""
        entry = self._entry(QUESTIONS, name)
        return self._marked(listings.questions(entry, self._writer), entry)

    def checklist(self, name: str) -> Markup:
        """Show the items of a checklist."""
        entry = self._entry(CHECKLIST, name)
        return self._marked(listings.checklist(entry, self._writer), entry)

    def catalogue(self) -> Markup:
        """Show all practices with facets; a long list goes on over pages of its own."""
        return self._marked(
            listings.catalogue(self.library, self._writer, self.maker.catalogue_data)
        )

    def count(self, kind: str = "") -> int:
        """Return the number of practices, all or those of a kind."""
        if not kind:
            return len(self.library.entries)
        return len(self.library.of(self._kind(kind)))

    def recent(self, most: int = 10) -> Markup:
        """List the latest changes."""
        return self._marked(listings.recent(self.library, self._writer, most))

    def kinds(self) -> tuple[AnyKind, ...]:
        """Return the kinds of which there are practices, each with its ``id``, ``label``,
        ``plural`` and ``introduction``.
        """
        return tuple(kind for kind in kinds() if self.library.of(kind))

    def fields(self, name: str) -> Markup:
        """Show the keys of a kind, of ``glossary``, ``vocabulary`` or ``hidden``, each with its
        meaning; of ``options`` those of the plugin in mkdocs.yml.
        """
        models: dict[str, Any] = {**models_of_files(), "options": Options}
        self._word("kind", models, name)
        return listings.fields(models[name], self.library.vocabulary)

    def rules(self) -> Markup:
        """Show what is checked: a section for each rule."""
        return listings.rules_guide()

    def macro_guide(self) -> Markup:
        """Show every macro with its parameters and an example."""
        rows = [
            (f"{name}{_signature(getattr(self, name))}", written(getattr(self, name)) or "", call)
            for name, call in EXAMPLES.items()
        ]
        return piece("pieces/macros.html.j2", self.maker.say, rows=rows)

    def link(self, ref: str) -> Markup:
        """Link a practice by kind and id, with its title."""
        kind, _, name = ref.partition("/")
        entry = self._entry(self._kind(kind), name)
        return Markup('<a href="{}">{}</a>').format(
            self._writer.to(entry.address), entry.practice.title
        )


def _find_call(path: Path, name: str, words: list[str]) -> Spot:
    """Return where a page calls a macro with the given words; its first line if not found."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError:
        return Spot()
    for number, line in enumerate(lines, 1):
        match = re.search(rf"\b{name}\s*\(", line)
        if match and all(word in line for word in words):
            return Spot(number, match.start() + 1)
    return Spot()
