"""A bundle that is opened from a folder, by double click: what its pages need for that.

Browsers load no modules from files, and an address that ends in a slash is a list of files
there. One small script in every page leads links to pages, and says what needs a server.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from katabase.domain.messages import SOURCE, messages, speaks
from katabase.products.assets import of_folder
from katabase.products.offline import LIST, WORKER, is_kept, of, renewed
from katabase.products.publishing import missing

if TYPE_CHECKING:
    from collections.abc import Mapping

SCRIPT = "assets/from-folder.js"
"""Where the script lies in a bundle."""
README = "README.txt"

LANGUAGE = re.compile(rb"<html[^>]*\blang=[\"']?([A-Za-z-]+)")
HEAD = b"</head>"


def opened_by_hand(info: Mapping[str, Any], contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of a site that may be opened from a folder as well.

    Pages behind a former address, and the page for what is missing, have no content of their
    own and stay as they are; so does a copy that was compressed before, but for pages, whose
    copies would be another text.
    """
    found = dict(contents)
    said = _said(contents.get("index.html", b""))
    for name, page in contents.items():
        if name.endswith(".html") and name != missing.NAME and b"md-content__inner" in page:
            found[name] = _with_script(name, page, said)
            found.pop(f"{name}.gz", None)
    found[SCRIPT] = of_folder()
    found[README] = readme(info).encode()
    if contents.get(LIST, b"{}\n") != b"{}\n":
        kept = {name: of(content) for name, content in found.items() if is_kept(name)}
        found[LIST], found[WORKER] = renewed(kept)
    return found


def _said(home: bytes) -> str:
    language = LANGUAGE.search(home)
    name = language[1].decode() if language else SOURCE
    say = messages(name if speaks(name) else SOURCE)
    return say(
        "Opened from a folder: all pages and cards are here. Search, filters, decks, practising "
        "and records need a server, since browsers do not run them from files. README.txt in "
        "this folder says how to start one: katabase serve."
    )


def _with_script(name: str, page: bytes, said: str) -> bytes:
    root = "../" * name.count("/")
    tag = f'<script src="{root}{SCRIPT}" data-said="{escape(said)}"></script>'
    return page.replace(HEAD, tag.encode() + HEAD, 1)


def readme(info: Mapping[str, Any]) -> str:
    """Return what stands beside the pages for whoever unpacks them."""
    version = info.get("version")
    title = f"{info.get('name')} {version}" if version else str(info.get("name"))
    return f"""\
{title}
{"=" * len(title)}

This folder is a whole site. It asks no other host for anything.

TO READ IT: open index.html by double click. All pages, the whole catalogue and
all cards (PDF) are there. Search, filters, decks, practising and records are
not: browsers do not run them from files.

TO USE ALL OF IT on this machine, start a server in this folder and leave it
running:

    katabase serve .

It opens the browser; Ctrl-C ends it. Without Katabase, Python does it too:

    python3 -m http.server --bind 127.0.0.1

and the site is at http://127.0.0.1:8000/ then.

TO PUBLISH IT: copy the folder to any place of any web server. Nothing has to
be set up; docs/publishing/nginx.md of Katabase has settings for nginx.

TO PROVE that nothing was changed:

    sha256sum --check SHA256SUMS
"""
