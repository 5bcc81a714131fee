"""Titles and keywords as phrases, and words as names are compared by.

A reader who types a whole keyword ("go and see", "1:1", "five whys") means the practice
that has it, more than one that happens to contain the words. ``assets/search/language.js``
folds the words of a query alike; the cases in ``tests/cases/search/phrases.yml`` hold both
together.
"""

from __future__ import annotations

import re
from itertools import pairwise
from unicodedata import normalize

from katabase.products.search.folding import flat, words

NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
LEADING = ("the", "a", "an")


def _fold(word: str) -> str:
    """Return the singular of a word, and a number as digits."""
    if word in NUMBERS:
        return str(NUMBERS.index(word))
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def folded(phrase: str) -> list[str]:
    """Return the words of a phrase as names are compared by: singular, numbers as digits."""
    return list(map(_fold, words(phrase)))


def pairs(run: str) -> list[str]:
    """Return the pairs of letters in a word without spaces, and each letter.

    A word stands in such a run where all its pairs do.
    """
    return [*map("".join, pairwise(run)), *run]


def spellings(text: str) -> str:
    """Return how words of a text are typed as well, beside their letters without accents.

    Umlauts in two letters ("groesse"), and what stands behind an apostrophe ("l'atelier").
    """
    if text.isascii() and "'" not in text:
        return ""
    composed = normalize("NFC", text.lower())
    umlauts = [flat(word.translate(IN_TWO)) for word in UMLAUT.findall(composed)]
    tails = [flat(tail) for tail in TAIL.findall(text.lower())]
    return " ".join([*umlauts, *tails])


IN_TWO = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
"""How umlauts are typed where the keyboard has none."""
UMLAUT = re.compile(r"[^\W_]*[äöü][^\W_]*")

TAIL = re.compile(r"(?<=['’])[^\W\d_]{3,}")
"""The word behind an apostrophe, as in "l'atelier"."""


def names(title: str, keywords: list[str]) -> tuple[list[str], list[str]]:
    """Return the phrases of a title and those of the keywords, without repetition.

    A title counts as a whole and in its parts at brackets, colons and commas; the article
    at its beginning does not count.
    """
    of_title = list(dict.fromkeys(map(_bare, [title, *re.split(r"[():,]", title)])))
    of_keywords = list(dict.fromkeys(map(_bare, keywords)))
    return [name for name in of_title if name], [name for name in of_keywords if name]


def _bare(phrase: str) -> str:
    found = words(phrase)
    return " ".join(found[1:] if found[:1] and found[0] in LEADING else found)
