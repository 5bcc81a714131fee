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

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from katabase.domain.fields import SEMVER, Keyed
from katabase.domain.keys import parts_of
from katabase.domain.layers.layered import LayeredDocument, at
from katabase.domain.layers.origin import Touched
from katabase.domain.problems import Problem, did_you_mean, nearest, place_of, shortened
from katabase.domain.reading.meant import version_meant
from katabase.domain.reading.model_fields import model_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

    from katabase.domain.library import Entry
    from katabase.domain.reading.document import Document, Loc

ADAPTS, SEEN = "adapts", "seen"
"""The keys that only an adapting file has: the base's version, and what the base said."""

OWN = ("version", "updated", "changes")
"""What an adapting file has of its own: it is a practice of the organisation, with a history."""

ALWAYS_KEPT = "formerly"
"""Ids that the base had once: codes are printed with them, so they are never taken away."""

VERBS = ("insert", "replace", "adapt", "remove")
"""What may be done to a part that has a key."""

PLAIN_VERBS = ("add", "remove")
"""What may be done in a list whose entries have no keys."""

WHERE = re.compile(r"(?:(?P<end>first|last)|(?P<side>after|before) +(?P<key>\S+))")
"""Where a part is put: ``after KEY``, ``before KEY``, ``first`` or ``last``."""

KEEPS_KEY = "remove the line: a part keeps its key, records and links name it"

CANNOT_ADAPT = "cannot-adapt"
"""The id of the rule for what cannot be applied."""


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
    weaving = _Weaving(base, own)
    data = weaving.whole()
    if weaving.problems:
        return None, weaving.problems
    document = LayeredDocument(own.filename, own.text, data, places=weaving.places)
    return Adapted(document, tuple(weaving.touched)), []


