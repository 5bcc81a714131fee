"""How the findings of a check are written: for people, for pull requests, for programs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from katabase.domain.problems import Level, Problem, as_text, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True)
class Report:
    """What a check has found."""

    problems: tuple[Problem, ...]
    files: int
    """How many files were checked."""
    section: Callable[[str], str]
    """Returns the address of a rule's section in the guide; empty if the site has no address."""

    def count(self, level: Level) -> int:
        """Return how many problems have a level."""
        return sum(problem.level is level for problem in self.problems)

    def summary(self) -> str:
        """Return one line with the numbers."""
        errors, warnings = self.count(Level.ERROR), self.count(Level.WARNING)
        found = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"
        return f"{counted(self.files, 'file')} checked: {found}"

    def advice(self) -> Iterator[str]:
        """Yield where more is said about each rule that was broken."""
        rules = sorted({problem.rule for problem in self.problems})
        if any(self.section(rule) for rule in rules):
            yield from (f"{rule}: {self.section(rule)}" for rule in rules)
        elif rules:
            yield f"More about each rule: katabase explain {' '.join(rules)}"


def counted(number: int, word: str) -> str:
    """Return a number with its word, as in ``2 files``."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def text(report: Report) -> Iterator[str]:
    """Yield a line a problem, ``path:line:column: level: message; hint [rule]``."""
    yield from map(as_text, report.problems)


def github(report: Report) -> Iterator[str]:
    """Yield workflow commands that mark the lines in a pull request."""
    for problem in report.problems:
        path = visible(problem.path).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
        where = f"file={path},line={problem.spot.line},col={problem.spot.column}"
        hint = f"; {problem.hint}" if problem.hint else ""
        more = report.section(problem.rule)
        said = visible(problem.message + hint + (f" ({more})" if more else "")).replace("%", "%25")
        yield f"::{problem.level} {where},title={problem.rule}::{said}"


def as_json(report: Report) -> Iterator[str]:
    """Yield a JSON object a line, one for each problem."""
    for problem in report.problems:
        data = asdict(problem)
        data["level"] = problem.level.value
        data.update(data.pop("spot"))
        data["guide"] = report.section(problem.rule)
        yield json.dumps(data, sort_keys=True)


STYLES: dict[str, Callable[[Report], Iterator[str]]] = {
    "text": text,
    "github": github,
    "json": as_json,
}
