"""Traits of level-5 leaders (Collins 2001; Liker & Convis 2012)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from katabase.domain.fields import LATER, Keyed, Line, Number, Part, Text
from katabase.domain.kinds.kind import (
    TRAIT_ID,
    Accent,
    Block,
    CardSides,
    Kind,
    Prompt,
    Row,
    Section,
    heading,
    rows,
    section,
)
from katabase.domain.kinds.practice import Practice
from katabase.domain.messages import N_
from katabase.domain.sentences import first_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.kinds.kind import Blocks
    from katabase.domain.messages import Messages
    from katabase.domain.vocabulary import Side


class CounterSign(Keyed):
    """Something that is mistaken for the trait."""

    imitation: Line
    """What looks like the trait but is not."""
    difference: Line
    """How to tell it from the real thing."""

    @property
    def wording(self) -> str:
        """What looks like the trait."""
        return self.imitation


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
    counter_signs: Annotated[list[CounterSign], LATER] = Field(default=[], min_length=1)
    """What it is mistaken for, and how to tell."""
    reflection: Annotated[list[Line], LATER] = Field(default=[], min_length=2)
    """Questions that a leader asks himself or herself."""
    observation: Annotated[list[Line], LATER] = Field(default=[], min_length=1)
    """Questions that the leader's coach answers after watching."""
    levels: Annotated[Levels | None, LATER] = None
    """What it looks like from team leader to senior executive."""


def _sections(trait: Trait, say: Messages) -> Iterator[Section]:
    yield Section("at-the-gemba", say("At the gemba"), (trait.statement, *trait.at_the_gemba))
    signs = tuple(
        text for item in trait.counter_signs for text in (item.imitation, item.difference)
    )
    yield from section("what-it-is-mistaken-for", say("What it is mistaken for"), signs)
    if levels := trait.levels:
        each = (levels.team_leader, levels.group_leader, levels.manager, levels.senior_executive)
        yield Section("at-each-level", say("At each level"), each)
    yield from section("ask-yourself", say("Ask yourself"), tuple(trait.reflection))
    observed = tuple(trait.observation)
    yield from section("what-the-coach-observes", say("What the coach observes"), observed)


def _prompts(trait: Trait) -> Iterator[Prompt]:
    return iter(())


def _front(trait: Trait, say: Messages) -> list[Blocks]:
    seen = rows("bullets", trait.at_the_gemba)
    return [
        (rows("lead", [trait.statement]), seen),
        (rows("lead", [first_sentence(trait.statement)]), seen),
    ]


def _back(trait: Trait, say: Messages) -> list[Blocks]:
    if not (trait.counter_signs or trait.reflection):
        said = (trait.statement, first_sentence(trait.statement))
        return [(rows("lead", [text]),) for text in said]

    def signs(*, short: bool) -> Blocks:
        if not trait.counter_signs:
            return ()
        told = [
            Row(first_sentence(sign.difference) if short else sign.difference, sign.imitation)
            for sign in trait.counter_signs
        ]
        return (heading(say("Not to be mistaken for")), Block("bullets", tuple(told)))

    def reflection(most: int) -> Blocks:
        if not trait.reflection:
            return ()
        return (heading(say("Ask yourself")), rows("bullets", trait.reflection[:most]))

    return [
        (*signs(short=False), *reflection(99)),
        (*signs(short=False), *reflection(3)),
        (*signs(short=True), *reflection(3)),
        (*signs(short=True), *reflection(2)),
    ]


def _captions(trait: Trait, say: Messages) -> tuple[str, str]:
    more = trait.counter_signs or trait.reflection
    return say("At the gemba"), say("Counter-signs and reflection") if more else say("The trait")


def _style(trait: Trait, side: Side, lines: int) -> str:
    return "bullets"


TRAIT = Kind(
    id=TRAIT_ID,
    folder="traits",
    label=N_("Trait"),
    plural=N_("Traits"),
    introduction=N_(
        "What leaders of lasting organisations have in common, as others see and hear "
        "it at the place where the work is done, and the kata that develop it."
    ),
    accent=Accent(light="#86356b", dark="#e79acb"),
    icon="M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 21c0-4.6 3.6-7 8-7s8 2.4 8 7",
    place=2,
    role_place=5,
    developed_by=None,
    model=Trait,
    sections=_sections,
    prompts=_prompts,
    card=CardSides(_front, _back, _captions, _style),
)
