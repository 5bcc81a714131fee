"""A practice whose values stand in the files of several layers, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from katabase.domain.problems import FarSpot, Spot
from katabase.domain.reading.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.reading.document import Loc

Place = tuple[Document, "Loc"]
"""A file and the way to a value in it."""


@dataclass
class LayeredDocument(Document):
    """The data of an adapted practice. ``text`` and ``filename`` are those of the adapting file.

    A position in a file below is a ``FarSpot``, which knows that file: so every check of a
    practice works on an adapted one, and points at the file in which the words stand.
    """

    places: dict[Loc, Place] = field(default_factory=dict)
    """Where each value was written."""

    def spot(self, loc: Loc) -> Spot:
        """Return where the value stands, or the nearest place above it that is known."""
        document, there = self.place(loc)
        return self._seen(document, document.spot(there))

    def key_spot(self, loc: Loc) -> Spot:
        """Return where the key at the end of the way stands, or its value."""
        document, there = self.place(loc)
        return self._seen(document, document.key_spot(there))

    def written_in(self, loc: Loc) -> set[str]:
        """Return the keys that the adapting file has at the end of a way."""
        own = (name for name in self.at(loc) if (*loc, name) in self.places)
        return {name for name in own if self.places[*loc, name][0].filename == self.filename}

    def home(self, loc: Loc) -> str:
        """Return the file in which the value was written, of whichever layer."""
        document, there = self.place(loc)
        return self.filename if document.filename == self.filename else document.home(there)

    def raw(self, loc: Loc) -> str:
        """Return what the file says there; empty for a list or for keys with values."""
        if loc not in self.places:
            return ""
        document, there = self.places[loc]
        return document.raw(there)

    def texts(self) -> Iterator[tuple[Loc, str]]:
        """Yield every text value with the way to it, in the order in which they were put."""
        values = ((loc, self.at(loc)) for loc in self.places)
        return ((loc, value) for loc, value in values if isinstance(value, str))

    def find(self, loc: Loc, piece: str, index: int = 0) -> Spot:
        """Return where the piece that begins at ``index`` of a text value stands."""
        document, there = self.place(loc)
        if loc not in self.places:
            return self._seen(document, document.spot(there))
        return self._seen(document, document.find(there, piece, index))

    def find_character(self, loc: Loc, char: str, index: int) -> Spot:
        """Return where an invisible character stands that is written as an escape."""
        document, there = self.place(loc)
        return self._seen(document, document.find_character(there, char, index))

    def place(self, loc: Loc) -> Place:
        """Return the file and the way in it of a value, or of what it stands in."""
        while loc and loc not in self.places:
            loc = loc[:-1]
        return self.places[loc]

    def _seen(self, document: Document, spot: Spot) -> Spot:
        if isinstance(spot, FarSpot) or document.filename == self.filename:
            return spot
        return FarSpot(spot.line, spot.column, document.filename)


def at(document: Document, loc: Loc) -> Any:
    """Return the value at the end of a way, or None if there is none."""
    value = document.data
    for step in loc:
        known = isinstance(value, dict) and step in value
        if not known and not (isinstance(value, list) and step in range(len(value))):
            return None
        value = value[step]
    return value
