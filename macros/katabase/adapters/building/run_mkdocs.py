"""Runs the site's own build for the commands that publish and bundle."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from katabase.adapters.settings.site_version import ALONE, VARIABLE
from katabase.domain.problems import KatabaseError
from katabase.products.publishing import site_info

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextlib.contextmanager
def plain_disk_errors() -> Iterator[None]:
    """Turn what the system refuses (no permission, disk full) into one line."""
    try:
        yield
    except OSError as error:
        place = error.filename2 or error.filename or "the disk"
        raise KatabaseError(f"{place}: {error.strerror or error}") from error


def must_have_settings(config: Path) -> None:
    """Raise KatabaseError if there is no mkdocs.yml to build from, before a folder is made."""
    if not config.is_file():
        raise KatabaseError(f"{config} does not exist; run this in the folder of a site")


def build(
    config: Path, target: Path, version: str | None, *, alone: bool, strict: bool = True
) -> None:
    """Build the site of a mkdocs.yml into a folder, in a process of its own.

    ``alone``: the site has no other versions beside it, so it shows no version menu.
    ``strict``: warnings stop it.
    Raises KatabaseError if the build fails; its messages have been shown then.
    """
    must_have_settings(config)
    env = {**os.environ, VARIABLE: version or "", ALONE: "1" if alone else ""}
    # not --quiet: MkDocs counts only warnings that it shows, so nothing would be strict
    command = [sys.executable, "-m", "mkdocs", "build", *(["--strict"] if strict else [])]
    command += ["--config-file", str(config), "--site-dir", str(target)]
    with subprocess.Popen(command, env=env, stderr=subprocess.PIPE) as process:
        for line in process.stderr or ():
            if not line.startswith(b"INFO "):
                sys.stderr.buffer.write(line)
                sys.stderr.flush()
    if process.returncode:
        raise KatabaseError("the build failed; nothing was changed")


def info(site: Path) -> dict[str, Any]:
    """Return what a built site says of itself. Raises KatabaseError if it is none."""
    path = site / site_info.PATH
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = f"{site}: expected a built site with {site_info.PATH}, found none"
        raise KatabaseError(f"{message}; build it with: mkdocs build") from None
    except (OSError, ValueError) as error:
        raise KatabaseError(f"{path} cannot be read; build the site anew") from error
    if not isinstance(data, dict):
        raise KatabaseError(f"{path}: expected an object")
    return data


def advice(said: dict[str, Any]) -> str | None:
    """Return what to tell a person about a site whose cards lead nowhere, else None."""
    if said.get("cards"):
        return None
    return (
        "note: the printed cards carry no code, because no address is known; set site_url "
        "to the address under which people will find the site, or cards: base"
    )
