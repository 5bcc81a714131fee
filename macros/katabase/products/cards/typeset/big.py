"""Big type: the rows of a card one by one, for weak eyes and for walls."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from katabase.products.cards.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.products.cards.typeset.card import Card
    from katabase.products.cards.typeset.faces import Face


def cards_in(card: Card, size: str) -> list[Card]:
    """Return what is printed of a card in a size: itself, or one row of it a side.

    All of them have the short hash of the card, because they have its words.
    """
    if not FORMATS[size].one_each:
        return [card]
    sides = [side for face in card.faces for side in _rows(face)]
    if len(sides) % 2:
        sides.append(sides[-1])  # an odd last one stands on both sides
    whole = card.source or card.faces
    pairs = zip(sides[::2], sides[1::2], strict=True)
    return [replace(card, faces=pair, source=whole) for pair in pairs]


def _rows(face: Face) -> Iterator[Face]:
    """Yield each row of the fullest wording that is no picture; a heading above is its caption."""
    full = next(wording for wording in face.variants if not wording.is_picture)
    caption = face.caption
    for block in full.blocks:
        if block.style == "heading":
            caption = "".join(words for row in block.rows for words, _ in row)
            continue
        for place, row in enumerate(block.rows):
            marks = block.marks[place : place + 1]
            start = block.start + place
            one = replace(block, rows=(row,), start=start, marks=marks, drawn=None)
            yield replace(face, caption=caption, variants=(replace(full, blocks=(one,)),))
