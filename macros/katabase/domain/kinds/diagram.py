"""What an author may say about the picture of a practice, where the data do not say it."""

from __future__ import annotations

from pydantic import Field

from katabase.domain.fields import Key, Number, Part, Title
from katabase.domain.vocabulary import Drawing


class DiagramPhase(Part):
    """Steps or questions that belong together in time or in place."""

    known_by = ("first",)
    says = "title"

    title: Title
    """The phase in a few words, as in `On a calm day`."""
    first: Key
    """The key of its first step; it lasts until the next phase begins."""


class DiagramAgain(Part):
    """The way back from the last step."""

    at: Key
    """The key of the step at which one begins again."""
    say: Title | None = None
    """When, as in `The next year`; without it, how often it is run, or the step's number."""


class DiagramField(Part):
    """A field of a board or a form."""

    known_by = ("step",)
    says = "title"

    title: Title
    """What stands in the field."""
    step: Key | None = None
    """The key of the step in which it is filled."""
    column: Number | None = Field(default=None, ge=1, le=4)
    """The column in which it stands, from 1; without it, it goes across the whole board."""


class DiagramWords(Part):
    """Shorter words for one step or question."""

    known_by = ("of",)
    says = "say"

    of: Key
    """The key of the step or question."""
    say: Title
    """What the picture says of it."""


class Diagram(Part):
    """How the picture of a practice is drawn; without it, it follows from the practice."""

    sort: Drawing | None = None
    """`line` (phases one after another), `stair` (the first phase rises), `board` (needs
    `fields`) or `none` (no picture)."""
    phases: list[DiagramPhase] = []
    """The phases in order, each named and begun by a step."""
    again: DiagramAgain | None = None
    """Where one begins again after the last step; nothing leads back without it, once there
    are phases."""
    fields: list[DiagramField] = []
    """The fields of the board: across it, or in columns, from the top down."""
    words: list[DiagramWords] = []
    """Words for steps and questions whose own are too long for a picture."""

    def said(self, key: str, otherwise: str) -> str:
        """Return the words for a step or question."""
        return next((each.say for each in self.words if each.of == key), otherwise)

    def names(self) -> list[tuple[tuple[str | int, ...], str]]:
        """Return the keys that it names, each with the way to it."""
        found: list[tuple[tuple[str | int, ...], str]] = []
        found += [(("phases", at, "first"), each.first) for at, each in enumerate(self.phases)]
        found += [(("again", "at"), self.again.at)] if self.again else []
        fields = [(at, each.step) for at, each in enumerate(self.fields)]
        found += [(("fields", at, "step"), step) for at, step in fields if step]
        found += [(("words", at, "of"), each.of) for at, each in enumerate(self.words)]
        return found
