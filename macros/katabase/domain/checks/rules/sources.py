"""Where the ideas of a practice come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope, of_file
from katabase.domain.problems import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry


def _sourced(entry: Entry, context: Context) -> Iterator[Finding]:
    if not entry.practice.sources:
        message = "no source is named"
        hint = 'add "sources" with author, year and title; your own organisation may be one'
        yield of_file(entry.filename, message, hint)


NO_SOURCE = Rule(
    id="no-source",
    scope=Scope.PRACTICE,
    level=Level.WARNING,
    wrong="No source is named.",
    mend="Whoever had the idea stands in `sources`. A routine of your own has your organisation as "
    "its author.",
    examples=(
        Example(
            "traits",
            "sources: []",
            "sources:\n  - author: Ward 7\n    year: 2026\n    title: Our daily round",
        ),
    ),
    practice=_sourced,
)
