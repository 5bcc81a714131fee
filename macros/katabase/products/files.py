"""A file that a site publishes, whichever part of the package made it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class SiteFile:
    """A file to publish: its path below the site, and what is in it."""

    path: str
    content: bytes | Path
    """The bytes themselves, or the file on this machine that is copied as it is."""

    def read(self) -> bytes:
        """Return what is in the file."""
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()
