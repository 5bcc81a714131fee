"""Pages of the site's own docs folder beside those that the library brings."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File
from mkdocs.utils.meta import get_data
from pathspec.gitignore import GitIgnoreSpec

from katabase.adapters.settings.mkdocs_yml import PLUGIN
from katabase.domain.own_files import OwnFiles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


SEARCH = re.compile(r"search/(?:head\.json|whole\.kbi|[0-9a-f]{8}/)")
"""What the search writes when all pages are written."""


def own_pages(files: Files, config: MkDocsConfig, *, drafts: bool) -> dict[str, File]:
    """Return the site's own pages by where they are published.

    One address has several spellings: ``cards.md``, ``cards/index.md``, ``cards/README.md``.
    Pages that the settings leave out do not count; MkDocs itself drops them only later.
    """
    return {
        file.dest_uri: file
        for file in files
        if file.is_documentation_page() and not _left_out(file, config, drafts=drafts)
    }


def shown_files(files: Files, config: MkDocsConfig, *, drafts: bool) -> Iterator[str]:
    """Yield the files of a site, as people see them, but for what the settings leave out."""
    for file in files:
        if not _left_out(file, config, drafts=drafts):
            yield f"docs/{file.src_uri}"


def _left_out(file: File, config: MkDocsConfig, *, drafts: bool) -> bool:
    """Say whether the settings leave out a file."""
    specs = [config.exclude_docs, *([] if drafts else [config.draft_docs])]
    return any(spec and spec.match_file(file.src_uri) for spec in specs)


def replaces(text: str) -> bool:
    """Say whether a hand-written page says that it takes the place of a practice's page."""
    return get_data(text)[1].get("replaces") is True


def own_pages_in(folder: Path, config: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the address and the file of each page that a site has of its own.

    As MkDocs sees it: ``index.md`` and ``README.md`` are the page of their folder, hidden
    files and what the settings exclude are no pages.
    """
    for docs, uri in _files_in(folder, config, "*.md"):
        above, _, name = uri.removesuffix(".md").rpartition("/")
        parts = [above] if name in ("index", "README") else [above, name]
        yield "".join(f"{part}/" for part in parts if part), f"{docs}/{uri}"


def own_files_in(folder: Path, config: dict[str, Any]) -> OwnFiles:
    """Return the pages and files that a site has of its own, for links and pictures."""
    docs = str(config.get("docs_dir") or "docs")
    pages = {
        name.removeprefix(f"{docs}/"): address for address, name in own_pages_in(folder, config)
    }
    found = {uri: pages.get(uri, uri) for _, uri in _files_in(folder, config, "*")}
    return OwnFiles(folder / docs, docs, found)


def own_html_in(folder: Path, config: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the address and the file of each finished page that a site copies as it is."""
    for docs, uri in _files_in(folder, config, "index.html"):
        yield uri.removesuffix("index.html"), f"{docs}/{uri}"


def _files_in(folder: Path, config: dict[str, Any], name: str) -> Iterator[tuple[str, str]]:
    """Yield the documentation folder and the path in it of each file that is not left out."""
    docs = str(config.get("docs_dir") or "docs")
    left_out = GitIgnoreSpec.from_lines(
        [".*", "/templates/", *str(config.get("exclude_docs") or "").splitlines()]
    )
    for path in sorted((folder / docs).rglob(name)):
        uri = path.relative_to(folder / docs).as_posix()
        if path.is_file() and not left_out.match_file(uri):
            yield docs, uri


def make_way(existing: File | None, files: Files, config: MkDocsConfig, *, drafts: bool) -> None:
    """Take a file out that one of ours replaces. Raises PluginError if somebody wrote it."""
    if existing is None:
        return
    if existing.generated_by != PLUGIN and not _left_out(existing, config, drafts=drafts):
        raise PluginError(_stands_in_the_way(existing))
    files.remove(existing)


def must_not_meet(files: Files, config: MkDocsConfig, *, drafts: bool) -> None:
    """Raise PluginError if a file of ours would be written over another one."""
    ours = {file.dest_uri for file in files if file.generated_by == PLUGIN}
    for file in files:
        if (
            file.generated_by != PLUGIN
            and (file.dest_uri in ours or SEARCH.match(file.dest_uri))
            and not _left_out(file, config, drafts=drafts)
        ):
            raise PluginError(_stands_in_the_way(file))


def _stands_in_the_way(file: File) -> str:
    place = f"docs/{file.src_uri}" if file.generated_by is None else f"{file.src_uri}"
    return (
        f"{place} stands where Katabase writes {file.dest_uri}, and would be lost; "
        "give it another name or folder"
    )


def published_at(uri: str, config: MkDocsConfig) -> str:
    """Return where the page of a Markdown file is published."""
    return File.generated(config, uri, content="").dest_uri


def place_in_repository(path: Path, config: MkDocsConfig) -> str | None:
    """Return a practice's file as MkDocs wants it for an edit link: the way from ``docs_dir``.

    None if the file lies outside of the site's own folder.
    """
    folder = Path(config.config_file_path or ".").resolve().parent
    if not path.is_relative_to(folder):
        return None
    return Path(os.path.relpath(path, Path(config.docs_dir).resolve())).as_posix()
