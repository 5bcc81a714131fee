"""Finds the changes between two versions of one practice: part by part, by key.

A part with a key is the same part wherever it stands and however it is worded. Its position
is never an address: another order is a change of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from katabase.domain.changes.alike import CLEARLY, SAME, alike
from katabase.domain.changes.change import Change, Sort
from katabase.domain.changes.steps import Step
from katabase.domain.changes.values import changes_in, is_fact
from katabase.domain.fields import Keyed, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.changes.state import Held
    from katabase.domain.reading.document import Loc


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
        value for name, value in part if isinstance(value, str) and not is_fact(name, value)
    )


class _Comparing:
    """Two versions of one practice beside one another."""

    def __init__(self, old: Held, now: Held) -> None:
        self.before, self.after = old.practice, now.practice
        self.old = {each.part.key: each for each in stands(self.before)}
        self.now = {each.part.key: each for each in stands(self.after)}
        self.asked = _asked(old) | _asked(now)
        """The keys of what is gone through in practice."""
        self.run = self.asked | self._holding(self.old) | self._holding(self.now)
        """These, and the keys of what holds them."""
        self.became = self._became()
        """The keys of parts that go on under another key, by the one that they had."""
        self.was = {new: old for old, new in self.became.items()}

    def _holding(self, parts: dict[str, _Stands]) -> set[str]:
        return {parts[key].above for key in self.asked & parts.keys()} - {""}

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
        yield from changes_in(self.before, self.after)
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
        # Where a group begins says nothing of when a question is asked.
        kept = longest_rising([key for key in every if key in self.asked], rank)
        for within in dict.fromkeys(self.now[key].within for key in every):
            here = [key for key in every if self.now[key].within == within]
            stayed = longest_rising([key for key in here if self._in_its_place(key)], rank)
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
        for change in changes_in(old.part, new.part, new.loc, prefix):
            if not {change.before, change.now} <= known:
                yield replace(change, key=new.part.key, part=new.noun)


def _asked(held: Held) -> set[str]:
    return {prompt.key for prompt in held.kind.prompts(held.practice)}


def longest_rising(keys: list[str], rank: dict[str, int]) -> set[str]:
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
