"""What a reader gets of a built page, whichever engine built it."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

if TYPE_CHECKING:
    from pathlib import Path

_EMPTY = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
}
_LEFT_OUT = {"headerlink", "md-content__button", "md-source-file"}
"""Classes of what each theme puts into a page for itself."""


@dataclass
class ReadPage:
    """The title of a page, and the texts, headings and links of its content."""

    title: str = ""
    text: str = ""
    """Without spaces: some engines colour code, with a piece for each word of it."""
    headings: list[str] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    """Where they lead, from the root of the site, with their anchors."""


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.page = address, ReadPage()
        self.open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag not in _EMPTY:
            self.open.append((tag, said.get("class", "")))
        if not self._within():
            return
        for name in ("href", "src"):
            if said.get(name):
                self.page.links.add(self._meant(said[name]))
        if re.fullmatch("h[1-6]", tag):
            self.page.headings.append(f"{tag} {said.get('id', '')} ")

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self.open]
        if tags[-1:] == ["title"] and "svg" not in tags:
            self.page.title += data
        elif self._within() and not {"script", "style"} & set(tags):
            self.page.text += data
            if any(re.fullmatch("h[1-6]", tag) for tag in tags):
                self.page.headings[-1] += data

    def _within(self) -> bool:
        names = [name for _, classes in self.open for name in classes.split()]
        return "md-content__inner" in names and not _LEFT_OUT & set(names)

    def _meant(self, link: str) -> str:
        if re.match(r"[a-z]+:|//", link):
            return link
        path, anchor = urldefrag(link)
        whole = posixpath.normpath(posixpath.join("/", self.address, path))
        folder = "/" if path.endswith(("/", "..", ".")) or not path else ""
        return f"{whole.rstrip('/')}{folder}#{anchor}".removesuffix("#")


def read(site: Path) -> dict[str, ReadPage]:
    """Return the pages of a built site by their addresses, as in ``traits/``."""
    pages = {}
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        reader = _Reader(address if address.endswith("/") else posixpath.dirname(address))
        reader.feed(path.read_text(encoding="utf-8"))
        reader.page.text = "".join(reader.page.text.split())
        reader.page.title = " ".join(reader.page.title.split())
        reader.page.headings = [" ".join(each.split()) for each in reader.page.headings]
        pages[address] = reader.page
    return pages
