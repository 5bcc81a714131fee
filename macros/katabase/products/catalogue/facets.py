"""The facets by which practices are found: kind, role, time, trait, status."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from katabase.domain.model import Developing
from katabase.domain.vocabulary import Kind, Role, Status

if TYPE_CHECKING:
    from katabase.domain.library import Entry, Library

TIMES = ((5, "Up to 5 minutes"), (15, "6 to 15 minutes"), (30, "16 to 30 minutes"))
LONGER = ("more", "More than 30 minutes")


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


def time_of(minutes: int) -> str:
    """Return the value of the time facet: each practice has exactly one."""
    return next((str(most) for most, _ in TIMES if minutes <= most), LONGER[0])


def values(entry: Entry) -> dict[str, list[str]]:
    """Return the values that a practice has in each facet."""
    practice = entry.practice
    traits = list(practice.traits) if isinstance(practice, Developing) else []
    return {
        "kind": [str(entry.kind)],
        "role": [str(role) for role in practice.roles],
        "time": [time_of(practice.minutes)],
        "trait": [entry.id] if entry.kind is Kind.TRAIT else traits,
        "status": [str(practice.status)],
    }


def labels(library: Library) -> dict[str, dict[str, str]]:
    """Return the label of each value of each facet, in the order of display."""
    return {
        "kind": {str(kind): kind.plural for kind in Kind},
        "role": {str(role): role.label for role in Role},
        "time": dict([*((str(most), label) for most, label in TIMES), LONGER]),
        "trait": {entry.id: entry.practice.title for entry in library.of(Kind.TRAIT)},
        "status": {str(status): status.label for status in Status},
    }


TITLES = {"kind": "Kind", "role": "Role", "time": "Time", "trait": "Trait", "status": "Status"}


def facets(library: Library) -> list[Facet]:
    """Return the facets of a library with the choices that occur in it."""
    counts = {name: Counter[str]() for name in TITLES}
    for entry in library.entries.values():
        for name, found in values(entry).items():
            counts[name].update(found)
    known = labels(library)
    return [
        Facet(
            name,
            title,
            tuple(
                Choice(value, label, counts[name][value])
                for value, label in known[name].items()
                if counts[name][value]
            ),
        )
        for name, title in TITLES.items()
    ]
