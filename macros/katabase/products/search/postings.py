"""How much each page is about each word, as numbers that are small to send."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from math import exp
from typing import TYPE_CHECKING

from katabase.products.search.folding import runs_on, words
from katabase.products.search.phrases import pairs, spellings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from katabase.products.search.index import SearchDocument, Text

LEVELS = 5
"""Steps in which the index says how much a page is about a word; 1 is the least."""

ENOUGH = 8.0
"""The weight of a word in a page that is most of what can be said: a keyword, or two summaries."""


def terms(text: str) -> list[str]:
    """Return the words by which a text is found: pairs of letters where there are no spaces."""
    if text.isascii():
        return words(text)
    found: list[str] = []
    for word in words(text):
        found += pairs(word) if runs_on(word) else [word]
    return [*found, *words(spellings(text))]


def levels(document: SearchDocument) -> dict[str, int]:
    """Return for each word of a document how much it is about it, from 1 to `LEVELS`."""
    together: dict[float, list[str]] = defaultdict(list)
    for text in document.texts:
        together[text.weight].append(text.text)
    weights: dict[str, float] = {}
    for weight, texts in together.items():
        for word, times in Counter(terms("\n".join(texts))).items():
            weights[word] = weights.get(word, 0.0) + weight * times
    return {word: level(weight) for word, weight in weights.items()}


@cache
def level(weight: float) -> int:
    """Return the step of a weight."""
    return max(1, round(LEVELS * (1 - exp(-weight / ENOUGH))))


def places(texts: Iterable[Text]) -> dict[str, dict[int, None]]:
    """Return the items, by number, in which each word stands."""
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for text in texts:
        if text.item >= 0:
            for word in terms(text.text):
                found[word][text.item] = None
    return found


def gaps(numbers: Iterable[int]) -> list[int]:
    """Return numbers as the distances between them, from 0."""
    found: list[int] = []
    last = 0
    for number in numbers:
        found.append(number - last)
        last = number
    return found
