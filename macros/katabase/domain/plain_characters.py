"""What the check mends by itself in a file that cannot be read as it is meant: characters.

A no-break space in an indentation, a full-width colon behind a key, a tab before a dash or an
invisible character look right to whoever wrote them. What was meant is certain where YAML
needs the character that they look like; nothing else of the file changes.
"""

from __future__ import annotations

import re
import unicodedata
from codecs import BOM_UTF8
from typing import TYPE_CHECKING

from katabase.domain.modeline import LINE
from katabase.domain.reading import source
from katabase.domain.reading.characters import hidden
from katabase.domain.reading.lookalikes import SPACES, in_structure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.problems import Spot

ODD_KEY = re.compile(f"[{SPACES}]")
"""How a key begins whose line is indented with a space of another sort."""

BREAKS = "\u0085\u2028\u2029"
"""Ends of a line that are none in a file of practices: words stand on both sides."""

MOST_READ = 5_000_000
"""Letters that are read in all, as a refusal hides those behind it: a file of 8,000 six hundred
times. What is damaged worse stays as it is."""

INDENT = "  "
"""What takes the place of a tab in an indentation: a level, as all files have it."""


def in_plain_characters(raw: bytes, filename: str) -> tuple[bytes, int]:
    """Return the bytes of a file with the characters that were meant, and how many these are.

    A file that can be read stays as it is, and so does one that cannot be read after it.
    """
    mark = BOM_UTF8 if raw.startswith(BOM_UTF8) else b""
    try:
        text = raw.removeprefix(mark).decode("utf-8")
    except UnicodeDecodeError:
        return raw, 0
    mended, document = 0, False
    for _ in range(2 + MOST_READ // (len(text) + 1)):
        document, places = _places(text, filename)
        lines: list[str] = LINE.findall(text)
        changed = _mend(lines, places)
        if not changed:
            break
        mended += changed
        text = "".join(lines)
    return (mark + text.encode("utf-8"), mended) if mended and document else (raw, 0)


def _places(text: str, filename: str) -> tuple[bool, list[Spot]]:
    """Return whether a text can be read, and where it may have to be mended."""
    document, problems = source.parse(text.encode("utf-8"), filename)
    places = [problem.spot for problem in problems]
    if document:
        odd = (loc for loc in document.marks.ways() if loc and ODD_KEY.match(str(loc[-1])))
        places = [document.key_spot(loc) for loc in odd]
    return document is not None, places


def _mend(lines: list[str], places: list[Spot]) -> int:
    """Put what was meant into lines; return how many characters that changes."""
    changed = 0
    for number in {spot.line - 1 for spot in places if 0 < spot.line <= len(lines)}:
        line = lines[number]
        chars = list(line)
        for place, meant in _meant(line):
            chars[place] = meant
            changed += 1
        lines[number] = "".join(chars)
    return changed


def _meant(line: str) -> Iterator[tuple[int, str]]:
    """Yield where a line has what cannot be read, and what was meant.

    A line with an invisible character may be of a text, where a dash is a dash; if it is not,
    the next refusal is about what it has besides.
    """
    unseen = list(hidden(line))
    for place in unseen:
        if line[place] in BREAKS:
            yield place, " "
        elif unicodedata.category(line[place]) == "Cf":  # what else there is may stand for anything
            yield place, ""
    blank = len(line) - len(line.lstrip(" \t"))
    for place, char in enumerate(line[:blank]):
        if char == "\t":
            yield place, INDENT
    odd = None if unseen else in_structure(line)
    if odd:
        yield odd.place, odd.meant
