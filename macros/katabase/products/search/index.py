"""Library to search: documents for the index, and the words for "did you mean".

Pagefind makes the index: it is split into pieces that a browser loads as they are
needed. What goes in is not the built page but a document made for searching: title
and keywords weigh more than the text, and each question and checklist item is a
heading with its anchor, so that a result can lead right to it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING

from katabase.domain.messages import messages
from katabase.products.catalogue import facets
from katabase.products.inlines import plain
from katabase.products.search.folding import runs_on, words
from katabase.products.search.phrases import EVERY, key_words, names, spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from katabase.domain.kinds.practice import Practice
    from katabase.domain.library import Entry, Library
    from katabase.domain.messages import Messages
    from katabase.products.pages.maker import PageMaker

WEIGHTS = {
    **{"title": 10, "keywords": 8, "said": 2, "summary": 4, "sort": 4},
    **{"item": 5, "section": 0.2},
}
"""Weights in the index (Pagefind: 1 is plain text, 10 the most): meaning comes first.
An item is a question, a thing to look for, a step or a stage; the heading of a section
("Pitfalls") is the same on many pages and says little."""

SAID = "data-said"
"""Marks what people type who look for a practice; ``whole`` takes it by sentences."""

PAGE_WEIGHTS = {"title": 6, "summary": 2, "text": 0.5}
"""Weights of a hand-written page: practices come first."""


@dataclass(frozen=True)
class SearchDocument:
    """What is indexed of one page; ``address`` is below the site's root."""

    address: str
    html: str
    names: tuple[Sequence[str], Sequence[str]] = ((), ())
    """The phrases of its title, and those of its keywords."""
    searched_as: tuple[str, ...] = ()
    """What people type who look for it, in their own words."""


def documents(maker: PageMaker) -> Iterator[SearchDocument]:
    """Yield the search document of every practice's page."""
    for entry in maker.library.ordered():
        searched = tuple(map(plain, entry.practice.searched_as))
        yield SearchDocument(
            entry.address, document(maker, entry), _names(entry.practice), searched
        )


def _sort(entry: Entry, say: Messages) -> str:
    """Return what a practice is and for whom, as in "a checklist for managers"."""
    roles = [say(role.label) for role in entry.practice.roles]
    return ", ".join([say(entry.kind.label), say(entry.kind.plural), *roles])


def _names(practice: Practice) -> tuple[list[str], list[str]]:
    return names(plain(practice.title), list(map(plain, practice.keywords)))


def document(maker: PageMaker, entry: Entry) -> str:
    """Return a practice as HTML for the index: with the headings that stand on its page."""
    library, say, home = maker.library, maker.say_of(entry), maker.tongues.home
    practice = entry.practice
    of_title, of_keywords = _names(practice)
    body = [
        _tag("h1", plain(practice.title), WEIGHTS["title"], 'data-pagefind-meta="title"'),
        _keys(of_title, WEIGHTS["title"]),
        _tag("p", ", ".join(map(plain, practice.keywords)), WEIGHTS["keywords"]),
        _keys(of_keywords, WEIGHTS["keywords"]),
        *(_tag("p", plain(said), WEIGHTS["said"], SAID) for said in practice.searched_as),
        _tag("p", _sort(entry, maker.say), WEIGHTS["sort"]),
        _tag("p", plain(practice.summary), WEIGHTS["summary"], 'data-pagefind-meta="summary"'),
        _hidden("meta", "kind", maker.say(entry.kind.label)),
        _hidden("meta", "room", entry.kind.id),
        *([_hidden("meta", "minutes", str(practice.minutes))] if practice.minutes else []),
        _hidden("sort", "links", str(len(library.incoming[entry.ref]))),
        *([_hidden("meta", "language", practice.language)] if practice.language != home else []),
        *_filters(entry, library),
        *(
            [_tag("p", told, WEIGHTS["keywords"]) for told in practice.extra.told()]
            if practice.extra
            else []
        ),
        f"<p>{EVERY}</p>",
    ]
    for section in entry.kind.sections_of(entry.practice, say):
        name, weight = (ITEM, WEIGHTS["item"]) if section.item else ("h2", WEIGHTS["section"])
        body.append(_tag(name, plain(section.heading), weight, f'id="{section.anchor}"'))
        body += [_tag("p", plain(text), 1) for text in section.texts]
    return _page(body)


ITEM = "h6"
"""The element of what a result leads right to, a step or a question; the same stands in
assets/search/finder.js. Hand-written pages hardly have it."""


def hand_written(title: str, description: str, html: str, say: Messages) -> str:
    """Return a hand-written page as HTML for the index; ``html`` is its content."""
    text = re.sub(r"<(script|style|template)\b.*?</\1>", " ", html, flags=re.DOTALL)
    text = re.sub(r"<h1\b.*?</h1>", " ", text, flags=re.DOTALL)
    seen = unescape(re.sub(r"<[^>]*>", " ", text))
    body = [
        _tag("h1", title, PAGE_WEIGHTS["title"], 'data-pagefind-meta="title"'),
        _tag("p", description, PAGE_WEIGHTS["summary"], 'data-pagefind-meta="summary"'),
        _hidden("meta", "kind", say("Page")),
        _hidden("sort", "links", "0"),
        f'<div data-pagefind-weight="{PAGE_WEIGHTS["text"]}">{text}<p>{spellings(seen)}</p></div>',
    ]
    return _page(body)


def _page(body: list[str]) -> str:
    return f"<html><body data-pagefind-body>{''.join(body)}</body></html>"


def _tag(name: str, text: str, weight: float, more: str = "") -> str:
    weighed = f'data-pagefind-weight="{weight}"'
    other = spellings(text)
    beside = f"<p {weighed}>{escape(other)}</p>" if other else ""
    return f"<{name} {weighed} {more}>{escape(text)}</{name}>{beside}"


def _keys(phrases: list[str], weight: float) -> str:
    return f'<p data-pagefind-weight="{weight}">{key_words(phrases)}</p>'


def _hidden(sort: str, name: str, value: str) -> str:
    return f'<span data-pagefind-{sort}="{name}:{escape(value)}"></span>'


def _filters(entry: Entry, library: Library) -> list[str]:
    found = facets.values(entry, library)
    return [_hidden("filter", name, value) for name, words in found.items() for value in words]


def facet_labels(library: Library, say: Messages) -> str:
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
        for facet in facets.facets(library, say)
    ]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


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
        weak.update(
            _words(
                text
                for section in entry.kind.sections_of(practice, messages())
                for text in section.texts
            )
        )
    listed = [word for word, _ in _by_count(strong)][:STRONG]
    listed += [word for word, n in _by_count(weak) if n > 1 and word not in strong][:WEAK]
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":")) + "\n"


STRONG, WEAK = 6000, 3000
"""Most words of each sort: bounds the vocabulary to about 30 KB compressed."""


def _words(texts: Iterable[str]) -> set[str]:
    found = {word for text in texts for word in words(plain(text))}
    return {
        word for word in found if len(word) > 2 and not DIGIT.search(word) and not runs_on(word)
    }


DIGIT = re.compile(r"\d")


def _by_count(counter: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counter.items(), key=lambda item: (-item[1], item[0]))
