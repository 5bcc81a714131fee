"""The package's scripts and styles, under an address that changes with their content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files as resources
from pathlib import Path

from katabase.domain.kinds.registry import kinds

STYLES = "css/katabase.css"
"""The style sheet that begins with the colours of the kinds."""


@dataclass(frozen=True)
class Assets:
    """All asset files: ``prefix`` is the site path of their folder, with a slash at the end."""

    prefix: str
    files: tuple[tuple[str, bytes], ...]
    """Path below the folder, and what is in the file."""

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
        (name, _colours() + path.read_bytes() if name == STYLES else path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
        for name in [path.relative_to(folder).as_posix()]
    )
    digest = hashlib.sha256()
    for name, content in found:
        digest.update(name.encode() + b"\0" + content + b"\0")
    return Assets(f"assets/katabase/{digest.hexdigest()[:10]}/", found)


def _colours() -> bytes:
    """Return the colours of all kinds, in both schemes, and which part of a page has which."""
    light = "".join(f"--kb-{kind}:{kind.accent.light};" for kind in kinds())
    dark = "".join(f"--kb-{kind}:{kind.accent.dark};" for kind in kinds())
    own = "".join(f".kb-{kind}{{--kb-own:var(--kb-{kind})}}\n" for kind in kinds())
    schemes = f':root,[data-md-color-scheme="default"]{{{light}}}\n'
    return f'{schemes}[data-md-color-scheme="slate"]{{{dark}}}\n{own}'.encode()
