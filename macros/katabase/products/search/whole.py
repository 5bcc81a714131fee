"""The whole index of a small library as one file, so that a phone asks once.

Pagefind's index lies in pieces: a program of 70 KB, and for a first question five round trips
to the server. Up to a few hundred practices everything that the search needs weighs less than
that program. ``assets/search/whole.js`` reads what is written here.
"""

from __future__ import annotations

import json
from collections import defaultdict
from html.parser import HTMLParser
from math import exp
from typing import TYPE_CHECKING, Any

from katabase.products.search.folding import runs_on, words
from katabase.products.search.index import SAID
from katabase.products.search.phrases import MARK, letters_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from katabase.products.search.index import SearchDocument

FILE = "whole.kbi"
"""The name of the file: JSON, compressed as Pagefind's pieces are, so that every server sends
it small. What a server does with `.gz` is its own affair."""

MOST = 1_400_000
"""Most letters of the documents of a small library: some 150 practices, and 150 KB of file.
Above it pieces are less to load."""

LEVELS = 9
"""Steps in which the index says how much a page is about a word; 1 is the least."""

ENOUGH = 8.0
"""The weight of a word in a page that is most of what can be said: a keyword, or two summaries."""


COMMON = 0.4
"""The share of pages above which a word leads to no item: such lists are a tenth of the file."""


class Reader(HTMLParser):
    """Reads a document that was made for the search."""

    def __init__(self) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.filters: dict[str, list[str]] = defaultdict(list)
        self.items: list[tuple[str, str]] = []
        """Anchor and heading of each place that a result may lead to."""
        self.weights: dict[str, float] = defaultdict(float)
        """How much stands of each word."""
        self.places: dict[str, dict[int, None]] = defaultdict(dict)
        """The items, by number, in which a word stands."""
        self._weight = [1.0]
        self._item: int | None = None
        self._text: list[str] | None = None
        self._meta = ""
        self._said = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element: it may have a weight, be an item, or say something of the page."""
        found = {name: value or "" for name, value in attrs}
        for name, value in found.items():
            key, _, rest = value.partition(":")
            if name == "data-pagefind-filter":
                self.filters[key].append(rest)
            elif name in {"data-pagefind-meta", "data-pagefind-sort"} and rest:
                self.meta[key] = rest
        if tag in VOID:
            return
        self._weight.append(float(found.get("data-pagefind-weight", self._weight[-1])))
        self._said = SAID in found
        meta = found.get("data-pagefind-meta", "")
        self._meta = meta if ":" not in meta else ""
        if tag == ITEM and "id" in found:
            self._item = len(self.items)
            self.items.append((found["id"], ""))
            self._text = []
        elif tag in {"h1", "h2", "h3"}:
            self._item = None

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if tag in VOID:
            return
        if tag == ITEM and self._text is not None:
            anchor, _ = self.items[-1]
            self.items[-1] = anchor, "".join(self._text)
            self._text = None
        self._weight.pop()
        self._meta = ""
        self._said = False

    def handle_data(self, data: str) -> None:
        """Take a text into the index."""
        if data.startswith(MARK):
            return
        if self._meta:
            self.meta[self._meta] = self.meta.get(self._meta, "") + data
        if self._text is not None:
            self._text.append(data)
        for word in words(data):
            if self._said and not runs_on(word):
                continue  # sentences are compared by their words: assets/search/said.js
            found = [*letters_of(word)[0], *letters_of(word)[1]] if runs_on(word) else [word]
            for one in found:
                self.weights[one] += self._weight[-1]
                if self._item is not None:
                    self.places[one][self._item] = None


VOID = frozenset("br hr img input link meta wbr".split())  # noqa: SIM905
ITEM = "h6"


def whole(documents: Sequence[SearchDocument], beside: dict[str, Any]) -> str | None:
    """Return the index of all documents as JSON, or None if they are too many for one file.

    ``beside`` is what else the search needs to know: its words and facets.
    """
    if sum(len(document.html) for document in documents) > MOST:
        return None
    pages: list[dict[str, Any]] = []
    postings: dict[str, list[int]] = defaultdict(list)
    last: dict[str, int] = defaultdict(int)
    for number, document in enumerate(documents):
        read = Reader()
        read.feed(document.html)
        pages.append(
            {
                "address": document.address,
                **read.meta,
                "names": document.names,
                **({"said": document.searched_as} if document.searched_as else {}),
                "filters": read.filters,
                "items": read.items,
            }
        )
        for word, weight in read.weights.items():
            level = max(1, round(LEVELS * (1 - exp(-weight / ENOUGH))))
            found = postings[word]
            found.append((number - last[word]) * 10 + level)
            found += [-1 - item for item in read.places.get(word, ())]
            last[word] = number
    for word, found in postings.items():
        named = [number for number in found if number >= 0]
        if len(named) > COMMON * len(pages):
            postings[word] = named
    content = {"beside": beside, "pages": pages, "words": postings}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
