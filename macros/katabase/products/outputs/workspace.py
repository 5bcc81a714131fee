"""A folder beside an output, of one run alone, in which its next state is made."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import stat
import tempfile
import time
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

from katabase.products.outputs import locks, places

if TYPE_CHECKING:
    from types import TracebackType

_NAME = re.compile(r"\.katabase-[0-9a-f]{8}")
_LOCK, _NEW, _ASIDE, _READY, _IGNORE = "lock", "new", "aside", "ready", ".gitignore"
_END = "/"
"""The last line of the list of what is ready: no file is called so."""
_MODE = 0o700
"""The rights on a workspace: its owner's only."""
_DAY = 24 * 3600
"""Seconds. Where nothing can be locked, a workspace that is older belongs to nobody."""


class Workspace:
    """A workspace in the folder in which outputs lie; a locked file in it says that its run lives.

    What is made below ``new`` takes its place in ``parent`` by ``put``. A run that is
    stopped leaves its workspace behind. The next one in the same folder brings back what
    had stepped aside in it, and removes the rest.
    """

    def __init__(self, parent: Path) -> None:
        """Mend what dead runs have left in a folder, and make a workspace in it."""
        self.parent = parent.absolute()
        mend(self.parent)
        self.folder, lock = _locked_folder(self.parent)
        self._end = weakref.finalize(self, _end, self.folder, lock)  # at exit at the latest
        self.new = self.folder / _NEW
        try:
            self.new.mkdir()
            (self.folder / _IGNORE).write_text("*\n", encoding="utf-8")
        except OSError as error:
            self.close()
            raise _of(self.parent, error) from error

    def put(self, name: str) -> Path:
        """Let what was made as ``new / name`` take its place; return that. See ``places.put``."""
        place = self.parent / name
        places.put(self.new / name, place, self.folder / _ASIDE)
        return place

    def put_all(self) -> None:
        """Let all that was made take the place of what is in ``parent``, but for hidden files.

        For a folder that cannot be exchanged itself. Not one step: but once it has begun,
        this run or the next one in this folder ends it.
        """
        places.onto_disk(self.new)
        names = sorted(path.name for path in self.new.iterdir())
        (self.folder / _READY).write_text("\n".join([*names, _END]), encoding="utf-8")
        _put_all(self.folder, names)

    def close(self) -> None:
        """Remove the workspace with all that is still in it."""
        self._end()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self,
        sort: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def scratch() -> Workspace:
    """Return a workspace in the system's folder for what nobody keeps."""
    return Workspace(Path(tempfile.gettempdir()))


def is_workspace(path: Path) -> bool:
    """Say whether a path is named as a workspace is."""
    return bool(_NAME.fullmatch(path.name))


def mend(parent: Path) -> None:
    """Bring back and sweep what dead runs have left in a folder. Living ones are left alone."""
    with contextlib.suppress(OSError):
        for folder in sorted(parent.glob(".katabase-*")):
            if is_workspace(folder) and _made_by_us(folder):
                with contextlib.suppress(OSError):
                    _sweep(folder)


def _made_by_us(folder: Path) -> bool:
    """Say whether this user has made a workspace, here and not by unpacking or checking out.

    Mending moves and removes what a workspace says. In a folder that others may write, or
    in somebody's proposal, such a name proves nothing; git and tar make no folder like this.
    """
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        return False
    return os.name == "nt" or (
        found.st_uid == os.geteuid() and stat.S_IMODE(found.st_mode) == _MODE
    )


def _sweep(folder: Path) -> None:
    if not {path.name for path in folder.iterdir()} <= {_LOCK, _NEW, _ASIDE, _READY, _IGNORE}:
        return  # not one of ours
    try:
        number = os.open(folder / _LOCK, os.O_RDWR)
    except FileNotFoundError:
        folder.rmdir()  # its run ended at once; if it only begins, it makes another one
        return
    try:
        if _dead(number):
            _finish(folder)
            _remove(folder)
    finally:
        os.close(number)


def _dead(lock: int) -> bool:
    taken = locks.take(lock)
    return taken is True or (taken is None and os.fstat(lock).st_mtime < time.time() - _DAY)


def _finish(folder: Path) -> None:
    """Bring what a run was stopped in to the one state or the other."""
    ready = folder / _READY
    names = ready.read_text(encoding="utf-8").split("\n") if ready.exists() else []
    if names and names.pop() == _END:
        _put_all(folder, names)
    else:
        places.bring_back(folder / _ASIDE, folder.parent)


def _put_all(folder: Path, names: list[str]) -> None:
    """Place what has not been placed yet, then remove what is no more."""
    for name in names:
        new, place = folder / _NEW / name, folder.parent / name
        if not os.path.lexists(new):
            continue
        if os.path.lexists(place) and (places.is_folder(place) or places.is_folder(new)):
            step = folder / _ASIDE / secrets.token_hex(4)
            step.mkdir(parents=True)
            place.rename(step / name)
        new.replace(place)
    for path in folder.parent.iterdir():
        if path.name not in names and not path.name.startswith("."):
            places.remove(path)


def _end(folder: Path, lock: int) -> None:
    with contextlib.suppress(OSError):
        _remove(folder)
    os.close(lock)


def _remove(folder: Path) -> None:
    """Remove a workspace, its lock last: until then it can be told whose it was."""
    for path in folder.iterdir():
        if path.name != _LOCK:
            places.remove(path)
    shutil.rmtree(folder, ignore_errors=True)


def _locked_folder(parent: Path) -> tuple[Path, int]:
    """Make a folder with a locked file in it; another run may sweep it until it is locked."""
    while True:
        folder = parent / f".katabase-{secrets.token_hex(4)}"
        try:
            folder.mkdir(mode=_MODE)
        except OSError as error:
            raise _of(parent, error) from error
        lock = folder / _LOCK
        try:
            number = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        except FileNotFoundError:
            continue
        except OSError as error:
            with contextlib.suppress(OSError):
                folder.rmdir()
            raise _of(parent, error) from error
        if locks.take(number) is not False and lock.exists():
            return folder, number
        os.close(number)


def _of(parent: Path, error: OSError) -> OSError:
    """Return an error that names the folder that people know, also where none was named."""
    return OSError(error.errno, error.strerror, str(parent))
