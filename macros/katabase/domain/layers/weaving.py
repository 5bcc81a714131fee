"""The state of laying a file over the practice that it adapts.

What the practice then says is copied from one of the two, place by place, and each place knows
from which. What cannot be applied is a problem that names both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from katabase.domain.keys import parts_of
from katabase.domain.layers.layered import at
from katabase.domain.layers.origin import Touched
from katabase.domain.problems import Problem

if TYPE_CHECKING:
    from katabase.domain.library import Entry
    from katabase.domain.reading.document import Document, Loc

CANNOT_ADAPT = "cannot-adapt"
"""The id of the rule for what cannot be applied."""

KEEPS_KEY = "remove the line: a part keeps its key, records and links name it"
"""How to mend a part that is given another key."""


@dataclass
class Weaving:
    """One file over its base, as far as it has come."""

    base: Entry
    own: Document
    places: dict[Loc, tuple[Document, Loc]] = field(default_factory=dict)
    """Where each value was written, by its way in the adapted practice."""
    problems: list[Problem] = field(default_factory=list)
    touched: list[Touched] = field(default_factory=list)
    """What the file changes of the base, in its order."""

    def __post_init__(self) -> None:
        """Look up what the base says, and the keys of its parts by their ways."""
        self.below = self.base.document
        self.keys = {loc: part.key for loc, part in parts_of(self.base.practice)}

    def copy(self, document: Document, loc: Loc, into: Loc) -> Any:
        """Return a value with all that stands below it, and note where it was written."""
        self.places[into] = (document, loc)
        value = document.at(loc)
        if isinstance(value, dict):
            found = {name: self.copy(document, (*loc, name), (*into, name)) for name in value}
            if document is self.below and loc in self.keys:
                found.setdefault("key", self.keys[loc])
            return found
        if isinstance(value, list):
            return [self.copy(document, (*loc, n), (*into, n)) for n in range(len(value))]
        return value

    def touch(self, below: Loc, own: Loc | None, verb: str) -> None:
        """Note what the file does to a place of the base; ``own`` is None if it takes it away."""
        there = None if at(self.below, below) is None else below
        self.touched.append(Touched(self.address(below), verb, there, own))

    def address(self, loc: Loc) -> tuple[str, ...]:
        """Return a way in the base with the keys of its parts in the place of positions."""
        return tuple(
            self.keys.get(loc[: number + 1], str(step)) if isinstance(step, int) else step
            for number, step in enumerate(loc)
        )

    def problem(self, loc: Loc, message: str, hint: str, rule: str = CANNOT_ADAPT) -> None:
        """Note what is wrong at a place of the file."""
        spot = self.own.spot(loc)
        self.problems.append(Problem(self.own.filename, spot, rule, message, hint))


def named(loc: Loc | tuple[str, ...]) -> str:
    """Return a way as a person reads it, as in ``steps[2].do``."""
    text = ""
    for step in loc:
        text += f"[{step + 1}]" if isinstance(step, int) else f"{'.' if text else ''}{step}"
    return text
