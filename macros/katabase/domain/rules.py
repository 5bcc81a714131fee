"""Checks on practices and on the whole library. A rule is a generator of problems.

The docstring of each rule is its text in the published table of rules.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from katabase.domain.duplicates import near_duplicates
from katabase.domain.links import is_reference, links_of, targets_in
from katabase.domain.model import Path
from katabase.domain.problems import Level, Problem, Spot, did_you_mean
from katabase.domain.rawtext import invisible
from katabase.domain.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from katabase.domain.library import Entry, Library
    from katabase.domain.source import Document, Keys


def _problem(entry: Entry, way: Keys, rule: str, message: str, hint: str = "") -> Problem:
    return Problem(entry.shown, entry.document.spot(way), rule, message, hint)


def future_dates(entry: Entry, today: datetime.date) -> Iterator[Problem]:
    """`future-date`: a date lies after today."""
    dates: list[tuple[Keys, datetime.date]] = [(("updated",), entry.practice.updated)]
    for index, change in enumerate(entry.practice.changes):
        dates.append((("changes", index, "date"), change.date))
    for way, date in dates:
        if date > today:
            message = f"expected a date up to today, {today}; found {date}"
            yield _problem(entry, way, "future-date", message, "write the day of the change")


def history(entry: Entry, today: datetime.date) -> Iterator[Problem]:
    """`history`: the changes do not rise, or do not end at `version` and `updated`."""
    practice = entry.practice
    for index in range(1, len(practice.changes)):
        before, after = practice.changes[index - 1], practice.changes[index]
        if semver(after.version) <= semver(before.version):
            message = f"expected a version above {before.version}, found {after.version}"
            yield _problem(entry, ("changes", index, "version"), "history", message, "oldest first")
        if after.date < before.date:
            message = f"expected a date from {before.date} on, found {after.date}"
            yield _problem(entry, ("changes", index, "date"), "history", message, "oldest first")
    last = practice.changes[-1]
    if last.version != practice.version:
        message = f"changes ends at {last.version}, but version is {practice.version}"
        hint = f'add an entry for {practice.version} that says what changed, or mend "version"'
        yield _problem(entry, ("version",), "history", message, hint)
    if last.date != practice.updated:
        message = f"updated is {practice.updated}, but the last change is of {last.date}"
        yield _problem(entry, ("updated",), "history", message, "write the same day in both")


def semver(version: str) -> tuple[int, ...]:
    """Return a version as numbers that can be compared."""
    return tuple(int(part) for part in version.split("."))


def retirement(entry: Entry, today: datetime.date) -> Iterator[Problem]:
    """`retirement`: a retired practice names no successor, or another one does."""
    retired = entry.practice.status is Status.RETIRED
    if retired and not entry.practice.successor:
        message = "a retired practice names its successor"
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
            yield _problem(entry, way, "stages", message, "stages follow one another")
        if stage.end < stage.start:
            message = f"the stage ends at {stage.end}, before its start at {stage.start}"
            yield _problem(entry, ("stages", index, "end"), "stages", message)
        before = max(before, stage.end)


def sourced(entry: Entry, today: datetime.date) -> Iterator[Problem]:
    """`no-source` (warning): no source is named."""
    if not entry.practice.sources:
        message = "no source is named"
        hint = 'add "sources" with author, year and title; your own organisation may be one'
        yield Problem(entry.shown, Spot(), "no-source", message, hint, Level.WARNING)


HTML = re.compile(r"<[A-Za-z/!?][^>\n]{0,40}>?")
BRACES = re.compile(r"\{\{|\{%|\{#|#\}|%\}|\}\}")
GOOD_LINK = re.compile(r"^(?:https?://|mailto:)[^\s]+$", re.IGNORECASE)
BAD_SCHEME = re.compile(r"\b(?:javascript|vbscript|data|file):[^\s]", re.IGNORECASE)


def plain_texts(document: Document, library: Library) -> Iterator[Problem]:
    """`raw-html`, `template-braces`, `bad-link`, `image`, `invisible-character`, `unknown-id`:
    a text holds more than emphasis, strong, code and links to http, https, mailto or a practice.
    """
    for way, text in document.texts():
        spot = document.spot(way)
        yield from invisible(text, document.shown, spot)
        for pattern, rule, words in TEXT_RULES:
            match = pattern.search(text)
            if match:
                place = document.find(way, match.group())
                message = f'found "{match.group()[:40]}" in a text'
                yield Problem(document.shown, place, rule, message, words)
        yield from _text_links(document, way, text, library)


TEXT_RULES = (
    (HTML, "raw-html", "HTML is not allowed; use *emphasis*, **strong** or `code`"),
    (BRACES, "template-braces", "template braces are not allowed; write the value itself"),
    (BAD_SCHEME, "bad-link", "allowed are https, http, mailto and kind/id"),
    (re.compile(r"!\[[^\]]*\]\("), "image", "images are not allowed in texts"),
)


def _text_links(document: Document, way: Keys, text: str, library: Library) -> Iterator[Problem]:
    for target in targets_in(text):
        place = document.find(way, target)
        if is_reference(target):
            yield from _unknown(target, library, document.shown, place)
        elif not GOOD_LINK.match(target) and not BAD_SCHEME.search(target):
            message = f'expected a link to https, http, mailto or kind/id, found "{target[:60]}"'
            hint = did_you_mean(target, library.claimed) if "/" in target else ""
            yield Problem(document.shown, place, "bad-link", message, hint)


def _unknown(ref: str, library: Library, shown: str, spot: Spot) -> Iterator[Problem]:
    if ref in library.claimed or ref in library.former:
        return
    kind, _, name = ref.partition("/")
    same_id = sorted(other for other in library.claimed if other.endswith(f"/{name}"))
    same_kind = [other for other in library.claimed if other.startswith(f"{kind}/")]
    hint = f'did you mean "{same_id[0]}"?' if same_id else did_you_mean(ref, same_kind)
    yield Problem(shown, spot, "unknown-id", f'there is no practice "{ref}"', hint)


def references(entry: Entry, library: Library) -> Iterator[Problem]:
    """`unknown-id`, `self-reference`: a reference leads nowhere or to the practice itself."""
    for link in links_of(entry.ref, entry.practice):
        spot = entry.document.spot(link.way)
        if link.target == entry.ref:
            message = "a practice refers to itself"
            yield Problem(entry.shown, spot, "self-reference", message, "remove the line")
        yield from _unknown(link.target, library, entry.shown, spot)


def former_ids(library: Library) -> Iterator[Problem]:
    """`former-id`: a former id is in use, or two practices claim it."""
    claimed: dict[str, Entry] = {}
    for entry in library.ordered():
        for index, old in enumerate(entry.practice.formerly):
            ref = f"{entry.kind}/{old}"
            other = library.entries.get(ref) or claimed.get(ref)
            if other is not None:
                message = f'the former id "{old}" belongs to {other.shown} already'
                yield _problem(entry, ("formerly", index), "former-id", message, "remove one")
            claimed[ref] = entry


def islands(library: Library) -> Iterator[Problem]:
    """`island` (warning): no path and no related practice leads to a practice."""
    for entry in library.ordered():
        links = [*links_of(entry.ref, entry.practice), *library.incoming[entry.ref]]
        if not links:
            message = "no path and no related practice leads here"
            hint = 'add "related", or name it in a path'
            yield Problem(entry.shown, Spot(), "island", message, hint, Level.WARNING)


def glossary(library: Library) -> Iterator[Problem]:
    """`duplicate-term`: a word stands in the glossary twice."""
    seen: dict[str, str] = {}
    for document in library.glossaries:
        for index, term in enumerate(document.data["terms"]):
            spot = document.spot(("terms", index))
            for word in [term["term"], *term.get("also", [])]:
                if word.lower() in seen:
                    message = f'"{word}" stands in the glossary already: {seen[word.lower()]}'
                    yield Problem(document.shown, spot, "duplicate-term", message, "keep one")
                seen[word.lower()] = f"{document.shown}:{spot.line}"
            if term.get("see"):
                place = document.spot(("terms", index, "see"))
                yield from _unknown(term["see"], library, document.shown, place)


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
    now = today or datetime.date.today()
    problems = list(library.problems)
    for entry in library.entries.values():
        for rule in ENTRY_RULES:
            problems += rule(entry, now)
        problems += references(entry, library)
        problems += plain_texts(entry.document, library)
    for document in library.glossaries:
        problems += plain_texts(document, library)
    for library_rule in LIBRARY_RULES:
        problems += library_rule(library)
    return sorted(set(problems), key=lambda problem: problem.order)
