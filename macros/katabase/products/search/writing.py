"""Writes the search of a site: the index, made by Pagefind, and what our scripts read.

Pagefind runs beside the build: at 1,000 practices it takes three seconds, and pages can
be written meanwhile.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from pagefind.service import get_executable

from katabase.domain.problems import KatabaseError
from katabase.products.outputs.workspace import scratch
from katabase.products.search import order

if TYPE_CHECKING:
    from collections.abc import Iterable
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
        self, documents: Iterable[SearchDocument], site: Path, *, language: str = "en"
    ) -> None:
        """Begin with all documents of the site that stands in a folder.

        Raises KatabaseError if the program is not installed.
        """
        program = get_executable()
        if program is None:
            raise KatabaseError("the search program is not installed: pip install 'pagefind[bin]'")
        self.folder = site / FOLDER
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

    def finish(self, files: Iterable[tuple[str, str]]) -> None:
        """Wait for the index and put files beside it, each a name and a text.

        Raises KatabaseError if the program failed.
        """
        _, said = self.process.communicate()
        self.source.close()
        if self.process.returncode:
            raise KatabaseError(f"the search index could not be made: {said.strip()}")
        for path in self.folder.glob("pagefind-*"):
            if path.name.endswith(UNUSED):
                path.unlink()
        for name, text in files:
            (self.folder / name).write_text(text, encoding="utf-8")
        order.settle(self.folder)

    def stop(self) -> None:
        """End the program, if it runs, and wait until it has ended."""
        self.process.kill()
        self.process.communicate()
        self.source.close()
