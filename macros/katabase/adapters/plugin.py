"""The MkDocs plugin: a few lines an event, and one value that is the build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority

from katabase.adapters import garbage, permalinks, site_build, site_files
from katabase.adapters.as_html import as_html
from katabase.adapters.generated_pages import is_generated
from katabase.adapters.options import Options, checked
from katabase.adapters.reporting import in_one_sentence
from katabase.adapters.serving import Served
from katabase.adapters.staging import say_plainly
from katabase.products.compiled import keep_code_of
from katabase.products.publishing import missing

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from katabase.adapters.site_build import SiteBuild
    from katabase.domain.library import Library


class KatabasePlugin(BasePlugin):  # type: ignore[type-arg]
    """Turns a library into pages, feeds and a search index of a MkDocs site."""

    options = Options()
    """The options of the plugin in mkdocs.yml."""

    command = "build"
    """What runs: ``build``, ``serve``, or ``mike``, which only reads the configuration."""
    rehearsal: Library | None = None
    """What a check has loaded when it rehearses the build; of that nothing is kept."""
    build: SiteBuild | None = None
    """The build that runs, or the last one; None if there is none, or it has not begun well."""
    served: Served | None = None
    """What a build leaves for the next one while the site is served; None if it is not."""

    @property
    def running(self) -> SiteBuild:
        """The build that runs: MkDocs calls no other event if ``on_config`` has failed."""
        if self.build is None:
            raise RuntimeError("an event came before on_config")
        return self.build

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Check the options as the command line does, in the same words."""
        super().load_config({}, config_file_path)  # type: ignore[no-untyped-call]
        self.options, wrong = checked(options, config_file_path)
        return wrong, []

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether the site is served: only then drafts are shown."""
        self.command = command
        self.served = Served() if command == "serve" and not dirty else None
        garbage.look_seldom()

    @event_priority(-50)  # after mkdocs-macros, which forgets its macros at each build
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load and check the library; stop here if it has errors, before anything is touched."""
        self.build = None
        if self.served:
            self.served.begin(config)
        if self.command != "mike":  # the build that mike starts comes here again
            serving = self.command == "serve"
            self.build = site_build.begin(
                config, self.options, serving=serving, rehearsal=self.rehearsal
            )
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages of the library, the feeds, the cards and the assets."""
        with in_one_sentence():
            running = self.running
            generated, rehearsed = running.generated, running.rehearsed
            site_files.place(running.site, files, config, generated, rehearsed=rehearsed)
        languages = (each.folder.rstrip("/") for each in self.running.languages.all[1:])
        self.running.top_folders.update(site_files.top_folders(files), languages)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the navigation for pages that are made again while the site is served."""
        if self.served:
            self.served.nav = nav
        return nav

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Tell the macros where they are."""
        self.running.macros.turn_to(page)
        return page

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Take the HTML out of a generated page before Markdown reads it."""
        if is_generated(page):
            return self.running.generated.before_markdown(page, markdown)
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the HTML of a generated page back; collect hand-written pages for the search."""
        if is_generated(page):
            return self.running.generated.after_markdown(page, html)
        self.running.search.add(page, html)
        return permalinks.silenced(html)

    def _smaller(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Make a generated page smaller."""
        return self.running.generated.finished(output) if is_generated(page) else output

    @event_priority(-100)  # last: a script of another plugin may need the theme's
    def _leaner(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Let a page load what it uses of the theme."""
        return self.running.leaner(output)

    on_post_page = CombinedEvent(_smaller, _leaner)

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """All pages are read, none is written: stop for a macro's problems; begin the search."""
        self.running.all_read(config, files)
        env.globals["say"] = self.running.site.maker.say  # for our templates over the theme's
        keep_code_of(env)
        if self.served:
            self.served.files, self.served.env = files, env
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Let the theme write texts of the settings as text, and offer the other languages."""
        context["config"] = as_html(config)
        if self.command != "serve":  # only what is built is there
            base = str(context["base_url"])
            menu = self.running.languages.menu(page, base)
            context.update(languages=menu)  # type: ignore[call-arg]
        return context

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Let the links of the page for missing addresses be relative to the site's root."""
        context["config"] = as_html(config)
        if template_name == missing.NAME:
            context["base_url"] = ""
        return context

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Make the page for missing addresses work at any address."""
        if template_name != missing.NAME:
            return output
        return self.running.movable(output, config)

    def _complete(self, *, config: MkDocsConfig) -> None:
        self.running.complete(config)

    @event_priority(-100)  # last: no other plugin may write after it
    def _switch(self, *, config: MkDocsConfig) -> None:
        self.running.switch(config)
        if self.served:
            self.served.ended(self.running, config)

    on_post_build = CombinedEvent(_complete, _switch)

    def on_build_error(self, *, error: Exception) -> None:
        """Drop what was built: the last good site stays."""
        if self.build:
            self.build.discard()
        say_plainly(error)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Reload when a practice changes, its own page first."""
        for layer in self.running.layers:
            server.watch(str(layer.folder))
        if self.served:
            self.served.watch(server, config, builder)
        return server

    def on_shutdown(self) -> None:
        """Leave nothing behind of a site that was served."""
        if self.served:
            self.served.end()
