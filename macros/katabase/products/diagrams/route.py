"""The stops of a walk on its way, with what is seen, counted and written at each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.vocabulary import Answer
from katabase.products.diagrams.canvas import DOT, EDGE, SMALL, TEXT, Canvas
from katabase.products.diagrams.measure import width

if TYPE_CHECKING:
    from katabase.domain.kinds.figure import Phase, Route

WIDE, LEAST = 480, 92
"""From which width on the way leads across, and how wide a place is then at least."""
BESIDE = 4
"""From the edge of a place to its words."""
SIGN, STEP = 13, 18
"""How wide the sign of an item is, and from one to the next."""


def draw(route: Route, wide: int) -> Canvas:
    """Return the picture of a walk."""
    canvas = Canvas(wide)
    places = _places(route)
    needs = [_least(texts) for texts in places]
    spare = wide - 2 * EDGE - sum(needs)
    if wide >= WIDE and spare >= 0:
        _across(canvas, route, [each + spare / len(needs) for each in needs])
    else:
        _down(canvas, route)
    _legend(canvas, route, canvas.height + 8)
    canvas.reach(canvas.height + EDGE)
    return canvas


def _places(route: Route) -> list[tuple[str, ...]]:
    """Return what is said at each place of the way."""
    before, after = (
        ((route.before,),) if route.before else (),
        (route.after,) if route.after else (),
    )
    return [*before, *((stop.title,) for stop in route.stops), *after]


def _least(texts: tuple[str, ...]) -> float:
    """Return how wide a place is at least, for its longest word."""
    words = [word for text in texts for word in text.split()]
    return max(LEAST, max(width(word, TEXT, bold=True) for word in words) + 2 * BESIDE)


def _across(canvas: Canvas, route: Route, wides: list[float]) -> None:
    xs = [EDGE + sum(wides[:place]) + wide / 2 for place, wide in enumerate(wides)]
    ys = [EDGE + 16 + (20 if place % 2 else 0) for place in range(len(wides))]
    d = f"M{xs[0]:.1f} {ys[0]}"
    for place, (x, y) in enumerate(zip(xs[1:], ys[1:], strict=True)):
        half = (xs[place] + x) / 2
        d += f"C{half:.1f} {ys[place]} {half:.1f} {y} {x:.1f} {y}"
    canvas.path(d, "r")
    top = EDGE + 58
    left = [(x, y, wide - 2 * BESIDE) for x, y, wide in zip(xs, ys, wides, strict=True)]
    if route.before:
        x, y, room = left.pop(0)
        _end(canvas, x, y)
        canvas.lines(x, top, room, route.before, "s", "middle")
    for number, stop in enumerate(route.stops, 1):
        x, y, room = left.pop(0)
        canvas.number(x, y, str(number))
        below = canvas.lines(x, top, room, stop.title, "h", "middle") + 4
        _signs(canvas, stop, x - room / 2, below, room, middle=True)
    if route.after:
        x, y, room = left.pop(0)
        _flag(canvas, x, y)
        below = top
        for text in route.after:
            below = canvas.lines(x, below, room, text, "s", "middle") + 3


def _down(canvas: Canvas, route: Route) -> None:
    x, left = EDGE + DOT + 2, EDGE + 40
    room = canvas.width - left - EDGE
    y: float = EDGE
    loc = len(canvas.shapes)
    marks: list[float] = []
    if route.before:
        marks.append(y + DOT)
        _end(canvas, x, y + DOT)
        y = max(canvas.lines(left, y + 2, room, route.before, "s"), y + 2 * DOT) + 10
    for number, stop in enumerate(route.stops, 1):
        marks.append(y + DOT)
        canvas.number(x, y + DOT, str(number))
        below = canvas.lines(left, y + 1, room, stop.title, "h") + 4
        y = _signs(canvas, stop, left, below, room, middle=False) + 12
    if route.after:
        marks.append(y + DOT)
        _flag(canvas, x, y + DOT)
        for text in route.after:
            y = canvas.lines(left, y + 2, room, text, "s")
    canvas.path(f"M{x:g} {marks[0]:.1f}V{marks[-1]:.1f}", "r")
    canvas.shapes.insert(loc, canvas.shapes.pop())


def _end(canvas: Canvas, x: float, y: float) -> None:
    canvas.circle(x, y, 7, "o")


def _flag(canvas: Canvas, x: float, y: float) -> None:
    canvas.circle(x, y, DOT, "o")
    canvas.path(f"M{x - 3:.1f} {y + 6:.1f}v-11h8l-2 3l2 3h-8", "i")


def _signs(canvas: Canvas, stop: Phase, x: float, y: float, room: float, *, middle: bool) -> float:
    """Draw how each item is answered; return the height below the signs."""
    a_row = max(1, int((room + STEP - SIGN) // STEP))
    for start in range(0, len(stop.stops), a_row):
        row = stop.stops[start : start + a_row]
        at = x + (room - (len(row) * STEP - (STEP - SIGN))) / 2 if middle else x
        for item in row:
            _sign(canvas, item.answer, at, y)
            at += STEP
        y += STEP
    canvas.reach(y)
    return y


def _sign(canvas: Canvas, answer: Answer | None, x: float, y: float) -> None:
    """Draw a box to tick, lines to write on, marks that are counted, or a scale that rises."""
    if answer is Answer.YES_NO:
        d = "M{0} {1}h11v11h-11zM{2} {3}l2.5 2.5l4 -5"
        canvas.path(d.format(_r(x + 1), _r(y + 1), _r(x + 3), _r(y + 6.5)), "c")
    elif answer is Answer.COUNT:
        d = "M{0} {1}v11M{2} {1}v11M{3} {1}v11M{0} {4}l9 -5"
        places = (_r(x + 2), _r(y + 1), _r(x + 6.5), _r(x + 11), _r(y + 9))
        canvas.path(d.format(*places), "c")
    elif answer is Answer.SCALE:
        d = "M{0} {3}v-3M{1} {3}v-6.500M{2} {3}v-10"
        canvas.path(d.format(_r(x + 2), _r(x + 6.5), _r(x + 11), _r(y + 12)), "c")
    else:
        d = "M{0} {1}h11M{0} {2}h11M{0} {3}h6"
        canvas.path(d.format(_r(x + 1), _r(y + 2.5), _r(y + 7), _r(y + 11.5)), "c")


def _r(value: float) -> str:
    return f"{value:.1f}"


def _legend(canvas: Canvas, route: Route, y: float) -> None:
    x: float = EDGE
    for answer, label in route.answers:
        needs = 20 + width(label, SMALL) + 16
        if x > EDGE and x + needs - 16 > canvas.width - EDGE:
            x, y = EDGE, y + 20
        _sign(canvas, answer, x, y)
        canvas.say(x + 20, y + 11, label, "s")
        x += needs
    canvas.reach(y + 14)
