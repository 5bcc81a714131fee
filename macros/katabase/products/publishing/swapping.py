"""Folders that take their place at once, and one process at a time."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from typing import TYPE_CHECKING

from katabase.domain.problems import KatabaseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ASIDE = ".katabase-aside-"
"""How a folder is called for the moment in which another one takes its place."""

_AT_FDCWD = -100
_EXCHANGE = 2
"""RENAME_EXCHANGE of renameat2(2): Linux 3.15, on ext4, XFS, Btrfs and tmpfs."""


class BusyError(KatabaseError):
    """Somebody else is at work."""


def put(new: Path, place: Path) -> None:
    """Let ``new`` take the place of ``place``; both are on one file system.

    Readers see the old one or the new one. A link takes the place of a link by a rename,
    a folder that of a folder by an exchange, which Linux does in one step. Where a system
    cannot, the old folder steps aside first, for the time between two renames; a run that
    was stopped just then is mended by ``remove_beside``.
    """
    if not place.is_dir() or (place.is_symlink() and new.is_symlink()):
        new.replace(place)
    elif exchange(new, place):
        _remove(new)
    else:
        aside = place.with_name(ASIDE + place.name)
        place.rename(aside)
        new.rename(place)
        _remove(aside)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two paths in one step; False if the system cannot."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    paths = (_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other))
    return bool(rename(*paths, _EXCHANGE) == 0)


def remove_beside(folder: Path) -> None:
    """Mend what a stopped run has left aside: bring it back if its place is empty."""
    for aside in folder.glob(f"{ASIDE}*"):
        place = folder / aside.name.removeprefix(ASIDE)
        if place.exists():
            _remove(aside)
        else:
            aside.rename(place)


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a lock file while at work. The system frees it when the process ends, killed or not.

    Raises BusyError if another process holds it.
    """
    with path.open("a") as file:
        try:
            _lock(file.fileno())
        except OSError as error:
            message = f"{path.parent}: somebody else is publishing here; try again later"
            raise BusyError(message) from error
        yield


def _lock(number: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
