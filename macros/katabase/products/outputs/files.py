"""Single files, written beside and exchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.products.outputs import ours
from katabase.products.outputs.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path


def must_be_free(
    folder: Path, names: Iterable[str], written_by_us: Callable[[bytes], bool]
) -> None:
    """Raise NotOursError if one of the files would replace what we did not write."""
    ours.must_be_a_folder(folder)
    for name in names:
        ours.must_be(folder / name, written_by_us)


def write(
    folder: Path,
    files: Iterable[tuple[str, bytes]],
    written_by_us: Callable[[bytes], bool],
) -> None:
    """Write files into a folder, one after another, each in one step.

    Raises NotOursError and OSError; then what was there is there still.
    """
    ours.must_be_a_folder(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with Workspace(folder) as workspace:
        for name, content in files:
            ours.must_be(folder / name, written_by_us)
            (workspace.new / name).write_bytes(content)
            workspace.put(name)
