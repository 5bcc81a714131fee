"""What a rule is: a name, how bad it is, what it looks at, and its section in the guide.

A module of ``katabase.domain.checks.rules`` holds rules as values; the registry finds
them there. The texts are values and no docstrings: ``python -OO`` drops docstrings, and
the guide must not go with them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from textwrap import fill, indent
from typing import TYPE_CHECKING, NamedTuple

from katabase.domain.problems import FarSpot, Level, Problem, Spot, place_of
from katabase.domain.slugs import is_slug

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator

    from katabase.domain.changes.state import State
    from katabase.domain.library import Entry, Library
    from katabase.domain.reading.document import Document, Loc


class Scope(StrEnum):
    """What a rule looks at. The guide has a part for each, in this order."""

    label: str
    meaning: str

    def __new__(cls, value: str, label: str, meaning: str) -> Scope:
        """Make a scope of its name, its heading in the guide and a sentence below that."""
        scope = str.__new__(cls, value)
        scope._value_ = value
        scope.label = label
        scope.meaning = meaning
        return scope

    FILE = ("file", "The file itself", "Is it a file that can be read, in the right place?")
    KEYS = ("keys", "Its keys", "Does every key have a value that a practice can have?")
    TEXTS = ("texts", "Its texts", "Does a text hold words, and nothing that runs or hides?")
    PRACTICE = ("practice", "The practice", "Does what it says go together?")
    LIBRARY = ("library", "The whole library", "Does it go together with all the others?")
    SINCE = ("since", "Since an earlier version", "Does every address still lead somewhere? "
             "Looked at with `katabase check --since VERSION`.")  # fmt: skip
    CARD = ("card", "The printed card", "Would it look right on paper?")
    PAGE = ("page", "Pages written by hand", "Do the macros in the site's own pages work?")


class Finding(NamedTuple):
    """What a check has found; the rule makes a Problem of it."""

    filename: str
    """The file's path as people see it."""
    spot: Spot
    message: str
    """What was expected and what was found."""
    hint: str
    """How to mend it."""


@dataclass(frozen=True)
class Context:
    """What checks may look at besides their subject."""

    library: Library
    today: datetime.date
    """The latest day that has begun somewhere on earth."""
    before: tuple[State, ...] = ()
    """What readers could see earlier, the newest last, if changes are looked at."""
    now: State | None = None
    """What they would see now, if that is another account than the library's own."""


class Texts(NamedTuple):
    """All texts of one file, read once for all rules about texts."""

    document: Document
    texts: tuple[tuple[Loc, str], ...]
    """Each text with the way to it."""
    together: str
    """All of them in one: nearly all files hold nothing of what a rule looks for, and one
    look here says so."""


def texts_of(document: Document) -> Texts:
    """Return the texts of a file."""
    texts = tuple(document.texts())
    return Texts(document, texts, "\n\n".join(text for _, text in texts))


@dataclass(frozen=True)
class Example:
    """A few lines that break a rule, and the same lines mended. Both are shown in the guide.

    A test puts either into a sound practice: the first must break the rule, the second nothing.
    """

    where: str
    """The folder of the practice that the lines belong to, or ``glossary.yml``."""
    wrong: str
    right: str


@dataclass(frozen=True)
class NameExample(Example):
    """The same for what a file is called: ``wrong`` and ``right`` are paths in the library."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One thing that must hold, or should. Its id is its name for ever: settings refer to it.

    ``practice``, ``texts`` and ``library`` are its checks: on each practice, on the texts of
    each file, and once on the whole library. Checks are generators and go on after a finding.
    What is found while a file is read, a card is set or a page is made has a rule without one.
    Raises ValueError if the section of the guide is not whole.
    """

    id: str
    scope: Scope
    wrong: str
    """What is wrong, in one sentence."""
    mend: str
    """Why it matters and how to mend it, in a few sentences; only `code` is marked in it."""
    level: Level = Level.ERROR
    firm: str = ""
    """Why a site cannot be built without it, which completes "because …"; empty if a site may
    give it another level or turn it off."""
    examples: tuple[Example, ...] = ()
    practice: Callable[[Entry, Context], Iterator[Finding]] | None = None
    texts: Callable[[Texts, Context], Iterator[Finding]] | None = None
    library: Callable[[Context], Iterator[Finding]] | None = None

    def __post_init__(self) -> None:
        if not is_slug(self.id):
            raise ValueError(f'rule "{self.id}": expected an id of small letters and hyphens')
        for text in (self.wrong, self.mend):
            if not re.search(r"\w.*\.$", text):
                raise ValueError(f'rule "{self.id}": its section in the guide needs sentences')
        if self.firm and self.level is not Level.ERROR:
            raise ValueError(f'rule "{self.id}": what a site cannot be built without is an error')

    def problem(self, found: Finding) -> Problem:
        """Return the problem of a finding."""
        return Problem(found.filename, found.spot, self.id, found.message, found.hint, self.level)


def at(entry: Entry, loc: Loc, message: str, hint: str) -> Finding:
    """Return what was found at a place in a practice."""
    return Finding(entry.filename, entry.document.spot(loc), message, hint)


def line_of(entry: Entry, loc: Loc) -> str:
    """Return where in its practice something stands: ``line 5``, or the place in a layer below."""
    spot = entry.document.spot(loc)
    return place_of(entry.filename, spot) if isinstance(spot, FarSpot) else f"line {spot.line}"


def of_file(filename: str, message: str, hint: str) -> Finding:
    """Return what was found about a file as a whole."""
    return Finding(filename, Spot(), message, hint)


def as_section(rule: Rule) -> str:
    """Return the section of a rule as plain text."""
    parts = [f"{rule.id} ({rule.level})", _wrapped(f"{rule.wrong} {rule.mend}")]
    for example in rule.examples:
        parts += ["Not like this:", indent(example.wrong, "    ")]
        parts += ["But like this:", indent(example.right, "    ")]
    if rule.firm:
        parts.append(_wrapped(f"Always an error, because {rule.firm}."))
    return "\n".join(parts)


def _wrapped(words: str) -> str:
    return fill(words, 80, break_long_words=False, break_on_hyphens=False)
