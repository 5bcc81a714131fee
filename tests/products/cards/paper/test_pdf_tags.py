"""The judge of tags is judged: a real sheet is broken in many ways, and each is seen.

Also what only a comparison shows: sheets are read aloud as their cards are, one card after
another, and the box of every code is around the code.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from katabase.products.cards.formats import CARD_FORMATS, PAPERS
from katabase.products.cards.paper.deck import deck_pdf
from katabase.products.cards.paper.imposition import Sides
from katabase.products.cards.ready_decks import carded
from katabase.products.cards.typeset.card import card_of
from tests.support.cards.oracle import MM, Printed, squeezed
from tests.support.cards.tagged import accessible, read_in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from katabase.domain.library import Library
    from katabase.products.cards.settings import Settings
    from katabase.products.cards.typeset.card import Card

SHIFT = ((1.0, 2.0), (-3.0, 0.5))


@pytest.fixture(scope="module")
def two(shipped: Library) -> list[Card]:
    return [card_of(entry) for entry in carded(shipped)][:40:30]


@pytest.fixture(scope="module")
def sheet(two: list[Card], settings: Settings) -> bytes:
    return deck_pdf(two, CARD_FORMATS["a6"], settings, paper=PAPERS["a4"])


def tags(pdf: pikepdf.Pdf, name: str) -> list[pikepdf.Object]:
    """All tags of one type, in the order of the file."""
    return [one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == name]


def form(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The first face on the first page."""
    return pdf.pages[0].obj.Resources.XObject["/F0"]


def rewritten(stream: pikepdf.Object, old: bytes, new: bytes) -> None:
    raw = stream.read_bytes()
    assert old in raw, old
    stream.write(raw.replace(old, new, 1))


