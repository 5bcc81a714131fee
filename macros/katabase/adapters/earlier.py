"""The library as it was at an earlier version, as git has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain import git
from katabase.domain import library as libraries
from katabase.domain.layers import Layer

if TYPE_CHECKING:
    from pathlib import Path

    from katabase.domain.library import Library


def library_at(version: str, layers: list[Layer], folder: Path) -> Library:
    """Return the library of some layers at a tag, branch or commit.

    Its files are written into a folder for the time. A layer of an installed package is
    taken as it is. Raises GitError if git does not know the version or one of the folders.
    """
    before = []
    for index, layer in enumerate(layers):
        if layer.shown.endswith(":library"):
            before.append(layer)
            continue
        target = folder / str(index)
        target.mkdir()
        git.export(layer.folder, git.commit_of(layer.folder, version), target)
        before.append(Layer(target, layer.shown))
    return libraries.load(before)
