"""The layers of the site in a folder, and of paths that lie outside them."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from katabase.adapters.settings import mkdocs_yml
from katabase.adapters.settings.docs_folder import own_files_in
from katabase.adapters.settings.mkdocs_yml import PLUGIN
from katabase.adapters.settings.options import Options, options_of, placed, plugins_of
from katabase.domain.kinds.registry import folders
from katabase.domain.layers import Layer, resolve
from katabase.domain.problems import KatabaseError
from katabase.domain.reading.places import GLOSSARY

if TYPE_CHECKING:
    from katabase.domain.own_files import OwnFiles

CONFIG = mkdocs_yml.NAMES[0]
DEFAULT_LAYERS = Options().layers


def _resolved(folder: Path) -> list[Layer]:
    site = mkdocs_yml.in_folder(folder)
    with placed(site.path):
        return resolve(options_of(site).layers, folder)


def own_of(folder: Path) -> OwnFiles | None:
    """Return the pages and files of the site in a folder; None where there is no site."""
    site = mkdocs_yml.in_folder(folder)
    return own_files_in(site.path.parent, site.data) if site.files else None


def layers_of(folder: Path, paths: tuple[Path, ...] = ()) -> list[Layer]:
    """Return the layers of the site in a folder, and those of paths that lie outside them.

    A path in another site brings that site's layers, so that its references are known;
    any other path is a layer of its own. Layers are shown relative to ``folder``.
    """
    names = options_of(mkdocs_yml.in_folder(folder)).layers
    if names == DEFAULT_LAYERS and not (folder / "kata").is_dir():
        if not paths:
            raise KatabaseError(
                f'no folder "kata" in {folder}; go to the folder of the site\'s {CONFIG}, '
                "name files or folders if the command takes them, or begin: katabase init DIR"
            )
        layers = []
    else:
        layers = _resolved(folder)
    for path in paths:
        if not any(_touches(path, layer) for layer in layers):
            layers += [new for new in _layers_around(path, folder) if not _known(new, layers)]
    return layers


def _known(new: Layer, layers: list[Layer]) -> bool:
    return any(new.folder == layer.folder for layer in layers)


def _touches(path: Path, layer: Layer) -> bool:
    """Say whether a path lies in a layer, or the layer within the path."""
    written = Path(os.path.normpath(path.absolute()))
    return any(
        place.is_relative_to(layer.folder) or layer.folder.is_relative_to(place)
        for place in (written, Path(os.path.realpath(path)))
    )


def _layers_around(path: Path, folder: Path) -> list[Layer]:
    place = Path(os.path.realpath(path))
    for above in (place, *place.parents):
        named = {name for name, _ in plugins_of(mkdocs_yml.in_folder(above))}
        if PLUGIN in named or _is_site(above, place):
            found = _resolved(above)
            if any(_touches(path, layer) for layer in found):
                return [_seen_from(layer, path, folder) for layer in found]
    return [_seen_from(Layer(_root(place), ""), path, folder)]


def _is_site(above: Path, place: Path) -> bool:
    """Say whether the path itself is a site's folder with a library and no settings."""
    return above == place and (above / "kata").is_dir()


def _seen_from(layer: Layer, path: Path, folder: Path) -> Layer:
    if layer.filename.endswith(":library"):
        return layer
    base = os.path.realpath(folder)
    filename = str(layer.folder) if path.is_absolute() else os.path.relpath(layer.folder, base)
    return replace(layer, filename=Path(filename).as_posix())


def _root(place: Path) -> Path:
    """Return the layer's folder for a practice's file, a kind's folder or a layer."""
    folder = place if place.is_dir() else place.parent
    if place.name == GLOSSARY:
        return folder
    kinds = [above for above in (folder, *folder.parents) if above.name in folders()]
    return kinds[0].parent if kinds else folder
