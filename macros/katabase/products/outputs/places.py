"""How what was made takes its place: one step for those who look at it."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_AT_FDCWD = -100
_EXCHANGE = 2
"""RENAME_EXCHANGE of renameat2(2): Linux 3.15, on ext4, XFS, Btrfs and tmpfs."""
_FILLED = {errno.ENOTEMPTY, errno.EEXIST}
"""What a system answers if another run has filled the place meanwhile."""
_TRIES = 100


def put(new: Path, place: Path, aside: Path) -> None:
    """Let ``new`` take the place of ``place``; both are on one file system.

    A file takes the place of a file, and a link that of a link, by a rename; a folder that
    of a folder by an exchange, which Linux does in one step. Where a system cannot, the
    old folder first steps into ``aside``, for the time between two renames; a run that was
    stopped just then is mended by ``bring_back``. What was there lies where ``new`` was, or
    aside. Raises OSError; then ``place`` is as it was.
    """
    onto_disk(new)
    for attempt in range(_TRIES):
        try:
            if not _needs_exchange(new, place):
                new.replace(place)
                break
            if exchange(new, place):
                break
            step = aside / f"{attempt:02}"
            step.mkdir(parents=True)
            place.rename(step / place.name)
        except OSError as error:
            if error.errno in _FILLED:
                continue
            bring_back(aside, place.parent)
            raise
    _sync_folder(place.parent)


def _needs_exchange(new: Path, place: Path) -> bool:
    """Say whether one rename is not enough: it replaces no folder, and nothing by a folder."""
    return is_folder(place) or (is_folder(new) and os.path.lexists(place))


def exchange(one: Path, other: Path) -> bool:
    """Exchange two paths in one step; False if the system cannot."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    paths = (_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other))
    return bool(rename(*paths, _EXCHANGE) == 0)


def bring_back(aside: Path, parent: Path) -> None:
    """Bring back what stepped aside and whose place is empty, the newest first."""
    for step in sorted(aside.glob("*"), reverse=True):
        for path in step.iterdir():
            if not os.path.lexists(parent / path.name):
                path.rename(parent / path.name)


def is_folder(path: Path) -> bool:
    """Say whether a path is a folder itself, and no link to one."""
    return path.is_dir() and not path.is_symlink()


def remove(path: Path) -> None:
    """Remove a file, a link or a folder with all that is in it, as far as that is allowed."""
    if is_folder(path):
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def onto_disk(path: Path) -> None:
    """Wait until a file, or a folder with all that is in it, is on the disk.

    Some systems learn only now that the disk is full. Raises OSError then.
    """
    if path.is_symlink():
        return
    if not path.is_dir():
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    elif not _sync_file_system(path) and hasattr(os, "sync"):
        os.sync()


def _sync_file_system(folder: Path) -> bool:
    """Call syncfs(2): one call for a whole site. False where there is none."""
    call = (
        None
        if sys.platform == "win32"
        else getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    )
    if call is None:
        return False
    number = os.open(folder, os.O_RDONLY)
    try:
        if call(number):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(number)
    return True


def _sync_folder(folder: Path) -> None:
    """Let the disk know who is in a folder; not every system can."""
    try:
        number = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(number)
    except OSError:
        return
    finally:
        os.close(number)


def is_below(name: str) -> bool:
    """Say whether a name that was read leads to nowhere but below the folder it is meant for."""
    return not PurePath(name).is_absolute() and ".." not in PurePath(name).parts
