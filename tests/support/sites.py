"""Small sites that tests build, change, publish and serve."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

CASE = Path(__file__).parent.parent / "cases" / "small-site"


def small_project(folder: Path) -> Path:
    """Copy the project of the small site into a new folder and return it."""
    return Path(shutil.copytree(CASE, folder))


def rename_practice(project: Path, kind: str, old: str, new: str) -> None:
    """Rename a practice as the library's rules ask for: the old id stays as a former one."""
    source = project / "kata" / kind / f"{old}.yml"
    text = source.read_text(encoding="utf-8")
    source.unlink()
    text = text.replace("keywords:", f"formerly: [{old}]\nkeywords:", 1)
    source.with_name(f"{new}.yml").write_text(text, encoding="utf-8")


def fingerprints(folder: Path) -> dict[str, str]:
    """Return the hash of every file below a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def watch(page: Page, origin: str) -> list[str]:
    """Return a list that fills with console errors and requests to other hosts.

    The browser's own message about the page itself being missing (status 404) is left
    out: there is no way to send that status without it.
    """
    trouble: list[str] = []

    def said(message: object) -> None:
        kind, text = message.type, message.text  # type: ignore[attr-defined]
        where = message.location.get("url", "")  # type: ignore[attr-defined]
        if kind == "error" and not ("404" in text and where == page.url):
            trouble.append(f"{text} ({where})")

    page.on("console", said)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on(
        "request",
        lambda request: (
            trouble.append(f"left the host: {request.url}")
            if not request.url.startswith((origin, "data:", "blob:"))
            else None
        ),
    )
    return trouble
