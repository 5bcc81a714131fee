"""How two designs of the same cards compare: type, ink, and what has no room.

Run: python -m bench.card_designs [SIZE…]. Every card of the shipped library is set in both.
"""

from __future__ import annotations

import statistics
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium
import typst

from bench.card_designs.designs import DESIGNS, ROOT, set_in
from katabase.domain import layers, loading
from katabase.products.cards.formats import CARD_FORMATS
from katabase.products.cards.ready_decks import carded
from katabase.products.cards.settings import Settings
from katabase.products.cards.typeset.card import card_of

if TYPE_CHECKING:
    import pypdfium2

DPI = 72


def type_size(page: pypdfium2.PdfPage) -> float:
    """Return the size in points that most letters of a face have, its foot left out."""
    text = page.get_textpage()
    counts: Counter[float] = Counter()
    for index in range(text.count_chars()):
        if text.get_charbox(index)[1] > 0.12 * page.get_height():
            counts[round(pdfium.FPDFText_GetFontSize(text.raw, index), 2)] += 1
    [(size, _)] = counts.most_common(1)
    return size


def ink(page: pypdfium2.PdfPage) -> float:
    """Return which part of a face a black-and-white printer covers."""
    grey = page.render(scale=DPI / 72).to_pil().convert("L")
    shades = grey.histogram()
    dark = sum((255 - shade) * count for shade, count in enumerate(shades))
    return float(dark) / 255 / sum(shades)


def main() -> None:
    """Print a line for each size and design."""
    found = loading.load(layers.resolve(["kata"], ROOT))
    cards = [card_of(entry) for entry in carded(found)]
    settings = Settings(organisation="Example Works", base="https://kata.example.org/")
    for size in sys.argv[1:] or ["a6", "3x5"]:
        for design in DESIGNS:
            sizes, covered, refused = [], [], 0
            for card in cards:
                try:
                    document = set_in(design, card, size, settings)
                except typst.TypstError:
                    refused += 1
                    continue
                sizes += [type_size(page) for page in document]
                covered += [ink(page) for page in document]
            print(
                f"{CARD_FORMATS[size].label}, {design}: {len(cards) - refused} of {len(cards)} "
                f"cards, type {statistics.mean(sizes):.1f} points in the mean, "
                f"{sum(one < CARD_FORMATS[size].common for one in sizes)} faces below "
                f"{CARD_FORMATS[size].common:g}, ink {100 * statistics.mean(covered):.1f} %"
            )


if __name__ == "__main__":
    main()
