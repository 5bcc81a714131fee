"""Which words of a page are in which language: ``lang``, and ``dir`` where that changes.

A practice may be written in another language than its site. Templates know nothing of it,
those of packages included: what stands in a page is compared with what the practices say.
Labels are in the language of the site, or in that of the practice that a page shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING

from fontTools.unicodedata import script

from katabase.domain.messages import ENDED, FROM_LEFT, SOURCE, Isolated, messages
from katabase.domain.scripts import direction
from katabase.domain.translating.standing import in_other_languages
from katabase.domain.vocabulary import OPEN
from katabase.products.inlines import plain

if TYPE_CHECKING:
    from katabase.domain.library import Entry, Library
    from katabase.domain.messages import Messages

TOKEN = re.compile(r"<(/?)([a-zA-Z][\w-]*)([^<>]*?)(/?)>|([^<]+)|<")
"""A tag (its end, its name, its attributes) or text, as our templates write them."""

HEADING = re.compile(r"^(#+ )(.*?)( \{#[\w-]+\})?$", re.MULTILINE)
"""A heading that we wrote: its words, which are a label, and its anchor if it is said."""

HELD = f"{SOURCE} held together"
"""The language of the interface's English among words from the right. Signs within it keep its
order, so it stands on the side on which the words around it stand."""

SHORT = 16
"""Fewer letters are only taken for words of a text if they stand there by themselves."""

VOID = frozenset("br hr img input link meta source wbr".split())  # noqa: SIM905


@dataclass
class _Element:
    """An element of a block, and in which languages the words directly in it are."""

    start: int
    """Which token opens it."""
    parent: int | None
    found: set[str] = field(default_factory=set)
    within: set[str] = field(default_factory=set)
    """In which languages all words within it are, however deep."""


@dataclass(frozen=True)
class _Texts:
    """Texts in one language, and what is a part of one of them."""

    language: str
    texts: frozenset[str]
    scripts: frozenset[str]
    """The scripts of the titles and summaries in this language (ISO 15924)."""
    whole: bool = False
    """Whether these are all texts of the page's own practice, and not titles of others."""
    parts: bool = True
    """Whether a part of a text counts: a label in the language of the page may be one as well."""
    labels: frozenset[str] = frozenset()
    """What is a label of the site wherever it stands, also where a title of another practice
    holds it: "Coach" is English and German."""

    @cached_property
    def together(self) -> str:
        return "\0".join(sorted(self.texts))

    def hold(self, words: str) -> bool:
        """Say whether words are a text or a part of one, or most of them are one.

        Words in other letters than those of the titles are not: a source in English stays
        English in a practice in Hebrew.
        """
        if self.scripts.isdisjoint(map(script, words)):
            return False
        if words in self.texts or not self.parts or words in self.labels:
            return words in self.texts
        if words in self.together:
            return len(words) >= SHORT or self._alone(words)
        return self.whole and any(
            text in words and 2 * len(text) > len(words) for text in self.texts
        )

    def _alone(self, words: str) -> bool:
        return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", self.together) is not None


