"""A library: practices from one or more layers, looked up by kind and id.

Loading never raises for what stands in a file: whatever is wrong becomes a Problem,
and the entry is left out. ``rules.check`` looks at what was loaded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from katabase.domain import source
from katabase.domain.fields import SLUG
from katabase.domain.links import Link, links_of
from katabase.domain.model import MODELS, Glossary, Practice, Term
from katabase.domain.problems import Problem, Spot, did_you_mean
from katabase.domain.validation import validate
from katabase.domain.vocabulary import KIND_OF_FOLDER, Kind, Status

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from katabase.domain.layers import Layer

GLOSSARY = "glossary.yml"


@dataclass(frozen=True)
class Entry:
    """A practice in its library: what it says, what it is called, where it stands."""

    kind: Kind
    id: str
    practice: Practice
    path: Path
    document: source.Document

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


@dataclass(frozen=True)
class Library:
    """All entries by reference, the glossary, and the problems met in loading."""

    entries: dict[str, Entry] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    problems: tuple[Problem, ...] = ()
    glossaries: tuple[source.Document, ...] = ()
    claimed: frozenset[str] = frozenset()
    """References of all files that were found, those with problems included."""

    def of(self, kind: Kind) -> list[Entry]:
        """Return the entries of a kind, by title; traits by their order."""
        found = [entry for entry in self.entries.values() if entry.kind == kind]
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
            for link in links_of(entry.ref, entry.practice):
                target = self.get(link.target)
                if target is not None:
                    found[target.ref].append(replace(link, target=target.ref))
        return found

    def ordered(self) -> list[Entry]:
        """Return all entries: by kind, then by title or order."""
        return [entry for kind in Kind for entry in self.of(kind)]

    def published(self) -> Library:
        """Return the library without drafts."""
        kept = {
            ref: entry
            for ref, entry in self.entries.items()
            if entry.practice.status is not Status.DRAFT
        }
        return replace(self, entries=kept)


def _sort_key(entry: Entry) -> tuple[int, str, str]:
    order = getattr(entry.practice, "order", None)
    return (order or 1000, entry.practice.title.casefold(), entry.id)


class _Loading:
    """The state of loading a library."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.terms: list[Term] = []
        self.problems: list[Problem] = []
        self.glossaries: list[source.Document] = []
        self.claimed: dict[str, str] = {}

    def layer(self, layer: Layer) -> None:
        for path in sorted(layer.folder.iterdir()):
            shown = layer.path_shown(path)
            if path.name.startswith("."):
                continue
            if path.is_dir():
                self._folder(layer, path)
            elif path.name == GLOSSARY:
                self._glossary(path, shown)
            elif path.suffix in (".yml", ".yaml"):
                folders = ", ".join(KIND_OF_FOLDER)
                hint = f"move it into one of {folders}"
                self._problem(shown, "wrong-place", "a practice stands in its kind's folder", hint)

    def _problem(self, shown: str, rule: str, message: str, hint: str) -> None:
        self.problems.append(Problem(shown, Spot(), rule, message, hint))

    def _folder(self, layer: Layer, folder: Path) -> None:
        kind = KIND_OF_FOLDER.get(folder.name)
        files = sorted(path for path in folder.rglob("*") if path.suffix in (".yml", ".yaml"))
        if kind is None:
            if files:
                message = f'"{folder.name}" is no kind of practice'
                hint = did_you_mean(folder.name, KIND_OF_FOLDER)
                self._problem(layer.path_shown(folder), "unknown-kind", message, hint)
            return
        for path in files:
            self._file(kind, path, folder, layer.path_shown(path))

    def _file(self, kind: Kind, path: Path, folder: Path, shown: str) -> None:
        if path.parent != folder or path.suffix != ".yml":
            message = f"expected {folder.name}/{path.stem}.yml"
            self._problem(shown, "wrong-place", message, "rename or move the file")
            return
        if not re.match(SLUG, path.stem) or len(path.stem) > 60:
            good = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")[:60] or "a-short-name"
            message = f'the id "{path.stem}" is not lower-case letters, digits and hyphens'
            self._problem(shown, "bad-id", message, f"rename the file to {good}.yml")
            return
        ref = f"{kind}/{path.stem}"
        if ref in self.claimed:
            message = f'the id "{ref}" exists already in {self.claimed[ref]}'
            self._problem(
                shown, "id-clash", message, f"rename the file, for example to {path.stem}-2.yml"
            )
            return
        self.claimed[ref] = shown
        self._entry(kind, path, shown, ref)

    def _entry(self, kind: Kind, path: Path, shown: str, ref: str) -> None:
        document, problems = source.read(path, shown)
        self.problems += problems
        if document is None:
            return
        practice, problems = validate(document, MODELS[kind])
        self.problems += problems
        if practice is not None:
            self.entries[ref] = Entry(kind, path.stem, practice, path, document)

    def _glossary(self, path: Path, shown: str) -> None:
        document, problems = source.read(path, shown)
        self.problems += problems
        if document is None:
            return
        glossary, problems = validate(document, Glossary)
        self.problems += problems
        if glossary is not None:
            self.glossaries.append(document)
            self.terms += glossary.terms


def load(layers: Iterable[Layer]) -> Library:
    """Load a library. A later layer only adds; a clash of ids is a problem with both places."""
    loading = _Loading()
    for layer in layers:
        loading.layer(layer)
    return Library(
        entries=loading.entries,
        terms=tuple(sorted(loading.terms, key=lambda term: term.term.casefold())),
        problems=tuple(loading.problems),
        glossaries=tuple(loading.glossaries),
        claimed=frozenset(loading.claimed),
    )
