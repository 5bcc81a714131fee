"""Writes the search of a site: the index, made by Pagefind, and what our scripts read.

Pagefind runs beside the build: at 1,000 practices it takes three seconds, and pages can
be written meanwhile. A small library has its whole index in one file as well.
"""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

from pagefind.service import get_executable

from katabase.domain.problems import KatabaseError
from katabase.products import packing
from katabase.products.outputs.workspace import scratch
from katabase.products.search import order, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from katabase.products.search.index import SearchDocument

FOLDER = "search"
"""The folder of the index below the site's root."""

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
    ) -> None:
        """Begin with all documents of the site that stands in a folder.

        ``beside`` is what our scripts read besides: words and facets, as JSON, by their names.
        Raises KatabaseError if the program is not installed.
        """
        program = get_executable()
        if program is None:
            raise KatabaseError("the search program is not installed: pip install 'pagefind[bin]'")
        self.folder = site / FOLDER
        self.beside = beside
        self.source = scratch()
        documents = list(documents)
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
        data = {name: json.loads(text) for name, text in beside.items()}
        self.whole = whole.whole(documents, data)
        """The whole index as one text, if the library is small."""

    def finish(self) -> None:
        """Wait for the index and put what our scripts read beside it.

        Raises KatabaseError if the program failed.
        """
        _, said = self.process.communicate()
        self.source.close()
        if self.process.returncode:
            raise KatabaseError(f"the search index could not be made: {said.strip()}")
        for path in self.folder.glob("pagefind-*"):
            if path.name.endswith(UNUSED):
                path.unlink()
        for name, text in self.beside.items():
            (self.folder / f"{name}.json").write_text(text, encoding="utf-8")
        if self.whole is not None:
            (self.folder / whole.FILE).write_bytes(packing.reproducibly(self.whole.encode()))
        order.put_in_order(self.folder)

    def stop(self) -> None:
        """End the program, if it runs, and wait until it has ended."""
        self.process.kill()
        self.process.communicate()
        self.source.close()
