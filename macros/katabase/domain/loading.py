"""A library is loaded: each layer adds to those below it, adapts, replaces and hides.

Loading never raises for what stands in a file: whatever is wrong becomes a Problem,
and the entry is left out. ``checks.registry.check`` looks at what was loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from katabase.domain.extra import model_with
from katabase.domain.fields import Known
from katabase.domain.glossary import Glossary, Term, folded
from katabase.domain.keys import with_keys
from katabase.domain.kinds.registry import AnyKind, ids
from katabase.domain.layers import in_language
from katabase.domain.layers.adapting import ADAPTS, SEEN, adapted, adapts
from katabase.domain.layers.hidden import HIDDEN, Hidden, Hiding, hidden_by, unknown
from katabase.domain.layers.origin import Origin, with_names
from katabase.domain.layers.over import Collision, settled
from katabase.domain.library import Entry, Library
from katabase.domain.messages import SOURCE
from katabase.domain.pictures import pictures_of, with_places
from katabase.domain.problems import Problem, Spot, did_you_mean
from katabase.domain.reading import source
from katabase.domain.reading.held_once import hold_once, texts_in
from katabase.domain.reading.places import GLOSSARY, VOCABULARY, survey
from katabase.domain.reading.validation import ModelT, validate
from katabase.domain.scripts import in_alphabet
from katabase.domain.translating.laying import in_other_words
from katabase.domain.words import WordFile, is_usable, unusable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from katabase.domain.kinds.practice import Practice
    from katabase.domain.layers import Layer
    from katabase.domain.own_files import OwnFiles
    from katabase.domain.reading.document import Document, Loc
    from katabase.domain.reading.places import Place

Reader = Callable[[Path, str], tuple["Document | None", list[Problem]]]


class _Loading:
    """The state of loading a library."""

    def __init__(
        self, layers: tuple[Layer, ...], read: Reader, own: OwnFiles | None, language: str
    ) -> None:
        self.layers = layers
        self.language = language
        self.read = read
        self.own = own
        self.places: dict[str, Place] = {}
        self.entries: dict[str, Entry] = {}
        self.terms: list[Term] = []
        self.problems: list[Problem] = []
        self.glossaries: list[Document] = []
        self.documents: list[Document] = []
        self.claimed: dict[str, str] = {}
        self.files: list[str] = []
        self.hidings: list[Hiding] = []
        self.collisions: list[Collision] = []
        self.unapplied: list[tuple[Document, Entry]] = []
        self.known = Known(kinds=ids())
        self.written: dict[frozenset[str], Any] = {}
        """The sets of keys that parts have, each held once."""

    def load(self) -> None:
        """Load all files of the layers: the vocabulary first, since practices use its words."""
        places: list[Place] = []
        words: list[tuple[Place, str]] = []
        for number, layer in enumerate(self.layers):
            for found in survey(layer):
                if isinstance(found, Problem):
                    self.problems.append(found)
                else:
                    places.append(found._replace(layer=number))
                    words.append((found, ""))
            for folder in in_language(layer, self.language):
                words += (
                    (found, self.language)
                    for found in survey(folder)
                    if not isinstance(found, Problem)
                )
        for place, language in words:
            if place.path.name == VOCABULARY and place.kind is None:
                self._vocabulary(place, language)
        self.places = {place.filename: place for place in places}
        for place in places:
            self.files.append(place.filename)
            if place.kind is not None:
                self._practice(place, place.kind)
            elif place.path.name == GLOSSARY:
                self._glossary(place)
            elif place.path.name == HIDDEN:
                self._hidden(place)
        self.entries, taken = settled(self.entries)
        self.collisions += taken
        for hiding in self.hidings:
            self.problems += unknown(hiding, self.entries, self.claimed)

    def _vocabulary(self, place: Place, language: str) -> None:
        document, added = self._read(place, WordFile)
        if document is not None and added is not None:
            self.problems += unusable(document, added)
            words = self.known.vocabulary.with_words(added.words(), language)
            fields = [own.field() for own in added.fields if is_usable(own)]
            self.known = replace(self.known, vocabulary=words.with_fields(fields, language))

    def _practice(self, place: Place, kind: AnyKind) -> None:
        ref = f"{kind}/{place.path.stem}"
        document = self._document(place)
        if document is None:
            self.claimed[ref] = place.filename
        elif adapts(document):
            self._adapted(place, kind, ref, document)
        else:
            self._whole(place, kind, ref, document)

    def _model(self, kind: AnyKind) -> type[Practice]:
        """Return the model of a kind with the fields that the site adds."""
        found: type[Practice] = model_with(kind.model, self.known.vocabulary)
        return found

    def _whole(self, place: Place, kind: AnyKind, ref: str, document: Document) -> None:
        """Take a file that says all of a practice; it wins over one of a layer below."""
        below = self.entries.get(ref)
        self.claimed[ref] = place.filename
        practice = self._valid(document, self._model(kind))
        if practice is None:
            self.entries.pop(ref, None)  # what stands below is not what would be shown
            return
        name = place.path.stem
        practice = self._whole_practice(kind, practice, name, document)
        entry = Entry(kind, name, practice, place.path, document, place.layer)
        if practice.replaces:
            entry = self._replacing(entry, below)
        elif below is not None:
            self.collisions.append(Collision(ref, entry, Spot(), below))
        self.entries[ref] = entry

    def _replacing(self, entry: Entry, below: Entry | None) -> Entry:
        """Return a practice that replaces one below it, to which its former ids lead now."""
        if below is None:
            self._no_base(entry.document, entry.ref, ("replaces",))
            return entry
        own = entry.practice.formerly
        former = [*own, *(old for old in below.practice.formerly if old not in own)]
        return replace(entry, practice=entry.practice.model_copy(update={"formerly": former}))

    def _adapted(self, place: Place, kind: AnyKind, ref: str, document: Document) -> None:
        """Take a file that says only how it differs from a practice of a layer below."""
        base = self.entries.get(ref) or self._formerly(ref)
        if base is None:
            if ref not in self.claimed:
                self._no_base(document, ref, (ADAPTS,))
            self.claimed.setdefault(ref, place.filename)
            return
        found, problems = adapted(base, document)
        practice = None
        if found is not None:
            practice = self._valid(found.document, self._model(kind))
        self.problems += problems
        if found is None or practice is None:
            del self.entries[base.ref]
            self.unapplied.append((document, base))
            return
        seen = document.data.get(SEEN)
        practice = self._whole_practice(kind, practice, base.id, found.document)
        origin = Origin(
            base,
            document.data[ADAPTS],
            with_names(found.touched, found.document, practice),
            seen if isinstance(seen, dict) else {},
        )
        self.entries[base.ref] = Entry(
            kind,
            base.id,
            practice,
            place.path,
            found.document,
            place.layer,
            origin,
        )

    def _whole_practice(
        self, kind: AnyKind, practice: Practice, name: str, document: Document
    ) -> Practice:
        """Return a practice whose parts have keys and whose pictures have files."""
        keyed = with_keys(kind, practice, name)
        owner = f"{kind.folder}/{name}"
        whole = with_places(keyed, document, owner, self.places, self.layers, self.own)
        hold_once(whole, texts_in(document.data), self.written)
        return whole

    def _formerly(self, ref: str) -> Entry | None:
        """Return the practice of a layer below that once had a reference."""
        found = (entry for entry in self.entries.values() if ref in entry.former_refs)
        return next(found, None)

    def _no_base(self, document: Document, ref: str, loc: Loc) -> None:
        renamed = self._formerly(ref)
        kind = ref.partition("/")[0]
        same = [other for other in self.entries if other.startswith(f"{kind}/")]
        hint = did_you_mean(ref, same)
        number = self.places[document.filename].layer
        above = self._above(number, ref)
        if renamed is not None:
            hint = f"it is called {renamed.id} now: rename the file to {renamed.id}.yml"
        elif above is not None:
            hint = f"{above} stands in a layer above; name that one before this in layers"
        elif number == 0:
            hint = "this layer is the lowest; name the one that has it before it in layers"
        message = f'{loc[0]}: no layer below has a practice "{ref}"'
        spot = document.key_spot(loc)
        self.problems.append(Problem(document.filename, spot, "no-base", message, hint))

    def _above(self, number: int, ref: str) -> str | None:
        """Return the file of a practice in a layer above one, as people see it, or None."""
        found = (
            place.filename
            for place in self.places.values()
            if place.layer > number and f"{place.kind}/{place.path.stem}" == ref
        )
        return next(found, None)

    def _glossary(self, place: Place) -> None:
        document, glossary = self._read(place, Glossary)
        if document is None or glossary is None:
            return
        self.glossaries.append(document)
        for number, term in enumerate(glossary.terms):
            if term.replaces:
                self._replaced_term(document, number, term)
        self.terms += glossary.terms

    def _replaced_term(self, document: Document, number: int, new: Term) -> None:
        """Take a word, and others for the same thing, away from the layers below."""
        kept, words = [], new.words
        for term in self.terms:
            if folded(term.term) in words:
                continue
            also = [word for word in term.also if folded(word) not in words]
            same = also == term.also
            kept.append(term if same else term.model_copy(update={"also": also}))
        if kept == self.terms:
            spot = document.spot(("terms", number, "replaces"))
            message = f'replaces: no layer below has the word "{new.term}"'
            hint = did_you_mean(new.term, [term.term for term in self.terms])
            self.problems.append(Problem(document.filename, spot, "no-base", message, hint))
        self.terms = kept

    def _hidden(self, place: Place) -> None:
        document, hidden = self._read(place, Hidden)
        if document is not None and hidden is not None:
            self.hidings.append(Hiding(document, hidden, place.layer))

    def _document(self, place: Place) -> Document | None:
        document, problems = self.read(place.path, place.filename)
        self.problems += problems
        if document is not None:
            self.documents.append(document)
        return document

    def _valid(self, document: Document, model: type[ModelT]) -> ModelT | None:
        found, problems = validate(document, model, self.known)
        self.problems += problems
        return found

    def _read(self, place: Place, model: type[ModelT]) -> tuple[Document | None, ModelT | None]:
        document = self._document(place)
        return document, self._valid(document, model) if document else None


def load(
    layers: Iterable[Layer],
    read: Reader = source.read,
    own: OwnFiles | None = None,
    *,
    language: str = SOURCE,
) -> Library:
    """Load a library: each layer adds to those below it, adapts, replaces and hides.

    What layers have in ``language`` is said in it, the rest as it is written.

    Where two layers claim one id, the upper one wins, and the check says so. ``read`` reads a
    file, whose path people see as it is given; one that remembers files is quicker where many
    states of a library are loaded. ``own`` is what a site has beside the library: links in texts
    may lead there. Raises KindError if an installed package brings a kind that
    cannot be used.
    """
    found = tuple(layers)
    loading = _Loading(found, read, own, language)
    loading.load()
    library = Library(
        entries=loading.entries,
        terms=tuple(sorted(loading.terms, key=lambda term: in_alphabet(term.term))),
        problems=tuple(loading.problems),
        glossaries=tuple(loading.glossaries),
        documents=tuple(loading.documents),
        claimed=frozenset(loading.claimed),
        files=tuple(loading.files),
        layers=found,
        hidings=tuple(loading.hidings),
        hidden=hidden_by(loading.hidings, loading.entries),
        collisions=tuple(loading.collisions),
        unapplied=tuple(loading.unapplied),
        vocabulary=loading.known.vocabulary,
        own=own,
    )
    return in_other_words(library, language, read)


def reloaded(library: Library, entry: Entry, read: Reader = source.read) -> Entry | None:
    """Return a practice as its file says it now, in a library that is else as it was.

    None if only loading all tells what becomes of it: its file has a problem, it or another
    one adapts, replaces or translates it, it has pictures, or other ids lead to it than before.
    """
    if entry.origin or entry.translations or entry.trimmed or entry.practice.replaces:
        return None
    document, problems = read(entry.path, entry.filename)
    if document is None or problems or adapts(document):
        return None
    model: type[Practice] = model_with(entry.kind.model, library.vocabulary)
    known = Known(kinds=ids(), vocabulary=library.vocabulary)
    practice, problems = validate(document, model, known)
    if practice is None or problems or practice.replaces or any(pictures_of(practice)):
        return None
    if practice.formerly != entry.practice.formerly:
        return None
    keyed = with_keys(entry.kind, practice, entry.id)
    return replace(entry, practice=keyed, document=document)
