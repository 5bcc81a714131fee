"""Characters that no text should hold: what nobody sees, and what is no character at all.

Text with invisible characters can read differently from what it is (Unicode TR 36 and
TR 39). What a script needs is allowed where the script needs it: a joiner between two
letters, a variation selector behind a character that has variants.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from fontTools import unicodedata as unicode

if TYPE_CHECKING:
    from collections.abc import Iterator

JOINERS = "\u200c\u200d"
JOINED = re.compile(
    "[\u0620-\u08ff\u0900-\u0fff\u1000-\u109f\u1780-\u17d3\ufb50-\ufdff\ufe70-\ufefc]"
)
"""Arabic, Indic and related letters: Persian and Hindi are misspelt without joiners
(the idea of RFC 5892, appendix A)."""

EMOJI = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]")
"""Joined, two emoji are one: a woman and a factory are a woman who works there (UTS 51)."""

VARIANTS = (
    # An emoji, a sign, a digit before a keycap; no letter but the i of information.
    ("\ufe0e\ufe0f", re.compile("[0-9#*\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff]")),
    # Mathematics, Myanmar, Phags-pa, ideographs (StandardizedVariants.txt).
    ("\ufe00-\ufe0d", re.compile("[0\u1000-\u109f\u2200-\u2bff\u3000-\u9fff\ua840-\ua877\uaa60-"
                                 "\uaa7f\uf900-\ufaff\uff01-\uff1f\U00010ac0-\U00010aff]")),
    ("\u180b-\u180d\u180f", re.compile("[\u1807\u180a\u1820-\u18aa]")),
    # Variants of an ideograph, as names of people need them.
    ("\U000e0100-\U000e01ef", re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")),
)  # fmt: skip
"""Variation selectors, and what each may stand behind; never two in a row."""

BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters, marks and signs by their category that show nothing."""

SHOWN = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
"""Format characters that are seen: they stand around the numbers that follow them."""

LOST = "\ufffd"
"""What a program writes for bytes that it could not read, as of a file in another encoding."""

UNSEEN = ("Cc", "Cf", "Zl", "Zp")
NO_SCRIPT = "Zzzz"
"""The script of what is no character: unassigned, private, half of a pair. fontTools
knows newer versions of Unicode than an older Python does."""

SELECTORS = re.compile(f"[{''.join(selectors for selectors, _ in VARIANTS)}]")
SUSPECT = re.compile(r"[^\t\n\r -~]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def hidden(text: str) -> Iterator[int]:
    """Yield the place of every character that no text should hold.

    Line feeds, carriage returns and tabs are none of them.
    """
    if text.isascii():
        yield from (match.start() for match in CONTROL.finditer(text))
        return
    doubtful = "".join(char for char in set(text) if _doubtful(char))
    if doubtful:
        for match in re.finditer(f"[{re.escape(doubtful)}]", text):
            if not _needed(text, match.start()):
                yield match.start()


@lru_cache(maxsize=4096)
def _doubtful(char: str) -> bool:
    if not SUSPECT.match(char):
        return bool(CONTROL.match(char))
    category = unicodedata.category(char)
    return (
        char == LOST
        or (category in UNSEEN and char not in SHOWN)
        or char in BLANK
        or bool(SELECTORS.match(char))
        or (category in ("Cn", "Co", "Cs") and unicode.script(char) == NO_SCRIPT)
    )


def _needed(text: str, place: int) -> bool:
    """Say whether a doubtful character stands where its script needs it."""
    char, before = text[place], text[place - 1] if place else ""
    if char in JOINERS:
        behind = text[place + 1 : place + 2]
        shown = text[place - 2 : place - 1] if before == "\ufe0f" and place > 1 else before
        emoji = char == "\u200d" and EMOJI.match(shown) and EMOJI.match(behind)
        return bool(emoji or (JOINED.match(before) and JOINED.match(behind)))
    return any(
        re.match(f"[{selectors}]", char) and base.match(before) for selectors, base in VARIANTS
    )


def described(char: str) -> str:
    """Return what a hidden character is, as in ``the invisible character U+200B (…)``."""
    code = f"U+{ord(char):04X}"
    if char == LOST:
        return f"the character {code}, which stands where another one was lost"
    category = unicodedata.category(char)
    if category == "Co":
        return f"the character {code}, which is for private use: each machine shows another sign"
    if category in ("Cn", "Cs") and not unicodedata.name(char, ""):
        return f"{code}, which is no character"
    return f"the invisible character {code} ({unicodedata.name(char, 'control character').lower()})"


COMPATIBLE = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")


def composed(text: str) -> str:
    """Return a text with letters and their marks composed (NFC): "é" is one character.

    Compatibility ideographs stay as they are: composing would write the names of some
    people in other strokes.
    """
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text
    return COMPATIBLE.sub(lambda part: unicodedata.normalize("NFC", part[0]), text)
