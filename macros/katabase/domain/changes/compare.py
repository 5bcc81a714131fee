"""Finds the changes between two states: by key, never by position."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from katabase.domain.changes.alike import CLEARLY, SAME, alike
from katabase.domain.changes.change import Change, Difference, Sort
from katabase.domain.changes.state import pairs
from katabase.domain.changes.steps import ASIDE, BESIDE, BY_KEY, FACTS, WORDS, Asks, Step
from katabase.domain.fields import Keyed, Part
from katabase.domain.kinds.registry import is_reference
from katabase.domain.vocabulary import Status, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from katabase.domain.changes.state import Held, State
    from katabase.domain.reading.document import Loc


def compare(
    before: State, now: State, card: Callable[[Held], str] | None = None
) -> Iterator[Difference]:
    """Yield what is different in each practice, in the order of now, then what is gone.

    ``card`` returns a text that changes with what the card of a practice says; without it
    nothing is said of cards.
    """
    earlier = {held.ref: old for old, held in pairs(before, now)}
    for held in now.held.values():
        old = earlier.get(held.ref)
        if old is None and held.ref in before.unread:
            continue  # nobody knows what it said
        changes = [*_as_a_whole(before, old, held), *(changes_of(old, held) if old else ())]
        if old and card and card(old) != card(held):
            changes.append(Change(Sort.CARD_CHANGED, Step.NONE))
        if changes:
            version = old.practice.version if old else None
            yield _difference(held, version, held.practice.version, changes)
    for old in before.held.values():
        if old.ref not in now.addresses and old.ref not in now.unread:
            sort = Sort.HIDDEN if old.ref in now.withheld else Sort.PRACTICE_REMOVED
            yield _difference(old, old.practice.version, None, [Change(sort, Step.NONE)])


def _difference(
    held: Held, before: str | None, now: str | None, changes: list[Change]
) -> Difference:
    return Difference(held.ref, held.practice.title, before, now, tuple(changes))


def _as_a_whole(before: State, old: Held | None, held: Held) -> Iterator[Change]:
    if old is None:
        yield Change(Sort.PRACTICE_ADDED, Step.NONE)
    elif old.ref != held.ref:
        yield _whole(Sort.ADDRESS_CHANGED, old.address, held.address)
    for name in held.names():
        merged = before.held.get(name)
        if merged is not None and merged is not old:
            yield _whole(Sort.MERGED, merged.practice.title, held.practice.title)
    if old is not None and old.practice.status is not held.practice.status:
        if held.practice.status is Status.RETIRED and held.practice.successor:
            yield _whole(Sort.RETIRED, "", held.practice.successor)
        else:
            words = (each.practice.status.label.lower() for each in (old, held))
            yield _whole(Sort.STATUS_CHANGED, *words)


def _whole(sort: Sort, before: str, now: str) -> Change:
    return Change(sort, Step.NONE, before=before, now=now)


def changes_of(old: Held, held: Held) -> Iterator[Change]:
    """Yield what one practice says differently from what it said before."""
    if old.practice != held.practice:
        yield from _Comparing(old, held).changes()


@dataclass(frozen=True)
class _Stands:
    """A part with a key in its practice."""

    loc: Loc
    part: Keyed
    above: str
    """The key of the part that holds it; empty if the practice does."""

    @property
    def within(self) -> tuple[str, str | int]:
        """The list in which it stands: that part, and the key of the list."""
        return (self.above, self.loc[-2])

    @property
    def noun(self) -> str:
        """What it is, as in ``counter-sign``: one of what its list is called."""
        return str(self.loc[-2]).removesuffix("s").replace("_", "-")


def stands(value: Part, loc: Loc = (), above: str = "") -> Iterator[_Stands]:
    """Yield every part that has a key, with its place, in reading order."""
    for name, inner in value:
        items = enumerate(inner) if isinstance(inner, list) else ()
        for index, item in items:
            place = (*loc, name, index)
            if isinstance(item, Keyed):
                yield _Stands(place, item, above)
                yield from stands(item, place, item.key)
            elif isinstance(item, Part):
                yield from stands(item, place, above)
        if isinstance(inner, Part):
            yield from stands(inner, (*loc, name), above)


def words_of_part(part: Part) -> str:
    """Return what a part says, without the parts in it and without its key."""
    return " ".join(
        value for name, value in part if isinstance(value, str) and not _is_fact(name, value)
    )


def _is_fact(name: str, value: str) -> bool:
    return name == "key" or isinstance(value, Enum | Word)


class _Comparing:
    """Two versions of one practice beside one another."""

    def __init__(self, old: Held, now: Held) -> None:
        self.before, self.after = old.practice, now.practice
        self.old = {each.part.key: each for each in stands(self.before)}
        self.now = {each.part.key: each for each in stands(self.after)}
        self.run = self._run(old) | self._run(now)
        self.became = self._became()
        """The keys of parts that go on under another key, by the one that they had."""
        self.was = {new: old for old, new in self.became.items()}

    def _run(self, held: Held) -> set[str]:
        """Return the keys of what is gone through in practice, and of what holds it."""
        found = {prompt.key for prompt in held.kind.prompts(held.practice)}
        places = {each.part.key: each.above for each in stands(held.practice)}
        return found | {places[key] for key in found if places.get(key)}

    def _became(self) -> dict[str, str]:
        """Pair parts of one list that are alike and have another key: they were reworded."""
        new = [each for key, each in self.now.items() if key not in self.old]
        found: dict[str, str] = {}
        for key, each in self.old.items():
            if key in self.now:
                continue
            near = [
                (alike(words_of_part(each.part), words_of_part(other.part)), other.part.key)
                for other in new
                if type(other.part) is type(each.part) and other.part.key not in found.values()
            ]
            likeness, other_key = max(near, default=(0.0, ""))
            if likeness >= CLEARLY:
                found[key] = other_key
        return found

    def changes(self) -> Iterator[Change]:
        yield from self._values(self.before, self.after, (), "")
        for key, old in self.old.items():
            gone_with = old.above and self._goes(old.above)
            if self._goes(key) and not gone_with:
                asks = Step.MAJOR if key in self.run else Step.MINOR
                yield self._part(Sort.PART_REMOVED, asks, old, before=old.part.wording)
        moved = self._moved()
        for key, new in self.now.items():
            earlier = self._earlier(key)
            if earlier is None:
                if not (new.above and self._earlier(new.above) is None):
                    yield self._part(
                        Sort.PART_ADDED, Step.MINOR, new, now=new.part.wording, place=self._at(new)
                    )
                continue
            if earlier.part.key != key:
                yield self._part(Sort.KEY_CHANGED, Step.PATCH, new, earlier.part.key, key)
            if self._is_another(earlier, new):
                asks = Step.MAJOR if key in self.run else Step.MINOR
                words = earlier.part.wording, new.part.wording
                yield self._part(Sort.KEY_REUSED, asks, new, *words)
                continue
            if key in moved:
                yield self._part(
                    Sort.PART_MOVED, moved[key], new, now=new.part.wording, place=self._at(new)
                )
            yield from self._reworded(earlier, new)

    def _goes(self, key: str) -> bool:
        return key in self.old and key not in self.now and key not in self.became

    def _earlier(self, key: str) -> _Stands | None:
        return self.old.get(self.was.get(key, key))

    def _part(
        self,
        sort: Sort,
        step: Step,
        each: _Stands,
        before: str = "",
        now: str = "",
        place: str = "",
    ) -> Change:
        noun = each.noun
        return Change(sort, step, each.loc, each.part.key, noun, "", before, now, place)

    def _at(self, each: _Stands) -> str:
        """Say where a part stands: after which one, or at the beginning."""
        beside = [other for other in self.now.values() if other.within == each.within]
        index = beside.index(each)
        held = self.now.get(each.above)
        within = f" of “{held.part.wording}”" if held else ""
        if not index:
            return f"at the beginning{within}" if len(beside) > 1 else f"the only one{within}"
        return f"after “{beside[index - 1].part.wording}”"

    def _moved(self) -> dict[str, Step]:
        """Return the keys of parts in another order or another group, with what that asks for."""
        found: dict[str, Step] = {}
        every = [key for key in self.now if self._earlier(key) is not None]
        order = list(self.old)
        rank = {key: order.index(self.was.get(key, key)) for key in every}
        kept = _longest_rising([key for key in every if key in self.run], rank)
        for within in dict.fromkeys(self.now[key].within for key in every):
            here = [key for key in every if self.now[key].within == within]
            stayed = _longest_rising([key for key in here if self._in_its_place(key)], rank)
            for key in here:
                if key in stayed:
                    continue
                regrouped = not self._in_its_place(key)
                asks = key in self.run and not (regrouped and key in kept)
                found[key] = Step.MAJOR if asks else Step.PATCH
        return found

    def _in_its_place(self, key: str) -> bool:
        new, old = self.now[key], self._earlier(key)
        if old is None:
            return False
        above = self.became.get(old.above, old.above)
        return (above, old.loc[-2]) == new.within

    def _is_another(self, old: _Stands, new: _Stands) -> bool:
        """Say whether a part has nothing to do with what its key named before.

        A translation says the same; a group that holds one of its parts still is the group.
        """
        if self.before.language != self.after.language:
            return False
        if type(old.part) is not type(new.part):
            return True
        if {key for key, each in self.old.items() if each.above == old.part.key} & {
            self.was.get(key, key) for key, each in self.now.items() if each.above == new.part.key
        }:
            return False
        words = words_of_part(old.part), words_of_part(new.part)
        return old.part.wording != new.part.wording and alike(*words) < SAME

    def _reworded(self, old: _Stands, new: _Stands) -> Iterator[Change]:
        if old.part.wording != new.part.wording:
            words = old.part.wording, new.part.wording
            yield self._part(Sort.PART_REWORDED, Step.PATCH, new, *words)
        prefix = f"{new.noun} “{new.part.wording}”, "
        known = {old.part.wording, new.part.wording}
        for change in self._values(old.part, new.part, new.loc, prefix):
            if not {change.before, change.now} <= known:
                yield replace(change, key=new.part.key, part=new.noun)

    def _values(self, old: Part, new: Part, loc: Loc, prefix: str) -> Iterator[Change]:
        """Yield what the keys of a part say differently, parts with a key left out."""
        for name, now in new:
            before = getattr(old, name, None)
            if name in BESIDE or before == now:
                continue
            label = f"{prefix}{name.replace('_', ' ')}"
            yield from self._value(name, before, now, (*loc, name), label)

    def _value(self, name: str, before: Any, now: Any, loc: Loc, label: str) -> Iterator[Change]:
        if name == "card":
            words = words_of(before), words_of(now)
            yield Change(
                Sort.TEXT_REWORDED, Step.PATCH, loc, name=label, before=words[0], now=words[1]
            )
        elif isinstance(now, list):
            yield from self._list(name, before or [], now, loc, label)
        elif isinstance(now, Part) and isinstance(before, Part):
            yield from self._values(before, now, loc, f"{label}, ")
        elif isinstance(now, Part) or isinstance(before, Part):
            yield _single(name, _in_one_line(before), _in_one_line(now), loc, label)
        else:
            yield _single(name, before, now, loc, label)

    def _list(
        self, name: str, before: Sequence[Any], now: Sequence[Any], loc: Loc, label: str
    ) -> Iterator[Change]:
        if any(isinstance(item, Keyed) for item in (*before, *now)):
            return  # looked at by key
        if any(isinstance(item, Part) for item in (*before, *now)):
            yield from self._bundles(name, before, now, loc, label)
            return
        yield from _lines(BY_KEY.get(name, WORDS), list(before), list(now), loc, label)

    def _bundles(
        self, name: str, before: Sequence[Any], now: Sequence[Any], loc: Loc, label: str
    ) -> Iterator[Change]:
        """Yield changes of a list of parts without keys: the first value says which is which."""
        asks = BY_KEY.get(name, WORDS)
        old, new = ({_first(item): item for item in items} for items in (before, now))
        yield from _lines(asks, list(old), list(new), loc, label, paired=False)
        for index, item in enumerate(now):
            earlier = old.get(_first(item))
            if earlier is not None:
                prefix = f"{label} “{_first(item)}”, "
                for change in self._values(earlier, item, (*loc, index), prefix):
                    yield replace(change, step=Step.PATCH) if asks is ASIDE else change


def _first(part: Part) -> str:
    """Return by what a part without a key is known: its title, or the first that it says."""
    return str(getattr(part, "title", None) or next(iter(part))[1])


def words_of(value: Any) -> str:
    """Return all that a part says in one text, keys and versions included."""
    if isinstance(value, Part):
        return " ".join(filter(None, (words_of(inner) for _, inner in value)))
    if isinstance(value, list):
        return " ".join(map(words_of, value))
    return "" if value is None else str(value)


def _in_one_line(part: Part | None) -> str | None:
    """Return all values of a part with their names; None if there is no part."""
    if part is None:
        return None
    return ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in part if value)


def _single(name: str, before: Any, now: Any, loc: Loc, label: str) -> Change:
    value = before if now is None else now
    text = isinstance(value, str) and not _is_fact(name, value)
    asks = BY_KEY.get(name, WORDS if text else FACTS)
    words = _shown(before), _shown(now)
    if not text or is_reference(str(value)):
        return Change(
            Sort.VALUE_CHANGED, _step(asks, before, now), loc, name=label,
            before=words[0] or "nothing", now=words[1] or "nothing",
        )  # fmt: skip
    sort = {(True, False): Sort.TEXT_ADDED, (False, True): Sort.TEXT_REMOVED}.get(
        (before is None, now is None), Sort.TEXT_REWORDED
    )
    return Change(sort, _step(asks, before, now), loc, name=label, before=words[0], now=words[1])


def _step(asks: Asks, before: Any, now: Any) -> Step:
    if before is None:
        return asks.added
    return asks.removed if now is None else asks.changed


def _shown(value: Any) -> str:
    """Return a value as people say it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return "" if value is None else str(getattr(value, "label", value))


