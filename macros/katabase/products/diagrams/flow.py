"""Phases one after another: side by side where there is room, else one below the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

from katabase.products.diagrams.canvas import DOT, EDGE, LEADING, SMALL, TEXT, Canvas, Trial
from katabase.products.diagrams.measure import width, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from katabase.domain.kinds.figure import Flow, Phase

PAD = 10
"""From the edge of a panel to what is in it."""
BESIDE = 22
"""From one panel to the next one, where the sign that leads on stands."""
BACK = 24
"""What the way back takes of the width."""
LEAST = 100
"""How wide a panel is at least."""
WIDE = 480
"""From this width on, panels stand side by side."""
AT_ONCE = 3
"""Steps in a panel, where no phases divide them."""
TRIES, GIVE = 40, 8
"""How often a panel gives some of its width to the one that is highest, and how much."""


def draw(flow: Flow, wide: int) -> Canvas:
    """Return the picture of phases."""
    canvas = Canvas(wide)
    y = _who(canvas, flow.who, EDGE) if flow.who else EDGE
    if flow.stair:
        _stair(canvas, flow, y)
    elif wide < WIDE and any(stop.text for phase in flow.phases for stop in phase.stops):
        _below(canvas, flow, y)
    else:
        _beside(canvas, flow, y)
    canvas.reach(canvas.height + EDGE)
    return canvas


def _who(canvas: Canvas, who: tuple[str, ...], y: float) -> float:
    """Draw who asks, and to whom; return the height below it."""
    x: float = EDGE + 8
    for number, name in enumerate(who):
        needs = width(name, TEXT, bold=True) + 27
        if number and x + 50 + needs > canvas.width - EDGE:
            x, y = EDGE + 58, y + 30
            canvas.arrow([(x - 50, y + 12), (x - 16, y + 12)])
        elif number:
            canvas.arrow([(x, y + 12), (x + 34, y + 12)])
            x += 50
        canvas.circle(x, y + 6.5, 4.5, "f")
        canvas.path(f"M{x - 8:g} {y + 22:g}a8 8 0 0 1 16 0z", "f")
        canvas.say(x + 15, y + 17, name, "h")
        x += needs
    return y + 34


def _panel(canvas: Canvas, phase: Phase, x: float, y: float, wide: float) -> list[float]:
    """Draw what is in a panel; return the heights of its stops."""
    room = wide - 2 * PAD
    y += PAD
    if phase.side:
        y = canvas.lines(x + PAD, y - 1, room, phase.side, "s")
    if phase.title:
        y = canvas.lines(x + PAD, y - 1, room, phase.title, "h") + 4
    heights = []
    if any(stop.text for stop in phase.stops):
        for stop in phase.stops:
            canvas.number(x + PAD + DOT, y + DOT, stop.number)
            heights.append(y + DOT)
            below = canvas.lines(x + PAD + 28, y + 1, room - 28, stop.text, "t")
            y = max(below, y + 2 * DOT) + 6
        y -= 6
    else:
        left = x + PAD + DOT
        for stop in phase.stops:
            if left + DOT > x + wide - PAD + 0.1:
                left, y = x + PAD + DOT, y + 25
            canvas.number(left, y + DOT, stop.number)
            heights.append(y + DOT)
            left += 25
        y += 2 * DOT
    canvas.reach(y + PAD)
    return heights


@lru_cache(maxsize=1024)
def _height(phase: Phase, wide: float) -> float:
    trial = Trial(ceil(wide))
    _panel(trial, phase, 0, 0, wide)
    return trial.height


def _box(canvas: Canvas, phase: Phase, x: float, y: float, wide: float, high: float) -> None:
    """Draw the ground of a panel; the back of a card is one that lies on another."""
    if phase.side:
        canvas.rect(x + 3, y + 3, wide, high, "p")
    canvas.rect(x, y, wide, high, "o" if phase.side else "p")


# --- side by side


@dataclass(frozen=True)
class _Place:
    """Where a panel stands."""

    x: float
    y: float
    wide: float
    high: float

    @property
    def foot(self) -> float:
        """The height of its lower edge."""
        return self.y + self.high

    @property
    def middle(self) -> float:
        """Half-way across it."""
        return self.x + self.wide / 2


def _beside(canvas: Canvas, flow: Flow, top: float) -> None:
    phases = _divided(flow.phases)
    rows, aside = _rows(canvas, flow, phases)
    room = canvas.width - 2 * EDGE - aside
    places: list[_Place] = []
    y = top
    for row, wides in zip(rows, _all_widths(rows, room), strict=True):
        high = _high(row, wides)
        x: float = EDGE + aside
        for number, (phase, wide) in enumerate(zip(row, wides, strict=True)):
            _box(canvas, phase, x, y, wide, high)
            _panel(canvas, phase, x, y, wide)
            places.append(_Place(x, y, wide, high))
            if number + 1 < len(row):
                canvas.path(f"M{x + wide + 8:.1f} {y + high / 2 - 6:.1f}l6 6l-6 6", "a")
            x += wide + BESIDE
        y += high + BESIDE
    if flow.again:
        _back_below(canvas, flow.label, places, _panel_of(flow.again, flow, phases))


def _divided(phases: Sequence[Phase]) -> Sequence[Phase]:
    """Divide steps that no phase divides, so that they can stand side by side."""
    if len(phases) > 1 or phases[0].title or len(phases[0].stops) <= AT_ONCE:
        return phases
    stops = phases[0].stops
    each = ceil(len(stops) / ceil(len(stops) / AT_ONCE))
    return [replace(phases[0], stops=stops[at : at + each]) for at in range(0, len(stops), each)]


def _panel_of(again: tuple[int, int], flow: Flow, phases: Sequence[Phase]) -> int:
    """Return in which panel one begins again."""
    phase, stop = again
    if len(phases) == len(flow.phases):
        return phase
    wanted = flow.phases[phase].stops[stop]
    return next(number for number, each in enumerate(phases) if wanted in each.stops)


def _rows(
    canvas: Canvas, flow: Flow, phases: Sequence[Phase]
) -> tuple[list[Sequence[Phase]], float]:
    """Return the panels in as few rows as hold them, and the room for a way back at their left."""
    to = _panel_of(flow.again, flow, phases) if flow.again else len(phases)
    for number in range(1, len(phases) + 1):
        most = ceil(len(phases) / number)
        rows = [phases[at : at + most] for at in range(0, len(phases), most)]
        aside = BACK if to // most < len(rows) - 1 else 0
        room = canvas.width - 2 * EDGE - aside + BESIDE
        if all(sum(_least(each) + BESIDE for each in row) <= room for row in rows):
            break
    return rows, aside


def _least(phase: Phase) -> float:
    """Return how wide a panel is at least: no word of it is cut."""
    words = [width(word, TEXT) + 28 for stop in phase.stops for word in stop.text.split()]
    words += [width(word, TEXT, bold=True) for word in phase.title.split()]
    return max(LEAST, max(words, default=0) + 2 * PAD + 1)


def _all_widths(rows: Sequence[Sequence[Phase]], room: float) -> list[list[float]]:
    """Return how wide the panels of each row are.

    Several rows have columns of one width, if the words of all panels let them and no row gets
    higher by more than a line.
    """
    columns = len(rows[0])
    fitted = [_widths(row, room, columns) for row in rows]
    same = _column(room, columns)
    if len(rows) == 1 or max(_least(phase) for row in rows for phase in row) > same:
        return fitted
    even = [[same] * len(row) for row in rows]
    higher = (
        _high(row, straight) - _high(row, wides)
        for row, straight, wides in zip(rows, even, fitted, strict=True)
    )
    return even if max(higher) <= LEADING else fitted


def _high(row: Sequence[Phase], wides: Sequence[float]) -> float:
    """Return how high a row is: as its highest panel."""
    return max(_height(phase, wide) for phase, wide in zip(row, wides, strict=True))


def _column(room: float, columns: int) -> float:
    """Return how wide each of some columns of one width is."""
    return (room - (columns - 1) * BESIDE) / columns


def _widths(row: Sequence[Phase], room: float, columns: int) -> list[float]:
    """Return how wide each panel of a row is: what holds more is wider, so that the row is low.

    A last row that is not full keeps to the columns above it, if its words let it.
    """
    least = [_least(phase) for phase in row]
    same = _column(room, columns)
    if len(row) < columns and max(least) <= same:
        return [same] * len(row)
    free = room - (len(row) - 1) * BESIDE
    wides = [free / len(row)] * len(row)
    if max(least) > wides[0]:
        wides = [each + (free - sum(least)) / len(row) for each in least]
    best: tuple[float, list[float]] | None = None
    for _ in range(TRIES):
        heights = [_height(phase, wide) for phase, wide in zip(row, wides, strict=True)]
        most = heights.index(max(heights))
        if best is None or heights[most] < best[0]:
            best = heights[most], list(wides)
        givers = [
            (_height(row[at], wide - GIVE), at)
            for at, wide in enumerate(wides)
            if at != most and wide - GIVE >= least[at]
        ]
        lowest, giver = min(givers, default=(heights[most], most))
        if lowest >= heights[most]:
            break
        wides[giver] -= GIVE
        wides[most] += GIVE
    return best[1] if best else wides


def _back_below(canvas: Canvas, label: str, places: Sequence[_Place], again: int) -> None:
    """Draw the way back below the panels, up to the one at which one begins again."""
    last, to = places[-1], places[again]
    down = last.foot + 20
    start, end = (last.middle, last.foot + 4), (to.middle, to.foot + 3)
    if again == len(places) - 1:
        start, end = (last.x + last.wide * 0.85, start[1]), (last.x + last.wide * 0.15, end[1])
    turns = [start, (start[0], down)]
    left = end[0]
    if to.y < last.y:
        gap, left = to.foot + BESIDE / 2 + 2, float(EDGE)
        turns += [(left, down), (left, gap), (end[0], gap)]
    else:
        turns += [(left, down)]
    canvas.arrow([*turns, end])
    _on_the_way(canvas, label, left, start[0], down)


def _on_the_way(canvas: Canvas, label: str, left: float, right: float, y: float) -> None:
    """Set the words of the way back on its line, or below it where that is short."""
    middle, needs = (left + right) / 2, width(label, SMALL) + 40
    if needs <= right - left:
        canvas.label(middle, y, label)
        return
    room = canvas.width - 2 * EDGE
    half = min(width(label, SMALL), room) / 2
    middle = min(max(middle, EDGE + half), canvas.width - EDGE - half)
    canvas.lines(middle, y + 5, room, label, "s", "middle")


# --- one below the other


def _below(canvas: Canvas, flow: Flow, top: float) -> None:
    """Draw panels one below the other, with the way back at their right."""
    wide = canvas.width - 2 * EDGE - (BACK - EDGE / 2 if flow.again else 0)
    heights: list[list[float]] = []
    y = top
    for number, phase in enumerate(flow.phases):
        if number:
            canvas.path(f"M{EDGE + wide / 2 - 6:.1f} {y - 14:.1f}l6 6l6 -6", "a")
        high = _height(phase, wide)
        _box(canvas, phase, EDGE, y, wide, high)
        heights.append(_panel(canvas, phase, EDGE, y, wide))
        y += high + BESIDE
    if flow.again:
        phase_at, stop_at = flow.again
        foot, side = y - BESIDE, canvas.width - EDGE
        to = heights[phase_at][stop_at]
        end = EDGE + wide + (6 if flow.phases[phase_at].side else 3)
        start, down = (EDGE + 30, foot + 4), foot + 18
        canvas.arrow([start, (start[0], down), (side, down), (side, to), (end, to)])
        _on_the_way(canvas, flow.label, start[0], side, down)


# --- the stair


def _stair(canvas: Canvas, flow: Flow, top: float) -> None:
    """Draw the first phase as a stair, and the others at its foot or beside it."""
    first, others = flow.phases[0], flow.phases[1:]
    beside = canvas.width >= WIDE and bool(others)
    left = float(EDGE + (BACK if flow.again else 0))
    right = canvas.width * 0.64 if beside else float(canvas.width - EDGE)
    y = top
    if first.title:
        y = canvas.lines(left, y - 2, right - left, first.title, "h") + 4
    middles, foot = _treads(canvas, first, left, right, y)
    heights, end, lowest = [middles], (left + (right - left) / 2, foot), foot
    x, wide = left, right - left
    below = foot + BESIDE
    if beside:
        x, wide, below = right + BESIDE, canvas.width - EDGE - right - BESIDE, top
        canvas.path(f"M{right + 8:.1f} {y + 10:.1f}l6 6l-6 6", "a")
    for number, phase in enumerate(others):
        if number or not beside:
            canvas.path(f"M{x + wide / 2 - 6:.1f} {below - 14:.1f}l6 6l6 -6", "a")
        high = _height(phase, wide)
        if beside and number == len(others) - 1:
            high = max(high, foot - below)
        _box(canvas, phase, x, below, wide, high)
        heights.append(_panel(canvas, phase, x, below, wide))
        end, lowest = (x + wide / 2, below + high), max(lowest, below + high)
        below += high + BESIDE
    if flow.again:
        phase_at, stop_at = flow.again
        to, down = heights[phase_at][stop_at], lowest + 20
        far, at = float(EDGE), x
        if not phase_at:
            at = left + stop_at * _indent(first, left, right)
        elif beside:
            far = x - 12
        turns = [(end[0], end[1] + 4), (end[0], down), (far, down), (far, to), (at - 3, to)]
        canvas.arrow(turns)
        _on_the_way(canvas, flow.label, far, end[0], down)


def _indent(phase: Phase, left: float, right: float) -> float:
    return min(40, (right - left) * 0.45 / max(1, len(phase.stops) - 1))


def _treads(
    canvas: Canvas, phase: Phase, left: float, right: float, top: float
) -> tuple[list[float], float]:
    """Draw a stair that rises from below; return the heights of its steps, and of its foot."""
    indent = _indent(phase, left, right)
    middles: list[float] = []
    y = top
    for number, stop in reversed(list(enumerate(phase.stops))):
        x = left + number * indent
        room = right - x - 52
        text = LEADING * len(wrap(stop.text, room, TEXT))
        high = max(text + 18, 44)
        canvas.rect(x, y, right - x, high, "p", 0)
        canvas.rect(x, y, right - x, high, "q", 0)
        canvas.rect(x, y, right - x, 3, "f", 0)
        canvas.path(f"M{x:.1f} {y:.1f}v{high:.1f}", "a")
        middle = y + high / 2 + 1.5
        canvas.number(x + 22, middle, stop.number)
        canvas.lines(x + 42, middle - text / 2, room, stop.text, "t")
        middles.insert(0, middle)
        y += high
    return middles, y
