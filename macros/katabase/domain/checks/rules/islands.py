"""Practices to which nothing leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Finding, Rule, Scope, of_file
from katabase.domain.problems import Level

if TYPE_CHECKING:
    from collections.abc import Iterator


def _islands(context: Context) -> Iterator[Finding]:
    library = context.library
    for entry in library.ordered():
        links = [*library.incoming[entry.ref], *entry.links()]
        ends = {found.ref for link in links for found in (library.get(link.target),) if found}
        ends |= {link.source for link in links}
        if not ends - {entry.ref}:
            message = "no path and no related practice leads here"
            yield of_file(entry.shown, message, 'add "related", or name it in a path')


ISLAND = Rule(
    id="island",
    scope=Scope.LIBRARY,
    level=Level.WARNING,
    wrong="No path and no related practice leads to a practice.",
    mend="Readers find a practice through others. Name one or two that help with it in `related`; "
    "the way back is added by itself. A link that goes out counts as well as one that comes in.",
    library=_islands,
)
