"""One site in several languages: a build for each, below one address.

``languages: [mkdocs.de.yml]`` names the settings of the same site in another language, which
inherit from those that name them. The site in its first language stands at the top, each other
one in a folder called like its language. The address of a practice is the same below each.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from katabase.adapters.building import run_mkdocs
from katabase.adapters.building.generated_pages import is_generated
from katabase.adapters.settings import mkdocs_yml, site_version
from katabase.adapters.settings.docs_folder import own_pages_in
from katabase.adapters.settings.mkdocs_yml import KATABASE
from katabase.adapters.settings.options import language_of, options_of
from katabase.domain.messages import is_language, own_name
from katabase.domain.problems import OptionError, shortened

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

    from katabase.adapters.settings.mkdocs_yml import MkdocsYml
    from katabase.adapters.settings.options import Options


@dataclass(frozen=True)
class SiteInLanguage:
    """The same site in one language."""

    language: str
    folder: str
    """Where it lies below the first one, with a slash at the end; empty for the first."""
    path: Path
    """Its settings."""
    own: frozenset[str]
    """The addresses of the pages that were written by hand."""

    @property
    def name(self) -> str:
        """What the language is called in itself, as in "Deutsch"."""
        return own_name(self.language)


@dataclass(frozen=True)
class SiteLanguages:
    """The languages of a site that is being built; none but its own if it has one alone."""

    here: SiteInLanguage
    all: tuple[SiteInLanguage, ...] = ()

    @property
    def first(self) -> bool:
        """Whether this is the one at the top, which builds the others."""
        return not self.here.folder

    def menu(self, page: Page | None, base: str) -> list[dict[str, Any]]:
        """Return where a page can be read in each language; nothing in a site of one.

        A page that was written by hand and is missing in another language leads to the first
        page there. ``base`` is the relative address of this site's root.
        """
        if page is None or len(self.all) < 2:
            return []
        root = base if self.first else f"{base}/.."
        address = "" if page.url in (".", "./") else page.url
        return [
            {
                "language": each.language,
                "name": each.name,
                "here": each is self.here,
                "href": f"{root}/{each.folder}"
                + (address if is_generated(page) or address in each.own else ""),
            }
            for each in self.all
        ]

    def build(self, folder: Path, *, strict: bool) -> None:
        """Build the other languages into the folder of the finished site.

        Raises KatabaseError if one cannot be built.
        """
        if not self.first:
            return
        alone = bool(os.environ.get(site_version.ALONE))
        version = site_version.site_version()
        for each in self.all[1:]:
            target = folder / each.folder.rstrip("/")
            run_mkdocs.build(each.path, target, version, alone=alone, strict=strict)


def languages_of(site: MkdocsYml, options: Options) -> SiteLanguages:
    """Return the languages of a site. Raises OptionError for settings that cannot be used."""
    named = [site.path.parent / name for name in options.languages]
    child = site.path.resolve() in [path.resolve() for path in named]
    first = mkdocs_yml.read(site.files[-1].path) if child else site
    found = [_in_language(first, "")]
    for number, path in enumerate(named):
        loc = (*KATABASE, "languages", number)
        other = mkdocs_yml.read(path)
        if not other.files:
            said = f'expected a file beside this one, found "{shortened(path.name)}"'
            raise OptionError(loc, said)
        if not any(_is_first(file.path, first, path) for file in other.files[1:]):
            said = f'expected settings that begin with "INHERIT: {first.path.name}"'
            raise OptionError(loc, f"{said}; write it into {path.name}")
        language = language_of(other)
        if not is_language(language) or language in [each.language for each in found]:
            known = ", ".join(each.language for each in found)
            said = f'expected another language than {known}, found "{shortened(language)}"'
            raise OptionError(loc, f"{said}; set theme: language in {path.name}")
        found.append(_in_language(other, f"{language}/"))
    here = next(each for each in found if each.path.resolve() == site.path.resolve())
    return SiteLanguages(here, tuple(found))


def _is_first(above: Path, first: MkdocsYml, path: Path) -> bool:
    """Say whether settings above those of a language are the first ones.

    mike builds from a copy of these, in the same folder: then they name the language too.
    """
    if above.resolve() == first.path.resolve():
        return True
    if above.resolve().parent != first.path.resolve().parent:
        return False
    return path.name in options_of(mkdocs_yml.read(above)).languages


def _in_language(site: MkdocsYml, folder: str) -> SiteInLanguage:
    own = frozenset(address for address, _ in own_pages_in(site.path.parent, site.data))
    return SiteInLanguage(language_of(site), folder, site.path, own)


def apply(config: MkDocsConfig, site: MkdocsYml, options: Options) -> tuple[SiteLanguages, Options]:
    """Move a site into the folder of its language, if it is not the first one.

    Returns the languages, and the options with the address of the cards moved as well. Asked
    after the version: its menu finds the versions only from the top.
    """
    found = languages_of(site, options)
    if found.first:
        return found, options
    config.extra.pop("version", None)
    folder = found.here.folder
    if config.site_url and _inherited(site, ("site_url",)):
        config.site_url = f"{config.site_url.rstrip('/')}/{folder}"
    if _inherited(site, ("site_dir",)):
        first = Path(site.path.parent, str(site.data.get("site_dir") or "site"))
        if Path(config.site_dir).resolve() == first.resolve():
            config.site_dir = str(first / folder.rstrip("/"))
    base = options.cards.base
    if base and _inherited(site, (*KATABASE, "cards", "base")):
        cards = options.cards.model_copy(update={"base": f"{base.rstrip('/')}/{folder}"})
        options = options.model_copy(update={"cards": cards})
    return found, options


def _inherited(site: MkdocsYml, loc: tuple[str | int, ...]) -> bool:
    """Say whether a setting does not stand in the site's own file."""
    own = mkdocs_yml.MkdocsYml(site.path, site.data, site.files[:1])
    return not own.has(loc)
