"""What differs from script to script: where a word ends, and from which side it is read."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from babel import Locale, UnknownLocaleError

KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7af"
UNSPACED = (
    "\u0e01-\u0e4e\u0e81-\u0ece\u0edc-\u0edf"  # Thai, Lao
    "\u1000-\u103f\u1050-\u108f\u109a-\u109d\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa7f"  # Myanmar
    "\u1780-\u17d3\u17d7\u17dc\u17dd"  # Khmer
    "\u2e80-\u2fd5\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b"  # radicals, iteration marks
    f"\u3041-\u3096\u3099-\u309f{KATAKANA}\u3105-\u312f\u31a0-\u31bf"  # kana, Bopomofo
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # ideographs
)
"""Letters and marks of scripts that put no spaces between words, for a class of characters.
``assets/search/folding.js`` has the same."""

FROM_THE_RIGHT = frozenset("adlm arab aran hebr mand mani mend nkoo rohg samr syrc thaa yezi".split())  # noqa: SIM905, E501  # fmt: skip
"""Scripts that are read from right to left (ISO 15924)."""


def in_alphabet(text: str) -> str:
    """Return a text by its place in an alphabet: Ü stands with U, in German as in French."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))


@cache
def marks() -> str:
    """Return all combining marks, for a class of characters: vowels of Hindi, accents."""
    found = (chr(code) for code in range(0x300, 0x1F000))
    return "".join(char for char in found if unicodedata.category(char)[0] == "M")


@cache
def words_pattern() -> re.Pattern[str]:
    """Return a pattern of one word: letters, digits, and the marks that belong to them."""
    return re.compile(rf"[\w{marks()}\u200c\u200d]+")


ASCII_WORD = re.compile(r"\w+")


def words_of(text: str) -> list[str]:
    """Return the words of a text. In a script without spaces a word is a whole run of letters."""
    return (ASCII_WORD if text.isascii() else words_pattern()).findall(text)


def direction(language: str) -> str:
    """Return ``rtl`` or ``ltr`` for a language tag (BCP 47)."""
    first, *more = language.lower().split("-")
    script = next((part for part in more if len(part) == 4 and part.isalpha()), None)
    if script:
        return "rtl" if script in FROM_THE_RIGHT else "ltr"
    try:
        return str(Locale(first).text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"
