"""A deck: an ordered set of cards in one PDF, one after another or on sheets."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from katabase.products.cards.engine import make
from katabase.products.cards.finish import finish_pdf
from katabase.products.cards.imposition import Sides, sheet_of
from katabase.products.cards.payload import AUTHOR, page_data, payload

if TYPE_CHECKING:
    from katabase.products.cards.card import Card
    from katabase.products.cards.formats import Format, Paper
    from katabase.products.cards.settings import Settings

Shift = tuple[float, float]
"""Millimetres to the right and down."""


def deck_pdf(
    cards: list[Card],
    form: Format,
    settings: Settings,
    *,
    paper: Paper | None = None,
    sides: Sides = Sides.DUPLEX,
    shift: tuple[Shift, Shift] = ((0, 0), (0, 0)),
) -> bytes:
    """Return a deck as one PDF: tagged, same bytes for the same deck.

    Without ``paper`` every face is a page of the card's size. ``shift`` moves fronts and
    backs on a sheet, for printers that do. Raises MisfitError for cards that do not fit.
    """
    data: dict[str, Any] = {
        "format": asdict(form),
        "title": cards[0].title if len(cards) == 1 else f"{len(cards)} practice cards",
        "author": settings.organisation or AUTHOR,
        "lang": cards[0].language.partition("-")[0].lower(),
        "cards": [payload(card, form, settings) for card in cards],
    }
    source = "pages.typ"
    if paper is not None:
        source = "sheet.typ"
        data["sheet"] = sheet_of(form, paper, sides).data()
        data["shift"] = shift
    newest = max(card.updated for card in cards)
    made = make(source, data, settings.fonts, date=newest)
    return finish_pdf(made["pdf"][0], duplex=paper is None or sides is Sides.DUPLEX)


def deck_pictures(card: Card, form: Format, settings: Settings, *, ppi: float = 200) -> list[bytes]:
    """Return PNG pictures of the front and the back of a card."""
    data = page_data(card, form, settings)
    return make("pages.typ", data, settings.fonts, kinds=("png",), date=card.updated, ppi=ppi)[
        "png"
    ]
