"""What a practice is: one model a kind, all with the common part ``Practice``.

A file says only what a person writes; the id and the kind come from where the file
stands. Back-links are computed by the library, never written. The field's terms and
what each kind must say follow Rother (2018), Liker & Convis (2012), Mann (2014), Collins (2001).
"""

from __future__ import annotations

from pydantic import Field

from katabase.domain.fields import (
    Card,
    Change,
    Day,
    Language,
    Line,
    Number,
    Part,
    Reference,
    Slug,
    Source,
    Text,
    Title,
    Version,
)
from katabase.domain.vocabulary import (
    Answer,
    Cadence,
    Kind,
    Role,
    Side,
    Span,
    Status,
    Workplace,
    Worksheet,
)


class Practice(Part):
    """What every practice says, whatever its kind."""

    title: Title
    """The name people know it by, at most 60 characters."""
    summary: Line
    """What it is for, in one or two sentences; shown in lists and in search results."""
    version: Version
    """The version of this practice, as in `1.0.0`: the last one in `changes`."""
    updated: Day
    """The day of the last change, as in `2026-11-22`."""
    changes: list[Change] = Field(min_length=1)
    """The version history, oldest first; it ends at `version`."""
    status: Status
    """`draft` (never published), `trial`, `proven` or `retired`."""
    successor: Reference | None = None
    """The practice that replaces this one, if it is retired."""
    language: Language = "en"
    """The language it is written in; decides hyphenation and direction on the card."""
    roles: list[Role] = Field(min_length=1)
    """Who takes part."""
    minutes: Number = Field(ge=1, le=480)
    """The time that one run takes, in minutes; for a path, on a normal day."""
    cadence: Cadence
    """How often it is run."""
    keywords: list[Line] = Field(min_length=1)
    """The words people search with, synonyms included."""
    related: list[Reference] = []
    """Practices that help with this one, by kind and id. The way back is added by itself."""
    sources: list[Source] = []
    """Where the ideas come from."""
    formerly: list[Slug] = []
    """Earlier ids of this practice; their addresses lead here for ever."""
    card: Card | None = None
    """Shorter words for the printed card."""


class Developing(Practice):
    """A practice that develops traits."""

    traits: list[Slug] = []
    """The ids of the level-5 traits that it develops."""


class Step(Part):
    """One step of a starter kata."""

    title: Title
    """The step in a few words."""
    do: Text
    """What to do, as an instruction to the person practising."""
    trains: Line
    """The thinking that is trained while the hands do this."""


class Pitfall(Part):
    """A mistake that learners make, and what helps."""

    pitfall: Line
    """What goes wrong, as the coach sees it."""
    coach_says: Line
    """What the coach says or asks then."""


class Example(Part):
    """A worked example; shown as an example, never as a report of a study."""

    workplace: Workplace
    """The kind of workplace."""
    title: Title
    """The example in a few words."""
    story: Text
    """What the learner did, expected, saw and learned, with numbers where they help."""
    source: Line | None = None
    """The source, if the story is retold from a publication; leave out if it is made up."""


class StarterKata(Developing):
    """A routine to be followed to the letter until the pattern has become natural."""

    purpose: Text
    """What is trained, not only what is done."""
    needs: list[Line] = []
    """What must be at hand."""
    steps: list[Step] = Field(min_length=2, max_length=12)
    """The steps in order."""
    coach_questions: list[Line] = Field(min_length=1)
    """What the coach asks the learner about it."""
    coach_watches: list[Line] = Field(min_length=1)
    """What the coach looks and listens for."""
    pitfalls: list[Pitfall] = Field(min_length=1)
    """Common mistakes, each with what the coach says then."""
    natural_when: list[Line] = Field(min_length=1)
    """Signs that the routine has become natural."""
    practise_next: list[Reference] = []
    """What to practise next."""
    examples: list[Example] = Field(min_length=1)
    """Worked examples, each from a named kind of workplace."""
    worksheet: Worksheet | None = None
    """The blank form that belongs to it, if there is one."""


class CounterSign(Part):
    """Something that is mistaken for the trait."""

    imitation: Line
    """What looks like the trait but is not."""
    difference: Line
    """How to tell it from the real thing."""


class Levels(Part):
    """What a trait looks like at each level of leadership."""

    team_leader: Text
    """What a team leader does who has it."""
    group_leader: Text
    """What a leader of team leaders does."""
    manager: Text
    """What a manager of a site or department does."""
    senior_executive: Text
    """What a senior executive does."""


class Trait(Practice):
    """A characteristic of level-5 leaders. What develops it is found through `traits` there."""

    order: Number | None = Field(default=None, ge=1)
    """Its place among the traits of its library."""
    statement: Text
    """The trait, in one or two sentences."""
    at_the_gemba: list[Line] = Field(min_length=2)
    """What others see and hear where the work is done."""
    counter_signs: list[CounterSign] = Field(min_length=1)
    """What it is mistaken for, and how to tell."""
    reflection: list[Line] = Field(min_length=2)
    """Questions that a leader asks himself or herself."""
    observation: list[Line] = Field(min_length=1)
    """Questions that the leader's coach answers after watching."""
    levels: Levels
    """What it looks like from team leader to senior executive."""


class Question(Part):
    """One question of a set."""

    ask: Line
    """The question, word for word."""
    listen_for: Line
    """What the coach listens for in the answer."""
    follow_up: Line
    """What to ask when the answer is thin."""
    trains: Line | None = None
    """The way of thinking that the question trains, if the set pairs them."""
    repeats: Line | None = None
    """Why the same question stands in another set as well, if it does."""


class QuestionPart(Part):
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


class Item(Part):
    """One item of a checklist."""

    look: Line
    """What to look for or ask, at the place itself."""
    why: Line
    """Why it matters."""
    answer: Answer
    """The kind of answer: `yes-no`, `note`, `count` or `scale`."""


class ItemGroup(Part):
    """Items that are looked at together."""

    title: Title
    """The group in a few words."""
    items: list[Item] = Field(min_length=1)
    """The items in the order of the walk."""


class Checklist(Developing):
    """What to look for and ask on a walk or in a routine check."""

    place: Text
    """Where it is used, and by which level of leader."""
    preparation: list[Line] = Field(min_length=1)
    """What to do before."""
    groups: list[ItemGroup] = Field(min_length=1)
    """The items in groups."""
    ending: list[Line] = Field(min_length=1)
    """How to end with respect for the people who do the work."""
    debrief: list[Line] = Field(min_length=1)
    """What to go through with the coach afterwards."""


class StagePractice(Part):
    """A practice within a stage of a path."""

    practice: Reference
    """The practice by kind and id."""
    how: Line
    """How it is used at this stage."""


class Stage(Part):
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
    move_on_when: list[Line] = Field(min_length=1)
    """Signs that it is time for the next stage."""


class Path(Developing):
    """Which practices in which order, over which time, for a role."""

    outcome: Text
    """What the person can do at the end."""
    counted_in: Span
    """The unit of the stages: `day`, `week` or `month`."""
    stages: list[Stage] = Field(min_length=2)
    """The stages in order."""


MODELS: dict[Kind, type[Practice]] = {
    Kind.STARTER_KATA: StarterKata,
    Kind.TRAIT: Trait,
    Kind.QUESTIONS: QuestionSet,
    Kind.CHECKLIST: Checklist,
    Kind.PATH: Path,
}
