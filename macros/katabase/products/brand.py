"""Whether an organisation's colours can be read, and the nearest ones that can (WCAG 2.2)."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

TEXT, SIGN = 4.5, 3.0
"""The least contrast of words to their ground, and of what only marks something."""

WHITE, DARK = "#ffffff", "#14191a"
"""The grounds of the pages in the light and in the dark scheme."""


@dataclass(frozen=True)
class Weak:
    """Two colours that are too much alike."""

    colour: str
    ground: str
    contrast: float
    least: float
    better: str
    """The nearest colour of the same hue that can be read on the ground."""


def colour_of(written: str) -> str | None:
    """Return a colour as ``#rrggbb``; None for one that is written in another form.

    How much shines through it is left out: themes let words shine through a little.
    """
    match = re.fullmatch(r"#([0-9a-f]+)", written.strip().lower())
    if match is None or len(match[1]) not in (3, 4, 6, 8):
        return None
    digits = match[1]
    if len(digits) < 6:
        digits = "".join(2 * digit for digit in digits)
    return f"#{digits[:6]}"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def weak(colour: str, ground: str, least: float) -> Weak | None:
    """Return what is wrong with a colour on a ground; None if it can be read there."""
    found = contrast(colour, ground)
    if found >= least:
        return None
    return Weak(colour, ground, found, least, nearest(colour, ground, least))


def nearest(colour: str, ground: str, least: float) -> str:
    """Return the colour of the same hue and saturation, next in lightness, that can be read."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    for step in range(1, 101):
        for changed in (lightness - step / 100, lightness + step / 100):
            if 0 <= changed <= 1:
                found = _hex(colorsys.hls_to_rgb(hue, changed, saturation))
                if contrast(found, ground) >= least:
                    return found
    return max(("#000000", WHITE), key=lambda each: contrast(each, ground))


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(rgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in rgb)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _rgb(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
