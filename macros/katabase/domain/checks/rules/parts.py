"""The keys of parts: each names one part of its practice, and no other place of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope, at, line_of
from katabase.domain.keys import NUMBERED, parts_of, reserved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry
    from katabase.domain.reading.document import Loc


def _same(entry: Entry, context: Context) -> Iterator[Finding]:
    taken = dict.fromkeys(reserved(entry.kind, entry.practice, ""), "a heading of the page has it")
    taken[entry.id] = "it is the id of the practice"
    parts: dict[str, Loc] = {}
    for loc, part in parts_of(entry.practice):
        place = (*loc, "key")
        other = taken.get(part.key)
        if part.key in parts:
            other = f"the part in {line_of(entry, parts[part.key])} has that key"
        if NUMBERED.fullmatch(part.key):
            other = "that is how addresses once named a part by its number"
        if other:
            message = f'a part cannot be called "{part.key}": {other}'
            yield at(entry, place, message, "give the part another key")
        if part.key not in taken:
            parts.setdefault(part.key, place)


DUPLICATE_PART = Rule(
    id="duplicate-part",
    scope=Scope.PRACTICE,
    wrong="Two parts of a practice have one `key`, or a part has the name of another place there.",
    mend="Records, translations and links name a part by its key. Give one of the two another "
    "key; a key that readers may have used is never given to something else.",
    firm="two places of one page cannot have one address",
    practice=_same,
    examples=(
        Example(
            "starter-kata",
            "steps:\n"
            "  - key: count\n    title: Count\n    do: Count the parts.\n    trains: Facts.\n"
            "  - key: count\n    title: Count again\n    do: Count the rest.\n    trains: Facts.",
            "steps:\n"
            "  - key: count\n    title: Count\n    do: Count the parts.\n    trains: Facts.\n"
            "  - key: count-again\n    title: Count again\n    do: Count the rest.\n"
            "    trains: Facts.",
        ),
    ),
)
