"""Checks on practices and on the whole library. A rule is a generator of problems.

The docstring of each rule is its text in the published table of rules.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from katabase.domain.checks.duplicates import near_duplicates
from katabase.domain.checks.textrules import plain_texts as plain_texts
from katabase.domain.checks.textrules import unknown_id
from katabase.domain.links import links_of
from katabase.domain.model import Path
from katabase.domain.problems import Level, Problem, Spot
from katabase.domain.reading.places import RESERVED
from katabase.domain.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from katabase.domain.library import Entry, Library
    from katabase.domain.reading.document import Keys


def _problem(entry: Entry, way: Keys, rule: str, message: str, hint: str = "") -> Problem:
    return Problem(entry.shown, entry.document.spot(way), rule, message, hint)


def latest_day() -> datetime.date:
    """Return the day that has begun somewhere on earth (UTC+14).

    A contributor in Auckland writes tomorrow's date, seen from a server in London.
    """
    now = datetime.datetime.now(datetime.UTC)
    return (now + datetime.timedelta(hours=14)).date()


def future_dates(entry: Entry, today: datetime.date) -> Iterator[Problem]:
    """`future-date`: a date lies after today."""
    dates: list[tuple[Keys, datetime.date]] = [(("updated",), entry.practice.updated)]
    for index, change in enumerate(entry.practice.changes):
        dates.append((("changes", index, "date"), change.date))
    for way, date in dates:
        if date > today:
            message = f"expected a day up to today, {today}; found {date}"
            yield _problem(entry, way, "future-date", message, "write the day of the change")


def history(entry: Entry, today: datetime.date) -> Iterator[Problem]:
    """`history`: the changes do not rise, or do not end at `version` and `updated`."""
    practice, hint = entry.practice, "the changes stand in order, the oldest first"
    for index in range(1, len(practice.changes)):
        before, after = practice.changes[index - 1], practice.changes[index]
        if semver(after.version) <= semver(before.version):
            message = f"expected a version above {before.version}, found {after.version}"
            yield _problem(entry, ("changes", index, "version"), "history", message, hint)
        if after.date < before.date:
            message = f"expected a date from {before.date} on, found {after.date}"
            yield _problem(entry, ("changes", index, "date"), "history", message, hint)
    last = practice.changes[-1]
    if last.version != practice.version:
        message = f"expected {last.version}, the last version in changes; found {practice.version}"
        hint = f'add an entry for {practice.version} that says what changed, or mend "version"'
        yield _problem(entry, ("version",), "history", message, hint)
    if last.date != practice.updated:
        message = f"expected {last.date}, the day of the last change; found {practice.updated}"
        yield _problem(entry, ("updated",), "history", message, "write the same day in both")


def semver(version: str) -> tuple[int, ...]:
    """Return a version as numbers that can be compared."""
    return tuple(int(part) for part in version.split("."))


def retirement(entry: Entry, today: datetime.date) -> Iterator[Problem]:
    """`retirement`: a retired practice names no successor, or another one does."""
    retired = entry.practice.status is Status.RETIRED
    if retired and not entry.practice.successor:
        message = "expected the successor of a retired practice, found none"
        yield _problem(entry, ("status",), "retirement", message, 'add "successor: kind/id"')
    if entry.practice.successor and not retired:
        message = "only a retired practice has a successor"
        hint = 'remove "successor" or set "status: retired"'
        yield _problem(entry, ("successor",), "retirement", message, hint)


def stages(entry: Entry, today: datetime.date) -> Iterator[Problem]:
    """`stages`: the stages of a path do not follow one another."""
    if not isinstance(entry.practice, Path):
        return
    before = 0
    for index, stage in enumerate(entry.practice.stages):
        way: Keys = ("stages", index, "start")
        if stage.start <= before:
            message = f"expected a start above {before}, found {stage.start}"
            hint = f"begin each stage after the end of the one before, here {before + 1}"
            yield _problem(entry, way, "stages", message, hint)
        if stage.end < stage.start:
            message = f"expected an end from {stage.start} on, found {stage.end}"
            hint = 'mend "start" or "end"; both are counted from 1'
            yield _problem(entry, ("stages", index, "end"), "stages", message, hint)
        before = max(before, stage.end)


def sourced(entry: Entry, today: datetime.date) -> Iterator[Problem]:
    """`no-source` (warning): no source is named."""
    if not entry.practice.sources:
        message = "no source is named"
        hint = 'add "sources" with author, year and title; your own organisation may be one'
        yield Problem(entry.shown, Spot(), "no-source", message, hint, Level.WARNING)


def references(entry: Entry, library: Library) -> Iterator[Problem]:
    """`unknown-id`, `self-reference`: a reference leads nowhere or to the practice itself."""
    for link in links_of(entry.ref, entry.practice):
        spot = entry.document.spot(link.way)
        if link.target == entry.ref:
            message = "a practice refers to itself"
            yield Problem(entry.shown, spot, "self-reference", message, "remove the line")
        yield from unknown_id(link.target, library, entry.shown, spot)


def former_ids(library: Library) -> Iterator[Problem]:
    """`former-id`: a former id is in use, or two practices claim it, or it is `index`."""
    claimed: dict[str, Entry] = {}
    for entry in library.ordered():
        for index, old in enumerate(entry.practice.formerly):
            ref = f"{entry.kind}/{old}"
            if old == RESERVED:
                message = f'no practice was ever called "{old}": that is the page of its kind'
                yield _problem(entry, ("formerly", index), "former-id", message, "remove the line")
            other = library.entries.get(ref) or claimed.get(ref)
            if other is not None:
                message = f'the former id "{old}" belongs to {other.shown} already'
                hint = "remove it in one of the two"
                if other is entry:
                    message, hint = f'the former id "{old}" is its own', "remove the line"
                yield _problem(entry, ("formerly", index), "former-id", message, hint)
            claimed[ref] = entry


def islands(library: Library) -> Iterator[Problem]:
    """`island` (warning): no path and no related practice leads to a practice.

    A link that goes out counts as well: the page that it leads to shows the way back.
    """
    for entry in library.ordered():
        links = [*library.incoming[entry.ref], *links_of(entry.ref, entry.practice)]
        ends = {found.ref for link in links for found in (library.get(link.target),) if found}
        ends |= {link.source for link in links}
        if not ends - {entry.ref}:
            message = "no path and no related practice leads here"
            hint = 'add "related", or name it in a path'
            yield Problem(entry.shown, Spot(), "island", message, hint, Level.WARNING)


def glossary(library: Library) -> Iterator[Problem]:
    """`duplicate-term`: a word stands in the glossary twice."""
    seen: dict[str, str] = {}
    for document in library.glossaries:
        for index, term in enumerate(document.data["terms"]):
            words: list[tuple[Keys, str]] = [(("terms", index, "term"), term["term"])]
            for number, word in enumerate(term.get("also", [])):
                words.append((("terms", index, "also", number), word))
            for way, word in words:
                key, spot = " ".join(word.casefold().split()), document.spot(way)
                if key in seen:
                    message = f'"{word}" stands in the glossary already: {seen[key]}'
                    hint = "keep one of them"
                    yield Problem(document.shown, spot, "duplicate-term", message, hint)
                seen.setdefault(key, f"{document.shown}:{spot.line}")
            if term.get("see"):
                place = document.spot(("terms", index, "see"))
                yield from unknown_id(term["see"], library, document.shown, place)


ENTRY_RULES: tuple[Callable[[Entry, datetime.date], Iterator[Problem]], ...] = (
    future_dates,
    history,
    retirement,
    stages,
    sourced,
)
LIBRARY_RULES: tuple[Callable[[Library], Iterator[Problem]], ...] = (
    former_ids,
    islands,
    glossary,
    near_duplicates,
)


def check(library: Library, today: datetime.date | None = None) -> list[Problem]:
    """Return every problem of a library, those of loading included, by place."""
    now = today or latest_day()
    problems = list(library.problems)
    for entry in library.entries.values():
        for rule in ENTRY_RULES:
            problems += rule(entry, now)
        problems += references(entry, library)
    for document in library.documents:
        problems += plain_texts(document, library)
    for library_rule in LIBRARY_RULES:
        problems += library_rule(library)
    return sorted(set(problems), key=lambda problem: problem.order)