def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def bad_language(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = String("en_GB")


def bad_language_of_a_tag(pdf: pikepdf.Pdf) -> None:
    tags(pdf, "/Part")[0].Lang = String("English")


def no_pdfuaid(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as facts:
        del facts["pdfuaid:part"]


def no_title(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as facts:
        del facts["dc:title"]


def another_title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = String("Another")


def title_not_shown(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def not_marked(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


def number_twice_on_a_page(pdf: pikepdf.Pdf) -> None:
    rewritten(form(pdf), b"/MCID 1>>", b"/MCID 0>>")


def number_twice_instead_of_new(pdf: pikepdf.Pdf) -> None:
    """All numbers are there, one of them twice: sets of numbers would be equal."""
    rewritten(form(pdf), b"/Artifact<</Type/Layout>>BDC", b"/Span<</MCID 0>>BDC")


def text_with_two_tags(pdf: pikepdf.Pdf) -> None:
    heading, item = tags(pdf, "/H1")[0], tags(pdf, "/LBody")[0]
    item.K.append(heading.K[0])


def text_without_tag(pdf: pikepdf.Pdf) -> None:
    tags(pdf, "/H1")[0].K = Array()


def wrong_parent(pdf: pikepdf.Pdf) -> None:
    tags(pdf, "/H1")[0].P = tags(pdf, "/Part")[1]


def no_parent(pdf: pikepdf.Pdf) -> None:
    del tags(pdf, "/H1")[0].P


def artifact_in_tagged_text(pdf: pikepdf.Pdf) -> None:
    rewritten(form(pdf), b"/Span<</MCID 1>>BDC", b"/Span<</MCID 1>>BDC/Artifact BMC EMC")


def tagged_text_in_artifact(pdf: pikepdf.Pdf) -> None:
    raw = form(pdf).read_bytes()
    end = raw.index(b"EMC", raw.index(b"/MCID 1>>"))
    start = raw.index(b"/Span<</MCID 1>>")
    inner = b"/Artifact BMC " + raw[start:end] + b"EMC EMC" + raw[end + 3 :]
    form(pdf).write(raw[:start] + inner)


def face_in_an_artifact(pdf: pikepdf.Pdf) -> None:
    rewritten(pdf.pages[0].obj.Contents, b"/F0 Do", b"/Artifact BMC /F0 Do EMC")


def face_in_a_mark(pdf: pikepdf.Pdf) -> None:
    rewritten(pdf.pages[0].obj.Contents, b"/F0 Do", b"/Span BMC /F0 Do EMC")


def face_twice(pdf: pikepdf.Pdf) -> None:
    rewritten(pdf.pages[0].obj.Contents, b"/F0 Do", b"/F0 Do /F0 Do")


def mark_without_end(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"/Artifact BMC\n")


def heading_remapped(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap.H1 = Name.P


def role_ends_nowhere(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap.Strong = Name.Loud


def roles_in_a_circle(pdf: pikepdf.Pdf) -> None:
    roles = pdf.Root.StructTreeRoot.RoleMap
    roles.Strong, roles.Em = Name.Em, Name.Strong


def unknown_type(pdf: pikepdf.Pdf) -> None:
    tags(pdf, "/LBody")[0].S = Name.Words


def no_heading_of_the_first_level(pdf: pikepdf.Pdf) -> None:
    for tag in tags(pdf, "/H1"):
        tag.S = Name.H2


def letters_that_mean_nothing(pdf: pikepdf.Pdf) -> None:
    form(pdf).Resources.Font["/f0"].ToUnicode.write(b"")


def a_letter_that_means_nothing(pdf: pikepdf.Pdf) -> None:
    rewritten(form(pdf).Resources.Font["/f0"].ToUnicode, b"<0003> <", b"<0FFF> <")


def a_letter_that_is_none(pdf: pikepdf.Pdf) -> None:
    cmap = form(pdf).Resources.Font["/f0"].ToUnicode
    at = cmap.read_bytes().index(b"<0003> <") + 8
    raw = cmap.read_bytes()
    cmap.write(raw[:at] + b"0000" + raw[at + 4 :])


def no_meaning_of_letters(pdf: pikepdf.Pdf) -> None:
    del form(pdf).Resources.Font["/f0"].ToUnicode


def font_not_embedded(pdf: pikepdf.Pdf) -> None:
    del form(pdf).Resources.Font["/f0"].DescendantFonts[0].FontDescriptor.FontFile2


def untagged_line(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"0 0 m 9 9 l S\n")


def untagged_text(pdf: pikepdf.Pdf) -> None:
    rewritten(form(pdf), b"/Span<</MCID 2>>BDC", b"/Span BMC")


def wrong_number_of_a_face(pdf: pikepdf.Pdf) -> None:
    """Both faces have as much text, and each points at the tags of the other."""
    faces = pdf.pages[0].obj.Resources.XObject
    one, other = faces["/F0"], faces["/F1"]
    one.StructParents, other.StructParents = other.StructParents, one.StructParents


def way_back_leads_elsewhere(pdf: pikepdf.Pdf) -> None:
    back = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    back[0], back[3] = back[3], back[0]


def no_number_of_a_face(pdf: pikepdf.Pdf) -> None:
    del form(pdf).StructParents


def picture_without_words(pdf: pikepdf.Pdf) -> None:
    del tags(pdf, "/Figure")[0].Alt


def picture_without_box(pdf: pikepdf.Pdf) -> None:
    del tags(pdf, "/Figure")[0].A[0].BBox


def box_of_the_card_alone(pdf: pikepdf.Pdf) -> None:
    """What was wrong with sheets once: the box was that on the card, not on the sheet."""
    tags(pdf, "/Figure")[0].A[0].BBox = Array([351.496, 229.606, 402.52, 280.63])


def scaled_when_printed(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences.PrintScaling


def pages_in_another_order(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Tabs = Name.R


BROKEN = [
    *(no_language, bad_language, bad_language_of_a_tag, no_pdfuaid, no_title, another_title),
    *(title_not_shown, not_marked, number_twice_on_a_page, number_twice_instead_of_new),
    *(text_with_two_tags, text_without_tag, wrong_parent, no_parent, artifact_in_tagged_text),
    *(tagged_text_in_artifact, face_in_an_artifact, face_in_a_mark, face_twice),
    *(mark_without_end, heading_remapped, role_ends_nowhere, roles_in_a_circle, unknown_type),
    *(no_heading_of_the_first_level, letters_that_mean_nothing, a_letter_that_means_nothing),
    *(a_letter_that_is_none, no_meaning_of_letters, font_not_embedded, untagged_line),
    *(untagged_text, wrong_number_of_a_face, way_back_leads_elsewhere, no_number_of_a_face),
    *(picture_without_words, picture_without_box, box_of_the_card_alone, scaled_when_printed),
    pages_in_another_order,
]


def changed(raw: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        change(pdf)
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def test_a_sheet_that_is_only_saved_again_is_fine(sheet: bytes) -> None:
    accessible(changed(sheet, lambda _: None))


@pytest.mark.parametrize("change", BROKEN, ids=lambda change: change.__name__)
def test_a_broken_sheet_is_refused(change: Callable[[pikepdf.Pdf], None], sheet: bytes) -> None:
    with pytest.raises(AssertionError):
        accessible(changed(sheet, change))


def test_wishes_are_of_the_version_of_the_file(sheet: bytes) -> None:
    assert sheet.startswith(b"%PDF-1.7")
    with pytest.raises(AssertionError, match="too old"):
        accessible(sheet.replace(b"%PDF-1.7", b"%PDF-1.5", 1))


@pytest.mark.parametrize("sides", Sides)
def test_cards_on_sheets_are_read_one_after_another(
    sides: Sides, two: list[Card], settings: Settings
) -> None:
    alone = [read_in_order(deck_pdf([card], CARD_FORMATS["a6"], settings)) for card in two]
    for card, texts in zip(two, alone, strict=True):
        printed = Printed(deck_pdf([card], CARD_FORMATS["a6"], settings))
        assert squeezed("".join(texts)) == printed.text(0) + printed.text(1)  # its front first
    raw = deck_pdf(two, CARD_FORMATS["a6"], settings, paper=PAPERS["a4"], sides=sides)
    assert read_in_order(raw) == alone[0] + alone[1]


def test_another_order_of_reading_is_seen(sheet: bytes) -> None:
    """Nothing else is wrong with it: only the words tell."""

    def reverse(pdf: pikepdf.Pdf) -> None:
        part = tags(pdf, "/Part")[0]
        part.K = Array(list(reversed(list(part.K))))

    reversed_sheet = changed(sheet, reverse)
    accessible(reversed_sheet)
    assert read_in_order(reversed_sheet) != read_in_order(sheet)
    assert sorted(read_in_order(reversed_sheet)) == sorted(read_in_order(sheet))


def boxes(raw: bytes) -> Iterator[tuple[int, tuple[float, float, float, float]]]:
    """The page of every code, and its box in mm from the top left corner."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        pages = [page.obj.objgen for page in pdf.pages]
        for tag in tags(pdf, "/Figure"):
            if not str(tag.Alt).startswith("QR code"):
                continue  # the sign of a role
            number = pages.index(tag.Pg.objgen)
            height = float(pdf.pages[number].mediabox[3])
            left, bottom, right, top = (float(edge) for edge in tag.A[0].BBox)
            yield number, (left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)


@pytest.mark.parametrize("sides", Sides)
@pytest.mark.parametrize(
    ("size", "paper"),
    [("a6", None), ("a6", "a4"), ("a6", "letter"), ("3x5", "a4"), ("4x6", "letter")],
)
def test_the_box_of_every_code_is_around_it(
    size: str, paper: str | None, sides: Sides, two: list[Card], settings: Settings
) -> None:
    on = PAPERS[paper] if paper else None
    raw = deck_pdf(two, CARD_FORMATS[size], settings, paper=on, sides=sides, shift=SHIFT)
    printed = Printed(raw)
    codes = {number: printed.codes(number) for number in range(len(printed))}
    seen = 0
    for number, (left, top, right, bottom) in boxes(raw):
        seen += 1
        middle = ((left + right) / 2, (top + bottom) / 2)
        inside = [one for one in codes[number] if left < one.x < right and top < one.y < bottom]
        assert [(one.x, one.y) for one in inside] == [pytest.approx(middle, abs=0.2)]
        assert right - left == pytest.approx(bottom - top, abs=0.01)
    assert seen == sum(len(found) for found in codes.values()) == 4
