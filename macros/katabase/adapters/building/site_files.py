"""Places what a site yields among the files that MkDocs found in the site's docs folder."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import write_file

from katabase.adapters.building.known_headings import WaitingFile
from katabase.adapters.building.reporting import report
from katabase.adapters.settings.docs_folder import (
    make_way,
    must_not_meet,
    own_pages,
    place_in_repository,
    published_at,
    replaces,
    shown_files,
)
from katabase.adapters.settings.mkdocs_yml import PLUGIN
from katabase.domain.checks.rules.pages import foreign_names, taken_addresses
from katabase.domain.kinds.registry import kinds
from katabase.products.pictures import unseen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from katabase.adapters.building.generated_pages import GeneratedPages
    from katabase.domain.kinds.registry import AnyKind
    from katabase.products.files import SiteFile
    from katabase.products.pages.page import Page
    from katabase.products.site import Site

INDEX = "index.html"


def place(
    site: Site,
    files: Files,
    config: MkDocsConfig,
    generated: GeneratedPages,
    *,
    rehearsed: bool = False,
) -> list[File]:
    """Add all that the site yields; return the files that lie in their places already.

    ``rehearsed``: of each kind one practice's page is read, the others are only there.
    Raises PluginError if a file of somebody's would be lost.
    """
    report(foreign_names(shown_files(files, config, drafts=site.settings.drafts)))
    for uri in unseen(site.library, site.published):
        unshown = files.get_file_from_path(uri)
        if unshown:
            files.remove(unshown)  # a picture of what no reader sees
    own = own_pages(files, config, drafts=site.settings.drafts)
    shown = {dest.removesuffix(INDEX): f"docs/{file.src_uri}" for dest, file in own.items()}
    practices = {f"{entry.address}{INDEX}" for entry in site.published.ordered()}
    meant = {dest for dest in practices & own.keys() if replaces(own[dest].content_string)}
    unmeant = {name: file for name, file in shown.items() if name + INDEX not in meant}
    report(taken_addresses(site.published, unmeant))
    _place_pages(site, files, config, generated, own, meant, rehearsed=rehearsed)
    found = {file.src_uri for file in files}
    empty = {f"{kind.folder}/index.md" for kind in kinds()} - found
    config.nav = without(config.nav, empty)
    written = []
    for each in itertools.chain(site.redirects(), site.files()):
        file = _in_memory(each, config) if rehearsed else _in_its_place(each, config)
        _replace(files, file, config, drafts=site.settings.drafts)
        if not (rehearsed or isinstance(each.content, Path)):
            written.append(file)
    must_not_meet(files, config, drafts=site.settings.drafts)
    return written


def _place_pages(
    site: Site,
    files: Files,
    config: MkDocsConfig,
    generated: GeneratedPages,
    own: dict[str, File],
    meant: set[str],
    *,
    rehearsed: bool,
) -> None:
    """Add the pages of the library. A page of the site's own comes first.

    For a practice it does only if it says so: ``meant`` has where these pages are published.
    """
    read: set[AnyKind] = set()
    named = str(config.nav)  # pages there may have titles of their own, which MkDocs sets
    for page in site.pages():
        published = published_at(page.uri, config)
        if published in (meant if page.entry else own):
            continue
        practice = page.entry is not None and page.uri not in named
        unread = practice and rehearsed and page.entry and page.entry.kind in read
        file = file_of(page, config)
        if not unread:
            file.wait(page.markdown, generated.aside)
        _replace(files, file, config, drafts=site.settings.drafts)
        if unread:
            generated.unread(file, config, page)
        elif practice:
            generated.practice(file, config)
        if page.entry:
            read.add(page.entry.kind)


def without(nav: Any, gone: set[str]) -> Any:
    """Return a menu without some pages, and without parts of which nothing is left."""
    if isinstance(nav, list):
        kept = [without(each, gone) for each in nav]
        return [each for each in kept if each not in (None, [], {})] or None
    if isinstance(nav, dict):
        named = {title: without(each, gone) for title, each in nav.items()}
        return {title: each for title, each in named.items() if each is not None} or None
    return None if nav in gone else nav


def file_of(page: Page, config: MkDocsConfig) -> WaitingFile:
    """Return the file of a page of the library, as MkDocs knows it, with its edit link.

    It is still empty.
    """
    shown = InclusionLevel.NOT_IN_NAV
    file = cast("WaitingFile", WaitingFile.generated(config, page.uri, content="", inclusion=shown))
    if page.entry:
        file.edit_uri = place_in_repository(page.entry.path, config)
    return file


def _in_memory(file: SiteFile, config: MkDocsConfig) -> File:
    if isinstance(file.content, Path):
        return File.generated(config, file.path, abs_src_path=str(file.content))
    return File.generated(config, file.path, content=file.content)


def _in_its_place(file: SiteFile, config: MkDocsConfig) -> File:
    """Write a file where it will be published, so that a thousand cards are not held in memory.

    MkDocs has emptied the site's folder by now, and leaves alone what lies in its place.
    """
    if isinstance(file.content, Path):
        return _in_memory(file, config)
    place = os.path.join(config.site_dir, file.path)  # noqa: PTH118, a thousand Paths take long
    write_file(file.content, place)
    return File.generated(config, file.path, abs_src_path=place)


def take_back(
    written: Iterable[File], files: Files, config: MkDocsConfig, *, serving: bool
) -> None:
    """Remove what was written and is not to be published after all, or not at that address.

    MkDocs' ``exclude_docs`` and ``draft_docs``, and other plugins, have the last word on it.
    """
    shown = InclusionLevel.is_in_serve if serving else InclusionLevel.is_included
    kept = {id(file) for file in files if shown(file.inclusion)}  # type: ignore[no-untyped-call]
    for file in written:
        if id(file) in kept and file.src_uri == file.dest_uri:
            continue
        place, meant = Path(config.site_dir, file.src_uri), Path(config.site_dir, file.dest_uri)
        if id(file) not in kept:
            place.unlink(missing_ok=True)
        elif meant != place and file.abs_src_path == str(place):
            meant.parent.mkdir(parents=True, exist_ok=True)
            file.abs_src_path = str(place.replace(meant))


def _replace(files: Files, file: File, config: MkDocsConfig, *, drafts: bool) -> None:
    make_way(files.get_file_from_path(file.src_uri), files, config, drafts=drafts)
    files.append(file)


def leave_samples(files: Files) -> None:
    """Take out what the library yields, all pages read, but for one page of each folder.

    The theme has to show these and all that was written by hand.
    """
    shown: set[str] = set()
    for file in list(files):
        folder = file.src_uri.partition("/")[0]
        if file.generated_by == PLUGIN:
            if file.is_documentation_page() and folder not in shown:
                shown.add(folder)
            else:
                files.remove(file)


def top_folders(files: Files) -> set[str]:
    """Return the names of the folders at the top of the site."""
    return {file.dest_uri.split("/")[0] for file in files if "/" in file.dest_uri}
