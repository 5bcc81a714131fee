"""Finds the changes between two states: what is new, what is gone, what each practice says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from katabase.domain.changes.change import Change, Difference, Sort
from katabase.domain.changes.parts_by_key import changes_of
from katabase.domain.changes.state import pairs
from katabase.domain.changes.steps import Step
from katabase.domain.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from katabase.domain.changes.state import Held, State


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
            counted = old is None or held.goes_on(old)
            yield replace(
                _difference(held, version, held.practice.version, changes), counted=counted
            )
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
