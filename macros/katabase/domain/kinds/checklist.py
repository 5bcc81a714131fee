"""Gemba checklists: what to look for and ask on a walk or in a routine check (Mann 2014)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from katabase.domain.fields import LATER, Keyed, Line, Text, Title, Titled
from katabase.domain.kinds.figure import Phase, Route, Stop
from katabase.domain.kinds.kind import (
    Accent,
    Block,
    CardSides,
    Kind,
    Prompt,
    Row,
    Section,
    heading,
    lead,
    rows,
    section,
    shown,
    written,
)
from katabase.domain.kinds.practice import Developing
from katabase.domain.messages import N_
from katabase.domain.scripts import words_of
from katabase.domain.sentences import first_sentence
from katabase.domain.shared_parts import Picture
from katabase.domain.vocabulary import Answer, Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from katabase.domain.kinds.figure import Figure
    from katabase.domain.kinds.kind import Blocks
    from katabase.domain.messages import Messages


class Item(Keyed):
    """One item of a checklist."""

    look: Line
    """What to look for or ask, at the place itself."""
    why: Annotated[Line, LATER] = ""
    """Why it matters."""
    answer: Answer
    """The kind of answer: `yes-no`, `note`, `count` or `scale`."""
    if_no: Line | None = None
    """What to ask or do when the answer is no; only with `answer: yes-no`."""
    picture: Picture | None = None
    """A picture of it."""

    @property
    def wording(self) -> str:
        """What to look for."""
        return self.look


class ItemGroup(Titled):
    """Items that are looked at together."""

    title: Title
    """The group in a few words."""
    items: list[Item] = Field(min_length=1)
    """The items in the order of the walk."""


class Checklist(Developing):
    """What to look for and ask on a walk or in a routine check."""

    place: Text
    """Where it is used, and by which level of leader."""
    preparation: Annotated[list[Line], LATER] = Field(default=[], min_length=1)
    """What to do before."""
    groups: list[ItemGroup] = Field(min_length=1)
    """The items in groups."""
    ending: Annotated[list[Line], LATER] = Field(default=[], min_length=1)
    """How to end with respect for the people who do the work."""
    debrief: Annotated[list[Line], LATER] = Field(default=[], min_length=1)
    """What to go through with the coach afterwards."""


def _sections(checklist: Checklist, say: Messages) -> Iterator[Section]:
    yield Section("where-to-use-it", say("Where to use it"), (checklist.place,))
    before = (*checklist.preparation, *checklist.materials)
    yield from section("before-you-go", say("Before you go"), before)
    for group in checklist.groups:
        for item in group.items:
            yield Section(
                item.key, item.look, written(item.why, item.if_no or "", *shown(item)), item=True
            )
    yield from section("how-to-end", say("How to end"), tuple(checklist.ending))
    debrief = tuple(checklist.debrief)
    yield from section("debrief-with-your-coach", say("Debrief with your coach"), debrief)


def _prompts(checklist: Checklist) -> Iterator[Prompt]:
    for group in checklist.groups:
        for item in group.items:
            follow_up = item.if_no or ""
            yield Prompt(
                item.key, item.look, written(item.why), item.answer, group.title, if_no=follow_up
            )


def _items(items: Iterable[Item]) -> Block:
    return Block("ticks", tuple(Row(item.look, answer=item.answer) for item in items))


def _front(checklist: Checklist, say: Messages) -> list[Blocks]:
    titled: list[Block] = []
    for group in checklist.groups:
        titled += [heading(group.title), _items(group.items)]
    bare = _items(item for group in checklist.groups for item in group.items)
    return [(*lead(checklist), *titled), (*lead(checklist), bare)]


def _answers(checklist: Checklist, lines: Sequence[str]) -> list[Answer]:
    """Return how an author's own lines are answered: each as the item that it is short for.

    Lines stand in the order of the items, and are shorter words of one or two of them. So
    they are matched in order, by the words that they share; a word counts the less the more
    items have it. A line that shares nothing ("Safety rules first") is done or not.
    """
    items = [item for group in checklist.groups for item in group.items]
    said = [_stems(f"{item.look} {item.why}") for item in items]
    looked = [_stems(item.look) for item in items]
    rarity = Counter(stem for stems in said for stem in stems)

    def likeness(line: set[str], at: int) -> float:
        shared = sum(1 / rarity[stem] for stem in line & said[at])
        return shared + 2 * sum(1 / rarity[stem] for stem in line & looked[at])

    # best[n]: the value and the matches of the lines so far, within the first n items
    best: list[tuple[float, list[Answer]]] = [(0.0, [])] * (len(items) + 1)
    for line in map(_stems, lines):
        row = [(best[0][0], [*best[0][1], Answer.YES_NO])]
        for at, item in enumerate(items):
            value, before = best[at]
            alike = likeness(line, at)
            taken = (value + alike, [*before, item.answer if alike else Answer.YES_NO])
            left = (best[at + 1][0], [*best[at + 1][1], Answer.YES_NO])
            row.append(max(row[-1], left, taken, key=lambda found: found[0]))
        best = row
    return best[-1][1]


def _stems(text: str) -> set[str]:
    return {word[:5] for word in words_of(text.lower())}


def _back(checklist: Checklist, say: Messages) -> list[Blocks]:
    ending: Blocks = ()
    if checklist.ending:
        ending = (heading(say("End with respect")), rows("bullets", checklist.ending))

    def debrief(most: int) -> Blocks:
        if not checklist.debrief:
            return ()
        return (heading(say("Debrief with the coach")), rows("bullets", checklist.debrief[:most]))

    if not (checklist.ending or checklist.debrief):
        said = (checklist.place, first_sentence(checklist.place))
        return [(rows("lead", [text]),) for text in said]
    return [(*ending, *debrief(99)), (*ending, *debrief(3)), (*ending, *debrief(2))]


def _captions(checklist: Checklist, say: Messages) -> tuple[str, str]:
    more = checklist.ending or checklist.debrief
    return say("Look"), say("Ending and debrief") if more else say("Where to use it")


def _style(checklist: Checklist, side: Side, lines: int) -> str:
    return "ticks" if side is Side.FRONT else "bullets"


def _figure(checklist: Checklist, say: Messages) -> Figure:
    stops = tuple(
        Phase(group.title, tuple(Stop(item.key, answer=item.answer) for item in group.items))
        for group in checklist.groups
    )
    found = {item.answer for group in checklist.groups for item in group.items}
    answers = tuple((answer, say(answer.label)) for answer in Answer if answer in found)
    before = say("Before you go") if checklist.preparation else ""
    ending = say("End with respect") if checklist.ending else ""
    debrief = say("Debrief with the coach") if checklist.debrief else ""
    after = written(ending, debrief)
    named = [f"{number}. {stop.title}." for number, stop in enumerate(stops, 1)]
    told = " ".join(
        [*(f"{each}." for each in written(before)), *named, *(f"{each}." for each in after)]
    )
    return Route(before, stops, after, answers, told)


CHECKLIST = Kind(
    id="checklist",
    folder="checklists",
    label=N_("Gemba checklist"),
    plural=N_("Gemba checklists"),
    introduction=N_(
        "What to look for and ask on a walk to the place where the work is done, "
        "each item with its reason."
    ),
    accent=Accent(light="#8a4b08", dark="#e9b872"),
    icon="m3 6.5 2 2 3.5-4M12.5 6.5H21M3 16.5l2 2 3.5-4M12.5 16.5H21",
    place=4,
    role_place=4,
    developed_by=N_("Checklists that develop it"),
    model=Checklist,
    sections=_sections,
    prompts=_prompts,
    card=CardSides(_front, _back, _captions, _style, _answers),
    figure=_figure,
    headings=("on-the-walk",),
)
