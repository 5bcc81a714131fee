"""Texts that stand twice: within one practice, or in one and another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope, at, line_of
from katabase.domain.checks.rules.ready import TODO
from katabase.domain.problems import Level, shortened
from katabase.domain.reading import sentences
from katabase.domain.slugs import is_slug
from katabase.domain.vocabulary import Status

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from katabase.domain.library import Entry
    from katabase.domain.reading.document import Loc

NO_WORDS_OF_THEIR_OWN = frozenset(
    {"changes", "sources", "keywords", "searched_as", "card", "formerly", "related"}
)
"""Keys whose texts may repeat others: they name, or they say shorter what stands elsewhere."""

COMMON = frozenset({"ask", "repeats", "trains", "move_on_when"})
"""Keys under which practices may say the same: questions have a rule of their own, the thinking
and the signs of progress have fixed names."""

FEW = 3
"""A text of fewer words may stand twice, such as ``A number.``"""


def _flat(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".!?")


def _texts(entry: Entry) -> Iterator[tuple[Loc, str, str]]:
    """Yield the way, the text and how it is compared, of all texts that should differ.

    What looks like an id is one, or a word of a vocabulary.
    """
    for loc, text in entry.document.texts():
        if loc[0] in NO_WORDS_OF_THEIR_OWN or text.startswith(TODO):
            continue
        if not is_slug(text):
            yield loc, text, _flat(text)


def _within(entry: Entry, context: Context) -> Iterator[Finding]:
    first: dict[tuple[str, Loc], tuple[int, Loc]] = {}
    for number, (loc, text, flat) in enumerate(_texts(entry)):
        places = [(flat, place) for place in _places(loc, flat)]
        before = [first[place] for place in places if place in first]
        if before:
            told = line_of(entry, min(before)[1])
            _, message, hint = sentences.THE_SAME.said(place=told, text=_quoted(text))
            yield at(entry, loc, message, hint)
        for place in places:
            first.setdefault(place, (number, loc))


def _places(loc: Loc, flat: str) -> Iterator[Loc]:
    """Yield where an equal text would be a mistake: in the same part, or under the same key of
    another part of the list.
    """
    if isinstance(loc[-1], str):
        yield loc[:-1]
    if len(flat.split()) >= FEW and COMMON.isdisjoint(loc):
        yield (*("*" if isinstance(name, int) else name for name in loc), "")


REPEATED_TEXT = Rule(
    id="repeated-text",
    scope=Scope.PRACTICE,
    level=Level.WARNING,
    wrong="A text says the same as another one beside it: a step stands twice, or its title is "
    "what to do.",
    mend="Each key answers another question: a title names, `do` says how, `trains` says why. If "
    "there is nothing to add, look whether the two are one.",
    examples=(
        Example(
            "questions",
            "title: Three questions\nsummary: Three questions.",
            "title: Three questions\nsummary: The shortest conversation at the board.",
        ),
    ),
    practice=_within,
)


def _listed(entry: Entry, context: Context) -> Iterator[Finding]:
    first: dict[tuple[Loc, str], Loc] = {}
    for loc, text in entry.document.texts():
        if isinstance(loc[-1], int) and not text.startswith(TODO):
            before = first.setdefault((loc[:-1], _flat(text)), loc)
            if before != loc:
                message = f"the list says {_quoted(text)} already, {line_of(entry, before)}"
                yield at(entry, loc, message, "leave one of them out")


LISTED_TWICE = Rule(
    id="listed-twice",
    scope=Scope.PRACTICE,
    level=Level.WARNING,
    wrong="A list says the same twice.",
    mend="Leave one of them out. Pages and cards would show it twice, and it adds nothing to what "
    "is found.",
    examples=(Example("questions", "roles: [coach, learner, coach]", "roles: [coach, learner]"),),
    practice=_listed,
)

MANY = 8
"""A text of so many words that stands in two practices was copied."""


def _copied(context: Context) -> Iterator[Finding]:
    first: dict[str, Entry] = {}
    hidden = context.library.hidden
    seen = [entry for entry in context.library.ordered() if entry.ref not in hidden]
    for entry in sorted(seen, key=_age):
        copies: dict[str, list[tuple[Loc, str]]] = {}
        for loc, text, flat in _texts(entry):
            if len(flat.split()) >= MANY and COMMON.isdisjoint(loc):
                other = first.setdefault(flat, entry)
                if other is not entry and not _retired(entry, other):
                    copies.setdefault(other.filename, []).append((loc, text))
        for filename, found in copies.items():
            loc, text = found[0]
            message = f"{_texts_are(len(found))} copied from {filename}: {_quoted(text)}"
            yield at(entry, loc, message, "say it for this practice, in words of its own")


def _age(entry: Entry) -> tuple[int, datetime.date, str]:
    """Sort key: what a lower layer has, or was written first, cannot be the copy."""
    return (entry.layer, entry.practice.changes[0].date, entry.ref)


def _retired(*entries: Entry) -> bool:
    """Say whether one of the two is retired: its successor may say the same."""
    return any(entry.practice.status is Status.RETIRED for entry in entries)


def _texts_are(number: int) -> str:
    return "a text is" if number == 1 else f"{number} texts are"


def _quoted(text: str) -> str:
    return f'"{shortened(text, 60)}"'


COPIED_TEXT = Rule(
    id="copied-text",
    scope=Scope.LIBRARY,
    level=Level.WARNING,
    wrong="A text of eight words or more stands in another practice as well.",
    mend="A new practice often begins as a copy. Replace every text; what two practices share can "
    "stand in one of them, and `related` leads there.",
    library=_copied,
)
