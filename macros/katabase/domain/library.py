"""A library: practices from one or more layers, looked up by kind and id.

Loading never raises for what stands in a file: whatever is wrong becomes a Problem,
and the entry is left out. ``checks.registry.check`` looks at what was loaded.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from katabase.domain.drafts import without
from katabase.domain.fields import Known
from katabase.domain.glossary import Glossary, Term
from katabase.domain.keys import with_keys
from katabase.domain.kinds.registry import AnyKind, ids, kinds
from katabase.domain.problems import Problem, Spot
from katabase.domain.reading import source
from katabase.domain.reading.places import GLOSSARY, LONGEST_ID, VOCABULARY, survey
from katabase.domain.reading.validation import ModelT, validate
from katabase.domain.vocabulary import SHIPPED, Status, Vocabulary
from katabase.domain.words import WordFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from katabase.domain.kinds.practice import Practice
    from katabase.domain.layers import Layer
    from katabase.domain.links import Link
    from katabase.domain.reading.document import Document
    from katabase.domain.reading.places import Place


@dataclass(frozen=True, eq=False)
class Entry:
    """A practice in its library: what it says, what it is called, where it stands."""

    kind: AnyKind
    id: str
    practice: Practice
    path: Path
    document: Document

    @property
    def ref(self) -> str:
        """The name by which other practices refer to it."""
        return f"{self.kind}/{self.id}"

    @property
    def address(self) -> str:
        """The page's address below the site, for ever."""
        return f"{self.kind.folder}/{self.id}/"

    @property
    def shown(self) -> str:
        """The file's path as people see it."""
        return self.document.shown

    def links(self) -> Iterator[Link]:
        """Yield the links that the practice's keys hold."""
        for link in self.kind.links_of(self.practice):
            yield replace(link, source=self.ref)


@dataclass(frozen=True)
class Library:
    """All entries by reference, the glossary, and the problems met in loading."""

    entries: dict[str, Entry] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    problems: tuple[Problem, ...] = ()
    glossaries: tuple[Document, ...] = ()
    """The glossaries of the layers that follow the model."""
    documents: tuple[Document, ...] = ()
    """All files that are YAML, those that do not follow the model included."""
    claimed: frozenset[str] = frozenset()
    """References of all files that were found, those with problems included."""
    files: tuple[str, ...] = ()
    """The paths of all files that were read, as people see them."""
    vocabulary: Vocabulary = SHIPPED
    """The words that practices may use for roles, workplaces, goals and cadences."""

    def of(self, kind: AnyKind) -> list[Entry]:
        """Return the entries of a kind, by title; traits by their order."""
        found = [entry for entry in self.entries.values() if entry.kind is kind]
        return sorted(found, key=_sort_key)

    def get(self, ref: str) -> Entry | None:
        """Return the entry of a reference, following former ids, or None."""
        return self.entries.get(ref) or self.entries.get(self.former.get(ref, ""))

    @cached_property
    def former(self) -> dict[str, str]:
        """Former reference to present reference."""
        return {
            f"{entry.kind}/{old}": entry.ref
            for entry in self.entries.values()
            for old in entry.practice.formerly
        }

    @cached_property
    def incoming(self) -> dict[str, list[Link]]:
        """The links that lead to a practice, by its reference, in order of the source."""
        found: dict[str, list[Link]] = {ref: [] for ref in self.entries}
        for entry in self.ordered():
            for link in entry.links():
                target = self.get(link.target)
                if target is not None:
                    found[target.ref].append(replace(link, target=target.ref))
        return found

    def ordered(self) -> list[Entry]:
        """Return all entries: by kind, then by title or order."""
        return [entry for kind in kinds() for entry in self.of(kind)]

    def published(self) -> Library:
        """Return the library without drafts and without any mention of one by its id."""
        drafts = [e for e in self.entries.values() if e.practice.status is Status.DRAFT]
        if not drafts:
            return self
        gone = {draft.ref for draft in drafts}
        gone |= {f"{draft.kind}/{old}" for draft in drafts for old in draft.practice.formerly}
        kept = {
            ref: replace(entry, practice=without(entry.practice, gone))
            for ref, entry in self.entries.items()
            if ref not in gone
        }
        return replace(self, entries=kept, terms=tuple(without(term, gone) for term in self.terms))


