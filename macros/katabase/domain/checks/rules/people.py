"""How many people take part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope, at
from katabase.domain.kinds.practice import Developing
from katabase.domain.reading import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry


def _people(entry: Entry, context: Context) -> Iterator[Finding]:
    people = entry.practice.people if isinstance(entry.practice, Developing) else None
    if people and people.max < people.min:
        _, message, hint = sentences.FEWER.said(least=people.min, most=people.max)
        yield at(entry, ("people", "max"), message, hint)


PEOPLE = Rule(
    id="people",
    scope=Scope.PRACTICE,
    wrong="The most people that take part are fewer than the fewest.",
    mend="`min` is the fewest with whom it can be practised, `max` the most. If it is always the "
    "same number, write it twice.",
    examples=(
        Example(
            "checklists",
            "people:\n  min: 4\n  max: 2",
            "people:\n  min: 2\n  max: 4",
        ),
    ),
    practice=_people,
)
