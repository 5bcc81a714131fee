"""Library to search: documents for the index, and the words for "did you mean".

Pagefind makes the index: it is split into pieces that a browser loads as they are
needed. What goes in is not the built page but a document made for searching: title
and keywords weigh more than the text, and each question and checklist item is a
heading with its anchor, so that a result can lead right to it.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from pagefind.index import IndexConfig, PagefindIndex

from katabase.products import facets
from katabase.products.anchors import sections
from katabase.products.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from katabase.domain.library import Entry, Library

FOLDER = "search"
"""The folder of the index below the site's root."""

HEADING = {"title": 10, "keywords": 8, "summary": 4, "item": 2}
"""Weights in the index (Pagefind: 1 is plain text, 10 the most): meaning comes first."""


@dataclass(frozen=True)
class SearchDocument:
    """What is indexed of one page; ``address`` is below the site's root."""

    address: str
    html: str


def documents(library: Library) -> Iterator[SearchDocument]:
    """Yield the search document of every practice and glossary term's page."""
    for entry in library.ordered():
        yield SearchDocument(entry.address, document(library, entry))


def document(library: Library, entry: Entry) -> str:
    """Return a practice as HTML for the index."""
    practice = entry.practice
    body = [
        _tag("h1", plain(practice.title), HEADING["title"], 'data-pagefind-meta="title"'),
        _tag("p", ", ".join(map(plain, practice.keywords)), HEADING["keywords"]),
        _tag("p", plain(practice.summary), HEADING["summary"], 'data-pagefind-meta="summary"'),
        _hidden("meta", "kind", entry.kind.label),
        _hidden("meta", "minutes", str(practice.minutes)),
        *_filters(entry),
    ]
    for section in sections(entry):
        body.append(f'<h2 id="{section.anchor}">{escape(plain(section.heading))}</h2>')
        body += [f"<p>{escape(plain(text))}</p>" for text in section.texts]
    return _page(practice.language, body)


def hand_written(title: str, description: str, html: str) -> str:
    """Return a hand-written page as HTML for the index; ``html`` is its content."""
    text = re.sub(r"<(script|style|template)\b.*?</\1>", " ", html, flags=re.DOTALL)
    text = re.sub(r"<h1\b.*?</h1>", " ", text, flags=re.DOTALL)
    body = [
        _tag("h1", title, HEADING["title"], 'data-pagefind-meta="title"'),
        _tag("p", description, HEADING["summary"], 'data-pagefind-meta="summary"'),
        _hidden("meta", "kind", "Page"),
        f"<div>{text}</div>",
    ]
    return _page("en", body)


def _page(language: str, body: list[str]) -> str:
    return f'<html lang="{language}"><body data-pagefind-body>{"".join(body)}</body></html>'


def _tag(name: str, text: str, weight: int, more: str = "") -> str:
    return f'<{name} data-pagefind-weight="{weight}" {more}>{escape(text)}</{name}>'


def _hidden(sort: str, name: str, value: str) -> str:
    return f'<span data-pagefind-{sort}="{name}:{escape(value)}"></span>'


def _filters(entry: Entry) -> list[str]:
    found = facets.values(entry)
    return [_hidden("filter", name, value) for name, words in found.items() for value in words]


def facet_labels(library: Library) -> str:
    """Return the facets with the labels and counts of their choices as JSON."""
    data = [
        {
            "name": facet.name,
            "label": facet.label,
            "choices": [
                {"value": choice.value, "label": choice.label, "count": choice.count}
                for choice in facet.choices
            ],
        }
        for facet in facets.facets(library)
    ]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


WORD = re.compile(r"[^\W\d_]{3,}")


def vocabulary(library: Library) -> str:
    """Return the words of the library as JSON: those of titles and keywords first.

    The browser looks here for the nearest word when a search finds nothing. Words of
    the texts are taken when they occur in at least two practices; the list is bounded.
    """
    strong: Counter[str] = Counter()
    weak: Counter[str] = Counter()
    for entry in library.ordered():
        practice = entry.practice
        head = " ".join([practice.title, practice.summary, *practice.keywords])
        strong.update(_words([head]))
        weak.update(_words(text for section in sections(entry) for text in section.texts))
    words = [word for word, _ in _by_count(strong)][:STRONG]
    words += [word for word, n in _by_count(weak) if n > 1 and word not in strong][:WEAK]
    return json.dumps(words, ensure_ascii=False, separators=(",", ":")) + "\n"


STRONG, WEAK = 6000, 3000
"""Most words of each sort: bounds the vocabulary to about 30 KB compressed."""


def _words(texts: Iterable[str]) -> set[str]:
    return {word.lower() for text in texts for word in WORD.findall(plain(text))}


def _by_count(counter: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counter.items(), key=lambda item: (-item[1], item[0]))


def write(library: Library, more: Iterable[SearchDocument], folder: Path) -> None:
    """Write all that the search of a site needs into a folder.

    ``more`` are the documents of hand-written pages.
    """
    write_index([*documents(library), *more], folder)
    (folder / "words.json").write_text(vocabulary(library), encoding="utf-8")
    (folder / "facets.json").write_text(facet_labels(library), encoding="utf-8")


def write_index(found: Iterable[SearchDocument], folder: Path) -> None:
    """Write the search index of the documents into a folder."""
    asyncio.run(_write(sorted(found, key=lambda doc: doc.address), folder))


async def _write(found: list[SearchDocument], folder: Path) -> None:
    config = IndexConfig(output_path=str(folder))
    async with PagefindIndex(config=config) as index:
        for doc in found:
            await index.add_html_file(content=doc.html, url="/" + doc.address)
