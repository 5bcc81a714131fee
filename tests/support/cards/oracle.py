"""An independent judge of printed cards: reads the PDF with pdfium, never asks the layout."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

MM = 72 / 25.4


@dataclass(frozen=True)
class Glyph:
    """A printed character: its box in mm from the top left corner, its size in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True)
class Code:
    """A QR code that was read off the rendered page; its centre in mm."""

    text: str
    x: float
    y: float


class Printed:
    """A PDF as paper shows it."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.document = pypdfium2.PdfDocument(raw)

    def __len__(self) -> int:
        return len(self.document)

    def size(self, number: int) -> tuple[float, float]:
        """The page's width and height in mm, which must be the same for all its boxes."""
        page = self.document[number]
        boxes = {
            tuple(round(edge, 3) for edge in box()) for box in (page.get_mediabox, page.get_cropbox)
        }
        assert len(boxes) == 1, boxes
        left, bottom, right, top = boxes.pop()
        return (right - left) / MM, (top - bottom) / MM

    def glyphs(self, number: int) -> list[Glyph]:
        """Every visible character of a page."""
        text = self.document[number].get_textpage()
        height = self.document[number].get_height()
        return list(_glyphs(text, height))

    def text(self, number: int) -> str:
        """The text of a page with neither white space nor hyphens at the ends of lines."""
        raw = self.document[number].get_textpage().get_text_range()
        return squeezed(raw.replace("\ufffe", "").replace("\x02", ""))

    def picture(self, number: int, dpi: int = 300) -> Image:
        """The page as pixels."""
        return self.document[number].render(scale=dpi / 72).to_pil()

    def ink(self, number: int, dpi: int = 300) -> float:
        """How much of a page is dark, in square millimetres."""
        grey = self.picture(number, dpi).convert("L").histogram()
        return (
            sum((255 - shade) * count for shade, count in enumerate(grey)) / 255 * (25.4 / dpi) ** 2
        )

    def codes(self, number: int, dpi: int = 300) -> list[Code]:
        """The QR codes of a page, read from its pixels."""
        found = []
        for read in zxingcpp.read_barcodes(
            self.picture(number, dpi), formats=zxingcpp.BarcodeFormat.QRCode
        ):
            place = read.position
            corners = (place.top_left, place.top_right, place.bottom_left, place.bottom_right)
            x = sum(corner.x for corner in corners) / 4 * 25.4 / dpi
            y = sum(corner.y for corner in corners) / 4 * 25.4 / dpi
            found.append(Code(read.text, x, y))
        return found


def _glyphs(text: pypdfium2.PdfTextPage, height: float) -> Iterator[Glyph]:
    for index in range(text.count_chars()):
        char = text.get_text_range(index, 1)
        left, bottom, right, top = text.get_charbox(index)
        if not char.strip() or right - left < 0.01:
            continue
        size = pdfium.FPDFText_GetFontSize(text.raw, index)
        yield Glyph(char, left / MM, (height - top) / MM, right / MM, (height - bottom) / MM, size)


def squeezed(text: str) -> str:
    """Return a text in compatibility form without white space and hyphens."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", unicodedata.normalize("NFKC", text))


def outside(
    glyphs: list[Glyph], left: float, top: float, right: float, bottom: float
) -> list[Glyph]:
    """Return the glyphs that are not wholly within a box (with 0.05 mm for rounding)."""
    slack = 0.05
    return [
        glyph
        for glyph in glyphs
        if glyph.left < left - slack
        or glyph.top < top - slack
        or glyph.right > right + slack
        or glyph.bottom > bottom + slack
    ]


def clear_of_foot(glyphs: list[Glyph], foot: str) -> bool:
    """Say whether everything ends above the last line, whose text is ``foot``.

    A text that is too long does not leave the card at once: it runs into its foot first.
    """
    count = len("".join(foot.split()))
    above, last = glyphs[:-count], glyphs[-count:]
    assert "".join(glyph.text for glyph in last) == "".join(foot.split())
    return max(glyph.bottom for glyph in above) <= min(glyph.top for glyph in last)
