"""What makes a site work without a signal: the list of its files for the service worker.

The list is made from the built site, when nothing more is written into it. It names each file
that is kept on a device, with a hash of its content, in the order in which they are wanted. Its
own hash is the name of the build, and stands in the worker: browsers ask for the worker at each
visit and so learn that there is a new build. The same site gives the same list.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from katabase.products.assets import worker
from katabase.products.publishing import missing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WORKER = "sw.js"
"""The service worker; the folder in which it lies is its scope."""
LIST = "offline.json"
NO_BUILD = b'const BUILD="";'
"""What stands in the worker while it knows no build: such a worker takes its leave."""

DIGITS = 16
"""Hexadecimal digits of a hash: enough to tell builds apart, nothing is kept safe by it."""

FIRST = ("index.html", missing.NAME, "practise/index.html", "catalogue/index.html")
"""Pages without which the others are of little use."""
PAGES = frozenset({".html"})
PARTS = frozenset({".css", ".js", ".mjs", ".json", ".woff", ".woff2"})
PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico"})
USELESS = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
"""Material's own search, which no page loads."""
PROPOSING = ("propose/", "/propose/", "/kb-propose")
"""What the form for proposals needs: a file of each practice, and scripts for one page."""
PRACTICES = "api/v1/practices.json"
"""The one file for programs that pages read as well."""


def files() -> Iterator[tuple[str, bytes]]:
    """Yield the worker and its list as they are before a site is built: without a build."""
    yield WORKER, worker()
    yield LIST, b"{}\n"


@dataclass(frozen=True)
class Kept:
    """What the list says of a file."""

    digest: str
    size: int
    """In bytes."""


def of(content: bytes) -> Kept:
    """Return what the list says of a file with a content."""
    return Kept(_hash(content), len(content))


def complete(site: Path) -> None:
    """Write the list of a built site, and its hash into the worker."""
    text, script = renewed({path: of(Path(found).read_bytes()) for path, found in _all(str(site))})
    (site / LIST).write_bytes(text)
    (site / WORKER).write_bytes(script)


def _all(folder: str, below: str = "") -> Iterator[tuple[str, str]]:
    """Yield the files of a site that are kept: the path below its root, and where each lies."""
    with os.scandir(folder) as entries:
        for entry in entries:
            path = below + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _all(entry.path, f"{path}/")
            elif entry.is_file() and is_kept(path):
                yield path, entry.path


def renewed(files: Mapping[str, Kept]) -> tuple[bytes, bytes]:
    """Return the list of the files of a site, and the worker that knows it."""
    text = listed(files)
    script, build = worker(), f'const BUILD="{_hash(text)}";'.encode()
    assert NO_BUILD in script
    return text, script.replace(NO_BUILD, build)


def listed(files: Mapping[str, Kept]) -> bytes:
    """Return the list of the files of a built site.

    ``first`` is how many files at its beginning are kept on every device, ``bytes`` what all
    of them take there.
    """
    ordered = sorted((rank, path) for path in files if (rank := _rank(path)) is not None)
    found = [(path, files[path]) for _, path in ordered]
    data = {
        "first": sum(rank == 0 for rank, _ in ordered),
        "bytes": sum(file.size for _, file in found),
        "files": [[path, file.digest, file.size] for path, file in found],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def is_kept(path: str) -> bool:
    """Say whether a file of a site is kept on devices."""
    return _rank(path) is not None


def _rank(path: str) -> int | None:
    """Return when a file is wanted, the first ones 0; None for one that is not kept.

    The cards themselves are large and many: those of practices that were opened are kept.
    """
    name = path.rpartition("/")[2]
    suffix = name[name.rfind(".") :]
    folder = path.partition("/")[0]
    if path in (WORKER, LIST) or name.startswith(".") or path.startswith(USELESS):
        return None
    if suffix != ".html" and (path.startswith(PROPOSING[0]) or any(map(path.count, PROPOSING))):
        return None
    if path in FIRST or (folder == "assets" and suffix in PARTS):
        return 0
    if folder == "api":
        return 1 if path == PRACTICES else None
    if folder == "search" or suffix in PARTS or (folder == "assets" and suffix == ".txt"):
        return 1
    if suffix in PAGES:
        return 2
    return 3 if suffix in PICTURES and folder != "cards" else None


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:DIGITS]
