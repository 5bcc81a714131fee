"""The inline Markdown of a text, read once for all: emphasis, strong, code, links.

Pages and cards are two renderings of the same small tree, so a mark cannot mean one thing
on the screen and another on paper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token


class Mark(StrEnum):
    """How words are set; each is the name of its element in HTML."""

    EMPHASIS = "em"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Words:
    """Words as they stand."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Words that somebody types or that a program says."""

    text: str


@dataclass(frozen=True, slots=True)
class Marked:
    """Words with a mark, and what is marked within them."""

    mark: Mark
    inner: Inlines


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; the target is what its author wrote, good or not."""

    target: str
    inner: Inlines


Inline: TypeAlias = Words | Code | Marked | Link
Inlines: TypeAlias = tuple[Inline, ...]

DEEPEST = 16
"""Marks within marks that are kept, so that whoever renders them may go down by recursion.
Deeper ones are dropped and their words stay."""

MARKS = re.compile(r"[*_`\[\\]")
"""A text without any of these characters needs no Markdown parser: nineteen of twenty."""

_parser = MarkdownIt("zero", {"html": False}).enable(["emphasis", "backticks", "link", "escape"])


def inlines(line: str) -> Inlines:
    """Return the tree of a text without line breaks; whatever is no mark is words."""
    if not MARKS.search(line):
        return (Words(line),) if line else ()
    return _tree(_parser.parseInline(line)[0].children or [])


def _tree(tokens: list[Token]) -> Inlines:
    levels: list[list[Inline]] = [[]]
    opened: list[Token] = []
    for token in tokens:
        if token.nesting > 0:
            opened.append(token)
            levels.append([])
        elif token.nesting < 0:
            inner, opening = tuple(levels.pop()), opened.pop()
            levels[-1] += [_around(opening, inner)] if len(levels) <= DEEPEST else inner
        elif token.type == "code_inline":
            levels[-1].append(Code(token.content))
        elif text := " " if token.type.endswith("break") else token.content:
            levels[-1].append(Words(text))
    return tuple(levels[0])


def _around(opening: Token, inner: Inlines) -> Inline:
    if opening.type == "link_open":
        return Link(str(opening.attrGet("href")), inner)
    return Marked(Mark(opening.tag), inner)


def plain(text: str) -> str:
    """Return a text without its marks, for titles, descriptions and feeds."""
    flat = " ".join(text.split())
    return "".join(_words(inlines(flat))) if MARKS.search(flat) else flat


def _words(tree: Inlines) -> Iterator[str]:
    for inline in tree:
        match inline:
            case Words(text) | Code(text):
                yield text
            case Marked(inner=inner) | Link(inner=inner):
                yield from _words(inner)
