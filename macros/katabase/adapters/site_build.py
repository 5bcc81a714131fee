"""One build of a site by MkDocs: the site, and what this build needs to know beside it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from katabase.adapters import mkdocs_yml, permalinks, site_files, site_languages, site_version
from katabase.adapters.as_html import as_html
from katabase.adapters.docs_folder import own_files_in
from katabase.adapters.generated_pages import GeneratedPages, is_generated
from katabase.adapters.macros import SiteMacros
from katabase.adapters.neighbours import must_get_on
from katabase.adapters.options import kept, placed
from katabase.adapters.reporting import cards_being_set, failed_strictly, in_one_sentence, report
from katabase.adapters.repository import repository_of
from katabase.adapters.site_checks import problems_of_site
from katabase.adapters.site_colours import CUSTOM, brand_of, palettes
from katabase.adapters.site_search import SiteSearch
from katabase.adapters.staging import staging_of
from katabase.adapters.theme_files import theme_of
from katabase.domain import layers, loading
from katabase.domain.checks.levels import levels_from
from katabase.domain.kinds.registry import folders
from katabase.domain.messages import SOURCE, is_source, speaks
from katabase.domain.problems import OptionError
from katabase.domain.reading import source
from katabase.domain.translating.laying import in_other_words
from katabase.products.cards.settings import settings_from
from katabase.products.cards.typeset.cache import CARDS
from katabase.products.compiled import keep_code_of
from katabase.products.installing import Logo
from katabase.products.publishing import missing
from katabase.products.search.writing import SEARCH
from katabase.products.site import Site, SiteSettings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from katabase.adapters.options import Options
    from katabase.adapters.site_languages import SiteLanguages
    from katabase.adapters.staging import Staging
    from katabase.domain.library import Library

log = logging.getLogger("mkdocs.plugins.katabase")

THEME = Path(__file__).parent.parent / "templates" / "theme"
"""What Katabase adds to a theme, in terms that every engine knows."""
FOR_MKDOCS = THEME.parent / "material"
"""What is smaller than Material's own, or needs the plugin's hand to be complete."""
BLOCKS = ("htmltitle", "extrahead", "outdated", "container", "config", "scripts", "content")
"""The blocks of ``base.html`` that we fill: what makes a theme one of Material's family."""


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
        return self.generated.before_markdown(page, markdown) if is_generated(page) else markdown

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
            site_files.take_back(self.written, files, serving=self.serving)
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
        settings = _settings(config, options, found, folder, version, drafts=serving)
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
    _prepare_theme(config, site)
    _prepare_markdown(config, site)
    macros = SiteMacros(site.maker)
    macros_plugin: Any = config.plugins.get("macros")
    if macros_plugin is not None:
        macros_plugin.register_macros(macros.all())
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
        log.warning(f"all practices in {places} are drafts, so the site shows none")
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


def _settings(
    config: MkDocsConfig,
    options: Options,
    found: list[layers.Layer],
    folder: Path,
    version: str | None,
    *,
    drafts: bool,
) -> SiteSettings:
    name, url = config.site_name, config.site_url or ""
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
                config.theme.get("palette"),
                (Path(config.docs_dir) / str(sheet) for sheet in config.extra_css),
            ),
        ),
        levels=levels_from(options.checks),
        offline=options.offline and not drafts,
        logo=_logo(config),
        theme=theme_of(config, _dirs(config), palettes(config.theme.get("palette")), language),
        repository=repository_of(config, found, mail=options.proposals),
        cards_kept=kept(folder, options) / CARDS,
        search_kept=kept(folder, options) / SEARCH,
    )


def _logo(config: MkDocsConfig) -> Logo | None:
    """Return the logo that the theme shows in its header: a file of the site, or a sign."""
    if own := config.theme.get("logo"):
        path = Path(config.docs_dir) / str(own)
        return Logo(path) if path.is_file() else None
    name = (config.theme.get("icon") or {}).get("logo") or "material/library"
    found = (Path(folder) / ".icons" / f"{name}.svg" for folder in config.theme.dirs)
    return next((Logo(path, sign=True) for path in found if path.is_file()), None)


def _prepare_markdown(config: MkDocsConfig, site: Site) -> None:
    """Let headings carry their anchor where words in another language would give another one."""
    languages = {entry.practice.language for entry in site.published.ordered()}
    english = all(
        is_source(each) or not speaks(each) for each in (*languages, site.maker.say.language)
    )
    if not english and "attr_list" not in config.markdown_extensions:
        config.markdown_extensions.append("attr_list")


def _dirs(config: MkDocsConfig) -> list[str]:
    """Return the folders of templates, ours behind those of the site's own."""
    dirs = list(config.theme.dirs)
    if str(THEME) not in dirs:
        first = 1 if config.theme.custom_dir else 0
        dirs[first:first] = [str(FOR_MKDOCS), str(THEME)]
    return dirs


def _prepare_theme(config: MkDocsConfig, site: Site) -> None:
    config.theme.dirs[:] = _dirs(config)
    theme = site.theme
    config.extra["katabase"] = {"assets": theme.assets, "catalogue": list(theme.catalogue)}
    config.extra_css = [*theme.styles, *config.extra_css]  # the site's own words come last
    for scheme in palettes(config.theme.get("palette")):
        for name in ("primary", "accent"):
            scheme[name] = scheme.get(name) or CUSTOM
