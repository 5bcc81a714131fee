"""What somebody is able to do before they begin a practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope, at
from katabase.domain.kinds.path import Path
from katabase.domain.problems import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry, Library
    from katabase.domain.reading.document import Loc


def _circles(context: Context) -> Iterator[Finding]:
    for entry in context.library.ordered():
        for index, target in enumerate(entry.practice.before):
            loc: Loc = ("before", index)
            circle = _way_back(target, entry, context.library)
            if circle and target != entry.ref:  # naming itself is a rule of its own
                names = " -> ".join([entry.ref, *circle])
                message = f"to be able to do first leads in a circle: {names}"
                yield at(entry, loc, message, "remove it where one can begin without the other")
            elif target in entry.practice.practise_next:
                message = f"{target} is to be practised before it and after it"
                yield at(entry, loc, message, 'remove it from "before" or from "practise_next"')


def _way_back(target: str, entry: Entry, library: Library) -> list[str]:
    """Return the shortest way over what comes before it to an entry; empty if there is none."""
    ways, seen = [[target]], {target}
    while ways:
        loc = ways.pop(0)
        found = library.get(loc[-1])
        if found is entry:
            return [*loc[:-1], entry.ref]
        following = found.practice.before if found else []
        ways += [[*loc, other] for other in following if other not in seen]
        seen |= set(following)
    return []


BEFORE_CIRCLE = Rule(
    id="before-circle",
    scope=Scope.LIBRARY,
    wrong="What somebody should be able to do first leads in a circle.",
    mend="If each of two practices is to come `before` the other, nobody can begin. Keep the one "
    "without which the other cannot be practised. What only helps stands in `related`.",
    examples=(
        Example(
            "starter-kata",
            "before:\n  - checklist/desk-walk\npractise_next:\n  - checklist/desk-walk",
            "before: []\npractise_next:\n  - checklist/desk-walk",
        ),
    ),
    library=_circles,
)


def _order(context: Context) -> Iterator[Finding]:
    for path in context.library.ordered():
        if isinstance(path.practice, Path):
            yield from _order_of(path, path.practice, context.library)


def _with_its_own(ref: str, library: Library) -> Iterator[str]:
    """Yield a practice and, if it is a path, what its stages hold."""
    yield ref
    entry = library.get(ref)
    if entry and isinstance(entry.practice, Path):
        for stage in entry.practice.stages:
            yield from (used.practice for used in stage.practices)


def _order_of(path: Entry, practice: Path, library: Library) -> Iterator[Finding]:
    first = {ref: -1 for needed in practice.before for ref in _with_its_own(needed, library)}
    for number, stage in enumerate(practice.stages):
        for used in stage.practices:
            for ref in _with_its_own(used.practice, library):
                first.setdefault(ref, number)
    for number, stage in enumerate(practice.stages):
        for index, used in enumerate(stage.practices):
            entry = library.get(used.practice)
            for needed in entry.practice.before if entry else []:
                if number == first[used.practice] and first.get(needed, number) > number:
                    loc: Loc = ("stages", number, "practices", index, "practice")
                    later = practice.stages[first[needed]].title
                    message = f'it asks for {needed} first, which comes only in "{later}"'
                    hint = 'change the order of the path, or "before" of the practice'
                    yield at(path, loc, message, hint)


BEFORE_ORDER = Rule(
    id="before-order",
    scope=Scope.LIBRARY,
    level=Level.WARNING,
    wrong="A path begins a practice before another one that the practice asks for first.",
    mend="A practice names in `before` what somebody should be able to do first. A path that holds "
    "both begins them in that order, or in the same stage.",
    library=_order,
)