def _lines(
    asks: Asks, before: list[Any], now: list[Any], loc: Loc, label: str, *, paired: bool = True
) -> Iterator[Change]:
    """Yield changes of a list of texts: lines that are alike are wordings of one."""
    gone = [line for line in before if line not in now]
    come = [line for line in now if line not in before]
    for line in list(come) if paired else ():
        likeness, old = max(((alike(str(each), str(line)), each) for each in gone), default=(0, ""))
        if likeness >= SAME and not isinstance(line, Word):
            gone.remove(old)
            come.remove(line)
            yield Change(
                Sort.TEXT_REWORDED, asks.changed, (*loc, now.index(line)), name=label,
                before=_shown(old), now=_shown(line),
            )  # fmt: skip
    for line in gone:
        index = before.index(line)
        yield Change(
            Sort.TEXT_REMOVED, asks.removed, (*loc, index), name=label, before=_shown(line)
        )
    for line in come:
        yield Change(
            Sort.TEXT_ADDED, asks.added, (*loc, now.index(line)), name=label, now=_shown(line)
        )
    if [line for line in before if line in now] != [line for line in now if line in before]:
        yield Change(Sort.ORDER_CHANGED, Step.PATCH, loc, name=label)


def _longest_rising(keys: list[str], rank: dict[str, int]) -> set[str]:
    """Return the most keys that stand in their old order: all others have moved."""
    best: list[tuple[int, int]] = []  # for each key: how long a row ends there, its predecessor
    for index, key in enumerate(keys):
        length, previous = max(
            ((best[at][0] + 1, at) for at in range(index) if rank[keys[at]] < rank[key]),
            default=(1, -1),
            key=lambda found: found[0],
        )
        best.append((length, previous))
    at = max(range(len(best)), key=lambda index: best[index][0], default=-1)
    kept = set()
    while at >= 0:
        kept.add(keys[at])
        at = best[at][1]
    return kept
