"""Practices to which nothing leads."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Finding, Rule, Scope, of_file
from katabase.domain.problems import MOST, Level
from katabase.domain.stop_words import STOP_WORDS
from katabase.domain.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry, Library


def _islands(context: Context) -> Iterator[Finding]:
    library = context.library
    written = (e for e in library.ordered() if e.practice.status is not Status.DRAFT)
    alone = [entry for entry in written if not _ends(entry, library)]
    near = _Nearest(library) if alone else None
    for number, entry in enumerate(alone):
        message = "no path and no related practice leads here"
        refs = near.to(entry) if near and number < MOST else []
        example = f", for example {' and '.join(refs)}" if refs else ""
        yield of_file(entry.filename, message, f'add "related"{example}; or name it in a path')


def _ends(entry: Entry, library: Library) -> set[str]:
    """Return the references of all practices that lead here or to which this one leads."""
    links = [*library.incoming[entry.ref], *entry.links()]
    ends = {found.ref for link in links for found in (library.get(link.target),) if found}
    return (ends | {link.source for link in links}) - {entry.ref}


SUGGESTED = 2
"""So many practices are named as examples."""


class _Nearest:
    """Finds the practices that have most words and traits in common with one."""

    def __init__(self, library: Library) -> None:
        self.words = {entry.ref: _words(entry) for entry in library.ordered()}
        self.shared = Counter(word for found in self.words.values() for word in found)
        hidden = (Status.DRAFT, Status.RETIRED)
        self.refs = [e.ref for e in library.ordered() if e.practice.status not in hidden]

    def to(self, entry: Entry) -> list[str]:
        """Return the references of the nearest. A word counts the more, the rarer it is."""
        mine = self.words[entry.ref]
        likeness = {
            ref: sum(1 / self.shared[word] for word in sorted(mine & self.words[ref]))
            for ref in self.refs
            if ref != entry.ref
        }
        near = sorted(likeness, key=lambda ref: (-likeness[ref], ref))
        return [ref for ref in near if likeness[ref] > 0][:SUGGESTED]


def _words(entry: Entry) -> set[str]:
    practice = entry.practice
    text = " ".join((practice.title, practice.summary, *practice.keywords)).casefold()
    found = {word for word in re.findall(r"\w+", text) if word not in STOP_WORDS}
    return found | {f"trait {trait}" for trait in getattr(practice, "traits", [])}


ISLAND = Rule(
    id="island",
    scope=Scope.LIBRARY,
    level=Level.WARNING,
    wrong="No path and no related practice leads to a practice.",
    mend="Readers find a practice through others. Name one or two that help with it in `related`; "
    "the way back is added by itself. The message names two that have most in common. A link that "
    "goes out counts as well as one that comes in.",
    library=_islands,
)
