"""What may not become of practices that readers could see: each check is given two states.

``katabase check --since`` holds a library against its earlier versions with them,
``katabase publish`` a new site against those that it has published.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from katabase.domain.changes.alike import SAME, alike
from katabase.domain.changes.change import Sort
from katabase.domain.changes.parts_by_key import changes_of
from katabase.domain.changes.state import pairs
from katabase.domain.changes.steps import semver, strictest
from katabase.domain.changes.values import words_of
from katabase.domain.translating.words import without_words
from katabase.domain.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from katabase.domain.changes.change import Change
    from katabase.domain.changes.state import Held, State
    from katabase.domain.reading.document import Loc


@dataclass(frozen=True)
class Breach:
    """Something that was promised to readers and is not kept."""

    ref: str
    """The practice in which it is mended, as it is now; else the one that it was."""
    filename: str
    """Where that stands, as people see it."""
    loc: Loc
    """The place within it; empty if it is about the practice as a whole."""
    message: str
    hint: str
    about: frozenset[str]
    """What it speaks of. What is said of one state need not be said of an older one again."""


def against(
    find: Callable[[State, State], Iterator[Breach]], states: Iterable[State], now: State
) -> Iterator[Breach]:
    """Yield what a check finds against several earlier states, the newest of them last."""
    said: set[str] = set()
    for before in reversed(list(states)):
        found = list(find(before, now))
        yield from (breach for breach in found if not breach.about <= said)
        said |= {each for breach in found for each in breach.about}


def lost(before: State, now: State) -> Iterator[Breach]:
    """Yield the addresses at which nothing stands any more, by the practice that had them."""
    gone: dict[str, list[str]] = {}
    for name, ref in before.addresses.items():
        known = name in now.addresses or name in now.withheld
        if not known and not {name, ref} & now.unread:
            gone.setdefault(ref, []).append(name)
    for ref, names in gone.items():
        message = f"nothing stands at the address of {' and '.join(names)} any more"
        listed = ", ".join(name.partition("/")[2] for name in names)
        held, about = now.get(ref), frozenset(names)
        if held is not None:
            hint = f"add {listed} to formerly"
            yield Breach(held.ref, held.filename, ("formerly",), message, hint, about)
            continue
        old = before.held.get(ref)
        hint = _hint(old, listed, now) if old else BRING_BACK
        yield Breach(ref, old.filename if old else ref, (), message, hint, about)


BRING_BACK = 'bring it back with "status: retired" and a successor'


def _hint(old: Held, listed: str, now: State) -> str:
    """Say how to mend it: the practice was renamed, went to another kind, or was deleted."""
    texts = words_of(old.practice)
    near = [
        (alike(texts, words_of(held.practice)), held.filename, held)
        for held in now.held.values()
        if held.kind is old.kind or held.id == old.id
    ]
    likeness, _, best = max(near, default=(0.0, "", old))
    if likeness < SAME:
        return BRING_BACK
    if best.kind is old.kind:
        return f'if it became {best.filename}, add there "formerly: [{listed}]"'
    return f'bring it back with "status: retired" and "successor: {best.ref}"'


def hidden(before: State, now: State) -> Iterator[Breach]:
    """Yield what is a draft now, or hidden, and whose pages readers could see."""
    found: dict[str, list[str]] = {}
    for name in before.addresses:
        if name in now.withheld and name not in now.addresses:
            found.setdefault(now.withheld[name].ref, []).append(name)
    for ref, names in found.items():
        away, old = now.withheld[ref], before.get(names[0])
        was = f"it was {old.practice.status} before" if old else "readers could see it"
        if away.practice.status is Status.DRAFT:
            message = f"a draft is never published; {was}"
            hint = 'set "status: trial", or retire it with a successor'
        elif away.practice.audience is not None:
            audience = f'the audience "{away.practice.audience}"'
            message = f"it is for {audience} now, and its page would vanish; {was}"
            hint = "let everybody see it, or put one in its place that is retired"
        else:
            message = f"a layer hides it now, and its page would vanish; {was}"
            hint = 'hide it no more, or adapt it with "status: retired" and a successor'
        yield Breach(ref, away.filename, ("status",), message, hint, frozenset(names))


def _own(before: State, now: State) -> Iterator[tuple[Held, Held]]:
    """Yield each practice with what it was before, but for those of installed packages.

    Who runs a site can give them no version: their own check asks for it. They also say
    something else when a practice is shown or hidden that they mention.
    """
    yield from ((old, held) for old, held in pairs(before, now) if held.package is None)


def _counted(before: State, now: State) -> Iterator[tuple[Held, Held]]:
    """Yield those of them whose versions go on with the earlier ones."""
    yield from ((old, held) for old, held in _own(before, now) if held.goes_on(old))


def _changes(old: Held, held: Held) -> Iterator[Change]:
    """Yield what a practice says differently; a translation says the same in other words."""
    languages = old.practice.language, held.practice.language
    if old.translated or held.translated or languages[0] != languages[1]:
        old, held = _without_words(old), _without_words(held)
    yield from changes_of(old, held)


def _without_words(held: Held) -> Held:
    practice = without_words(held.practice)
    return replace(held, practice=practice.model_copy(update={"language": ""}))


def unsaid(before: State, now: State) -> Iterator[Breach]:
    """Yield the practices whose version does not say what has changed in them."""
    for old, held in _counted(before, now):
        changes = list(_changes(old, held))
        step, version = strictest(change.step for change in changes), held.practice.version
        wanted = step.above(old.practice.version)
        if step and semver(version) < semver(wanted):
            why = _why([change for change in changes if change.step is step])
            message = f"expected {wanted} or above, found {version} ({step.meaning}): {why}"
            hint = "raise it, and add an entry to changes that says what is different"
            yield _in(held, ("version",), message, hint)


MOST = 3
"""Changes that a message names."""


def _why(changes: list[Change]) -> str:
    named = " ".join(change.sentence() for change in changes[:MOST])
    rest = len(changes) - MOST
    return f"{named} And {rest} more" if rest > 0 else named.removesuffix(".")


def unexplained(before: State, now: State) -> Iterator[Breach]:
    """Yield new entries of ``changes`` that repeat an older one: they are no reason."""
    for old, held in _counted(before, now):
        known = {change.version for change in old.practice.changes}
        said: dict[str, str] = {}
        for index, change in enumerate(held.practice.changes):
            words = change.change.casefold().strip(" .")
            if change.version not in known and words in said:
                message = f"the entry of {change.version} says what that of {said[words]} says"
                hint = "say what is different for somebody who practises"
                yield _in(held, ("changes", index, "change"), message, hint)
            said.setdefault(words, change.version)


def rewritten(before: State, now: State) -> Iterator[Breach]:
    """Yield the practices in whose history an entry is missing."""
    for old, held in _counted(before, now):
        kept = {change.version for change in held.practice.changes}
        gone = [change.version for change in old.practice.changes if change.version not in kept]
        if gone:
            message = f"the change of {', '.join(gone)} stands here no more"
            yield _in(held, ("changes",), message, "write it again; a history only grows")


def reused(before: State, now: State) -> Iterator[Breach]:
    """Yield the keys of parts that name something else than they did."""
    for old, held in _own(before, now):
        for change in _changes(old, held):
            if change.sort is Sort.KEY_REUSED:
                message = f'the key "{change.key}" named “{change.before}”, now “{change.now}”'
                hint = (
                    "give this part a key of its own: records and links find the old one by "
                    f'"{change.key}"'
                )
                yield _in(held, (*change.loc, "key"), message, hint)


def _in(held: Held, loc: Loc, message: str, hint: str) -> Breach:
    about = frozenset({f"{held.ref} {loc}"})
    return Breach(held.ref, held.filename, loc, message, hint, about)
