"""What stands on a face, before anything is set in type."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from katabase.domain.kinds.diagram import Diagram
from katabase.domain.kinds.kind import Fields, Stair
from katabase.domain.messages import messages
from katabase.domain.shared_parts import Card, CardFace
from katabase.domain.vocabulary import Drawing
from katabase.products.cards.formats import CARD_FORMATS
from katabase.products.cards.settings import Settings
from katabase.products.cards.typeset.card import card_of
from katabase.products.cards.typeset.faces import faces_of
from katabase.products.cards.typeset.payload import payload
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


def test_a_row_shows_how_its_item_is_answered(shipped: Library) -> None:
    """An author's shorter lines are answered as the items that they are short for."""
    front = card_of(shipped.entries["checklist/safety-walk"]).faces[0]
    [block] = front.variants[0].blocks
    found = {text_of(row): mark for row, mark in zip(block.rows, block.marks, strict=True)}
    wanted = {
        "Equipment on": "yes-no",  # no item of the walk
        "Ask: what here could hurt": "note",
        "Guards in place?": "yes-no",
        "Ten cycles: count": "count",
        "Noise, light, heat": "scale",
        "Near misses in 4 weeks?": "count",
    }
    for line, answer in wanted.items():
        assert [mark for text, mark in found.items() if text.startswith(line)] == [answer]


def test_the_items_themselves_say_how_they_are_answered(shipped: Library) -> None:
    entry = shipped.entries["checklist/safety-walk"]
    bare = entry.practice.model_copy(update={"card": None})
    for variant in faces_of(bare, entry.kind, messages())[0].variants:
        marks = [mark for block in variant.blocks for mark in block.marks]
        items = [item for group in bare.groups for item in group.items]  # type: ignore[attr-defined]
        assert marks == [item.answer.value for item in items]


def test_what_stands_before_a_row_makes_no_card_an_old_one(shipped: Library) -> None:
    card = card_of(shipped.entries["checklist/safety-walk"])
    front, back = card.faces
    [variant] = front.variants
    bare = tuple(replace(block, marks=()) for block in variant.blocks)
    faces = (replace(front, variants=(replace(variant, blocks=bare, name="X"),)), back)
    assert replace(card, faces=faces).digest == card.digest


def test_lines_are_numbered_only_as_steps_one_by_one(shipped: Library) -> None:
    """A back has lines of its own, and "Row 1" is no step, also where as many stand there."""
    entry = shipped.entries["starter-kata/process-analysis"]
    lines = [f"A thing to remember, {letter}" for letter in "abcdefgh"]
    rows = ["Two columns", *(f"Row {n}: a thing" for n in range(1, 8))]
    assert len(lines) == len(rows) == len(entry.practice.steps)  # type: ignore[attr-defined]
    card = Card(front=CardFace(lines=rows), back=CardFace(lines=lines))
    faces = faces_of(entry.practice.model_copy(update={"card": card}), entry.kind, messages())
    for face in faces:
        assert [block.style for block in face.variants[0].blocks] == ["bullets"]


def test_the_name_stands_above_a_title_that_does_not_say_it(shipped: Library) -> None:
    entry = shipped.entries["starter-kata/process-analysis"]
    title = entry.practice.title
    card = Card(front=CardFace(title="At work", lines=["Go"]), back=CardFace(lines=["Look"]))
    faces = faces_of(entry.practice.model_copy(update={"card": card}), entry.kind, messages())
    assert [face.variants[0].name for face in faces] == [title, ""]
    assert title in faces[0].variants[0].strings()
    longer = CardFace(title=f"{title}: before", lines=["Go"])
    card = Card(front=longer)
    front = faces_of(entry.practice.model_copy(update={"card": card}), entry.kind, messages())[0]
    assert front.variants[0].name == ""


def test_numbers_that_an_author_gave_stand_before_the_rows(shipped: Library) -> None:
    card = card_of(shipped.entries["questions/first-week-of-coaching"])
    [block] = payload(card, CARD_FORMATS["a6"], Settings())["faces"][0]["variants"][0]["blocks"]
    assert block["marks"] == [str(day) for day in range(1, 6) for _ in range(2)]
    assert not any(row[0][0][:1].isdigit() for row in block["rows"])


def test_a_stair_and_a_board_are_drawn_from_the_picture_of_the_page(shipped: Library) -> None:
    """Their words are those of the practice; without room for them the rows themselves stand."""
    stair = card_of(shipped.entries["starter-kata/improvement-kata"]).faces[0]
    [drawn] = stair.variants[0].blocks
    numbered, foot = stair.variants[1].blocks
    assert (drawn.style, drawn.drawn) == ("stair", Stair(4, 1))
    assert drawn.rows == (*numbered.rows, *foot.rows)
    board = card_of(shipped.entries["starter-kata/learners-storyboard"]).faces[0]
    first, fields, last = board.variants[1].blocks
    assert (first.start, last.start) == (1, 7)
    assert fields.drawn == Fields((0, 1, 2, 2, 3), ("2", "3", "4", "5", "6"))
    for face in (stair, board):
        pictures = [wording.is_picture for wording in face.variants]
        assert pictures == sorted(pictures, reverse=True)
        assert not pictures[-1]


def test_what_an_organisation_adapts_is_drawn(shipped: Library) -> None:
    entry = shipped.entries["starter-kata/improvement-kata"]
    steps = [entry.practice.steps[0].model_copy(update={"title": "Know why"})]
    ours = entry.practice.model_copy(update={"steps": [*steps, *entry.practice.steps[1:]]})
    [drawn] = faces_of(ours, entry.kind, messages())[0].variants[0].blocks
    assert text_of(drawn.rows[0]) == "Know why"
    none = Diagram(sort=Drawing.NONE)
    bare = faces_of(ours.model_copy(update={"diagram": none}), entry.kind, messages())[0]
    assert not any(wording.is_picture for wording in bare.variants)


def test_how_rows_are_drawn_makes_no_card_an_old_one(shipped: Library) -> None:
    card = card_of(shipped.entries["path/new-coach"])
    front, back = card.faces
    variants = tuple(
        replace(wording, blocks=tuple(replace(block, drawn=None) for block in wording.blocks))
        for wording in front.variants
    )
    assert variants != front.variants
    assert replace(card, faces=(replace(front, variants=variants), back)).digest == card.digest
