"""Writes the search of a site: the index, made by Pagefind, and what our scripts read.

Pagefind runs beside the build: at 1,000 practices it takes three seconds, and pages can
be written meanwhile. A small library has its whole index in one file as well. What came
of the same documents is kept, and neither made nor looked at again.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from katabase.domain import scripts
from katabase.domain.problems import KatabaseError
from katabase.products import packing
from katabase.products.outputs.kept import Cache, Files
from katabase.products.outputs.workspace import scratch
from katabase.products.search import order, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from katabase.products.search.index import SearchDocument

FOLDER = "search"
"""The folder of the index below the site's root."""

SEARCH = "search"
"""The folder of the search among what a site keeps."""

MOST_KEPT = 4
"""The last states of a library; each takes as much as the folder of its site."""

UNUSED = ("-ui.js", "-ui.css", "-highlight.js")
"""Pagefind's own search boxes: 420 KB that no page loads."""


class SearchWriting:
    """The writing of a site's search: begun, then finished or stopped.

    There is one index in the language of the site: a practice in another language is found
    as well. The program is run once over files; Pagefind's own Python interface waits 0.1
    seconds for each document.
    """

    def __init__(
        self,
        documents: Iterable[SearchDocument],
        site: Path,
        beside: Mapping[str, str],
        *,
        language: str = "en",
        kept: Path | None = None,
    ) -> None:
        """Begin with all documents of the site that stands in a folder.

        ``beside`` is what our scripts read besides: words and facets, as JSON, by their names.
        ``kept`` is the folder in which the last indexes are kept, if there is one.
        Raises KatabaseError if the program is not installed.
        """
        self.folder = site / FOLDER
        documents = list(documents)
        self.cache = Cache(kept, MOST_KEPT)
        self.key = key_of(documents, beside, language)
        found = self.cache.get(self.key)
        if found and not all(_is_below(name) for name in found):
            found = None
        self.running = None if found else _Running(documents, self.folder, beside, language)
        self.found = found or {}
        self.is_whole = whole.FILE in (self.running.beside if self.running else self.found)
        """Whether the library is so small that its whole index stands in one file."""

    def finish(self) -> None:
        """Wait for the index and put what our scripts read beside it.

        Raises KatabaseError if the program failed.
        """
        if self.running:
            self.running.finish()
            self.cache.put(self.key, _files_below(self.folder))
        for name, content in self.found.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        self.cache.prune()

    def stop(self) -> None:
        """End the program, if it runs, and wait until it has ended."""
        if self.running:
            self.running.stop()


class _Running:
    """The program that makes the index, and what we write beside it meanwhile."""

    def __init__(
        self,
        documents: list[SearchDocument],
        folder: Path,
        beside: Mapping[str, str],
        language: str,
    ) -> None:
        from pagefind.service import get_executable  # brings asyncio, which nothing else needs

        program = get_executable()
        if program is None:
            raise KatabaseError("the search program is not installed: pip install 'pagefind[bin]'")
        self.folder = folder
        self.source = scratch()
        for doc in documents:
            path = self.source.new / doc.address / "index.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(doc.html, encoding="utf-8")
        command = [str(program), "--site", str(self.source.new)]
        command += ["--output-path", str(self.folder.absolute())]
        command += ["--force-language", language, "--silent"]
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        self.beside = {f"{name}.json": text.encode() for name, text in beside.items()}
        text = whole.whole(documents, {name: json.loads(text) for name, text in beside.items()})
        if text is not None:
            self.beside[whole.FILE] = packing.reproducibly(text.encode())

    def finish(self) -> None:
        _, said = self.process.communicate()
        self.source.close()
        if self.process.returncode:
            raise KatabaseError(f"the search index could not be made: {said.strip()}")
        for path in self.folder.glob("pagefind-*"):
            if path.name.endswith(UNUSED):
                path.unlink()
        for name, content in self.beside.items():
            (self.folder / name).write_bytes(content)
        order.put_in_order(self.folder)

    def stop(self) -> None:
        self.process.kill()
        self.process.communicate()
        self.source.close()


def key_of(documents: Iterable[SearchDocument], beside: Mapping[str, str], language: str) -> str:
    """Return the name under which an index is kept: all that decides what stands in it."""
    digest = hashlib.sha256(_code_key().encode())
    said = ((doc.address, doc.html, repr((doc.names, doc.searched_as))) for doc in documents)
    for part in (*said, *beside.items(), (language,)):
        digest.update(f"{[len(text) for text in part]}{''.join(part)}".encode())
    return digest.hexdigest()[:32]


@cache
def _code_key() -> str:
    """What makes the index: the programs' versions, and our code around them."""
    programs = [f"{name} {version(name)}" for name in ("pagefind", "zopfli", "cbor2")]
    digest = hashlib.sha256("\0".join([sys.version, *programs]).encode())
    ours = [*Path(__file__).parent.glob("*.py"), Path(packing.__file__), Path(scripts.__file__)]
    for path in sorted(ours):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _is_below(name: str) -> bool:
    """Say whether a kept name leads to nowhere but below its folder."""
    return not PurePath(name).is_absolute() and ".." not in PurePath(name).parts


def _files_below(folder: Path) -> Files:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
