"""Paths: which practices in which order, over which time, for a role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from katabase.domain.fields import LATER, Line, Number, Part, Reference, Text, Title, Titled
from katabase.domain.kinds.figure import Stretch, Timeline
from katabase.domain.kinds.kind import (
    Accent,
    Bars,
    Block,
    CardSides,
    Kind,
    Prompt,
    Row,
    Section,
    heading,
    rows,
)
from katabase.domain.kinds.practice import Developing
from katabase.domain.links import Link, Relation
from katabase.domain.messages import N_
from katabase.domain.sentences import first_sentence
from katabase.domain.vocabulary import Answer, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.kinds.figure import Figure
    from katabase.domain.kinds.kind import Blocks
    from katabase.domain.messages import Messages
    from katabase.domain.reading.document import Loc
    from katabase.domain.vocabulary import Side


class StagePractice(Part):
    """A practice within a stage of a path."""

    known_by = ("practice",)
    says = "how"

    practice: Reference
    """The practice by kind and id."""
    how: Line
    """How it is used at this stage."""


class Stage(Titled):
    """A stretch of a path."""

    title: Title
    """The stage in a few words."""
    start: Number = Field(ge=1)
    """The first day, week or month of the stage, counted from 1."""
    end: Number = Field(ge=1)
    """The last day, week or month of the stage."""
    focus: Text
    """What matters at this stage."""
    practices: list[StagePractice] = Field(min_length=1)
    """What is practised."""
    move_on_when: Annotated[list[Line], LATER] = Field(default=[], min_length=1)
    """Signs that it is time for the next stage."""


class Path(Developing):
    """Which practices in which order, over which time, for a role."""

    outcome: Text
    """What the person can do at the end."""
    counted_in: Span
    """The unit of the stages: `day`, `week` or `month`."""
    stages: list[Stage] = Field(min_length=2)
    """The stages in order."""


def _links(path: Path) -> Iterator[Link]:
    for number, stage in enumerate(path.stages):
        for index, used in enumerate(stage.practices):
            loc: Loc = ("stages", number, "practices", index, "practice")
            yield Link(used.practice, Relation.STAGE, loc)


def _sections(path: Path, say: Messages) -> Iterator[Section]:
    yield Section("what-you-can-do-at-the-end", say("What you can do at the end"), (path.outcome,))
    for stage in path.stages:
        used = tuple(item.how for item in stage.practices)
        texts = (stage.focus, *used, *stage.move_on_when)
        yield Section(stage.key, stage.title, texts, item=True)


def _prompts(path: Path) -> Iterator[Prompt]:
    for stage in path.stages:
        yield Prompt(stage.key, stage.title, tuple(stage.move_on_when), Answer.YES_NO)


SPANS = {
    Span.DAY: (N_("Day %(start)s"), N_("Days %(start)s–%(end)s")),
    Span.WEEK: (N_("Week %(start)s"), N_("Weeks %(start)s–%(end)s")),
    Span.MONTH: (N_("Month %(start)s"), N_("Months %(start)s–%(end)s")),
}
"""What a stage is called by its time: one unit of it, or several."""


def span(path: Path, stage: Stage, say: Messages) -> str:
    """Return when a stage is, as in "Weeks 3–4"."""
    one, several = SPANS[path.counted_in]
    return say(one if stage.start == stage.end else several, start=stage.start, end=stage.end)


def _front(path: Path, say: Messages) -> list[Blocks]:
    def told(*, focus: bool) -> Blocks:
        lines = [
            Row(
                first_sentence(stage.focus) if focus else "",
                strong=f"{span(path, stage, say)}: {stage.title}",
                joint=". " if focus else "",
            )
            for stage in path.stages
        ]
        bars = Bars(tuple((stage.start, stage.end) for stage in path.stages))
        return (Block("bullets", tuple(lines), drawn=bars),)

    return [told(focus=True), told(focus=False)]


def _back(path: Path, say: Messages) -> list[Blocks]:
    def signs(most: int) -> Blocks:
        blocks: list[Block] = []
        for stage in [stage for stage in path.stages if stage.move_on_when]:
            blocks.append(heading(say("%(stage)s: move on when", stage=stage.title)))
            blocks.append(rows("bullets", stage.move_on_when[:most]))
        return tuple(blocks)

    outcome = rows("lead", [path.outcome])
    short = rows("lead", [first_sentence(path.outcome)])
    least = signs(1) or (short,)
    return [(outcome, *signs(99)), (short, *signs(99)), (short, *signs(1)), least]


def _captions(path: Path, say: Messages) -> tuple[str, str]:
    more = any(stage.move_on_when for stage in path.stages)
    return say("The stages"), say("When to move on") if more else say("What it leads to")


def _style(path: Path, side: Side, lines: int) -> str:
    return "bullets"


def _figure(path: Path, say: Messages) -> Figure:
    stages = tuple(
        Stretch(
            stage.title,
            span(path, stage, say),
            stage.start,
            stage.end,
            tuple(used.practice.partition("/")[0] for used in stage.practices),
        )
        for stage in path.stages
    )
    return Timeline(stages, " ".join(f"{each.name}: {each.title}." for each in stages))


PATH = Kind(
    id="path",
    folder="paths",
    label=N_("Path"),
    plural=N_("Paths"),
    introduction=N_(
        "Which practices in which order, for a role, and the signs that it is time to move on."
    ),
    accent=Accent(light="#4d4a9f", dark="#b5b2f5"),
    icon="M5 20h9a4 4 0 0 0 0-8h-4a4 4 0 0 1 0-8h9M16 1l3 3-3 3",
    place=5,
    role_place=1,
    developed_by=N_("Paths that develop it"),
    model=Path,
    sections=_sections,
    prompts=_prompts,
    card=CardSides(_front, _back, _captions, _style),
    links=_links,
    figure=_figure,
    headings=("stages",),
)
