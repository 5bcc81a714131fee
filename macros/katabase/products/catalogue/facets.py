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
    from katabase.domain.vocabulary import ExtraField

TIMES = (
    (5, N_("Up to 5 minutes")),
    (15, N_("6 to 15 minutes")),
    (30, N_("16 to 30 minutes")),
)
LONG = 30
"""Most choices of a facet that stand on a page: more are loaded when somebody opens it."""

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

    @property
    def is_long(self) -> bool:
        """Whether its choices are so many that they are not looked through but narrowed."""
        return len(self.choices) > LONG


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
"""The facets of every site, in the order of display."""


def properties(library: Library) -> tuple[Property, ...]:
    """Return the facets of a library: those of all, and the fields that the site filters by."""
    added = (_of_field(field) for field in library.vocabulary.fields if field.facet)
    return (*PROPERTIES, *added)


def _of_field(field: ExtraField) -> Property:
    def of(entry: Entry) -> list[str]:
        extra = entry.practice.extra
        found = dict(extra.shown()).get(field) if extra else None
        return [] if found is None else [str(found)]

    def labels(library: Library) -> dict[str, str]:
        occurring = sorted({value for entry in library.entries.values() for value in of(entry)})
        return dict(field.choices) or {value: field.text(value) for value in occurring}

    return Property(field.id.replace("-", "_"), field.label, of, labels)


def values(entry: Entry, library: Library) -> dict[str, list[str]]:
    """Return the values that a practice has in each facet."""
    return {each.name: each.values(entry) for each in properties(library)}


def facets(library: Library, say: Messages) -> list[Facet]:
    """Return the facets of a library with the choices that occur in it."""
    wanted = properties(library)
    counts = {each.name: Counter[str]() for each in wanted}
    for entry in library.entries.values():
        for name, found in values(entry, library).items():
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
        for each in wanted
    ]
    return [facet for facet in shown if facet.choices]
