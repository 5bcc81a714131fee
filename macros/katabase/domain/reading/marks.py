"""Where each value and each key of a file stands, held small: large libraries have millions."""

from __future__ import annotations

from array import array
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.reading.document import Loc


class Mark(NamedTuple):
    """The place of one value, as offsets of characters in the text of its file."""

    above: int
    """The number of the value in which it stands; of the outermost its own."""
    start: int
    end: int
    """Where a text ends; 0 for a list and for keys with values."""
    key: int
    """Where its key begins; where the value does if it has none."""


WIDE = len(Mark._fields)


class Marks:
    """The places of a file's values, each with a number, in the order of the file.

    A value's way is not kept but follows from its step and the value above: ways, and a place
    for each in a dict, would be half of all that a large site holds in memory.
    """

    def __init__(self) -> None:
        self._steps: list[str | int] = []
        self._numbers = array("I")

    def __len__(self) -> int:
        return len(self._steps)

    def add(self, step: str | int, mark: Mark) -> int:
        """Note a value that stands behind a key, or at a place of a list; return its number."""
        self._steps.append(step)
        self._numbers.extend(mark)
        return len(self._steps) - 1

    def __getitem__(self, number: int) -> Mark:
        """Return the place of a value by its number."""
        return Mark(*self._numbers[number * WIDE : number * WIDE + WIDE])

    def __iter__(self) -> Iterator[Mark]:
        """Yield the places of all values, in the order of the file."""
        return map(Mark._make, zip(*[iter(self._numbers)] * WIDE, strict=True))

    def find(self, loc: Loc) -> Mark | None:
        """Return the place of the value at the end of a way, None if there is none."""
        number = _numbers(self).get(loc)
        return None if number is None else self[number]

    def ways(self) -> Iterator[Loc]:
        """Yield the way to each value, in the order of the file."""
        found: list[Loc] = []
        for number, step in enumerate(self._steps):
            found.append((*found[self._numbers[number * WIDE]], step) if number else ())
            yield found[-1]


@lru_cache(maxsize=16)
def _numbers(marks: Marks) -> dict[Loc, int]:
    """Return the number of each value by its way: of the files that were asked last."""
    return {loc: number for number, loc in enumerate(marks.ways())}
