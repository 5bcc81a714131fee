"""``katabase check --fix``: what the check mends by itself in the files of a library."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from katabase.adapters.run_mkdocs import plain_disk_errors
from katabase.domain.fixes import with_written_keys, without_key
from katabase.products.outputs import files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from katabase.domain.library import Library


@dataclass(frozen=True)
class Mended:
    """What was written."""

    files: int
    keys: int

    def sentence(self) -> str:
        """Return what a person is told."""
        if not self.files:
            return "nothing to mend"
        keys = "1 key" if self.keys == 1 else f"{self.keys} keys"
        return f"{keys} written in {'1 file' if self.files == 1 else f'{self.files} files'}"


def mend(library: Library, chosen: Callable[[str], bool], own: Path) -> Mended:
    """Write the keys that files leave out, in those files below ``own`` that are chosen.

    ``chosen`` is asked with a file's path as people see it. Files elsewhere belong to
    somebody else: to an installed package, or to a group. Raises KatabaseError.
    """
    written = keys = 0
    for entry in library.ordered():
        missing = without_key(entry)
        if (
            missing
            and chosen(entry.filename)
            and entry.path.resolve().is_relative_to(own.resolve())
        ):
            with plain_disk_errors():
                content = with_written_keys(entry, entry.path.read_bytes())
                rewrite(entry.path, content)
            written, keys = written + 1, keys + len(missing)
    return Mended(written, keys)


def rewrite(path: Path, content: bytes) -> None:
    """Write a person's own file in one step; who may read and write it stays."""
    mode = stat.S_IMODE(path.stat().st_mode)
    target = path.resolve()  # a link stays one
    files.write(target.parent, [(target.name, content)], lambda _: True)
    target.chmod(mode)
