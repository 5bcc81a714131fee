"""How practices refer to one another, as typed links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from katabase.domain.fields import REFERENCE
from katabase.domain.model import Developing, Path, Practice, StarterKata
from katabase.domain.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.reading.document import Keys


class Relation(StrEnum):
    """Why one practice leads to another."""

    RELATED = "related"
    DEVELOPS = "develops"
    NEXT = "next"
    STAGE = "stage"
    SUCCESSOR = "successor"


@dataclass(frozen=True)
class Link:
    """A link from one practice to another; ``way`` is where it stands in the source."""

    source: str
    target: str
    relation: Relation
    way: Keys


TEXT_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)")
"""The end of a Markdown link in a text, whatever its words are; group 1 is its target."""


def links_of(ref: str, practice: Practice) -> Iterator[Link]:
    """Yield the links that the keys of a practice hold (links within texts are not among them)."""
    for index, target in enumerate(practice.related):
        yield Link(ref, target, Relation.RELATED, ("related", index))
    if practice.successor:
        yield Link(ref, practice.successor, Relation.SUCCESSOR, ("successor",))
    if isinstance(practice, Developing):
        for index, trait in enumerate(practice.traits):
            yield Link(ref, f"{Kind.TRAIT}/{trait}", Relation.DEVELOPS, ("traits", index))
    if isinstance(practice, StarterKata):
        for index, target in enumerate(practice.practise_next):
            yield Link(ref, target, Relation.NEXT, ("practise_next", index))
    if isinstance(practice, Path):
        yield from _stage_links(ref, practice)


def _stage_links(ref: str, path: Path) -> Iterator[Link]:
    for number, stage in enumerate(path.stages):
        for index, used in enumerate(stage.practices):
            way: Keys = ("stages", number, "practices", index, "practice")
            yield Link(ref, used.practice, Relation.STAGE, way)


CODE = re.compile(r"(?<!`)(`{1,2})(?!`).{1,200}?(?<!`)\1(?!`)", re.DOTALL)
"""Words between code marks, which are shown as they stand. Limited in length, so that a
text of a megabyte of marks is read in one pass."""


def targets_in(text: str) -> Iterator[tuple[str, int]]:
    """Yield the targets of the links within a text, each with its index."""
    for match in TEXT_LINK.finditer(CODE.sub(lambda code: " " * len(code.group()), text)):
        yield match.group(1), match.start(1)


def is_reference(target: str) -> bool:
    """Say whether a link's target has the form of a practice's reference."""
    return re.fullmatch(REFERENCE, target) is not None
