"""Small sites that tests build, change, publish and serve."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

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


def least_site(folder: Path, version: str | None, words: str) -> Path:
    """Write the least that is a built site; its front page says ``words`` 400 times."""
    (folder / "api/v1").mkdir(parents=True)
    info = {"name": "A & B", "version": version, "katabase": "1"}
    (folder / "api/v1/site.json").write_text(json.dumps(info), encoding="utf-8")
    (folder / "index.html").write_text(words * 400, encoding="utf-8")
    page = '<script data-home="" data-names="" data-folders="api">'
    (folder / "404.html").write_text(page, encoding="utf-8")
    (folder / "redirects.map").write_text("# head\n/traits/a/ /traits/b/;\n", encoding="utf-8")
    return folder
