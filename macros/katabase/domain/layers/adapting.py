"""The verbs by which a layer says only what differs: a file that ``adapts`` a practice below.

A key with a value takes the place of the base's. Keys within keys (``levels``, ``card``) are
laid over one by one. In a list whose parts have keys, each entry begins with a verb::

    steps:
      - insert: after meet-at-the-board
        title: Look at safety first
        …
      - adapt: agree-on-the-next-step
        do: Agree on the next step, and write it on the line board.
      - replace: close-the-cycle
        title: …
      - remove: take-a-picture

In any other list, each entry is ``add:`` or ``remove:`` with a value, or the list stands
there whole. A position in a list is never an address, and nothing is guessed: what cannot be
applied is a problem that names both places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from katabase.domain.fields import SEMVER, Keyed
from katabase.domain.layers import verbs
from katabase.domain.layers.layered import LayeredDocument
from katabase.domain.layers.weaving import KEEPS_KEY, Weaving, named
from katabase.domain.problems import shortened
from katabase.domain.reading.meant import version_meant
from katabase.domain.reading.model_fields import meaning_at, model_in

if TYPE_CHECKING:
    from pydantic import BaseModel

    from katabase.domain.layers.origin import Touched
    from katabase.domain.library import Entry
    from katabase.domain.problems import Problem
    from katabase.domain.reading.document import Document, Loc

ADAPTS, SEEN = "adapts", "seen"
"""The keys that only an adapting file has: the base's version, and what the base said."""

OWN = ("version", "updated", "changes")
"""What an adapting file has of its own: it is a practice of the organisation, with a history."""

ALWAYS_KEPT = "formerly"
"""Ids that the base had once: codes are printed with them, so they are never taken away."""


@dataclass(frozen=True)
class Adapted:
    """An adapting file over its base."""

    document: LayeredDocument
    touched: tuple[Touched, ...]
    """What the file changes of the base, in its order."""


def adapts(document: Document) -> bool:
    """Say whether a file says only how it differs from a practice below it."""
    return isinstance(document.data, dict) and ADAPTS in document.data


def adapted(base: Entry, own: Document) -> tuple[Adapted | None, list[Problem]]:
    """Lay an adapting file over the practice that it adapts.

    Returns None, and what is wrong, if anything in it cannot be applied.
    """
    weaving = Weaving(base, own)
    data = _Laying(weaving).whole()
    if weaving.problems:
        return None, weaving.problems
    document = LayeredDocument(own.filename, own.text, data, places=weaving.places)
    return Adapted(document, tuple(weaving.touched)), []


class _Laying:
    """Lays what a file says over what its base says, key by key."""

    def __init__(self, weaving: Weaving) -> None:
        self.weaving, self.base, self.keys = weaving, weaving.base, weaving.keys
        self.own, self.below = weaving.own, weaving.below

    def whole(self) -> Any:
        """Return the data of the adapted practice."""
        self._own_version()
        skipped = {ADAPTS, SEEN}
        return self._mapping((), (), (), self.base.kind.model, skipped)

    def _own_version(self) -> None:
        found = self.own.data[ADAPTS]
        if not isinstance(found, str) or not re.fullmatch(SEMVER, found):
            now = self.base.practice.version
            written = self.own.raw((ADAPTS,)) or "nothing"
            near = version_meant(written)
            self.weaving.problem(
                (ADAPTS,),
                f"{ADAPTS}: expected the version of {self.below.filename} that you adapt, "
                f"found {shortened(written)}",
                f"did you mean {near}?" if near else f"it is at {now} now",
                "bad-version",
            )
        for name in OWN:
            if name not in self.own.data:
                meaning = meaning_at(self.base.kind.model, (name,))
                said = f'the key "{name}" is missing: an adapted practice has a version of its own'
                hint = f'add "{name}:" ({meaning.rstrip(".")})'
                self.weaving.problem((), said, hint, "missing-key")

    def _mapping(
        self, below: Loc, own: Loc, into: Loc, model: type[BaseModel], skipped: set[str]
    ) -> dict[str, Any]:
        """Return keys with values of the base, those of the file laid over them."""
        self.weaving.places[into] = (self.own, own)
        theirs, ours = self.below.at(below), self.own.at(own)
        found: dict[str, Any] = {}
        for name in theirs:
            if name not in ours or name in skipped:
                found[name] = self.weaving.copy(self.below, (*below, name), (*into, name))
        if below in self.keys:
            found.setdefault("key", self.keys[below])
        for name in ours:
            if name == "key" and below in self.keys and ours[name] != self.keys[below]:
                there = (*own, name)
                message = f'{named(there)}: expected "{self.keys[below]}", found "{ours[name]}"'
                self.weaving.problem(there, message, KEEPS_KEY)
            elif name not in skipped:
                ways = (*below, name), (*own, name), (*into, name)
                found[name] = self._value(*ways, model, there=name in theirs)
        return found

    def _value(
        self, below: Loc, own: Loc, into: Loc, model: type[BaseModel], *, there: bool
    ) -> Any:
        """Return the value of a key that the file has."""
        theirs, ours = self.below.at(below) if there else None, self.own.at(own)
        name = own[-1]
        found = model.model_fields.get(str(name))
        inner = model_in(found.annotation) if found else None
        if into in {(name,) for name in OWN}:
            return self.weaving.copy(self.own, own, into)
        if into == (ALWAYS_KEPT,):
            return self._united(theirs, ours, below, own, into)
        if inner and isinstance(theirs, dict) and isinstance(ours, dict):
            return self._mapping(below, own, into, inner, set())
        if isinstance(ours, list) and (theirs is None or isinstance(theirs, list)):
            if inner and issubclass(inner, Keyed):
                if theirs or any(map(verbs.has_verb, ours)):
                    return self._parts(below, own, into, inner)
            elif any(map(verbs.is_plain_verb, ours)):
                return verbs.entries(self.weaving, below, own, into)
        self.weaving.touch(below, own, "set")
        return self.weaving.copy(self.own, own, into)

    def _parts(self, below: Loc, own: Loc, into: Loc, model: type[BaseModel]) -> list[Any]:
        def adapt(base_way: Loc, own_way: Loc, way: Loc) -> Any:
            return self._mapping(base_way, own_way, way, model, {"adapt"})

        return verbs.parts(self.weaving, below, own, into, adapt)

    def _united(self, theirs: Any, ours: Any, below: Loc, own: Loc, into: Loc) -> Any:
        """Return the base's entries and then the file's, each once."""
        if not isinstance(ours, list):
            return self.weaving.copy(self.own, own, into)
        ways = [(self.below, (*below, n)) for n in range(len(theirs or []))]
        known = set(map(str, theirs or []))
        ways += [(self.own, (*own, n)) for n, name in enumerate(ours) if str(name) not in known]
        self.weaving.places[into] = (self.own, own)
        return [self.weaving.copy(*place, (*into, n)) for n, place in enumerate(ways)]
