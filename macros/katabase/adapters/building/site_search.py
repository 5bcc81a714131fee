"""The search of a site that MkDocs builds: made when all pages are read, written at the end."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from katabase.adapters.building.reporting import in_one_sentence
from katabase.products.search.index import hand_written
from katabase.products.search.writing import MOST_KEPT, SEARCH, SearchWriting

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

    from katabase.products.search.index import SearchDocument
    from katabase.products.site import Site


def tell(config: MkDocsConfig, writing: SearchWriting) -> None:
    """Let the pages say where the search begins: with the whole index, or with its pieces."""
    config.extra["katabase"]["search"] = "whole" if writing.is_whole else "pieces"


class SiteSearch:
    """The search of one build."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.hand_written: list[SearchDocument] = []
        self.writing: SearchWriting | None = None

    def add(self, page: Page, html: str) -> None:
        """Take a hand-written page, unless it asks to be left out."""
        if (page.meta.get("search") or {}).get("exclude"):
            return
        title = str(page.meta.get("title") or page.title)
        description = str(page.meta.get("description") or "")
        self.hand_written.append(
            hand_written(page.url, title, description, html, self.site.maker.say)
        )

    def begin(self, config: MkDocsConfig) -> None:
        """Make the search; all pages have been read by now."""
        documents = chain(self.site.search_documents(), self.hand_written)
        with in_one_sentence():
            self.writing = SearchWriting(
                documents,
                Path(config.site_dir),
                self.site.search_files(),
                kept=self.site.kept(SEARCH, MOST_KEPT),
            )
        tell(config, self.writing)

    def finish(self) -> None:
        """Write the search."""
        writing, self.writing = self.writing, None
        if writing:
            with in_one_sentence():
                writing.finish()

    def stop(self) -> None:
        """Give up what was begun."""
        self.writing = None
