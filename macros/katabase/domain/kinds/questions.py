"""Question sets: what a coach or leader asks, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from katabase.domain.fields import LATER, Keyed, Line, Role, Text, Title, Titled
from katabase.domain.kinds.figure import Flow, Phase, Stop, again_of, told_of
from katabase.domain.kinds.kind import (
    Accent,
    CardSides,
    Kind,
    Prompt,
    Section,
    heading,
    rows,
    written,
)
from katabase.domain.kinds.practice import Developing
from katabase.domain.messages import N_
from katabase.domain.sentences import first_sentence
from katabase.domain.vocabulary import Side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from katabase.domain.kinds.figure import Figure
    from katabase.domain.kinds.kind import Block, Blocks
    from katabase.domain.messages import Messages


class Question(Keyed):
    """One question of a set."""

    ask: Line
    """The question, word for word."""
    listen_for: Annotated[Line, LATER] = ""
    """What the coach listens for in the answer."""
    follow_up: Annotated[Line, LATER] = ""
    """What to ask when the answer is thin."""
    why: Line | None = None
    """Why it is asked, if that helps whoever asks."""
    cue: Line | None = None
    """What whoever asks does at this question. It stands beside it and is never read aloud."""
    trains: Line | None = None
    """The way of thinking that the question trains, if the set pairs them."""
    repeats: Line | None = None
    """Why the same question stands in another set as well, if it does."""
    turn_card: bool = False
    """Whether the card is turned over after it: its back is gone through before the next one."""

    @property
    def wording(self) -> str:
        """The question."""
        return self.ask


class QuestionPart(Titled):
    """Questions that belong together."""

    title: Title
    """The part in a few words."""
    side: Side = Side.FRONT
    """The side of the card on which it stands."""
    questions: list[Question] = Field(min_length=1)
    """The questions in order."""


class QuestionSet(Developing):
    """Questions that a coach or leader asks, in order."""

    when: Text
    """When to use it."""
    asked_by: Role
    """Who asks."""
    asked_to: Role | None = None
    """Who answers; leave out if the leader asks himself or herself."""
    parts: list[QuestionPart] = Field(min_length=1)
    """The questions, in one or more parts."""


def _sections(practice: QuestionSet, say: Messages) -> Iterator[Section]:
    yield Section("when-to-use-it", say("When to use it"), (practice.when,))
    for part in practice.parts:
        for question in part.questions:
            told = (question.listen_for, question.follow_up, question.why or "", question.cue or "")
            texts = written(*told)
            yield Section(question.key, question.ask, texts, item=True)


def _prompts(practice: QuestionSet) -> Iterator[Prompt]:
    """Yield the questions in the order in which they are asked, the card turned in between."""
    back = [part for part in practice.parts if part.side is Side.BACK]
    turned = any(question.turn_card for part in practice.parts for question in part.questions)
    for part in practice.parts:
        if turned and part.side is Side.BACK:
            continue
        for question in part.questions:
            yield _prompt(part, question)
            if question.turn_card:
                yield from (_prompt(other, each) for other in back for each in other.questions)


def _prompt(part: QuestionPart, question: Question) -> Prompt:
    told = written(question.listen_for, question.follow_up, question.why or "")
    cue = question.cue or ""
    return Prompt(question.key, question.ask, told, group=part.title, side=part.side, cue=cue)


def _has(practice: QuestionSet, side: Side) -> bool:
    return any(part.side is side for part in practice.parts)


def _rows(
    practice: QuestionSet, side: Side, say: Callable[[Question], str], *, titled: bool
) -> Blocks:
    blocks: list[Block] = []
    number = 1
    parts = [part for part in practice.parts if part.side is side]
    for part in parts:
        if titled and (len(parts) > 1 or side is Side.BACK):
            blocks.append(heading(part.title))
        for run in _runs(part.questions):
            blocks.append(rows("numbered", (say(question) for question in run), number))
            number += len(run)
            if say is _ask and run[-1].cue:
                blocks.append(rows("lead", [run[-1].cue]))
    return tuple(blocks)


def _runs(questions: list[Question]) -> list[list[Question]]:
    """Split questions behind each one that has a cue."""
    runs: list[list[Question]] = [[]]
    for question in questions:
        runs[-1].append(question)
        if question.cue:
            runs.append([])
    return [run for run in runs if run]


def _ask(question: Question) -> str:
    return question.ask


def _heard(question: Question) -> str:
    """Return what the back says of a question: the best of what is written so far."""
    return question.listen_for or question.follow_up or question.ask


def _front(practice: QuestionSet, say: Messages) -> list[Blocks]:
    side = Side.FRONT if _has(practice, Side.FRONT) else Side.BACK
    return [_rows(practice, side, _ask, titled=titled) for titled in (True, False)]


def _back(practice: QuestionSet, say: Messages) -> list[Blocks]:
    if _has(practice, Side.FRONT) and _has(practice, Side.BACK):
        return [_rows(practice, Side.BACK, _ask, titled=titled) for titled in (True, False)]
    side = Side.FRONT if _has(practice, Side.FRONT) else Side.BACK
    full = _rows(practice, side, _heard, titled=False)
    short = _rows(practice, side, lambda question: first_sentence(_heard(question)), titled=False)
    return [full, short]


def _captions(practice: QuestionSet, say: Messages) -> tuple[str, str]:
    own = practice.card is not None and practice.card.back is not None
    other = own or _has(practice, Side.BACK)
    return say("Ask"), say("The other side") if other else say("Listen for")


def _style(practice: QuestionSet, side: Side, lines: int) -> str:
    asked = sum(len(part.questions) for part in practice.parts if part.side is Side.FRONT)
    return "numbered" if side is Side.FRONT and lines == asked else "bullets"


def _figure(practice: QuestionSet, say: Messages) -> Figure:
    phases = tuple(_asked(practice, say))
    again, label = again_of(practice, phases, say)
    who = [practice.asked_by, *([practice.asked_to] if practice.asked_to else [])]
    labels = tuple(say(role.in_language(say.language).label) for role in who)
    told = told_of(phases, label, say)
    return Flow(phases, told, again=again, label=label, who=labels)


def _asked(practice: QuestionSet, say: Messages) -> Iterator[Phase]:
    """Yield the parts in the order in which they are asked, divided where the card is turned."""
    numbers = dict.fromkeys(Side, 0)
    numbered: list[tuple[QuestionPart, list[Stop]]] = []
    for part in practice.parts:
        stops = []
        for question in part.questions:
            numbers[part.side] += 1
            said = practice.diagram.said(question.key, "") if practice.diagram else ""
            stops.append(Stop(question.key, str(numbers[part.side]), said))
        numbered.append((part, stops))
    back = [_part(part, stops, say) for part, stops in numbered if part.side is Side.BACK]
    turned = any(each.turn_card for part in practice.parts for each in part.questions)
    for part, stops in numbered:
        if turned and part.side is Side.BACK:
            continue
        begun = 0
        for at, question in enumerate(part.questions, 1):
            if question.turn_card:
                yield _part(part, stops[begun:at], say)
                yield from back
                begun = at
        if stops[begun:]:
            yield _part(part, stops[begun:], say)


def _part(part: QuestionPart, stops: list[Stop], say: Messages) -> Phase:
    back = part.side is Side.BACK
    return Phase(part.title, tuple(stops), say(Side.BACK.label) if back else "")


QUESTIONS = Kind(
    id="questions",
    folder="questions",
    label=N_("Question set"),
    plural=N_("Question sets"),
    introduction=N_(
        "Questions to ask as they stand, each with what to listen for and what to "
        "ask when the answer is thin."
    ),
    accent=Accent(light="#1d5b9e", dark="#8fbdf0"),
    icon="M4 4.5h16v11h-7.5l-5 4.5v-4.5H4ZM9 10h.1M12 10h.1M15 10h.1",
    place=3,
    role_place=3,
    developed_by=N_("Questions that develop it"),
    model=QuestionSet,
    sections=_sections,
    prompts=_prompts,
    card=CardSides(_front, _back, _captions, _style),
    figure=_figure,
    headings=("questions",),
)
