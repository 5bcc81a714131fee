"""What became of practices since an earlier version of the library.

These rules say nothing if there is no earlier version to compare with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Finding, Rule, Scope, at, of_file
from katabase.domain.checks.rules.dates import semver
from katabase.domain.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry, Library


def _pairs(context: Context) -> Iterator[tuple[Entry, Entry]]:
    """Yield each practice that readers could see before, and what it is now."""
    before = context.before
    for old in before.ordered() if before else []:
        now = context.library.get(old.ref)
        if now is not None and old.practice.status is not Status.DRAFT:
            yield old, now


def _lost(context: Context) -> Iterator[Finding]:
    before, library = context.before, context.library
    for old in before.ordered() if before else []:
        names = [old.ref, *(f"{old.kind}/{name}" for name in old.practice.formerly)]
        gone = [ref for ref in names if ref not in library.claimed and library.get(ref) is None]
        if not gone or old.practice.status is Status.DRAFT:
            continue
        listed = ", ".join(ref.partition("/")[2] for ref in gone)
        message = f"nothing stands at the address of {' and '.join(gone)} any more"
        now = library.get(old.ref)
        if now is not None:
            yield at(now, ("formerly",), message, f"add {listed} to formerly")
            continue
        now = _became(old, library)
        hint = 'bring it back with "status: retired" and a successor'
        if now is not None:
            hint = f'if it became {now.shown}, add there "formerly: [{listed}]"'
        yield of_file(old.shown, message, hint)


def _became(old: Entry, library: Library) -> Entry | None:
    """Return the practice of the kind with most texts of the old one: it was renamed to that."""
    texts = {text for _, text in old.document.texts()}
    best, most = None, len(texts) // 2
    for entry in library.of(old.kind):
        alike = len(texts & {text for _, text in entry.document.texts()})
        if alike > most:
            best, most = entry, alike
    return best


LOST_ADDRESS = Rule(
    id="lost-address",
    scope=Scope.SINCE,
    wrong="A practice was deleted, or was renamed and its former id is not kept.",
    mend="Printed codes and links lead to the address for ever. A renamed practice lists all its "
    "earlier ids in `formerly`. A practice that nobody should use any more gets `status: retired` "
    "and names its `successor`.",
    library=_lost,
)


def _hidden_again(context: Context) -> Iterator[Finding]:
    for old, now in _pairs(context):
        if now.practice.status is Status.DRAFT:
            message = f"a draft is never published; it was {old.practice.status} before"
            hint = 'set "status: trial", or retire it with a successor'
            yield at(now, ("status",), message, hint)


BACK_TO_DRAFT = Rule(
    id="back-to-draft",
    scope=Scope.SINCE,
    wrong="A practice that readers could see is a draft now.",
    mend="Its page would vanish, and with it every link and code. Say `trial` for what is being "
    "changed; retire what nobody should use.",
    library=_hidden_again,
)

KEPT_BESIDE = {"version", "updated", "changes", "formerly", "status", "successor", "related"}
"""Keys that may change without a new version: they say nothing to somebody who practises."""


def _unsaid(context: Context) -> Iterator[Finding]:
    for old, now in _pairs(context):
        before, after = (entry.practice.model_dump(exclude=KEPT_BESIDE) for entry in (old, now))
        if before != after and semver(now.practice.version) <= semver(old.practice.version):
            keys = ", ".join(key for key in after if before.get(key) != after[key])
            message = f"expected a version above {old.practice.version}, since this changed: {keys}"
            hint = "raise it, and add an entry to changes that says what is different"
            yield at(now, ("version",), message, hint)


UNSAID_CHANGE = Rule(
    id="unsaid-change",
    scope=Scope.SINCE,
    wrong="A practice says something else, and its version is the same.",
    mend="Who practises reads in `changes` what is different, and who has printed the card learns "
    "that it is an old one. Wording raises the last number of `version`; something added the "
    "middle one; a change of what people do the first.",
    library=_unsaid,
)


def _rewritten(context: Context) -> Iterator[Finding]:
    for old, now in _pairs(context):
        kept = {change.version for change in now.practice.changes}
        gone = [change.version for change in old.practice.changes if change.version not in kept]
        if gone:
            message = f"the change of {', '.join(gone)} stands here no more"
            yield at(now, ("changes",), message, "write it again; a history only grows")


LOST_CHANGE = Rule(
    id="lost-change",
    scope=Scope.SINCE,
    wrong="An entry of `changes` was taken away.",
    mend="A card of that version hangs on a wall somewhere, and its reader looks the version up. "
    "The words of an entry may be mended.",
    library=_rewritten,
)
