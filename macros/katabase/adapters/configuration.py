"""What the command line needs to know of a site's mkdocs.yml, read without MkDocs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml
from yaml_env_tag import construct_env_tag

from katabase.domain.layers import Layer, resolve
from katabase.domain.problems import KatabaseError
from katabase.domain.vocabulary import KIND_OF_FOLDER

if TYPE_CHECKING:
    from pathlib import Path

DEFAULT_LAYERS = ["kata"]


class _Tolerant(yaml.SafeLoader):
    """Reads mkdocs.yml and passes over its tags (``!!python/name:…``) except ``!ENV``."""


_Tolerant.add_constructor("!ENV", construct_env_tag)
_Tolerant.add_multi_constructor("", lambda *_: None)


def site_config(folder: Path) -> dict[str, Any]:
    """Return the settings of the mkdocs.yml in a folder; empty if there is none."""
    path = folder / "mkdocs.yml"
    if not path.is_file():
        return {}
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Tolerant)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise KatabaseError(f"{path} cannot be read: {error}") from error
    return data if isinstance(data, dict) else {}


def plugin_options(config: dict[str, Any]) -> dict[str, Any]:
    """Return the options of the katabase plugin in a site's settings."""
    plugins = config.get("plugins") or []
    entries = plugins.items() if isinstance(plugins, dict) else _pairs(plugins)
    return next((dict(options or {}) for name, options in entries if name == "katabase"), {})


def _pairs(plugins: list[Any]) -> list[tuple[str, Any]]:
    pairs: list[tuple[str, Any]] = []
    for plugin in plugins:
        pairs += plugin.items() if isinstance(plugin, dict) else [(str(plugin), None)]
    return pairs


def layers_of(folder: Path, paths: tuple[Path, ...] = ()) -> list[Layer]:
    """Return the layers of the site in a folder, and of given files that lie outside them."""
    names = plugin_options(site_config(folder)).get("layers") or DEFAULT_LAYERS
    if names == DEFAULT_LAYERS and not (folder / "kata").is_dir():
        if not paths:
            raise KatabaseError('no folder "kata" here; name the files or folders to check')
        names = []
    layers = resolve(list(names), folder)
    for path in paths:
        root = _root(path)
        if not any(root == layer.folder for layer in layers):
            layers.append(Layer(root, _shown(root, folder)))
    return layers


def _shown(root: Path, folder: Path) -> str:
    return root.relative_to(folder).as_posix() if root.is_relative_to(folder) else root.as_posix()


def _root(path: Path) -> Path:
    """Return the layer's folder for a practice's file, a kind's folder or a layer."""
    resolved = path.resolve()
    folder = resolved if resolved.is_dir() else resolved.parent
    return folder.parent if folder.name in KIND_OF_FOLDER else folder
