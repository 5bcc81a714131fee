"""Where the lines of each key and each entry of a file begin and end.

Whoever changes a value in a file replaces its range and touches nothing else: comments, quotes
and folded texts stay a person's own. The outline follows from what reading has found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from katabase.domain.reading.document import Document
    from katabase.domain.reading.marks import Mark

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
        self.marks = iter(document.marks)
        """The places of what comes next: values are looked at in the order of the file."""
        self.astral = [found.start() for found in ASTRAL.finditer(self.text)]

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

    def value(self, value: Any, mark: Mark) -> tuple[Outline, int]:
        """Return the outline of a value, and where its last character stands behind."""
        if not isinstance(value, dict | list):
            length = len(self.text[mark.start : mark.end].rstrip())
            end = mark.start + length if mark.end > mark.start else mark.start
            return [self.units(mark.start), self.units(end)], end
        if self.text[mark.start : mark.start + 1] in ("[", "{"):
            end = self.flow_end(value, mark.start)
            return [self.units(mark.start), self.units(end)], end
        return self.pieces(value)

    def flow_end(self, value: Any, begin: int) -> int:
        last = begin + 1
        for inner in value.values() if isinstance(value, dict) else value:
            mark = next(self.marks)
            if isinstance(inner, dict | list):
                last = max(last, self.flow_end(inner, mark.start))
            else:
                last = max(last, mark.start, mark.end)
        found = CLOSES.match(self.text, last)
        if not found:
            raise ValueError(f"{self.document.filename}: a bracket at {begin} does not close")
        return found.end()

    def pieces(self, value: Any) -> tuple[Outline, int]:
        found: list[list[Any]] = []
        column, end = 0, 0
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            mark = next(self.marks)
            start = mark.key
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
            child, end = self.value(inner, mark)
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
    outliner = _Outliner(document)
    return outliner.value(document.data, next(outliner.marks))[0]
