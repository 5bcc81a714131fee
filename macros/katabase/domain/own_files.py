"""What a site has beside its library: pages and files of its own, below ``docs``.

Texts and pictures name them with a slash before the name, as in ``/forms/a3.pdf``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True)
class OwnFiles:
    """The pages and files of a site's own."""

    folder: Path
    """Where they lie."""
    filename: str
    """That folder as people see it, as in ``docs``."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """The address below the site of each, by its name below the folder."""

    def address(self, target: str) -> str | None:
        """Return the address of ``/name`` below the site, with its anchor, or None."""
        name, sign, anchor = target.removeprefix("/").partition("#")
        found = self.addresses.get(name)
        return None if found is None else f"{found}{sign}{anchor}"

    def names(self) -> list[str]:
        """Return what may be written, each name with its slash."""
        return [f"/{name}" for name in self.addresses]


OWN = re.compile(r"/[^/\s][^\s#]*\.[A-Za-z0-9]{1,8}(?:#\S*)?")
"""How a text names one: as its file is called, with a slash before it."""


def is_own(target: str) -> bool:
    """Say whether a link leads to something of the site's own, as in ``/forms/a3.pdf``."""
    return OWN.fullmatch(target) is not None
