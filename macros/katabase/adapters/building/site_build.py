"""One build of a site by MkDocs: the site, and what this build needs to know beside it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from katabase.adapters.building import permalinks, site_files, site_languages
from katabase.adapters.building.as_html import as_html
from katabase.adapters.building.generated_pages import GeneratedPages, is_generated
from katabase.adapters.building.macros import SiteMacros
from katabase.adapters.building.neighbours import must_get_on
from katabase.adapters.building.reporting import (
    cards_being_set,
    failed_strictly,
    in_one_sentence,
    report,
)
from katabase.adapters.building.site_search import SiteSearch
from katabase.adapters.building.site_settings import settings_of
from katabase.adapters.building.site_theme import is_material, prepare_theme
from katabase.adapters.building.staging import staging_of
from katabase.adapters.settings import mkdocs_yml, site_version
from katabase.adapters.settings.docs_folder import own_files_in
from katabase.adapters.settings.options import placed
from katabase.adapters.settings.site_checks import problems_of_site
from katabase.domain import layers, loading
from katabase.domain.kinds.registry import folders
from katabase.domain.messages import is_source, speaks
from katabase.domain.problems import OptionError
from katabase.domain.reading import source
from katabase.domain.translating.laying import in_other_words
from katabase.domain.vocabulary import Status
from katabase.products.compiled import keep_code_of
from katabase.products.publishing import missing
from katabase.products.site import Site

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from katabase.adapters.building.site_languages import SiteLanguages
    from katabase.adapters.building.staging import Staging
    from katabase.adapters.settings.options import Options
    from katabase.domain.library import Library

log = logging.getLogger("mkdocs.plugins.katabase")


@dataclass
class MadeWith:
    """What of MkDocs the pages of a build are made with, as it comes to be known."""

    nav: Navigation = field(init=False)
    files: Files = field(init=False)
    env: Environment = field(init=False)


@dataclass(frozen=True)
class SiteBuild:
    """All that belongs to one build; the next one has another."""

    site: Site
    layers: tuple[layers.Layer, ...]
    macros: SiteMacros
    search: SiteSearch
    languages: SiteLanguages
    staging: Staging | None
    """Where the site is built; None while it is served, from a folder of MkDocs' own."""
    serving: bool = False
    """Whether it is shown while people write: only this site is there, without its languages."""
    rehearsed: bool = False
    """Whether nothing of it is kept: a check looks what a build would refuse."""
    generated: GeneratedPages = field(default_factory=GeneratedPages)
    made_with: MadeWith = field(default_factory=MadeWith)
    top_folders: set[str] = field(default_factory=set)
    """Known when all files are: the page for missing addresses finds the site by them."""
    written: list[File] = field(default_factory=list)
    """The files that lie in their places before MkDocs publishes any."""

    def place(self, files: Files, config: MkDocsConfig) -> None:
        """Place the pages and files of the site among those of the engine."""
        with in_one_sentence():
            self.written.extend(
                site_files.place(self.site, files, config, self.generated, rehearsed=self.rehearsed)
            )
        languages = (each.folder.rstrip("/") for each in self.languages.all[1:])
        self.top_folders.update(site_files.top_folders(files), languages)

    def before_markdown(self, page: Page, markdown: str) -> str:
        """Return a page's Markdown as it is to be read."""
        if is_generated(page):
            return self.generated.before_markdown(page, markdown)
        if not self.macros.registered:
            report(self.macros.left_as_text(markdown))
        return markdown

    def after_markdown(self, page: Page, html: str) -> str:
        """Return a page's content; what was written by hand is found by the search."""
        if is_generated(page):
            return self.generated.after_markdown(page, html)
        self.search.add(page, html)
        return permalinks.silenced(html)

    def all_read(self, config: MkDocsConfig, files: Files, env: Environment) -> None:
        """Say what was wrong on the pages, begin the search, and let templates be rendered."""
        report(self.macros.problems, stop=not self.rehearsed)
        if self.rehearsed:
            site_files.leave_samples(files)
        else:
            site_files.take_back(self.written, files, config, serving=self.serving)
            self.search.begin(config)
        env.globals["say"] = self.site.maker.say  # for our templates over the theme's
        keep_code_of(env)
        self.made_with.files, self.made_with.env = files, env

    def tell_page(self, context: TemplateContext, page: Page) -> None:
        """Tell a page's template the texts of the settings as text, and the other languages."""
        context["config"] = as_html(context["config"])
        if not self.serving:
            menu = self.languages.menu(page, str(context["base_url"]))
            context.update(languages=menu)  # type: ignore[call-arg]

    def tell_template(self, context: TemplateContext, name: str) -> None:
        """Tell a template that is no page's the same; that for missing addresses links to a root.

        The root is that of the site, wherever the page is shown: ``movable`` sees to it.
        """
        context["config"] = as_html(context["config"])
        if name == missing.NAME:
            context["base_url"] = ""

    def smaller(self, page: Page, output: str) -> str:
        """Return a page without what only makes it larger, if it is generated."""
        return self.generated.finished(output) if is_generated(page) else output

    def leaner(self, page: str) -> str:
        """Return a page that loads of the theme what it uses."""
        lean = self.site.lean
        return lean.fitted(page) if lean else page

    def movable(self, output: str, name: str, config: MkDocsConfig) -> str:
        """Return the page for missing addresses so that it works at any address; others stay."""
        if name != missing.NAME:
            return output
        home = site_version.home(config, self.site.settings.version)
        return missing.movable(output, self.top_folders, *home)

    def complete(self, config: MkDocsConfig) -> None:
        """Complete what MkDocs has written.

        The one file that carries the time of the build goes; publishing compresses anew.
        """
        if self.rehearsed:
            return
        folder = Path(config.site_dir)
        (folder / "sitemap.xml.gz").unlink(missing_ok=True)
        self.search.finish()
        missing.seal(folder)

    def switch(self, config: MkDocsConfig) -> None:
        """Put what was built in the place of the site, unless warnings are about to stop it."""
        if self.rehearsed:
            return
        self.site.complete(Path(config.site_dir))
        if self.staging and not failed_strictly(config):
            with in_one_sentence():
                self.languages.build(Path(config.site_dir), strict=config.strict)
            self.staging.switch()
            config.site_dir = str(self.staging.site)

    def discard(self) -> None:
        """Drop what was built: the last good site stays."""
        self.search.stop()
        if self.staging:
            self.staging.discard()


