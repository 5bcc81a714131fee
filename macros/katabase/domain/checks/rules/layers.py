"""What layers say about one another: adapt, replace, hide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Finding, Rule, Scope, Texts, at
from katabase.domain.layers.hidden import Links
from katabase.domain.layers.over import ID_CLASH
from katabase.domain.layers.weaving import CANNOT_ADAPT
from katabase.domain.links import targets_in
from katabase.domain.problems import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry, Library

NOT_ADAPTED = Rule(
    id=CANNOT_ADAPT,
    scope=Scope.KEYS,
    wrong="A file that adapts a practice names a part that the practice does not have, or does not "
    "say what becomes of it.",
    mend="Each entry of a list of parts begins with `insert`, `adapt`, `replace` or `remove` and "
    "the key of a part. The message names the file in which the parts stand, and the nearest key. "
    "After an upgrade a part may have gone: `katabase outdated` says what has changed.",
    firm="what the file says would have to be guessed",
)

NO_BASE = Rule(
    id="no-base",
    scope=Scope.LIBRARY,
    wrong="A file adapts or replaces something that no layer below it has.",
    mend="The file has the name of the practice that it adapts, in the folder of its kind. If the "
    "practice is gone, write all of it here and remove `adapts`; if it has another name now, give "
    "the file that name.",
    firm="there would be nothing to adapt",
)

UNKNOWN_HIDDEN = Rule(
    id="unknown-hidden",
    scope=Scope.LIBRARY,
    wrong="`hidden.yml` names a practice or a kind that does not exist.",
    mend="Take the id that the message suggests. If an upgrade has removed the practice, remove "
    "the line.",
    firm="a practice that you mean to hide would be shown",
)


def _clashes(context: Context) -> Iterator[Finding]:
    hidden = context.library.hidden
    for collision in context.library.collisions:
        if collision.loser.ref not in hidden or collision.winner.ref == collision.loser.ref:
            found = collision.problem()
            yield Finding(found.path, found.spot, found.message, found.hint)


CLASH = Rule(
    id=ID_CLASH,
    scope=Scope.LIBRARY,
    level=Level.WARNING,
    wrong="Two layers have a practice with one id, and nobody has said that this is meant.",
    mend="The upper layer wins, so that its printed codes lead to its own practice. Say which of "
    "the three it is: `replaces: true` puts yours in the place of the other; `adapts` with the "
    "version of the other makes yours say only what differs; another file name and the old id in "
    "`formerly` keep your codes, and then `hidden.yml` says that you do not need the other.",
    library=_clashes,
)


def _moved(entry: Entry, context: Context) -> Iterator[Finding]:
    origin = entry.origin
    if origin is None or entry.translations:  # said of the file that adapts it
        return
    now = origin.base.practice.version
    if now != origin.adapts:
        message = f"adapts {origin.adapts} of {origin.base.filename}, which is at {now}"
        hint = f"katabase outdated says what has changed; --accept {entry.ref} when you have looked"
        yield at(entry, ("adapts",), message, hint)
    if entry.path.stem != entry.id:
        message = f"the practice that this adapts is called {entry.id} now"
        yield at(entry, ("adapts",), message, f"rename the file to {entry.id}.yml")


BASE_MOVED = Rule(
    id="base-moved",
    scope=Scope.PRACTICE,
    level=Level.WARNING,
    wrong="A practice that is adapted here has changed since, or has another name.",
    mend="`katabase outdated` says what has changed there, and whether it touches what was "
    "adapted. When you have looked at it, `katabase outdated --accept` writes the version down.",
    practice=_moved,
)


def _to_hidden(entry: Entry, context: Context) -> Iterator[Finding]:
    library = context.library
    if entry.ref in library.hidden:
        return
    for link in entry.links():
        yield from _reported(library, at(entry, link.loc, *_words(library, link.target)))


def _texts_to_hidden(texts: Texts, context: Context) -> Iterator[Finding]:
    library = context.library
    if not library.hidden or "](" not in texts.together:
        return
    for loc, text in texts.texts:
        for target, index in targets_in(text):
            spot = texts.document.find(loc, target, index)
            words = _words(library, target)
            yield from _reported(library, Finding(texts.document.filename, spot, *words))


def _words(library: Library, target: str) -> tuple[str, str]:
    entry = library.get(target)
    place = library.hidden.get(entry.ref) if entry else None
    if place is None:
        return "", ""
    message = f"leads to {target}, which is hidden in {place}, so the link is left out"
    return message, 'lead somewhere else; "links: leave-out" in hidden.yml says that it is meant'


def _reported(library: Library, found: Finding) -> Iterator[Finding]:
    """Yield a finding if the layer that hides wants to know, and the file is its own."""
    if not found.message:
        return
    layer = library.layer_of(found.filename)
    wanted = [each for each in library.hidings if each.hidden.links is Links.REPORT]
    if any(layer >= each.layer for each in wanted):
        yield found


HIDDEN_LINK = Rule(
    id="hidden-link",
    scope=Scope.LIBRARY,
    level=Level.WARNING,
    wrong="One of your practices leads to one that is hidden.",
    mend="Readers see the words without the link. Lead somewhere else, or write `links: leave-out` "
    "in `hidden.yml`. Links within the layers below are left out without a word.",
    practice=_to_hidden,
    texts=_texts_to_hidden,
)
