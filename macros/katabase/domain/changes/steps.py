"""Semantic versions of practices, and which step of them a change asks for."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Step(IntEnum):
    """How far the version of a practice rises, the smallest first."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    @property
    def word(self) -> str:
        """Its name, as in ``minor``."""
        return self.name.lower()

    @property
    def meaning(self) -> str:
        """What a change is that asks for it."""
        return _MEANINGS[self]

    def above(self, version: str) -> str:
        """Return the lowest version that lies a step above another one."""
        major, minor, patch = semver(version)
        return {
            Step.NONE: version,
            Step.PATCH: f"{major}.{minor}.{patch + 1}",
            Step.MINOR: f"{major}.{minor + 1}.0",
            Step.MAJOR: f"{major + 1}.0.0",
        }[self]


_MEANINGS = {
    Step.NONE: "nothing for somebody who practises",
    Step.PATCH: "wording",
    Step.MINOR: "something added, or left out beside what people do",
    Step.MAJOR: "practised differently",
}


def semver(version: str) -> tuple[int, ...]:
    """Return a version as numbers that can be compared."""
    return tuple(int(part) for part in version.split("."))


def strictest(steps: Iterable[Step]) -> Step:
    """Return the largest step; none if there is none."""
    return max(steps, default=Step.NONE)


class Asks(NamedTuple):
    """What the version is asked for when a value comes, goes, or becomes another one."""

    added: Step
    removed: Step
    changed: Step


WORDS = Asks(Step.MINOR, Step.MINOR, Step.PATCH)
"""Texts, and lists of texts: what a person reads."""

FACTS = Asks(Step.MAJOR, Step.MAJOR, Step.MAJOR)
"""Numbers, days and words of a vocabulary: they say how, when or by whom it is practised."""

ASIDE = Asks(Step.PATCH, Step.PATCH, Step.PATCH)
"""What leads to a practice or explains it, and is not practised."""

BY_KEY = {
    "keywords": ASIDE,
    "goals": ASIDE,
    "sources": ASIDE,
    "source": ASIDE,
    "repeats": ASIDE,
    "language": ASIDE,
    "order": ASIDE,
    "level": ASIDE,
    "min": Asks(Step.MINOR, Step.MINOR, Step.MINOR),
    "max": Asks(Step.MINOR, Step.MINOR, Step.MINOR),
    "workplace": ASIDE,
    "card": ASIDE,
    "traits": Asks(Step.MINOR, Step.MINOR, Step.PATCH),
    "before": Asks(Step.MINOR, Step.MINOR, Step.PATCH),
    "practise_next": Asks(Step.MINOR, Step.MINOR, Step.PATCH),
    "picture": ASIDE,
    "extra": ASIDE,
    "worksheet": Asks(Step.MINOR, Step.MINOR, Step.MINOR),
    "minutes": Asks(Step.MINOR, Step.MINOR, Step.MINOR),
    "roles": Asks(Step.MINOR, Step.MAJOR, Step.MAJOR),
    "practices": Asks(Step.MINOR, Step.MAJOR, Step.MAJOR),
}
"""Keys that ask for something else than values of their sort do."""

BESIDE = frozenset(
    {
        *("version", "updated", "changes", "formerly", "status", "successor", "related", "key"),
        *("diagram", "searched_as"),
    }
)
"""Keys that may change without a new version: they say nothing to somebody who practises."""
