"""A further kind, as an organisation would bring it: how a piece of work is done today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from katabase.domain.fields import Line, Text, Title, Titled
from katabase.domain.kinds.kind import Accent, CardSides, Kind, Prompt, Section, rows
from katabase.domain.kinds.practice import Developing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.messages import Messages


class Element(Titled):
    """An element of the work."""

    title: Title
    """The element in a few words."""
    point: Line
    """What makes it go right."""


class Standard(Developing):
    """The best way known today to do a piece of work."""

    result: Text
    """What is right at the end."""
    elements: list[Element] = Field(min_length=1)
    """The elements in order."""


def _sections(standard: Standard, say: Messages) -> Iterator[Section]:
    yield Section("result", say("Result"), (standard.result,))
    for element in standard.elements:
        yield Section(element.key, element.title, (element.point,), item=True)


def _prompts(standard: Standard) -> Iterator[Prompt]:
    for element in standard.elements:
        yield Prompt(element.key, element.title, (element.point,))


STANDARD = Kind(
    id="standard",
    folder="standards",
    label="Standard",
    plural="Standards",
    introduction="How a piece of work is done today, until somebody finds a better way.",
    accent=Accent(light="#5b4a00", dark="#e0cf7a"),
    role_place=6,
    developed_by="Standards that develop it",
    model=Standard,
    sections=_sections,
    prompts=_prompts,
    card=CardSides(
        front=lambda standard, _: [(rows("numbered", (e.title for e in standard.elements)),)],
        back=lambda standard, _: [(rows("numbered", (e.point for e in standard.elements)),)],
        captions=lambda _, say: (say("The elements"), say("Key points")),
        style=lambda *_: "bullets",
    ),
    headings=("elements",),
    package="standards_kind",
)
