"""``katabase bundle``: one zip of the built site."""

from __future__ import annotations

from pathlib import Path

import click

from katabase.adapters.building import run_mkdocs
from katabase.domain.problems import KatabaseError, visible
from katabase.products.outputs.workspace import Workspace
from katabase.products.publishing import bundle as bundles
from katabase.products.publishing.releases import Release


@click.command()
@click.option("--version", help="The site's version, as in 1.2; it stands in the manifest.")
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    help="A site built before; default: build it now.",
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("dist"),
    show_default=True,
    help="The folder for the zip and its checksum.",
)
@click.option(
    "--config-file", type=click.Path(path_type=Path), default=Path("mkdocs.yml"), show_default=True
)
def bundle(version: str | None, site: Path | None, output: Path, config_file: Path) -> None:
    """Make one zip of the site, with a manifest and checksums.

    Unpacked under any static server, at any path, it is the site. The same input gives
    the same bytes. Exit 0 done, 2 could not.
    """
    if version is not None:
        Release(version)  # says what is wrong with the name
    if site is None:
        run_mkdocs.must_have_settings(config_file)
    else:
        run_mkdocs.info(site)  # says first what is wrong with the site
        if output.resolve().is_relative_to(site.resolve()):
            raise KatabaseError(
                f"--output: {visible(str(output))} lies in the site, and the next bundle would "
                "hold this one; name a folder beside it"
            )
    output.mkdir(parents=True, exist_ok=True)
    with Workspace(output) as workspace:
        if site is None:
            site = workspace.new / "site"
            run_mkdocs.build(config_file, site, version, alone=True)
        info = run_mkdocs.info(site)
        if version and info.get("version") != version:
            found = info.get("version") or "no version"
            raise KatabaseError(f'{site}: expected version "{version}", found {found}')
        made = bundles.bundle(site, info, workspace)
    click.echo(f"{made.path}: {made.files} files\nSHA-256 {made.digest}")
    if note := run_mkdocs.advice(info):
        click.echo(note, err=True)
