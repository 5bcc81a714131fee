"""What stands on a face, before anything is set in type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.fields import Card, CardFace
from katabase.domain.messages import messages
from katabase.products.cards.typeset.card import card_of
from katabase.products.cards.typeset.faces import faces_of
from katabase.products.cards.typeset.runs import text_of

if TYPE_CHECKING:
    from katabase.domain.library import Library


def test_questions_numbered_by_hand_are_numbered_among_other_lines(shipped: Library) -> None:
    entry = shipped.entries["starter-kata/coaching-cycle"]
    lines = ["Stand side by side.", *(f"{n}. Question {n}?" for n in range(1, 6)), "Say thanks."]
    card = Card(front=CardFace(lines=lines))
    front = faces_of(entry.practice.model_copy(update={"card": card}), entry.kind, messages())[0]
    blocks = front.variants[0].blocks
    assert [(block.style, block.start, len(block.rows)) for block in blocks] == [
        ("bullets", 1, 1),
        ("numbered", 1, 5),
        ("bullets", 1, 1),
    ]
    assert text_of(blocks[1].rows[0]) == "Question 1?"


def test_steps_numbered_by_hand_are_numbered_once(shipped: Library) -> None:
    front = card_of(shipped.entries["starter-kata/process-analysis"]).faces[0]
    blocks = front.variants[0].blocks
    assert [block.style for block in blocks] == ["numbered"]
    assert not any(text_of(row)[0].isdigit() for row in blocks[0].rows)
