"""What stands on the two sides of a card: what its kind derives, or an author's own lines.

Every side has one or more variants, the fullest first. The layout takes the first one
that fits at a legal type size, so that what is optional is dropped in a defined order;
what the last variant holds is never dropped. The table of that order stands in
``docs/developing/cards.md``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from katabase.domain.kinds.kind import KindError
from katabase.domain.vocabulary import Side
from katabase.products.cards.typeset.runs import Runs, runs_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from katabase.domain.kinds.kind import Blocks, Drawn, Row
    from katabase.domain.kinds.practice import Practice
    from katabase.domain.kinds.registry import AnyKind
    from katabase.domain.messages import Messages
    from katabase.domain.shared_parts import CardFace


PICTURES = ("stair", "board")
"""The styles of blocks whose rows are a picture."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that belong together: `lead`, `heading`, `numbered`, `bullets` or `ticks`.

    Those of a `stair` or a `board` are a picture.
    """

    style: str
    rows: tuple[Runs, ...]
    start: int = 1
    """The number of the first row, if the rows are numbered."""
    marks: tuple[str, ...] = ()
    """What stands before each row: how it is answered, or a number that its author gave it."""
    drawn: Drawn | None = None
    """How the rows are drawn."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of a side."""

    title: str
    blocks: tuple[Block, ...]
    name: str = ""
    """What the practice is called, if the title does not say it: it stands small above."""

    @property
    def is_picture(self) -> bool:
        """Whether its rows are a picture: where there is no room for it, another wording stands."""
        return any(block.style in PICTURES for block in self.blocks)

    def strings(self) -> list[str]:
        """Return every text of the side without marks, its title first."""
        name = [self.name] if self.name else []
        return [self.title, *name, *(text_of(row) for block in self.blocks for row in block.rows)]


@dataclass(frozen=True, slots=True)
class Face:
    """A side of a card: its caption and its wordings, the fullest first."""

    side: Side
    caption: str
    variants: tuple[Variant, ...]
    written: bool = False
    """Whether an author wrote it in a ``card:`` section."""


def faces_of(practice: Practice, kind: AnyKind, say: Messages) -> tuple[Face, Face]:
    """Return the front and the back of a practice's card; its labels are said by ``say``."""
    front, back = kind.card.captions(practice, say)
    return (
        _face(Side.FRONT, front, practice, kind, say),
        _face(Side.BACK, back, practice, kind, say),
    )


def _face(side: Side, caption: str, practice: Practice, kind: AnyKind, say: Messages) -> Face:
    written = getattr(practice.card, side, None)
    if written is not None:
        return Face(side, caption, (_written(written, side, practice, kind),), written=True)
    derive = kind.card.front if side is Side.FRONT else kind.card.back
    wordings = dict.fromkeys(_set(blocks) for blocks in derive(practice, say))
    if not wordings:
        raise KindError(f'the kind "{kind}": its card: {side}: expected a wording, found none')
    return Face(side, caption, tuple(Variant(practice.title, blocks) for blocks in wordings))


def _set(blocks: Blocks) -> tuple[Block, ...]:
    return tuple(
        Block(
            block.style,
            tuple(_runs_of_row(row, block.style) for row in block.rows),
            block.start,
            tuple(row.answer.value for row in block.rows if row.answer),
            block.drawn,
        )
        for block in blocks
    )


def _runs_of_row(row: Row, style: str) -> Runs:
    if style == "heading":
        return ((row.text, ""),)
    if not row.strong:
        return runs_of(row.text)
    strong = tuple((words, "strong") for words, _ in runs_of(row.strong))
    joint: Runs = ((row.joint, ""),) if row.joint else ()
    return (*strong, *joint, *runs_of(row.text))


def _written(face: CardFace, side: Side, practice: Practice, kind: AnyKind) -> Variant:
    lines, numbered = _numbers_taken_off(face.lines)
    style = "numbered" if numbered else _style(kind, side, practice, lines)
    blocks = tuple(
        _rows(style, lines) if not first else _rows("numbered", lines, first)
        for first, lines in _runs(lines)
    )
    if style == "ticks" and kind.card.answers and len(blocks) == 1:
        answers = kind.card.answers(practice, lines)
        blocks = (replace(blocks[0], marks=tuple(answer.value for answer in answers)),)
    title = face.title or practice.title
    return Variant(title, blocks, "" if practice.title in title else practice.title)


def _style(kind: AnyKind, side: Side, practice: Practice, lines: list[str]) -> str:
    style = kind.card.style(practice, side, len(lines))
    if style == "numbered" and any(OWN_NUMBER.match(line) for line in lines):
        return "bullets"  # the author numbers some of them in a way of their own
    return style


OWN_NUMBER = re.compile(r"(?:[^\W\d_]+ )?\d+\b")
"""What a line begins with that says a number of its own, as in "Row 1: the outcome"."""


def _numbers_taken_off(lines: list[str]) -> tuple[list[str], bool]:
    """Authors may number lines by hand; the layout sets the numbers instead."""
    bare = [re.sub(rf"^{number}[.):]?\s+", "", line) for number, line in enumerate(lines, 1)]
    numbered = len(lines) > 1 and all(old != new for old, new in zip(lines, bare, strict=True))
    return (bare, True) if numbered else (lines, False)


def _runs(lines: list[str]) -> list[tuple[int, list[str]]]:
    """Split lines into runs that are numbered on by hand, and others.

    A run is its first number (0: not numbered) and its lines without their numbers: the
    five questions may stand among lines that come before and after them.
    """
    runs: list[tuple[int, list[str]]] = []
    for line in lines:
        match = NUMBERED.match(line)
        number, text = (int(match[1]), match[2]) if match else (0, line)
        first, before = runs[-1] if runs else (-1, [])
        if number == (first + len(before) if first > 0 else first):
            before.append(text)
        else:
            runs.append((number, [text]))
    return runs


NUMBER = re.compile(r"^[1-9]\d?[.):]?\s+")
"""The number of a line that its author numbered."""

NUMBERED = re.compile(r"([1-9]\d?)[.)]\s+(.+)")
"""A line that its author numbered."""


def _rows(style: str, texts: Iterable[str], start: int = 1) -> Block:
    return Block(style, tuple(runs_of(text) for text in texts), start)
