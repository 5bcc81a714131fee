"""The parts that practices of every kind may have: history, sources, pictures, people, a card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import Field, PrivateAttr

from katabase.domain.fields import Address, Day, FileName, Line, Number, Part, Title, Version
from katabase.domain.messages import N_
from katabase.domain.vocabulary import Side

if TYPE_CHECKING:
    from pathlib import Path


class Change(Part):
    """One entry of a practice's version history."""

    known_by = ("version",)
    says = "change"

    version: Version
    """The version that the change made, as in `1.1.0`."""
    date: Day
    """The day of the change, as in `2026-11-22`."""
    change: Line
    """What changed for the person practising."""


class Source(Part):
    """Where an idea comes from."""

    known_by = ("author", "year")
    says = "for"

    author: Line
    """Who wrote it, as in `Rother, M.`."""
    year: Number = Field(ge=1500, le=2100)
    """The year in which it appeared."""
    title: Line
    """The title of the book or article, and the publisher if that helps to find it."""
    link: Address | None = None
    """Where it can be read, if that is public."""
    used_for: Line | None = Field(default=None, alias="for")
    """What it was used for here, as in `The order of the questions`."""
    page: Line | None = None
    """Where in it, as in `pages 41 to 47` or `chapter 6`."""


@dataclass(frozen=True)
class Placed:
    """Where the file of a picture is, and whose it is."""

    path: Path | None
    """The file; None if its name leads out of the library, or to nothing below ``docs``."""
    owner: str
    """The practice that shows it, as in ``checklists/desk-walk``: its address begins so."""
    below_docs: str = ""
    """Its address below the site, if it is one of the site's own files."""


class Picture(Part):
    """A picture that belongs to a practice, or to a part of it."""

    file: FileName
    """The file: beside the practice's own, as in `pictures/board.png`, or below the site's `docs`
    with a slash before it, as in `/pictures/board.png`. PNG, JPEG, WebP, or SVG without anything
    that runs."""
    alt: Line
    """What it shows, in words, for those who do not see it."""
    caption: Line | None = None
    """What stands below it."""
    source: Line | None = None
    """Who took or drew it."""
    licence: Line | None = None
    """On what terms it may be shown, as in `CC BY 4.0`."""
    on_card: Side | None = None
    """The side of the printed card on which it stands as well: `front` or `back`."""
    _placed: Placed | None = PrivateAttr(default=None)

    @property
    def placed(self) -> Placed | None:
        """Where its file is; None before the practice is in a library."""
        return self._placed

    def put(self, placed: Placed) -> Picture:
        """Return the picture with the place of its file."""
        found = self.model_copy()
        found._placed = placed
        return found

    def told(self) -> tuple[str, ...]:
        """Return its texts, for the search."""
        return tuple(filter(None, (self.alt, self.caption)))


class People(Part):
    """How many people take part in one run."""

    min: Number = Field(ge=1, le=1000)
    """The fewest."""
    max: Number = Field(ge=1, le=1000)
    """The most; as many as `min` if it is always the same."""


class Anchors(Part):
    """Skill anchors: what others can observe at each of four levels of skill."""

    with_card: Line
    """With the card: what somebody does who follows it line by line."""
    alone: Line
    """Alone: what they do without the card."""
    under_pressure: Line
    """Under pressure: what they do in a bad week."""
    teaches: Line
    """Teaches it: what they do with somebody who begins."""

    def levels(self) -> tuple[tuple[str, str], ...]:
        """Return the label and the anchor of each level, the lowest first."""
        return (
            (N_("With the card"), self.with_card),
            (N_("Alone"), self.alone),
            (N_("Under pressure"), self.under_pressure),
            (N_("Teaches it"), self.teaches),
        )


class CardFace(Part):
    """What one side of the printed card says instead of what is derived from the practice."""

    title: Title | None = None
    """A shorter title for this side."""
    lines: list[Line] = Field(min_length=1, max_length=16)
    """The lines that are needed in the moment, in order."""


class Card(Part):
    """Shorter words for the printed card. Without it, the card is derived from the practice."""

    front: CardFace | None = None
    """The side that is used during the practice."""
    back: CardFace | None = None
    """The other side: reflection, thinking, debrief."""
