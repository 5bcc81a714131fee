"""The MkDocs plugin: a few lines an event. The only code that imports MkDocs."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import escape
from mkdocs.config import base
from mkdocs.config import config_options as option
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import CountHandler

from katabase.adapters import blocks, site_version
from katabase.adapters.macros import SiteMacros
from katabase.adapters.own_pages import own_pages, place_in_repository, published_at
from katabase.adapters.site_cards import SiteCards
from katabase.adapters.site_search import SiteSearch
from katabase.adapters.skeleton import PracticePage, Skeletons
from katabase.adapters.staging import Staging
from katabase.domain import layers, library
from katabase.domain.checks import rules
from katabase.domain.problems import KatabaseError, Level, Problem, as_text
from katabase.products import feeds
from katabase.products.assets import assets
from katabase.products.pages.maker import PageMaker
from katabase.products.publishing import missing, moved, site_info

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

log = logging.getLogger("mkdocs.plugins.katabase")

THEME = Path(__file__).parent.parent / "templates" / "theme"


class KatabaseConfig(base.Config):  # type: ignore[no-untyped-call]
    """The options of the plugin in mkdocs.yml."""

    layers = option.ListOfItems(option.Type(str), default=["kata"])
    """Folders and packages that make up the library, the first one lowest."""
    cards = option.Type(dict, default={})
    """How cards are printed: organisation, logo, base, fonts, sizes."""


class KatabasePlugin(BasePlugin[KatabaseConfig]):  # type: ignore[no-untyped-call]
    """Turns a library into pages, feeds and a search index of a MkDocs site."""

    serving = False
    building = True
    staging: Staging | None = None
    search = SiteSearch(library.Library())

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether the site is served: only then drafts are shown.

        mike only reads the configuration; the build that it starts comes here again.
        """
        self.serving = command == "serve"
        self.building = command != "mike"

    @event_priority(-50)  # after mkdocs-macros, which forgets its macros at each build
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load and check the library; stop here if it has errors, before anything is touched."""
        if not self.building:
            return config
        self._must_be_usable(config)
        self.version = site_version.settle(config)
        self.layers = self._layers(config)
        loaded = library.load(self.layers)
        self._report(rules.check(loaded))
        self.library = loaded if self.serving else loaded.published()
        self.cards = SiteCards(self.library, self.config.cards, config)
        self._report(self.cards.problems())
        self.maker = PageMaker(self.library, self.cards.views(), self.cards.settings.sizes)
        self.assets = assets()
        self.search = SiteSearch(self.library)
        self.skeletons: Skeletons = {}
        self._prepare_theme(config)
        self._register_macros(config)
        if not self.serving:
            self.staging = Staging(config.site_dir)
            config.site_dir = self.staging.begin()
        return config

    def _must_be_usable(self, config: MkDocsConfig) -> None:
        if not config.use_directory_urls:
            message = "katabase needs use_directory_urls: true; a practice's address is /kind/id/"
            raise PluginError(message)
        if config.theme.name != "material":
            message = f'katabase needs theme: name: material; found "{config.theme.name}"'
            raise PluginError(message)

    def _layers(self, config: MkDocsConfig) -> list[layers.Layer]:
        base_folder = Path(config.config_file_path or ".").resolve().parent
        try:
            return layers.resolve(list(self.config.layers), base_folder)
        except KatabaseError as error:
            raise PluginError(str(error)) from error

    def _report(self, problems: list[Problem]) -> None:
        errors = 0
        for problem in problems:
            if problem.level is Level.ERROR:
                errors += 1
                log.error(as_text(problem))
            else:
                log.warning(as_text(problem))
        if errors:
            raise PluginError(f"{errors} errors in the library; nothing was built")

    def _prepare_theme(self, config: MkDocsConfig) -> None:
        dirs = config.theme.dirs
        if str(THEME) not in dirs:
            dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        config.extra["katabase"] = {"assets": self.assets.prefix}
        config.extra_css = [*config.extra_css, *self.assets.styles]

    def _register_macros(self, config: MkDocsConfig) -> None:
        self.macros = SiteMacros(self.maker)
        plugin: Any = config.plugins.get("macros")
        if plugin is not None:
            plugin.register_macros(self.macros.all())

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages of the library, the feeds and the assets."""
        self._add_pages(files, config)
        for uri, html in self.maker.redirects(self.assets.prefix + "md-redirect.js"):
            self._add(files, config, uri, html)
        for uri, text in self._texts(config):
            self._add(files, config, uri, text)
        for card_file in self.cards.files():
            self._add(files, config, card_file.path, card_file.content)
        for name, path in self.assets.files:
            uri = self.assets.prefix + name
            files.append(File.generated(config, uri, abs_src_path=str(path)))
        self.folders = {file.dest_uri.split("/")[0] for file in files if "/" in file.dest_uri}
        return files

    def _add_pages(self, files: Files, config: MkDocsConfig) -> None:
        """Add the pages of the library. A page of the site's own comes first, but for practices."""
        named = str(config.nav)  # pages there may have titles of their own, which MkDocs sets
        own = own_pages(files, config, drafts=self.serving)
        for page in self.maker.pages():
            hand_written = own.get(published_at(page.uri, config))
            if hand_written and not page.entry:
                continue
            if hand_written and page.entry:
                log.warning(
                    f"docs/{hand_written.src_uri} stands at the address of {page.entry.shown} and "
                    "is left out; rename one of the two"
                )
                files.remove(hand_written)
            file = self._add(files, config, page.uri, page.markdown, InclusionLevel.NOT_IN_NAV)
            if page.entry:
                file.edit_uri = place_in_repository(page.entry.path, config)
            if page.entry and page.uri not in named:
                PracticePage(file, config, self.skeletons)

    def _texts(self, config: MkDocsConfig) -> Iterator[tuple[str, str]]:
        name, url = config.site_name, config.site_url or ""
        yield from feeds.files(self.library, site_name=name, site_url=url)
        yield from self.maker.shelf.files()
        yield (
            site_info.PATH,
            site_info.site_info(
                self.library, name=name, version=self.version, cards=self.cards.settings.base
            ),
        )
        yield moved.PATH, moved.redirects_map(self.library)

    def _add(
        self,
        files: Files,
        config: MkDocsConfig,
        uri: str,
        content: str | bytes,
        inclusion: InclusionLevel = InclusionLevel.UNDEFINED,
    ) -> File:
        existing = files.get_file_from_path(uri)
        if existing is not None:
            files.remove(existing)
        file = File.generated(config, uri, content=content, inclusion=inclusion)
        files.append(file)
        return file

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Tell the macros where they are."""
        self.macros.page = page
        return page

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Park the HTML of a generated page."""
        self.blocks: list[str] = []
        if page.file.generated_by == "katabase":
            for key in {"title", "heading", "description"} & set(page.meta):
                page.meta[key] = escape(str(page.meta[key]))  # Material puts it in as it is
            markdown, self.blocks = blocks.park(markdown)
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the HTML of a generated page back; collect hand-written pages for the search."""
        if page.file.generated_by == "katabase":
            found = page.present_anchor_ids or set()
            page.present_anchor_ids = found | blocks.anchors(self.blocks)
            return blocks.restore(html, self.blocks)
        self.search.add(page, html)
        return html

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Drop the theme's indentation, a sixth of a practice's page (no <pre> in those)."""
        if page.file.generated_by != "katabase":
            return output
        return re.sub(r"\s*\n\s*", "\n", output)

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Stop if a macro was called with something that does not exist; begin the search.

        All pages have been read by now, and none is written yet.
        """
        self._report(self.macros.problems)
        self.search.begin(config)
        return env

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Let the links of the page for missing addresses be relative to the site's root."""
        if template_name == missing.NAME:
            context["base_url"] = ""
        return context

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Make the page for missing addresses work at any address."""
        if template_name != missing.NAME:
            return output
        return missing.movable(output, self.folders, *site_version.home(config, self.version))

    def _drop_dated(self, *, config: MkDocsConfig) -> None:
        """Drop the one file that carries the time of the build; publishing compresses anew."""
        Path(config.site_dir, "sitemap.xml.gz").unlink(missing_ok=True)

    def _finish_search(self, *, config: MkDocsConfig) -> None:
        self.search.finish()
        missing.seal(Path(config.site_dir))

    @event_priority(-100)  # last: no other plugin may write after it
    def _switch(self, *, config: MkDocsConfig) -> None:
        if self.staging and not failed_strictly(config):
            self.staging.switch()
            config.site_dir = str(self.staging.site)

    on_post_build = CombinedEvent(_drop_dated, _finish_search, _switch)

    def on_build_error(self, *, error: Exception) -> None:
        """Drop what was built: the last good site stays."""
        self.search.stop()
        if self.staging:
            self.staging.discard()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Reload when a practice changes."""
        for layer in self.layers:
            server.watch(str(layer.folder))
        return server


def failed_strictly(config: MkDocsConfig) -> bool:
    """Say whether MkDocs is about to stop a strict build for warnings."""
    handlers = logging.getLogger("mkdocs").handlers
    counts = [handler.get_counts() for handler in handlers if isinstance(handler, CountHandler)]
    return bool(config.strict and any(counts))
