"""Figures to draw, and where words stand in a drawing, measured anew.

    python -m tests.support.diagrams

writes the golden drawings in tests/cases/diagrams anew; look at them before you commit them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

from fontTools.ttLib import TTFont

from katabase.domain.kinds.figure import (
    Board,
    Field,
    Flow,
    Phase,
    Route,
    Stop,
    Stretch,
    Timeline,
)
from katabase.domain.kinds.registry import kind_named, kinds
from katabase.domain.messages import messages
from katabase.domain.vocabulary import Answer
from katabase.products.cards.typeset.fonts import font_set
from katabase.products.diagrams.canvas import svg
from katabase.products.diagrams.drawing import on_canvas

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.kinds.figure import Figure

GOLDEN = Path(__file__).parent.parent / "cases" / "diagrams"
SVG = "{http://www.w3.org/2000/svg}"


def _stops(*texts: str, first: int = 1) -> tuple[Stop, ...]:
    return tuple(Stop(text, str(number), text) for number, text in enumerate(texts, first))


FIGURES: dict[str, Figure] = {
    "line": Flow(
        (
            Phase("Before", _stops("Read the board")),
            Phase("At the board", _stops("Ask", "Wait for an answer", "Turn the card", first=2)),
            Phase("Afterwards", _stops("Write what you saw", first=5)),
        ),
        "Before: 1. At the board: 2 to 4. Afterwards: 5. Daily.",
        again=(0, 0),
        label="Daily",
    ),
    "stair": Flow(
        (
            Phase("The pattern", _stops("Understand", "Grasp", "Establish the next one", "Try")),
            Phase("Each day", _stops("Meet your coach", first=5)),
        ),
        "The pattern: 1 to 4. Each day: 5. Back to 2.",
        stair=True,
        again=(0, 1),
        label="Back to 2",
    ),
    "questions": Flow(
        (
            Phase("The questions", (Stop("a", "1"), Stop("b", "2"))),
            Phase("The last step", (Stop("c", "1"), Stop("d", "2")), side="Back"),
            Phase("The questions", (Stop("e", "3"),)),
        ),
        "The questions: 1 to 2. The last step: 1 to 2. The questions: 3.",
        who=("Coach", "Learner"),
    ),
    "board": Board(
        (
            Field("Process and challenge", "1"),
            Field("Target condition", "2", 1),
            Field("Current condition", "3", 2),
            Field("Obstacles", "4", 2),
            Field("Experiments", "5", 3),
        ),
        "A board: Process and challenge (1); Target condition (2).",
    ),
    "timeline": Timeline(
        (
            Stretch("Look", "Days 1–2", 1, 2, ("starter-kata", "questions")),
            Stretch("Try every day", "Days 3–10", 3, 10, ("starter-kata",) * 3 + ("trait",)),
        ),
        "Days 1–2: Look. Days 3–10: Try every day.",
    ),
    "route": Route(
        "Before you go",
        (
            Phase("Arrive", (Stop("a", answer=Answer.YES_NO), Stop("b", answer=Answer.NOTE))),
            Phase("Look", (Stop("c", answer=Answer.COUNT), Stop("d", answer=Answer.SCALE))),
        ),
        ("End with respect",),
        tuple((answer, answer.label) for answer in Answer),
        "Before you go. 1. Arrive. 2. Look. End with respect.",
    ),
}
"""One figure of each sort."""


def drawn(figure: Figure, wide: int, language: str = "en") -> str:
    """Return a figure as SVG."""
    canvas = on_canvas(figure, wide, messages())
    accents = {str(kind): kind.accent for kind in kinds()}
    accent = kind_named("starter-kata").accent
    return svg(canvas, "A title", figure.told, language, accent, accents)


@dataclass(frozen=True)
class Box:
    """Where words or a number stand."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    def meets(self, other: Box) -> bool:
        """Say whether two boxes lie on one another by more than a hair."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0.5 and down > 0.5


@cache
def _font() -> tuple[dict[int, str], dict[str, tuple[int, int]], int]:
    font = TTFont(font_set().files[0])
    return font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm


def _wide(text: str, size: float) -> float:
    """Return how wide a text is in Noto Sans; letters that it lacks are square or two thirds."""
    known, widths, units = _font()
    total = 0.0
    for char in text:
        if ord(char) in known:
            total += widths[known[ord(char)]][0] / units
        elif not unicodedata.combining(char):
            total += 1 if unicodedata.east_asian_width(char) in "FW" else 0.66
    return total * size


def boxes(picture: str) -> Iterator[Box]:
    """Yield where each line of words stands; a base line has nine tenths of its size above it."""
    root = Xml.fromstring(picture)
    turned = root.get("direction") == "rtl"
    for text in root.iter(f"{SVG}text"):
        words, style = text.text or "", text.get("class", "")
        size = 12 if style in "sd" else 13
        wide = _wide(words, size) * (1.06 if style in "hd" else 1)
        x, y = float(text.get("x", 0)), float(text.get("y", 0))
        if text.get("text-anchor") == "middle":
            x -= wide / 2
        elif turned:
            x -= wide
        yield Box(x, y - 0.8 * size, x + wide, y + 0.2 * size, words)


def faults(picture: str) -> list[str]:
    """Return what leaves the frame of a picture, and which words lie on one another."""
    root = Xml.fromstring(picture)
    wide, high = float(root.get("width", 0)), float(root.get("height", 0))
    found = list(boxes(picture))
    out = [
        f"out of the frame: {box}"
        for box in found
        if box.left < 0 or box.top < 0 or box.right > wide or box.bottom > high
    ]
    for rect in root.iter(f"{SVG}rect"):
        x, y, w, h = (float(rect.get(name, 0)) for name in ("x", "y", "width", "height"))
        if x < 0 or y < 0 or w < 0 or x + w > wide + 0.1 or y + h > high + 0.1:
            out.append(f"a box out of the frame: {rect.attrib}")
    out += [f"{a.text!r} lies on {b.text!r}" for a, b in combinations(found, 2) if a.meets(b)]
    return out


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, figure in FIGURES.items():
        for wide in (328, 640):
            (GOLDEN / f"{name}-{wide}.svg").write_text(drawn(figure, wide), encoding="utf-8")
