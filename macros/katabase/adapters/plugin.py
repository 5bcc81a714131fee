"""The MkDocs plugin: a few lines an event, and one value that is the build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority

from katabase.adapters.building import garbage, site_build
from katabase.adapters.building.serving import Served
from katabase.adapters.building.staging import say_plainly
from katabase.adapters.settings.options import Options, checked

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from katabase.adapters.building.site_build import SiteBuild
    from katabase.domain.library import Library


class KatabasePlugin(BasePlugin):  # type: ignore[type-arg]
    """Turns a library into pages, feeds and a search index of a MkDocs site.

    An event takes what it uses of what MkDocs says; what it changes in place it does not return.
    """

    options = Options()
    """The options of the plugin in mkdocs.yml."""

    command = "build"
    """What runs: ``build``, ``serve``, or ``mike``, which only reads the configuration."""
    rehearsal: Library | None = None
    """What a check has loaded when it rehearses the build; of that nothing is kept."""
    build: SiteBuild | None = None
    """The build that runs, or the last one; None if there is none, or it has not begun well."""
    served = Served(kept=False)
    """What a build leaves for the next one while the site is served."""

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
        self.served = Served(kept=command == "serve" and not dirty)
        garbage.look_seldom()

    @event_priority(-50)  # after mkdocs-macros, which forgets its macros at each build
    def on_config(self, config: MkDocsConfig) -> None:
        """Load and check the library; stop here if it has errors, before anything is touched."""
        self.build = None
        self.served.begin(config)
        if self.command != "mike":  # the build that mike starts comes here again
            self.build = site_build.begin(config, self.options, self.command, self.rehearsal)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Add the pages of the library, the feeds, the cards and the assets."""
        self.running.place(files, config)

    def on_nav(self, nav: Navigation, **_: Any) -> None:
        """Keep the navigation for pages that are made again while the site is served."""
        self.running.made_with.nav = nav

    def on_pre_page(self, page: Page, **_: Any) -> None:
        """Tell the macros where they are."""
        self.running.macros.turn_to(page)

    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        """Take the HTML out of a generated page before Markdown reads it."""
        return self.running.before_markdown(page, markdown)

    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:
        """Put the HTML of a generated page back; collect hand-written pages for the search."""
        return self.running.after_markdown(page, html)

    def _smaller(self, output: str, *, page: Page, **_: Any) -> str:
        """Make a generated page smaller."""
        return self.running.smaller(page, output)

    @event_priority(-100)  # last: a script of another plugin may need the theme's
    def _leaner(self, output: str, **_: Any) -> str:
        """Let a page load what it uses of the theme."""
        return self.running.leaner(output)

    on_post_page = CombinedEvent(_smaller, _leaner)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """All pages are read, none is written: stop for a macro's problems; begin the search."""
        self.running.all_read(config, files, env)

    def on_page_context(self, context: TemplateContext, *, page: Page, **_: Any) -> None:
        """Let the theme write texts of the settings as text, and offer the other languages."""
        self.running.tell_page(context, page)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, **_: Any
    ) -> None:
        """Let the links of the page for missing addresses be relative to the site's root."""
        self.running.tell_template(context, template_name)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Make the page for missing addresses work at any address."""
        return self.running.movable(output, template_name, config)

    def _complete(self, *, config: MkDocsConfig) -> None:
        self.running.complete(config)

    @event_priority(-100)  # last: no other plugin may write after it
    def _switch(self, *, config: MkDocsConfig) -> None:
        self.running.switch(config)
        self.served.ended(self.running, config)

    on_post_build = CombinedEvent(_complete, _switch)

    def on_build_error(self, *, error: Exception) -> None:
        """Drop what was built: the last good site stays."""
        if self.build:
            self.build.discard()
        say_plainly(error)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> None:
        """Reload when a practice changes, its own page first."""
        for layer in self.running.layers:
            server.watch(str(layer.folder))
        self.served.watch(server, config, builder)

    def on_shutdown(self) -> None:
        """Leave nothing behind of a site that was served."""
        self.served.end()
