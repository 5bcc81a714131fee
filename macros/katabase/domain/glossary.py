"""The words of the field: a library's ``glossary.yml``."""

from __future__ import annotations

from pydantic import Field

from katabase.domain.fields import Line, Part, Reference, Title
from katabase.domain.scripts import in_alphabet


class Term(Part):
    """A word of the field and its meaning."""

    term: Title
    """The word as it is used in the library."""
    meaning: Line
    """What it means, in one or two short sentences."""
    japanese: Line | None = None
    """The Japanese term in Latin letters and in Japanese script, if there is one."""
    also: list[Title] = []
    """Other words for the same thing; they are linked as well."""
    see: Reference | None = None
    """The practice that shows it in use."""
    replaces: bool = Field(default=False, exclude=True)
    """Whether it takes the place of the same word in a layer below."""

    @property
    def words(self) -> frozenset[str]:
        """The word and those that mean the same, as they are compared."""
        return frozenset(map(folded, (self.term, *self.also)))

    @property
    def other_words(self) -> list[str]:
        """Those of ``also`` that say something: not the word itself in another form."""
        own = _letters(self.term)

        def is_form(word: str) -> bool:
            letters = _letters(word)
            return letters.startswith(own) and len(letters) <= len(own) + ENDING

        return [word for word in self.also if not is_form(word)]


ENDING = 3
"""Letters by which an inflected form is longer at most: "Zielzuständen"."""


def _letters(word: str) -> str:
    return "".join(filter(str.isalnum, in_alphabet(word)))


def folded(word: str) -> str:
    """Return a word as it is compared: without capitals and with single spaces."""
    return " ".join(word.casefold().split())


class Glossary(Part):
    """The words of the field: `glossary.yml` in the library's folder."""

    terms: list[Term] = Field(min_length=1)
    """The terms, in any order."""
