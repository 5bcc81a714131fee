"""Pages of the site's own docs folder beside those that the library brings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


def own_pages(files: Files, config: MkDocsConfig, *, drafts: bool) -> dict[str, File]:
    """Return the site's own pages by where they are published.

    One address has several spellings: ``cards.md``, ``cards/index.md``, ``cards/README.md``.
    Pages that the settings leave out do not count; MkDocs itself drops them only later.
    """
    left_out = [config.exclude_docs, *([] if drafts else [config.draft_docs])]
    return {
        file.dest_uri: file
        for file in files
        if file.is_documentation_page()
        and not any(spec and spec.match_file(file.src_uri) for spec in left_out)
    }


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
