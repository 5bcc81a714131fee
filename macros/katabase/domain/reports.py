"""How the findings of a check are written: for people, for pull requests, for programs."""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from katabase import __version__
from katabase.domain.checks.registry import registry
from katabase.domain.checks.rule import as_section
from katabase.domain.problems import Level, Problem, as_text, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from katabase.domain.checks.rule import Rule


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
    """Yield workflow commands that mark the lines in a pull request, errors first.

    Of each level only the first ten of a step are shown beside the lines.
    """
    for problem in _errors_first(report):
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


def _errors_first(report: Report) -> list[Problem]:
    return sorted(report.problems, key=lambda problem: problem.level is not Level.ERROR)


LARGEST_SUMMARY = 900_000
"""Characters. A step may add a mebibyte to the summary of its job, or nothing is shown."""


def markdown(report: Report) -> str:
    """Return all findings as Markdown for the summary of a job, errors first."""
    text = f"### Katabase: {report.summary()}\n\n"
    for number, problem in enumerate(_errors_first(report)):
        line = f"- {_marked(problem, report.section(problem.rule))}\n"
        if len(text) + len(line) > LARGEST_SUMMARY:
            return f"{text}- and {len(report.problems) - number} more\n"
        text += line
    return text


def _marked(problem: Problem, section: str) -> str:
    hint = f"; {problem.hint}" if problem.hint else ""
    place = f"{problem.path}:{problem.spot.line}:{problem.spot.column}"
    rule = f"[{problem.rule}]({section})" if section else problem.rule
    return f"{problem.level} {plain(place)}: {plain(problem.message + hint)} ({rule})"


def plain(text: str) -> str:
    """Return a text so that Markdown shows it as it stands."""
    escaped = visible(text).replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"([\\`*_{}\[\]()#+!|~@:])", r"\\\1", escaped)


def sarif(report: Report) -> Iterator[str]:
    """Yield one line of SARIF 2.1.0, which services for findings collect."""
    rules = sorted({problem.rule for problem in report.problems})
    driver = {
        "name": "katabase",
        "version": __version__,
        "rules": [_sarif_rule(registry()[rule], report.section(rule)) for rule in rules],
    }
    results = [_sarif_result(problem, rules.index(problem.rule)) for problem in report.problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    yield json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, sort_keys=True)


def _sarif_rule(rule: Rule, section: str) -> dict[str, object]:
    said: dict[str, object] = {
        "id": rule.id,
        "shortDescription": {"text": rule.wrong},
        "fullDescription": {"text": f"{rule.wrong} {rule.mend}"},
        "help": {"text": as_section(rule)},
        "defaultConfiguration": {"level": rule.level.value},
    }
    return said | ({"helpUri": section} if section else {})


def _sarif_result(problem: Problem, index: int) -> dict[str, object]:
    hint = f"; {problem.hint}" if problem.hint else ""
    region = {"startLine": problem.spot.line, "startColumn": problem.spot.column}
    place = {"artifactLocation": {"uri": quote(os.fsencode(problem.path))}, "region": region}
    return {
        "ruleId": problem.rule,
        "ruleIndex": index,
        "level": problem.level.value,
        # [words](target) would be a link in a message
        "message": {"text": re.sub(r"([\\\[\]])", r"\\\1", visible(problem.message + hint))},
        "locations": [{"physicalLocation": place}],
    }


STYLES: dict[str, Callable[[Report], Iterator[str]]] = {
    "text": text,
    "github": github,
    "json": as_json,
    "sarif": sarif,
}
