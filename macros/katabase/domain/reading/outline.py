"""Where the lines of each key and each entry of a file begin and end.

Whoever changes a value in a file replaces its range and touches nothing else: comments, quotes
and folded texts stay a person's own. The outline follows from what reading has found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from katabase.domain.reading.document import Document, Loc

Outline = list[Any]
"""``[start, end]`` of a value that stands as it is written, a list or keys in brackets among
them; ``[column, [[key, start, end, outline], …]]`` of keys; the same of the entries of a list,
whose keys are None."""

CLOSES = re.compile(r"(?:[\s,]|(?<=\s)#[^\n]*)*[\]}]")
"""What stands behind the last value within brackets."""


ASTRAL = re.compile("[\U00010000-\U0010ffff]")
"""A character of more than 16 bits."""


class _Outliner:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.starts = [0]
        for line in self.text.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.astral = [found.start() for found in ASTRAL.finditer(self.text)]

    def at(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column - 1

    def line_of(self, index: int) -> int:
        """Return where the line of a character begins."""
        return self.text.rfind("\n", 0, index) + 1

    def units(self, index: int) -> int:
        """Return an index as scripts count: a character beyond 16 bits is two."""
        return index + bisect_left(self.astral, index)

    def behind(self, index: int) -> int:
        """Return where the line ends that ends a value, with its line feed."""
        found = self.text.find("\n", index)
        return len(self.text) if found < 0 else found + 1

    def value(self, loc: Loc, value: Any) -> tuple[Outline, int]:
        """Return the outline of a value, and where its last character stands behind."""
        if not isinstance(value, dict | list):
            start, end = self.document.ranges[loc]
            end = start + len(self.text[start:end].rstrip()) if end > start else start
            return [self.units(start), self.units(end)], end
        spot = self.document.values[loc]
        begin = self.at(spot.line, spot.column)
        if self.text[begin : begin + 1] in ("[", "{"):
            end = self.flow_end(loc, value, begin)
            return [self.units(begin), self.units(end)], end
        return self.pieces(loc, value)

    def flow_end(self, loc: Loc, value: Any, begin: int) -> int:
        last = begin + 1
        for step in value if isinstance(value, dict) else range(len(value)):
            inner = (*loc, step)
            if inner in self.document.ranges:
                last = max(last, *self.document.ranges[inner])
            else:
                spot = self.document.values[inner]
                start = self.at(spot.line, spot.column)
                last = max(last, self.flow_end(inner, value[step], start))
        found = CLOSES.match(self.text, last)
        if not found:
            raise ValueError(f"{self.document.filename}: {loc} does not end")
        return found.end()

    def pieces(self, loc: Loc, value: Any) -> tuple[Outline, int]:
        found: list[list[Any]] = []
        column, end = 0, 0
        for step in value if isinstance(value, dict) else range(len(value)):
            inner = (*loc, step)
            spot = self.document.key_spot(inner)
            start = self.at(spot.line, spot.column)
            if isinstance(step, int):  # back to its dash
                start = self.text.rindex("-", 0, start)
            begin = self.line_of(start)
            alone = not self.text[begin:start].strip()
            if found:
                begin = found[-1][2]  # what stands between belongs to the one below
            elif alone:
                begin = self.comments_above(begin)
            else:
                begin = start
            column = column if found else start - self.line_of(start)
            child, end = self.value(inner, value[step])
            found.append([step, begin, self.behind(end), child])
        return [
            column,
            [
                [None if isinstance(step, int) else step, self.units(a), self.units(b), child]
                for step, a, b, child in found
            ],
        ], end

    def comments_above(self, begin: int) -> int:
        while begin:
            above = self.line_of(begin - 1)
            if above == 0 or not self.text[above:begin].lstrip().startswith("#"):
                break
            begin = above
        return begin


def outline(document: Document) -> Outline:
    """Return the outline of a file, with places as scripts count them (UTF-16)."""
    return _Outliner(document).value((), document.data)[0]
