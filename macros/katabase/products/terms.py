"""The words of the glossary: where they stand in a text, and their anchors on its page."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from katabase.domain.scripts import HANGUL, KATAKANA, UNSPACED, marks, words_of
from katabase.domain.slugs import ascii_slug, slug

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        self.beginning = {**letters, **beginning}
        self.names = {
            key: {self.by_word[word.casefold()].term for word in words}
            for key, words in self.beginning.items()
        }
        self._patterns: dict[str, re.Pattern[str]] = {}
        self.anchors = anchors([term.term for term in terms])

    def find(self, text: str, seen: set[str]) -> list[tuple[int, int, Term]]:
        """Return where terms that are not among those seen may stand: start, end, term.

        Sorted by place, the longer one first; places may overlap.
        """
        found = set()
        keys = set(words_of(text.casefold()))
        if self.letters and not text.isascii():
            keys |= self.letters.intersection(text)
        for key in keys:
            if key in self.beginning and not self.names[key] <= seen:
                matches = self._pattern(key).finditer(text)
                found |= {(match.start(), -match.end(), match.group()) for match in matches}
        named = ((start, -end, self._term(word)) for start, end, word in sorted(found))
        return [(start, end, term) for start, end, term in named if term is not None]

    def _pattern(self, key: str) -> re.Pattern[str]:
        """Return what finds the terms that begin so: made when a text has such a word."""
        if key not in self._patterns:
            self._patterns[key] = _any_of(self.beginning[key])
        return self._patterns[key]

    def _term(self, word: str) -> Term | None:
        key = word.casefold()
        return self.by_word.get(key) or self.by_word.get(key.removesuffix("s"))


RUNS_ON = re.compile(f"[{UNSPACED}{HANGUL}]")
"""The beginning of a word that other letters may precede or follow."""


def _any_of(words: list[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(_whole, ordered)), re.IGNORECASE)


def _whole(word: str) -> str:
    """Return a pattern for a word as a whole.

    Between letters of a script without spaces nothing says where a word ends; a run of
    Katakana is one word, and in Korean endings follow a word directly.
    """
    before, after = f"(?<![\\w{marks()}])", f"s?(?![\\w{marks()}])"
    if word.isascii():
        before, after = r"(?<!\w)", r"s?(?!\w)"
    if RUNS_ON.match(word):
        own = next((run for run in (KATAKANA, HANGUL) if re.match(f"[{run}]", word)), "")
        before = f"(?<![{own}])" if own else ""
    if re.search(f"[{KATAKANA}]$", word):
        after = f"(?![{KATAKANA}])"
    elif re.search(f"[{UNSPACED}{HANGUL}]$", word):
        after = f"(?![{marks()}])"
    return f"{before}{re.escape(word)}{after}"


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
