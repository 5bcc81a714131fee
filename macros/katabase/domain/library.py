"""A library: practices from one or more layers, looked up by kind and id."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from katabase.domain.drafts import without
from katabase.domain.kinds.registry import AnyKind, kinds
from katabase.domain.reading.set_aside import SetAside
from katabase.domain.scripts import in_alphabet
from katabase.domain.vocabulary import SHIPPED, Status, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from katabase.domain.glossary import Term
    from katabase.domain.kinds.practice import Practice
    from katabase.domain.layers import Layer
    from katabase.domain.layers.hidden import Hiding
    from katabase.domain.layers.origin import Origin
    from katabase.domain.layers.over import Collision
    from katabase.domain.links import Link
    from katabase.domain.own_files import OwnFiles
    from katabase.domain.problems import Problem
    from katabase.domain.reading.document import Document
    from katabase.domain.translating.standing import Translation


@dataclass(frozen=True, eq=False)
class Entry:
    """A practice in its library: what it says, what it is called, where it stands."""

    kind: AnyKind
    id: str
    practice: Practice
    path: Path
    document: Document
    layer: int = 0
    """The layer that has the last word on it, counted from the lowest."""
    origin: Origin | None = None
    """The practice that it adapts, if it adapts one."""
    translations: tuple[Translation, ...] = ()
    """The files from which it has its words, if they are not those of its layers."""
    trimmed: bool = False
    """Whether its file mentions practices that readers do not get, so that it is not for them."""

    @property
    def ref(self) -> str:
        """The name by which other practices refer to it."""
        return f"{self.kind}/{self.id}"

    @property
    def former_refs(self) -> list[str]:
        """The references that it had formerly."""
        return [f"{self.kind}/{old}" for old in self.practice.formerly]

    @property
    def address(self) -> str:
        """The page's address below the site, for ever."""
        return f"{self.kind.folder}/{self.id}/"

    @property
    def filename(self) -> str:
        """The file's path as people see it."""
        return self.document.filename

    def links(self) -> Iterator[Link]:
        """Yield the links that the practice's keys hold."""
        return iter(self._links)

    @cached_property
    def _links(self) -> tuple[Link, ...]:  # many rules ask for them
        return tuple(replace(one, source=self.ref) for one in self.kind.links_of(self.practice))


@dataclass(frozen=True)
class Library:
    """All entries by reference, the glossary, and the problems met in loading."""

    entries: dict[str, Entry] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    problems: tuple[Problem, ...] = ()
    glossaries: tuple[Document, ...] = ()
    """The glossaries of the layers that follow the model."""
    documents: tuple[Document, ...] = ()
    """All files that are YAML, as they stand there, those with problems included."""
    claimed: frozenset[str] = frozenset()
    """References of all files that were found, those with problems included."""
    files: tuple[str, ...] = ()
    """The paths of all files that were read, as people see them."""
    layers: tuple[Layer, ...] = ()
    """The layers, the lowest first."""
    hidings: tuple[Hiding, ...] = ()
    """What layers hide of those below them."""
    hidden: Mapping[str, str] = field(default_factory=dict)
    """Where each hidden practice is hidden, as people see it, by its reference."""
    unapplied: tuple[tuple[Document, Entry], ...] = ()
    """Adapting files that cannot be applied, each with the practice that it adapts."""
    collisions: tuple[Collision, ...] = ()
    """Ids that two layers claim, and nobody has said that this is meant."""
    vocabulary: Vocabulary = SHIPPED
    """The words that practices may use for roles, workplaces, goals and cadences."""
    own: OwnFiles | None = None
    """The site's own pages and files; None where no site is looked at."""

    def let_files_wait(self) -> None:
        """Let what stands in the files wait outside of memory, now that all of it was checked.

        Raises OSError if there is no room for it.
        """
        aside = SetAside()
        for document in self.documents:
            document.wait(aside)

    def of(self, kind: AnyKind) -> list[Entry]:
        """Return the entries of a kind, by title; traits by their order."""
        return [entry for entry in self._ordered if entry.kind is kind]

    def get(self, ref: str) -> Entry | None:
        """Return the entry of a reference, following former ids, or None."""
        return self.entries.get(ref) or self.entries.get(self.former.get(ref, ""))

    @cached_property
    def former(self) -> dict[str, str]:
        """Former reference to present reference."""
        return {
            ref: entry.ref
            for entry in self.entries.values()
            for ref in entry.former_refs
            if ref not in self.entries
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
        return list(self._ordered)

    @cached_property
    def _ordered(self) -> tuple[Entry, ...]:
        place = {kind: number for number, kind in enumerate(kinds())}
        return tuple(sorted(self.entries.values(), key=lambda e: (place[e.kind], *_sort_key(e))))

    def layer_of(self, filename: str) -> int:
        """Return the layer of a file, by its path as people see it; the uppermost if unknown."""
        found = (
            n for n, each in enumerate(self.layers) if filename.startswith(f"{each.filename}/")
        )
        return max(found, default=len(self.layers) - 1)

    def packaged(self, filename: str) -> bool:
        """Say whether a file belongs to an installed package, and so to somebody else."""
        return self.package_of(filename) is not None

    def package_of(self, filename: str) -> str | None:
        """Return the installed package to which a file belongs, None if it is one's own."""
        for layer in self.layers:
            if layer.package and filename.startswith(f"{layer.filename}/"):
                return layer.package
        return None

    def published(self, *, drafts: bool = False, audiences: Collection[str] = ()) -> Library:
        """Return the library as readers get it, without any mention of what they do not get.

        Hidden practices are left out, those for other audiences than are named, and drafts
        unless they are asked for.
        """

        def seen(entry: Entry) -> bool:
            audience, draft = entry.practice.audience, entry.practice.status is Status.DRAFT
            return (drafts or not draft) and (audience is None or audience in audiences)

        gone = [e for e in self.entries.values() if e.ref in self.hidden or not seen(e)]
        found = self.without(gone)
        # What a practice adapts is told on its page only if readers might see that as well.
        secret = [e for e in found.entries.values() if e.origin and not seen(e.origin.base)]
        told = {entry.ref: replace(entry, origin=None) for entry in secret}
        return replace(found, entries={**found.entries, **told}) if told else found

    def without(self, left_out: Iterable[Entry]) -> Library:
        """Return the library without some practices and without any mention of one by its id."""
        gone = {ref for entry in left_out for ref in (entry.ref, *entry.former_refs)}
        if not gone:
            return self

        def trimmed(entry: Entry) -> Entry:
            found = without(entry.practice, gone)
            return replace(entry, practice=found, trimmed=entry.trimmed or found != entry.practice)

        kept = {ref: trimmed(entry) for ref, entry in self.entries.items() if ref not in gone}
        return replace(self, entries=kept, terms=tuple(without(term, gone) for term in self.terms))


def _sort_key(entry: Entry) -> tuple[int, str, str]:
    order = getattr(entry.practice, "order", None)
    return (order or 1000, in_alphabet(entry.practice.title), entry.id)
