"""The theme of a site: whether it is one that we know, what it shows, and what we add to it."""

from __future__ import annotations

from importlib.resources import files as resources
from pathlib import Path
from typing import TYPE_CHECKING

from katabase.adapters.settings.site_colours import CUSTOM, palettes
from katabase.products.installing import Logo

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig

    from katabase.products.site import Site

THEME = Path(str(resources("katabase"))) / "templates" / "theme"
"""What Katabase adds to a theme, in terms that every engine knows."""
FOR_MKDOCS = THEME.parent / "material"
"""What is smaller than Material's own, or needs the plugin's hand to be complete."""
BLOCKS = ("htmltitle", "extrahead", "outdated", "container", "config", "scripts", "content")
"""The blocks of ``base.html`` that we fill: what makes a theme one of Material's family."""


def is_material(dirs: Iterable[str]) -> bool:
    """Say whether a theme is Material, or one that has its blocks: a fork, or a child of it.

    ``dirs`` are the folders of its templates, the first one first.
    """
    for folder in dirs:
        base = Path(folder) / "base.html"
        if base.is_file():
            text = base.read_text(encoding="utf-8", errors="replace")
            return all(f"{{% block {name} %}}" in text for name in BLOCKS)
    return False


def logo_of(config: MkDocsConfig) -> Logo | None:
    """Return the logo that the theme shows in its header: a file of the site, or a sign."""
    if own := config.theme.get("logo"):
        path = Path(config.docs_dir) / str(own)
        return Logo(path) if path.is_file() else None
    name = (config.theme.get("icon") or {}).get("logo") or "material/library"
    found = (Path(folder) / ".icons" / f"{name}.svg" for folder in config.theme.dirs)
    return next((Logo(path, sign=True) for path in found if path.is_file()), None)


def template_folders(config: MkDocsConfig) -> list[str]:
    """Return the folders of templates, ours behind those of the site's own."""
    dirs = list(config.theme.dirs)
    if str(THEME) not in dirs:
        first = 1 if config.theme.custom_dir else 0
        dirs[first:first] = [str(FOR_MKDOCS), str(THEME)]
    return dirs


def prepare_theme(config: MkDocsConfig, site: Site) -> None:
    """Let a theme find our templates, style sheets and colours."""
    config.theme.dirs[:] = template_folders(config)
    theme = site.theme
    modules = {element: list(paths) for element, paths in theme.modules.items()}
    config.extra["katabase"] = {"assets": theme.assets, "modules": modules}
    config.extra_css = [*theme.styles, *config.extra_css]  # the site's own words come last
    for scheme in palettes(config.theme.get("palette")):
        for name in ("primary", "accent"):
            scheme[name] = scheme.get(name) or CUSTOM
