"""A site is a value: a library and settings, and all that follows from the two.

It knows no engine. An adapter asks it for problems first, then places the pages, files
and redirects where its engine wants them: the MkDocs plugin is one such adapter.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from katabase.domain.checks import registry
from katabase.domain.checks.levels import Levels
from katabase.domain.messages import SOURCE
from katabase.domain.problems import Level
from katabase.products import feeds, installing, offline, pictures, practise
from katabase.products.assets import Assets, assets
from katabase.products.cards.files import card_files
from katabase.products.cards.on_pages import card_on_page, cards_on_pages
from katabase.products.cards.paper import written
from katabase.products.cards.ready_decks import carded
from katabase.products.cards.settings import Settings as CardSettings
from katabase.products.cards.typeset.cache import CARDS
from katabase.products.cards.typeset.check import check_cards
from katabase.products.diagrams.drawing import diagram_files
from katabase.products.files import SiteFile
from katabase.products.outputs.kept import Cache
from katabase.products.outputs.prepared import MOST_KEPT
from katabase.products.pages.maker import PageMaker
from katabase.products.proposing.files import files as form_files
from katabase.products.publishing import moved, site_info
from katabase.products.search.index import documents, facet_labels, vocabulary
from katabase.products.search.small_words import small_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from katabase.domain.library import Entry, Library
    from katabase.domain.problems import Problem
    from katabase.products.cards.typeset.batch import Progress
    from katabase.products.installing import Logo
    from katabase.products.lean import Lean, Theme
    from katabase.products.pages.page import Page
    from katabase.products.proposing.repository import Repository
    from katabase.products.search.index import SearchDocument


@dataclass(frozen=True)
class SiteSettings:
    """What a site is called, where it will lie, and how it prints its cards."""

    name: str = ""
    """What the site is called."""
    url: str = ""
    """Its address, with a slash at the end; empty while it is not known."""
    language: str = SOURCE
    """The language of its own words and of the interface, as a tag (BCP 47)."""
    version: str | None = None
    """The version of the site that is being made, as in ``1.2``; None if it has none."""
    drafts: bool = False
    """Whether drafts are shown: on a contributor's own machine, never to readers."""
    audiences: frozenset[str] = frozenset()
    """For whom it is, beside what everybody may see: ``internal``."""
    cards: CardSettings = field(default_factory=CardSettings)
    levels: Levels = field(default_factory=Levels)
    """How bad the site finds what breaks a rule."""
    offline: bool = True
    """Whether the site can be used without a signal, and installed."""
    logo: Logo | None = None
    """What the icon of an installed site is drawn from; None for a letter of its name."""
    theme: Theme | None = None
    """What the engine's theme brings, where pages can do without most of it."""
    repository: Repository | None = None
    """Where its own practices are kept and can be improved; None if that is not known."""
    kept: Path | None = None
    """The folder in which is kept what the next build need not make again: cards, the search."""
    prepared: Path | None = None
    """The folder in which is kept what follows from the program: schemas, forms, scripts."""


AT_ONCE: Mapping[str, tuple[str, ...]] = {
    "kb-catalogue": (),
    "kb-deck": (),
    "kb-practise": ("kb-run",),
}
"""The elements that a page waits for, each with those that it needs soon."""


@dataclass(frozen=True)
class ThemeFacts:
    """What every page of the theme has to know."""

    assets: str
    """The site path of the folder with scripts and styles, with a slash at the end."""
    styles: tuple[str, ...]
    """The site paths of the style sheets that every page loads."""
    modules: Mapping[str, tuple[str, ...]]
    """The site paths of the modules that a page with an element loads, by its name, all at once:
    one that is found in another one costs a phone a round trip more."""


