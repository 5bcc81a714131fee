"""Writes the search of a site: the index in pieces, and as one file if it is small.

What came of the same documents is kept, and neither made nor looked at again.
"""

from __future__ import annotations

import hashlib
import json
import sys
from functools import cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from katabase.domain import scripts, stop_words
from katabase.domain.reading.set_aside import Waiting
from katabase.products import packing
from katabase.products.outputs.kept import Cache
from katabase.products.outputs.places import is_below
from katabase.products.search import pieces, whole
from katabase.products.search.index import rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from katabase.products.outputs.kept import Files
    from katabase.products.search.index import SearchDocument

FOLDER = "search"
"""The folder of the index below the site's root."""

SEARCH = "search"
"""The folder of the search among what a site keeps."""

MOST_KEPT = 4
"""The last states of a library; each takes as much as the folder of its site."""


class SearchWriting:
    """The writing of a site's search: begun, then finished or stopped.

    There is one index in the language of the site: a practice in another language is found
    as well.
    """

    def __init__(
        self,
        documents: Iterable[SearchDocument],
        site: Path,
        beside: Mapping[str, str],
        *,
        kept: Cache | None = None,
    ) -> None:
        """Begin with all documents of the site that stands in a folder.

        ``beside`` is what our scripts read besides: words and facets, as JSON, by their names.
        ``kept`` is where the last indexes are kept, if they are.
        """
        self.folder = site / FOLDER
        in_order = Waiting(documents, rank)
        cache = kept or Cache(None)
        key = key_of(in_order, beside)
        found = cache.get(key)
        if not found or not all(map(is_below, found)):
            found = _made(in_order, {name: json.loads(text) for name, text in beside.items()})
            cache.put(key, found)
        cache.prune()
        self.files = found
        self.is_whole = whole.FILE in found
        """Whether the library is so small that its whole index stands in one file."""

    def finish(self) -> None:
        """Put the index into its place."""
        for name, content in self.files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _made(in_order: Sequence[SearchDocument], beside: dict[str, Any]) -> Files:
    found = pieces.pieces(in_order, beside)
    text = whole.whole(in_order, beside)
    if text is not None:
        found[whole.FILE] = packing.reproducibly(text.encode())
    return found


def key_of(documents: Iterable[SearchDocument], beside: Mapping[str, str]) -> str:
    """Return the name under which an index is kept: all that decides what stands in it."""
    digest = hashlib.sha256(_code_key().encode())
    for part in chain(documents, beside.items()):
        digest.update(f"{part!r}\n".encode())
    return digest.hexdigest()[:32]


@cache
def _code_key() -> str:
    """What makes the index: the version of what packs it, and our code around it."""
    digest = hashlib.sha256(f"{sys.version}\0zopfli {version('zopfli')}".encode())
    beside = [packing.__file__, scripts.__file__, stop_words.__file__]
    for path in sorted([*Path(__file__).parent.glob("*.py"), *map(Path, beside)]):
        digest.update(path.read_bytes())
    return digest.hexdigest()
