"""Two languages that nobody speaks, to see which words of the interface were forgotten.

``en-XA`` is English with accents, in brackets, and 40 % longer; ``ar-XB`` is the same
written from right to left. A word without accents on a page in one of them is either
content or was never marked; a layout that breaks will break in German and in Arabic.
(The tags are those that ICU's own pseudo-locales have.)
"""

from __future__ import annotations

import gettext
import re

LONGER = "en-XA"
FROM_RIGHT = "ar-XB"

ACCENTS = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ÀƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽàƀçðéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýž",
)
"""A letter that looks like each one: none stays as it is, and the cards' font has all."""
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}|<[^>]*>|&\w+;")
"""What is no word: the place of a value, a tag, an entity."""

FILLING = " ··"


def is_pseudo(language: str) -> bool:
    """Say whether a language is one of the two."""
    return language in (LONGER, FROM_RIGHT)


def spoken(text: str) -> str:
    """Return a text of the interface as the pseudo-languages say it."""
    if not any(char.isalpha() for char in PLACE.sub("", text)):
        return text
    parts, last = [], 0
    for place in PLACE.finditer(text):
        parts += [text[last : place.start()].translate(ACCENTS), place.group()]
        last = place.end()
    parts.append(text[last:].translate(ACCENTS))
    letters = len(PLACE.sub("", text))
    return f"[{''.join(parts)}{FILLING * max(1, round(letters * 0.4 / len(FILLING)))}]"


class Catalogue(gettext.NullTranslations):
    """Says everything that it is asked for."""

    def gettext(self, message: str) -> str:
        """Return a text as the pseudo-languages say it."""
        return spoken(message)

    def pgettext(self, context: str, message: str) -> str:
        """Return a text with a context as the pseudo-languages say it."""
        return spoken(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form for a number as the pseudo-languages say it."""
        return spoken(msgid1 if n == 1 else msgid2)
