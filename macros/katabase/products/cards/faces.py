"""What stands on the two sides of a card, derived from the practice or its ``card:`` section.

Every side has one or more variants, the fullest first. The layout takes the first one
that fits at a legal type size, so that what is optional is dropped in a defined order;
what the last variant holds is never dropped. The table of that order stands in
``docs/developing/cards.md``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from katabase.domain.model import Checklist, Path, QuestionSet, StarterKata, Trait
from katabase.domain.vocabulary import Kind, Side
from katabase.products.cards.marks import Runs, first_sentence, plain, runs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from katabase.domain.fields import CardFace
    from katabase.domain.model import Practice, Question


@dataclass(frozen=True)
class Block:
    """Rows that belong together: `lead`, `heading`, `numbered`, `bullets` or `ticks`."""

    style: str
    rows: tuple[Runs, ...]
    start: int = 1
    """The number of the first row, if the rows are numbered."""


@dataclass(frozen=True)
class Variant:
    """One wording of a side."""

    title: str
    blocks: tuple[Block, ...]

    def strings(self) -> list[str]:
        """Return every text of the side without marks, its title first."""
        return [self.title, *(plain(row) for block in self.blocks for row in block.rows)]


@dataclass(frozen=True)
class Face:
    """A side of a card: its caption and its wordings, the fullest first."""

    side: Side
    caption: str
    variants: tuple[Variant, ...]
    written: bool = False
    """Whether an author wrote it in a ``card:`` section."""


Blocks = tuple[Block, ...]

CAPTIONS: dict[Kind, tuple[str, str]] = {
    Kind.STARTER_KATA: ("The steps", "What each step trains"),
    Kind.TRAIT: ("At the gemba", "Counter-signs and reflection"),
    Kind.QUESTIONS: ("Ask", "Listen for"),
    Kind.CHECKLIST: ("Look", "Ending and debrief"),
    Kind.PATH: ("The stages", "When to move on"),
}


def faces_of(practice: Practice, kind: Kind) -> tuple[Face, Face]:
    """Return the front and the back of a practice's card."""
    front, back = DERIVED[kind]
    card = practice.card
    captions = CAPTIONS[kind]
    if isinstance(practice, QuestionSet) and (_has(practice, Side.BACK) or (card and card.back)):
        captions = (captions[0], "The other side")
    if isinstance(practice, StarterKata) and card and card.back:
        captions = (captions[0], "The other side")
    return (
        _face(
            Side.FRONT, captions[0], practice, card.front if card else None, front(practice), kind
        ),
        _face(Side.BACK, captions[1], practice, card.back if card else None, back(practice), kind),
    )


def _face(
    side: Side,
    caption: str,
    practice: Practice,
    written: CardFace | None,
    derived: list[Blocks],
    kind: Kind,
) -> Face:
    if written is None:
        wordings = [blocks for index, blocks in enumerate(derived) if blocks not in derived[:index]]
        return Face(side, caption, tuple(Variant(practice.title, blocks) for blocks in wordings))
    lines, numbered = _numbers_taken_off(written.lines)
    style = "numbered" if numbered else _style(kind, side, practice, lines)
    blocks = tuple(
        _rows(style, lines) if not first else _rows("numbered", lines, first)
        for first, lines in _runs(lines)
    )
    return Face(side, caption, (Variant(written.title or practice.title, blocks),), written=True)


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


NUMBERED = re.compile(r"([1-9]\d?)[.)]\s+(.+)")
"""A line that its author numbered."""


def _style(kind: Kind, side: Side, practice: Practice, lines: list[str]) -> str:
    """Written lines are numbered only if they are the steps or questions one by one."""
    if kind is Kind.CHECKLIST and side is Side.FRONT:
        return "ticks"
    if any(line[:1].isdigit() for line in lines):
        return "bullets"  # the author numbers some of them in a way of their own
    if isinstance(practice, StarterKata) and len(lines) == len(practice.steps):
        return "numbered"
    if isinstance(practice, QuestionSet) and side is Side.FRONT:
        asked = sum(len(part.questions) for part in practice.parts if part.side is Side.FRONT)
        return "numbered" if len(lines) == asked else "bullets"
    return "bullets"


def _rows(style: str, texts: Iterable[str], start: int = 1) -> Block:
    return Block(style, tuple(runs_of(text) for text in texts), start)


def _heading(text: str) -> Block:
    return Block("heading", (((text, ""),),))


def _kata_front(kata: StarterKata) -> list[Blocks]:
    steps = _rows("numbered", (step.title for step in kata.steps))
    return [(_rows("lead", [first_sentence(kata.purpose)]), steps), (steps,)]


def _kata_back(kata: StarterKata) -> list[Blocks]:
    full = _rows("numbered", (step.trains for step in kata.steps))
    short = _rows("numbered", (first_sentence(step.trains) for step in kata.steps))
    return [(full,), (short,)]


