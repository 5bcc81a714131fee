"""Build beside the last good site, then switch: a failed build leaves it untouched."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

from katabase.domain.problems import KatabaseError, OptionError
from katabase.products.outputs import ours
from katabase.products.outputs.workspace import Workspace, is_workspace, mend

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig

REFUSALS = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EIO,
    errno.EROFS,
    errno.EACCES,
    errno.EPERM,
    errno.ENAMETOOLONG,
}
"""What a system says of a disk that is full, broken, or not for us to write on."""


class Staging:
    """A place of this build alone; what is made there becomes the site when it is complete."""

    def __init__(self, site: str, sources: Iterable[Path]) -> None:
        """Bring back a site that a stopped build has left aside.

        Raises KatabaseError if something lies in its place that no site may replace.
        """
        self.site = Path(site).absolute()
        self.sources = tuple(sources)
        self.workspace: Workspace | None = None
        for folder in (self.site.parent, self.site):
            mend(folder)
        ours.must_be_a_site(self.site, self.sources)

    def begin(self) -> str:
        """Make an empty folder to build in and return its path."""
        self.site.parent.mkdir(parents=True, exist_ok=True)
        self.workspace = Workspace(self.site if self._stays() else self.site.parent)
        folder = self.workspace.new if self._stays() else self.workspace.new / self.site.name
        folder.mkdir(exist_ok=True)
        return str(folder)

    def _stays(self) -> bool:
        """Say whether the folder cannot be exchanged: a mount point, or in a folder of others."""
        return self.site.is_dir() and (
            self.site.is_mount() or not os.access(self.site.parent, os.W_OK)
        )

    def discard(self) -> None:
        """Drop what was built."""
        if self.workspace:
            self.workspace.close()

    def switch(self) -> None:
        """Put what was built in the place of the site.

        Hidden files at the top of the old site (``.git``, ``.nojekyll``) are kept, as
        MkDocs itself keeps them. Where the folder cannot be exchanged, its content is.
        """
        if self.workspace is None:
            return
        ours.must_be_a_site(self.site, self.sources)
        if self.workspace.parent == self.site:
            self.workspace.put_all()
        else:
            self._keep_hidden(self.workspace.new / self.site.name)
            self.workspace.put(self.site.name)
        self.workspace.close()

    def _keep_hidden(self, folder: Path) -> None:
        if not self.site.is_dir():
            return
        for path in self.site.glob(".*"):
            target = folder / path.name
            if os.path.lexists(target) or is_workspace(path):
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.copytree(path, target, symlinks=True)
            else:
                shutil.copy2(path, target, follow_symlinks=False)


def staging_of(config: MkDocsConfig, layers: Iterable[str]) -> Staging:
    """Return the place in which a site is built. Raises PluginError, see ``Staging``."""
    try:
        return Staging(config.site_dir, _sources(config, layers))
    except (KatabaseError, OSError) as error:
        raise PluginError(_sentence(error)) from error


def must_be_replaceable(config: MkDocsConfig, layers: Iterable[str]) -> None:
    """Raise OptionError if something lies in the place of the site that none may replace."""
    try:
        ours.must_be_a_site(Path(config.site_dir).absolute(), _sources(config, layers))
    except KatabaseError as error:
        raise OptionError(("site_dir",), str(error).removeprefix("site_dir ")) from error


def _sources(config: MkDocsConfig, layers: Iterable[str]) -> list[Path]:
    named = [config.config_file_path, config.docs_dir, config.theme.custom_dir]
    base = Path(config.config_file_path or ".").absolute().parent
    return [Path(name) for name in named if name] + [base / name for name in layers]


def say_plainly(error: Exception) -> None:
    """Raise PluginError for what the system refuses while a site is built, and for our errors.

    MkDocs shows a traceback for anything else; there it helps whoever wrote the hook.
    """
    refused = isinstance(error, OSError) and error.errno in REFUSALS
    if refused or (isinstance(error, KatabaseError) and not isinstance(error, PluginError)):
        raise PluginError(_sentence(error)) from error


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError):
        place = error.filename2 or error.filename
        return f"{f'{place}: ' if place else ''}{error.strerror or error}; nothing was changed"
    return str(error)
