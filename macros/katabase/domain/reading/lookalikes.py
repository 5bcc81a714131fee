"""Characters that look like those of YAML and are others: a full-width colon, an en dash.

Nobody sees the difference, so a message has to name the character.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
BULLETS = "\u2022\u2023\u25e6\u30fb\u00b7\u25cf\u25aa"
COLONS = "\uff1a\ufe55\ufe13\u2236\ua789\u05c3\u0589\u02d0"
DOUBLE = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02\u301d\u301e\u300c\u300d"
SINGLE = "\u2018\u2019\u201a\u201b\u2032\u02bc\uff07\u2039\u203a"
SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
LETTERS = str.maketrans("аеорсухіјѕԁһӏαοικνρτυχ", "aeopcyxijsdhlaoiknptux")
"""Cyrillic and Greek letters that look like Latin ones."""


class Lookalike(NamedTuple):
    """A character that looks like another one."""

    place: int
    char: str
    meant: str

    @property
    def named(self) -> str:
        """The character with its code and its name."""
        name = unicodedata.name(self.char, "a character without a name").lower()
        code = f"U+{ord(self.char):04X}"
        return f"{code} ({name})" if self.meant == " " else f'"{self.char}" ({code}, {name})'

    @property
    def ordinary(self) -> str:
        """What should stand there."""
        return "an ordinary space" if self.meant == " " else f"an ordinary {self.meant}"


def meant_by(char: str) -> str:
    """Return the ASCII character that a character looks like; empty if it is like none."""
    if char.isascii():
        return ""
    for look, chars in (("-", DASHES + BULLETS), (":", COLONS), ('"', DOUBLE), ("'", SINGLE)):
        if char in chars:
            return look
    if unicodedata.category(char) == "Zs":
        return " "
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", char).translate(LETTERS)
    return plain if len(plain) == 1 and plain.isascii() and plain.isprintable() else ""


def first_in(text: str) -> Lookalike | None:
    """Return the first character of a text that looks like an ASCII one and is another."""
    if text.isascii():
        return None
    found = ((place, char, meant_by(char)) for place, char in enumerate(text))
    return next((Lookalike(*each) for each in found if each[2]), None)


STRUCTURE = (
    re.compile(f"^[ \\t]*(?P<odd>[{SPACES}])"),  # indented with
    re.compile(f"^[ \\t]*(?P<odd>[{DASHES}{BULLETS}])[ {SPACES}]"),  # a list's dash
    re.compile(f"^[ ]*-(?P<odd>[{SPACES}])"),  # behind the dash
    re.compile(f"^[ ]*(?:- +)*[\\w-]+[ {SPACES}]*(?P<odd>[{COLONS}])"),  # a key's colon
    re.compile(f"^[ ]*(?:- +)*[\\w-]+(?P<odd>[{SPACES}]) *:"),  # before it
    re.compile(f"^[ ]*(?:- +)*[\\w-]+:(?P<odd>[{SPACES}])"),  # behind it
    re.compile(f"^[ ]*(?:- +)*(?:[\\w-]+: +)?(?P<odd>[{DOUBLE}])"),  # around a text
    re.compile(f"^[ ]*(?:- +)*(?:[\\w-]+: +)?(?P<odd>[{SINGLE}])"),
)
"""Where in a line YAML needs a sign or a space, and finds one that looks like it."""


def in_structure(line: str) -> Lookalike | None:
    """Return the first character of a line that stands where YAML needs the one it looks like."""
    if line.isascii():
        return None
    matches = (pattern.match(line) for pattern in STRUCTURE)
    places = [match.start("odd") for match in matches if match]
    if not places:
        return None
    place = min(places)
    return Lookalike(place, line[place], meant_by(line[place]))
