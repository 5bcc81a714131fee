"""What a practice leads to and what leads to it, in groups a reader understands."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from katabase.domain.links import Relation, links_of
from katabase.domain.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry, Library


@dataclass(frozen=True)
class Group:
    """Practices that stand in one relation to a practice."""

    title: str
    entries: tuple[Entry, ...]
    most: int = sys.maxsize
    """How many of them the practice's own page shows."""

    @property
    def shown(self) -> tuple[Entry, ...]:
        """The entries on the practice's own page; a page of its own holds all of them."""
        return self.entries[: self.most]


OUTWARD = {
    Relation.NEXT: "Practise next",
    Relation.DEVELOPS: "Traits it develops",
    Relation.RELATED: "Related practices",
}
INWARD = {
    Relation.NEXT: "Practise before",
    Relation.STAGE: "Paths that lead here",
    Relation.RELATED: "Related practices",
    Relation.SUCCESSOR: "Replaces",
}
DEVELOPED_BY = {
    Kind.STARTER_KATA: "Kata that develop it",
    Kind.QUESTIONS: "Questions that develop it",
    Kind.CHECKLIST: "Checklists that develop it",
    Kind.PATH: "Paths that develop it",
}
ORDER = [
    *DEVELOPED_BY.values(),
    "Practise before",
    "Practise next",
    "Traits it develops",
    "Paths that lead here",
    "Related practices",
    "Replaces",
]


def related_groups(library: Library, entry: Entry) -> list[Group]:
    """Return the groups of related practices; each practice stands in a group once."""
    found: dict[str, dict[str, Entry]] = {title: {} for title in ORDER}
    for title, other in _pairs(library, entry):
        found[title].setdefault(other.ref, other)
    elsewhere = {ref for title in ORDER if title != "Related practices" for ref in found[title]}
    related = found["Related practices"]
    found["Related practices"] = {
        ref: other for ref, other in related.items() if ref not in elsewhere
    }
    return [
        Group(title, tuple(sorted(entries.values(), key=_order)))
        for title, entries in found.items()
        if entries
    ]


MOST = 36
"""Related practices on a practice's page: no page grows with the library."""


def shortened(groups: list[Group], most: int = MOST) -> list[Group]:
    """Return groups that show at most so many practices together; the longest give way."""
    sizes = {group.title: len(group.entries) for group in groups}
    while sum(sizes.values()) > most and max(sizes.values()) > 1:
        sizes[max(sizes, key=lambda title: sizes[title])] -= 1
    return [replace(group, most=sizes[group.title]) for group in groups]


def _order(entry: Entry) -> tuple[int, str]:
    return (list(Kind).index(entry.kind), entry.practice.title.casefold())


def _pairs(library: Library, entry: Entry) -> Iterator[tuple[str, Entry]]:
    for link in links_of(entry.ref, entry.practice):
        other = library.get(link.target)
        if other and link.relation in OUTWARD:
            yield OUTWARD[link.relation], other
    for link in library.incoming[entry.ref]:
        other = library.entries[link.source]
        if link.relation is Relation.DEVELOPS:
            yield DEVELOPED_BY[other.kind], other
        elif link.relation in INWARD:
            yield INWARD[link.relation], other
