"""What people type who need a practice, as the index holds it: sentences as words."""

from __future__ import annotations

from itertools import pairwise
from sys import intern
from typing import TYPE_CHECKING

from katabase.products.search.folding import runs_on, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from katabase.products.search.index import SearchDocument


def sentences(
    documents: Iterable[SearchDocument], small: Mapping[str, str]
) -> list[list[tuple[str, ...]]]:
    """Return the sentences of each document, those with most in common side by side.

    A sentence is its words that say something, each once, in order; where there are no spaces,
    pairs of letters. A large library has millions of words, and few different ones: each is one
    object. ``small`` is what the index tells of small words.
    """
    nothing = frozenset(small.get("nothing", "").split())
    return [
        sorted(
            tuple(map(intern, sorted(_telling(each) - nothing))) for each in document.searched_as
        )
        for document in documents
    ]


def _telling(sentence: str) -> set[str]:
    found: set[str] = set()
    for word in words(sentence):
        found.update(map("".join, pairwise(word)) if runs_on(word) and word[1:] else [word])
    return found
