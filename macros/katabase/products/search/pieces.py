"""The index of a library of any size, in pieces that a browser loads as it needs them.

``head.json`` says where the pieces begin and what is needed before the first question. The
words lie in pieces in the order of the alphabet, so that one piece has all words that begin
like the one that was typed; each has the titles and keywords, too, in which one of its words
stands, and where it stands in what people type. What a result shows lies in
``results-N.json``, a few practices in each. Pages are numbered as ``index.ordered`` puts them.
``assets/search/pieces.js`` reads what is written here.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from collections import defaultdict
from itertools import chain, pairwise
from math import log1p
from typing import TYPE_CHECKING, Any

from katabase.domain.stop_words import STOP_WORDS
from katabase.products.search.folding import runs_on
from katabase.products.search.phrases import folded
from katabase.products.search.postings import gaps, levels
from katabase.products.search.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from katabase.products.search.index import SearchDocument

HEAD = "head.json"
"""The name of the file with which a search begins."""

SIZE = 36_000
"""Letters of a piece, unless the words that begin alike are more: some 10 KB compressed."""

BEGINNING = 4
"""Letters by which words begin alike; those of one beginning lie in one piece."""

GROUP = 16
"""Pages whose results lie in one piece: some 6 KB compressed."""

DENSE = 4
"""A word that one page in so many has is a row of levels, one a page."""

POPULAR = 8
"""Practices that are known without a question."""

Postings = dict[str, "array[int]"]


def pieces(documents: Sequence[SearchDocument], beside: dict[str, Any]) -> dict[str, bytes]:
    """Return the names and texts of all pieces; ``beside``: the library's words and facets.

    The documents come in the order of the index.
    """
    found = {"words.json": _json(beside.get("words", [])).encode()}
    starts: list[str] = []
    said, room = _said(sentences(documents, beside.get("small", {})))
    parts = (_words(documents), _names(documents), said)
    for start, text in _packed(*parts, len(documents)):
        found[f"words-{len(starts)}.json"] = text.encode()
        starts.append(start)
    for at in range(0, len(documents), GROUP):
        group = [_result(document) for document in documents[at : at + GROUP]]
        found[f"results-{at // GROUP}.json"] = _json(group).encode()
    for name, values in _filters(documents).items():
        found[f"filter-{name}.json"] = _json(values).encode()
    folder = _hash(found.values())[:8]
    head = {
        "folder": f"{folder}/",
        "pages": len(documents),
        "practices": sum(bool(document.filters) for document in documents),
        "group": GROUP,
        "room": room,
        "step": STEP,
        "starts": starts,
        "popular": _popular(documents),
        "facets": beside.get("facets", []),
        "small": beside.get("small", {}),
    }
    in_folder = {f"{folder}/{name}": text for name, text in found.items()}
    return {HEAD: _json(head).encode(), **in_folder}


def _hash(texts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for number, text in enumerate(texts):
        digest.update(b"\0" * bool(number) + text)
    return digest.hexdigest()


def _words(documents: Sequence[SearchDocument]) -> Postings:
    """Return for each word the pages that have it, each as ten times its number plus the level."""
    found: Postings = defaultdict(lambda: array("I"))
    for number, document in enumerate(documents):
        for word, level in levels(document).items():
            found[word].append(number * 10 + level)
    return found


def _said(typed: Iterable[Sequence[Sequence[str]]]) -> tuple[Postings, int]:
    """Return for each word the sentences in which it stands, among what people type; the room.

    A sentence is a hundred times its number plus how much it says; each page has room for as
    many sentences as the one with most. What it says is the worth of its words: the fewer pages
    are looked for with a word, the more. A large library has millions of words: they are held as
    rows of numbers.
    """
    numbers: dict[str, int] = {}
    held, last = array("I"), array("q")  # by a word's number: its pages, and the last of them
    words, ends, counts = array("I"), array("I"), array("I")
    for page, own in enumerate(typed):
        counts.append(len(own))
        for sentence in own:
            for word in sentence:
                number = numbers.setdefault(word, len(numbers))
                if number == len(held):
                    held.append(0)
                    last.append(-1)
                if last[number] != page:
                    held[number] += 1
                    last[number] = page
                words.append(number)
            ends.append(len(words))
    room, most = max(counts, default=0), log1p(len(counts))
    worth = [log1p(len(counts) / pages) / most for pages in held]
    found = [array("I") for _ in numbers]
    places = (page * room + place for page, count in enumerate(counts) for place in range(count))
    for at, (start, end) in zip(places, pairwise(chain((0,), ends)), strict=True):
        sentence_words = words[start:end]
        says = sum(worth[number] for number in sentence_words)
        level = min(SAYS - 1, max(1, round(says / STEP)))
        for number in sentence_words:
            found[number].append(at * SAYS + level)
    return dict(zip(numbers, found, strict=True)), room


STEP = 0.1
"""How much more a sentence of the next level says: 1 is a word of a single page."""

SAYS = 100
"""Levels of what sentences say; those that say more have the last one."""


def _names(documents: Sequence[SearchDocument]) -> dict[str, dict[str, list[int]]]:
    """Return by a beginning the titles and keywords in which such a word stands, with their pages.

    A page's number is doubled; one more stands for a keyword.
    """
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, document in enumerate(documents):
        for sort, names in enumerate(document.names):
            for name in names:
                folds = folded(name)
                own = [word for word in folds if word not in STOP_WORDS] or folds
                for beginning in {_beginning(word) for word in own}:
                    found[beginning][" ".join(folds)].append(2 * number + sort)
    return found


def _beginning(word: str) -> str:
    return word[:1] if runs_on(word) else word[:BEGINNING]


def _packed(
    words: Postings, names: dict[str, dict[str, list[int]]], said: Postings, pages: int
) -> Iterator[tuple[str, str]]:
    """Yield the beginning of each piece's first word, and the piece."""
    beginnings: dict[str, list[str]] = defaultdict(list)
    for word in sorted({*words, *said}):
        beginnings[_beginning(word)].append(word)
    for beginning in names:
        beginnings.setdefault(beginning, [])
    start, size = "", 0
    piece: list[tuple[str, ...]] = []
    for beginning in sorted(beginnings, key=_as_in_scripts):
        alike = beginnings[beginning]
        own = [f"{_json(word)}:{_row(words[word], pages)}" for word in alike if word in words]
        typed = [f"{_json(word)}:{_pairs(said[word], SAYS)}" for word in alike if word in said]
        named = [
            f"{_json(name)}:{_json(gaps(numbers))}"
            for name, numbers in sorted(names.get(beginning, {}).items())
        ]
        more = sum(map(len, chain(own, named, typed)))
        if piece and size + more > SIZE:
            yield start, _piece(piece)
            piece, size = [], 0
        if not piece:
            start = beginning
        piece.append((",".join(own), ",".join(named), ",".join(typed)))
        size += more
    if piece:
        yield start, _piece(piece)


