"""Why a text is no YAML, in the words of somebody who does not program.

A parser tells where it gave up and where what it was reading began. Only those two places
are asked of it; its words change with every release and from one parser to the other. What
stands in the text at the two places says what is wrong.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from katabase.domain.problems import Problem, Spot
from katabase.domain.reading.lookalikes import in_structure

if TYPE_CHECKING:
    from collections.abc import Callable

    from katabase.domain.reading.document import Document

QUOTE = "put the whole text in double quotes"

QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""", re.DOTALL)
COLON = re.compile(r":(?=\s|$)")
COMMENT = re.compile(r"\s#.*")
ESCAPE = re.compile(r"\\[^\\\s]{0,9}\Z")
"""A backslash with at most so much behind it as the longest escape, ``\\UXXXXXXXX``, has."""


LONGEST_KEY = 1_000
FENCE = "```"
HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""An escape for half of a character that is written in two."""

NUMBERED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|.)", re.DOTALL)


@dataclass(frozen=True)
class Refusal:
    """Where a parser gave up, as offsets of characters in the text."""

    text: str
    began: int
    """Where the part began that it was reading; ``at`` if it does not say."""
    at: int

    @property
    def opener(self) -> str:
        """The character that the part begins with."""
        return self.text[self.began : self.began + 1]

    @property
    def found(self) -> str:
        """The character that the parser stopped at; empty at the end of the text."""
        return self.text[self.at : self.at + 1]

    @property
    def before(self) -> str:
        """What stands before it on its line."""
        return self.text[self.text.rfind("\n", 0, self.at) + 1 : self.at]

    @property
    def within(self) -> bool:
        """Whether it gave up within the part and not at its first character."""
        return self.began < self.at

    @property
    def first_line(self) -> str:
        """The first line of the part."""
        return self.text[self.began :].partition("\n")[0]

    @property
    def in_quotes(self) -> bool:
        """Whether it gave up within quotation marks, or found no end of them."""
        if not self.within or self.opener not in "\"'":
            return False
        whole = QUOTED.match(self.text, self.began)
        return whole is None or whole.end() > self.at

    @property
    def backslash(self) -> int | None:
        """Where the escape begins within which it gave up."""
        escape = ESCAPE.search(self.text, self.began, self.at + 1)
        return escape.start() if escape and self.in_quotes else None


def impossible_escape(text: str, start: int, end: int) -> int | None:
    """Return where an escape stands that means no character; not every parser refuses it."""
    for escape in NUMBERED.finditer(text, start, end):
        code = int(escape[1] or escape[2] or "0", 16)
        if 0xD800 <= code <= 0xDFFF or code > sys.maxunicode:
            return escape.start()
    return None


class _Words(NamedTuple):
    """What to say of a refusal that ``fits``."""

    fits: Callable[[Refusal], object]
    message: str
    hint: str
    place: Callable[[Refusal], int | None] = attrgetter("at")
    """Where to mend it; by default where the parser gave up."""


TABLE = (
    _Words(
        lambda it: it.backslash is not None and HALF.match(it.text, it.backslash),
        "half of a character stands here as an escape, as JSON writes emoji",
        "write the character itself",
        place=attrgetter("backslash"),
    ),
    _Words(
        lambda it: it.backslash is not None,
        "a backslash within double quotes is followed by something that YAML does not know",
        "write two backslashes for one, or use single quotes",
        place=attrgetter("backslash"),
    ),
    _Words(
        lambda it: it.in_quotes,
        "a quotation mark opens here and is never closed",
        'close it; within double quotes write \\" for a quotation mark',
        place=attrgetter("began"),
    ),
    _Words(
        lambda it: it.within and it.opener in "[{",
        "a bracket opens here and is never closed",
        f"close it, or {QUOTE} if the bracket belongs to the text",
        place=attrgetter("began"),
    ),
    _Words(
        lambda it: it.opener and it.opener in "*&",
        "a text begins with * or &, which has a meaning in YAML",
        QUOTE,
        place=attrgetter("began"),
    ),
    _Words(
        lambda it: it.within and it.opener == "!",
        "a text begins with !, which has a meaning in YAML",
        QUOTE,
        place=attrgetter("began"),
    ),
    _Words(
        lambda it: it.within and it.opener in "|>",
        "text stands behind > or |",
        f"begin the text on the next line, indented; or {QUOTE}",
        place=attrgetter("began"),
    ),
    _Words(
        lambda it: not it.within and not it.text[it.at :].strip(),
        "the file ends within a list or a text",
        "close every bracket that is open",
    ),
    _Words(
        lambda it: (it.before + it.found).startswith("%"),
        "a line that begins with % is not allowed",
        "remove it",
    ),
    _Words(
        lambda it: it.text.startswith(FENCE, it.at) and not it.before.strip(),
        f"a line begins with {FENCE}, which stands around code in Markdown",
        f"delete this line, and the other one with {FENCE}",
    ),
    _Words(
        lambda it: not it.within and it.found and it.found in "@`%",
        "a text begins with {char}, which YAML reserves",
        QUOTE,
    ),
    _Words(
        lambda it: it.found == "-" and not it.within and it.before.strip(),
        "a dash and a space stand behind a key",
        f"begin the list on the next line, or {QUOTE}",
    ),
    _Words(
        lambda it: it.found == ":" and len(it.before) > LONGEST_KEY,
        f"expected a key, found more than {LONGEST_KEY:,} characters before a colon",
        QUOTE,
    ),
    _Words(
        lambda it: it.found == ":" and COLON.search(it.before),
        "a colon and a space stand inside a text without quotes",
        QUOTE,
    ),
    _Words(
        lambda it: it.found == ":" and not it.within,
        "expected the text of the line above to go on, found a key with a colon",
        "look at the line above: it lacks a colon and a space, or this one is indented",
    ),
    _Words(
        lambda it: not it.within and it.found and it.found in ",[]{}?",
        "expected a text, found a bracket or a comma",
        QUOTE,
    ),
    _Words(
        lambda it: it.within and re.match(r"-\s", it.first_line + "\n"),
        "the line is not indented like the list item that it belongs to",
        "begin it in the same column as the first key of the item",
    ),
    _Words(
        lambda it: it.within and not COLON.search(COMMENT.sub("", it.first_line)),
        "expected a key with a colon, found a text",
        "add the colon, or indent the line like the text that it continues",
        place=attrgetter("began"),
    ),
    _Words(
        lambda it: re.search(r"^\.\.\.", it.text[: it.at], re.MULTILINE),
        "expected one practice, found text behind its end",
        'remove the line "..." or what follows it',
    ),
    _Words(
        lambda it: it.before.rstrip().endswith(('"', "'")),
        "text stands behind a closing quotation mark",
        f'{QUOTE}; within them write \\" for a quotation mark',
    ),
    _Words(
        lambda it: it.before.rstrip().endswith(("]", "}")),
        "text stands behind a closing bracket",
        QUOTE,
    ),
    _Words(
        lambda it: it.found == "-" and not it.before.strip(),
        "the dash does not stand below the dashes of its list",
        "begin it in the same column as the dash above",
    ),
    _Words(
        bool,  # whatever else it may be
        "expected a key with a colon, indented like the keys above it",
        "begin the line in the same column as the others",
    ),
)


def problem_of(refusal: Refusal, document: Document) -> Problem:
    """Return the problem of a text that is not valid YAML."""
    odd = _lookalike(refusal, document)
    if odd:
        return odd
    words = next(words for words in TABLE if words.fits(refusal))
    spot = document.positions.spot(words.place(refusal) or 0)
    message = words.message.format(char=refusal.found)
    return Problem(document.filename, spot, "yaml-syntax", message, words.hint)


def _lookalike(refusal: Refusal, document: Document) -> Problem | None:
    """Return the problem of a character that only looks like the one that YAML needs.

    It stands in the line where the parser gave up, in the one above, or where the part began.
    """
    lines, last = refusal.text.split("\n"), document.positions.spot(refusal.at).line
    for number in sorted({document.positions.spot(refusal.began).line, max(1, last - 1), last}):
        odd = in_structure(lines[number - 1])
        if odd:
            message = f"expected {odd.ordinary}, found {odd.named}, which looks like it"
            hint = f"write {odd.ordinary} in its place"
            spot = Spot(number, odd.place + 1)
            return Problem(document.filename, spot, "yaml-syntax", message, hint)
    return None