def begin(
    config: MkDocsConfig, options: Options, command: str, rehearsal: Library | None = None
) -> SiteBuild:
    """Load and check the site with these options of the plugin.

    ``command`` is what runs; only when it is ``serve``, drafts are shown.
    With ``rehearsal``, a library that was checked already, nothing is written.
    Raises PluginError if it cannot be built as it is, before anything is touched.
    """
    serving, rehearsed = command == "serve", rehearsal is not None
    path = Path(config.config_file_path or "mkdocs.yml").resolve()
    with in_one_sentence(), placed(path):
        _must_be_usable(config)
    folder = path.parent
    version = site_version.apply(config)
    with in_one_sentence(), placed(path):
        languages, options = site_languages.apply(config, mkdocs_yml.read(path), options)
    staging = None if serving or rehearsed else staging_of(config, options.layers)
    with in_one_sentence(), placed(path):
        found = layers.resolve(options.layers, folder)
        settings = settings_of(config, options, found, folder, version, drafts=serving)
        own = own_files_in(folder, mkdocs_yml.read(path).data)
        if rehearsal is not None:
            site = Site(in_other_words(rehearsal, settings.language, source.read), settings)
        else:
            site = Site(loading.load(found, own=own, language=settings.language), settings)
            if site.settings.cards.base is None:
                log.info("Printed cards carry no QR code: set site_url, or katabase: cards: base")
            report(site.problems(cards_being_set()))
            report(settings.levels.of(problems_of_site(mkdocs_yml.read(path))))
        _say_if_empty(site, found)
    prepare_theme(config, site)
    _prepare_markdown(config, site)
    macros = SiteMacros(site.maker)
    macros_plugin: Any = config.plugins.get("macros")
    if macros_plugin is not None:
        macros_plugin.register_macros(macros.all())
        macros.registered = True
    if staging:
        config.site_dir = staging.begin()
    search = SiteSearch(site)
    return SiteBuild(site, tuple(found), macros, search, languages, staging, serving, rehearsed)


def _say_if_empty(site: Site, found: list[layers.Layer]) -> None:
    """Warn of a site without any practice: more often a wrong folder than a wish."""
    if site.published.entries:
        return
    places = ", ".join(layer.filename for layer in found) or "the layers, of which there is none"
    if site.library.entries:
        states = {entry.practice.status for entry in site.library.entries.values()}
        why = "drafts" if states == {Status.DRAFT} else "drafts, hidden, or for other readers"
        log.warning(f"all practices in {places} are {why}, so the site shows none")
    else:
        log.warning(f"no practice found in {places}: expected YAML files in {', '.join(folders())}")


def _must_be_usable(config: MkDocsConfig) -> None:
    must_get_on(config)
    if not config.use_directory_urls:
        said = "katabase needs it to be true; a practice's address is /kind/id/"
        raise OptionError(("use_directory_urls",), said)
    if not is_material(config.theme.dirs):
        found = f'found "{config.theme.name}"'
        said = f"katabase needs name: material, or a theme that extends it; {found}"
        raise OptionError(("theme",), said)


def _prepare_markdown(config: MkDocsConfig, site: Site) -> None:
    """Let headings carry their language, and their anchor where words would give another one."""
    languages = {entry.practice.language for entry in site.published.ordered()}
    languages.add(site.maker.say.language)
    english = all(is_source(each) or not speaks(each) for each in languages)
    same = len(languages) == 1 and not site.maker.tongues.isolates
    if not (english and same) and "attr_list" not in config.markdown_extensions:
        config.markdown_extensions.append("attr_list")