def _as_in_scripts(text: str) -> bytes:
    """Return what texts are compared by in JavaScript: their units of 16 bits."""
    return text.encode("utf-16-be")


def _piece(parts: list[tuple[str, ...]]) -> str:
    sorts = (",".join(filter(None, each)) for each in zip(*parts, strict=True))
    own = ",".join(f'"{name}":{{{text}}}' for name, text in zip(SORTS, sorts, strict=True))
    return f"{{{own}}}\n"


SORTS = ("words", "names", "said")
"""What stands in a piece."""


def _row(postings: array[int], pages: int) -> str:
    """Return a word's pages as JSON: their distances and levels, or one digit a page."""
    if len(postings) * DENSE < pages:
        return _pairs(postings)
    row = bytearray(b"0" * (postings[-1] // 10 + 1))
    for number in postings:
        row[number // 10] = ord("0") + number % 10
    return f'"{row.decode()}"'


def _pairs(postings: array[int], steps: int = 10) -> str:
    """Return numbers and levels as JSON: the distance between numbers by the steps of levels."""
    numbers = gaps(number // steps for number in postings)
    return _json([gap * steps + at % steps for gap, at in zip(numbers, postings, strict=True)])


def _result(document: SearchDocument) -> dict[str, Any]:
    return {"address": document.address, **document.meta, "items": document.items}


def _filters(documents: Sequence[SearchDocument]) -> dict[str, dict[str, list[int]]]:
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, document in enumerate(documents):
        for name, values in document.filters.items():
            for value in values:
                found[name][value].append(number)
    return {
        name: {value: gaps(numbers) for value, numbers in sorted(values.items())}
        for name, values in sorted(found.items())
    }


def _popular(documents: Sequence[SearchDocument]) -> list[int]:
    """Return the practices to which the most others lead: proven ones, if there are any."""
    practices = [number for number, document in enumerate(documents) if document.filters]
    proven = [
        number for number in practices if "proven" in documents[number].filters.get("status", ())
    ]
    return (proven or practices)[:POPULAR]


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
