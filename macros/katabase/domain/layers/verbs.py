"""Lists that an adapting file changes entry by entry, each with a verb.

Parts with keys are inserted, replaced, adapted and removed by key; entries of any other list
are added and removed by what they say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from katabase.domain.layers.layered import at
from katabase.domain.layers.origin import Touched
from katabase.domain.layers.weaving import KEEPS_KEY, named
from katabase.domain.problems import did_you_mean, nearest, place_of, shortened

if TYPE_CHECKING:
    from collections.abc import Callable

    from katabase.domain.layers.weaving import Weaving
    from katabase.domain.reading.document import Loc

VERBS = ("insert", "replace", "adapt", "remove")
"""What may be done to a part that has a key."""

PLAIN_VERBS = ("add", "remove")
"""What may be done in a list whose entries have no keys."""

WHERE = re.compile(r"(?:(?P<end>first|last)|(?P<side>after|before) +(?P<key>\S+))")
"""Where a part is put: ``after KEY``, ``before KEY``, ``first`` or ``last``."""


def has_verb(entry: Any) -> bool:
    """Say whether an entry says what becomes of a part with a key."""
    return isinstance(entry, dict) and not set(entry).isdisjoint(VERBS)


def is_plain_verb(entry: Any) -> bool:
    """Say whether an entry is ``add:`` or ``remove:`` with a value."""
    return isinstance(entry, dict) and len(entry) == 1 and next(iter(entry)) in PLAIN_VERBS


def parts(
    weaving: Weaving, below: Loc, own: Loc, into: Loc, adapt: Callable[[Loc, Loc, Loc], Any]
) -> list[Any]:
    """Return a list of parts with keys after all that the file does to it.

    ``adapt`` returns a part of the base with what the file says of it laid over it; it is
    given the ways of both and of what they become.
    """
    found = _Parts(weaving, below, adapt)
    for number, entry in enumerate(weaving.own.at(own)):
        found.take((*own, number), entry)
    weaving.places[into] = (weaving.own, own)
    return [item.put((*into, number)) for number, item in enumerate(found.items)]


@dataclass
class _Item:
    """One entry of a list that is being woven."""

    key: str
    put: Callable[[Loc], Any]
    """Makes its value once its way is known."""
    of_base: bool


class _Parts:
    """A list of parts with keys, as far as a file has changed it."""

    def __init__(self, weaving: Weaving, below: Loc, adapt: Callable[[Loc, Loc, Loc], Any]) -> None:
        self.weaving, self.below, self.adapt = weaving, below, adapt
        self.own = weaving.own
        count = len(at(weaving.below, below) or [])
        self.items = [self._of_base((*below, number)) for number in range(count)]
        self.named: dict[str, int] = {}
        """The entry that says what becomes of a part, by its key."""

    def _of_base(self, loc: Loc) -> _Item:
        copy, document = self.weaving.copy, self.weaving.below
        return _Item(self.weaving.keys[loc], lambda into: copy(document, loc, into), of_base=True)

    def take(self, loc: Loc, entry: Any) -> None:
        """Do what one entry of the file says."""
        verb = self._verb(loc, entry)
        if verb == "insert":
            self._insert(loc)
        elif verb:
            self._change(verb, loc)

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
        self.weaving.problem(loc, f"{named(loc)}: {expected}", hint)
        return ""

    def _insert(self, loc: Loc) -> None:
        place = (*loc, "insert")
        written = self.own.at(place)
        found = WHERE.fullmatch(written.strip()) if isinstance(written, str) else None
        if found is None:
            said = shortened(self.own.raw(place)) or "nothing"
            expected = "expected after KEY, before KEY, first or last"
            keys = [item.key for item in self.items]
            near = nearest(written, keys) if isinstance(written, str) else None
            hint = f'as in "insert: after {near or keys[-1]}"' if keys else '"insert: last"'
            self.weaving.problem(place, f"{named(place)}: {expected}; found {said}", hint)
            return
        if found["end"]:
            index = 0 if found["end"] == "first" else len(self.items)
        else:
            there = self._index(found["key"], place)
            if there is None:
                return
            index = there + (found["side"] == "after")
        given = self.own.at(loc).get("key")
        key = given if isinstance(given, str) else ""
        self.items.insert(index, _Item(key, self._own_part(loc, "insert"), of_base=False))
        address = (*self.weaving.address(self.below), key)
        self.weaving.touched.append(Touched(address, "insert", None, loc))

    def _change(self, verb: str, loc: Loc) -> None:
        """Replace, adapt or remove a part of the base."""
        place = (*loc, verb)
        key = self.own.at(place)
        if isinstance(key, str) and key in self.named:
            line = self.own.spot((*loc[:-1], self.named[key])).line
            message = f'{named(place)}: "{key}" is named in line {line} already'
            self.weaving.problem(place, message, "say once what becomes of it")
            return
        index = self._index(key, place)
        if index is None:
            return
        self.named[key] = int(loc[-1])
        if not self.items[index].of_base:
            message = f'{named(place)}: "{key}" was inserted by this file'
            hint = "write it as it should be where it is inserted"
            self.weaving.problem(place, message, hint)
            return
        base_way = next(
            there
            for there, name in self.weaving.keys.items()
            if name == key and there[:-1] == self.below
        )
        if verb == "remove":
            self._nothing_else(loc, verb)
            self.weaving.touch(base_way, None, verb)
            del self.items[index]
        elif verb == "replace":
            self.weaving.touch(base_way, loc, verb)
            self.items[index] = _Item(key, self._own_part(loc, verb, key), of_base=True)
        else:
            put = self.adapt
            self.items[index] = _Item(key, lambda into: put(base_way, loc, into), of_base=True)

    def _nothing_else(self, loc: Loc, verb: str) -> None:
        for name in self.own.at(loc):
            if name != verb:
                there = (*loc, name)
                message = f'{named(there)}: expected nothing beside "{verb}"'
                hint = f'to change the part, write "adapt" for "{verb}"'
                self.weaving.problem(there, message, hint)

    def _index(self, key: Any, place: Loc) -> int | None:
        """Return where the part with a key is; None, and a problem, if there is none."""
        for index, item in enumerate(self.items):
            if item.key and item.key == key:
                return index
        below, keys = self.weaving.below, self.weaving.keys
        written = shortened(str(key)) if key is not None else ""
        there = place_of(below.filename, below.spot(self.below))
        found = f'found "{written}"' if written else "found nothing"
        expected = f"expected the key of one of the {self.below[-1]} in {there}"
        other = next((loc for loc, name in keys.items() if name == key), None)
        hint = did_you_mean(written, [item.key for item in self.items if item.key])
        if other is not None:
            stands = place_of(below.filename, below.spot(other))
            hint = f"it is a part of {named(self.weaving.address(other[:-1]))}, {stands}"
        self.weaving.problem(place, f"{named(place)}: {expected}, {found}", hint)
        return None

    def _own_part(self, loc: Loc, verb: str, key: str = "") -> Callable[[Loc], Any]:
        def put(into: Loc) -> Any:
            self.weaving.places[into] = (self.own, loc)
            found = {
                name: self.weaving.copy(self.own, (*loc, name), (*into, name))
                for name in self.own.at(loc)
                if name != verb
            }
            if key and found.setdefault("key", key) != key:
                there = (*loc, "key")
                message = f'{named(there)}: expected "{key}", found "{found["key"]}"'
                self.weaving.problem(there, message, KEEPS_KEY)
            return found

        return put


def entries(weaving: Weaving, below: Loc, own: Loc, into: Loc) -> list[Any]:
    """Return a list of entries without keys after what is added to and removed from it."""
    theirs = at(weaving.below, below) or []
    kept = [(weaving.below, (*below, number), value) for number, value in enumerate(theirs)]
    for number, entry in enumerate(weaving.own.at(own)):
        loc = (*own, number)
        verbs = list(entry) if isinstance(entry, dict) else []
        if len(verbs) != 1 or verbs[0] not in PLAIN_VERBS:
            message = f'{named(loc)}: expected "add:" or "remove:", as in the other entries'
            weaving.problem(loc, message, "or write all entries of the list, without any of them")
            continue
        verb = verbs[0]
        value = weaving.own.at((*loc, verb))
        if verb == "add":
            kept.append((weaving.own, (*loc, verb), value))
            continue
        index = next((n for n, each in enumerate(kept) if _same(each[2], value)), None)
        if index is None:
            _not_there(weaving, loc, [each[2] for each in kept], below)
        else:
            del kept[index]
    weaving.places[into] = (weaving.own, own)
    weaving.touch(below, own, "list")
    return [weaving.copy(doc, loc, (*into, n)) for n, (doc, loc, _) in enumerate(kept)]


def _not_there(weaving: Weaving, loc: Loc, values: list[Any], below: Loc) -> None:
    place = (*loc, "remove")
    written = shortened(str(weaving.own.at(place)))
    where = place_of(weaving.below.filename, weaving.below.spot(below))
    message = f'{named(place)}: expected an entry of the list in {where}, found "{written}"'
    known = [
        str(value.get("practice", "")) if isinstance(value, dict) else str(value)
        for value in values
    ]
    weaving.problem(place, message, did_you_mean(written, filter(None, known)))


def _same(value: Any, written: Any) -> bool:
    """Say whether an entry of a list is the one that is named: by itself, or by its practice."""
    if isinstance(value, dict):
        return bool(written) and value.get("practice") == written
    if isinstance(value, str) and isinstance(written, str):
        return value.split() == written.split()
    return bool(value == written)
