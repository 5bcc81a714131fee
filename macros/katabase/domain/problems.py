"""A problem in a library: where it is, what is wrong, and how to mend it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class KatabaseError(Exception):
    """Base of all errors that this package raises on purpose; the text is for people."""


class OptionError(KatabaseError):
    """A setting in mkdocs.yml that cannot be used."""

    def __init__(self, loc: tuple[str | int, ...], said: str) -> None:
        self.loc = loc
        """The keys that lead to it, as in ``("plugins", "katabase", "layers", 0)``."""
        self.said = said
        super().__init__(self.at("mkdocs.yml"))

    def at(self, place: str) -> str:
        """Return the message with the place where the setting stands."""
        keys = ": ".join(step for step in self.loc if isinstance(step, str))
        return visible(f"{place}, {keys}: {self.said}")


LONGEST_SHOWN = 80
"""Characters of a name in a message; more tells nobody more."""


def shortened(text: str, longest: int = LONGEST_SHOWN) -> str:
    """Return a text in one line, and of one that is longer its beginning, cut to that length."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else f"{flat[: longest - 1]}…"


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
class FarSpot(Spot):
    """A position in another file than the one that is looked at: in that of a layer below."""

    file: str = ""
    """The file's path as people see it."""


def place_of(filename: str, spot: Spot) -> str:
    """Return ``path:line`` of a position that was found while a file was looked at."""
    return f"{spot.file if isinstance(spot, FarSpot) else filename}:{spot.line}"


@dataclass(frozen=True)
class Problem:
    """One finding. ``message`` says what was expected and found, ``hint`` how to mend it.

    It stands in the file of its position: what an adapted practice has from a layer below is
    mended there.
    """

    path: str
    spot: Spot
    rule: str
    message: str
    hint: str = ""
    level: Level = Level.ERROR

    def __post_init__(self) -> None:
        if isinstance(self.spot, FarSpot):
            object.__setattr__(self, "path", self.spot.file)
            object.__setattr__(self, "spot", Spot(self.spot.line, self.spot.column))

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sort key: by place, then by rule."""
        return (self.path, self.spot.line, self.spot.column, self.rule, self.message)


LONGEST_WORD = 200
"""Characters above which no known word is near; comparing takes quadratic time."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most like ``word``, or None if none is near.

    Of a reference the kind, and of a path the folder, that both have makes neither alike.
    """
    choices, meant = list(known), word.lower()
    if len(word) > LONGEST_WORD:
        return None
    if meant in choices:
        return meant
    folder = meant[: meant.rfind("/") + 1]
    beside = {each.removeprefix(folder): each for each in choices if each.startswith(folder)}
    found = _alike(meant.removeprefix(folder), beside)
    if found or not folder:
        return beside[found] if found else None
    return _alike(meant, (each for each in choices if not each.startswith(folder)))


def _alike(word: str, choices: Iterable[str]) -> str | None:
    found = difflib.get_close_matches(word, list(choices), n=1, cutoff=0.6)
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


MOST = 100
"""How many problems of one sort a file may have before the rest is left out."""


def at_most(found: Iterable[Problem]) -> list[Problem]:
    """Return the first ``MOST`` problems, and one more that says so if there are others.

    A damaged file of a megabyte can hold a million problems; nobody reads them, and
    finding the place of each would take minutes.
    """
    problems = list(islice(found, MOST + 1))
    if len(problems) > MOST:
        rest = problems.pop()
        message = f"there are more than {MOST} problems of this sort; the rest is not listed"
        problems.append(Problem(rest.path, rest.spot, "more", message, "mend the first ones"))
    return problems


def visible(text: str) -> str:
    """Return a text on one line, with escapes for what a terminal would hide or obey."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text
    )


def as_sentence(problem: Problem, within: str = "") -> str:
    """Return ``path:line:column: message; hint``, for what is no finding of the check.

    ``within`` names the keys above those in the message.
    """
    hint = f"; {problem.hint}" if problem.hint else ""
    place = f"{problem.path}:{problem.spot.line}:{problem.spot.column}"
    return visible(f"{place}{within}: {problem.message}{hint}")


def as_text(problem: Problem) -> str:
    """Return ``path:line:column: level: message; hint [rule]`` on one line."""
    hint = f"; {problem.hint}" if problem.hint else ""
    place = f"{problem.path}:{problem.spot.line}:{problem.spot.column}"
    return visible(f"{place}: {problem.level}: {problem.message}{hint} [{problem.rule}]")
