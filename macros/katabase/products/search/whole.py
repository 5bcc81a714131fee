"""The whole index of a small library as one file, so that a phone asks once.

For a first question pieces take three round trips to the server. Up to some 100 long practices
everything that the search needs is one file. ``assets/search/whole.js`` reads what is written
here.
"""

from __future__ import annotations

import itertools
import json
import re
from collections import defaultdict
from itertools import filterfalse
from typing import TYPE_CHECKING, Any

from katabase.products.search.postings import gaps, levels, places
from katabase.products.search.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from katabase.products.search.index import SearchDocument

FILE = "whole.kbi"
"""The name of the file: JSON, compressed so that every server sends it small. What a server
does with `.gz` is its own affair."""

MOST = 760_000
"""Most letters of the documents of a small library: some 100 practices as long as the shipped
ones, and 150 KB of file. Above it pieces are less to load."""

COMMON = 0.4
"""The share of pages above which a word leads to no item: such lists are a tenth of the file."""


def whole(documents: Sequence[SearchDocument], beside: dict[str, Any]) -> str | None:
    """Return the index of all documents as JSON, or None if they are too many for one file.

    The documents come in the order of the index. ``beside`` is what else the search needs to
    know: its words and facets.
    """
    if sum(document.size for document in documents) > MOST:
        return None
    postings: dict[str, list[int]] = defaultdict(list)
    last: dict[str, int] = defaultdict(int)
    for number, document in enumerate(documents):
        within = places(document.texts)
        for word, level in levels(document).items():
            found = postings[word]
            found.append((number - last[word]) * 10 + level)
            found += [-1 - item for item in within.get(word, ())]
            last[word] = number
    for word, found in postings.items():
        named = [number for number in found if number >= 0]
        if len(named) > COMMON * len(documents):
            postings[word] = named
    content = {
        "beside": {**beside, "words": _in_order(beside["words"], postings)},
        "pages": list(map(_page, documents)),
        "said": _said(list(sentences(documents, beside.get("small", {})))),
        "words": postings,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _in_order(vocabulary: Iterable[str], words: Iterable[str]) -> list[int]:
    """Return the places of a vocabulary's words among those that are sorted and have no digits.

    As distances, each from the place of the word before: a third of the words themselves.
    """
    place = {word: at for at, word in enumerate(sorted(filterfalse(DIGIT.search, words)))}
    return gaps(place[word] for word in vocabulary if word in place)


DIGIT = re.compile("[0-9]")
"""Words with digits stand in another order where a browser reads them."""


def _said(typed: Sequence[Sequence[Sequence[str]]]) -> dict[str, Any]:
    """Return how many sentences each page has, and those in which each word stands."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, sentence in enumerate(itertools.chain.from_iterable(typed)):
        for word in sentence:
            found[word].append(number)
    return {
        "counts": list(map(len, typed)),
        "words": {word: gaps(numbers) for word, numbers in found.items()},
    }


def _page(document: SearchDocument) -> dict[str, Any]:
    return {
        "address": document.address,
        **document.meta,
        "names": document.names,
        "filters": {name: values for name, values in document.filters.items() if values},
        "items": document.items,
    }
