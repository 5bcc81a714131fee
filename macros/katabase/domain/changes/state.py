"""What readers could see at one time: its practices, and every address that led somewhere.

A state is made of a library, or of what a published site says of itself. Changes are found
between two of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from katabase.domain.keys import parts_of
from katabase.domain.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from katabase.domain.kinds.practice import Practice
    from katabase.domain.kinds.registry import AnyKind
    from katabase.domain.library import Library


@dataclass(frozen=True, eq=False)
class Held:
    """A practice as it was at one time."""

    kind: AnyKind
    id: str
    practice: Practice
    filename: str
    """Where it stands, as people see it: the path of its file, or its address."""
    translated: bool = False
    """Whether its words are those of a translation."""
    package: str | None = None
    """The installed package whose practice it is, as it stands there; None if it is one's own."""
    adapts: bool = False
    """Whether it adapts a practice of a layer below."""
    replaces: bool = False
    """Whether it takes the place of a practice of a layer below."""

    @property
    def ref(self) -> str:
        """The name by which other practices refer to it."""
        return f"{self.kind}/{self.id}"

    @property
    def address(self) -> str:
        """The page's address below the site."""
        return f"{self.kind.folder}/{self.id}/"

    def goes_on(self, old: Held) -> bool:
        """Say whether its versions go on with those of what it was before.

        A file that adapts a practice, or replaces one, has versions of its own. One that was
        there before it was said to replace another has its first change still.
        """
        if (self.package, self.adapts) != (old.package, old.adapts):
            return False
        if old.replaces or not self.replaces or not old.practice.changes:
            return True
        first = old.practice.changes[0]
        return any(
            (each.version, each.date) == (first.version, first.date)
            for each in self.practice.changes
        )

    def names(self) -> Iterator[str]:
        """Yield the references that lead to it: its own, then those that it had formerly."""
        yield self.ref
        yield from (f"{self.kind}/{old}" for old in self.practice.formerly)


@dataclass(frozen=True)
class State:
    """What readers could see at one time."""

    held: Mapping[str, Held] = field(default_factory=dict)
    """The practices by reference."""
    withheld: Mapping[str, Held] = field(default_factory=dict)
    """What no reader sees, drafts and what a layer hides, by every reference that would lead
    there."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """Every reference that leads to a page, former ones included, and that of the page."""
    unread: frozenset[str] = frozenset()
    """Practices that are there and cannot be read: nobody knows what they say."""
    published: bool = False
    """Whether it is what a site said of itself: without mention of what its readers did not get."""

    def get(self, ref: str) -> Held | None:
        """Return the practice to which a reference leads, or None."""
        return self.held.get(self.addresses.get(ref, ""))


def state_of(library: Library) -> State:
    """Return what readers see of a library."""
    held: list[Held] = []
    withheld: list[Held] = []
    for entry in library.ordered():
        away = entry.practice.status is Status.DRAFT or entry.ref in library.hidden
        found = Held(
            entry.kind,
            entry.id,
            entry.practice,
            entry.filename,
            package=library.package_of(entry.filename),
            adapts=entry.origin is not None,
            replaces=entry.practice.replaces,
        )
        (withheld if away else held).append(found)
    addresses = {name: each.ref for each in held for name in each.names()}
    return State(
        held={each.ref: each for each in held},
        withheld={name: each for each in withheld for name in each.names()},
        # of two that claim one address the check speaks; a practice's own is the stronger one
        addresses=addresses | {each.ref: each.ref for each in held},
        unread=library.claimed - library.entries.keys(),
    )


def pairs(before: State, now: State) -> Iterator[tuple[Held, Held]]:
    """Yield each practice of now with what it was before.

    One that was renamed is found by a former id. But a former id may also be that of a
    practice which was merged into this one: then it is another, and this one goes on with
    its own past, or is new.
    """
    for held in now.held.values():
        own = before.held.get(held.ref)
        earlier = [before.held[name] for name in held.names() if name in before.held]
        renamed = own or next((old for old in earlier if _is_same(old, held)), None)
        if renamed is not None:
            yield renamed, held


def _is_same(old: Held, held: Held) -> bool:
    """Say whether a practice with a former id is the old one: by its title, or most parts."""
    if old.practice.title == held.practice.title:
        return True
    keys, known = ({part.key for _, part in parts_of(each.practice)} for each in (old, held))
    return not keys or len(keys & known) * 2 > len(keys)
