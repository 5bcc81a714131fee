"""The keys under which the search index holds each title and keyword as one word.

A reader who types a whole keyword ("go and see", "1:1", "five whys") means the practice
that has it, more than one that happens to contain the words. The index knows words only,
so each phrase goes in as one. ``assets/search/phrases.js`` makes the keys of a query; the
cases in ``tests/cases/search/phrases.yml`` hold both together.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import normalize

from katabase.domain.stop_words import STOP_WORDS
from katabase.products.search.folding import flat, runs_on, words

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
MARK = "ʞ"
"""What a key begins with: a letter that no word does. For a word that it does not know,
Pagefind takes the longest word that this one begins with, so a key needs such a letter."""
EVERY = f"{MARK}everyzz"
"""A word that stands in every practice: a search for nothing would load the whole index."""
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


def key(phrase: str, *, part: bool = False) -> str:
    """Return the key of a whole phrase, or of a part of one: a word that no text contains."""
    folded = "".join(map(_fold, words(phrase)))
    return f"{MARK}{'p' if part else 'w'}{_lettered(folded)}zz"


def _lettered(text: str) -> str:
    """Return a text in the letters a to z.

    The index splits a word between letters and digits, and some programs that make it
    split a word between scripts.
    """
    return re.sub(r"[^a-z]", lambda found: _letters(found.group()), text)


def _letters(char: str) -> str:
    return "q" + "abcdefghij"[int(char)] if char in "0123456789" else "q" + _code(char)


def _code(char: str) -> str:
    """Return a character's code in five letters, k for 0 to z for 15."""
    return "".join("klmnopqrstuvwxyz"[ord(char) >> shift & 15] for shift in (16, 12, 8, 4, 0))


GAP = f"{MARK}gapzz"


def letters_of(run: str) -> tuple[list[str], list[str]]:
    """Return the keys of the pairs of letters in a word without spaces, and of each letter.

    A word stands in such a run where its pairs stand one after the other.
    """
    pairs = [f"{MARK}b{_code(one)}{_code(two)}zz" for one, two in pairwise(run)]
    return pairs, [f"{MARK}u{_code(char)}zz" for char in run]


def spellings(text: str) -> str:
    """Return what an index needs beside a text, so that its words are found as readers type them.

    That is each word without its accents, an umlaut in two letters as well ("groesse"), and the
    pairs of letters of words without spaces.
    """
    if text.isascii() and "'" not in text:
        return ""
    composed = normalize("NFC", text.lower())
    umlauts = [flat(word.translate(IN_TWO)) for word in UMLAUT.findall(composed)]
    written = set(re.findall(r"[^\W_]+", text.lower()))
    whole: list[str] = []
    pairs: list[str] = []
    letters: dict[str, None] = {}
    for word in words(text):
        if runs_on(word):
            two, one = letters_of(word)
            pairs += [*two, GAP]
            letters |= dict.fromkeys(one)
        elif word not in written:
            whole.append(word)
    tails = [flat(tail) for tail in TAIL.findall(text.lower())]
    return " ".join([*whole, *umlauts, *tails, *pairs, *letters])


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


def parts(phrase: str) -> Iterator[str]:
    """Yield the parts of a phrase: all neighbouring words that are not the whole."""
    found = words(phrase)
    for start in range(len(found)):
        for end in range(start + 1, len(found) + 1):
            if end - start < len(found) and not STOP_WORDS.issuperset(found[start:end]):
                yield " ".join(found[start:end])


def key_words(phrases: list[str]) -> str:
    """Return the keys of phrases and of their parts, as a text for the index."""
    found = {key(phrase) for phrase in phrases}
    found |= {key(part, part=True) for phrase in phrases for part in parts(phrase)}
    return " ".join(sorted(found))
