"""``katabase export``: the site for an engine without our plugin."""

from __future__ import annotations

from pathlib import Path

import click

from katabase.adapters.exporting import export as write
from katabase.products.outputs import ours
from katabase.products.outputs.workspace import Workspace


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--config-file", type=click.Path(path_type=Path), default=Path("mkdocs.yml"), show_default=True
)
def export(folder: Path, config_file: Path) -> None:
    """Write the site as plain Markdown, theme and data, for an engine without our plugin.

    FOLDER then holds mkdocs.yml, docs/ and overrides/. Zensical and MkDocs with Material read
    it as it is; the search is in it. An earlier export there is replaced, anything else is
    not. Exit 0 done, 2 could not.
    """
    place = folder.absolute()
    ours.must_be_an_export(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    with Workspace(place.parent) as workspace:
        pages = write(config_file, workspace.new / place.name)
        ours.must_be_an_export(place)
        workspace.put(place.name)
    click.echo(f"{folder}: {pages} pages")
