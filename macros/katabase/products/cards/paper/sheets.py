"""Ready-made cards on paper: no type is set here, and the cards stay as they are.

The places are data (``imposition``), the same that the deck page places by.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Dictionary

from katabase.products.cards.paper.pdf_tags import FacePlace, Matrix, Tags

if TYPE_CHECKING:
    from collections.abc import Iterable

    from katabase.products.cards.paper.imposition import Mark, Sheet, Slot

Shift = tuple[float, float]
"""Millimetres to the right and down."""

MM = 72 / 25.4
"""PDF points in a millimetre."""

MARKS = "/Artifact BMC q 0.4 G 0.25 w\n{}Q EMC\n"
"""Marks for cutting are no content: screen readers skip them. Their dashes end with them."""


def one_by_one(target: pikepdf.Pdf, tags: Tags, cards: Iterable[bytes]) -> None:
    """Add cards one after another, each page of the card's own size."""
    for raw in cards:
        with pikepdf.open(io.BytesIO(raw)) as source:
            before = len(target.pages)
            target.pages.extend(source.pages)
            tags.add(source, [FacePlace(page.obj) for page in list(target.pages)[before:]])


def on_sheets(
    target: pikepdf.Pdf,
    tags: Tags,
    cards: list[bytes],
    sheet: Sheet,
    shift: tuple[Shift, Shift],
) -> None:
    """Add cards on sheets of paper; fronts and backs are moved by their shifts.

    Sheets for a print shop have their boxes, and nothing of them is moved.
    """
    if sheet.bleed:
        shift = ((0, 0), (0, 0))
    for start in range(0, len(cards), sheet.cards):
        sources = [pikepdf.open(io.BytesIO(raw)) for raw in cards[start : start + sheet.cards]]
        places: dict[tuple[int, int], FacePlace] = {}
        for slots, moved in zip(sheet.pages, shift, strict=False):
            used = [slot for slot in slots if slot.card < len(sources)]
            places |= _page(target, sources, sheet, used, moved)
        for number, source in enumerate(sources):
            tags.add(source, [places[number, face] for face in range(len(source.pages))])
            source.close()


def _page(
    target: pikepdf.Pdf,
    sources: list[pikepdf.Pdf],
    sheet: Sheet,
    slots: list[Slot],
    shift: Shift,
) -> dict[tuple[int, int], FacePlace]:
    """Add a page of paper; return where each face came to stand, by card and face."""
    page = target.add_blank_page(page_size=(sheet.width * MM, sheet.height * MM)).obj
    if sheet.bleed:
        page.TrimBox, page.BleedBox = (_edges(sheet, slots[0], more) for more in (0, sheet.bleed))
    content = MARKS.format("".join(_line(mark, sheet) for mark in sheet.marks))
    forms, places = Dictionary(), {}
    for number, slot in enumerate(slots):
        form = target.copy_foreign(sources[slot.card].pages[slot.face].as_form_xobject())
        forms[f"/F{number}"] = form
        matrix = _matrix(slot, form.BBox, sheet, shift)
        turned, moved = matrix[:4], matrix[4:]
        numbers = " ".join([*(f"{part:g}" for part in turned), *(f"{part:.3f}" for part in moved)])
        content += f"q {numbers} cm /F{number} Do Q\n"
        places[slot.card, slot.face] = FacePlace(page, form, matrix)
    page.Resources = Dictionary(XObject=forms)
    page.Contents = target.make_stream(content.encode())
    return places


def _edges(sheet: Sheet, slot: Slot, more: float) -> pikepdf.Array:
    """Return the box of a card in the middle of its page, with so many millimetres around it."""
    left, below = slot.x - more, slot.y - more
    edges = (left, below, sheet.width - left, sheet.height - below)
    return pikepdf.Array([round(edge * MM, 3) for edge in edges])


def _line(mark: Mark, sheet: Sheet) -> str:
    dash = "[2 2] 0 d" if mark.fold else "[] 0 d"
    x1, x2 = mark.x1 * MM, mark.x2 * MM
    y1, y2 = (sheet.height - mark.y1) * MM, (sheet.height - mark.y2) * MM
    return f"{dash} {x1:.3f} {y1:.3f} m {x2:.3f} {y2:.3f} l S\n"


def _matrix(slot: Slot, box: pikepdf.Object, sheet: Sheet, shift: Shift) -> Matrix:
    """Return what turns a face clockwise and puts its top left corner at the slot."""
    width, height = (float(edge) * slot.scale for edge in (box[2], box[3]))
    lying = slot.turn % 180 == 90
    left = (slot.x + shift[0]) * MM
    bottom = (sheet.height - slot.y - shift[1]) * MM - (width if lying else height)
    a, b, c, d, right, up = {
        0: (1, 0, 0, 1, 0.0, 0.0),
        90: (0, -1, 1, 0, 0.0, width),
        180: (-1, 0, 0, -1, width, height),
        270: (0, 1, -1, 0, height, 0.0),
    }[slot.turn]
    more = slot.scale
    return a * more, b * more, c * more, d * more, left + right, bottom + up
