"""What the command line needs to know of a site's mkdocs.yml, read without MkDocs."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from mergedeep import merge
from yaml_env_tag import construct_env_tag

from katabase.domain.kinds.registry import folders
from katabase.domain.layers import Layer, resolve
from katabase.domain.problems import KatabaseError
from katabase.domain.reading.places import GLOSSARY

CONFIG = "mkdocs.yml"
DEFAULT_LAYERS = ["kata"]


class _Tolerant(yaml.SafeLoader):
    """Reads mkdocs.yml with ``!ENV`` as MkDocs does; passes over ``!!python/name:…``."""


_Tolerant.add_multi_constructor("", lambda *_: None)
_Tolerant.add_constructor("!ENV", construct_env_tag)


def site_config(folder: Path) -> dict[str, Any]:
    """Return the settings of the mkdocs.yml in a folder; empty if there is none.

    Raises KatabaseError if the file cannot be read.
    """
    path = folder / CONFIG
    return _inherited(path, []) if path.is_file() else {}


def _inherited(path: Path, below: list[Path]) -> dict[str, Any]:
    """Return the settings of a file over those of the file that it names with ``INHERIT``."""
    if path in below:
        raise KatabaseError(f"{below[0]} cannot be read: INHERIT leads back to {path}")
    data = _settings(path)
    parent = data.pop("INHERIT", None)
    if not isinstance(parent, str):
        return data
    above = Path(os.path.normpath(path.parent / parent))
    return dict(merge({}, _inherited(above, [*below, path]), data))


def _settings(path: Path) -> dict[str, Any]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_Tolerant)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError, OSError) as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise KatabaseError(f"{path} cannot be read: {said}") from error
    return data if isinstance(data, dict) else {}


def plugin_options(config: dict[str, Any]) -> dict[str, Any]:
    """Return the options of the katabase plugin in a site's settings; empty without it."""
    options = _plugins(config).get("katabase")
    return dict(options) if isinstance(options, dict) else {}


def _plugins(config: dict[str, Any]) -> dict[str, Any]:
    plugins = config.get("plugins") or []
    if isinstance(plugins, dict):
        return plugins
    pairs: list[tuple[str, Any]] = []
    for plugin in plugins if isinstance(plugins, list) else [plugins]:
        pairs += plugin.items() if isinstance(plugin, dict) else [(str(plugin), None)]
    return dict(pairs)


def layer_names(folder: Path) -> list[str]:
    """Return the names of the layers of the site in a folder.

    Raises KatabaseError if the option ``layers`` is no list of names.
    """
    names = plugin_options(site_config(folder)).get("layers") or DEFAULT_LAYERS
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise KatabaseError(
            f"{folder / CONFIG}, plugins: katabase: layers: expected a list of folders and "
            f"packages, one a line with a dash; found {names!r}"
        )
    return names


def layers_of(folder: Path, paths: tuple[Path, ...] = ()) -> list[Layer]:
    """Return the layers of the site in a folder, and those of paths that lie outside them.

    A path in another site brings that site's layers, so that its references are known;
    any other path is a layer of its own. Layers are shown relative to ``folder``.
    """
    names = layer_names(folder)
    if names == DEFAULT_LAYERS and not (folder / "kata").is_dir():
        if not paths:
            raise KatabaseError(
                f'no folder "kata" in {folder}; go to the folder of the site\'s {CONFIG}, '
                "or name the files or folders to check"
            )
        names = []
    layers = resolve(names, folder)
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
        if "katabase" in _plugins(site_config(above)) or _is_site(above, place):
            found = resolve(layer_names(above), above)
            if any(_touches(path, layer) for layer in found):
                return [_seen_from(layer, path, folder) for layer in found]
    return [_seen_from(Layer(_root(place), ""), path, folder)]


def _is_site(above: Path, place: Path) -> bool:
    """Say whether the path itself is a site's folder with a library and no settings."""
    return above == place and (above / "kata").is_dir()


def _seen_from(layer: Layer, path: Path, folder: Path) -> Layer:
    if layer.shown.endswith(":library"):
        return layer
    base = os.path.realpath(folder)
    shown = str(layer.folder) if path.is_absolute() else os.path.relpath(layer.folder, base)
    return replace(layer, shown=Path(shown).as_posix())


def _root(place: Path) -> Path:
    """Return the layer's folder for a practice's file, a kind's folder or a layer."""
    folder = place if place.is_dir() else place.parent
    if place.name == GLOSSARY:
        return folder
    kinds = [above for above in (folder, *folder.parents) if above.name in folders()]
    return kinds[0].parent if kinds else folder
