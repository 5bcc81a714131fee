"""The cards of a site that MkDocs builds: what the plugin asks for, in its own words."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError

from katabase.domain.problems import KatabaseError, Problem
from katabase.products.cards.cache import Cache
from katabase.products.cards.check import check_cards
from katabase.products.cards.ready import carded
from katabase.products.cards.settings import settings_from
from katabase.products.cards.site import SiteFile, site_files
from katabase.products.cards.views import CardView, views_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig

    from katabase.domain.library import Library

log = logging.getLogger("mkdocs.plugins.katabase")

CACHE = Path(".cache") / "katabase" / "cards"


@contextmanager
def _said_in_one_sentence() -> Iterator[None]:
    """Turn our errors into what MkDocs shows without a traceback."""
    try:
        yield
    except KatabaseError as error:
        raise PluginError(str(error)) from error


class SiteCards:
    """The cards of one library in one site."""

    def __init__(self, library: Library, options: dict[str, Any], config: MkDocsConfig) -> None:
        folder = Path(config.config_file_path or ".").resolve().parent
        self.library = library
        self.cache = Cache(folder / CACHE)
        with _said_in_one_sentence():
            self.settings = settings_from(
                options, folder, site_url=config.site_url, site_name=config.site_name
            )
        if self.settings.base is None:
            log.info("Printed cards carry no QR code: set site_url, or katabase: cards: base")

    def problems(self) -> list[Problem]:
        """Return what would be wrong on paper. Every card is set here, and kept for the site."""
        entries = carded(self.library)
        with _said_in_one_sentence():
            found = check_cards(entries, self.settings, self.cache, sizes=self.settings.sizes)
            return list(found)

    def views(self) -> dict[str, CardView]:
        """Return what each practice's page shows of its card."""
        return views_of(self.library, self.settings)

    def files(self) -> Iterator[SiteFile]:
        """Yield the files of the cards, and forget in the cache what is no longer used."""
        with _said_in_one_sentence():
            yield from site_files(self.library, self.settings, self.cache)
        self.cache.prune()
