"""What one whole test run shares, however many processes it runs in."""

from __future__ import annotations

import fcntl
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

VARIABLE = "KATABASE_TEST_RUN"
"""Names the run's folder to the processes that a run starts."""

_kept: list[tempfile.TemporaryDirectory[str]] = []


def begin() -> None:
    """Make the run's folder, unless the process that started this one has made it."""
    if VARIABLE not in os.environ:
        _kept.append(tempfile.TemporaryDirectory(prefix="katabase-tests-"))
        os.environ[VARIABLE] = _kept[0].name


def end() -> None:
    """Remove the run's folder, if this process has made it."""
    for folder in _kept:
        folder.cleanup()
        del os.environ[VARIABLE]
    _kept.clear()


def folder(name: str) -> Path:
    """Return a folder of this name that all processes of the run have in common."""
    path = Path(os.environ[VARIABLE]) / name
    path.mkdir(exist_ok=True)
    return path


def once(name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder of the run that ``make`` has filled, in whichever process came first.

    Others wait for it. Where ``make`` fails it fails again in the next process that asks, so
    that every test that needs the folder says why. Nobody may change what lies in the folder.
    """
    place = folder(name)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / "made").exists():
            make(place / "it")
            (place / "made").touch()
    return place / "it"
