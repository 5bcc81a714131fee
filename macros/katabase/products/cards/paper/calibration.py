"""The sheet by which people find out how far their printer moves the back of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.kinds.starter_kata import STARTER_KATA
from katabase.products.cards.formats import PAPERS, SHEETS
from katabase.products.cards.typeset.engine import make
from katabase.products.cards.typeset.output import ready_to_print
from katabase.products.cards.typeset.payload import AUTHOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.products.cards.settings import Settings


def calibration_files(settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the PDF of the calibration sheet of every paper for cards."""
    for paper in SHEETS:
        size = PAPERS[paper]
        data = {
            "title": f"Calibration sheet, {size.label}",
            "width": size.width,
            "height": size.height,
            "author": settings.organisation or AUTHOR,
            "accent": STARTER_KATA.accent.light,
        }
        made = make("calibration.typ", data, settings.fonts)
        yield f"calibration-{paper}", ready_to_print(made["pdf"][0], duplex=True)