class Tongues:
    """The languages of one library in a site."""

    def __init__(self, library: Library, home: str) -> None:
        """``home`` is the language of the site."""
        self.home = home
        self.isolates = isinstance(messages(home).catalogue, Isolated)
        """Whether the words of the interface are English among words from the right."""
        self.others: dict[str, set[str]] = {}
        for entry in library.entries.values():
            if entry.practice.language != home:
                practice = entry.practice
                heads = (practice.title, practice.summary)
                self.others.setdefault(practice.language, set()).update(map(plain, heads))
        titles = {
            plain(entry.practice.title)
            for entry in library.entries.values()
            if entry.practice.language == home
        }
        self._at_home = _Texts(home, frozenset(titles), _scripts(titles), parts=False)
        self._scripts = {each: _scripts(texts) for each, texts in self.others.items()}
        labels = _labels(library, messages(home))
        self._listed = [
            _Texts(each, frozenset(texts), self._scripts[each], labels=labels)
            for each, texts in self.others.items()
        ]

    def attributes(self, language: str, within: str) -> str:
        """Return the attributes of an element whose surroundings are in another language."""
        if language == within or (language, within) == (HELD, SOURCE):
            return ""
        tag = SOURCE if language == HELD else language
        turned, before = (
            direction(self.home if each == HELD else each) for each in (language, within)
        )
        return f' lang="{tag}"' + (f' dir="{turned}"' if turned != before else "")

    def marked(self, markdown: str, entry: Entry | None = None, labels: str = "") -> str:
        """Return a page's Markdown with the language of all words that are not the site's.

        ``entry`` is the practice that the page shows, if it shows one, and ``labels`` the
        language of the words around it, if that is not the site's.
        """
        foreign = in_other_languages(entry) if entry else {}
        if not self.others and not foreign and not self.isolates:
            return markdown
        own = entry.practice.language if entry else self.home
        known = [*self._of_page(entry, foreign), *self._listed] if entry else list(self._listed)
        labels = labels or self.home
        if labels != self.home:
            known.append(self._at_home)
        return "\n\n".join(
            self._block(chunk, own, known, labels)
            if chunk.lstrip().startswith("<")
            else self._said(chunk, labels)
            for chunk in markdown.split("\n\n")
        )

    def _said(self, chunk: str, labels: str) -> str:
        """Return headings, or a paragraph of a guide, with the language of their words."""
        if chunk.lstrip().startswith(FROM_LEFT):
            return f"{chunk.rstrip()}\n{{:{self.attributes(HELD, self.home)}}}"
        return HEADING.sub(lambda heading: self._heading(heading, labels), chunk)

    def _heading(self, heading: re.Match[str], labels: str) -> str:
        """Return a heading with the language of its words, in the braces of its anchor."""
        language = HELD if _is_isolated(heading[2]) else labels
        said = self.attributes(language, self.home)
        anchor = (heading[3] or "").strip(" {}")
        braces = f" {{{f'{anchor}{said}'.strip()}}}" if anchor or said else ""
        return f"{heading[1]}{heading[2]}{braces}"

    def _of_page(self, entry: Entry, foreign: dict[str, list[str]]) -> Iterator[_Texts]:
        """Yield the texts of the page's own practice, and those of it that are not translated."""
        own = entry.practice.language
        others = {each: frozenset(map(_flat, _paragraphs(foreign[each]))) for each in foreign}
        if own != self.home or foreign:
            texts = frozenset(map(_flat, _strings(entry))).difference(*others.values())
            yield _Texts(own, texts, self._scripts.get(own) or _scripts(texts), whole=True)
        for language, texts in others.items():
            yield _Texts(language, texts, _scripts(texts), whole=True)

    def _block(self, html: str, own: str, known: list[_Texts], labels: str) -> str:
        tokens = list(TOKEN.finditer(html))
        elements = _elements(tokens, known, labels)
        whole = own if any(own in element.found for element in elements) else self.home
        languages: dict[int | None, str] = {None: self.home}
        opened: dict[int, str] = {}
        for number, element in enumerate(elements):
            within = languages[element.parent]
            if element.parent is None:
                language = whole
            elif len(element.within) == 1:  # the outermost element that can say it
                (language,) = element.within
            else:
                language = next(iter(element.found)) if len(element.found) == 1 else within
            languages[number] = language
            opened[element.start] = self.attributes(language, within)
        return "".join(_with(token, opened.get(number, "")) for number, token in enumerate(tokens))


def _elements(tokens: list[re.Match[str]], known: list[_Texts], home: str) -> list[_Element]:
    """Return the elements of a block in the order in which they open."""
    elements: list[_Element] = []
    stack: list[int] = []
    for number, token in enumerate(tokens):
        closing, name, _, alone, text = token.groups()
        if text is not None:
            language = _language(text, known, home)
            if language and stack:
                elements[stack[-1]].found.add(language)
                for above in stack:
                    elements[above].within.add(language)
        elif closing and stack:
            stack.pop()
        elif name and not closing and not alone and name.lower() not in VOID:
            elements.append(_Element(number, stack[-1] if stack else None))
            stack.append(len(elements) - 1)
    return elements


def _language(text: str, known: list[_Texts], home: str) -> str | None:
    """Return the language of words; None if they are no words."""
    words = _flat(unescape(text))
    if not any(char.isalpha() for char in words):
        return None
    if _is_isolated(words):
        return HELD
    return next((texts.language for texts in known if texts.hold(words)), home)


def _is_isolated(words: str) -> bool:
    """Say whether words are English of the interface, held together among others."""
    return words.startswith(FROM_LEFT) and words.endswith(ENDED)


def _with(token: re.Match[str], attributes: str) -> str:
    _, name, before, alone, _ = token.groups()
    if not attributes or " lang=" in before:  # a template says it of Japanese words
        return token.group()
    return f"<{name}{before}{attributes}{alone}>"


def _labels(library: Library, say: Messages) -> frozenset[str]:
    """Return what the words of the library's vocabulary are called in a language."""
    words = [word for name in OPEN for word in library.vocabulary.of(name).values()]
    return frozenset(say(text) for word in words for text in (word.label, word.plural))


def _scripts(texts: Iterable[str]) -> frozenset[str]:
    found = {script(char) for text in texts for char in text if char.isalpha()}
    return frozenset(found - {"Zyyy", "Zinh"})  # what stands in several scripts


def _flat(text: str) -> str:
    return " ".join(text.split())


def _strings(entry: Entry) -> Iterator[str]:
    """Yield every text of a practice without its marks, paragraph by paragraph."""
    for value in _texts(entry.practice.model_dump(mode="json")):
        if not WORD_OF_THE_MODEL.fullmatch(value):
            yield from _paragraphs([value])


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from map(plain, re.split(r"\n\s*\n", text))


WORD_OF_THE_MODEL = re.compile(r"[a-z0-9./:-]+")
"""An id, a version, a day, a word of a vocabulary: people read its label instead."""


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, Iterable):
        for value in data:
            yield from _texts(value)
