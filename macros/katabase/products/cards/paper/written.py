"""Worksheets that a browser fills in with what somebody wrote: the forms of the PDFs, as data.

What people write never leaves their device, so it is not set by Typst: ``practise/paper.js``
lays out the same form with the same words and shares and gives it to the printer.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from katabase.domain.kinds.starter_kata import STARTER_KATA
from katabase.domain.messages import messages
from katabase.domain.vocabulary import Worksheet
from katabase.products.cards.formats import PAPERS
from katabase.products.cards.paper.worksheets import form_of, papers_of, type_size
from katabase.products.templates import environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.products.cards.paper.worksheets import Entries
    from katabase.products.cards.settings import Settings

PATH = "practise/worksheets.json"

BOARD: dict[Worksheet, Entries] = {
    Worksheet.STORYBOARD: {
        "Focus process": "title",
        "Learner": "learner",
        "Coach": "coach",
        "Target date": "by",
        "Challenge": "challenge",
        "Target condition": "target",
        "Current condition now": "current",
        "Experimenting records": "rows",
        "Obstacle parking lot": "obstacles",
    },
    Worksheet.EXPERIMENTING_RECORD: {
        "Obstacle": "obstacle",
        "Process": "title",
        "Learner": "learner",
        "Coach": "coach",
        "Date, step": [["step", "expectation", "result", "learning"]],
    },
}
"""Which part of a storyboard stands in which field, box or column of a form."""


EDGE = 12
"""Millimetres around a form, as in the PDFs."""


def files(settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield the site path and the text of what a browser needs to print a storyboard.

    The forms are HTML in which each place to write is an element with ``data-entry``; papers
    lie on their side, with their sizes as CSS.
    """
    say = messages(settings.language)
    template = environment(say).get_template("pieces/worksheet.html.j2")
    forms = (form_of(worksheet, say, entries) for worksheet, entries in BOARD.items())
    storyboard, record = (
        template.render(form=form, organisation=settings.organisation) for form in forms
    )
    papers = [_paper(paper) for paper in papers_of(Worksheet.STORYBOARD)]
    data = {"storyboard": storyboard, "record": record, "papers": papers}
    yield PATH, json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _paper(paper: str) -> dict[str, str]:
    size = PAPERS[paper]
    less = 0.5  # a browser counts in whole pixels: nothing moves to a sheet of its own
    lengths = {
        "wide": f"{size.height - 2 * EDGE:.1f}mm",
        "high": f"{size.width - 2 * EDGE - less:.1f}mm",
        "size": f"{type_size(paper)}pt",
        "kb-own": STARTER_KATA.accent.light,
    }
    return {
        "label": size.label,
        "page": f"@page {{ size: {size.height}mm {size.width}mm; margin: {EDGE}mm }}",
        "style": ";".join(f"--{name}:{length}" for name, length in lengths.items()),
    }