def _trait_front(trait: Trait) -> list[Blocks]:
    seen = _rows("bullets", trait.at_the_gemba)
    return [
        (_rows("lead", [trait.statement]), seen),
        (_rows("lead", [first_sentence(trait.statement)]), seen),
    ]


def _trait_back(trait: Trait) -> list[Blocks]:
    def signs(*, short: bool) -> Blocks:
        rows = []
        for sign in trait.counter_signs:
            difference = first_sentence(sign.difference) if short else sign.difference
            rows.append((*_strong(sign.imitation), (" ", ""), *runs_of(difference)))
        return (_heading("Not to be mistaken for"), Block("bullets", tuple(rows)))

    def reflection(most: int) -> Blocks:
        return (_heading("Ask yourself"), _rows("bullets", trait.reflection[:most]))

    return [
        (*signs(short=False), *reflection(99)),
        (*signs(short=False), *reflection(3)),
        (*signs(short=True), *reflection(3)),
        (*signs(short=True), *reflection(2)),
    ]


def _strong(text: str) -> Runs:
    return tuple((words, "strong") for words, _ in runs_of(text))


def _question_rows(
    practice: QuestionSet, side: Side, say: Callable[[Question], str], *, titled: bool
) -> Blocks:
    blocks: list[Block] = []
    number = 1
    parts = [part for part in practice.parts if part.side is side]
    for part in parts:
        if titled and (len(parts) > 1 or side is Side.BACK):
            blocks.append(_heading(part.title))
        blocks.append(_rows("numbered", (say(question) for question in part.questions), number))
        number += len(part.questions)
    return tuple(blocks)


def _questions_front(practice: QuestionSet) -> list[Blocks]:
    side = Side.FRONT if _has(practice, Side.FRONT) else Side.BACK
    return [_question_rows(practice, side, _ask, titled=titled) for titled in (True, False)]


def _questions_back(practice: QuestionSet) -> list[Blocks]:
    if _has(practice, Side.FRONT) and _has(practice, Side.BACK):
        return [
            _question_rows(practice, Side.BACK, _ask, titled=titled) for titled in (True, False)
        ]
    side = Side.FRONT if _has(practice, Side.FRONT) else Side.BACK
    full = _question_rows(practice, side, lambda question: question.listen_for, titled=False)
    short = _question_rows(
        practice, side, lambda question: first_sentence(question.listen_for), titled=False
    )
    return [full, short]


def _ask(question: Question) -> str:
    return question.ask


def _has(practice: QuestionSet, side: Side) -> bool:
    return any(part.side is side for part in practice.parts)


def _checklist_front(practice: Checklist) -> list[Blocks]:
    titled: list[Block] = []
    for group in practice.groups:
        titled += [_heading(group.title), _rows("ticks", (item.look for item in group.items))]
    bare = _rows("ticks", (item.look for group in practice.groups for item in group.items))
    return [tuple(titled), (bare,)]


def _checklist_back(practice: Checklist) -> list[Blocks]:
    ending = (_heading("End with respect"), _rows("bullets", practice.ending))

    def debrief(most: int) -> Blocks:
        return (_heading("Debrief with the coach"), _rows("bullets", practice.debrief[:most]))

    return [(*ending, *debrief(99)), (*ending, *debrief(3)), (*ending, *debrief(2))]


def _span(path: Path, start: int, end: int) -> str:
    unit = path.counted_in.label
    return f"{unit} {start}" if start == end else f"{unit}s {start}–{end}"


def _path_front(path: Path) -> list[Blocks]:
    def rows(*, focus: bool) -> Blocks:
        lines: list[Runs] = []
        for stage in path.stages:
            line: Runs = ((f"{_span(path, stage.start, stage.end)}: {stage.title}", "strong"),)
            if focus:
                line = (*line, (". ", ""), *runs_of(first_sentence(stage.focus)))
            lines.append(line)
        return (Block("bullets", tuple(lines)),)

    return [rows(focus=True), rows(focus=False)]


def _path_back(path: Path) -> list[Blocks]:
    def signs(most: int) -> Blocks:
        blocks: list[Block] = []
        for stage in path.stages:
            blocks.append(_heading(f"{stage.title}: move on when"))
            blocks.append(_rows("bullets", stage.move_on_when[:most]))
        return tuple(blocks)

    outcome = _rows("lead", [path.outcome])
    short = _rows("lead", [first_sentence(path.outcome)])
    return [(outcome, *signs(99)), (short, *signs(99)), (short, *signs(1)), signs(1)]


DERIVED: dict[Kind, tuple[Callable[..., list[Blocks]], Callable[..., list[Blocks]]]] = {
    Kind.STARTER_KATA: (_kata_front, _kata_back),
    Kind.TRAIT: (_trait_front, _trait_back),
    Kind.QUESTIONS: (_questions_front, _questions_back),
    Kind.CHECKLIST: (_checklist_front, _checklist_back),
    Kind.PATH: (_path_front, _path_back),
}
