"""Practices that are retired, and what replaces them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope, at
from katabase.domain.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry, Library


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


def _successors(context: Context) -> Iterator[Finding]:
    for entry in context.library.ordered():
        successor = context.library.get(entry.practice.successor or "")
        if successor is None or successor is entry:
            continue
        if successor.practice.status is Status.DRAFT:
            message = f"the successor {successor.ref} is a draft, which is never published"
            hint = "retire this one when that one is on trial"
            yield at(entry, ("successor",), message, hint)
        circle = _circle(entry, context.library)
        if circle:
            message = f"the successors lead in a circle: {' -> '.join(circle)}"
            hint = "one of them must be practised; name that one in the others"
            yield at(entry, ("successor",), message, hint)


def _circle(entry: Entry, library: Library) -> list[str]:
    """Return the references from an entry over its successors back to it; empty if none do."""
    refs = [entry.ref]
    while True:
        successor = library.get(library.entries[refs[-1]].practice.successor or "")
        if successor is None or successor.ref in refs[1:]:
            return []
        refs.append(successor.ref)
        if successor is entry:
            return refs


SUCCESSOR = Rule(
    id="successor",
    scope=Scope.LIBRARY,
    wrong="The successor of a retired practice is a draft, or the successors lead in a circle.",
    mend="Somebody holds an old card and asks what is practised today. Following `successor` must "
    "end at a practice that readers can see.",
    library=_successors,
)
