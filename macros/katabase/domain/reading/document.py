"""A file's data, and where in the file each value and each key stands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from katabase.domain.problems import Spot
from katabase.domain.reading.marks import Marks
from katabase.domain.reading.positions import Positions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.reading.set_aside import Place, SetAside

Loc = tuple[str | int, ...]
"""Where a value stands in a file's data, as pydantic says it: ``("steps", 0, "do")``."""

WAITING = ("text", "data", "marks")
"""What of a document may wait outside of memory."""

ESCAPES = {0: "0", 7: "a", 8: "b", 11: "v", 12: "f", 27: "e", 133: "N", 8232: "L", 8233: "P"}
"""The short escapes that YAML knows within double quotes for invisible characters."""

LONGEST_PIECE = 200
"""So many characters of a piece are enough to find it by."""


@dataclass
class Document:
    """The data of one file and where each value and key stands."""

    filename: str
    """The file's path as it is shown to people."""
    text: str
    """The file's text, lines ended by a line feed."""
    data: Any = field(default_factory=lambda: None)  # a default of the class would hide it later
    marks: Marks = field(default_factory=Marks)
    """Where each value stands, and its key."""

    def wait(self, aside: SetAside) -> None:
        """Let what the file says wait outside of memory, until somebody asks for it again.

        Most that is asked of it comes while the library is read and checked.
        """
        place = aside.put((self.text, self.data, self.marks))
        for name in (*WAITING, "positions"):
            self.__dict__.pop(name, None)
        self.__dict__["waiting"] = (aside, place)

    if not TYPE_CHECKING:  # whoever misspells an attribute is told so

        def __getattr__(self, name: str) -> Any:
            """Return what waits; Python asks for it only if it is not here."""
            waiting = self.__dict__.get("waiting")
            if waiting is None or name not in WAITING:
                raise AttributeError(name)
            return _come_back(*waiting)[WAITING.index(name)]

    @cached_property
    def positions(self) -> Positions:
        """The lines of the text."""
        return Positions(self.text)

    def spot(self, loc: Loc) -> Spot:
        """Return where the value stands, or the nearest place above it that is known."""
        mark = self.marks.find(loc)
        while loc and mark is None:
            loc = loc[:-1]
            mark = self.marks.find(loc)
        return Spot() if mark is None else self.positions.spot(mark.start)

    def key_spot(self, loc: Loc) -> Spot:
        """Return where the key at the end of the way stands, or its value."""
        mark = self.marks.find(loc)
        if mark is None:
            return self.spot(loc)
        return self.positions.spot(mark.key)

    def range(self, loc: Loc) -> tuple[int, int]:
        """Return where a text begins and ends in ``text``; twice 0 where there is none."""
        mark = self.marks.find(loc)
        return (mark.start, mark.end) if mark and mark.end else (0, 0)

    def written_in(self, loc: Loc) -> set[str]:
        """Return the keys that this file has at the end of a way."""
        return set(self.at(loc))

    def home(self, loc: Loc) -> str:
        """Return the file in which the value was written, as people see it."""
        return self.filename

    def raw(self, loc: Loc) -> str:
        """Return what the file says there; empty for a list or for keys with values."""
        start, end = self.range(loc)
        return self.text[start:end]

    def texts(self) -> Iterator[tuple[Loc, str]]:
        """Yield every text value with the way to it, in the order of the file."""
        return iter(_texts((), self.data))

    def at(self, loc: Loc) -> Any:
        """Return the value at the end of the way."""
        value = self.data
        for step in loc:
            value = value[step]
        return value

    def find(self, loc: Loc, piece: str, index: int = 0) -> Spot:
        """Return where the piece that begins at ``index`` of a text value stands in the file.

        What a person wrote differs from the value: lines are folded, quotation marks may be
        escaped, accents may be characters of their own. Where no such piece is found, it is
        the place of the value.
        """
        return self._find(loc, _loose(piece[:LONGEST_PIECE]), str(self.at(loc))[:index])

    def find_character(self, loc: Loc, char: str, index: int) -> Spot:
        """Return where an invisible character stands that is written as an escape."""
        code = ord(char)
        forms = [rf"x{code:02x}"] if code < 0x100 else []
        forms += [rf"u{code:04x}"] if code < 0x10000 else []
        pattern = rf"\\(?:(?i:{'|'.join([*forms, f'U{code:08x}'])})"
        pattern += rf"|{ESCAPES[code]})" if code in ESCAPES else ")"
        before = str(self.at(loc))[:index].count(char)
        return self._nth(loc, pattern, before)

    def _find(self, loc: Loc, pattern: str, before: str) -> Spot:
        return self._nth(loc, pattern, sum(1 for _ in re.finditer(pattern, before)))

    def _nth(self, loc: Loc, pattern: str, number: int) -> Spot:
        start, end = self.range(loc)
        found = re.compile(pattern).finditer(self.text, start, end)
        match = next((match for count, match in enumerate(found) if count == number), None)
        return self.spot(loc) if match is None else self.positions.spot(match.start())


@lru_cache(maxsize=16)
def _come_back(aside: SetAside, place: Place) -> Any:
    """Return what waited: of the files that were asked last it is the same, not an equal one."""
    return aside.get(place)


def _texts(loc: Loc, value: Any) -> list[tuple[Loc, str]]:
    if isinstance(value, str):
        return [(loc, value)]
    found: list[tuple[Loc, str]] = []
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            found += _texts((*loc, step), inner)
    return found


WRITTEN = {'"': '\\\\?"', "'": "''?", "\\": "\\\\{1,2}"}
"""How a character of a text may stand in YAML, if not as itself."""


def _loose(piece: str) -> str:
    words = ("".join(map(_written, word)) for word in piece.split())
    return r"\s+".join(words) or r"\s+"


def _written(char: str) -> str:
    """Return how a character may stand in the file; values are composed, files need not be."""
    apart = unicodedata.normalize("NFD", char)
    return WRITTEN.get(char) or (re.escape(char) if apart == char else f"(?:{char}|{apart})")