@dataclass(frozen=True)
class Site:
    """All that a site publishes, as it follows from a library and settings.

    Nothing is worked out before it is asked for. Only what has no error among its
    ``problems`` can be published.
    """

    library: Library
    """The library as it was loaded, drafts included."""
    settings: SiteSettings

    @cached_property
    def published(self) -> Library:
        """The library as readers get it."""
        return self.library.published(
            drafts=self.settings.drafts, audiences=self.settings.audiences
        )

    @cached_property
    def maker(self) -> PageMaker:
        """What makes the pages, and the pieces that hand-written pages ask for."""
        cards = self.settings.cards
        return PageMaker(
            self.published,
            cards_on_pages(self.published, cards),
            cards.sizes,
            self.settings.language,
            cards.organisation or self.settings.name,
            self.settings.repository,
        )

    @cached_property
    def _assets(self) -> Assets:
        roles = self.published.vocabulary.roles.values()
        return assets(
            self.maker.say,
            self.settings.theme,
            roles,
            offline=self.settings.offline,
            kept=self._prepared,
        )

    @cached_property
    def _cards(self) -> Cache:
        return self.kept(CARDS)

    @cached_property
    def _prepared(self) -> Cache:
        return Cache(self.settings.prepared, MOST_KEPT)

    def kept(self, sort: str, most: int | None = None) -> Cache:
        """Return where things of a sort are kept, and at most how many, the last ones."""
        folder = self.settings.kept
        return Cache(folder / sort if folder else None, most)

    def problems(self, progress: Progress = lambda _, __: None) -> Iterator[Problem]:
        """Yield what is wrong with the library, then what would be wrong on its cards.

        The cards of a library with errors are not looked at. Those of a sound one are set
        here, and kept for ``files``; ``progress`` is told how far that is. What stands in the
        files waits outside of memory from then on.
        """
        levels = self.settings.levels
        found = levels.of(registry.check(self.library))
        yield from found
        if not any(problem.level is Level.ERROR for problem in found):
            self.library.let_files_wait()
            cards, entries = self.settings.cards, carded(self.published)
            on_cards = check_cards(
                entries, cards, self._cards, sizes=cards.sizes, progress=progress
            )
            yield from levels.of(registry.ours(self.library, on_cards))

    def pages(self) -> Iterator[Page]:
        """Yield the pages, as Markdown."""
        return self.maker.pages()

    def again(self, entries: Iterable[Entry]) -> Iterator[Page | SiteFile]:
        """Yield the pages of practices that were edited since, and their pictures.

        Everything else is as it was: what other pages say of them, their cards and the search.
        """
        edited = {entry.ref: entry for entry in entries}
        library = replace(self.library, entries={**self.library.entries, **edited})
        shown = replace(self, library=library).published
        found = [shown.entries[ref] for ref in edited if ref in shown.entries]
        cards = {entry.ref: card_on_page(entry, self.settings.cards) for entry in found}
        maker = self.maker.over(shown, cards)
        for entry in found:
            yield from maker.pages_of(entry)
        for path, text in diagram_files(found, maker.diagram):
            yield SiteFile(path, text.encode())

    def redirects(self) -> Iterator[SiteFile]:
        """Yield a page for each former address, which leads to the present one."""
        for path, html in self.maker.redirects(self._assets.prefix + "md-redirect.js"):
            yield SiteFile(path, html.encode())

    def files(self) -> Iterator[SiteFile]:
        """Yield all other files: what programs and scripts read, cards, scripts, styles."""
        for path, text in self._texts():
            yield SiteFile(path, text.encode())
        yield from pictures.files(self.published)
        yield from card_files(self.published, self.settings.cards, self._cards)
        self._cards.prune()
        for name, file in self._assets.files:
            yield SiteFile(self._assets.prefix + name, file)
        said = self.settings
        for path, content in (
            *installing.files(said.name, self.maker.say, said.cards.fonts, said.logo),
            *offline.files(),
        ):
            yield SiteFile(path, content)

    def complete(self, folder: Path) -> None:
        """Complete the built site in a folder, when nothing more is written into it."""
        if self.settings.offline:
            offline.complete(folder)

    def _texts(self) -> Iterator[tuple[str, str]]:
        library, said = self.published, self.settings
        yield from feeds.files(
            library, self.maker.say, self._prepared, site_name=said.name, site_url=said.url
        )
        yield from self.maker.catalogue_data.files()
        yield from practise.files(library, self.maker.say)
        yield from diagram_files(library.ordered(), self.maker.last_diagram)
        yield from written.files(said.cards)
        info = site_info.site_info(
            library, name=said.name, version=said.version, cards=said.cards.base
        )
        yield site_info.PATH, info
        yield moved.PATH, moved.redirects_map(library)
        yield from form_files(
            library, self.maker.say, said.repository, self._prepared, said.cards.fonts
        )
        self._prepared.prune()

    def search_documents(self) -> Iterator[SearchDocument]:
        """Yield what the search index is made of."""
        return documents(self.maker)

    def search_files(self) -> dict[str, str]:
        """Return what scripts read beside the search index: a name, and JSON."""
        data = self.maker.catalogue_data
        facets = facet_labels(self.published, self.maker.say, data.choices)
        small = json.dumps(small_words(self.maker.tongues.home).data())
        return {"words": vocabulary(self.published), "facets": facets, "small": small}

    @property
    def lean(self) -> Lean | None:
        """What most pages need of the theme's styles and script; None if all need all."""
        return self._assets.lean

    @property
    def theme(self) -> ThemeFacts:
        """What every page of the theme has to know."""
        modules = {
            element: tuple(self._assets.modules_of(element, *soon))
            for element, soon in AT_ONCE.items()
        }
        return ThemeFacts(self._assets.prefix, (self._assets.style_path,), modules)
