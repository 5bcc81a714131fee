"""How changes are written: for people, for a comment in a pull request, for programs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from katabase.domain.changes.change import Sort
from katabase.domain.changes.steps import strictest
from katabase.domain.problems import visible
from katabase.domain.reports import counted, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from katabase.domain.changes.change import Change, Difference
    from katabase.domain.changes.state import State


@dataclass(frozen=True)
class ChangeReport:
    """What is different between two states."""

    differences: tuple[Difference, ...]
    before: State
    now: State

    def called(self, name: str) -> str:
        """Return the title of a practice by its reference; any other text as it is."""
        held = self.now.get(name) or self.before.get(name)
        return held.practice.title if held else name

    def summary(self) -> str:
        """Return one line with the numbers."""
        new, gone = (
            sum(getattr(each, end) is None for each in self.differences)
            for end in ("before", "now")
        )
        changed = len(self.differences) - new - gone
        cards = sum(each.prints for each in self.differences)
        found = f"{counted(changed, 'practice')} changed, {new} new, {gone} gone"
        return f"{found}; {counted(cards, 'card')} to print again"


def _by_weight(difference: Difference) -> list[Change]:
    """Return what people have to know first: what they practise differently."""
    return sorted(difference.changes, key=lambda change: -change.step)


def _versions(difference: Difference) -> str:
    if difference.before == difference.now:
        return f"{difference.now}, as before"
    found = [version for version in (difference.before, difference.now) if version]
    return " -> ".join(found)


def _unsaid(difference: Difference) -> str:
    """Say which version the changes ask for, if it is not there; else nothing."""
    if difference.is_said:
        return ""
    return f"Asks for version {difference.wanted} or above ({difference.step.meaning})."


def text(report: ChangeReport) -> Iterator[str]:
    """Yield a paragraph for each practice, what weighs most first."""
    for each in report.differences:
        yield visible(f"{each.title} [{each.ref}] {_versions(each)}")
        for change in _by_weight(each):
            word = change.step.word if change.step else ""
            yield visible(f"  {word:5}  {change.sentence(report.called)}")
        if not each.is_said:
            yield f"         {_unsaid(each)}"


LONGEST_COMMENT = 60_000
"""Characters. Forges cut a comment at 65,536."""


def markdown(report: ChangeReport) -> Iterator[str]:
    """Yield the lines of a comment. Nothing that a practice says becomes markup in it."""
    yield "### What changes for somebody who practises"
    yield ""
    yield f"{report.summary()}."
    length = 0
    for number, each in enumerate(report.differences):
        lines = list(_section(each, report.called))
        length += sum(map(len, lines))
        if length > LONGEST_COMMENT:
            yield ""
            yield f"And {counted(len(report.differences) - number, 'practice')} more."
            return
        yield from lines


def _section(difference: Difference, called: Callable[[str], str]) -> Iterator[str]:
    yield ""
    yield f"**{_silent(difference.title)}** `{difference.ref}` {_versions(difference)}"
    yield ""
    for change in _by_weight(difference):
        word = f" ({change.step.word})" if change.step else ""
        yield f"- {_silent(change.sentence(called))}{word}"
    if not difference.is_said:
        yield f"- **{_unsaid(difference)}**"


def _silent(text: str) -> str:
    """Return a text as it stands, at which a forge calls nobody whose name is in it."""
    return plain(text).replace("\\@", "@&#8203;")


def as_json(report: ChangeReport) -> Iterator[str]:
    """Yield one JSON object: every practice with all its changes, no text shortened."""
    data = {
        "step": strictest(each.step for each in report.differences).word,
        "practices": [_data(each, report.called) for each in report.differences],
    }
    yield json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True)


def _data(difference: Difference, called: Callable[[str], str]) -> dict[str, Any]:
    return {
        "practice": difference.ref,
        "title": difference.title,
        "before": difference.before,
        "now": difference.now,
        "step": difference.step.word,
        "asks_for": difference.wanted,
        "said": difference.is_said,
        "print_again": difference.prints,
        "changes": [
            {
                "sort": change.sort.value,
                "step": change.step.word,
                "key": change.key or None,
                "way": list(change.loc),
                "before": change.before or None,
                "now": change.now or None,
                "sentence": change.sentence(called),
            }
            for change in difference.changes
            if change.sort is not Sort.CARD_CHANGED
        ],
    }


STYLES: dict[str, Callable[[ChangeReport], Iterator[str]]] = {
    "text": text,
    "markdown": markdown,
    "json": as_json,
}
