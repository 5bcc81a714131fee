"""Finished cards on disk, by everything that decides how they look."""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from katabase.products.cards.formats import CARD_FORMATS
from katabase.products.cards.typeset.engine import ROOT
from katabase.products.outputs.places import remove
from katabase.products.outputs.workspace import Workspace, mend

if TYPE_CHECKING:
    from katabase.products.cards.settings import Settings
    from katabase.products.cards.typeset.card import Card

FOLDER = Path(".cache") / "katabase" / "cards"
"""Where cards are kept below the folder of a site."""

Files = dict[str, bytes]
"""The files of a card by ending, as in ``front.svg``."""
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
    parts = (_layout_key(), settings.key, str(CARD_FORMATS[size]), str(pictures), card.content)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


class Cache:
    """A folder of finished cards; without one, or where the system refuses, it forgets all.

    A card is one file that begins with the hash of what follows. What does not match it is
    not there: a disk was full, somebody edited it, another program emptied it.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._drafts: Workspace | None = None
        self._sound: set[str] = set()
        if folder:
            mend(folder)

    def has(self, key: str) -> bool:
        """Say whether a card is kept and whole."""
        return key in self._sound or self.get(key) is not None

    def get(self, key: str) -> Files | None:
        """Return the files of a card that is kept and whole, and note that it was asked for."""
        if self.folder is None:
            return None
        entry = self._entry(self.folder, key)
        try:
            files = unpacked(entry.read_bytes()) if entry.is_file() else None  # no pipe, no device
        except (OSError, ValueError):
            self._sound.discard(key)
            return None
        if files is None:
            return None
        with contextlib.suppress(OSError):
            entry.touch()
        self._sound.add(key)
        return files

    def put(self, key: str, files: Files) -> bool:
        """Keep the files of a card, in one step. False if that cannot be."""
        if self.folder is None:
            return False
        try:
            self._drafts = self._drafts or self._workspace(self.folder)
            draft, entry = self._drafts.new / key, self._entry(self.folder, key)
            draft.write_bytes(packed(files))
            entry.parent.mkdir(exist_ok=True)
            draft.replace(entry)
        except OSError:
            return False
        self._sound.add(key)
        return True

    def prune(self) -> None:
        """Forget what nobody asked for in the last thirty days, and end."""
        if self._drafts:
            self._drafts.close()
            self._drafts = None
        if self.folder is None:
            return
        limit = time.time() - KEPT
        with contextlib.suppress(OSError):
            for entry in self.folder.glob("[!.]*/*"):
                with contextlib.suppress(OSError):
                    if entry.lstat().st_mtime < limit:
                        remove(entry)

    def _entry(self, folder: Path, key: str) -> Path:
        return folder / key[:2] / key

    def _workspace(self, folder: Path) -> Workspace:
        folder.mkdir(parents=True, exist_ok=True)
        return Workspace(folder)


def packed(files: Files) -> bytes:
    """Return files as one: the hash of all that follows, what there is, then the files."""
    sizes = json.dumps({name: len(content) for name, content in files.items()})
    body = sizes.encode() + b"\n" + b"".join(files.values())
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def unpacked(content: bytes) -> Files:
    """Return the files. Raises ValueError if they are not what was packed."""
    digest, _, body = content.partition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != digest:
        raise ValueError("not what was packed")
    sizes, _, rest = body.partition(b"\n")
    files, start = {}, 0
    for name, size in json.loads(sizes).items():
        files[name] = rest[start : start + size]
        start += size
    return files
