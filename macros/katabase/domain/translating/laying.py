"""Lays the translations of one language over a library.

First all layers are put together in the language in which they are written; then each
translation gives its words to what still stands there of the practice that it translates. What
an upper layer has changed, added or replaced keeps that layer's words: so nothing that is
translated can undo what is adapted, and the parts of a practice are the same in every language.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from katabase.domain.extra import model_with
from katabase.domain.fields import Known
from katabase.domain.glossary import Term, folded
from katabase.domain.keys import parts_of
from katabase.domain.kinds.registry import ids
from katabase.domain.layers.folders import in_language
from katabase.domain.layers.hidden import HIDDEN
from katabase.domain.layers.layered import LayeredDocument
from katabase.domain.pictures import placed_as
from katabase.domain.problems import Level, Problem, Spot, did_you_mean
from katabase.domain.reading.places import GLOSSARY, survey
from katabase.domain.reading.validation import validate
from katabase.domain.scripts import in_alphabet
from katabase.domain.translating.glossary import TranslatedGlossary, TranslatedTerm
from katabase.domain.translating.reading import CANNOT_TRANSLATE, TRANSLATES, Words, words_of
from katabase.domain.translating.standing import Translation, source_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from katabase.domain.kinds.registry import AnyKind
    from katabase.domain.library import Entry, Library
    from katabase.domain.loading import Reader
    from katabase.domain.reading.document import Document, Loc
    from katabase.domain.reading.places import Place

Found = dict[tuple[str, "Loc"], "Loc"]
"""Where each value of a practice is, by the file and the way in which it was written."""


def in_other_words(library: Library, language: str, read: Reader) -> Library:
    """Return a library in a language, as far as its layers have it in that.

    Raises UnreadableError for a folder that cannot be listed.
    """
    laying = _Laying(library, language, read)
    for number, layer in enumerate(library.layers):
        for folder in in_language(layer, language):
            for found in survey(folder):
                if isinstance(found, Problem):
                    laying.problems.append(found)
                else:
                    laying.take(found._replace(layer=number))
    if not laying.files and not laying.problems:
        return library
    terms = sorted(laying.terms, key=lambda term: in_alphabet(term.term))
    return replace(
        library,
        entries={ref: laying.translated(entry) for ref, entry in library.entries.items()},
        terms=tuple(terms),
        problems=(*library.problems, *laying.problems),
        glossaries=(*library.glossaries, *laying.glossaries),
        documents=(*library.documents, *laying.documents),
        files=(*library.files, *laying.files),
    )


@dataclass(frozen=True)
class _Given:
    """A translation and its words."""

    translation: Translation
    words: list[Words]
    place: Place


class _Laying:
    """The state of laying one language over a library."""

    def __init__(self, library: Library, language: str, read: Reader) -> None:
        self.library, self.language, self.read = library, language, read
        self.given: dict[str, list[_Given]] = {}
        self.terms = list(library.terms)
        self.problems: list[Problem] = []
        self.documents: list[Document] = []
        self.glossaries: list[Document] = []
        self.files: list[str] = []
        self.known = Known(vocabulary=library.vocabulary, kinds=ids())

    def take(self, place: Place) -> None:
        """Read one file of the language's folder."""
        if place.path.name == HIDDEN:
            message = f"{HIDDEN} hides nothing here: what is hidden is so in every language"
            hint = "move it into the folder above"
            self.problems.append(Problem(place.filename, Spot(), "wrong-place", message, hint))
            return
        self.files.append(place.filename)
        if place.kind is None and place.path.name != GLOSSARY:
            return  # the vocabulary: it was read before all practices
        document, problems = self.read(place.path, place.filename)
        self.problems += problems
        if document is None:
            return
        self.documents.append(document)
        if place.kind is None:
            self._glossary(document)
        else:
            self._practice(place, place.kind, document)

    def _practice(self, place: Place, kind: AnyKind, document: Document) -> None:
        ref = f"{kind}/{place.path.stem}"
        now = self.library.get(ref)
        base = _seen_from(now, place.layer)
        if TRANSLATES not in document.data:
            version = base.practice.version if base else "1.0.0"
            message = f'expected a translation, which begins with "{TRANSLATES}: {version}"'
            hint = "a practice that is written in this language stands in the folder above"
            self._problem(document, Spot(), "missing-key", f"{message}; found none", hint)
        elif base is not None and now is not None:
            words, problems = words_of(base, document)
            version = str(document.data[TRANSLATES])
            translation = Translation(place.path, document, self.language, base, version)
            for problem in problems:  # what has gone since is no mistake of the translator's
                gone = translation.behind and problem.rule == CANNOT_TRANSLATE
                self.problems.append(replace(problem, level=Level.WARNING) if gone else problem)
            self.given.setdefault(now.ref, []).append(_Given(translation, words, place))
        elif ref not in self.library.claimed:
            same = [other for other in self.library.entries if other.startswith(f"{kind}/")]
            message = f'{TRANSLATES}: no layer has a practice "{ref}"'
            spot = document.key_spot((TRANSLATES,))
            self._problem(document, spot, "no-base", message, did_you_mean(ref, same))

    def _problem(self, document: Document, spot: Spot, rule: str, message: str, hint: str) -> None:
        self.problems.append(Problem(document.filename, spot, rule, message, hint))

    def translated(self, entry: Entry) -> Entry:
        """Return a practice with all words that were given for it."""
        if entry.ref not in self.given:
            return entry
        found = entry
        where: Found = {}
        for loc in _ways(entry.document.data):
            file, there = source_of(entry.document, loc)
            where[file.filename, there] = loc
        for each in self.given[entry.ref]:
            found = self._laid(found, each, where)
        return found

    def _laid(self, entry: Entry, given: _Given, where: Found) -> Entry:
        document, own = _keyed(entry), given.translation.document
        _put(document, ("language",), self.language, own, (TRANSLATES,))
        for words in given.words:
            file, there = source_of(given.translation.base.document, words.below)
            into = where.get((file.filename, there))
            if into is not None:  # an upper layer says something else there
                _put(document, into, own.at(words.own), own, words.own)
        theirs = given.place.layer < entry.layer
        if not theirs:
            document.filename, document.text = own.filename, own.text
        model = model_with(entry.kind.model, self.known.vocabulary)
        practice, problems = validate(document, model, self.known)
        self.problems += problems
        if practice is None:
            return entry
        return replace(
            entry,
            practice=placed_as(practice, entry.practice).model_copy(
                update={"formerly": entry.practice.formerly}
            ),
            document=document,
            path=entry.path if theirs else given.place.path,
            translations=(*entry.translations, given.translation),
        )

    def _glossary(self, document: Document) -> None:
        """Let the words of a glossary take the place of those that they translate."""
        glossary, problems = validate(document, TranslatedGlossary, self.known)
        self.problems += problems
        if glossary is None:
            return
        self.glossaries.append(document)
        for number, term in enumerate(glossary.terms):
            old = self._translated_term(document, number, term)
            given = term.model_dump(exclude={"translates"})
            inherited = {"japanese": old.japanese, "see": old.see} if old else {}
            kept = {name: value for name, value in inherited.items() if not given[name]}
            self.terms.append(Term(**{**given, **kept}))

    def _translated_term(
        self, document: Document, number: int, term: TranslatedTerm
    ) -> Term | None:
        """Take the word that another one translates out of the glossary, and return it."""
        if not term.translates:
            return None
        meant = folded(term.translates)
        old = next((each for each in self.terms if folded(each.term) == meant), None)
        if old is None:
            spot = document.spot(("terms", number, TRANSLATES))
            message = f'{TRANSLATES}: the glossary has no word "{term.translates}"'
            hint = did_you_mean(term.translates, [each.term for each in self.terms])
            self._problem(document, spot, "no-base", message, hint)
        else:
            self.terms.remove(old)
        return old


