"""Practices that are retired, and what replaces them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope, at
from katabase.domain.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry


def _retirement(entry: Entry, context: Context) -> Iterator[Finding]:
    retired = entry.practice.status is Status.RETIRED
    if retired and not entry.practice.successor:
        message = "expected the successor of a retired practice, found none"
        yield at(entry, ("status",), message, 'add "successor: kind/id"')
    if entry.practice.successor and not retired:
        message = "only a retired practice has a successor"
        hint = 'remove "successor" or set "status: retired"'
        yield at(entry, ("successor",), message, hint)


RETIREMENT = Rule(
    id="retirement",
    scope=Scope.PRACTICE,
    wrong="A retired practice names no successor, or one that is not retired does.",
    mend="The page of a retired practice stays, for cards that hang on a wall somewhere, and leads "
    "to what is practised instead. `successor` says where.",
    examples=(
        Example(
            "traits", "status: retired", "status: retired\nsuccessor: questions/three-questions"
        ),
    ),
    practice=_retirement,
)