def code_of(value: Any) -> str:
    """Return a short code of what a base says in one place; another wording has another code."""
    text = json.dumps(_worded(value), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _worded(value: Any) -> Any:
    """Return a value without the keys of its parts, which a file may or may not write down."""
    if isinstance(value, dict):
        return {name: _worded(inner) for name, inner in value.items() if name != "key"}
    return [_worded(inner) for inner in value] if isinstance(value, list) else value


@dataclass
class _Item:
    """One entry of a list that is being woven."""

    key: str
    put: Callable[[Loc], Any]
    """Makes its value once its way is known."""
    of_base: bool


@dataclass
class _Weaving:
    """The state of laying one file over its base."""

    base: Entry
    own: Document
    places: dict[Loc, tuple[Document, Loc]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    touched: list[Touched] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.below = self.base.document
        self.keys = {loc: part.key for loc, part in parts_of(self.base.practice)}

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
            self._problem(
                (ADAPTS,),
                f"{ADAPTS}: expected the version of {self.below.filename} that you adapt, "
                f"found {shortened(written)}",
                f"did you mean {near}?" if near else f"it is at {now} now",
                "bad-version",
            )
        for name in OWN:
            if name not in self.own.data:
                meaning = self.base.kind.model.model_fields[name].description or ""
                said = f'the key "{name}" is missing: an adapted practice has a version of its own'
                self._problem((), said, f'add "{name}:" ({meaning.rstrip(".")})', "missing-key")

    def _mapping(
        self, below: Loc, own: Loc, into: Loc, model: type[BaseModel], skipped: set[str]
    ) -> dict[str, Any]:
        """Return keys with values of the base, those of the file laid over them."""
        self.places[into] = (self.own, own)
        theirs, ours = self.below.at(below), self.own.at(own)
        found: dict[str, Any] = {}
        for name in theirs:
            if name not in ours or name in skipped:
                found[name] = self._copy(self.below, (*below, name), (*into, name))
        if below in self.keys:
            found.setdefault("key", self.keys[below])
        for name in ours:
            if name == "key" and below in self.keys and ours[name] != self.keys[below]:
                there = (*own, name)
                message = f'{_named(there)}: expected "{self.keys[below]}", found "{ours[name]}"'
                self._problem(there, message, KEEPS_KEY)
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
            return self._copy(self.own, own, into)
        if into == (ALWAYS_KEPT,):
            return self._united(theirs, ours, below, own, into)
        if inner and isinstance(theirs, dict) and isinstance(ours, dict):
            return self._mapping(below, own, into, inner, set())
        if isinstance(ours, list) and (theirs is None or isinstance(theirs, list)):
            if inner and issubclass(inner, Keyed):
                if theirs or any(map(_has_verb, ours)):
                    return self._parts(below, own, into, inner)
            elif any(map(_is_plain_verb, ours)):
                return self._entries(below, own, into)
        self._touch(below, own, "set")
        return self._copy(self.own, own, into)

    def _united(self, theirs: Any, ours: Any, below: Loc, own: Loc, into: Loc) -> Any:
        """Return the base's entries and then the file's, each once."""
        if not isinstance(ours, list):
            return self._copy(self.own, own, into)
        ways = [(self.below, (*below, n)) for n in range(len(theirs or []))]
        known = set(map(str, theirs or []))
        ways += [(self.own, (*own, n)) for n, name in enumerate(ours) if str(name) not in known]
        self.places[into] = (self.own, own)
        return [self._copy(*place, (*into, n)) for n, place in enumerate(ways)]

    def _parts(self, below: Loc, own: Loc, into: Loc, model: type[BaseModel]) -> list[Any]:
        """Return a list of parts with keys after all that the file does to it."""
        count = len(at(self.below, below) or [])
        items = [self._of_base((*below, number)) for number in range(count)]
        named: dict[str, int] = {}
        for number, entry in enumerate(self.own.at(own)):
            loc = (*own, number)
            verb = self._verb(loc, entry)
            if verb == "insert":
                self._insert(items, below, loc)
            elif verb:
                self._change(items, verb, below, loc, model, named)
        self.places[into] = (self.own, own)
        return [item.put((*into, number)) for number, item in enumerate(items)]

    def _of_base(self, loc: Loc) -> _Item:
        return _Item(self.keys[loc], lambda into: self._copy(self.below, loc, into), of_base=True)

    def _verb(self, loc: Loc, entry: Any) -> str:
        """Return the verb of an entry; empty, and a problem, if it has none or several."""
        verbs = [verb for verb in VERBS if isinstance(entry, dict) and verb in entry]
        if len(verbs) == 1:
            return verbs[0]
        written = ", ".join(verbs) if verbs else "none of them"
        first = next(iter(entry), "") if isinstance(entry, dict) else ""
        near = nearest(str(first), VERBS)
        hint = (
            f'did you mean "{near}:"?'
            if near and not verbs
            else 'as in "- adapt: KEY" with what differs, or "- insert: after KEY" with a new part'
        )
        expected = f"expected one of {', '.join(VERBS)}, found {written}"
        self._problem(loc, f"{_named(loc)}: {expected}", hint)
        return ""

    def _insert(self, items: list[_Item], below: Loc, loc: Loc) -> None:
        place = (*loc, "insert")
        written = self.own.at(place)
        found = WHERE.fullmatch(written.strip()) if isinstance(written, str) else None
        if found is None:
            said = shortened(self.own.raw(place)) or "nothing"
            expected = "expected after KEY, before KEY, first or last"
            keys = [item.key for item in items]
            near = nearest(written, keys) if isinstance(written, str) else None
            hint = f'as in "insert: after {near or keys[-1]}"' if keys else '"insert: last"'
            self._problem(place, f"{_named(place)}: {expected}; found {said}", hint)
            return
        if found["end"]:
            index = 0 if found["end"] == "first" else len(items)
        else:
            there = self._index(items, found["key"], below, place)
            if there is None:
                return
            index = there + (found["side"] == "after")
        given = self.own.at(loc).get("key")
        key = given if isinstance(given, str) else ""
        items.insert(index, _Item(key, self._own_part(loc, {"insert"}), of_base=False))
        self.touched.append(Touched((*self._address(below), key), "insert", None, loc))

    def _change(
        self,
        items: list[_Item],
        verb: str,
        below: Loc,
        loc: Loc,
        model: type[BaseModel],
        named: dict[str, int],
    ) -> None:
        """Replace, adapt or remove a part of the base."""
        place = (*loc, verb)
        key = self.own.at(place)
        if isinstance(key, str) and key in named:
            line = self.own.spot((*loc[:-1], named[key])).line
            message = f'{_named(place)}: "{key}" is named in line {line} already'
            self._problem(place, message, "say once what becomes of it")
            return
        index = self._index(items, key, below, place)
        if index is None:
            return
        named[key] = int(loc[-1])
        if not items[index].of_base:
            message = f'{_named(place)}: "{key}" was inserted by this file'
            self._problem(place, message, "write it as it should be where it is inserted")
            return
        base_way = next(
            there for there, name in self.keys.items() if name == key and there[:-1] == below
        )
        if verb == "remove":
            self._nothing_else(loc, verb)
            self._touch(base_way, None, verb)
            del items[index]
        elif verb == "replace":
            self._touch(base_way, loc, verb)
            items[index] = _Item(key, self._own_part(loc, {verb}, key), of_base=True)
        else:
            items[index] = _Item(
                key,
                lambda into: self._mapping(base_way, loc, into, model, {verb}),
                of_base=True,
            )

    def _nothing_else(self, loc: Loc, verb: str) -> None:
        for name in self.own.at(loc):
            if name != verb:
                there = (*loc, name)
                message = f'{_named(there)}: expected nothing beside "{verb}"'
                self._problem(there, message, f'to change the part, write "adapt" for "{verb}"')

    def _index(self, items: list[_Item], key: Any, below: Loc, place: Loc) -> int | None:
        """Return where the part with a key is; None, and a problem, if there is none."""
        for index, item in enumerate(items):
            if item.key and item.key == key:
                return index
        written = shortened(str(key)) if key is not None else ""
        there = place_of(self.below.filename, self.below.spot(below))
        found = f'found "{written}"' if written else "found nothing"
        message = f"{_named(place)}: expected the key of one of the {below[-1]} in {there}, {found}"
        other = next((loc for loc, name in self.keys.items() if name == key), None)
        keys = [item.key for item in items if item.key]
        hint = did_you_mean(written, keys)
        if other is not None:
            stands = place_of(self.below.filename, self.below.spot(other))
            hint = f"it is a part of {_named(self._address(other[:-1]))}, {stands}"
        self._problem(place, message, hint)
        return None

    def _own_part(self, loc: Loc, skipped: set[str], key: str = "") -> Callable[[Loc], Any]:
        def put(into: Loc) -> Any:
            self.places[into] = (self.own, loc)
            entry = self.own.at(loc)
            found = {
                name: self._copy(self.own, (*loc, name), (*into, name))
                for name in entry
                if name not in skipped
            }
            if key and found.setdefault("key", key) != key:
                there = (*loc, "key")
                message = f'{_named(there)}: expected "{key}", found "{found["key"]}"'
                self._problem(there, message, KEEPS_KEY)
            return found

        return put

    def _entries(self, below: Loc, own: Loc, into: Loc) -> list[Any]:
        """Return a list of entries without keys after what is added to and removed from it."""
        theirs = at(self.below, below) or []
        kept = [(self.below, (*below, number), value) for number, value in enumerate(theirs)]
        for number, entry in enumerate(self.own.at(own)):
            loc = (*own, number)
            verbs = list(entry) if isinstance(entry, dict) else []
            if len(verbs) != 1 or verbs[0] not in PLAIN_VERBS:
                message = f'{_named(loc)}: expected "add:" or "remove:", as in the other entries'
                self._problem(loc, message, "or write all entries of the list, without any of them")
                continue
            verb = verbs[0]
            value = self.own.at((*loc, verb))
            if verb == "add":
                kept.append((self.own, (*loc, verb), value))
                continue
            index = next((n for n, each in enumerate(kept) if _same(each[2], value)), None)
            if index is None:
                self._not_there(loc, [each[2] for each in kept], below)
            else:
                del kept[index]
        self.places[into] = (self.own, own)
        self._touch(below, own, "list")
        return [self._copy(doc, loc, (*into, n)) for n, (doc, loc, _) in enumerate(kept)]

    def _not_there(self, loc: Loc, values: list[Any], below: Loc) -> None:
        place = (*loc, "remove")
        written = shortened(" ".join(str(self.own.at(place)).split()))
        where = place_of(self.below.filename, self.below.spot(below))
        message = f'{_named(place)}: expected an entry of the list in {where}, found "{written}"'
        named = [
            str(value.get("practice", "")) if isinstance(value, dict) else str(value)
            for value in values
        ]
        self._problem(place, message, did_you_mean(written, filter(None, named)))

    def _touch(self, below: Loc, own: Loc | None, verb: str) -> None:
        there = None if at(self.below, below) is None else below
        self.touched.append(Touched(self._address(below), verb, there, own))

    def _address(self, loc: Loc) -> tuple[str, ...]:
        """Return a way in the base with the keys of its parts in the place of positions."""
        return tuple(
            self.keys.get(loc[: number + 1], str(step)) if isinstance(step, int) else step
            for number, step in enumerate(loc)
        )

    def _copy(self, document: Document, loc: Loc, into: Loc) -> Any:
        """Return a value with all that stands below it, and note where it was written."""
        self.places[into] = (document, loc)
        value = document.at(loc)
        if isinstance(value, dict):
            found = {name: self._copy(document, (*loc, name), (*into, name)) for name in value}
            if document is self.below and loc in self.keys:
                found.setdefault("key", self.keys[loc])
            return found
        if isinstance(value, list):
            return [self._copy(document, (*loc, n), (*into, n)) for n in range(len(value))]
        return value

    def _problem(self, loc: Loc, message: str, hint: str, rule: str = CANNOT_ADAPT) -> None:
        spot = self.own.spot(loc)
        self.problems.append(Problem(self.own.filename, spot, rule, message, hint))


def _has_verb(entry: Any) -> bool:
    return isinstance(entry, dict) and not set(entry).isdisjoint(VERBS)


def _is_plain_verb(entry: Any) -> bool:
    return isinstance(entry, dict) and len(entry) == 1 and next(iter(entry)) in PLAIN_VERBS


def _same(value: Any, written: Any) -> bool:
    """Say whether an entry of a list is the one that is named: by itself, or by its practice."""
    if isinstance(value, dict):
        return bool(written) and value.get("practice") == written
    if isinstance(value, str) and isinstance(written, str):
        return value.split() == written.split()
    return bool(value == written)


def _named(loc: Loc | tuple[str, ...]) -> str:
    text = ""
    for step in loc:
        text += f"[{step + 1}]" if isinstance(step, int) else f"{'.' if text else ''}{step}"
    return text
