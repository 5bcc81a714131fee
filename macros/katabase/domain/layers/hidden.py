"""What a layer hides of those below it: its ``hidden.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from katabase.domain.fields import Line, Part, Role
from katabase.domain.kinds.registry import ids
from katabase.domain.problems import Problem, Spot, did_you_mean, place_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from katabase.domain.library import Entry
    from katabase.domain.reading.document import Document

HIDDEN = "hidden.yml"


class Links(StrEnum):
    """What becomes of links that lead to what is hidden."""

    REPORT = "report"
    LEAVE_OUT = "leave-out"


class Hidden(Part):
    """What a layer hides of those below it: `hidden.yml` in its folder."""

    practices: list[Line] = []
    """Practices by kind and id, as in `trait/humility`; an asterisk stands for any
    letters: `checklist/ward-*`."""
    kinds: list[Line] = []
    """Kinds of which every practice is hidden, as in `trait`."""
    roles: list[Role] = []
    """Roles: practices in which nobody else takes part are hidden."""
    but: list[Line] = []
    """What stays of all these, by kind and id; an asterisk stands for any letters."""
    links: Links = Links.REPORT
    """`report` (links from your own files to something hidden are warnings) or `leave-out`
    (nothing is said). No reader sees such a link either way."""


@dataclass(frozen=True, eq=False)
class Hiding:
    """The file of one layer that hides something."""

    document: Document
    hidden: Hidden
    layer: int

    def hides(self, entry: Entry) -> Spot | None:
        """Return where the file hides a practice; None if it does not."""
        if entry.layer > self.layer or _matches(self.hidden.but, entry):
            return None
        for number, pattern in enumerate(self.hidden.practices):
            if _matches([pattern], entry):
                return self.document.spot(("practices", number))
        for number, kind in enumerate(self.hidden.kinds):
            if str(entry.kind) == kind:
                return self.document.spot(("kinds", number))
        if entry.practice.roles and set(entry.practice.roles) <= set(self.hidden.roles):
            return self.document.spot(("roles",))
        return None


def _matches(patterns: list[str], entry: Entry) -> bool:
    refs = [entry.ref, *(f"{entry.kind}/{old}" for old in entry.practice.formerly)]
    return any(fnmatchcase(ref, pattern) for ref in refs for pattern in patterns)


def hidden_by(hidings: list[Hiding], entries: Mapping[str, Entry]) -> dict[str, str]:
    """Return where each hidden practice is hidden, as people see it, by its reference."""
    found = {}
    for hiding in hidings:
        for ref, entry in entries.items():
            spot = hiding.hides(entry)
            if spot is not None:
                found[ref] = place_of(hiding.document.filename, spot)
    return found


def unknown(
    hiding: Hiding, entries: Mapping[str, Entry], claimed: Container[str]
) -> Iterator[Problem]:
    """Yield what a file hides that does not exist: a typing error would show the practice.

    ``claimed`` knows practices as well whose files have problems of their own.
    """
    below = [entry for entry in entries.values() if entry.layer <= hiding.layer]
    for name in ("practices", "but"):
        for number, pattern in enumerate(getattr(hiding.hidden, name)):
            known = pattern in claimed or any(_matches([pattern], entry) for entry in below)
            if not known:
                what = "no practice is called like" if "*" in pattern else "there is no practice"
                hint = did_you_mean(pattern, [entry.ref for entry in below])
                yield _problem(hiding, name, number, f'{what} "{pattern}"', hint)
    for number, kind in enumerate(hiding.hidden.kinds):
        if kind not in ids():
            message = f'there is no kind "{kind}"'
            yield _problem(hiding, "kinds", number, message, did_you_mean(kind, ids()))


def _problem(hiding: Hiding, name: str, number: int, message: str, hint: str) -> Problem:
    spot = hiding.document.spot((name, number))
    return Problem(hiding.document.filename, spot, "unknown-hidden", message, hint)
