"""Forms that a worked example fills in: the same board on each of the forms of the pattern."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from katabase.domain.kinds.starter_kata import StarterKata
from katabase.domain.messages import messages
from katabase.domain.sentences import first_sentence
from katabase.domain.vocabulary import Worksheet
from katabase.products.cards.paper.worksheets import Entries, form_of, worksheet_pdf
from katabase.products.inlines import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.kinds.starter_kata import Example
    from katabase.domain.library import Entry, Library
    from katabase.domain.messages import Messages
    from katabase.products.cards.paper.worksheets import Form
    from katabase.products.cards.settings import Settings
    from katabase.products.cards.typeset.fonts import FontSet
    from katabase.products.outputs.kept import Cache

SHEETS = (
    Worksheet.STORYBOARD,
    Worksheet.TARGET_CONDITION,
    Worksheet.OBSTACLE_PARKING_LOT,
    Worksheet.EXPERIMENTING_RECORD,
    Worksheet.A3,
)
"""The forms of a set, in the order in which a learner meets them."""

PAPERS = ("a4",)
"""An example is looked at more than written on: one paper, which fits on the others."""

ROOM = {"text": 600, "rows": 6, "line": 120}
"""Characters of a condition, rows, and characters of a cell for which every form has room."""


@dataclass(frozen=True)
class FilledSet:
    """The forms that one example fills in."""

    entry: Entry
    example: Example

    @property
    def address(self) -> str:
        """The address of its page below the site."""
        return f"cards/worksheets/{self.entry.id}-{self.example.key}/"

    def file(self, worksheet: Worksheet, paper: str) -> str:
        """Return the site path of a form on a paper."""
        return f"{self.address}{worksheet}-{paper}.pdf"

    def form(self, worksheet: Worksheet, say: Messages) -> Form:
        """Return a form with what the example writes in it."""
        return form_of(worksheet, say, _entries(worksheet, self.example))


def filled_sets(library: Library) -> Iterator[FilledSet]:
    """Yield a set for each example whose board is whole, if the forms have room for its words."""
    for entry in library.ordered():
        yield from filled_of(entry)


def filled_of(entry: Entry) -> Iterator[FilledSet]:
    """Yield the sets of one practice."""
    if isinstance(entry.practice, StarterKata):
        for example in entry.practice.examples:
            if _whole(example) and _has_room(example):
                yield FilledSet(entry, example)


def _whole(example: Example) -> bool:
    return len(example.board) == 3 and bool(example.obstacles and example.experiments)


def _has_room(example: Example) -> bool:
    texts = [text for _, text in example.board]
    rows = (*example.obstacles, *example.experiments)
    cells = [text for row in rows for _, text in row if text]
    many = max(len(example.obstacles), len(example.experiments))
    return (
        all(len(text) <= ROOM["text"] for text in texts)
        and all(len(cell) <= ROOM["line"] for cell in cells)
        and many <= ROOM["rows"]
    )


def filled_files(
    library: Library, settings: Settings, cache: Cache | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield the site path and the PDF of every form that is filled in."""
    for one in filled_sets(library):
        for worksheet in SHEETS:
            form = _printable(one.form(worksheet, messages(settings.language)), settings.fonts)
            for paper in PAPERS:
                made = worksheet_pdf(worksheet, paper, settings, form, cache)
                yield one.file(worksheet, paper), made


def _printable(value: Any, fonts: FontSet) -> Any:
    """Return a form in which a character without a glyph gives way to the nearest one.

    The page shows the words as they are; on the card the check would have named the character.
    """
    if isinstance(value, dict):
        return {name: _printable(item, fonts) for name, item in value.items()}
    if isinstance(value, list):
        return [_printable(item, fonts) for item in value]
    if not isinstance(value, str):
        return value
    known = {char: fonts.nearest(char) or "?" for char in fonts.missing(value.replace("\n", " "))}
    return "".join(known.get(char, char) for char in value)


def _entries(worksheet: Worksheet, example: Example) -> Entries:
    """Return what the example writes into a form, by the names of its fields and boxes."""
    challenge, current, target = (plain(text) for _, text in example.board)
    by = plain(example.achieve_by or "")
    obstacles = [
        [plain(text or "") for text in (o.obstacle, o.found, o.worked_on, o.learned, o.gone)]
        for o in example.obstacles
    ]
    rows = [
        [
            ". ".join(filter(None, (plain(e.when or ""), plain(e.step)))),
            *(plain(text or "") for text in (e.prediction, e.result, e.learning)),
        ]
        for e in example.experiments
    ]
    head: Entries = {"Target date": by, "Process": plain(example.process or "")}
    head["Focus process"] = head["Process"]
    boxes: dict[Worksheet, Entries] = {
        Worksheet.STORYBOARD: {
            "Challenge": challenge,
            "Target condition": target,
            "Current condition now": current,
            "Experimenting records": "\n\n".join(
                " / ".join(filter(None, row)) for row in rows[::-1]
            ),
            "Obstacle parking lot": "\n".join(row[0] for row in obstacles),
        },
        Worksheet.TARGET_CONDITION: {
            "Challenge": challenge,
            "Current condition": current,
            "Target condition": target,
            "Not known yet": "\n".join(row[0] for row in obstacles[:1]),
        },
        Worksheet.OBSTACLE_PARKING_LOT: {
            "Target condition": first_sentence(target),
            "Obstacle": obstacles,
        },
        Worksheet.EXPERIMENTING_RECORD: {"Obstacle": obstacles[0][0], "Date, step": rows},
        Worksheet.A3: {
            "Title": plain(example.title),
            "Date": by,
            "Why it matters": challenge,
            "What I saw": current,
            "Goal": target,
            "What keeps us from it": "\n".join(
                " ".join(filter(None, (row[0], row[3]))) for row in obstacles
            ),
            "What we try": [row[:3] for row in rows],
            "What I learned": "\n".join(row[3] for row in rows if row[3]),
        },
    }
    return {**head, **boxes[worksheet]}
