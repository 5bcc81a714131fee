"""Lists of practices that are cut into pages, so that no page grows with the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from katabase.domain.library import Entry

PAGE = 100
"""Practices on one page: about 12 KB compressed."""


MANY = 12
"""Practices of a section that are seen at a glance: more are looked up by their letters."""


@dataclass(frozen=True)
class Section:
    """Practices under a heading; without a title they stand alone."""

    title: str
    entries: tuple[Entry, ...]

    @property
    def letters(self) -> dict[str, Entry]:
        """The first practice of each letter, if there are many and they stand in that order.

        What begins with a digit or a sign stands under 0, as in the glossary.
        """
        found: dict[str, Entry] = {}
        for entry in self.entries if len(self.entries) > MANY else ():
            first = entry.practice.title[0].upper()
            found.setdefault(first if first.isalpha() else "0", entry)
        return found if list(found) == sorted(found) else {}

    @property
    def places(self) -> list[tuple[Entry, str]]:
        """Each practice with the anchor to which a link to its section or letter leads, if any."""
        marked = {entry.ref: letter for letter, entry in self.letters.items()}
        found = []
        for place, entry in enumerate(self.entries):
            folder, letter = entry.kind.folder, marked.get(entry.ref)
            anchor = f"{folder}-{letter.lower()}" if letter else ""
            found.append((entry, anchor if place else folder))
        return found


@dataclass(frozen=True)
class LongList:
    """A list over one or more pages. ``address`` is that of the first, below the site."""

    address: str
    heading: str
    pages: tuple[tuple[Section, ...], ...]
    """The sections of each page; there is always a first page."""

    @property
    def total(self) -> int:
        """The number of practices on all pages."""
        return sum(len(self.entries(number)) for number, _ in self.numbered())

    def entries(self, number: int) -> list[Entry]:
        """Return the practices of a page."""
        return [entry for section in self.pages[number - 1] for entry in section.entries]

    def numbered(self) -> list[tuple[int, str]]:
        """Return the number and the address of each page."""
        return [(number, self.at(number)) for number in range(1, len(self.pages) + 1)]

    def at(self, number: int) -> str:
        """Return the address of a page. No id is in the way: ids end addresses."""
        return self.address if number == 1 else f"{self.address}more/{number}/"

    def span(self, number: int) -> tuple[int, int]:
        """Return which practices a page holds: the number of the first and of the last."""
        first = (number - 1) * PAGE + 1
        return first, first + len(self.entries(number)) - 1


def long_list(address: str, heading: str, sections: Iterable[Section]) -> LongList:
    """Return a list cut into pages; a section that is cut has its title on both."""
    rows = [(section.title, entry) for section in sections for entry in section.entries]
    pages = [_sections(rows[start : start + PAGE]) for start in range(0, len(rows), PAGE)]
    return LongList(address, heading, tuple(pages) or ((),))


def _sections(rows: Sequence[tuple[str, Entry]]) -> tuple[Section, ...]:
    titles = dict.fromkeys(title for title, _ in rows)
    return tuple(
        Section(title, tuple(entry for other, entry in rows if other == title)) for title in titles
    )
