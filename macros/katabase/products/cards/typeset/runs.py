"""A text as runs: words, and how Typst is to set them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from katabase.products.inlines import Code, Link, Mark, Marked, Words, inlines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.products.inlines import Inlines

Run = tuple[str, str]
"""Words and their marks: "", "em", "strong" or "em strong"."""

Runs = tuple[Run, ...]

BREAKABLE = re.compile(r"[ \t\n\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
"""White space at which a line may end; the no-break spaces are not among them."""

# Scripts whose lines break between letters or by a dictionary: no piece of them is long.
WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\uff00-\uffef\U00020000-\U0003ffff]"
)


@lru_cache(maxsize=512)  # the wordings of one card share most of their rows
def runs_of(text: str) -> Runs:
    """Return a text as runs; links and code become their words, paragraphs one line."""
    runs: list[Run] = []
    for words, mark in _marked(inlines(text.replace("\n", " ")), frozenset()):
        if runs and runs[-1][1] == mark:
            runs[-1] = (runs[-1][0] + words, mark)
        else:
            runs.append((words, mark))
    return tuple(runs)


def _marked(tree: Inlines, marks: frozenset[Mark]) -> Iterator[Run]:
    for inline in tree:
        match inline:
            case Words(text) | Code(text):
                yield text, " ".join(sorted(marks))
            case Marked(mark, inner):
                yield from _marked(inner, marks | {mark})
            case Link(inner=inner):
                yield from _marked(inner, marks)


def text_of(runs: Runs) -> str:
    """Return the words of runs without their marks."""
    return "".join(words for words, _ in runs)


def pieces_of(runs: Runs, longer_than: int = 12) -> list[Runs]:
    """Return the pieces that no line break divides and that are longer than so many letters.

    Hyphenation is not counted on, so a piece is only ever longer here than on the card.
    Twelve letters at 11 points are at most 50 mm wide: no card is as narrow.
    """
    pieces: list[list[Run]] = [[]]
    for words, mark in runs:
        for index, part in enumerate(BREAKABLE.split(words)):
            if index:
                pieces.append([])
            for number, inner in enumerate(WITHOUT_SPACES.split(part)):
                if number:
                    pieces.append([])
                if inner:
                    pieces[-1].append((inner, mark))
    return [tuple(piece) for piece in pieces if len(text_of(tuple(piece))) > longer_than]