def _sort_key(entry: Entry) -> tuple[int, str, str]:
    order = getattr(entry.practice, "order", None)
    return (order or 1000, entry.practice.title.casefold(), entry.id)


class _Loading:
    """The state of loading a library."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.terms: list[Term] = []
        self.problems: list[Problem] = []
        self.glossaries: list[Document] = []
        self.documents: list[Document] = []
        self.claimed: dict[str, str] = {}
        self.files: list[str] = []
        self.known = Known(kinds=ids())

    def layers(self, layers: Iterable[Layer]) -> None:
        """Load all files of the layers: the vocabulary first, since practices use its words."""
        places: list[Place] = []
        for layer in layers:
            for found in survey(layer):
                if isinstance(found, Problem):
                    self.problems.append(found)
                else:
                    places.append(found)
        for place in places:
            if place.path.name == VOCABULARY and place.kind is None:
                self._vocabulary(place)
        for place in places:
            self.files.append(place.shown)
            if place.kind is not None:
                self._practice(place.kind, place.path, place.shown)
            elif place.path.name == GLOSSARY:
                self._glossary(place.path, place.shown)

    def _vocabulary(self, place: Place) -> None:
        _, added = self._read(place.path, place.shown, WordFile)
        if added is not None:
            words = self.known.vocabulary.with_words(added.words())
            self.known = replace(self.known, vocabulary=words)

    def _practice(self, kind: AnyKind, path: Path, shown: str) -> None:
        ref = f"{kind}/{path.stem}"
        if ref in self.claimed:
            message = f'the id "{ref}" exists already in {self.claimed[ref]}'
            hint = f"rename the file, for example to {self._free(kind, path.stem)}.yml"
            self.problems.append(Problem(shown, Spot(), "id-clash", message, hint))
            return
        self.claimed[ref] = shown
        document, practice = self._read(path, shown, kind.model)
        if document is not None and practice is not None:
            practice = with_keys(kind, practice, path.stem)
            self.entries[ref] = Entry(kind, path.stem, practice, path, document)

    def _free(self, kind: AnyKind, name: str) -> str:
        numbered = (f"{name[: LONGEST_ID - 3].rstrip('-')}-{number}" for number in range(2, 99))
        return next((free for free in numbered if f"{kind}/{free}" not in self.claimed), name)

    def _glossary(self, path: Path, shown: str) -> None:
        document, glossary = self._read(path, shown, Glossary)
        if document is not None and glossary is not None:
            self.glossaries.append(document)
            self.terms += glossary.terms

    def _read(
        self, path: Path, shown: str, model: type[ModelT]
    ) -> tuple[Document | None, ModelT | None]:
        document, problems = source.read(path, shown)
        self.problems += problems
        if document is None:
            return None, None
        self.documents.append(document)
        found, problems = validate(document, model, self.known)
        self.problems += problems
        return document, found


def load(layers: Iterable[Layer]) -> Library:
    """Load a library. A later layer only adds; a clash of ids is a problem with both places.

    Raises KindError if an installed package brings a kind that cannot be used.
    """
    loading = _Loading()
    loading.layers(layers)
    return Library(
        entries=loading.entries,
        terms=tuple(sorted(loading.terms, key=lambda term: term.term.casefold())),
        problems=tuple(loading.problems),
        glossaries=tuple(loading.glossaries),
        documents=tuple(loading.documents),
        claimed=frozenset(loading.claimed),
        files=tuple(loading.files),
        vocabulary=loading.known.vocabulary,
    )
