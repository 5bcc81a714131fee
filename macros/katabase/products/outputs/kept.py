"""What is made once and kept on disk, by everything that decides how it comes out."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from katabase.products.outputs.places import remove
from katabase.products.outputs.workspace import Workspace, mend

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(".cache") / "katabase"
"""Where a site keeps things if it does not say: each sort in a folder of its own."""

Files = dict[str, bytes]
"""Files by their names, or by their endings, as in ``front.svg``."""
KEPT = 30 * 24 * 3600
"""Seconds for which a thing stays that nobody asked for."""


class Cache:
    """A folder of finished things; without one, or where the system refuses, it forgets all.

    A thing is one file that begins with the hash of what follows. What does not match it is
    not there: a disk was full, somebody edited it, another program emptied it.
    """

    def __init__(self, folder: Path | None, most: int | None = None) -> None:
        """``most`` is how many things stay, the ones that were asked for last."""
        self.folder = folder
        self.most = most
        self._drafts: Workspace | None = None
        self._sound: set[str] = set()
        if folder:
            mend(folder)

    def has(self, key: str) -> bool:
        """Say whether a thing is kept and whole."""
        return key in self._sound or self.get(key) is not None

    def get(self, key: str) -> Files | None:
        """Return the files of a thing that is kept and whole, and note that it was asked for."""
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
        """Keep the files of a thing, in one step. False if that cannot be."""
        if self.folder is None:
            return False
        try:
            self._drafts = self._drafts or self._workspace(self.folder)
            draft, entry = self._drafts.new / key, self._entry(self.folder, key)
            with draft.open("wb") as file:
                file.writelines(packed(files))
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
            found = [
                (entry.stat(follow_symlinks=False).st_mtime, entry.path) for entry in self._all()
            ]
            found.sort(reverse=True)
            for place, (used, path) in enumerate(found):
                with contextlib.suppress(OSError):
                    if used < limit or (self.most is not None and place >= self.most):
                        remove(Path(path))

    def _all(self) -> Iterator[os.DirEntry[str]]:
        """Yield all entries that could be ours: the folder may be shared, or be said by mistake."""
        assert self.folder is not None
        with os.scandir(self.folder) as folders:
            for letters in folders:
                if len(letters.name) == 2 and not letters.name.startswith(".") and letters.is_dir():
                    with os.scandir(letters) as inside:
                        yield from (each for each in inside if each.name.startswith(letters.name))

    def _entry(self, folder: Path, key: str) -> Path:
        return folder / key[:2] / key

    def _workspace(self, folder: Path) -> Workspace:
        folder.mkdir(parents=True, exist_ok=True)
        return Workspace(folder)


def packed(files: Files) -> list[bytes]:
    """Return one thing, in parts: the hash of all that follows, what there is, then the files."""
    sizes = json.dumps({name: len(content) for name, content in files.items()})
    body = [sizes.encode() + b"\n", *files.values()]
    digest = hashlib.sha256()
    for part in body:
        digest.update(part)
    return [digest.hexdigest().encode() + b"\n", *body]


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
