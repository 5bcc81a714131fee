"""What the check can mend by itself: keys of parts that a file leaves out.

The text of the file stays as it is but for the lines that are added: comments, quotes,
folded texts and line endings are a person's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from katabase.domain.keys import parts_of
from katabase.domain.layers.layered import LayeredDocument, at
from katabase.domain.modeline import LINE
from katabase.domain.problems import KatabaseError
from katabase.domain.reading import source

if TYPE_CHECKING:
    from katabase.domain.library import Entry
    from katabase.domain.reading.document import Document, Loc

BLOCK = re.compile(r"[ -]*")
"""What stands before the first key of a part that has lines of its own."""


def without_key(entry: Entry) -> list[Loc]:
    """Return the ways, in the entry's own file, to the parts that leave out their key there."""
    return list(_missing(entry)[1])


def _missing(entry: Entry) -> tuple[Document, dict[Loc, str]]:
    """Return the entry's own file, and the key of each part that leaves it out there.

    An adapting file has of its own what it inserts, and what stands within that; a part that
    it adapts or replaces is named by the verb.
    """
    document = entry.document
    if not isinstance(document, LayeredDocument):
        parts = parts_of(entry.practice)
        return document, {loc: p.key for loc, p in parts if "key" not in document.at(loc)}
    own: Document = document
    missing: dict[Loc, str] = {}
    for loc, part in parts_of(entry.practice):
        file, there = document.places.get(loc, (document, loc))
        written = at(file, there)
        if file.filename == entry.filename and isinstance(written, dict):
            own = file
            if NAMED.isdisjoint(written):
                missing[there] = part.key
    return own, missing


NAMED = frozenset({"key", "adapt", "replace"})
"""What says which part it is."""


def with_written_keys(entry: Entry, raw: bytes) -> bytes:
    """Return the bytes of an entry's file with a key in each of its parts.

    ``raw`` is what the file holds. Raises KatabaseError if it is not what was read before,
    or if the result would say anything else: then nothing should be written.
    """
    document, keys = _missing(entry)
    missing = list(keys)
    lines = LINE.findall(raw.decode("utf-8"))
    for loc in sorted(missing, key=lambda loc: _first(document, loc), reverse=True):
        line, column = _first(document, loc)
        lines[line - 1] = _inserted(lines[line - 1], column, keys[loc])
    written = "".join(lines).encode("utf-8")
    again, _ = source.parse(written, document.filename)
    if again is None or _without_keys(again.data, missing) != document.data:
        message = f"{document.filename}: its keys could not be written without changing its words"
        raise KatabaseError(f"{message}; write them by hand")
    return written


def _first(document: Document, loc: Loc) -> tuple[int, int]:
    """Return the line and the column of the first key of a part."""
    names = [name for name in document.at(loc) if name != "insert"]  # where it is put comes first
    spots = [document.key_spot((*loc, name)) for name in names]
    return min((spot.line, spot.column) for spot in spots)


def _inserted(line: str, column: int, key: str) -> str:
    before, rest = line[: column - 1], line[column - 1 :]
    bare = before.removeprefix("\ufeff")
    if not BLOCK.fullmatch(bare):  # within braces
        return f"{before}key: {key}, {rest}"
    ending = line[len(line.rstrip("\r\n")) :] or "\n"
    return f"{before}key: {key}{ending}{' ' * len(bare)}{rest}"


def _without_keys(data: Any, ways: list[Loc], here: Loc = ()) -> Any:
    """Return data without the keys of the parts at the ways."""
    if isinstance(data, dict):
        return {
            name: _without_keys(item, ways, (*here, name))
            for name, item in data.items()
            if name != "key" or here not in ways
        }
    if isinstance(data, list):
        return [_without_keys(item, ways, (*here, number)) for number, item in enumerate(data)]
    return data
