"""What every practice says, whatever its kind.

A file says only what a person writes; the id and the kind come from where the file
stands. Back-links are computed by the library, never written.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from katabase.domain.extra import Extra
from katabase.domain.fields import (
    LATER,
    Cadence,
    Day,
    Goal,
    Language,
    Line,
    Number,
    Part,
    Reference,
    Role,
    Slug,
    Title,
    Version,
)
from katabase.domain.kinds.diagram import Diagram
from katabase.domain.shared_parts import Anchors, Card, Change, People, Picture, Source
from katabase.domain.vocabulary import Skill, Status


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
    goals: list[Goal] = []
    """What it helps to improve, if it is about one thing more than others: `quality`, `cost`,
    `delivery`, `safety`, `morale` or `environment`."""
    minutes: Number | None = Field(default=None, ge=1, le=480)
    """The time that one run takes, in minutes; leave it out where nothing is run."""
    cadence: Cadence | None = None
    """How often it is run; leave it out where nothing is run."""
    level: Skill | None = None
    """For whom it is: `beginner`, `practised` (the routines without the card) or
    `experienced` (also as a coach)."""
    before: list[Reference] = []
    """What to be able to do first, by kind and id."""
    keywords: Annotated[list[Line], LATER] = Field(default=[], min_length=1)
    """The words people search with, synonyms included."""
    searched_as: list[Line] = []
    """What people type who need it and do not know its title, in their own words, as in `i always
    give the answer myself`. Readers do not see it: it leads the search."""
    related: list[Reference] = []
    """Practices that help with this one, by kind and id. The way back is added by itself."""
    practise_next: list[Reference] = []
    """What to practise next."""
    sources: list[Source] = []
    """Where the ideas come from."""
    formerly: list[Slug] = []
    """Earlier ids of this practice; their addresses lead here for ever."""
    extra: Extra | None = None
    """What the site adds: the `fields` that its `vocabulary.yml` declares."""
    picture: Picture | None = None
    """A picture that explains it."""
    card: Card | None = None
    """Shorter words for the printed card."""
    audience: Slug | None = Field(default=None, exclude=True)
    """Who may see it, as in `internal`; without it, everybody. A site shows what is for the
    audiences that its settings name."""
    replaces: bool = Field(default=False, exclude=True)
    """Whether it takes the place of the practice with its id in a layer below, as a whole."""


class Developing(Practice):
    """A practice that develops traits."""

    minutes: Number = Field(ge=1, le=480)
    """The time that one run takes, in minutes; for a path, on a normal day."""
    cadence: Cadence
    """How often it is run."""
    traits: list[Slug] = []
    """The ids of the level-5 traits that it develops."""
    people: People | None = None
    """How many people take part, if that matters."""
    materials: list[Line] = []
    """What is taken along or laid out: paper, pens, a watch."""
    stop_rule: Line | None = None
    """When to stop at once, for safety, and what to do then. Every walk has one."""
    anchors: Anchors | None = None
    """How others can see the level of somebody's skill in it."""
    diagram: Diagram | None = None
    """How its picture is drawn, where the practice itself does not say it."""
