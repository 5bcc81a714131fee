"""Where a character stands: line and column, counted from 1, found without rereading the text."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from katabase.domain.problems import Spot

_spot = lru_cache(maxsize=8192)(Spot)
"""The same place stands in one file after another: most keys begin in the same few columns."""


class Positions:
    """The beginnings of the lines of one text, whose only line break is a line feed."""

    def __init__(self, text: str) -> None:
        lengths = [len(line) + 1 for line in text.split("\n")]
        self._starts = array("I", accumulate(lengths, initial=0))
        """Where each line begins; the last number is where one behind the text would."""
        self._last = len(lengths) - (len(lengths) > 1 and lengths[-1] == 1)

    def spot(self, index: int) -> Spot:
        """Return the place of the character at an index."""
        line = min(bisect_right(self._starts, index), len(self._starts) - 1)
        return _spot(line, index - self._starts[line - 1] + 1)

    def within(self, line: int, column: int) -> Spot:
        """Return a place that exists in the text: past the end becomes the end of the last line.

        A parser that misses something says so behind the last character, where no editor
        can show it. The column just behind a line's last character is kept.
        """
        line = max(1, line)
        if line > self._last:
            line, column = self._last, self._starts[self._last] - self._starts[self._last - 1]
        return _spot(line, max(1, min(column, self._starts[line] - self._starts[line - 1])))
