"""The user's own folder for what runs: nothing in it can have come with somebody's proposal."""

from __future__ import annotations

import os
from pathlib import Path


def own_folder(sort: str) -> Path | None:
    """Return the folder in which things of a sort are kept for this user.

    It is where pip keeps its wheels. None if there is no such folder, or if others may write
    into it.
    """
    try:
        if os.name == "nt":
            base = Path(os.environ["LOCALAPPDATA"])
        else:
            base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        if not base.is_absolute():
            return None
        folder = base / "katabase" / sort
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except (OSError, KeyError, RuntimeError):
        return None
    if os.name != "nt" and (found.st_uid != os.geteuid() or found.st_mode & 0o022):
        return None
    return folder
