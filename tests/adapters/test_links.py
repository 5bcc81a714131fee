"""Every link of a built site leads somewhere: in the shipped site, and in one that has only
a home page and its practices, as an organisation begins."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.conftest import ROOT
from tests.support.project import make

if TYPE_CHECKING:
    from pathlib import Path


class Links(HTMLParser):
    """Collects where a page leads, and the names of its places."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.to: list[str] = []
        self.places: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.to += [str(found[name]) for name in ("href", "src") if found.get(name)]
        self.places |= {str(found[name]) for name in ("id", "name") if found.get(name)}


def broken(site: Path) -> list[str]:
    """Return the links that lead nowhere, as "page -> link"."""
    pages = {
        path.relative_to(site).as_posix(): Links(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
        if path.name != "404.html"  # its links hold at any address, see test_missing
    }
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    found = []
    for page, links in pages.items():
        for link in links.to:
            target = urlsplit(urljoin(f"https://site.invalid/{page}", link))
            if target.netloc != "site.invalid" or target.scheme != "https":
                continue
            path = unquote(target.path).lstrip("/")
            name = f"{path}index.html" if path.endswith("/") or not path else path
            place = unquote(target.fragment)
            if name not in files or (place and name in pages and place not in pages[name].places):
                found.append(f"{page} -> {link}")
    return found


def test_every_link_of_the_shipped_site_leads_somewhere(site: Path) -> None:
    assert broken(site) == []


@pytest.mark.parametrize("layers", ["kata", "katabase"])
def test_every_link_of_a_new_site_leads_somewhere(site: Path, tmp_path: Path, layers: str) -> None:
    """With practices of its own, or with the shipped ones alone, whose cards are set by then."""
    project = make(tmp_path)
    project.edit("mkdocs.yml", "site_url: https://example.org/practise/\n", "")
    project.edit("mkdocs.yml", "site_name: Small\n", "site_name: Katabase\n")
    (project.folder / ".cache").unlink()
    (project.folder / ".cache").symlink_to(ROOT / ".cache", target_is_directory=True)
    project.edit("mkdocs.yml", "  - katabase\n", f"  - katabase: {{layers: [{layers}]}}\n")
    result = project.build("--strict")
    assert result.returncode == 0, result.stdout + result.stderr
    assert len(list(project.site.rglob("*.html"))) > 15
    assert broken(project.site) == []
