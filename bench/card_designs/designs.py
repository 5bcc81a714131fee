"""Cards set in a design, and pictures of two designs side by side."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import typst
from PIL import Image

from katabase.products.cards.formats import CARD_FORMATS
from katabase.products.cards.typeset.engine import ROOT as SHIPPED_ROOT
from katabase.products.cards.typeset.payload import page_data

if TYPE_CHECKING:
    from katabase.products.cards.settings import Settings
    from katabase.products.cards.typeset.card import Card

ROOT = Path(__file__).parent.parent.parent
DESIGNS = {
    "band": (SHIPPED_ROOT / "pages.typ", SHIPPED_ROOT),
    "rail": (Path(__file__).parent / "rail.typ", ROOT),
}
"""The layout of each design and the folder from which it imports; the first one is shipped."""

_compilers: dict[str, typst.Compiler] = {}


def set_in(design: str, card: Card, size: str, settings: Settings) -> pypdfium2.PdfDocument:
    """Return a card in a design. Raises typst.TypstError if its text has no room."""
    source, root = DESIGNS[design]
    if design not in _compilers:
        _compilers[design] = typst.Compiler(source, root=root, font_paths=settings.fonts.typst())
    data = page_data(card, CARD_FORMATS[size], settings)
    inputs = {"data": json.dumps({**data, "fonts": list(settings.fonts.families)})}
    raw = _compilers[design].compile(format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"])
    assert isinstance(raw, bytes)
    return pypdfium2.PdfDocument(raw)


def side_by_side(
    card: Card, settings: Settings, *, size: str = "a6", wide: int = 460
) -> Image.Image:
    """Return a picture of a card: the fronts of both designs, and their backs below."""
    form = CARD_FORMATS[size]
    scale = wide / form.width * 25.4 / 72
    rows = [set_in(design, card, size, settings) for design in DESIGNS]
    faces = [
        [document[page].render(scale=scale).to_pil() for page in range(2)] for document in rows
    ]
    width, height = faces[0][0].size
    gap = 12
    whole = Image.new("RGB", (2 * width + 3 * gap, 2 * height + 3 * gap), "#b9bcc0")
    for column, pair in enumerate(faces):
        for row, face in enumerate(pair):
            whole.paste(face, (gap + column * (width + gap), gap + row * (height + gap)))
    return whole
