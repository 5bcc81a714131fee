"""The sheet by which people find out how far their printer moves the back of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.kinds.starter_kata import STARTER_KATA
from katabase.domain.messages import N_, messages
from katabase.products.cards.formats import PAPERS, SHEETS
from katabase.products.cards.typeset.one_sheet import one_sheet
from katabase.products.cards.typeset.payload import AUTHOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.products.cards.settings import Settings
    from katabase.products.outputs.kept import Cache


FRONT = (
    N_("Print both pages on one sheet, at 100 %, on both sides, turned on the long edge."),
    N_("Measure the rule. It must be 100 mm. If not, choose “actual size” in the print dialogue."),
    N_(
        "Hold the sheet against a light with the back towards you. The cross should go through "
        "the zero of both scales."
    ),
    N_(
        "Read where the cross crosses the scales. To the right and down count as plus. Enter "
        "these two numbers as the shift of the back on the deck page."
    ),
)
"""What the front of the calibration sheet says: what to print, then three steps."""
BACK = (
    N_(
        "Against the light, the black cross of the front shines through. Read its place on these "
        "scales in millimetres: across first, then down."
    ),
)


def calibration_files(
    settings: Settings, cache: Cache | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the PDF of the calibration sheet of every paper for cards."""
    say = messages(settings.language)
    for paper in SHEETS:
        size = PAPERS[paper]
        data = {
            "title": say("Calibration sheet, %(paper)s", paper=size.label),
            "sides": [say("front"), say("back")],
            "lang": say.locale.language,
            "front": [say(text) for text in FRONT],
            "back": [say(text) for text in BACK],
            "width": size.width,
            "height": size.height,
            "author": settings.organisation or AUTHOR,
            "accent": STARTER_KATA.accent.light,
        }
        made = one_sheet("calibration.typ", data, settings, cache, duplex=True)
        yield f"calibration-{paper}", made
