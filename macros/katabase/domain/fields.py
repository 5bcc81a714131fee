"""The parts that practices are made of: texts, references, versions, sources.

Every text is data: it may hold ``*emphasis*``, ``**strong**``, `` `code` `` and
``[links](kind/id)``, nothing else. What must not stand in it is checked in
``checks.rules.texts``, where the position in the file is known.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from katabase.domain.vocabulary import Kind

SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
SEMVER = r"^(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})$"
REFERENCE = rf"^({'|'.join(Kind)})/[a-z0-9]+(?:-[a-z0-9]+)*$"
LANGUAGE = r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$"
LINK = r"^(?:https?://|mailto:)\S+$"


class Part(BaseModel):
    """Base of everything in a practice: frozen, and unknown keys are refused."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True, populate_by_name=True
    )


def _single_line(text: str) -> str:
    if len(text.splitlines()) > 1:  # every line break that Unicode knows, not only \n
        raise ValueError("expected one line, found a line break")
    return text


def _day(found: object) -> object:
    """Refuse what pydantic would take for a date: seconds since 1970, and times of day."""
    date = isinstance(found, datetime.date) and not isinstance(found, datetime.datetime)
    written = isinstance(found, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", found)
    if not date and not written:
        raise PydanticCustomError("date_type", "expected a date")
    return found


Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=60)]
"""A practice's id: lower-case letters, digits and single hyphens."""

Version = Annotated[str, StringConstraints(pattern=SEMVER)]
"""A semantic version, ``major.minor.patch``, in quotes or not."""

Reference = Annotated[str, StringConstraints(pattern=REFERENCE)]
"""A practice by kind and id, as in ``starter-kata/coaching-cycle``."""

Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]
"""A language tag (BCP 47), as in ``en`` or ``pt-BR``."""

Address = Annotated[str, StringConstraints(pattern=LINK, max_length=500)]
"""A link to another place: http, https or mailto."""

Day = Annotated[datetime.date, BeforeValidator(_day)]
"""A day, ``year-month-day``, in quotes or not."""

Number = Annotated[int, Strict()]
"""A whole number; ``yes`` and ``"20"`` are none."""

INKED = r"\S"
ONE_LINE = r"^\s*\S[^\n\r\u000b\u000c\u001c-\u001e\u0085\u2028\u2029]*\s*$"
"""What the schema says of texts and lines, so that editors refuse what the model refuses."""

Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4000),
    Field(json_schema_extra={"pattern": INKED}),
]
"""Text of one or more paragraphs; a blank line begins a new one."""

Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=400),
    AfterValidator(_single_line),
    Field(json_schema_extra={"pattern": ONE_LINE}),
]
"""Text of one paragraph."""

Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=60),
    AfterValidator(_single_line),
    Field(json_schema_extra={"pattern": ONE_LINE}),
]
"""A short heading without emphasis or links."""


class Change(Part):
    """One entry of a practice's version history."""

    version: Version
    """The version that the change made, as in `1.1.0`."""
    date: Day
    """The day of the change, as in `2026-11-22`."""
    change: Line
    """What changed for the person practising."""


class Source(Part):
    """Where an idea comes from."""

    author: Line
    """Who wrote it, as in `Rother, M.`."""
    year: Number = Field(ge=1500, le=2100)
    """The year in which it appeared."""
    title: Line
    """The title of the book or article, and the publisher if that helps to find it."""
    link: Address | None = None
    """Where it can be read, if that is public."""


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
