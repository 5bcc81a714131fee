"""Cards on paper: inside their cuts, and backs behind their fronts after the turn."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from katabase.products.cards.formats import CARD_FORMATS, PAPERS
from katabase.products.cards.paper.deck import deck_pdf
from katabase.products.cards.paper.imposition import (
    PRINT_SHOP,
    SPECIAL,
    PaperError,
    Sides,
    fits,
    sheet_of,
    special_sheets,
)
from katabase.products.cards.ready_decks import carded
from katabase.products.cards.typeset.batch import Job, set_cards
from katabase.products.cards.typeset.card import card_of
from tests.support.cards.oracle import MM, Printed, outside
from tests.support.cards.tagged import accessible

if TYPE_CHECKING:
    from katabase.domain.library import Library
    from katabase.products.cards.settings import Settings
    from katabase.products.cards.typeset.card import Card

# Card and paper: box of a card on the paper (mm), columns, rows. By hand, from cards.md; they
# judge ``laid_out``, which says the same of a size that is not among them.
DUPLEX = {
    ("a6", "a4"): (105, 148, 2, 2),
    ("a6", "letter"): (148, 105, 1, 2),
    ("3x5", "a4"): (76.2, 127, 2, 2),
    ("3x5", "letter"): (76.2, 127, 2, 2),
    ("4x6", "a4"): (152.4, 101.6, 1, 2),
    ("4x6", "letter"): (152.4, 101.6, 1, 2),
    ("a5", "a4"): (210, 148, 1, 2),
    ("a5", "letter"): (210, 148, 1, 1),
    ("a7", "a4"): (105, 74, 2, 4),
    ("a7", "letter"): (105, 74, 2, 3),
    ("poker", "a4"): (63, 88, 3, 3),
    ("poker", "letter"): (63, 88, 3, 3),
    ("business", "a4"): (85, 55, 2, 5),
    ("business", "letter"): (85, 55, 2, 5),
}
SINGLE = {  # where one side of the paper is filled otherwise, because a card needs two boxes
    **{pair: cell for pair, cell in DUPLEX.items() if pair != ("a5", "letter")},
    ("poker", "a4"): (88, 63, 2, 4),
    ("poker", "letter"): (88, 63, 2, 4),
}
SIZES = {"a4": (210, 297), "letter": (215.9, 279.4)}
FOLDED = {  # the box of a pair, columns, rows
    ("a6", "a4"): (210, 148, 1, 2),
    ("a6", "letter"): (148, 210, 1, 1),
    ("3x5", "a4"): (152.4, 127, 1, 2),
    ("3x5", "letter"): (152.4, 127, 1, 2),
    ("4x6", "a4"): (152.4, 203.2, 1, 1),
    ("4x6", "letter"): (152.4, 203.2, 1, 1),
    ("a5", "a4"): (210, 296, 1, 1),
    ("a7", "a4"): (105, 148, 2, 2),
    ("a7", "letter"): (105, 148, 2, 1),
    ("poker", "a4"): (88, 126, 2, 2),
    ("poker", "letter"): (88, 126, 2, 2),
    ("business", "a4"): (85, 110, 2, 2),
    ("business", "letter"): (85, 110, 2, 2),
}
BY_HAND = {Sides.DUPLEX: DUPLEX, Sides.SINGLE: SINGLE, Sides.FOLD: FOLDED}
OVERHANG = 0.5
"""Millimetres by which text is set further inside than the border of a card."""
Box = tuple[float, float, float, float]
Cell = tuple[float, float, int, int]


def laid_out(form: str, paper: str, sides: Sides) -> Cell | None:
    """How most cards of a size go on a paper, lying if that is as many; None if none does."""
    width, height = CARD_FORMATS[form].width, CARD_FORMATS[form].height
    if sides is Sides.FOLD:
        height *= 2  # a pair is one box, folded in the middle
    ways = [
        (across, down, int(SIZES[paper][0] / across + 0.001), int(SIZES[paper][1] / down + 0.001))
        for across, down in ((width, height), (height, width))
    ]
    boxes = 2 if sides is Sides.SINGLE else 1  # that a card needs
    best = max(ways, key=lambda cell: cell[2] * cell[3] // boxes)
    return best if best[2] * best[3] >= boxes else None


PLACED: dict[Sides, dict[tuple[str, str], Cell]] = {
    sides: {
        (form, paper): cell
        for form, paper in product(CARD_FORMATS, SIZES)
        if (cell := laid_out(form, paper, sides))
    }
    for sides in Sides
}


@pytest.mark.parametrize("sides", Sides)
def test_sizes_that_were_laid_out_by_hand_lie_so(sides: Sides) -> None:
    known = {form for form, _ in DUPLEX}
    found = {pair: cell for pair, cell in PLACED[sides].items() if pair[0] in known}
    assert found == {pair: pytest.approx(cell) for pair, cell in BY_HAND[sides].items()}


def boxes(size: tuple[float, float], cell: Cell) -> list[Box]:
    """The boxes that are cut out, centred on the paper, as left, top, right, bottom."""
    width, height, columns, rows = cell
    left, top = (size[0] - width * columns) / 2, (size[1] - height * rows) / 2
    return [
        (left + c * width, top + r * height, left + (c + 1) * width, top + (r + 1) * height)
        for r in range(rows)
        for c in range(columns)
    ]


@pytest.fixture(scope="module")
def five(shipped: Library, settings: Settings) -> list[Card]:
    """Five cards that the smallest size holds, so that all do."""
    smallest = min(CARD_FORMATS.values(), key=lambda form: form.width * form.height).id
    jobs = [Job(card_of(entry), smallest) for entry in carded(shipped)]
    return [made.job.card for made in set_cards(jobs, settings) if not made.misfits][::5][:5]


def sheet(cards: list[Card], form: str, paper: str, sides: Sides, settings: Settings) -> Printed:
    raw = deck_pdf(cards, CARD_FORMATS[form], settings, paper=PAPERS[paper], sides=sides)
    accessible(raw)
    return Printed(raw)


def box_of(x: float, y: float, cells: list[Box]) -> Box:
    [found] = [box for box in cells if box[0] < x < box[2] and box[1] < y < box[3]]
    return found


@pytest.mark.parametrize(("form", "paper"), PLACED[Sides.DUPLEX])
def test_backs_lie_behind_their_fronts(
    form: str, paper: str, five: list[Card], settings: Settings
) -> None:
    width, height = SIZES[paper]
    cells = boxes((width, height), PLACED[Sides.DUPLEX][form, paper])
    printed = sheet(five, form, paper, Sides.DUPLEX, settings)
    seen = 0
    for page in range(0, len(printed), 2):
        assert printed.size(page) == pytest.approx((width, height), abs=0.1)
        fronts = {code.text: code for code in printed.codes(page)}
        backs = {code.text: code for code in printed.codes(page + 1)}
        assert fronts.keys() == backs.keys()
        seen += len(fronts)
        for text, front in fronts.items():
            back_x, back_y = width - backs[text].x, backs[text].y  # seen through the paper
            left, top, right, bottom = box_of(front.x, front.y, cells)
            assert box_of(back_x, back_y, cells) == (left, top, right, bottom)
            # A card that is turned like a page keeps its top and swaps its sides.
            if right - left < bottom - top:  # it lies on its side, its top to the right
                assert back_x == pytest.approx(front.x, abs=0.2)
                assert front.y + back_y == pytest.approx(top + bottom, abs=0.4)
            else:
                assert back_y == pytest.approx(front.y, abs=0.2)
                assert front.x + back_x == pytest.approx(left + right, abs=0.4)
    assert seen == len(five)


UNFOLDED = [(*pair, sides) for sides in (Sides.DUPLEX, Sides.SINGLE) for pair in PLACED[sides]]
ALL = [(*pair, sides) for sides in Sides for pair in PLACED[sides]]


@pytest.mark.parametrize(("form", "paper", "sides"), UNFOLDED)
def test_no_glyph_is_near_a_cut(
    form: str, paper: str, sides: Sides, five: list[Card], settings: Settings
) -> None:
    cells = boxes(SIZES[paper], PLACED[sides][form, paper])
    border = CARD_FORMATS[form].margin - OVERHANG
    printed = sheet(five, form, paper, sides, settings)
    for page in range(len(printed)):
        for glyph in printed.glyphs(page):
            box = box_of((glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2, cells)
            safe = (box[0] + border, box[1] + border, box[2] - border, box[3] - border)
            assert not outside([glyph], *safe), (glyph, box)


@pytest.mark.parametrize(("form", "paper"), PLACED[Sides.FOLD])
def test_a_folded_card_turns_like_a_page(
    form: str, paper: str, five: list[Card], settings: Settings
) -> None:
    cells = boxes(SIZES[paper], PLACED[Sides.FOLD][form, paper])
    printed = sheet(five, form, paper, Sides.FOLD, settings)
    pairs = 0
    for page in range(len(printed)):
        by_text: dict[str, list[tuple[float, float]]] = {}
        for code in printed.codes(page):
            by_text.setdefault(code.text, []).append((code.x, code.y))
        for (ax, ay), (bx, by) in by_text.values():
            pairs += 1
            left, top, right, bottom = box_of(ax, ay, cells)
            assert box_of(bx, by, cells) == (left, top, right, bottom)
            # Both codes are as far from the fold, on opposite sides of the pair's middle.
            assert ax + bx == pytest.approx(left + right, abs=0.4)
            assert ay + by == pytest.approx(top + bottom, abs=0.4)
    assert pairs == len(five)


@pytest.mark.parametrize(("form", "paper", "sides"), ALL)
def test_placed_cards_have_the_ink_of_the_cards(
    form: str, paper: str, sides: Sides, five: list[Card], settings: Settings
) -> None:
    """Lines and areas stay as thick as they were, however a card is turned."""
    alone = Printed(deck_pdf(five, CARD_FORMATS[form], settings))
    placed = sheet(five, form, paper, sides, settings)
    ink = [sum(one.ink(page) for page in range(len(one))) for one in (alone, placed)]
    assert ink[1] == pytest.approx(ink[0], rel=0.02)  # marks for cutting are a hundredth of it
    codes = [len(placed.codes(page)) for page in range(len(placed))]
    assert sum(codes) == 2 * len(five)


LYING = {"poster-a4": (297, 210), "poster-a3": (420, 297), "poster-letter": (279.4, 215.9)}


def test_every_special_sheet_is_known_by_its_name() -> None:
    assert {*LYING, PRINT_SHOP} == {*SPECIAL} == {*special_sheets(CARD_FORMATS["a6"])}


@pytest.mark.parametrize("name", LYING)
def test_a_poster_is_a_face_as_large_as_the_paper(
    name: str, five: list[Card], settings: Settings
) -> None:
    width, height = LYING[name]
    form = CARD_FORMATS["a6"]
    scale = min(width / form.width, height / form.height)
    raw = deck_pdf(five[:1], form, settings, special=name)
    accessible(raw)
    card, poster = Printed(deck_pdf(five[:1], form, settings)), Printed(raw)
    assert len(poster) == 2
    for page in range(2):
        assert poster.size(page) == pytest.approx((width, height), abs=0.1)
        assert poster.text(page) == card.text(page)
        assert poster.ink(page, 150) == pytest.approx(scale**2 * card.ink(page), rel=0.03)
        border = scale * (form.margin - OVERHANG)
        assert not outside(poster.glyphs(page), border, border, width - border, height - border)
        assert poster.codes(page, 150)
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == "/Simplex"


@pytest.mark.parametrize("size", CARD_FORMATS)
def test_a_print_shop_finds_card_and_bleed(size: str, five: list[Card], settings: Settings) -> None:
    """The boxes of PDF/X (ISO 15930): the trimmed card and 3 mm more; no shift moves them."""
    form = CARD_FORMATS[size]
    raw = deck_pdf(five[:1], form, settings, special=PRINT_SHOP, shift=((5, 5), (5, 5)))
    accessible(raw)
    printed = Printed(raw)
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
        boxes = [
            [[float(edge) / MM for edge in page[key]] for key in ("/TrimBox", "/BleedBox")]
            for page in pdf.pages
        ]
    for page, (trim, bleed) in enumerate(boxes):
        left, top, right, bottom = trim
        assert (right - left, bottom - top) == pytest.approx((form.width, form.height), abs=0.01)
        assert bleed == pytest.approx([left - 3, top - 3, right + 3, bottom + 3], abs=0.01)
        assert printed.size(page) == pytest.approx((left + right, top + bottom), abs=0.01)
        safe = [trim[0] + form.margin, trim[1] + form.margin]
        safe += [trim[2] - form.margin, trim[3] - form.margin]
        assert not outside(printed.glyphs(page), *(edge - OVERHANG for edge in safe[:2]),
                           *(edge + OVERHANG for edge in safe[2:]))  # fmt: skip
        assert marks_around(printed, page, trim, bleed) == 8


def marks_around(printed: Printed, page: int, trim: list[float], bleed: list[float]) -> int:
    """How many crop marks stand outside of the bleed, each in line with an edge of the card."""
    picture = printed.picture(page).convert("L")
    mm = 25.4 / 300
    left, top, right, bottom = (round(edge / mm) for edge in bleed)
    picture.paste(255, (left, top, right, bottom))
    found = set()
    for place, shade in enumerate(picture.tobytes()):
        if shade < 200:
            across, down = (place % picture.width + 0.5) * mm, (place // picture.width + 0.5) * mm
            upright = [edge for edge in (trim[0], trim[2]) if abs(across - edge) < 0.2]
            level = [edge for edge in (trim[1], trim[3]) if abs(down - edge) < 0.2]
            assert len(upright) + len(level) == 1, (across, down)
            found.add((*upright, *level, bool(upright), down < trim[1], across < trim[0]))
    return len(found)


def test_copies_stand_beside_one_another(five: list[Card], settings: Settings) -> None:
    raw = deck_pdf(five[:2], CARD_FORMATS["a6"], settings, paper=PAPERS["a4"], copies=6)
    accessible(raw)
    printed = Printed(raw)
    codes = [sorted(code.text for code in printed.codes(page, 150)) for page in range(0, 6, 2)]
    first, second = codes[0][0], codes[2][0]
    assert first != second
    assert codes == [[first] * 4, sorted([first] * 2 + [second] * 2), [second] * 4]


def test_shifts_move_fronts_and_backs(five: list[Card], settings: Settings) -> None:
    def codes(shift: tuple[tuple[float, float], tuple[float, float]]) -> list[tuple[float, float]]:
        raw = deck_pdf(five[:1], CARD_FORMATS["3x5"], settings, paper=PAPERS["a4"], shift=shift)
        return [(code.x, code.y) for page in range(2) for code in Printed(raw).codes(page)]

    before, after = codes(((0, 0), (0, 0))), codes(((1, 2), (-1.5, 0.5)))
    moves = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(before, after, strict=True)]
    assert moves[0] == pytest.approx((1, 2), abs=0.1)
    assert moves[1] == pytest.approx((-1.5, 0.5), abs=0.1)


def test_the_same_deck_gives_the_same_bytes(five: list[Card], settings: Settings) -> None:
    once, again = (
        deck_pdf(five, CARD_FORMATS["a6"], settings, paper=PAPERS["letter"]) for _ in range(2)
    )
    assert once == again


def test_what_does_not_fit_is_known_and_said() -> None:
    """Only large cards are refused, and in one sentence that names what does fit."""
    for form, paper, sides in product(CARD_FORMATS, SIZES, Sides):
        fit = (form, paper) in PLACED[sides]
        assert fits(CARD_FORMATS[form], PAPERS[paper], sides) == fit, (form, paper, sides)
    for sides in (Sides.SINGLE, Sides.FOLD):
        with pytest.raises(PaperError) as raised:
            sheet_of(CARD_FORMATS["a5"], PAPERS["letter"], sides)
        said = str(raised.value)
        assert said.startswith(f"A5 does not fit on US Letter with sides {sides}: expected room ")
        assert "found 215.9 × 279.4 mm; what fits: a4 with duplex or single or fold, " in said
        assert "\n" not in said


def test_both_faces_of_a_card_are_on_its_sheet() -> None:
    """Also where an odd number of boxes would have room."""
    for form, paper, sides in product(CARD_FORMATS.values(), ("a4", "letter"), Sides):
        if not fits(form, PAPERS[paper], sides):
            continue
        sheet = sheet_of(form, PAPERS[paper], sides)
        found = sorted((slot.card, slot.face) for page in sheet.pages for slot in page)
        assert found == [(card, face) for card in range(sheet.cards) for face in (0, 1)]


@given(
    width=st.floats(20, 500),
    height=st.floats(20, 500),
    sides=st.sampled_from(Sides),
    paper=st.sampled_from(sorted(PAPERS)),
)
def test_any_size_fits_whole_or_is_refused(
    width: float, height: float, sides: Sides, paper: str
) -> None:
    form = replace(CARD_FORMATS["a6"], width=width, height=height)
    if not fits(form, PAPERS[paper], sides):
        with pytest.raises(PaperError):
            sheet_of(form, PAPERS[paper], sides)
        return
    for page in sheet_of(form, PAPERS[paper], sides).pages:
        for slot in page:
            across, down = (width, height) if slot.turn % 180 == 0 else (height, width)
            assert slot.x >= -0.02
            assert slot.y >= -0.02
            assert slot.x + across <= PAPERS[paper].width + 0.02
            assert slot.y + down <= PAPERS[paper].height + 0.02
