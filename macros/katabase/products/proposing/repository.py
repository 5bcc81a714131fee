"""Where the files of a site are kept, and which of its practices can be improved there."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from katabase.domain.layers.layered import LayeredDocument

if TYPE_CHECKING:
    from pathlib import Path

    from katabase.domain.library import Entry, Library


@dataclass(frozen=True)
class Repository:
    """Where the files of a site are kept, and how one gets there."""

    folder: Path
    """The folder of the site's own files."""
    layer: Path | None = None
    """The folder of the site's own practices, in which a new one stands."""
    within: str = ""
    """Where the folder lies in the repository; empty at its top."""
    url: str = ""
    """The address of the repository; empty if the site names none."""
    forge: str = ""
    """What runs there: ``github``, ``gitlab`` or ``gitea``; empty if that is not known."""
    branch: str = ""
    mail: str = ""
    """Where people without an account send what they propose."""

    def place(self, path: Path) -> str | None:
        """Return where a file lies in the repository; None if it lies elsewhere."""
        if not path.is_relative_to(self.folder):
            return None
        return posixpath.join(self.within, path.relative_to(self.folder).as_posix())

    @property
    def practices(self) -> str:
        """Where new practices stand in the repository."""
        place = self.place(self.layer) if self.layer else None
        return place if place is not None else "kata"


def improvable(library: Library, repository: Repository | None) -> dict[str, Entry]:
    """Return the practices whose files can be changed in the site's own repository.

    A file that says only how it differs from a practice below has another form. One that
    mentions a draft or an internal practice is not shown to readers: the form would publish it.
    """
    if repository is None:
        return {}
    return {
        entry.ref: entry
        for entry in library.ordered()
        if not isinstance(entry.document, LayeredDocument)
        and not entry.trimmed
        and repository.place(entry.path) is not None
    }
