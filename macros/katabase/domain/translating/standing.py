"""How a translation stands: what is still in another language, and what has moved on since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from katabase.domain.layers.layered import LayeredDocument, at
from katabase.domain.translating.words import words_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from katabase.domain.kinds.practice import Practice
    from katabase.domain.library import Entry
    from katabase.domain.reading.document import Document, Loc

ASIDE = ("changes", "sources")
"""Keys of a practice that are read by few: a page is translated without them."""


@dataclass(frozen=True, eq=False)
class Translation:
    """A file that gives a practice's words in another language."""

    path: Path
    document: Document
    language: str
    base: Entry
    """The practice that it translates, as the layers below have it now, in its own language."""
    translates: str
    """The version that it was made from."""

    @property
    def behind(self) -> bool:
        """Whether the practice has changed since."""
        return self.translates != self.base.practice.version


def source_of(document: Document, loc: Loc) -> tuple[Document, Loc]:
    """Return the file in which a value was written, and the way to it there."""
    while isinstance(document, LayeredDocument):
        document, loc = document.place(loc)
    return document, loc


def original_of(entry: Entry) -> Practice:
    """Return the practice at the bottom of all layers, whose language the others go on in."""
    if entry.translations:
        return original_of(entry.translations[0].base)
    return original_of(entry.origin.base) if entry.origin else entry.practice


def languages_of_words(entry: Entry) -> Iterator[tuple[Loc, str]]:
    """Yield the way to every text, or list of texts, of a practice with its language.

    A file that adapts a practice is in the language of the original unless it says another.
    """
    known = {each.document.filename: each.language for each in entry.translations}
    original = original_of(entry).language
    for loc in words_in(entry.document.data, entry.kind.model):
        file, _ = source_of(entry.document, loc)
        own = file.data.get("language") if isinstance(file.data, dict) else None
        yield loc, known.get(file.filename) or own or original


def in_other_languages(entry: Entry) -> dict[str, list[str]]:
    """Return the texts of a practice that are not in its own language, by theirs."""
    found: dict[str, list[str]] = {}
    if isinstance(entry.document, LayeredDocument):
        for loc, language in languages_of_words(entry):
            if language != entry.practice.language:
                found.setdefault(language, []).extend(_texts(at(entry.document, loc)))
    return found


def left(entry: Entry) -> list[str]:
    """Return where a translated practice is still in another language, by keys of its parts."""
    if not entry.translations:
        return []
    return [
        _named(loc, entry)
        for loc, language in languages_of_words(entry)
        if language != entry.practice.language and loc[0] not in ASIDE
    ]


def _named(loc: Loc, entry: Entry) -> str:
    """Return a way with the keys of parts in the place of positions."""
    steps = []
    for number, step in enumerate(loc, 1):
        part = at(entry.document, loc[:number])
        key = (
            part.get("key", step + 1) if isinstance(step, int) and isinstance(part, dict) else step
        )
        steps.append(str(key))
    return "/".join(steps)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
