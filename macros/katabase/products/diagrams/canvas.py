"""Shapes and words of a picture, and how they are written down as SVG.

Everything is placed from left to right; for a script that runs the other way the shapes are
mirrored as a whole, and the words set from the other side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as resources
from typing import TYPE_CHECKING

from babel.core import Locale, UnknownLocaleError
from markupsafe import escape

from katabase.products.diagrams.measure import lines_of, width, wrap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from katabase.domain.kinds.kind import Accent

TEXT, SMALL, LEADING = 13, 12, 17
"""Sizes of type, and from one line to the next; one unit is a pixel on a phone of 360."""
DOT = 10
"""The radius of a number's circle."""
EDGE = 12
"""From the edge of a picture to what is in it."""
SIZES = {"t": (TEXT, False), "h": (TEXT, True), "s": (SMALL, False), "d": (SMALL, True)}
"""Classes of words: their size, and whether they are bold."""


@dataclass(frozen=True)
class Words:
    """A line of words at a place."""

    x: float
    y: float
    text: str
    style: str
    anchor: str = "start"


class Canvas:
    """A picture of a width; its height is what is drawn in it."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.height: float = 0
        self.shapes: list[str] = []
        self.words: list[Words] = []

    def reach(self, y: float) -> None:
        """Make room down to a height."""
        self.height = max(self.height, y)

    def rect(
        self, x: float, y: float, wide: float, high: float, style: str, round_: int = 6
    ) -> None:
        """Draw a box with round corners."""
        self.shapes.append(
            f'<rect class="{style}" x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" '
            f'height="{_n(high)}" rx="{round_}"/>'
        )
        self.reach(y + high)

    def circle(self, x: float, y: float, radius: float, style: str) -> None:
        """Draw a circle around a point."""
        self.shapes.append(f'<circle class="{style}" cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"/>')
        self.reach(y + radius)

    def path(self, d: str, style: str) -> None:
        """Draw a path; it makes no room by itself."""
        self.shapes.append(f'<path class="{style}" d="{d}"/>')

    def arrow(self, points: Sequence[tuple[float, float]], style: str = "a") -> None:
        """Draw a line with round corners over points, all across or down, with a head."""
        self.path(rounded(points), style)
        (x, y), (before_x, before_y) = points[-1], points[-2]
        dx, dy = _sign(x - before_x), _sign(y - before_y)
        one = (x - 6 * dx - 4 * dy, y - 6 * dy - 4 * dx)
        two = (x - 6 * dx + 4 * dy, y - 6 * dy + 4 * dx)
        self.path("M" + "L".join(f"{_n(a)} {_n(b)}" for a, b in (one, (x, y), two)), style)
        self.reach(max(y for _, y in points) + 2)

    def say(self, x: float, y: float, text: str, style: str, anchor: str = "start") -> None:
        """Set one line of words on a base line."""
        self.words.append(Words(x, y, text, style, anchor))
        self.reach(y + 5)

    def number(self, x: float, y: float, number: str, style: str = "n") -> None:
        """Draw a number in its circle."""
        self.circle(x, y, DOT, style)
        if number:
            self.say(x, y + 4.3, number, "d", "middle")

    def lines(
        self, x: float, y: float, room: float, text: str, style: str, anchor: str = "start"
    ) -> float:
        """Set a text in lines from a height on; return the height below them."""
        size, bold = SIZES[style]
        for line in wrap(text, room, size, bold=bold):
            self.say(x, y + size, line, style, anchor)
            y += LEADING
        return y

    def label(self, x: float, y: float, text: str) -> None:
        """Set words in the middle of a line, which gives way to them."""
        wide = width(text, SMALL) + 10
        self.rect(x - wide / 2, y - LEADING / 2, wide, LEADING, "g", 0)
        self.say(x, y + 4.3, text, "s", "middle")


class Trial(Canvas):
    """A picture that finds out its height and is thrown away: no line is made even."""

    def lines(
        self, x: float, y: float, room: float, text: str, style: str, anchor: str = "start"
    ) -> float:
        """Make room for a text from a height on; return the height below it."""
        size, bold = SIZES[style]
        below = y + LEADING * lines_of(text, room, size, bold=bold)
        self.say(x, below - LEADING + size, "", style, anchor)
        return below


def rounded(points: Sequence[tuple[float, float]], radius: float = 8) -> str:
    """Return a path over points whose corners are round."""
    d = f"M{_n(points[0][0])} {_n(points[0][1])}"
    for before, (x, y), after in zip(points, points[1:], points[2:], strict=False):
        least = min(_far(before, (x, y)), _far((x, y), after)) / 2
        r = min(radius, least)
        into = (x - r * _sign(x - before[0]), y - r * _sign(y - before[1]))
        out = (x + r * _sign(after[0] - x), y + r * _sign(after[1] - y))
        d += f"L{_n(into[0])} {_n(into[1])}Q{_n(x)} {_n(y)} {_n(out[0])} {_n(out[1])}"
    return d + f"L{_n(points[-1][0])} {_n(points[-1][1])}"


def _far(one: tuple[float, float], two: tuple[float, float]) -> float:
    return abs(one[0] - two[0]) + abs(one[1] - two[1])


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


@cache
def colours() -> tuple[dict[str, str], dict[str, str]]:
    """Return the colours of pages by their names, light and dark, as the style sheet has them."""
    text = (resources("katabase") / "assets" / "css" / "tokens.css").read_text(encoding="utf-8")
    light, dark = text.split("@media screen", 1)
    given = re.compile(r"--([\w-]+): (#[0-9a-f]{3,8});")
    plain = {"md-default-bg-color": "#fff", "md-default-fg-color": "#1b1b1f"}
    return {**plain, **dict(given.findall(light))}, dict(given.findall(dark))


def _rules(said: Mapping[str, str], accents: Mapping[str, str], own: str) -> str:
    ground, page, ink = said["kb-ground"], said["md-default-bg-color"], said["md-default-fg-color"]
    line, soft = said["kb-line"], said["kb-soft"]
    kinds = "".join(f".k-{kind}{{fill:{colour}}}" for kind, colour in accents.items())
    return (
        f".g{{fill:{ground}}}.p{{fill:{page};stroke:{line}}}.o{{fill:{page};stroke:{own}}}"
        f".n,.f{{fill:{own}}}.q{{fill:{own};opacity:.13}}.t{{fill:{ink}}}.h{{fill:{own}}}"
        f".s{{fill:{soft}}}.d{{fill:{page}}}.l{{stroke:{line}}}.c{{stroke:{soft}}}"
        f".a,.i,.r{{stroke:{own}}}{kinds}"
    )


def svg(
    canvas: Canvas,
    title: str,
    told: str,
    language: str,
    accent: Accent,
    kinds: Mapping[str, Accent],
) -> str:
    """Return a picture as a file of its own. Dark where the page is, and light on paper."""
    wide, high = canvas.width, round(canvas.height)
    turned = is_right_to_left(language)
    light, dark = colours()
    day = _rules(light, {kind: each.light for kind, each in kinds.items()}, accent.light)
    night = _rules(dark, {kind: each.dark for kind, each in kinds.items()}, accent.dark)
    style = (
        "text{font:13px -apple-system,BlinkMacSystemFont,Helvetica,Arial,sans-serif}"
        ".h,.d{font-weight:700}.s,.d{font-size:12px}"
        ".l,.c,.a,.i,.r{fill:none;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}"
        ".a{stroke-width:2}.r{stroke-width:2;stroke-dasharray:1 6}.o{stroke-width:2}"
        f"{day}@media screen and (prefers-color-scheme:dark){{{night}}}"
    )
    shapes = "".join(canvas.shapes)
    if turned:
        shapes = f'<g transform="matrix(-1 0 0 1 {wide} 0)">{shapes}</g>'
    texts = "".join(_text(words, wide, turned=turned) for words in canvas.words)
    loc = ' direction="rtl"' if turned else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" '
        f'viewBox="0 0 {wide} {high}" lang="{escape(language)}" role="img" '
        f'aria-labelledby="t d"{loc}><title id="t">{escape(title)}</title>'
        f'<desc id="d">{escape(told)}</desc><style>{style}</style>'
        f'<rect class="g" width="{wide}" height="{high}" rx="8"/>{shapes}{texts}</svg>\n'
    )


def _text(words: Words, wide: int, *, turned: bool) -> str:
    anchor = "" if words.anchor == "start" else f' text-anchor="{words.anchor}"'
    x = wide - words.x if turned else words.x
    return (
        f'<text class="{words.style}" x="{_n(x)}" y="{_n(words.y)}"{anchor}>'
        f"{escape(words.text)}</text>"
    )


def is_right_to_left(language: str) -> bool:
    """Say whether a language is written from right to left."""
    try:
        return Locale.parse(language, sep="-").text_direction == "rtl"
    except (ValueError, UnknownLocaleError):
        return False
