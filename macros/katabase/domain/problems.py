"""A problem in a library: where it is, what is wrong, and how to mend it."""

from __future__ import annotations

import difflib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class KatabaseError(Exception):
    """Base of all errors that this package raises on purpose; the text is for people."""


class Level(StrEnum):
    """How bad a problem is: an error stops a build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Spot:
    """A position in a file, line and column counted from 1."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class Problem:
    """One finding. ``message`` says what was expected and found, ``hint`` how to mend it."""

    path: str
    spot: Spot
    rule: str
    message: str
    hint: str = ""
    level: Level = Level.ERROR

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sort key: by place, then by rule."""
        return (self.path, self.spot.line, self.spot.column, self.rule, self.message)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most like ``word``, or None if none is near."""
    choices = list(known)
    if word.lower() in choices:
        return word.lower()
    found = difflib.get_close_matches(word.lower(), choices, n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known word, or lists a few when none is near."""
    choices = sorted(known)
    near = nearest(word, choices)
    if near:
        return f'did you mean "{near}"?'
    if not choices:
        return ""
    listed = ", ".join(choices[:12]) + (", …" if len(choices) > 12 else "")
    return f"known: {listed}"


def as_text(problem: Problem) -> str:
    """Return ``path:line:column: level: message; hint [rule]`` on one line."""
    hint = f"; {problem.hint}" if problem.hint else ""
    place = f"{problem.path}:{problem.spot.line}:{problem.spot.column}"
    return f"{place}: {problem.level}: {problem.message}{hint} [{problem.rule}]"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def as_github(problem: Problem) -> str:
    """Return a workflow command that marks the line in a pull request."""
    where = f"file={problem.path},line={problem.spot.line},col={problem.spot.column}"
    hint = f"; {problem.hint}" if problem.hint else ""
    text = _escape(problem.message + hint)
    return f"::{problem.level} {where},title={problem.rule}::{text}"


def as_json(problem: Problem) -> str:
    """Return the problem as one line of JSON."""
    data = asdict(problem)
    data["level"] = problem.level.value
    data.update(data.pop("spot"))
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


FORMATS: dict[str, Callable[[Problem], str]] = {
    "text": as_text,
    "github": as_github,
    "json": as_json,
}
