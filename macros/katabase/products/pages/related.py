"""What a practice leads to and what leads to it, in groups a reader understands."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from katabase.domain.kinds.registry import kinds
from katabase.domain.links import Relation
from katabase.domain.messages import N_
from katabase.domain.scripts import in_alphabet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry, Library
    from katabase.domain.messages import Messages


@dataclass(frozen=True)
class Group:
    """Practices that stand in one relation to a practice."""

    title: str
    entries: tuple[Entry, ...]
    named: int = 0
    """How many of them, the first ones, the practice itself names."""
    most: int = sys.maxsize
    """How many of them the practice's own page shows."""

    @property
    def shown(self) -> tuple[Entry, ...]:
        """The entries on the practice's own page; a page of its own holds all of them."""
        return self.entries[: self.most]


OUTWARD = {
    Relation.BEFORE: N_("Be able to do first"),
    Relation.NEXT: N_("Practise next"),
    Relation.DEVELOPS: N_("Traits it develops"),
    Relation.RELATED: N_("Related practices"),
}
INWARD = {
    Relation.BEFORE: N_("It prepares for"),
    Relation.NEXT: N_("Practise before"),
    Relation.STAGE: N_("Paths that lead here"),
    Relation.RELATED: N_("Related practices"),
    Relation.SUCCESSOR: N_("Replaces"),
}
ORDER = (
    N_("Be able to do first"),
    N_("Practise before"),
    N_("Practise next"),
    N_("It prepares for"),
    N_("Traits it develops"),
    N_("Paths that lead here"),
    N_("Related practices"),
    N_("Replaces"),
)
"""The groups in the order of display; before them stand those of a trait, by kind."""


SAID_BETTER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Practise before", ("Be able to do first",)),
    ("It prepares for", ("Practise next",)),
    ("Related practices", ()),
)
"""Groups that do not repeat what other groups say: those that are named, or all of them."""


def _order_of_groups() -> list[str]:
    return [*(kind.developed_by for kind in kinds() if kind.developed_by), *ORDER]


def related_groups(library: Library, entry: Entry, say: Messages) -> list[Group]:
    """Return the groups of related practices.

    A practice stands in a group once, and in none that says less of it than another one does.
    """
    titles = _order_of_groups()
    found: dict[str, dict[str, Entry]] = {title: {} for title in titles}
    for title, other in _pairs(library, entry):
        found[title].setdefault(other.ref, other)
    for weaker, stronger in SAID_BETTER:
        said = {ref for title in stronger or set(titles) - {weaker} for ref in found[title]}
        found[weaker] = {ref: one for ref, one in found[weaker].items() if ref not in said}
    own = {link.target for link in entry.links()}
    return [
        Group(say(title), _in_order(entries, own), named=len(own & set(entries)))
        for title, entries in found.items()
        if entries
    ]


def _in_order(entries: dict[str, Entry], own: set[str]) -> tuple[Entry, ...]:
    """Return entries by kind and title, those that the practice itself names first."""
    return tuple(sorted(entries.values(), key=lambda one: (one.ref not in own, *_order(one))))


WHOLE = 20
"""Related practices that a practice's page shows all. A page of its own for a few more would
cost a reader a way, and a build half as many pages again."""

MOST = 8
"""Related practices on a practice's page if there are still more, and it does not name more
itself: no page grows with the library."""


def shortened(groups: list[Group], whole: int = WHOLE, most: int = MOST) -> list[Group]:
    """Return groups as they are if they are few together, else with at most so many practices.

    The longest give way. What the practice itself names stays, and one of each group.
    """
    if sum(len(group.entries) for group in groups) <= whole:
        return groups
    sizes = {group.title: len(group.entries) for group in groups}
    spare = {group.title: len(group.entries) - max(group.named, 1) for group in groups}
    while sum(sizes.values()) > most and any(spare.values()):
        longest = max((title for title in sizes if spare[title]), key=lambda title: sizes[title])
        sizes[longest] -= 1
        spare[longest] -= 1
    return [replace(group, most=sizes[group.title]) for group in groups]


def _order(entry: Entry) -> tuple[int, str]:
    return (kinds().index(entry.kind), in_alphabet(entry.practice.title))


def _pairs(library: Library, entry: Entry) -> Iterator[tuple[str, Entry]]:
    for link in entry.links():
        other = library.get(link.target)
        if other and link.relation in OUTWARD:
            yield OUTWARD[link.relation], other
    for link in library.incoming[entry.ref]:
        other = library.entries[link.source]
        if link.relation is Relation.DEVELOPS and other.kind.developed_by:
            yield other.kind.developed_by, other
        elif link.relation in INWARD:
            yield INWARD[link.relation], other
