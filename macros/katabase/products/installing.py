"""What a device needs to install a site: the manifest of the app, and its icons.

The icons are drawn from the logo of the theme, or are the first letter of the site's name.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from katabase.domain.scripts import direction
from katabase.products.cards.settings import LOGOS
from katabase.products.cards.typeset.engine import LayoutError, make

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from katabase.domain.messages import Messages
    from katabase.products.cards.typeset.fonts import FontSet

MANIFEST = "app.webmanifest"
"""The manifest (W3C Web Application Manifest); every page links to it."""
FOLDER = "app/"

BRAND, PAPER = "#134e4a", "#ffffff"
"""The ground of the header (``--md-primary-fg-color`` in tokens.css), and what is on it."""

SHORT = 12
"""Letters of a name that fit below an icon."""

SHAPES = {"any": 0.68, "maskable": 0.56}
"""What a device may do with an icon, and the share of it that the picture takes: of a maskable
one only a circle of four fifths is sure to be seen."""
SIZES = (192, 512)
"""Pixels, as browsers ask for."""


@dataclass(frozen=True)
class Logo:
    """The logo of the theme."""

    path: Path
    sign: bool = False
    """Whether it is a sign in one colour, as the icons of the theme are: it is drawn in white on
    the brand's ground. A picture of one's own stands on white."""


def files(
    name: str, say: Messages, fonts: FontSet, logo: Logo | None
) -> Iterator[tuple[str, bytes]]:
    """Yield the manifest and the icons of a site that is called so."""
    icons = []
    for purpose, share in SHAPES.items():
        for pixels in SIZES:
            path = f"{FOLDER}{purpose}-{pixels}.png"
            size = f"{pixels}x{pixels}"
            icons.append({"src": path, "sizes": size, "type": "image/png", "purpose": purpose})
            yield path, _icon(name, fonts, logo, pixels, share)
    yield MANIFEST, _manifest(name, say, icons)


def _manifest(name: str, say: Messages, icons: list[dict[str, str]]) -> bytes:
    language = say.language
    data = {
        "name": name,
        "short_name": _short(name),
        "lang": language,
        "dir": direction(language),
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "theme_color": BRAND,
        "background_color": PAPER,
        "icons": icons,
        "shortcuts": [
            {"name": say("My practice"), "url": "practise/"},
            {"name": say("Catalogue"), "url": "catalogue/"},
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def _short(name: str) -> str:
    return name if len(name) <= SHORT else name.split()[0][:SHORT]


def _icon(name: str, fonts: FontSet, logo: Logo | None, pixels: int, share: float) -> bytes:
    """Return an icon as PNG; a logo that cannot be drawn gives way to the letter."""
    letter = next(
        (char.upper() for char in name if char.isalnum() and not fonts.missing(char)), "K"
    )
    data: dict[str, Any] = {"pixels": pixels, "share": share, "letter": letter, "logo": None}
    data |= {"ground": BRAND, "ink": PAPER}
    drawn = data | _picture(logo) if logo else data
    try:
        return make("icon.typ", drawn, fonts, kinds=("png",), ppi=72)["png"][0]
    except LayoutError:
        return make("icon.typ", data, fonts, kinds=("png",), ppi=72)["png"][0]


def _picture(logo: Logo) -> dict[str, Any]:
    kind = LOGOS.get(logo.path.suffix.lower())
    if kind is None:
        return {}
    content = logo.path.read_bytes()
    if logo.sign:
        content = content.replace(b"<svg ", f'<svg fill="{PAPER}" '.encode(), 1)
    ground = BRAND if logo.sign else PAPER
    return {"logo": {"format": kind, "data": list(content)}, "ground": ground}
