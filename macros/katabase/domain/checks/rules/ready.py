"""What a practice lacks for its next status: a proposal starts small and grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope, at
from katabase.domain.fields import later_keys
from katabase.domain.parts import parts_in
from katabase.domain.reading import sentences
from katabase.domain.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.kinds.practice import Practice
    from katabase.domain.library import Entry
    from katabase.domain.reading.document import Loc

TODO = "TODO"
"""How a text begins that a new file holds in place of words that are still to come."""


def to_come(practice: Practice) -> Iterator[tuple[Loc, str]]:
    """Yield each key that a practice leaves for later, with the part in which it is missing."""
    for loc, part in parts_in(practice):
        for name in later_keys(type(part)):
            if not getattr(part, name):
                yield loc, name


def unwritten(entry: Entry) -> Iterator[Loc]:
    """Yield where a text still begins with TODO."""
    for loc, text in entry.document.texts():
        if text.startswith(TODO):
            yield loc


def named(loc: Loc) -> str:
    """Return the way to a key as people read it, as in ``steps[2].trains``."""
    text = ""
    for step in loc:
        text += f"[{step + 1}]" if isinstance(step, int) else f"{'.' if text else ''}{step}"
    return text


def next_status(entry: Entry) -> tuple[Status, list[str]] | None:
    """Return the next status of a practice and what it lacks for that; None if it is the last.

    A draft becomes a trial when nothing in it is still to be written, a trial is proven when
    it says all that its kind asks for.
    """
    if entry.practice.status is Status.DRAFT:
        return Status.TRIAL, [named(loc) for loc in unwritten(entry)]
    if entry.practice.status is Status.TRIAL:
        return Status.PROVEN, [named((*loc, name)) for loc, name in to_come(entry.practice)]
    return None


def _whole(entry: Entry, context: Context) -> Iterator[Finding]:
    if entry.practice.status is Status.PROVEN:
        for loc, name in to_come(entry.practice):
            _, message, hint = sentences.NOT_PROVEN.said(key=named((*loc, name)), name=name)
            yield at(entry, loc, message, hint)


NOT_YET_PROVEN = Rule(
    id="not-yet-proven",
    scope=Scope.PRACTICE,
    wrong="A proven practice leaves out a key that makes it whole.",
    mend="A draft or a trial may start small: what is done is enough. Before others rely on it "
    "they need the rest: what is trained, what the coach asks, what goes wrong. The page of keys "
    "marks what only a proven practice needs, and `katabase check` lists what is missing for the "
    "next status.",
    practice=_whole,
    examples=(
        Example(
            "questions",
            "status: proven\nparts:\n  - title: Yesterday\n    questions:\n"
            "      - ask: What did we expect?",
            "status: trial\nparts:\n  - title: Yesterday\n    questions:\n"
            "      - ask: What did we expect?",
        ),
    ),
)


def _written(entry: Entry, context: Context) -> Iterator[Finding]:
    if entry.practice.status is not Status.DRAFT:
        for loc in unwritten(entry):
            message = f'{named(loc)}: expected words, found "{TODO}"'
            yield at(entry, loc, message, 'write it, or set "status: draft" until you can')


TO_BE_WRITTEN = Rule(
    id="to-be-written",
    scope=Scope.PRACTICE,
    wrong="A text that should be read by others still begins with `TODO`.",
    mend="A new file holds `TODO` where words are to come. Drafts may keep it, since nobody else "
    "sees them. Replace it, or remove the key if the page of keys does not call it required.",
    practice=_written,
    examples=(
        Example(
            "questions",
            'when: "TODO: when to use it."',
            "when: At the board, every morning.",
        ),
    ),
)
