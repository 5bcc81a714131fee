"""Cards of made-up words for the tests."""

from __future__ import annotations

import datetime

from katabase.domain.kinds.starter_kata import STARTER_KATA
from katabase.domain.vocabulary import Side
from katabase.products.cards.typeset.card import Card
from katabase.products.cards.typeset.faces import Block, Face, Variant
from katabase.products.cards.typeset.runs import runs_of


def made_up(
    title: str, front: list[str], back: list[str], *, style: str = "bullets", language: str = "en"
) -> Card:
    """Return a card with the given lines, as an author would have written them."""

    def face(side: Side, lines: list[str]) -> Face:
        blocks = (Block(style, tuple(runs_of(line) for line in lines)),)
        return Face(side, "The steps", (Variant(title, blocks),), written=True)

    return Card(
        ref="starter-kata/made-up",
        id="made-up",
        kind=STARTER_KATA,
        title=title,
        language=language,
        version="1.0.0",
        updated=datetime.date(2026, 11, 22),
        address="starter-kata/made-up/",
        faces=(face(Side.FRONT, front), face(Side.BACK, back)),
        filename="kata/starter-kata/made-up.yml",
    )
