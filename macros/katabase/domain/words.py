"""A library's own words for roles, workplaces, goals and cadences: its ``vocabulary.yml``."""

from __future__ import annotations

from katabase.domain.fields import Line, Part, Slug, Title
from katabase.domain.vocabulary import OPEN, Word


class OwnWord(Part):
    """A word that a library adds, or calls by another name."""

    id: Slug
    """What stands in practices, as in `nurse`."""
    label: Title
    """What readers see, as in `Nurse`."""
    plural: Title | None = None
    """Several of it, if that is not the label with an s."""
    introduction: Line | None = None
    """What the page of a role says first."""

    def word(self) -> Word:
        """Return the word."""
        return Word(self.id, self.label, self.plural or "", self.introduction or "")


class WordFile(Part):
    """The words that a library adds: `vocabulary.yml` in its folder."""

    roles: list[OwnWord] = []
    """Who takes part in a practice."""
    workplaces: list[OwnWord] = []
    """The kinds of workplaces that examples come from."""
    goals: list[OwnWord] = []
    """What practices help to improve."""
    cadences: list[OwnWord] = []
    """How often practices are run."""

    def words(self) -> dict[str, list[Word]]:
        """Return the words of each vocabulary."""
        return {name: [own.word() for own in getattr(self, name)] for name in OPEN}
