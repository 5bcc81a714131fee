"""The glossary in the folder of a language: words in that language for those of the library."""

from __future__ import annotations

from pydantic import Field

from katabase.domain.fields import Part, Title
from katabase.domain.glossary import Term


class TranslatedTerm(Term):
    """A word of the field in another language."""

    translates: Title | None = None
    """The word of the library in whose place it comes, as in `target condition`."""


class TranslatedGlossary(Part):
    """The words of the field in another language: `glossary.yml` in the folder of a language."""

    terms: list[TranslatedTerm] = Field(min_length=1)
    """The terms, in any order."""
