"""One change between two states of a library, and what it says to somebody who practises."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from katabase.domain.changes.steps import Step, semver, strictest

if TYPE_CHECKING:
    from collections.abc import Callable

    from katabase.domain.reading.document import Loc


class Sort(StrEnum):
    """What sort of change it is. ``said`` is its sentence, in which names stand for its parts."""

    said: str

    def __new__(cls, value: str, said: str) -> Sort:
        """Make a sort of its name and its sentence."""
        sort = str.__new__(cls, value)
        sort._value_ = value
        sort.said = said
        return sort

    PRACTICE_ADDED = ("practice-added", "This practice is new.")
    PRACTICE_REMOVED = (
        "practice-removed",
        "This practice is gone, and nothing stands at its address.",
    )
    ADDRESS_CHANGED = ("address-changed", "It stands at {now} now; {before} leads there.")
    MERGED = ("merged", "“{before}” has become part of it, and its address leads here.")
    RETIRED = ("retired", "It is retired: practise {now} instead.")
    STATUS_CHANGED = ("status-changed", "Its status was “{before}” and is “{now}”.")
    HIDDEN = ("hidden", "It is a draft again, or hidden: nobody sees its page.")
    PART_ADDED = ("part-added", "New {part}: “{now}”{place}.")
    PART_REMOVED = ("part-removed", "The {part} “{before}” is gone.")
    PART_MOVED = ("part-moved", "The {part} “{now}” stands elsewhere{place}.")
    PART_REWORDED = ("part-reworded", "The {part} “{before}” now reads “{now}”.")
    KEY_CHANGED = (
        "key-changed",
        "The {part} with the key {before} has the key {now}: links and records lose it.",
    )
    KEY_REUSED = ("key-reused", "The {part} “{before}” gave its key to another: “{now}”.")
    TEXT_ADDED = ("text-added", "{name}, new: “{now}”.")
    TEXT_REMOVED = ("text-removed", "{name}, gone: “{before}”.")
    TEXT_REWORDED = ("text-reworded", "{name}: “{before}” now reads “{now}”.")
    ORDER_CHANGED = ("order-changed", "{name}: the same in another order.")
    VALUE_CHANGED = ("value-changed", "{name}: {now} (was {before}).")
    CARD_CHANGED = ("card-changed", "Its card reads differently: print it again.")


LONGEST = 160
"""Characters of a text that a sentence shows."""


@dataclass(frozen=True)
class Change:
    """One change."""

    sort: Sort
    step: Step
    """The step of the version that it asks for."""
    loc: Loc = ()
    """Where it stands: in the practice as it is now, or as it was if it is gone."""
    key: str = ""
    """The key of the part that it is about; empty if it is about the practice."""
    part: str = ""
    """What that part is, as in ``question``."""
    name: str = ""
    """What the value is, as in ``minutes`` or ``step “Count”, do``."""
    before: str = ""
    now: str = ""
    place: str = ""
    """Where a part stands now, as in ``after “Look”``."""

    def sentence(self, called: Callable[[str], str] = str) -> str:
        """Return what is different, in one sentence.

        ``called`` returns what people call a practice of which only the reference stands there.
        """
        before, now = around(called(self.before), called(self.now))
        name = self.name[:1].upper() + self.name[1:]
        place = f", {self.place}" if self.place else ""
        return self.sort.said.format(part=self.part, name=name, before=before, now=now, place=place)


def around(before: str, now: str) -> tuple[str, str]:
    """Return two texts, cut to what surrounds their first difference if they are long."""
    same = next((at for at, (a, b) in enumerate(zip(before, now, strict=False)) if a != b), 0)
    start = max(0, same - LONGEST // 3) if max(len(before), len(now)) > LONGEST else 0
    return _cut(before, start), _cut(now, start)


def _cut(text: str, start: int) -> str:
    flat = " ".join(text[start : start + LONGEST].split())
    if start:
        flat = f"…{flat.partition(' ')[2]}"
    if len(text) > start + LONGEST:
        flat = f"{flat.rpartition(' ')[0]}…"
    return flat


@dataclass(frozen=True)
class Difference:
    """All changes of one practice."""

    ref: str
    title: str
    before: str | None
    """The version that it had; None if it is new."""
    now: str | None
    """The version that it has; None if it is gone."""
    changes: tuple[Change, ...]
    counted: bool = True
    """Whether one history counts both versions: a practice that is adapted has its own."""

    @cached_property
    def step(self) -> Step:
        """The step of the version that the changes ask for together."""
        return strictest(change.step for change in self.changes)

    @property
    def wanted(self) -> str | None:
        """The lowest version that says so; None for what is new, gone or counted anew."""
        if self.before is None or self.now is None or not self.counted:
            return None
        return self.step.above(self.before)

    @property
    def is_said(self) -> bool:
        """Whether the version says what has changed."""
        wanted = self.wanted
        return wanted is None or self.now is None or semver(self.now) >= semver(wanted)

    @property
    def prints(self) -> bool:
        """Whether its card has to be printed again."""
        return any(change.sort is Sort.CARD_CHANGED for change in self.changes)
