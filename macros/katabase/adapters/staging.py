"""Build beside the last good site, then switch: a failed build leaves it untouched."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path


class Staging:
    """A folder beside the site's folder that takes its place when it is complete."""

    def __init__(self, site: str) -> None:
        self.site = Path(site)
        self.folder = self.site.with_name(f".{self.site.name}.building")

    def begin(self) -> str:
        """Make an empty folder to build in and return its path."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        return str(self.folder)

    def discard(self) -> None:
        """Drop what was built."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def switch(self) -> None:
        """Put what was built in the place of the site.

        Hidden files at the top of the old site (``.git``, ``.nojekyll``) are kept, as
        MkDocs itself keeps them. Where the folder cannot be renamed (a mount point), its
        content is replaced instead.
        """
        old = self.site.with_name(f".{self.site.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        self._keep_hidden()
        try:
            if self.site.exists():
                self.site.rename(old)
            self.folder.rename(self.site)
        except OSError:
            self._replace_content(old)
        shutil.rmtree(old, ignore_errors=True)

    def _keep_hidden(self) -> None:
        if not self.site.is_dir():
            return
        for path in self.site.glob(".*"):
            target = self.folder / path.name
            if not target.exists():
                copy = shutil.copytree if path.is_dir() else shutil.copy2
                copy(path, target)

    def _replace_content(self, old: Path) -> None:
        if old.exists() and not self.site.exists():
            old.rename(self.site)
        for path in self.site.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        shutil.copytree(self.folder, self.site, dirs_exist_ok=True)
        with contextlib.suppress(OSError):
            shutil.rmtree(self.folder)
