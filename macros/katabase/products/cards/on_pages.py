"""What a practice's page shows of its card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from katabase.domain.vocabulary import Status
from katabase.products.cards.files import card_path, picture_path
from katabase.products.cards.formats import FORMATS
from katabase.products.cards.typeset.card import card_of

if TYPE_CHECKING:
    from katabase.domain.library import Entry, Library
    from katabase.products.cards.settings import Settings


@dataclass(frozen=True)
class CardOnPage:
    """A card as its page's template needs it. Paths are below the site."""

    version: str
    adapts: str
    """The version of the practice that it adapts; empty if it adapts none."""
    digest: str
    printed: bool
    """Whether there is a card: a retired practice has none any more."""
    files: tuple[tuple[str, str], ...]
    """The label of each size, and the PDF's path, the default size first."""
    pictures: tuple[tuple[str, str], ...]
    """The side, and the picture's path."""
    width: int
    height: int
    """The size of the pictures in CSS pixels, for their place before they are loaded."""
    deck: str
    """The address of the deck page with this card chosen."""


def card_on_page(entry: Entry, settings: Settings) -> CardOnPage:
    """Return what the page of an entry shows of its card."""
    card = card_of(entry)
    main = FORMATS[settings.sizes[0]]
    return CardOnPage(
        version=card.version,
        adapts=card.adapts,
        digest=card.digest,
        printed=entry.practice.status is not Status.RETIRED,
        files=tuple(
            (FORMATS[size].label, card_path(card.kind, card.id, size, settings))
            for size in settings.sizes
        ),
        pictures=tuple(
            (side, picture_path(card.kind, card.id, side.lower())) for side in ("Front", "Back")
        ),
        width=round(main.width * 96 / 25.4),
        height=round(main.height * 96 / 25.4),
        deck=f"cards/?cards={card.ref}",
    )


def cards_on_pages(library: Library, settings: Settings) -> dict[str, CardOnPage]:
    """Return the view of every card by the practice's reference."""
    return {entry.ref: card_on_page(entry, settings) for entry in library.ordered()}
