"""A small site of its own for a test: one sound practice of each kind, all settings in sight."""

from __future__ import annotations

import gzip
import hashlib
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.conftest import CASES, run
from tests.support import shared

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

SETTINGS = """\
site_name: Small
site_url: https://example.org/practise/
repo_url: https://example.org/code
theme: {name: material, font: false}
plugins:
  - macros: {on_error_fail: true, on_undefined: strict}
  - katabase
"""

HOME = "# Home\n\n{{ count() }} practices in all.\n\n{{ catalogue() }}\n"


@dataclass(frozen=True)
class Project:
    """A folder with mkdocs.yml, docs/ and kata/."""

    folder: Path

    @property
    def site(self) -> Path:
        return self.folder / "site"

    @property
    def kata(self) -> Path:
        return self.folder / "kata"

    def write(self, name: str, text: str) -> Path:
        """Write a file, folders included; return its path."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that stands in a file once."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (name, old, text.count(old))
        path.write_text(text.replace(old, new), encoding="utf-8")

    def build(self, *options: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Build the site with ``mkdocs build``."""
        return run("mkdocs", "build", *options, cwd=self.folder, **env)

    def print(self) -> dict[str, str]:
        """Return a fingerprint of each file of the built site."""
        return {
            path.relative_to(self.site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.site.rglob("*"))
            if path.is_file()
        }

    def holds(self, text: str) -> list[str]:
        """Return the files of the built site whose name or content holds a text."""
        return [
            path.relative_to(self.site).as_posix()
            for path in sorted(self.site.rglob("*"))
            if path.is_file()
            and (text in path.relative_to(self.site).as_posix() or text.encode() in _open(path))
        ]


def _open(path: Path) -> bytes:
    """Return a file's bytes; those of a piece of the search index unpacked."""
    data = path.read_bytes()
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


def make(folder: Path) -> Project:
    """Make a small sound project in a folder. The cards are kept for the next project."""
    project = Project(folder)
    project.write("mkdocs.yml", SETTINGS)
    project.write("docs/index.md", HOME)
    shutil.copytree(CASES / "library", project.kata)
    (folder / ".cache").symlink_to(shared.folder("cache"), target_is_directory=True)
    return project
