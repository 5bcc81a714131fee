"""Starter kata: a routine to be followed to the letter until its pattern is natural.

What it must say follows Rother (2018).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from katabase.domain.fields import LATER, Keyed, Line, Part, Text, Title, Titled, Workplace
from katabase.domain.kinds.figure import (
    Board,
    Flow,
    Stop,
    again_of,
    is_left_out,
    phases_of,
    told_of,
)
from katabase.domain.kinds.figure import Field as BoardField
from katabase.domain.kinds.kind import (
    Accent,
    Block,
    CardSides,
    Fields,
    Kind,
    Prompt,
    Row,
    Section,
    Stair,
    lead,
    rows,
    section,
    shown,
    written,
)
from katabase.domain.kinds.practice import Developing
from katabase.domain.messages import N_
from katabase.domain.sentences import first_sentence
from katabase.domain.shared_parts import Picture
from katabase.domain.vocabulary import Drawing, Side, Worksheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.kinds.figure import Figure
    from katabase.domain.kinds.kind import Blocks
    from katabase.domain.messages import Messages


class Step(Titled):
    """One step of a starter kata."""

    title: Title
    """The step in a few words."""
    do: Text
    """What to do, as an instruction to the person practising."""
    trains: Annotated[Line, LATER] = ""
    """The thinking that is trained while the hands do this."""
    picture: Picture | None = None
    """A picture of it."""


class Pitfall(Keyed):
    """A mistake that learners make, and what helps."""

    pitfall: Line
    """What goes wrong, as the coach sees it."""
    coach_says: Line
    """What the coach says or asks then."""

    @property
    def wording(self) -> str:
        """What goes wrong."""
        return self.pitfall


class Experiment(Part):
    """A row of an experimenting record."""

    when: Line | None = None
    """The day, counted from the first one, as in `Day 3`."""
    step: Line
    """What was done or found out."""
    prediction: Line
    """What was expected, written before."""
    result: Line | None = None
    """What was seen; leave out if the step was never taken."""
    learning: Line | None = None
    """What was learned from the difference."""


class Obstacle(Part):
    """A line of an obstacle parking lot."""

    obstacle: Line
    """What in the process keeps the work from running as described."""
    found: Line | None = None
    """The day on which it was seen."""
    worked_on: Line | None = None
    """When it was the one that was worked on."""
    learned: Line | None = None
    """What was learned about it."""
    gone: Line | None = None
    """The day on which it was crossed out."""


class Example(Keyed):
    """A worked example; shown as an example, never as a report of a study.

    It is told as a story, as a storyboard whose fields are filled in, or as both.
    """

    workplace: Workplace
    """The kind of workplace."""
    title: Title
    """The example in a few words."""
    process: Line | None = None
    """The process that the board is about."""
    challenge: Line | None = None
    """The challenge, as it stands on the board."""
    current_condition: Text | None = None
    """How the process ran at the beginning, in facts."""
    target_condition: Text | None = None
    """How it was to run, and the number that shows it."""
    achieve_by: Line | None = None
    """By when, counted from the first day, as in `Day 20`."""
    obstacles: list[Obstacle] = []
    """The obstacle parking lot."""
    experiments: list[Experiment] = []
    """The rows of the experimenting record, oldest first."""
    story: Text | None = None
    """What the learner did, expected, saw and learned, with numbers where they help. With rows
    of experiments, only what the board does not tell."""
    source: Line | None = None
    """The source, if the story is retold from a publication; leave out if it is made up."""

    @property
    def wording(self) -> str:
        """The title."""
        return self.title

    @property
    def board(self) -> tuple[tuple[str, str], ...]:
        """The fields of the storyboard that are filled in, each with its label."""
        fields = (
            (N_("Challenge"), self.challenge),
            (N_("Current condition"), self.current_condition),
            (N_("Target condition"), self.target_condition),
        )
        return tuple((label, text) for label, text in fields if text)

    def told(self) -> Iterator[str]:
        """Yield all its texts, for the search."""
        rows = (*self.obstacles, *self.experiments)
        texts = [self.title, self.process, *(text for _, text in self.board), self.story]
        yield from filter(None, [*texts, *(text for row in rows for _, text in row)])


class StarterKata(Developing):
    """A routine to be followed to the letter until the pattern has become natural."""

    purpose: Text
    """What is trained, not only what is done."""
    needs: list[Line] = []
    """What must be so before one begins: people, agreements, time, a place."""
    steps: list[Step] = Field(min_length=2, max_length=12)
    """The steps in order."""
    coach_questions: Annotated[list[Line], LATER] = Field(default=[], min_length=1)
    """What the coach asks the learner about it."""
    coach_watches: Annotated[list[Line], LATER] = Field(default=[], min_length=1)
    """What the coach looks and listens for."""
    pitfalls: Annotated[list[Pitfall], LATER] = Field(default=[], min_length=1)
    """Common mistakes, each with what the coach says then."""
    natural_when: Annotated[list[Line], LATER] = Field(default=[], min_length=1)
    """Signs that the routine has become natural."""
    examples: Annotated[list[Example], LATER] = Field(default=[], min_length=1)
    """Worked examples, each from a named kind of workplace."""
    worksheet: Worksheet | None = None
    """The blank form that belongs to it, if there is one."""


def _sections(kata: StarterKata, say: Messages) -> Iterator[Section]:
    yield Section(
        "what-it-trains", say("What it trains"), (kata.purpose, *kata.needs, *kata.materials)
    )
    for step in kata.steps:
        yield Section(step.key, step.title, written(step.do, step.trains, *shown(step)), item=True)
    asked = tuple(kata.coach_questions)
    yield from section("what-the-coach-asks", say("What the coach asks"), asked)
    watches = tuple(kata.coach_watches)
    yield from section("what-the-coach-watches-for", say("What the coach watches for"), watches)
    said = tuple(text for item in kata.pitfalls for text in (item.pitfall, item.coach_says))
    yield from section("pitfalls", say("Pitfalls"), said)
    natural = tuple(kata.natural_when)
    yield from section("when-it-has-become-natural", say("When it has become natural"), natural)
    told = tuple(text for item in kata.examples for text in item.told())
    anchor = "worked-example" if len(kata.examples) == 1 else "worked-examples"
    yield from section(anchor, say("Worked examples"), told)


def _prompts(kata: StarterKata) -> Iterator[Prompt]:
    for step in kata.steps:
        yield Prompt(step.key, step.title, written(step.do, step.trains))


def _front(kata: StarterKata, say: Messages) -> list[Blocks]:
    steps = rows("numbered", (step.title for step in kata.steps))
    plain = [(*lead(kata, first_sentence(kata.purpose)), steps), (*lead(kata), steps)]
    figure = None if is_left_out(kata.diagram) else _figure(kata, say)
    if isinstance(figure, Board):
        return [*_board(kata, figure), *plain]
    if isinstance(figure, Flow) and figure.stair:
        return _stair(kata, figure)
    return plain


def _stair(kata: StarterKata, flow: Flow) -> list[Blocks]:
    """Return the stair of a kata as the rows of its card, drawn and not drawn."""
    first, *others = flow.phases
    rising = tuple(Row(stop.text) for stop in first.stops)
    foot = tuple(
        Row("; ".join(stop.text for stop in phase.stops), strong=f"{phase.title}:")
        for phase in others
    )
    again = flow.again[1] if flow.again and not flow.again[0] else None
    drawn = Block("stair", (*rising, *foot), drawn=Stair(len(rising), again))
    plain = [Block("numbered", rising), *([Block("bullets", foot)] if foot else [])]
    return [(*lead(kata), drawn), (*lead(kata), *plain)]


def _board(kata: StarterKata, board: Board) -> Iterator[Blocks]:
    """Yield the board of a kata among the steps that fill none of its fields."""
    fields = board.fields
    places = Fields(
        tuple(each.column or 0 for each in fields), tuple(each.number for each in fields)
    )
    drawn = Block("board", tuple(Row(each.title) for each in fields), drawn=places)
    filling = [int(number) for number in places.numbers if number]
    first = min(filling, default=0)
    others = [
        (number, rows("numbered", [step.title], number))
        for number, step in enumerate(kata.steps, 1)
        if number not in filling
    ]
    before = [block for number, block in others if number < first]
    after = [block for number, block in others if number > first]
    for said in ([first_sentence(kata.purpose)], []):
        yield (*lead(kata, *said), *before, drawn, *after)


def _back(kata: StarterKata, say: Messages) -> list[Blocks]:
    told = [step.trains or first_sentence(step.do) for step in kata.steps]
    short = rows("numbered", map(first_sentence, told))
    return [(rows("numbered", told),), (short,)]


def _captions(kata: StarterKata, say: Messages) -> tuple[str, str]:
    if kata.card is not None and kata.card.back is not None:
        return say("The steps"), say("The other side")
    trains = any(step.trains for step in kata.steps)
    return say("The steps"), say("What each step trains") if trains else say("What to do")


def _style(kata: StarterKata, side: Side, lines: int) -> str:
    return "numbered" if side is Side.FRONT and lines == len(kata.steps) else "bullets"


def _figure(kata: StarterKata, say: Messages) -> Figure:
    diagram = kata.diagram
    numbers = {step.key: str(number) for number, step in enumerate(kata.steps, 1)}
    if diagram and diagram.fields and diagram.sort in (None, Drawing.BOARD):
        fields = tuple(
            BoardField(each.title, numbers.get(each.step or "", ""), each.column)
            for each in diagram.fields
        )
        named = [f"{each.title} ({each.number})" if each.number else each.title for each in fields]
        return Board(fields, say("A board: %(fields)s.", fields="; ".join(named)))
    stops = [
        Stop(step.key, number, diagram.said(step.key, step.title) if diagram else step.title)
        for step, number in zip(kata.steps, numbers.values(), strict=True)
    ]
    phases = phases_of(stops, diagram)
    again, label = again_of(kata, phases, say)
    stair = diagram is not None and diagram.sort is Drawing.STAIR
    return Flow(phases, told_of(phases, label, say), stair, again, label)


STARTER_KATA = Kind(
    id="starter-kata",
    folder="starter-kata",
    label=N_("Starter kata"),
    plural=N_("Starter kata"),
    introduction=N_(
        "Small, fixed routines. Follow one to the letter until its pattern "
        "has become natural, then make it your own."
    ),
    accent=Accent(light="#0f6b63", dark="#5fd0c0"),
    icon="M20 12a8 8 0 1 1-2.4-5.7M20.5 2.5v4.6h-4.6",
    place=1,
    role_place=2,
    developed_by=N_("Kata that develop it"),
    model=StarterKata,
    sections=_sections,
    prompts=_prompts,
    card=CardSides(_front, _back, _captions, _style),
    figure=_figure,
    headings=("steps",),
)
