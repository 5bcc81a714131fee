"""Every card of the shipped library in every size, judged from the PDF alone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from katabase.domain.problems import as_text
from katabase.products.cards.formats import CARD_FORMATS, DEFAULT_FORMATS
from katabase.products.cards.ready_decks import carded
from katabase.products.cards.typeset.batch import Job, set_cards
from katabase.products.cards.typeset.card import card_of
from katabase.products.cards.typeset.check import check_cards, misfit_problem
from katabase.products.cards.typeset.payload import qr_address
from tests.support.cards.oracle import Printed, clear_of_foot, outside, squeezed
from tests.support.cards.tagged import accessible

if TYPE_CHECKING:
    from katabase.domain.library import Library
    from katabase.products.cards.settings import Settings
    from katabase.products.cards.typeset.batch import Made
    from katabase.products.cards.typeset.card import Card

# Width, height, border, smallest type: written down here a second time, on purpose. A size that
# is not among them is judged by what it says of itself, and its cards like those of the others.
BY_HAND = {
    "a6": (148, 105, 6, 8),
    "3x5": (127, 76.2, 5, 7),
    "4x6": (152.4, 101.6, 6, 7),
    "a5": (210, 148, 8, 9),
    "a7": (105, 74, 4, 6),
    "poker": (88, 63, 4, 6),
    "business": (85, 55, 4, 6),
}
SAID = {
    size: (form.width, form.height, form.margin, form.smallest)
    for size, form in CARD_FORMATS.items()
}
OVERHANG = 0.5
"""Millimetres by which text is set further inside, because letters overhang (an "f" by 0.1)."""
ASKED_FOR = [size for size in CARD_FORMATS if size not in DEFAULT_FORMATS]
"""Sizes that a site gets only if it names them: a card need not fit, but is judged if it does."""


def test_known_sizes_are_those_of_their_standards() -> None:
    assert {size: SAID[size] for size in BY_HAND} == BY_HAND


def foot_of(card: Card) -> str:
    parts = (card.id, card.version, card.updated.isoformat(), card.digest)
    return "Example Works " + " · ".join(parts)


@pytest.fixture(scope="module")
def cards(shipped: Library, settings: Settings) -> dict[str, list[Made]]:
    found: dict[str, list[Made]] = {size: [] for size in CARD_FORMATS}
    entries = carded(shipped)
    jobs = [Job(card_of(entry), size) for entry in entries for size in CARD_FORMATS]
    for made in set_cards(jobs, settings):
        found[made.job.size].append(made)
    assert len(found["a6"]) >= 64
    return found


@pytest.fixture(scope="module")
def fitting(cards: dict[str, list[Made]]) -> dict[str, list[Made]]:
    """What is printed: all of the usual sizes, and a third of the others, which are as many."""
    whole = {size: [made for made in cards[size] if not made.misfits] for size in cards}
    return {size: found[:: 3 if size in ASKED_FOR else 1] for size, found in whole.items()}


@pytest.mark.parametrize("size", [*DEFAULT_FORMATS, "a7", "poker"])
def test_every_card_fits(size: str, cards: dict[str, list[Made]]) -> None:
    assert [made.misfits for made in cards[size] if made.misfits] == []


@pytest.mark.parametrize("size", ASKED_FOR)
def test_a_card_that_does_not_fit_is_a_sentence(
    size: str, cards: dict[str, list[Made]], shipped: Library
) -> None:
    """Every card of the shipped library is tried; some of each size do fit."""
    assert any(not made.misfits for made in cards[size])
    for made in cards[size]:
        entry = shipped.entries[made.job.card.ref]
        assert bool(made.misfits) != ("pdf" in made.files)
        for misfit in made.misfits:
            problem = misfit_problem(entry, misfit, size)
            assert problem.message.startswith(f"card {misfit.side}, {CARD_FORMATS[size].label}: ")
            assert f"at the smallest type, {SAID[size][3]:g} pt, " in problem.message
            assert "expected at most" in problem.message
            assert "\n" not in as_text(problem)


def test_the_check_refuses_what_does_not_fit(
    cards: dict[str, list[Made]], shipped: Library, settings: Settings
) -> None:
    refused = next(made for made in cards["business"] if made.misfits)
    entries = [shipped.entries[refused.job.card.ref]]
    found = list(check_cards(entries, settings, sizes=["business"]))
    assert [problem.rule for problem in found] == ["card-too-long"] * len(refused.misfits)
    assert list(check_cards(entries, settings)) == []


@pytest.mark.parametrize("size", SAID)
def test_pages_have_the_cards_size_and_no_glyph_leaves_the_safe_area(
    size: str, fitting: dict[str, list[Made]]
) -> None:
    width, height, margin, smallest = SAID[size]
    border = margin - OVERHANG
    for made in fitting[size]:
        printed = Printed(made.files["pdf"])
        assert len(printed) == 2
        for page in range(2):
            assert printed.size(page) == pytest.approx((width, height), abs=0.1)
            glyphs = printed.glyphs(page)
            assert len(glyphs) > 40
            left = outside(glyphs, border, border, width - border, height - border)
            assert not left, (made.job.card.ref, page, left[:3])
            assert min(glyph.size for glyph in glyphs) >= smallest - 0.01
            assert clear_of_foot(glyphs, foot_of(made.job.card)), made.job.card.ref


PRINTERS = {6, 7, 8, 9, 10, 11, 12, 14, 16, 18, 20, 22}
"""The type sizes that a text may have, written down a second time."""


def text_size(printed: Printed, page: int, made: Made) -> float:
    """The size that most letters between head and foot have."""
    foot = len("".join(foot_of(made.job.card).split()))
    head = SAID["a6"][2] + CARD_FORMATS["a6"].qr
    text = [glyph for glyph in printed.glyphs(page)[:-foot] if glyph.top > head]
    [(size, _)] = Counter(round(glyph.size, 2) for glyph in text).most_common(1)
    return size


def test_most_faces_of_a_kind_have_one_type_size(fitting: dict[str, list[Made]]) -> None:
    found: dict[tuple[str, int], list[float]] = defaultdict(list)
    for made in fitting["a6"]:
        printed = Printed(made.files["pdf"])
        for page in range(2):
            found[str(made.job.card.kind), page].append(text_size(printed, page, made))
    for side, sizes in found.items():
        assert set(sizes) <= PRINTERS, side
        [(size, count)] = Counter(sizes).most_common(1)
        assert size >= 11, side
        assert count >= len(sizes) / 2, (side, sizes)


@pytest.mark.parametrize("size", SAID)
def test_every_string_of_one_wording_is_printed(size: str, fitting: dict[str, list[Made]]) -> None:
    for made in fitting[size]:
        card = made.job.card
        printed = Printed(made.files["pdf"])
        for page, face in enumerate(card.faces):
            text = printed.text(page)
            wordings = [[squeezed(line) for line in wording.strings()] for wording in face.variants]
            assert any(all(line in text for line in wording) for wording in wordings), card.ref
            foot = (card.kind.label, card.id, card.version, card.updated.isoformat(), card.digest)
            for part in (*foot, "Example Works"):
                assert squeezed(part) in text, (card.ref, part)


def last_words_alone(printed: Printed, page: int, rows: list[str]) -> list[str]:
    """Return the rows of a card whose last line, as printed, is one word or a part of one."""
    letters = [(char, glyph) for glyph in printed.glyphs(page) for char in squeezed(glyph.text)]
    text = "".join(char for char, _ in letters)
    found = []
    for row in rows:
        start = text.index(squeezed(row))
        printed_row = letters[start : start + len(squeezed(row))]
        word = len(squeezed(row.split()[-1]))
        before = [glyph for char, glyph in printed_row[:-word] if char.isalnum()]
        last = [glyph for char, glyph in printed_row[-word:] if char.isalnum()]
        divided = max(glyph.top for glyph in last) > min(glyph.bottom for glyph in last)
        if divided or min(glyph.top for glyph in last) > before[-1].bottom:
            found.append(row)
    return found


@pytest.mark.parametrize("size", SAID)
def test_no_line_ends_with_a_word_on_a_line_of_its_own(
    size: str, fitting: dict[str, list[Made]]
) -> None:
    for made in fitting[size]:
        printed = Printed(made.files["pdf"])
        for page, face in enumerate(made.job.card.faces):
            text = printed.text(page)
            shown = next(
                wording
                for wording in face.variants
                if all(squeezed(line) in text for line in wording.strings())
            )
            if shown.is_picture:  # the parts of a board are as narrow as their words
                continue
            rows = [row for row in shown.strings()[1:] if re.search(r"\s\S*\w\S*$", row)]
            assert last_words_alone(printed, page, rows) == [], (made.job.card.ref, page)


DRAWN = ("starter-kata/improvement-kata", "starter-kata/learners-storyboard")
"""Cards whose front is a picture on A6, read from the first row to the last."""


@pytest.mark.parametrize("ref", DRAWN)
def test_a_picture_is_read_in_the_order_of_its_rows(
    ref: str, fitting: dict[str, list[Made]]
) -> None:
    """Its words stand where it is drawn, in large type, and are read like those of a list."""
    made = next(made for made in fitting["a6"] if made.job.card.ref == ref)
    printed = Printed(made.files["pdf"])
    text = printed.text(0)
    drawn = made.job.card.faces[0].variants
    wordings = [[squeezed(line) for line in each.strings()[1:]] for each in drawn]
    there = [each for each in wordings if all(line in text for line in each)]
    shown = there[0]
    assert shown in [lines for lines, each in zip(wordings, drawn, strict=True) if each.is_picture]
    places = [text.index(line) for line in shown]
    assert places == sorted(places)
    assert text_size(printed, 0, made) >= 12
    if ref == DRAWN[0]:  # its steps rise: each begins above the one before and further inside
        firsts = [place_of(printed, line) for line in shown[:4]]
        assert firsts == sorted(firsts, key=lambda place: (place[0], -place[1]))
        assert len({x for x, _ in firsts}) == len({y for _, y in firsts}) == 4


def test_a_picture_is_mirrored_from_right_to_left(shipped: Library, settings: Settings) -> None:
    """Each step of a stair has its words at the left of its number, and beside it."""
    card = replace(card_of(shipped.entries[DRAWN[0]]), language="ar")
    made = next(set_cards([Job(card, "a6")], settings))
    foot = len("".join(foot_of(card).split()))
    body = [glyph for glyph in Printed(made.files["pdf"]).glyphs(0)[:-foot] if glyph.top > 22]
    numbers = {glyph.text: glyph for glyph in body if glyph.text.isdigit()}
    assert sorted(numbers) == ["1", "2", "3", "4"]
    for number in numbers.values():
        line = [glyph for glyph in body if abs(glyph.bottom - number.bottom) < 3]
        assert max(line, key=lambda glyph: glyph.right) is number
        assert 1 < number.left - max(each.right for each in line if each is not number) < 8


def place_of(printed: Printed, words: str) -> tuple[float, float]:
    """Return where words begin on the front: millimetres from its left and its top."""
    glyphs = printed.glyphs(0)
    at = squeezed("".join(glyph.text for glyph in glyphs)).index(words)
    return round(glyphs[at].left), round(glyphs[at].bottom)


@pytest.mark.parametrize("size", CARD_FORMATS)
def test_rows_are_not_crowded_at_the_head_of_a_face(
    size: str, fitting: dict[str, list[Made]]
) -> None:
    """Where much is left free, the rows stand about in the middle of it."""
    for made in fitting[size]:
        printed = Printed(made.files["pdf"])
        foot = len("".join(foot_of(made.job.card).split()))
        head = SAID[size][2] + CARD_FORMATS[size].qr
        for page in range(2):
            glyphs = printed.glyphs(page)
            rows = [glyph for glyph in glyphs[:-foot] if glyph.top > head]
            end = min(glyph.top for glyph in glyphs[-foot:])
            above = min(glyph.top for glyph in rows) - head
            below = end - max(glyph.bottom for glyph in rows)
            if below > 0.3 * (end - head):
                assert above > 0.5 * below, (made.job.card.ref, page, above, below)


@pytest.mark.parametrize("size", SAID)
def test_the_code_is_read_off_the_rendered_page(
    size: str, fitting: dict[str, list[Made]], settings: Settings
) -> None:
    for made in fitting[size]:
        for page in range(2):
            codes = Printed(made.files["pdf"]).codes(page)
            assert [code.text for code in codes] == [qr_address(made.job.card, settings.base)]


@pytest.mark.parametrize("size", SAID)
def test_cards_are_accessible_and_small(size: str, fitting: dict[str, list[Made]]) -> None:
    for made in fitting[size]:
        accessible(made.files["pdf"])
        assert len(made.files["pdf"]) <= 40_000


def test_the_same_card_gives_the_same_bytes(
    fitting: dict[str, list[Made]], settings: Settings
) -> None:
    for size in CARD_FORMATS:
        for made in fitting[size][:3]:
            again = next(set_cards([made.job], settings))
            assert again.files == made.files
