"""Locks that the system frees when their process ends, killed or not."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from typing import TYPE_CHECKING

from katabase.domain.problems import KatabaseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HELD = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}
"""What systems answer if somebody else holds a lock."""


class BusyError(KatabaseError):
    """Somebody else is at work."""


def take(number: int) -> bool | None:
    """Lock an open file; False if another process holds it, None where nothing can be locked."""
    try:
        _lock(number)
    except OSError as error:
        return False if error.errno in _HELD else None
    return True


def _lock(number: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextlib.contextmanager
def alone(path: Path, doing: str) -> Iterator[None]:
    """Hold a lock file while at work. Raises BusyError if another process holds it."""
    try:
        number = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:
        number = os.open(path, os.O_RDONLY)  # of another user, who may have worked here too
    try:
        if take(number) is False:
            raise BusyError(f"{path.parent}: somebody else is {doing} here; try again later")
        yield
    finally:
        os.close(number)
