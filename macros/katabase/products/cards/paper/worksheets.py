"""Blank forms that belong to practices, as data; Typst draws them.

The forms follow the ones that the field has long used: the learner's storyboard, the
experimenting record (predict, run, see, learn) and the obstacle parking lot (Rother
2018), notes for a gemba walk (Mann 2014) and the second coach's observation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from katabase.domain.kinds.starter_kata import STARTER_KATA
from katabase.domain.vocabulary import Worksheet
from katabase.products.cards.formats import PAPERS
from katabase.products.cards.typeset.engine import make
from katabase.products.cards.typeset.output import ready_to_print
from katabase.products.cards.typeset.payload import AUTHOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.products.cards.settings import Settings

Form = dict[str, Any]


def _fields(*names: str | tuple[str, float]) -> list[Form]:
    pairs = [name if isinstance(name, tuple) else (name, 1.0) for name in names]
    return [{"name": name, "share": share} for name, share in pairs]


def _box(name: str, hint: str = "", share: float = 1) -> Form:
    return {"kind": "box", "name": name, "hint": hint, "share": share}


def _table(*columns: tuple[str, str, float], rows: int, labels: tuple[str, ...] = ()) -> Form:
    cells = [{"name": name, "hint": hint, "share": share} for name, hint, share in columns]
    return {"kind": "table", "columns": cells, "rows": rows, "labels": labels, "share": 1}


def _row(share: float, *cells: Form) -> Form:
    return {"share": share, "cells": list(cells)}


STORYBOARD = [
    _row(0.5, _box("Challenge", "Where we want to be, and by when")),
    _row(
        1.9,
        _box("Target condition", "Reach by this date. Outcome, then how the process will run", 1),
        _box("Current condition now", "Facts and a graph from the process itself", 1),
    ),
    _row(
        1.6,
        _box("Experimenting records", "Newest on top: step, prediction, result, learning", 1.5),
        _box(
            "Obstacle parking lot",
            "What keeps us from it. Arrow: worked on now",
            1,
        ),
    ),
]
RECORD = [
    _row(
        1,
        _table(
            ("Date, step", "What I will do, and measure how", 1.25),
            ("What I expect", "A number, before the step", 1),
            ("What happened", "Facts and numbers, no opinions", 1.25),
            ("What I learned", "Also from a wrong prediction", 1.25),
            rows=7,
        ),
    )
]
PARKING = [
    _row(
        1,
        _table(
            ("Obstacle", "What in the process keeps us from the target condition", 2.6),
            ("Found on", "", 0.7),
            ("Worked on", "Mark only one at a time", 0.8),
            ("What we learned about it", "", 1.7),
            ("Gone on", "", 0.7),
            rows=14,
        ),
    )
]
WALK = [
    _row(
        3,
        _table(
            ("Should be", "The standard, target or plan", 1),
            ("Is", "What I see, with numbers", 1.2),
            ("What I asked, what I heard", "In their words", 1.4),
            ("Why the gap, who looks next", "", 1.1),
            rows=9,
        ),
    ),
    _row(
        0.8,
        _box("What I thank people for", "Say it before you leave"),
        _box("What I learned, what I will do", "One action, a name, a day"),
    ),
]
OBSERVATION = [
    _row(
        2.6,
        _table(
            ("Question of the coach", "Mark each time", 1.2),
            ("Asked as written", "", 0.6),
            ("What the learner answered", "Word for word", 1.7),
            ("What the coach did next", "Asked, waited, told, helped", 1.4),
            rows=6,
            labels=(
                "Target condition",
                "Actual condition now",
                "Last step, learning",
                "Obstacles, which one",
                "Next step, expectation",
                "When we go and see",
            ),
        ),
    ),
    _row(
        0.9,
        _box("Where knowledge ended", "The threshold, and whether the coach saw it"),
        _box("Minutes, telling and waiting", "Length of the cycle, hints given, silences kept"),
    ),
    _row(
        0.7,
        _box("The coach's own reflection", "Asked first"),
        _box("One thing to practise next", "One only"),
    ),
]

FORMS: dict[Worksheet, tuple[str, list[Form], list[Form], bool]] = {
    Worksheet.STORYBOARD: (
        "One process, one learner, one target condition",
        _fields(("Focus process", 2), "Learner", "Coach", ("Target date", 0.8)),
        STORYBOARD,
        True,
    ),
    Worksheet.EXPERIMENTING_RECORD: (
        "One obstacle a sheet; fill in the left half before the step",
        _fields(("Obstacle", 2.4), "Process", "Learner", "Coach"),
        RECORD,
        True,
    ),
    Worksheet.OBSTACLE_PARKING_LOT: (
        "Park every obstacle; work on one",
        _fields(("Target condition", 2.4), "Process", ("Target date", 0.8)),
        PARKING,
        False,
    ),
    Worksheet.GEMBA_WALK_NOTES: (
        "Go and see, ask why, show respect",
        _fields(("Place and purpose", 2), "Walked with", ("Date, time", 0.8)),
        WALK,
        True,
    ),
    Worksheet.COACHING_OBSERVATION: (
        "For the second coach: watch, write, say nothing",
        _fields("Coach", "Learner", "Second coach", ("Date, minutes", 0.9)),
        OBSERVATION,
        True,
    ),
}
"""Per form: what it is for, the fields on top, the boxes, whether the paper lies on its side."""


def papers_of(worksheet: Worksheet) -> tuple[str, ...]:
    """Return the papers of a worksheet; the storyboard hangs on a wall, so also A3."""
    return ("a4", "letter", "a3") if worksheet is Worksheet.STORYBOARD else ("a4", "letter")


def worksheet_pdf(worksheet: Worksheet, paper: str, settings: Settings) -> bytes:
    """Return a blank worksheet as a PDF."""
    use, fields, rows, wide = FORMS[worksheet]
    size = PAPERS[paper]
    width, height = (size.height, size.width) if wide else (size.width, size.height)
    data = {
        "title": worksheet.label,
        "use": use,
        "fields": fields,
        "rows": rows,
        "width": width,
        "height": height,
        "size": 13.0 if paper == "a3" else 9.5,
        "accent": STARTER_KATA.accent.light,
        "author": settings.organisation or AUTHOR,
        "organisation": settings.organisation,
        "source": "",
    }
    return ready_to_print(make("worksheet.typ", data, settings.fonts)["pdf"][0], duplex=False)


def worksheet_files(settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the PDF of every worksheet on every paper."""
    for worksheet in Worksheet:
        for paper in papers_of(worksheet):
            yield f"{worksheet}-{paper}", worksheet_pdf(worksheet, paper, settings)
