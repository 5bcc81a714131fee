"""What the theme of a site brings, read from the folders in which MkDocs looks for it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from katabase.domain.scripts import direction
from katabase.products.lean import FEATURES, SCRIPTED_PARTS, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig

SHEET = re.compile(r"assets/stylesheets/(?:main|palette)\.\w+\.min\.css")
PART = re.compile(r'(?:extends|from|import|include) "([^"]+\.html)"')
CHOICES = {"scheme": "default", "primary": "custom", "accent": "custom"}
"""What a scheme of colours chooses, and what it has where it does not say so."""


def theme_of(
    config: MkDocsConfig, dirs: list[str], schemes: Iterable[dict[str, Any]], language: str
) -> Theme | None:
    """Return what the theme brings; None if pages need all of it, its script included.

    ``dirs`` are the folders of its templates, the first one first, ``schemes`` its colours.
    """
    features = set(config.theme.get("features") or [])
    if not features <= FEATURES or config.extra.get("alternate"):
        return None
    templates = _templates("main.html", dirs, {})
    names = dict.fromkeys(SHEET.findall("".join(templates.values())))
    styles = [text for name in names if (text := _text(name, dirs)) is not None]
    others = _others(config)
    if not styles or others is None:
        return None
    chosen = {
        f"data-md-color-{name}={str(scheme.get(name) or usual).replace(' ', '-')}"
        for scheme in schemes
        for name, usual in CHOICES.items()
    }
    choices = frozenset({"dir=ltr", f"dir={direction(language)}", *chosen})
    return Theme("".join(styles), tuple(templates.values()), choices, others)


def _templates(name: str, dirs: list[str], found: dict[str, str]) -> dict[str, str]:
    """Add a template and all that it is made of, as far as it can be told from its text."""
    text = None if name in found or name in SCRIPTED_PARTS else _text(name, dirs)
    if text is not None:
        found[name] = text
        for part in PART.findall(text):
            _templates(part, dirs, found)
    return found


def _text(name: str, dirs: list[str]) -> str | None:
    file = next((path for each in dirs if (path := Path(each) / name).is_file()), None)
    return file.read_text(encoding="utf-8") if file else None


def _others(config: MkDocsConfig) -> tuple[tuple[str, str], ...] | None:
    """Return the style sheets of the site's own; None if one cannot be read here."""
    found = []
    for path in map(str, config.extra_css):
        file = Path(config.docs_dir) / path
        if not file.is_file():
            return None
        found.append((path, file.read_text(encoding="utf-8", errors="replace")))
    return tuple(found)
