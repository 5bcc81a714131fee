"""What stands on a face, before anything is set in type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.products.cards.card import card_of
from katabase.products.cards.marks import plain

if TYPE_CHECKING:
    from katabase.domain.library import Library


def test_questions_numbered_by_hand_are_numbered_among_other_lines(shipped: Library) -> None:
    front = card_of(shipped.entries["starter-kata/coaching-cycle"]).faces[0]
    blocks = front.variants[0].blocks
    assert [(block.style, block.start, len(block.rows)) for block in blocks] == [
        ("bullets", 1, 2),
        ("numbered", 1, 5),
        ("bullets", 1, 2),
    ]
    assert plain(blocks[1].rows[0]).startswith("Target condition")


def test_steps_numbered_by_hand_are_numbered_once(shipped: Library) -> None:
    front = card_of(shipped.entries["starter-kata/process-analysis"]).faces[0]
    blocks = front.variants[0].blocks
    assert [block.style for block in blocks] == ["numbered"]
    assert not any(plain(row)[0].isdigit() for row in blocks[0].rows)
