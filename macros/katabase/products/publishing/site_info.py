"""What a built site says of itself: its version, its library's version, its counts.

One small file in the API. The bundle's manifest and ``katabase publish`` read it, so
that the site's version is decided in one place: the build.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from katabase import __version__
from katabase.domain.kinds.registry import kinds

if TYPE_CHECKING:
    from katabase.domain.library import Library

LATEST = "latest"
"""The alias under which readers, and printed codes, find the newest version, unless the site
names another."""

PATH = "api/v1/site.json"
"""Where the file lies below the site's root."""


def library_version(library: Library) -> str:
    """Return 12 hexadecimal digits over the practices and their versions.

    Two sites with the same digits show the same practices in the same versions. The
    order of files and layers does not count.
    """
    lines = sorted(f"{entry.ref} {entry.practice.version}\n" for entry in library.ordered())
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:12]


def site_info(library: Library, *, name: str, version: str | None, cards: str | None) -> str:
    """Return the file.

    ``version`` is the site's version and ``cards`` the address on which the codes of
    printed cards build; None if there is none.
    """
    data = {
        "name": name,
        "version": version,
        "library": library_version(library),
        "practices": {kind.folder: len(library.of(kind)) for kind in kinds()},
        "terms": len(library.terms),
        "cards": cards,
        "katabase": __version__,
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
