"""How the site in a folder prints its cards, as the command line reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from katabase.adapters.settings import mkdocs_yml
from katabase.adapters.settings.options import kept, language_of, options_of, placed
from katabase.adapters.settings.site_colours import brand_of
from katabase.adapters.settings.site_version import address_of_latest, default_alias
from katabase.domain.problems import OptionError
from katabase.products.cards.settings import Settings, settings_from
from katabase.products.cards.typeset.cache import CARDS
from katabase.products.outputs.kept import Cache

if TYPE_CHECKING:
    from pathlib import Path

    from katabase.adapters.settings.mkdocs_yml import MkdocsYml


def cards_kept(folder: Path) -> Cache:
    """Return where the site in a folder keeps its cards."""
    return Cache(kept(folder, options_of(mkdocs_yml.in_folder(folder))) / CARDS)


def cards_settings(folder: Path, base: str | None = None) -> Settings:
    """Return the settings of the cards of the site in a folder."""
    site = mkdocs_yml.in_folder(folder)
    options = options_of(site).cards
    if base:
        options = options.model_copy(update={"base": base})
    url, name = str(site.data.get("site_url") or ""), str(site.data.get("site_name") or "")
    with placed(site.path):
        versions = _extra(site).get("version")
        if url and versions:  # a printed card outlives every version but the latest
            url = address_of_latest(url, default_alias(versions), mike=False)
        brand = _brand(site, folder)
        return settings_from(
            options,
            folder,
            site_url=url,
            site_name=name,
            brand=brand,
            language=language_of(site),
        )


def _brand(site: MkdocsYml, folder: Path) -> str | None:
    theme = site.data.get("theme")
    docs = folder / str(site.data.get("docs_dir") or "docs")
    sheets = (docs / str(name) for name in site.data.get("extra_css") or [])
    return brand_of(theme.get("palette") if isinstance(theme, dict) else None, sheets)


def _extra(site: MkdocsYml) -> dict[str, Any]:
    found = site.data.get("extra") or {}
    if not isinstance(found, dict):
        said = f"expected keys with values, found {found!r}"
        raise OptionError(("extra",), said)
    return found
