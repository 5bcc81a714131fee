"""The words of the glossary: where they stand in a text, and their anchors on its page."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from functools import cache
from string import ascii_uppercase
from typing import TYPE_CHECKING

from katabase.domain.scripts import HANGUL, KATAKANA, UNSPACED, marks, words_of
from katabase.domain.slugs import ascii_slug, slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from katabase.domain.glossary import Term


class Terms:
    """Finds the words of the glossary in a text, in every script.

    Each word of the text is looked up first; only terms that begin with one of them are
    searched for. That costs a tenth of searching for all terms at once. Where a script puts
    no spaces between words, the first letter takes the place of the first word.
    """

    def __init__(self, terms: Sequence[Term]) -> None:
        self.by_word: dict[str, Term] = {}
        written: dict[str, str] = {}
        for term in terms:
            for word in (term.term, *term.also):
                self.by_word[word.casefold()] = term
                written[word.casefold()] = word
        beginning: dict[str, list[str]] = defaultdict(list)
        letters: dict[str, list[str]] = defaultdict(list)
        for word in written.values():
            if RUNS_ON.match(word):
                letters[word[0]].append(word)
                continue
            for first in words_of(word.casefold())[:1]:
                beginning[first].append(word)
                beginning[f"{first}s"].append(word)
        self.letters = frozenset(letters)
        self.firsts = frozenset(beginning)
        self.beginning = {**letters, **beginning}
        self.names = {
            key: {self.by_word[word.casefold()].term for word in words}
            for key, words in self.beginning.items()
        }
        self.anchors = anchors([term.term for term in terms])

    def find(self, text: str, seen: set[str]) -> list[tuple[int, int, Term]]:
        """Return where terms that are not among those seen may stand: start, end, term.

        Sorted by place; of those that begin at one place it is the longest. Places may overlap.
        """
        keys = self.firsts.intersection(words_of(text.casefold()))
        if self.letters and not text.isascii():
            keys |= self.letters.intersection(text)
        found: dict[int, int] = {}
        for key in keys:
            if not self.names[key] <= seen:
                for word in self.beginning[key]:
                    for start, end in _places(word, text):
                        found[start] = max(end, found.get(start, end))
        named = ((start, end, self._term(text[start:end])) for start, end in sorted(found.items()))
        return [(start, end, term) for start, end, term in named if term is not None]

    def _term(self, word: str) -> Term | None:
        key = word.casefold()
        return self.by_word.get(key) or self.by_word.get(key.removesuffix("s"))


RUNS_ON = re.compile(f"[{UNSPACED}{HANGUL}]")
"""The beginning of a word that other letters may precede or follow."""


def _places(word: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a word stands as a whole in a text, alone or with the s of several."""
    if not word.isascii():
        yield from (match.span() for match in _whole(word).finditer(text))
        return
    small = text.lower() if text.isascii() else text.translate(_SMALL)
    start = small.find(word.lower())
    while start >= 0:  # most words of a glossary are such, and patterns take long to make
        end = start + len(word)
        end += small.startswith("s", end) and not _goes_on(text[end + 1 : end + 2])
        if not _goes_on(text[:start][-1:]) and not _goes_on(text[end : end + 1]):
            yield start, end
        start = small.find(word.lower(), start + 1)


_SMALL = {ord(letter): letter.lower() for letter in ascii_uppercase}
"""Letters that change, and no others: so a text keeps its length."""


def _goes_on(char: str) -> bool:
    """Say whether a word that ends beside a character goes on with it."""
    return char.isalnum() or char == "_"


@cache
def _whole(word: str) -> re.Pattern[str]:
    """Return a pattern for a word as a whole.

    Between letters of a script without spaces nothing says where a word ends; a run of
    Katakana is one word, and in Korean endings follow a word directly.
    """
    before, after = f"(?<![\\w{marks()}])", f"s?(?![\\w{marks()}])"
    if RUNS_ON.match(word):
        own = next((run for run in (KATAKANA, HANGUL) if re.match(f"[{run}]", word)), "")
        before = f"(?<![{own}])" if own else ""
    if re.search(f"[{KATAKANA}]$", word):
        after = f"(?![{KATAKANA}])"
    elif re.search(f"[{UNSPACED}{HANGUL}]$", word):
        after = f"(?![{marks()}])"
    return re.compile(f"{before}{re.escape(word)}{after}", re.IGNORECASE)


def anchors(terms: Sequence[str]) -> dict[str, str]:
    """Return the anchor of each glossary term: its words, and a hash where those are not enough.

    "C++" and "C#" have the same word; a term that is just its words keeps them.
    """
    words = {term: slug(term) for term in terms}
    shared = Counter(words.values())
    return {
        term: word if word and (shared[word] == 1 or term.lower() == word) else _apart(term, word)
        for term, word in words.items()
    }


def _apart(term: str, word: str) -> str:
    digest = hashlib.sha256(term.lower().encode()).hexdigest()[:6]
    return f"{word or 'term'}-{digest}"


def old_anchor(term: str) -> str:
    """Return the anchor that a term had when only ASCII letters counted; it may be empty."""
    return ascii_slug(term)
