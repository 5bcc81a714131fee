"""The page for addresses that lead nowhere, made to work wherever the site lies.

A server sends this one file for any address, at any depth, below any path, so a
relative link in it means something else each time. The page therefore loads nothing by
itself: its styles and scripts wait under ``data-href`` and ``data-src`` until the one
small script inside it has found where the site begins (``partials/javascripts/missing.html``).
"""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

NAME = "404.html"
"""The name under which servers look for the page."""

_LINK = re.compile(r'<link rel="(stylesheet|icon)" href="([^"]*)"')
_SCRIPT = re.compile(r'<script((?: [^>]*)?) src="([^"]*)"')
_FINDER = "<script data-folders"
_WAITING = re.compile(r'data-(?:href|src)="(?P<path>[^":?#]+)"')
_IMPORT = re.compile(r"\bimport\b")
OURS = "assets/katabase/"


def movable(html: str, folders: Iterable[str], home: str, names: Sequence[str] = ()) -> str:
    """Return the rendered page so that it can be sent from any address.

    ``folders`` are the top folders of the site: where one stands in the address, the
    site begins before it. ``home`` is the address of the site, or of the folder that holds
    its versions; empty if nobody knows it. ``names`` are the folders in which this version
    may lie below that, its own first. The links of the page must be relative to the root.
    """
    first = next((f"{name}/" for name in names), "")
    links = "".join(f'<link rel="{sort}" href="{href}">' for sort, href in _LINK.findall(html))
    waiting = _LINK.sub(r'<link rel="\1" data-href="\2"', html)
    waiting = _SCRIPT.sub(r'<script\1 data-src="\2"', waiting)
    fallback = (urlsplit(home).path or "/") + first
    still = f'<noscript><base href="{escape(fallback)}">{links}</noscript>\n'
    facts = {"home": home, "names": " ".join(names), "folders": " ".join(sorted(folders))}
    said = " ".join(f'data-{key}="{escape(value)}"' for key, value in facts.items())
    return waiting.replace(_FINDER, f"{still}<script {said}", 1)


def seal(site: Path) -> None:
    """Write into the page of a built site what its files hold, as far as it can stand alone.

    From a root that is only guessed from the address, the page loads nothing else: any
    style sheet, and those of our scripts that ask for no further file. Material's bundle
    does (the list of versions), and puts what it gets into the page as HTML.
    """
    page = site / NAME

    def sealed(match: re.Match[str]) -> str:
        file = site / unquote(unescape(match["path"]))
        if not file.is_file() or not _stands_alone(match["path"], file):
            return match[0]
        digest = base64.b64encode(hashlib.sha256(file.read_bytes()).digest()).decode()
        return f'{match[0]} integrity="sha256-{digest}"'

    if page.is_file():
        page.write_text(_WAITING.sub(sealed, page.read_text(encoding="utf-8")), encoding="utf-8")


def _stands_alone(path: str, file: Path) -> bool:
    if file.suffix != ".js":
        return True
    return path.startswith(OURS) and not _IMPORT.search(file.read_text(encoding="utf-8"))


def below(html: str, folder: str) -> str:
    """Return the page for the root of a site with versions: it wears ``folder``'s styles."""
    return re.sub(r'data-names="[^"]*"', f'data-names="{escape(folder)}"', html, count=1)
