"""Layers: the folders that make up a library, by path or by the name of a package."""

from __future__ import annotations

import importlib.util
import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from katabase.domain.messages import is_language
from katabase.domain.problems import OptionError, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

LIBRARY = ":library"
"""Ends what people see of a layer that is a package, as in ``katabase:library``."""


class LayerError(OptionError):
    """A layer that cannot be found."""


@dataclass(frozen=True)
class Layer:
    """A folder with the five kind folders; ``filename`` is its path as people see it."""

    folder: Path
    filename: str

    @property
    def packaged(self) -> bool:
        """Whether it belongs to an installed package, and so to somebody else."""
        return self.package is not None

    @property
    def package(self) -> str | None:
        """The installed package whose library it is, None if it is a folder of one's own."""
        name = self.filename.removesuffix(LIBRARY)
        return name if name != self.filename else None

    def filename_of(self, path: Path) -> str:
        """Return the path of a file of the layer as people see it."""
        return (PurePosixPath(self.filename) / path.relative_to(self.folder).as_posix()).as_posix()


def resolve(names: list[str], base: Path) -> list[Layer]:
    """Return the layers of a site whose configuration stands in ``base``.

    A name is a folder, relative to ``base``, or the name of an installed package that
    has a folder ``library``. Raises LayerError for a name that is neither, for the folder of
    the site itself, and for a folder that an earlier name has already.
    """
    layers: list[Layer] = []
    for index, name in enumerate(names):
        layer = _resolve(name, index, base)
        wrong = None
        if layer.folder == base.resolve():
            wrong = f'"{name}" is the folder of the site; expected one in it, such as kata'
        elif same := next((each for each in layers if each.folder == layer.folder), None):
            wrong = f'"{shortened(name)}" is the layer {same.filename}, which stands there already'
        if wrong:
            raise LayerError(_loc(index), wrong)
        layers.append(layer)
    return layers


def _loc(index: int) -> tuple[str | int, ...]:
    return ("plugins", "katabase", "layers", index)


def _resolve(name: str, index: int, base: Path) -> Layer:
    folder = Path(name) if Path(name).is_absolute() else base / name
    if is_folder(folder):
        return Layer(folder.resolve(), name.rstrip("/"))
    if name.isidentifier():
        library = package_library(name)
        if library:
            return Layer(library, name + LIBRARY)
    raise LayerError(
        _loc(index),
        f'the layer "{shortened(name)}" was not found: expected a folder in {base}, or an '
        'installed package that has a folder "library"',
    )


def in_language(layer: Layer, language: str) -> list[Layer]:
    """Return the folders of a layer that translate it into a language, the general one first.

    For ``de-AT`` these are ``de`` and ``de-AT``, as far as they are there.
    """
    names = dict.fromkeys((language.partition("-")[0], language))
    found = (layer.folder / name for name in names if is_language(name))
    return [Layer(path, f"{layer.filename}/{path.name}") for path in found if is_folder(path)]


def languages_of(layers: Iterable[Layer]) -> list[str]:
    """Return the tags of all languages into which layers are translated."""
    names = {path.name for layer in layers for path in layer.folder.iterdir() if path.is_dir()}
    return sorted(filter(is_language, names))


def is_folder(path: Path) -> bool:
    """Say whether a folder is there; a name that no system takes is none."""
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises for a name of 5,000 letters


def is_file(path: Path) -> bool:
    """Say whether a file is there, as ``is_folder`` does."""
    return os.path.isfile(path)  # noqa: PTH113


def package_library(name: str) -> Path | None:
    """Return the library folder of an installed package, or None.

    In a working copy of Katabase itself the library is the folder ``kata`` beside
    ``macros``: it is copied into the package only when the wheel is built.
    """
    package = package_folder(name)
    if package is None:
        return None
    candidates = [package / "library"]
    if name == "katabase":
        candidates.append(package.parent.parent / "kata")
    return next((folder for folder in candidates if folder.is_dir()), None)


def package_folder(name: str) -> Path | None:
    """Return the folder of an installed package, or None."""
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return None
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations)))
