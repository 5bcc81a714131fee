"""A practice whose values stand in the files of several layers, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from katabase.domain.problems import FarSpot, Spot
from katabase.domain.reading.document import Document

if TYPE_CHECKING:
    from katabase.domain.reading.document import Keys

Place = tuple[Document, "Keys"]
"""A file and the way to a value in it."""


@dataclass
class LayeredDocument(Document):
    """The data of an adapted practice. ``text`` and ``shown`` are those of the adapting file.

    A position in a file below is a ``FarSpot``, which knows that file: so every check of a
    practice works on an adapted one, and points at the file in which the words stand.
    """

    places: dict[Keys, Place] = field(default_factory=dict)
    """Where each value was written."""

    def spot(self, way: Keys) -> Spot:
        """Return where the value stands, or the nearest place above it that is known."""
        document, there = self.place(way)
        return self._seen(document, document.spot(there))

    def key_spot(self, way: Keys) -> Spot:
        """Return where the key at the end of the way stands, or its value."""
        document, there = self.place(way)
        return self._seen(document, document.key_spot(there))

    def written_in(self, way: Keys) -> set[str]:
        """Return the keys that the adapting file has at the end of a way."""
        own = (name for name in self.at(way) if (*way, name) in self.places)
        return {name for name in own if self.places[*way, name][0].shown == self.shown}

    def home(self, way: Keys) -> str:
        """Return the file in which the value was written, of whichever layer."""
        document, there = self.place(way)
        return self.shown if document.shown == self.shown else document.home(there)

    def raw(self, way: Keys) -> str:
        """Return what the file says there; empty for a list or for keys with values."""
        if way not in self.places:
            return ""
        document, there = self.places[way]
        return document.raw(there)

    @cached_property
    def _texts(self) -> tuple[tuple[Keys, str], ...]:
        values = ((way, self.at(way)) for way in self.places)
        return tuple((way, value) for way, value in values if isinstance(value, str))

    def find(self, way: Keys, piece: str, index: int = 0) -> Spot:
        """Return where the piece that begins at ``index`` of a text value stands."""
        document, there = self.place(way)
        if way not in self.places:
            return self._seen(document, document.spot(there))
        return self._seen(document, document.find(there, piece, index))

    def find_character(self, way: Keys, char: str, index: int) -> Spot:
        """Return where an invisible character stands that is written as an escape."""
        document, there = self.place(way)
        return self._seen(document, document.find_character(there, char, index))

    def place(self, way: Keys) -> Place:
        """Return the file and the way in it of a value, or of what it stands in."""
        while way and way not in self.places:
            way = way[:-1]
        return self.places[way]

    def _seen(self, document: Document, spot: Spot) -> Spot:
        if isinstance(spot, FarSpot) or document.shown == self.shown:
            return spot
        return FarSpot(spot.line, spot.column, document.shown)


def at(document: Document, way: Keys) -> Any:
    """Return the value at the end of a way, or None if there is none."""
    value = document.data
    for step in way:
        known = isinstance(value, dict) and step in value
        if not known and not (isinstance(value, list) and step in range(len(value))):
            return None
        value = value[step]
    return value
