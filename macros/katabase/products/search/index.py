"""Library to search: documents for the index, and the words for "did you mean".

What goes into the index is not the built page but a document made for searching: title
and keywords weigh more than the text, and each question and checklist item has its
anchor, so that a result can lead right to it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any

from katabase.domain.messages import messages
from katabase.products.catalogue import facets
from katabase.products.inlines import plain
from katabase.products.search.folding import runs_on, words
from katabase.products.search.phrases import names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from katabase.domain.kinds.practice import Practice
    from katabase.domain.library import Entry, Library
    from katabase.domain.messages import Messages
    from katabase.products.catalogue.facets import Facet
    from katabase.products.pages.maker import PageMaker

WEIGHTS = {
    **{"title": 10, "keywords": 8, "summary": 4, "sort": 4},
    **{"item": 5, "section": 0.2, "text": 1},
}
"""Weights in the index: meaning comes first. An item is a question, a thing to look for, a
step or a stage; the heading of a section ("Pitfalls") is the same on many pages and says
little."""

PAGE_WEIGHTS = {"title": 6, "summary": 2, "text": 0.5}
"""Weights of a hand-written page: practices come first."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a document, and how much it says of what the document is about."""

    text: str
    weight: float
    item: int = -1
    """The number of the item in which it stands; -1 if it stands in none."""


@dataclass(frozen=True)
class SearchDocument:
    """What is indexed of one page; ``address`` is below the site's root."""

    address: str
    meta: Mapping[str, str]
    """What a result shows: title, summary, kind (its label), room (its id), minutes, language
    if it is not that of the site."""
    texts: Sequence[Text] = ()
    items: Sequence[tuple[str, str]] = ()
    """Anchor and heading of each place that a result may lead to."""
    names: tuple[Sequence[str], Sequence[str]] = ((), ())
    """The phrases of its title, and those of its keywords."""
    searched_as: Sequence[str] = ()
    """What people type who look for it, in their own words; of few, what it says of itself."""
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The values that it has of each facet; a hand-written page has none."""
    links: int = 0
    """How many practices lead to it."""

    @property
    def size(self) -> int:
        """About how many letters it has."""
        return sum(len(text.text) for text in self.texts)


def rank(document: SearchDocument) -> tuple[bool, int]:
    """Return by what the index numbers documents: practices to which most lead come first.

    So the number of a practice says how important it is, and hand-written pages are last.
    """
    return not document.filters, -document.links


def documents(maker: PageMaker) -> Iterator[SearchDocument]:
    """Yield the search document of every practice's page."""
    for entry in maker.library.ordered():
        yield document(maker, entry)


def _sort(entry: Entry, say: Messages) -> str:
    """Return what a practice is and for whom, as in "a checklist for managers"."""
    roles = [say(role.label) for role in entry.practice.roles]
    return ", ".join([say(entry.kind.label), say(entry.kind.plural), *roles])


def _names(practice: Practice) -> tuple[list[str], list[str]]:
    return names(plain(practice.title), list(map(plain, practice.keywords)))


def document(maker: PageMaker, entry: Entry) -> SearchDocument:
    """Return a practice as it is searched: with the headings that stand on its page."""
    library, say, home = maker.library, maker.say_of(entry), maker.tongues.home
    practice = entry.practice
    title, summary = plain(practice.title), plain(practice.summary)
    told = practice.extra.told() if practice.extra else ()
    keywords = "\n".join([*map(plain, practice.keywords), *told])
    texts = [
        Text(title, WEIGHTS["title"]),
        Text(keywords, WEIGHTS["keywords"]),
        Text(_sort(entry, maker.say), WEIGHTS["sort"]),
        Text(summary, WEIGHTS["summary"]),
    ]
    items: list[tuple[str, str]] = []
    headings: list[str] = []
    others: list[str] = []
    for section in entry.kind.sections_of(practice, say):
        heading = plain(section.heading)
        if section.item:
            texts.append(Text(heading, WEIGHTS["item"], len(items)))
            said = "\n".join(map(plain, section.texts))
            texts.append(Text(said, WEIGHTS["text"], len(items)))
            items.append((section.anchor, heading))
        else:
            headings.append(heading)
            others += map(plain, section.texts)
    texts.append(Text("\n".join(headings), WEIGHTS["section"]))
    texts.append(Text("\n".join(others), WEIGHTS["text"]))
    meta = {"title": title, "summary": summary, "kind": maker.say(entry.kind.label)}
    meta["room"] = entry.kind.id
    if practice.minutes:
        meta["minutes"] = str(practice.minutes)
    if practice.language != home:
        meta["language"] = practice.language
    return SearchDocument(
        entry.address,
        meta,
        texts,
        items,
        _names(practice),
        _typed(practice, [heading for _, heading in items]),
        {name: list(values) for name, values in facets.values(entry, library).items()},
        len(library.incoming[entry.ref]),
    )


FEW = 10
"""A practice with fewer sentences that people type is looked for by what it says of itself too:
otherwise those without any would stand behind all others."""


def _typed(practice: Practice, headings: list[str]) -> list[str]:
    """Return what people type who look for a practice, or may type."""
    typed = list(map(plain, practice.searched_as))
    if len(typed) < FEW:
        typed += [plain(practice.title), plain(practice.summary)]
        typed += [*map(plain, practice.keywords), *headings]
    return typed


def hand_written(
    address: str, title: str, description: str, html: str, say: Messages
) -> SearchDocument:
    """Return a hand-written page as it is searched; ``html`` is its content."""
    text = re.sub(r"<(script|style|template)\b.*?</\1>", " ", html, flags=re.DOTALL)
    text = re.sub(r"<h1\b.*?</h1>", " ", text, flags=re.DOTALL)
    seen = unescape(re.sub(r"<[^>]*>", " ", text))
    meta = {"title": title, "summary": description, "kind": say("Page")}
    texts = [Text(title, PAGE_WEIGHTS["title"]), Text(description, PAGE_WEIGHTS["summary"])]
    return SearchDocument(address, meta, [*texts, Text(seen, PAGE_WEIGHTS["text"])])


def facet_labels(library: Library, say: Messages, choices: Callable[[str], str]) -> str:
    """Return the facets with the labels and counts of their choices as JSON.

    ``choices`` says where on the site those of a long facet are, by its name.
    """
    data = [_facet(facet, choices) for facet in facets.facets(library, say)]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _facet(facet: Facet, choices: Callable[[str], str]) -> dict[str, Any]:
    shown = () if facet.is_long else facet.choices
    many = {"number": len(facet.choices), "from": choices(facet.name)} if facet.is_long else {}
    return {
        "name": facet.name,
        "label": facet.label,
        "choices": [
            {"value": each.value, "label": each.label, "count": each.count} for each in shown
        ],
        **many,
    }


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
