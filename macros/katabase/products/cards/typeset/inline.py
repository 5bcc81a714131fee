"""The inline marks of a text as runs: words, and how they are set."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt

Run = tuple[str, str]
"""Words and their marks: "", "em", "strong" or "em strong"."""

Runs = tuple[Run, ...]

OPENING = {"em_open": "em", "strong_open": "strong"}
CLOSING = {"em_close": "em", "strong_close": "strong"}

MARKED = re.compile(r"[*_`\[\]\\&]")
"""A text without any of these characters holds no mark."""

BREAKABLE = re.compile(r"[ \t\n\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
"""White space at which a line may end; the no-break spaces are not among them."""

# Scripts whose lines break between letters or by a dictionary: no piece of them is long.
WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\uff00-\uffef\U00020000-\U0003ffff]"
)


@cache
def _reader() -> MarkdownIt:
    rules = ["emphasis", "backticks", "link", "escape", "entity"]
    return MarkdownIt("zero", {"html": False}).enable(rules[:-1])


def runs_of(text: str) -> Runs:
    """Return a text as runs; links and code become their words, paragraphs one line."""
    line = text.replace("\n", " ")
    if not MARKED.search(line):  # nineteen texts of twenty: a library of 1,000 has 180,000
        return ((line, ""),) if line else ()
    runs: list[Run] = []
    marks: list[str] = []
    for token in _reader().parseInline(line)[0].children or []:
        if token.type in OPENING:
            marks.append(OPENING[token.type])
        elif token.type in CLOSING:
            marks.remove(CLOSING[token.type])
        elif token.content:
            _add(runs, token.content, " ".join(sorted(set(marks))))
    return tuple(runs)


def _add(runs: list[Run], words: str, mark: str) -> None:
    if runs and runs[-1][1] == mark:
        words = runs.pop()[0] + words
    runs.append((words, mark))


def plain(runs: Runs) -> str:
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
    return [tuple(piece) for piece in pieces if len(plain(tuple(piece))) > longer_than]
