"""What the picture of a practice shows: a small model, without a place or a colour in it.

A kind makes one of a practice; ``products/diagrams`` draws it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from katabase.domain.vocabulary import Drawing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from katabase.domain.kinds.diagram import Diagram
    from katabase.domain.kinds.practice import Developing
    from katabase.domain.messages import Messages
    from katabase.domain.vocabulary import Answer


@dataclass(frozen=True)
class Stop:
    """A step, a question or an item: its words may be left to the page."""

    key: str
    number: str = ""
    text: str = ""
    answer: Answer | None = None


@dataclass(frozen=True)
class Phase:
    """Stops that belong together."""

    title: str
    stops: tuple[Stop, ...]
    side: str = ""
    """What the side of the card is called on which it stands, if that is the back."""


@dataclass(frozen=True)
class Flow:
    """Phases one after another; the first may rise as a stair."""

    phases: tuple[Phase, ...]
    told: str
    """All of it in words, for those who do not see it."""
    stair: bool = False
    again: tuple[int, int] | None = None
    """Where one begins again after the last stop: the phase and the stop within it."""
    label: str = ""
    """What stands at the way back."""
    who: tuple[str, ...] = ()
    """Who asks, and who answers."""


@dataclass(frozen=True)
class Field:
    """A field of a board."""

    title: str
    number: str = ""
    column: int | None = None


@dataclass(frozen=True)
class Board:
    """A board or a form with its fields."""

    fields: tuple[Field, ...]
    told: str


@dataclass(frozen=True)
class Stretch:
    """A stage: what it is called, when it is, and of which kinds its practices are."""

    title: str
    name: str
    start: int
    end: int
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Timeline:
    """Stages on one scale of time."""

    spans: tuple[Stretch, ...]
    told: str


@dataclass(frozen=True)
class Route:
    """The stops of a walk, from what is done before it to what is done after it."""

    before: str
    stops: tuple[Phase, ...]
    after: tuple[str, ...]
    answers: tuple[tuple[Answer, str], ...]
    """The kinds of answers that occur, each with its label."""
    told: str


Figure: TypeAlias = Flow | Board | Timeline | Route

ONCE = ("once", "as-needed")
"""Cadences of what does not come round by itself."""


def phases_of(stops: Sequence[Stop], diagram: Diagram | None) -> tuple[Phase, ...]:
    """Return stops in the phases of a diagram; one phase without a title if it has none.

    A phase that names no stop, or one that has begun already, is passed over: the check says so.
    """
    keys = [stop.key for stop in stops]
    cuts: list[tuple[int, str]] = []
    for phase in diagram.phases if diagram else ():
        at = keys.index(phase.first) if phase.first in keys else -1
        if at > (cuts[-1][0] if cuts else -1):
            cuts.append((at, phase.title))
    if not cuts or cuts[0][0] > 0:
        cuts.insert(0, (0, ""))
    ends = [*(at for at, _ in cuts[1:]), len(stops)]
    return tuple(
        Phase(title, tuple(stops[at:end])) for (at, title), end in zip(cuts, ends, strict=True)
    )


def again_of(
    practice: Developing, phases: Sequence[Phase], say: Messages
) -> tuple[tuple[int, int] | None, str]:
    """Return where one begins again, and what is said of it: by the diagram, or the cadence."""
    diagram, comes_round = practice.diagram, practice.cadence not in ONCE
    often = say(practice.cadence.in_language(say.language).label)
    if diagram is None or not (diagram.phases or diagram.again):
        return ((0, 0), often) if comes_round else (None, "")
    places = [(at, place) for at, phase in enumerate(phases) for place in range(len(phase.stops))]
    for at, place in places if diagram.again else ():
        stop = phases[at].stops[place]
        if diagram.again and stop.key == diagram.again.at:
            ends = comes_round and (at, place) in (places[0], places[-1])
            label = often if ends else say("Back to %(number)s", number=stop.number)
            return (at, place), diagram.again.say or label
    return None, ""


def told_of(phases: Iterable[Phase], label: str, say: Messages) -> str:
    """Return phases in words, as in "Before: 1. At the board: 2 to 8. Daily."."""
    said = []
    for phase in phases:
        numbers = [stop.number for stop in phase.stops if stop.number]
        span = numbers[0] if len(numbers) == 1 else ""
        if len(numbers) > 1:
            span = say("%(first)s to %(last)s", first=numbers[0], last=numbers[-1])
        said.append(f"{phase.title}: {span}" if phase.title and span else phase.title or span)
    return " ".join(f"{part}." for part in (*said, label) if part)


def is_left_out(diagram: Diagram | None) -> bool:
    """Say whether an author wants no picture."""
    return diagram is not None and diagram.sort is Drawing.NONE
