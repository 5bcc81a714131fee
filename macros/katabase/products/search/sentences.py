"""What people type who need a practice, as the index holds it: sentences as words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from katabase.products.search.folding import runs_on, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from katabase.products.search.index import SearchDocument


def sentences(
    documents: Iterable[SearchDocument], small: Mapping[str, str]
) -> Iterator[list[tuple[str, ...]]]:
    """Yield the sentences of each document, those with most in common side by side.

    A sentence is its words that say something, each once, in order; where there are no spaces,
    pairs of letters. ``small`` is what the index tells of small words.
    """
    nothing = frozenset(small.get("nothing", "").split())
    for document in documents:
        yield sorted(tuple(sorted(_telling(each) - nothing)) for each in document.searched_as)


def _telling(sentence: str) -> set[str]:
    found: set[str] = set()
    for word in words(sentence):
        found.update(map("".join, pairwise(word)) if runs_on(word) and word[1:] else [word])
    return found
