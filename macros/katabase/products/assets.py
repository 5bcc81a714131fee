"""The package's scripts and styles, under an address that changes with their content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files as resources
from pathlib import Path


@dataclass(frozen=True)
class Assets:
    """All asset files: ``prefix`` is the site path of their folder, with a slash at the end."""

    prefix: str
    files: tuple[tuple[str, Path], ...]
    """Path below the folder, and the file itself."""

    @property
    def styles(self) -> list[str]:
        """The site paths of the style sheets that every page loads."""
        return [self.prefix + name for name, _ in self.files if name.startswith("css/")]


def assets() -> Assets:
    """Return the assets. One hash over all of them: modules import one another by relative
    paths, and a file that changes must not meet an old one from a cache.
    """
    folder = Path(str(resources("katabase"))) / "assets"
    found = tuple(
        (path.relative_to(folder).as_posix(), path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    )
    digest = hashlib.sha256()
    for name, path in found:
        digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return Assets(f"assets/katabase/{digest.hexdigest()[:10]}/", found)
