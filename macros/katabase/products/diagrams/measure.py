"""How wide words are in a picture, and where they are broken.

The reader's device sets them in its own font, so they are measured in Noto Sans, which is
wider than those of most devices, and a little is added.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from fontTools.ttLib import TTFont

from katabase.products.cards.typeset.fonts import font_set, named_by_number

MORE = 1.06
"""What is added for devices whose font is wider."""
BOLD = 1.08
"""How much wider bold letters are."""
EM = 1000
"""Widths of letters are whole thousandths of their size: each Python adds them up alike."""
OTHER = 660
"""The width of a letter that the font lacks."""
WIDE = frozenset("FW")
"""Widths of East Asian letters that are as wide as they are high."""


@cache
def _advances() -> dict[int, int]:
    with named_by_number(TTFont(font_set().files[0], lazy=True)) as font:
        units, widths = font["head"].unitsPerEm, font["hmtx"].metrics
        names = font.getBestCmap()
        return {code: round(widths[name][0] * EM / units) for code, name in names.items()}


@lru_cache(maxsize=4096)
def _letter(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    if unicodedata.east_asian_width(char) in WIDE:
        return EM
    return _advances().get(ord(char), OTHER)


@lru_cache(maxsize=4096)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how much room a line of text needs, in units of the picture."""
    return _room(sum(map(_letter, text)), size, bold=bold)


def _room(letters: int, size: float, *, bold: bool) -> float:
    return letters / EM * size * MORE * (BOLD if bold else 1)


def wrap(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """Return a text in lines that are no wider than the room, and about equally wide."""
    lines = _filled(text, room, size, bold=bold)
    longest = max(width(word, size, bold=bold) for word in text.split() or [""])
    low, high = max(room / 2, longest), room
    while len(lines) > 1 and high - low > 1:
        middle = (low + high) / 2
        if len(_filled(text, middle, size, bold=bold)) > len(lines):
            low = middle
        else:
            high = middle
    return _filled(text, high, size, bold=bold) if high < room else lines


def lines_of(text: str, room: float, size: float, *, bold: bool = False) -> int:
    """Return how many lines ``wrap`` makes of a text."""
    return len(_filled(text, room, size, bold=bold))


PIECE = re.compile(
    r"\s*(?:[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+)"
)
"""What is kept together: a word, or one letter of a script that is written without spaces."""
CLOSING = frozenset("、。，．・：；？！」』）】")
"""What does not begin a line."""


@lru_cache(maxsize=1024)
def _pieces(text: str) -> list[tuple[str, str, int, int]]:
    """Return the pieces of a text: behind others and at the beginning of a line, and how wide.

    A text is broken again and again, until its lines are equally wide.
    """
    found = []
    for piece in PIECE.findall(" ".join(text.split())):
        first = piece.lstrip()
        found.append((piece, first, sum(map(_letter, piece)), sum(map(_letter, first))))
    return found


def _filled(text: str, room: float, size: float, *, bold: bool) -> list[str]:
    lines, taken = [""], 0
    for piece, first, wide, first_wide in _pieces(text):
        more, longer = (piece, taken + wide) if lines[-1] else (first, first_wide)
        if _room(longer, size, bold=bold) <= room or piece in CLOSING:
            lines[-1], taken = lines[-1] + more, longer
            continue
        parts = _cut(piece.strip(), room, size, bold=bold)
        lines = [*([] if lines == [""] else lines), *parts]
        taken = sum(map(_letter, parts[-1]))
    return lines


def _cut(word: str, room: float, size: float, *, bold: bool) -> list[str]:
    """Return a word in pieces that fit, with hyphens where its script has them."""
    pieces = []
    while width(word, size, bold=bold) > room and len(word) > 1:
        hyphen = (
            "-" if word[0].isascii() or unicodedata.name(word[0], "").startswith("LATIN") else ""
        )
        most = len(word) - 1
        while most > 1 and width(word[:most] + hyphen, size, bold=bold) > room:
            most -= 1
        kept = word[:most]
        pieces.append(kept if kept.endswith("-") else kept + hyphen)
        word = word[most:]
    return [*pieces, word]
