"""Dates and versions of a practice's history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.changes.steps import semver
from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope, at

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from katabase.domain.library import Entry
    from katabase.domain.reading.document import Loc


def _future_dates(entry: Entry, context: Context) -> Iterator[Finding]:
    dates: list[tuple[Loc, datetime.date]] = [(("updated",), entry.practice.updated)]
    for index, change in enumerate(entry.practice.changes):
        dates.append((("changes", index, "date"), change.date))
    for loc, date in dates:
        if date > context.today:
            message = f"expected a day up to today, {context.today}; found {date}"
            yield at(entry, loc, message, "write the day of the change")


FUTURE_DATE = Rule(
    id="future-date",
    scope=Scope.PRACTICE,
    wrong="A date lies after today.",
    mend="`updated` and each `date` in `changes` are the day on which somebody changed the "
    "practice, not the day from which it is valid. Today is the latest day on earth, so your own "
    "calendar is never too early.",
    examples=(
        Example(
            "questions",
            "updated: 2099-01-12\n"
            "changes:\n  - version: 1.0.0\n    date: 2099-01-12\n    change: First version.",
            "updated: 2026-01-12\n"
            "changes:\n  - version: 1.0.0\n    date: 2026-01-12\n    change: First version.",
        ),
    ),
    practice=_future_dates,
)


def _history(entry: Entry, context: Context) -> Iterator[Finding]:
    practice, hint = entry.practice, "the changes stand in order, the oldest first"
    for index in range(1, len(practice.changes)):
        before, after = practice.changes[index - 1], practice.changes[index]
        if semver(after.version) <= semver(before.version):
            message = f"expected a version above {before.version}, found {after.version}"
            yield at(entry, ("changes", index, "version"), message, hint)
        if after.date < before.date:
            message = f"expected a date from {before.date} on, found {after.date}"
            yield at(entry, ("changes", index, "date"), message, hint)
    last = practice.changes[-1]
    if last.version != practice.version:
        message = f"expected {last.version}, the last version in changes; found {practice.version}"
        hint = f'add an entry for {practice.version} that says what changed, or mend "version"'
        yield at(entry, ("version",), message, hint)
    if last.date != practice.updated:
        message = f"expected {last.date}, the day of the last change; found {practice.updated}"
        yield at(entry, ("updated",), message, "write the same day in both")


HISTORY = Rule(
    id="history",
    scope=Scope.PRACTICE,
    wrong="The changes do not rise, or do not end at `version` and `updated`.",
    mend="Who practises reads in `changes` what is different since they last looked. Each change "
    "adds an entry at the end, with a higher version and the day of the change; `version` and "
    "`updated` repeat that last entry.",
    examples=(
        Example(
            "questions",
            "version: 1.1.0\nupdated: 2026-01-12\n"
            "changes:\n  - version: 1.0.0\n    date: 2026-01-12\n    change: First version.",
            "version: 1.1.0\nupdated: 2026-02-03\n"
            "changes:\n  - version: 1.0.0\n    date: 2026-01-12\n    change: First version.\n"
            "  - version: 1.1.0\n    date: 2026-02-03\n    change: A third question.",
        ),
    ),
    practice=_history,
)
