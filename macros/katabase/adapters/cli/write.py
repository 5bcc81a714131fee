"""``katabase format`` and ``katabase schemas``: files in order, and what editors need."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from katabase.adapters.checking.mending import rewrite
from katabase.adapters.checking.own_files import own_files
from katabase.adapters.settings.config_file import config_file
from katabase.adapters.settings.configuration import layers_of
from katabase.domain import loading
from katabase.domain.modeline import SCHEMAS
from katabase.domain.problems import KatabaseError, visible
from katabase.domain.reading import source
from katabase.products import editor
from katabase.products.outputs import files

if TYPE_CHECKING:
    from katabase.domain.layers import Layer


@click.command("format")
@click.argument("paths", nargs=-1, metavar="[PATH…]", type=click.Path(exists=True, path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; say which files are out of order.")
@config_file
def format_files(paths: tuple[Path, ...], *, check: bool) -> None:
    """Put the keys of practices into the order that all files share.

    Whole lines move, with the comments above them. Where the schemas of the library lie in its
    folder, the first line of a file names its own to editors. Nothing else changes. Exit 0
    done, 1 with --check if a file is out of order or one cannot be read, 2 if it could not run.
    """
    found = unread = 0
    for own in own_files(layers_of(Path.cwd(), paths), paths):
        shown = visible(own.place.filename)
        document, _ = source.read(own.place.path, own.place.filename)
        if document is None:
            click.echo(f"{shown}: left as it is; see katabase check", err=True)
            unread += 1
            continue
        raw = own.place.path.read_bytes()
        new = own.formatted(document, raw)
        if new != raw:
            found += 1
            click.echo(shown)
            if not check:
                rewrite(own.place.path, new)
    said = "out of order" if check else "put into order"
    click.echo(f"{found} file{'' if found == 1 else 's'} {said}", err=True)
    raise SystemExit(1 if unread or (check and found) else 0)


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; say whether they are current.")
@config_file
def schemas(*, check: bool) -> None:
    """Write what an editor needs to complete, explain and warn while one types.

    The JSON Schemas of the library, with its own words, into its folder .schemas; and
    settings for VS Code, if there are none. Exit 0 done, 1 with --check if a schema is
    missing or out of date, 2 if it could not run.
    """
    folder = Path.cwd()
    if check:
        own, found = _schemas(folder)
        old = [name for name, content in found if not _holds(own.folder / SCHEMAS / name, content)]
        for name in old:
            click.echo(f"{own.filename}/{SCHEMAS}/{name}: out of date; run katabase schemas")
        raise SystemExit(1 if old else 0)
    written = write_for_editors(folder)
    click.echo(f"written: {', '.join(written)}" if written else "all current", err=True)


def _schemas(folder: Path) -> tuple[Layer, list[tuple[str, bytes]]]:
    """Return the layer of the site in a folder that is its own, and its schemas."""
    layers = layers_of(folder)
    found = editor.schema_files(loading.load(layers).vocabulary)
    return own_layer(layers, folder), list(found)


def write_for_editors(folder: Path) -> list[str]:
    """Write the schemas of the site in a folder, and settings that are missing; return what."""
    own, new = _schemas(folder)
    target = own.folder / SCHEMAS
    written = []
    if not all(_holds(target / name, content) for name, content in new):
        files.write(target, new, editor.is_schema)
        written.append(f"{own.filename}/{SCHEMAS}")
    for name, text in editor.settings(own.folder.relative_to(folder.resolve()).as_posix()):
        if not os.path.lexists(folder / name):
            files.write((folder / name).parent, [(Path(name).name, text.encode())], lambda _: False)
            written.append(name)
    return written


def own_layer(layers: list[Layer], folder: Path) -> Layer:
    """Return the uppermost layer below a folder. Raises KatabaseError if there is none."""
    for layer in reversed(layers):
        if layer.folder.is_relative_to(folder.resolve()):
            return layer
    shown = visible(str(folder))
    for layer in reversed(layers):
        if (folder / layer.filename).is_symlink():
            raise KatabaseError(
                f"{visible(layer.filename)} is a link that leads out of {shown}, and nothing is "
                "written there; put the folder itself in its place"
            )
    raise KatabaseError(
        f"no layer of this site lies in {shown}; "
        "make a folder kata and add it to layers in mkdocs.yml"
    )


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except FileNotFoundError:
        return False
