"""The properties by which practices are filtered: one value a property, in one table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from katabase.domain.kinds.practice import Developing
from katabase.domain.kinds.registry import kinds
from katabase.domain.kinds.trait import TRAIT
from katabase.domain.messages import N_
from katabase.domain.vocabulary import Skill, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from katabase.domain.library import Entry, Library
    from katabase.domain.messages import Messages

TIMES = (
    (5, N_("Up to 5 minutes")),
    (15, N_("6 to 15 minutes")),
    (30, N_("16 to 30 minutes")),
)
LONGER = ("more", N_("More than 30 minutes"))


@dataclass(frozen=True)
class Choice:
    """One value of a facet and how many practices have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Facet:
    """A property of practices with its choices."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Property:
    """What makes a facet: which values a practice has, and what these are called."""

    name: str
    """The name in addresses and in macros."""
    label: str
    values: Callable[[Entry], list[str]]
    labels: Callable[[Library], dict[str, str]]
    """The label of each value in the order of display; words of the interface are marked."""


def time_of(minutes: int) -> str:
    """Return the value of the time facet: each practice that is run has exactly one."""
    return next((str(most) for most, _ in TIMES if minutes <= most), LONGER[0])


def _traits(entry: Entry) -> list[str]:
    if entry.kind is TRAIT:
        return [entry.id]
    return list(entry.practice.traits) if isinstance(entry.practice, Developing) else []


PROPERTIES = (
    Property(
        "kind",
        N_("Kind"),
        lambda entry: [str(entry.kind)],
        lambda _: {str(kind): kind.plural for kind in kinds()},
    ),
    Property(
        "role",
        N_("Role"),
        lambda entry: [str(role) for role in entry.practice.roles],
        lambda library: {str(role): role.label for role in library.vocabulary.roles.values()},
    ),
    Property(
        "time",
        N_("Time"),
        lambda entry: [time_of(entry.practice.minutes)] if entry.practice.minutes else [],
        lambda _: dict([*((str(most), label) for most, label in TIMES), LONGER]),
    ),
    Property(
        "level",
        N_("Level of skill"),
        lambda entry: [str(entry.practice.level)] if entry.practice.level else [],
        lambda _: {str(level): level.label for level in Skill},
    ),
    Property(
        "trait",
        N_("Trait"),
        _traits,
        lambda library: {entry.id: entry.practice.title for entry in library.of(TRAIT)},
    ),
    Property(
        "goal",
        N_("Goal"),
        lambda entry: [str(goal) for goal in entry.practice.goals],
        lambda library: {str(goal): goal.label for goal in library.vocabulary.goals.values()},
    ),
    Property(
        "status",
        N_("Status"),
        lambda entry: [str(entry.practice.status)],
        lambda _: {str(status): status.label for status in Status},
    ),
)
"""All facets, in the order of display. Catalogue, search, decks and macros follow from it."""


def values(entry: Entry) -> dict[str, list[str]]:
    """Return the values that a practice has in each facet."""
    return {each.name: each.values(entry) for each in PROPERTIES}


def facets(library: Library, say: Messages) -> list[Facet]:
    """Return the facets of a library with the choices that occur in it."""
    counts = {each.name: Counter[str]() for each in PROPERTIES}
    for entry in library.entries.values():
        for name, found in values(entry).items():
            counts[name].update(found)
    shown = [
        Facet(
            each.name,
            say(each.label),
            tuple(
                Choice(value, say(label), counts[each.name][value])
                for value, label in each.labels(library).items()
                if counts[each.name][value]
            ),
        )
        for each in PROPERTIES
    ]
    return [facet for facet in shown if facet.choices]
