"""Finished cards on disk, by everything that decides how they look."""

from __future__ import annotations

import hashlib
import time
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from katabase.products.cards.engine import ROOT
from katabase.products.cards.formats import FORMATS

if TYPE_CHECKING:
    from katabase.products.cards.card import Card
    from katabase.products.cards.settings import Settings

FOLDER = Path(".cache") / "katabase" / "cards"
"""Where cards are kept below the folder of a site."""

KEPT = 30 * 24 * 3600
"""Seconds for which a card stays that nobody asked for."""


@cache
def _layout_key() -> str:
    """What the layout itself is: the engine's version, our templates and code."""
    digest = hashlib.sha256(version("typst").encode())
    for path in sorted([*ROOT.glob("*.typ"), *ROOT.parent.glob("*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def key_of(card: Card, size: str, settings: Settings, *, pictures: bool) -> str:
    """Return the name under which a card in a size is kept."""
    parts = (_layout_key(), settings.key, str(FORMATS[size]), str(pictures), card.content)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


class Cache:
    """A folder of finished cards; without a folder it forgets everything."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def _entry(self, key: str) -> Path | None:
        return self.folder / key[:2] / key if self.folder else None

    def has(self, key: str) -> bool:
        """Say whether a card is kept."""
        entry = self._entry(key)
        return bool(entry and entry.is_dir())

    def get(self, key: str) -> dict[str, bytes]:
        """Return the files of a card that is kept, and note that it was asked for."""
        entry = self._entry(key)
        if entry is None:
            raise KeyError(key)
        entry.touch()
        return {path.name: path.read_bytes() for path in entry.iterdir()}

    def put(self, key: str, files: dict[str, bytes]) -> None:
        """Keep the files of a card. A build that is stopped leaves no half card."""
        entry = self._entry(key)
        if entry is None or entry.is_dir():
            return
        draft = entry.with_name(f"{key}.{time.monotonic_ns()}")
        draft.mkdir(parents=True)
        for name, content in files.items():
            (draft / name).write_bytes(content)
        try:
            draft.rename(entry)
        except OSError:  # another build was faster
            _remove(draft)

    def prune(self) -> None:
        """Forget what nobody asked for in the last thirty days."""
        if self.folder is None or not self.folder.is_dir():
            return
        limit = time.time() - KEPT
        for entry in self.folder.glob("*/*"):
            if entry.is_dir() and entry.stat().st_mtime < limit:
                _remove(entry)


def _remove(entry: Path) -> None:
    for path in entry.iterdir():
        path.unlink()
    entry.rmdir()
