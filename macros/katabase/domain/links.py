"""How practices refer to one another, as typed links; and links within texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.reading.document import Loc


class Relation(StrEnum):
    """Why one practice leads to another."""

    RELATED = "related"
    DEVELOPS = "develops"
    NEXT = "next"
    BEFORE = "before"
    STAGE = "stage"
    SUCCESSOR = "successor"


@dataclass(frozen=True)
class Link:
    """A link from a practice to another; ``loc`` is where it stands in the file."""

    target: str
    relation: Relation
    loc: Loc
    source: str = ""
    """The practice that leads on, once it is known in its library."""


TEXT_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)")
"""The end of a Markdown link in a text, whatever its words are; group 1 is its target."""

CODE = re.compile(r"(?<!`)(`{1,2})(?!`).{1,200}?(?<!`)\1(?!`)", re.DOTALL)
"""Words between code marks, which are shown as they stand. Limited in length, so that a
text of a megabyte of marks is read in one pass."""


def targets_in(text: str) -> Iterator[tuple[str, int]]:
    """Yield the targets of the links within a text, each with its index."""
    for match in TEXT_LINK.finditer(CODE.sub(lambda code: " " * len(code.group()), text)):
        yield match.group(1), match.start(1)
