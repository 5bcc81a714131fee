"""Forms that belong to practices, blank or filled in, as data; Typst draws them.

``filled`` says what an example writes into a form. The forms follow the ones that the field
has long used: the learner's storyboard, the experimenting record (predict, run, see, learn),
the target condition beside the current one, the obstacle parking lot (Rother 2018), the story
on one sheet (Shook 2008), notes for a gemba walk (Mann 2014), the second coach's observation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from katabase.domain.kinds.starter_kata import STARTER_KATA
from katabase.domain.messages import N_, Messages, messages
from katabase.domain.vocabulary import Worksheet
from katabase.products.cards.formats import PAPERS
from katabase.products.cards.typeset.one_sheet import one_sheet
from katabase.products.cards.typeset.payload import AUTHOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.products.cards.settings import Settings
    from katabase.products.outputs.kept import Cache

Form = dict[str, Any]
Entries = dict[str, str | list[list[str]]]
"""What stands in a form: a text in a field or a box, rows of texts in a table."""


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
    _row(0.5, _box(N_("Challenge"), N_("Where we want to be, and by when"))),
    _row(
        1.9,
        _box(
            N_("Target condition"),
            N_("Reach by this date. Outcome, then how the process will run"),
            1,
        ),
        _box(N_("Current condition now"), N_("Facts and a graph from the process itself"), 1),
    ),
    _row(
        1.6,
        _box(
            N_("Experimenting records"),
            N_("Newest on top: step, prediction, result, learning"),
            1.5,
        ),
        _box(
            N_("Obstacle parking lot"),
            N_("What keeps us from it. Arrow: worked on now"),
            1,
        ),
    ),
]
RECORD = [
    _row(
        1,
        _table(
            (N_("Date, step"), N_("What I will do, and measure how"), 1.25),
            (N_("What I expect"), N_("A number, before the step"), 1),
            (N_("What happened"), N_("Facts and numbers, no opinions"), 1.25),
            (N_("What I learned"), N_("Also from a wrong prediction"), 1.25),
            rows=7,
        ),
    )
]
PARKING = [
    _row(
        1,
        _table(
            (N_("Obstacle"), N_("What in the process keeps us from the target condition"), 2.6),
            (N_("Found on"), "", 0.7),
            (N_("Worked on"), N_("Mark only one at a time"), 0.8),
            (N_("What we learned about it"), "", 1.7),
            (N_("Gone on"), "", 0.7),
            rows=14,
        ),
    )
]
WALK = [
    _row(
        3,
        _table(
            (N_("Should be"), N_("The standard, target or plan"), 1),
            (N_("Is"), N_("What I see, with numbers"), 1.2),
            (N_("What I asked, what I heard"), N_("In their words"), 1.4),
            (N_("Why the gap, who looks next"), "", 1.1),
            rows=9,
        ),
    ),
    _row(
        0.8,
        _box(N_("What I thank people for"), N_("Say it before you leave")),
        _box(N_("What I learned, what I will do"), N_("One action, a name, a day")),
    ),
]
TARGET = [
    _row(0.5, _box(N_("Challenge"), N_("Where we want to be, and by when"))),
    _row(
        2.4,
        _box(N_("Current condition"), N_("How the process runs today: facts with day and hour")),
        _box(N_("Target condition"), N_("How the process will run, and the number that shows it")),
    ),
    _row(0.8, _box(N_("Not known yet"), N_("What nobody here knows yet how to reach"))),
]
A3_STORY = [
    _row(
        1,
        _box(N_("Why it matters"), N_("Who needs it, and what it is part of")),
        _box(N_("What keeps us from it"), N_("Causes and obstacles, with evidence")),
    ),
    _row(
        1.9,
        _box(N_("What I saw"), N_("A drawing, and numbers from the gemba")),
        _table(
            (N_("What we try"), N_("Who, and by when"), 1.2),
            (N_("What I expect"), N_("A number, before the step"), 1),
            (N_("What happened"), N_("Facts and numbers, no opinions"), 1),
            rows=4,
        ),
    ),
    _row(
        1,
        _box(N_("Goal"), N_("How it will run, which number, by when")),
        _box(N_("What I learned"), N_("What becomes the standard, what is open")),
    ),
]
OBSERVATION = [
    _row(
        2.6,
        _table(
            (N_("Question of the coach"), N_("Mark each time"), 1.2),
            (N_("Asked as written"), "", 0.6),
            (N_("What the learner answered"), N_("Word for word"), 1.7),
            (N_("What the coach did next"), N_("Asked, waited, told, helped"), 1.4),
            rows=6,
            labels=(
                N_("Target condition"),
                N_("Current condition now"),
                N_("Last step, learning"),
                N_("Obstacles, which one"),
                N_("Next step, expectation"),
                N_("When we go and see"),
            ),
        ),
    ),
    _row(
        0.9,
        _box(N_("Where knowledge ended"), N_("The threshold, and whether the coach saw it")),
        _box(
            N_("Minutes, telling and waiting"),
            N_("Length of the cycle, hints given, silences kept"),
        ),
    ),
    _row(
        0.7,
        _box(N_("The coach's own reflection"), N_("Asked first")),
        _box(N_("One thing to practise next"), N_("One only")),
    ),
]

FORMS: dict[Worksheet, tuple[str, list[Form], list[Form], bool]] = {
    Worksheet.STORYBOARD: (
        N_("One process, one learner, one target condition"),
        _fields((N_("Focus process"), 2), N_("Learner"), N_("Coach"), (N_("Target date"), 0.8)),
        STORYBOARD,
        True,
    ),
    Worksheet.EXPERIMENTING_RECORD: (
        N_("One obstacle a sheet; fill in the left half before the step"),
        _fields((N_("Obstacle"), 2.4), N_("Process"), N_("Learner"), N_("Coach")),
        RECORD,
        True,
    ),
    Worksheet.OBSTACLE_PARKING_LOT: (
        N_("Park every obstacle; work on one"),
        _fields((N_("Target condition"), 2.4), N_("Process"), (N_("Target date"), 0.8)),
        PARKING,
        False,
    ),
    Worksheet.GEMBA_WALK_NOTES: (
        N_("Go and see, ask why, show respect"),
        _fields((N_("Place and purpose"), 2), N_("Walked with"), (N_("Date, time"), 0.8)),
        WALK,
        True,
    ),
    Worksheet.COACHING_OBSERVATION: (
        N_("For the second coach: watch, write, say nothing"),
        _fields(N_("Coach"), N_("Learner"), N_("Second coach"), (N_("Date, minutes"), 0.9)),
        OBSERVATION,
        True,
    ),
    Worksheet.TARGET_CONDITION: (
        N_("Describe the work first, then the number"),
        _fields((N_("Focus process"), 2), N_("Learner"), N_("Coach"), (N_("Target date"), 0.8)),
        TARGET,
        True,
    ),
    Worksheet.A3: (
        N_("One problem, one sheet; left the problem, right the way"),
        _fields((N_("Title"), 2.4), N_("Author"), N_("Coach"), (N_("Date"), 0.8)),
        A3_STORY,
        True,
    ),
}
"""Per form: what it is for, the fields on top, the boxes, whether the paper lies on its side."""


def papers_of(worksheet: Worksheet) -> tuple[str, ...]:
    """Return the papers of a worksheet: also A3 if it hangs on a wall, or is called so."""
    large = worksheet in (Worksheet.STORYBOARD, Worksheet.A3)
    return ("a4", "letter", "a3") if large else ("a4", "letter")


def type_size(paper: str) -> float:
    """Return the size of type in points: what hangs on a wall is read from farther away."""
    return 13.0 if paper == "a3" else 9.5


def _said(value: Any, say: Messages) -> Any:
    """Return a form with its words in a language; what is no word of the interface stays."""
    if isinstance(value, str):
        return say(value) if value else value
    if isinstance(value, dict):
        return {name: item if name == "kind" else _said(item, say) for name, item in value.items()}
    return [_said(item, say) for item in value] if isinstance(value, list | tuple) else value


def form_of(worksheet: Worksheet, say: Messages, entries: Entries | None = None) -> Form:
    """Return a form in a language, with what stands in its fields, boxes and rows, if anything.

    Entries are found by the English name of their field or box, those of a table by the name
    of its first column.
    """
    use, fields, rows, _ = FORMS[worksheet]
    written = entries or {}

    def with_entry(part: Form) -> Form:
        name = part["columns"][0]["name"] if part.get("kind") == "table" else part["name"]
        return {**_said(part, say), "entry": written.get(name, "" if "name" in part else [])}

    return {
        "title": say(worksheet.label),
        "use": say(use),
        "fields": [with_entry(one) for one in fields],
        "rows": [
            {"share": row["share"], "cells": [with_entry(cell) for cell in row["cells"]]}
            for row in rows
        ],
    }


def worksheet_pdf(
    worksheet: Worksheet,
    paper: str,
    settings: Settings,
    form: Form | None = None,
    cache: Cache | None = None,
) -> bytes:
    """Return a worksheet as a PDF: blank, or a form that is filled in."""
    wide = FORMS[worksheet][3]
    say = messages(settings.language)
    size = PAPERS[paper]
    width, height = (size.height, size.width) if wide else (size.width, size.height)
    data = {
        "lang": say.locale.language,
        **(form or form_of(worksheet, say)),
        "width": width,
        "height": height,
        "size": type_size(paper),
        "accent": STARTER_KATA.accent.light,
        "author": settings.organisation or AUTHOR,
        "organisation": settings.organisation,
        "source": "",
    }
    return one_sheet("worksheet.typ", data, settings, cache, duplex=False)


def worksheet_files(settings: Settings, cache: Cache | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the PDF of every worksheet on every paper."""
    for worksheet in Worksheet:
        for paper in papers_of(worksheet):
            yield f"{worksheet}-{paper}", worksheet_pdf(worksheet, paper, settings, cache=cache)
