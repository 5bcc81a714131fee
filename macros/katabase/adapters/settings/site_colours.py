"""The colours of a site: those of its palette, and those that its own style sheets say."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from katabase.products.brand import TEXT, WHITE, colour_of, weak

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

CUSTOM = "custom"
"""The name of the colours that a style sheet brings: ours, unless the site has its own."""

VARIABLE = re.compile(
    r"(?P<name>--md-(?:primary-fg-color|primary-bg-color|accent-fg-color|typeset-a-color))"
    r"\s*:\s*(?P<colour>#[0-9a-fA-F]{3,8})\b"
)
NAMED = re.compile(r"\[data-md-color-primary=[\"']?([a-z-]+)[\"']?\]")
BLOCK = re.compile(r"(?P<selector>[^{}]*)\{(?P<body>[^{}]*)\}")


def palettes(written: object) -> list[dict[str, Any]]:
    """Return the schemes of a palette in settings, one or several."""
    found = written if isinstance(written, list) else [written]
    return [scheme for scheme in found if isinstance(scheme, dict)]


def brand_of(palette: object, sheets: Iterable[Path]) -> str | None:
    """Return the primary colour of a site's light scheme, fit for words on paper.

    What a style sheet of the site says comes before the name of a colour of the theme; None
    if neither says one. A colour that is too light for words becomes the nearest that is not.
    """
    found = None
    name = next((each.get("primary") for each in palettes(palette) if not is_dark(each)), None)
    if name and name != CUSTOM:
        colours = named_colours().get(str(name).replace(" ", "-"), {})
        found = colours.get(PRIMARY)
    for sheet in sheets:
        if sheet.is_file():
            text = sheet.read_text(encoding="utf-8", errors="replace")
            for block in BLOCK.finditer(text):
                if "slate" not in block["selector"]:
                    said = {
                        each["name"]: each["colour"] for each in VARIABLE.finditer(block["body"])
                    }
                    found = said.get(PRIMARY, found)
    colour = colour_of(found) if found else None
    faint = weak(colour, WHITE, TEXT) if colour else None
    return faint.better if faint else colour


PRIMARY = "--md-primary-fg-color"


def is_dark(scheme: dict[str, Any]) -> bool:
    """Say whether a scheme of a palette is the dark one."""
    return scheme.get("scheme") == "slate"


def named_colours() -> dict[str, dict[str, str]]:
    """Return the colours that the theme brings, by their names; none if they are not found."""
    found: dict[str, dict[str, str]] = {}
    try:
        sheets = list((files("material") / "templates/assets/stylesheets").iterdir())
    except (ModuleNotFoundError, OSError):
        return {}
    for sheet in sheets:
        if sheet.name.startswith("palette.") and sheet.name.endswith(".css"):
            for block in BLOCK.finditer(sheet.read_text(encoding="utf-8")):
                colours = {e["name"]: e["colour"] for e in VARIABLE.finditer(block["body"])}
                for selector in block["selector"].split(","):
                    match = NAMED.fullmatch(selector.strip())
                    if match:
                        found.setdefault(match[1], {}).update(colours)
    return found
