"""What each word in a translation stands for in the practice that it translates.

A file names its parts by their keys, and says only words::

    translates: 2.0.0
    title: Coaching-Zyklus
    steps:
      read-board-beforehand:
        title: Das Board vorher lesen
    sources:
      Rother, M. 2010: Die Coaching-Kata

A position in a list is never an address, and nothing is guessed: what stands for nothing in
the practice is a problem that names both places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from katabase.domain.fields import SEMVER, key_of
from katabase.domain.keys import parts_of
from katabase.domain.layers.layered import at
from katabase.domain.problems import Problem, did_you_mean, place_of, shortened
from katabase.domain.reading.meant import version_meant
from katabase.domain.reading.model_fields import model_in
from katabase.domain.translating.words import keys_with_words, name_of, nameless, says

if TYPE_CHECKING:
    from pydantic import BaseModel

    from katabase.domain.library import Entry
    from katabase.domain.reading.document import Document, Loc

TRANSLATES = "translates"
"""The key that every translation begins with: the version that it was made from."""

CANNOT_TRANSLATE = "cannot-translate"
"""The id of the rule for what stands for nothing in the practice."""

NEEDED = ("title", "summary")
"""What every translation says: lists, searches and cards show it."""


class Words(NamedTuple):
    """Words of a translation, and what they stand for."""

    below: Loc
    """The way to what they translate in the practice as the layers below have it."""
    own: Loc
    """The way to them in the translation."""


def words_of(base: Entry, own: Document) -> tuple[list[Words], list[Problem]]:
    """Return all words of a translation with what they stand for, and what is wrong with it."""
    reading = _Reading(base, own)
    reading.begin()
    return reading.words, reading.problems


@dataclass
class _Reading:
    """The state of reading one translation."""

    base: Entry
    own: Document
    words: list[Words] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def begin(self) -> None:
        self.below = self.base.document
        self.keys = {loc: part.key for loc, part in parts_of(self.base.practice)}
        self._version()
        for name in NEEDED:
            if name not in self.own.data:
                said = f'the key "{name}" is missing: lists and searches show it'
                self._problem((), said, f'add "{name}:" in this language', "missing-key")
        self._mapping((), (), self.base.kind.model)

    def _version(self) -> None:
        found = self.own.data[TRANSLATES]
        if isinstance(found, str) and re.fullmatch(SEMVER, found):
            return
        written = self.own.raw((TRANSLATES,)) or "nothing"
        near = version_meant(written)
        self._problem(
            (TRANSLATES,),
            f"{TRANSLATES}: expected the version of {self.below.filename} that was translated, "
            f"found {shortened(written)}",
            f"did you mean {near}?" if near else f"it is at {self.base.practice.version} now",
            "bad-version",
        )

    def _mapping(self, below: Loc, own: Loc, model: type[BaseModel]) -> None:
        """Read keys with their words."""
        fields = {key_of(name, field): field for name, field in model.model_fields.items()}
        wanted = keys_with_words(model)
        for name in self.own.at(own):
            loc, there = (*own, name), (*below, name)
            if loc == (TRANSLATES,):
                continue
            if name not in fields:
                said = f'there is no key "{name}" here'
                self._problem(loc, said, did_you_mean(str(name), wanted), "unknown-key", key=True)
            elif name not in wanted:
                message = f"{_named(loc)}: is the same in every language, and is taken over"
                hint = "remove the line; what differs in your organisation belongs into a layer"
                self._problem(loc, message, hint, key=True)
            elif at(self.below, there) is None:
                where = place_of(self.below.filename, self.below.spot(below))
                self._problem(
                    loc, f"{_named(loc)}: nothing is said there in {where}", "remove it", key=True
                )
            else:
                self._value(there, loc, fields[name])

    def _value(self, below: Loc, own: Loc, found: Any) -> None:
        inner, theirs, ours = model_in(found.annotation), at(self.below, below), self.own.at(own)
        if inner is None or (isinstance(theirs, list) and nameless(inner)):
            self.words.append(Words(below, own))
        elif not isinstance(ours, dict):
            names = self._names(below, theirs, inner) if isinstance(theirs, list) else {}
            of_parts = f", as in {next(iter(names))}:" if names else ""
            kind = "parts by their keys" if names else "keys with words"
            message = f"{_named(own)}: expected {kind}{of_parts} found {_found(ours)}"
            self._problem(own, message.replace(": found", "; found"), "indent them below it")
        elif isinstance(theirs, list):
            self._parts(below, own, inner)
        else:
            self._mapping(below, own, inner)

    def _names(self, below: Loc, theirs: list[Any], model: type[BaseModel]) -> dict[str, int]:
        """Return the place of each part of a list by the name that it is known by."""
        found: dict[str, int] = {}
        for number, value in enumerate(theirs):
            key = self.keys.get((*below, number), "")
            found.setdefault(name_of(value, model, key), number)
        return found

    def _parts(self, below: Loc, own: Loc, model: type[BaseModel]) -> None:
        """Read the parts of a list, each behind its name."""
        names = self._names(below, at(self.below, below), model)
        for name, value in self.own.at(own).items():
            loc = (*own, name)
            if str(name) not in names:
                self._no_part(loc, names, below)
                continue
            there = (*below, names[str(name)])
            if says(model) and isinstance(value, dict):
                message = f"{_named(loc)}: expected the words alone, found keys with values"
                self._problem(loc, message, f'as in "{name}: …"')
            elif says(model):
                self.words.append(Words((*there, says(model)), loc))
            elif isinstance(value, dict):
                self._mapping(there, loc, model)
            else:
                wanted = ", ".join(keys_with_words(model))
                message = f"{_named(loc)}: expected keys with words, found {_found(value)}"
                self._problem(loc, message, f"the keys are {wanted}")

    def _no_part(self, loc: Loc, names: dict[str, int], below: Loc) -> None:
        where = place_of(self.below.filename, self.below.spot(below))
        message = f'{_named(loc)}: none of the {below[-1]} in {where} is called "{loc[-1]}"'
        elsewhere = next((there for there, key in self.keys.items() if key == loc[-1]), None)
        hint = did_you_mean(str(loc[-1]), names) or f"they are {', '.join(names)}"
        if elsewhere is not None:
            stands = place_of(self.below.filename, self.below.spot(elsewhere))
            hint = f"that is a part of {elsewhere[-2]}, {stands}"
        self._problem(loc, message, hint, key=True)

    def _problem(
        self, loc: Loc, message: str, hint: str, rule: str = CANNOT_TRANSLATE, *, key: bool = False
    ) -> None:
        spot = self.own.key_spot(loc) if key else self.own.spot(loc)
        self.problems.append(Problem(self.own.filename, spot, rule, message, hint))


def _found(value: Any) -> str:
    if isinstance(value, list):
        return "a list"
    return shortened(str(value)) if value is not None else "nothing"


def _named(loc: Loc) -> str:
    return ".".join(map(str, loc))
