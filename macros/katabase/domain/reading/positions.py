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
        """Return the place of the character at an index.

        Behind the last character is behind the end of the last line, where an editor can show
        it: a value that is missing at the end of a file stands there.
        """
        index = min(index, self._starts[self._last] - 1)
        line = bisect_right(self._starts, index)
        return _spot(line, index - self._starts[line - 1] + 1)
