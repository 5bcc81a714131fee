"""Ids that practices had formerly, which stay their addresses for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope, at
from katabase.domain.reading.places import RESERVED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry


def _former_ids(context: Context) -> Iterator[Finding]:
    library = context.library
    claimed: dict[str, Entry] = {}
    for entry in library.ordered():
        for index, old in enumerate(entry.practice.formerly):
            ref = f"{entry.kind}/{old}"
            if old == RESERVED:
                message = f'no practice was ever called "{old}": that is the page of its kind'
                yield at(entry, ("formerly", index), message, "remove the line")
            other = library.entries.get(ref) or claimed.get(ref)
            if other is not None:
                message = f'the former id "{old}" belongs to {other.filename} already'
                hint = "remove it in one of the two"
                if other is entry:
                    message, hint = f'the former id "{old}" is its own', "remove the line"
                yield at(entry, ("formerly", index), message, hint)
            claimed[ref] = entry


FORMER_ID = Rule(
    id="former-id",
    scope=Scope.LIBRARY,
    wrong="A former id is in use, or two practices claim it, or it is `index`.",
    mend="`formerly` lists the ids that this practice had before it was renamed, so that old links "
    "and printed codes still find it. Each old address can lead to one practice only.",
    firm="two pages would have one address",
    examples=(Example("traits", "formerly: [keeps-promises]", "formerly: [keeps-his-word]"),),
    library=_former_ids,
)
