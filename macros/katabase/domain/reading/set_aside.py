"""What a build needs again later lies in a file meanwhile, not in memory.

Whatever puts pages and an index together wants to see all of them before it writes the first:
of 10,000 practices, half a gigabyte that waits.
"""

from __future__ import annotations

import pickle
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar, overload

T = TypeVar("T")


class Place(NamedTuple):
    """Where something lies, in bytes from the beginning of the file."""

    start: int
    length: int


class SetAside:
    """A file without a name, which is gone when nobody holds this any more, or Python ends."""

    def __init__(self) -> None:
        """Begin with nothing in it. Raises OSError if no folder takes a temporary file."""
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115, open as long as this is
        self._end = 0
        weakref.finalize(self, self._file.close)

    def put(self, value: Any) -> Place:
        """Set a value aside. Raises OSError if there is no room for it."""
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        place = Place(self._end, len(data))
        try:
            self._file.seek(place.start)
            rest = memoryview(data)
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            folder = tempfile.gettempdir()  # the file has no name that could be said
            raise OSError(error.errno, error.strerror, folder) from error
        self._end += place.length
        return place

    def get(self, place: Place) -> Any:
        """Return an equal value to the one that was set aside in a place."""
        self._file.seek(place.start)
        return pickle.loads(self._file.read(place.length))


class Waiting(Sequence[T]):
    """Values that lie in a file and come back one by one, as often as they are asked for."""

    def __init__(self, values: Iterable[T], rank: Callable[[T], Any]) -> None:
        """Set values aside, those of the lowest rank first; of one rank they stay as they come.

        Raises OSError if there is no room for them.
        """
        self._aside = SetAside()
        ranked = [
            (rank(value), number, self._aside.put(value)) for number, value in enumerate(values)
        ]
        self._places = [place for _, _, place in sorted(ranked)]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> list[T]: ...

    def __getitem__(self, at: int | slice) -> T | list[T]:
        """Return the value in a place, or those in a row of places."""
        if isinstance(at, slice):
            return [self._aside.get(place) for place in self._places[at]]
        found: T = self._aside.get(self._places[at])
        return found

    def __iter__(self) -> Iterator[T]:
        """Yield the values in their order."""
        return map(self._aside.get, self._places)