def _seen_from(entry: Entry | None, layer: int) -> Entry | None:
    """Return a practice as a layer and those below it have it; None if they have none."""
    while entry is not None and entry.layer > layer:
        entry = entry.origin.base if entry.origin else None
    return entry


def _keyed(entry: Entry) -> LayeredDocument:
    """Return a practice's data to be written into, with the keys of all its parts."""
    old = entry.document
    data = deepcopy(old.data)
    if isinstance(old, LayeredDocument):
        places = dict(old.places)
    else:
        places = {loc: (old, loc) for loc in _ways(data)}
    document = LayeredDocument(old.filename, old.text, data, places=places)
    for loc, part in parts_of(entry.practice):
        document.at(loc).setdefault("key", part.key)
    return document


def _put(document: LayeredDocument, into: Loc, value: Any, own: Document, loc: Loc) -> None:
    """Write a value into the data, and where it comes from."""
    for place in [place for place in document.places if place[: len(into)] == into]:
        del document.places[place]
    document.at(into[:-1])[into[-1]] = deepcopy(value)
    for inner in _ways(value):
        document.places[*into, *inner] = (own, (*loc, *inner))


def _ways(value: Any, loc: Loc = ()) -> list[Loc]:
    """Return the way to a value and to all that stands below it."""
    found = [loc]
    inner: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    for step, each in inner:
        found += _ways(each, (*loc, step))
    return found
