"""Texts as they are compared in a search: without case, accents and spellings of a letter.

``assets/search/folding.js`` does the same in the browser; the cases in
``tests/cases/search/folding.yml`` hold both together.
"""

from __future__ import annotations

import re
import unicodedata

from katabase.domain.scripts import HANGUL, UNSPACED, words_of

DROPPED = re.compile(
    "[\u0300-\u036f"  # accents of Latin, Greek and Cyrillic
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # points of Hebrew
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed"  # vowels of Arabic
    "\u093c\u09bc\u0a3c\u0b3c"  # the dot of borrowed letters in Indic scripts
    "\u200c\u200d'’ʼ]"
)
"""What a reader may leave out. Vowels of Hindi or Thai are no such marks: they make the word."""

ALIKE = {
    **{"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"},
    **{"ħ": "h", "ı": "i", "ŋ": "n", "ς": "σ", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه"},
}
"""Letters that have no accent to lose, and what a reader types for them."""
_ALIKE = str.maketrans(ALIKE)

RUN = re.compile(f"[{UNSPACED}{HANGUL}]+|[^{UNSPACED}{HANGUL}]+")
"""Letters of scripts without spaces, or of others: "5S活動" is two words. Korean has spaces,
but a word is followed by its endings without one."""


def flat(text: str) -> str:
    """Return a text in lower case, without accents, each letter in its plainest form."""
    if text.isascii():
        return text.lower().replace("'", "")
    parts = DROPPED.sub("", unicodedata.normalize("NFKD", text).lower())
    return unicodedata.normalize("NFC", parts.translate(_ALIKE))


def words(text: str) -> list[str]:
    """Return the words of a text, folded; a run of a script without spaces is one word."""
    found = words_of(flat(text).replace("_", " "))
    return found if text.isascii() else [run for word in found for run in RUN.findall(word)]


def runs_on(word: str) -> bool:
    """Say whether nothing tells where a word of this script ends."""
    return not word.isascii() and RUNS_ON.match(word) is not None


RUNS_ON = re.compile(f"[{UNSPACED}{HANGUL}]")
