"""Former ids as a file for nginx, so that the server itself answers 301.

The pages that redirect in the browser stay: they work on any server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.kinds.registry import kind_named

if TYPE_CHECKING:
    from katabase.domain.library import Library

PATH = "redirects.map"
"""Where the file lies below the site's root."""

HEAD = "# Former addresses, for nginx: map $katabase_path $katabase_moved { include …; }\n"


def redirects_map(library: Library) -> str:
    """Return the file: one line a former address, with and without its last slash.

    An id has only lower-case letters, digits and hyphens, so nothing needs quoting.
    """
    lines = []
    for former, ref in sorted(library.former.items()):
        kind, _, old = former.partition("/")
        old_address = f"/{kind_named(kind).folder}/{old}"
        target = f"/{library.entries[ref].address}"
        lines += [f"{old_address} {target};\n", f"{old_address}/ {target};\n"]
    return HEAD + "".join(lines)


def below(text: str, folder: str) -> str:
    """Return the lines of a file with both addresses below ``folder``, without the head."""
    pairs = [line.rstrip(";").split() for line in text.splitlines() if line.startswith("/")]
    return "".join(f"/{folder}{old} /{folder}{new};\n" for old, new in pairs)
