"""Read a built page as a reader does: its text, its links, its headings. No browser."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urljoin

if TYPE_CHECKING:
    from pathlib import Path

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
SILENT = frozenset({"script", "style", "template", "svg", "title"})
BLOCKS = frozenset({"p", "li", "dt", "dd", "div", "h1", "h2", "h3", "h4", "section", "a", "span"})


@dataclass
class Seen:
    """What stands on a page: ``text`` is that of its article."""

    text: str = ""
    links: list[str] = field(default_factory=list)
    targets: set[str] = field(default_factory=set)
    """Where the links lead: places below the site's root, or addresses elsewhere."""
    ids: list[str] = field(default_factory=list)
    title: str = ""
    description: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen = Seen()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.seen.ids.append(found["id"])
        if tag == "meta" and found.get("name") == "description":
            self.seen.description = found.get("content", "")
        if tag == "a" and "article" in self.open:
            self.seen.links.append(found.get("href", ""))
        if tag not in VOID:
            self.open.append(tag)
        if tag in BLOCKS:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        while tag in self.open and self.open.pop() != tag:
            pass
        if tag in BLOCKS - {"a", "span"}:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["title"] and "svg" not in self.open:
            self.seen.title += data
        if "article" in self.open and not SILENT & set(self.open):
            self.parts.append(data)


def read(site: Path, folder: str, name: str) -> Seen:
    """Return what stands on the page of a practice."""
    reader = _Reader()
    reader.feed((site / folder / name / "index.html").read_text(encoding="utf-8"))
    reader.seen.text = squeeze("".join(reader.parts))
    here = f"/{folder}/{name}/"
    reader.seen.targets = {urljoin(here, link).removeprefix("/") for link in reader.seen.links}
    return reader.seen


def squeeze(text: str) -> str:
    """Return a text with single spaces, and none before a full stop or comma."""
    return re.sub(r" +([.,;:?!)])", r"\1", " ".join(text.split()))


def unmarked(text: str) -> str:
    """Return a text of a practice as it is read: without its marks, links as their words."""
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return squeeze(re.sub(r"(?<!\\)[*`]|(?<!\w)_|_(?!\w)", "", words))
