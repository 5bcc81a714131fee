"""The picture of a practice: what its figure shows, drawn for a phone and for a wide page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from katabase.domain.kinds.figure import Board, Flow, Timeline
from katabase.domain.kinds.registry import kinds
from katabase.products.diagrams import board, flow, route, timeline
from katabase.products.diagrams.canvas import Canvas, svg
from katabase.products.inlines import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from katabase.domain.kinds.figure import Figure
    from katabase.domain.library import Entry
    from katabase.domain.messages import Messages

NARROW, WIDE = 328, 640
"""How wide the two drawings are: what a phone of 360 pixels has for them, and a wide page."""
FILES = {NARROW: "diagram.svg", WIDE: "diagram-wide.svg"}
"""Their names in the folder of the practice's page."""


@dataclass(frozen=True)
class Drawn:
    """A picture in one width."""

    name: str
    width: int
    height: int
    svg: str


@dataclass(frozen=True)
class Drawings:
    """A picture of a practice in all its widths."""

    told: str
    """What it shows, in words."""
    narrow: Drawn
    wide: Drawn


def drawn_of(entry: Entry, say: Messages) -> Drawings | None:
    """Return the picture of an entry, its labels said by ``say``; None if it has none."""
    figure = entry.kind.figure_of(entry.practice, say)
    if figure is None:
        return None
    return Drawings(figure.told, *(_drawn(figure, entry, wide, say) for wide in FILES))


def _drawn(figure: Figure, entry: Entry, wide: int, say: Messages) -> Drawn:
    canvas = on_canvas(figure, wide, say)
    accents = {str(kind): kind.accent for kind in kinds()} if isinstance(figure, Timeline) else {}
    title = plain(entry.practice.title)
    text = svg(canvas, title, figure.told, entry.practice.language, entry.kind.accent, accents)
    return Drawn(FILES[wide], wide, round(canvas.height), text)


def on_canvas(figure: Figure, wide: int, say: Messages) -> Canvas:
    """Return a figure drawn in a width, before it is written down."""
    if isinstance(figure, Flow):
        return flow.draw(figure, wide)
    if isinstance(figure, Board):
        return board.draw(figure, wide)
    if isinstance(figure, Timeline):
        return timeline.draw(figure, wide, {str(kind): say(kind.label) for kind in kinds()})
    return route.draw(figure, wide)


def diagram_files(
    entries: Iterable[Entry], drawn: Callable[[Entry], Drawings | None]
) -> Iterator[tuple[str, str]]:
    """Yield the site path and the text of every picture."""
    for entry in entries:
        picture = drawn(entry)
        for each in (picture.narrow, picture.wide) if picture else ():
            yield f"{entry.address}{each.name}", each.svg
