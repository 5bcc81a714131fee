"""Where the first sentence of a text ends."""

from __future__ import annotations

import re


def first_sentence(text: str) -> str:
    """Return a text up to the end of its first sentence, marks included."""
    paragraph = text.split("\n\n")[0].strip()
    ends = (match.end() for match in SENTENCE_END.finditer(paragraph))
    return next((paragraph[:end] for end in ends if _ends(paragraph, end)), paragraph)


CLOSING_QUOTES = "」』）】〉》］"
SENTENCE_END = re.compile(
    rf"[.!?…؟۔।॥։።]+[\"'”’»)\]*_]*(?=\s)|[。！？｡．]+[\"'”’*_{CLOSING_QUOTES}]*"
)
"""What ends a sentence: with a space after it, or in Chinese and Japanese without one."""

GOES_ON = re.compile(rf"[{CLOSING_QUOTES}]\Z")


def _ends(text: str, end: int) -> bool:
    """Say whether a sentence ends here: not within an abbreviation, nor behind what is quoted."""
    after = text[end:].lstrip()
    if not after:
        return False  # it is the whole text
    if GOES_ON.search(text[:end]) and after[0] in "とっのなは":
        return False
    return not after[0].islower() and not INITIAL.search(text[:end])


INITIAL = re.compile(r"(?<!\w)[^\W\d_]\.\Z")
"""A letter and a dot, as in "z. B." and in names."""
