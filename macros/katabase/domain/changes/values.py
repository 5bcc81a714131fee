"""Finds the changes between two wordings of one part: texts, words, lists of lines.

Parts with a key are left out: they are looked at one by one (``parts_by_key``).
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from katabase.domain.changes.alike import SAME, alike
from katabase.domain.changes.change import Change, Sort
from katabase.domain.changes.steps import ASIDE, BESIDE, BY_KEY, FACTS, WORDS, Asks, Step
from katabase.domain.fields import Keyed, Part
from katabase.domain.kinds.registry import is_reference
from katabase.domain.vocabulary import Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from katabase.domain.reading.document import Loc


def changes_in(old: Part, new: Part, loc: Loc = (), prefix: str = "") -> Iterator[Change]:
    """Yield what the keys of a part say differently, parts with a key left out.

    ``loc`` is the way to the part, ``prefix`` how it is named before the name of a key.
    """
    for name, now in new:
        before = getattr(old, name, None)
        if name in BESIDE or before == now:
            continue
        label = f"{prefix}{name.replace('_', ' ')}"
        yield from _value(name, before, now, (*loc, name), label)


def _value(name: str, before: Any, now: Any, loc: Loc, label: str) -> Iterator[Change]:
    if name == "card":
        words = words_of(before), words_of(now)
        yield Change(Sort.TEXT_REWORDED, Step.PATCH, loc, name=label, before=words[0], now=words[1])
    elif isinstance(now, list):
        yield from _list(name, before or [], now, loc, label)
    elif isinstance(now, Part) and isinstance(before, Part):
        yield from changes_in(before, now, loc, f"{label}, ")
    elif isinstance(now, Part) or isinstance(before, Part):
        yield _single(name, _in_one_line(before), _in_one_line(now), loc, label)
    else:
        yield _single(name, before, now, loc, label)


def _list(
    name: str, before: Sequence[Any], now: Sequence[Any], loc: Loc, label: str
) -> Iterator[Change]:
    if any(isinstance(item, Keyed) for item in (*before, *now)):
        return  # looked at by key
    if any(isinstance(item, Part) for item in (*before, *now)):
        yield from _bundles(name, before, now, loc, label)
        return
    yield from _lines(BY_KEY.get(name, WORDS), list(before), list(now), loc, label)


def _bundles(
    name: str, before: Sequence[Any], now: Sequence[Any], loc: Loc, label: str
) -> Iterator[Change]:
    """Yield changes of a list of parts without keys: the first value says which is which."""
    asks = BY_KEY.get(name, WORDS)
    old, new = ({_first(item): item for item in items} for items in (before, now))
    yield from _lines(asks, list(old), list(new), loc, label, paired=False)
    for index, item in enumerate(now):
        earlier = old.get(_first(item))
        if earlier is not None:
            prefix = f"{label} “{_first(item)}”, "
            for change in changes_in(earlier, item, (*loc, index), prefix):
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
    text = isinstance(value, str) and not is_fact(name, value)
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


def is_fact(name: str, value: str) -> bool:
    """Say whether a text is no wording: a key, or one of a few words."""
    return name == "key" or isinstance(value, Enum | Word)
