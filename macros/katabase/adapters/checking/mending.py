"""``katabase check --fix``: what the check mends by itself in the files of a library."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from katabase.adapters.building.run_mkdocs import plain_disk_errors
from katabase.domain.fixes import with_written_keys, without_key
from katabase.domain.layers import is_file
from katabase.domain.plain_characters import in_plain_characters
from katabase.domain.reading.rawtext import LARGEST
from katabase.domain.reports import counted
from katabase.products.outputs import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from katabase.domain.library import Library
    from katabase.domain.reading.places import Place


@dataclass(frozen=True)
class Mended:
    """What was written."""

    files: int
    keys: int = 0
    characters: int = 0

    def sentence(self) -> str:
        """Return what a person is told."""
        what = f"{counted(self.keys, 'key')} written"
        if self.characters:
            what = f"{counted(self.characters, 'character')} mended"
        return f"{what} in {counted(self.files, 'file')}" if self.files else "nothing to mend"


def mend_characters(places: Iterable[Place]) -> Mended:
    """Write the characters that were meant into files that cannot be read without them."""
    written = characters = 0
    for place in places:
        try:
            whole = is_file(place.path) and place.path.stat().st_size <= LARGEST
            raw = place.path.read_bytes() if whole else b""
        except OSError:
            continue  # the check says so
        new, changed = in_plain_characters(raw, place.filename)
        if changed:
            with plain_disk_errors():
                rewrite(place.path, new)
            written, characters = written + 1, characters + changed
    return Mended(written, characters=characters)


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
