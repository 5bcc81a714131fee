"""What the site is made with, from the settings of MkDocs and the options of the plugin."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from katabase.adapters.building.site_theme import logo_of, template_folders
from katabase.adapters.settings.options import kept
from katabase.adapters.settings.repository import repository_of
from katabase.adapters.settings.site_colours import brand_of, palettes
from katabase.adapters.settings.theme_files import theme_of
from katabase.domain.checks.levels import levels_from
from katabase.domain.messages import SOURCE
from katabase.products.cards.settings import settings_from
from katabase.products.outputs.own_folder import own_folder
from katabase.products.outputs.prepared import PREPARED
from katabase.products.site import SiteSettings

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from katabase.adapters.settings.options import Options
    from katabase.domain.layers import Layer


def settings_of(
    config: MkDocsConfig,
    options: Options,
    found: list[Layer],
    folder: Path,
    version: str | None,
    *,
    drafts: bool,
) -> SiteSettings:
    """Return the settings of a site.

    ``found`` are its layers, ``folder`` is that of mkdocs.yml, ``version`` what is published
    as one; ``drafts`` says whether practices that are drafts are shown. Raises OptionError.
    """
    name, url = config.site_name, config.site_url or ""
    palette = config.theme.get("palette")
    language = options.language or str(config.theme.get("language") or SOURCE)
    return SiteSettings(
        name=name,
        url=url,
        version=version,
        drafts=drafts,
        audiences=frozenset(options.audiences),
        language=language,
        cards=settings_from(
            options.cards,
            folder,
            site_url=url,
            site_name=name,
            language=language,
            brand=brand_of(
                palette,
                (Path(config.docs_dir) / str(sheet) for sheet in config.extra_css),
            ),
        ),
        levels=levels_from(options.checks),
        offline=options.offline and not drafts,
        logo=logo_of(config),
        theme=theme_of(config, template_folders(config), palettes(palette), language),
        repository=repository_of(config, found, mail=options.proposals),
        kept=kept(folder, options),
        prepared=own_folder(PREPARED),
    )
