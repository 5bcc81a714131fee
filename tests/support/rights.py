"""Commands with an ordinary user's rights, also where the tests run as root, who may everything."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.conftest import run

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

POWERLESS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")
"""Starts a program as root without root's powers: rights on files count for it too."""
NOBODY = 65534
"""The number of another user; nobody needs to be known by it."""


def run_as_anybody(*command: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command for which the rights on files count. Skips where root cannot give up powers."""
    prefix: tuple[str, ...] = ()
    if os.geteuid() == 0:
        if not shutil.which(POWERLESS[0]):
            pytest.skip("root, and no setpriv to give up root's powers")
        prefix = POWERLESS
    return run(*prefix, *command, cwd=cwd, **env)


def read_only(folder: Path) -> None:
    """Take the right to write from a folder and all that is in it."""
    for path in [*folder.rglob("*"), folder]:
        if not path.is_symlink():
            path.chmod(0o555 if path.is_dir() else 0o444)


def writable(folder: Path) -> None:
    """Give it back, so that the folder can be removed."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):  # a folder comes before what is in it
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() else 0o644)


def give_away(folder: Path) -> None:
    """Let a folder and all that is in it belong to another user. Skips where only root could."""
    if os.geteuid() != 0:
        pytest.skip("only root can give files away")
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
