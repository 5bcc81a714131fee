"""Where the words of a message stand: in a page, or in mkdocs.yml; and which name was meant.

The words in quotation marks are looked for. Nothing here hangs on how a message is worded.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugins
from mkdocs.utils import get_theme_names

from katabase.adapters.settings.mkdocs_yml import filename_of
from katabase.domain.problems import Spot, nearest
from katabase.domain.reading.positions import Positions

if TYPE_CHECKING:
    from mkdocs.structure.files import File
    from mkdocs.structure.pages import Page

    from katabase.adapters.settings.mkdocs_yml import MkdocsYml
    from katabase.domain.reading.document import Loc

QUOTED = re.compile(r"(?<!\w)'([^'\n]+)'(?!\w)|\"([^\"\n]+)\"|`([^`\n]+)`")
AS_A_LINK = (r"\]\(<?(%s)[\s>)]", r"[\]=][:\"' ]+(%s)(?!\w)", "(%s)")
"""How a word stands in a page, the likeliest first: a link, a reference or HTML, any text."""
START = Spot()


@dataclass(frozen=True)
class Place:
    """A place in a file of the site."""

    filename: str
    spot: Spot = START
    near: str = ""
    """The name that was meant, if one is near."""


class WordsInFiles:
    """Looks for words in the files of one site."""

    def __init__(self, site: MkdocsYml, docs: Path, files: tuple[File, ...]) -> None:
        """``docs`` is the folder of the pages, ``files`` are those of the site."""
        self.site, self.docs, self.files = site, docs, files
        self.folder = site.path.resolve().parent
        self._seen: Counter[tuple[str, str]] = Counter()

    def place(self, said: str, page: Page | None) -> Place:
        """Return where something that was said happened, of a page or of the whole site."""
        words = words_of(said)
        named = [path for path in map(self._named, [*words, said.partition(" ")[0]]) if path]
        own = file_of(page)
        for path in [own] if own else named:
            found = self._in_page(path, words)
            if found:
                return found
        found = None if own else self.in_settings(words)
        first = own or next(iter(named), self.site.path)
        return found or Place(filename_of(first))

    def _named(self, word: str) -> Path | None:
        """Return the file of the site that a word names, within its folder or that of its docs."""
        paths = (folder / word for folder in (self.docs, self.folder))
        return next((p for p in paths if p.is_file() and p.is_relative_to(self.folder)), None)

    def in_settings(self, words: list[str]) -> Place | None:
        """Return where words stand in mkdocs.yml, each below the one before; None if nowhere."""
        found = self.site.find(words)
        if found is None:
            return None
        filename, spot, loc, word = found
        known = self._names(loc, word)
        near = nearest(word, known) if word not in known else None
        return Place(filename, spot, near or "")

    def _names(self, loc: Loc, word: str) -> set[str]:
        """Return the names that may stand at a place of the settings; none where any may."""
        if loc == (word,):
            return {key for key, _ in MkDocsConfig._schema}
        names: set[str] = set()
        if loc[0] == "nav":
            names = set(self._pages)
        elif loc[0] == "plugins" and len(loc) <= 3:
            names = {*get_plugins()}
        elif loc == ("theme", "name"):
            names = {*get_theme_names()}
        return names

    @cached_property
    def _pages(self) -> list[str]:
        files = self.docs.rglob("*.md") if self.docs.is_dir() else ()
        return sorted(path.relative_to(self.docs).as_posix() for path in files)

    def _in_page(self, path: Path, words: list[str]) -> Place | None:
        text = text_of(path)
        name = filename_of(path)
        for word in words:
            index = self._index(name, text, word)
            if index is not None:
                return Place(name, Positions(text).spot(index), self._link_near(path, word))
        return None

    def _index(self, name: str, text: str, word: str) -> int | None:
        """Return where a word stands in a file, as a link first; the next place the next time."""
        for pattern in AS_A_LINK:
            found = [match.start(1) for match in re.finditer(pattern % re.escape(word), text)]
            if found:
                number = self._seen[(name, word)]
                self._seen[(name, word)] += 1
                return found[min(number, len(found) - 1)]
        return None

    def _link_near(self, path: Path, word: str) -> str:
        """Return the link that was meant: to another page, or to another place of one."""
        target, hash_, anchor = word.partition("#")
        own = path.relative_to(self.docs).as_posix() if path.is_relative_to(self.docs) else ""
        folder = posixpath.dirname(own)
        page = self._page_at(posixpath.normpath(posixpath.join(folder, target)) if target else own)
        if page is not None:
            anchors = page.present_anchor_ids or set()
            near = nearest(anchor, anchors) if hash_ and anchor not in anchors else None
            return f"{target}#{near}" if near else ""
        pages = (file.src_uri for file in self.files if file.is_documentation_page())
        links = {posixpath.relpath(uri, folder or ".").removesuffix(".md") for uri in pages}
        near = nearest(target.removesuffix(".md"), links) if target else None
        return f"{near}.md" if near else ""

    def _page_at(self, uri: str) -> Any:
        return next((file.page for file in self.files if file.src_uri == uri), None)


def file_of(page: Page | None) -> Path | None:
    """Return the file in which a page was written; None if there is none."""
    path = Path(page.file.abs_src_path) if page and page.file.abs_src_path else None
    return path if path and path.is_file() else None


def words_of(said: str) -> list[str]:
    """Return the words in quotation marks."""
    return [next(filter(None, match.groups())) for match in QUOTED.finditer(said)]


def text_of(path: Path) -> str:
    """Return the text of a file, whatever its encoding and its line endings."""
    return path.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")
