"""Which practices have a card, and the ready decks of them that a site offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from katabase.domain.kinds.path import PATH
from katabase.domain.kinds.registry import folders, kinds
from katabase.domain.links import Relation
from katabase.domain.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry, Library
    from katabase.domain.messages import Messages


def carded(library: Library) -> list[Entry]:
    """Return the entries that have a card: all but the retired ones."""
    return [entry for entry in library.ordered() if entry.practice.status is not Status.RETIRED]


def retired(library: Library) -> list[Entry]:
    """Return the entries that have no card any more."""
    return [entry for entry in library.ordered() if entry.practice.status is Status.RETIRED]


@dataclass(frozen=True)
class ReadyDeck:
    """An ordered set of cards that the site offers."""

    id: str
    """A path's id, or the folder of a kind."""
    title: str
    cards: tuple[Entry, ...]

    def data(self) -> dict[str, Any]:
        """Return the deck as plain data."""
        cards = [
            {
                "id": entry.ref,
                "title": entry.practice.title,
                "language": entry.practice.language,
            }
            for entry in self.cards
        ]
        return {"id": self.id, "title": self.title, "cards": cards}


def deck_path(deck: ReadyDeck) -> str:
    """Return the site path of a ready deck."""
    return f"cards/decks/{deck.id}.json"


def decks_of(library: Library, say: Messages) -> Iterator[ReadyDeck]:
    """Yield the ready decks: one a kind, one a path with all that is practised on it."""
    shown = {entry.ref: entry for entry in carded(library)}
    for kind in kinds():
        entries = tuple(entry for entry in library.of(kind) if entry.ref in shown)
        if entries:
            yield ReadyDeck(
                kind.folder, say("All %(kind)s", kind=say.within(say(kind.plural))), entries
            )
    for entry in library.of(PATH):
        if entry.id in folders():
            continue  # that name is taken
        if entry.ref in shown:
            used = [link.target for link in entry.links() if link.relation is Relation.STAGE]
            known = [found.ref for ref in used if (found := library.get(ref))]
            refs = [ref for ref in dict.fromkeys([entry.ref, *known]) if ref in shown]
            yield ReadyDeck(entry.id, entry.practice.title, tuple(shown[ref] for ref in refs))
