"""Stages on one scale of time, each with the practices that it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.products.diagrams.canvas import EDGE, SMALL, Canvas
from katabase.products.diagrams.measure import width

if TYPE_CHECKING:
    from collections.abc import Mapping

    from katabase.domain.kinds.figure import Stretch, Timeline

WIDE = 480
"""From this width on, the words of a stage stand beside its bar."""
BAR = 12
"""How high a bar is."""
DOT, STEP = 4.5, 13
"""The radius of a practice's dot, and from one to the next."""


def draw(timeline: Timeline, wide: int, labels: Mapping[str, str]) -> Canvas:
    """Return the picture of stages; ``labels`` say what the kinds of their practices are called."""
    canvas = Canvas(wide)
    beside = wide >= WIDE
    left = wide * 0.42 if beside else EDGE
    right = wide - EDGE
    first = min(stage.start for stage in timeline.spans)
    scale = (right - left) / (max(stage.end for stage in timeline.spans) - first + 1)
    steps: list[str] = []
    y: float = EDGE
    before: tuple[float, float] | None = None
    for stage in timeline.spans:
        start, end = (left + scale * (at - first) for at in (stage.start, stage.end + 1))
        room = left - EDGE - 16 if beside else right - EDGE
        below = canvas.lines(EDGE, y, room, stage.name, "s")
        below = canvas.lines(EDGE, below - 1, room, stage.title, "h")
        top = y + 4 if beside else below + 5
        canvas.path(f"M{left:.1f} {top + BAR / 2:.1f}H{right:.1f}", "l")
        if before is not None and beside:
            steps.append(f"M{before[0]:.1f} {before[1] + 3:.1f}V{top - 3:.1f}")
        canvas.rect(start, top, max(end - start, 6), BAR, "f", 4)
        before = (end, top + BAR)
        dots = _dots(canvas, stage, start, right, top + BAR + 11)
        y = max(below, dots + 6) + (8 if beside else 10)
    lines = Canvas(wide)
    lines.path("".join(steps), "l")
    canvas.shapes[:0] = lines.shapes if steps else []
    _legend(canvas, {kind for stage in timeline.spans for kind in stage.kinds}, labels, y + 2)
    canvas.reach(canvas.height + EDGE)
    return canvas


def _dots(canvas: Canvas, stage: Stretch, start: float, right: float, y: float) -> float:
    """Draw a dot for each practice, from the beginning of the stage on; return their height."""
    x = max(EDGE, min(start, right - STEP * len(stage.kinds))) + DOT
    for kind in sorted(stage.kinds, key=stage.kinds.index):
        if x + DOT > right + STEP:
            x, y = start + DOT, y + STEP
        canvas.circle(min(x, right - DOT), y, DOT, f"k-{kind}")
        x += STEP
    return y + DOT


def _legend(canvas: Canvas, kinds: set[str], labels: Mapping[str, str], y: float) -> None:
    x: float = EDGE
    for kind, label in labels.items():
        if kind not in kinds:
            continue
        needs = 14 + width(label, SMALL) + 16
        if x > EDGE and x + needs - 16 > canvas.width - EDGE:
            x, y = EDGE, y + 19
        canvas.circle(x + DOT, y + 8, DOT, f"k-{kind}")
        canvas.say(x + 14, y + 12.5, label, "s")
        x += needs
