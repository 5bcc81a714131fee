"""The page for addresses that lead nowhere, made to work wherever the site lies.

A server sends this one file for any address, at any depth, below any path, so a
relative link in it means something else each time. The page therefore loads nothing by
itself: its styles and scripts wait under ``data-href`` and ``data-src`` until the one
small script inside it has found where the site begins (``partials/javascripts/missing.html``).
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME = "404.html"
"""The name under which servers look for the page."""

_LINK = re.compile(r'<link rel="(stylesheet|icon)" href="([^"]*)"')
_SCRIPT = re.compile(r'<script((?: [^>]*)?) src="([^"]*)"')
_FINDER = "<script data-folders"


def movable(html: str, folders: Iterable[str], fallback: str) -> str:
    """Return the rendered page so that it can be sent from any address.

    ``folders`` are the top folders of the site: where one stands in the address, the
    site begins before it. ``fallback`` is the path of the site for browsers without
    scripts. The links of the page must be relative to the site's root.
    """
    links = "".join(f'<link rel="{sort}" href="{href}">' for sort, href in _LINK.findall(html))
    waiting = _LINK.sub(r'<link rel="\1" data-href="\2"', html)
    waiting = _SCRIPT.sub(r'<script\1 data-src="\2"', waiting)
    still = f'<noscript><base href="{escape(fallback)}">{links}</noscript>\n'
    named = f'{still}<script data-folders="{escape(" ".join(sorted(folders)))}"'
    return waiting.replace(_FINDER, named, 1)


def below(html: str, folder: str) -> str:
    """Return the page for the root of a site with versions: it wears ``folder``'s styles."""
    return html.replace(_FINDER, f'<script data-below="{escape(folder)}" data-folders', 1)
