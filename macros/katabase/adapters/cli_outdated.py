"""``katabase outdated``: what an upgrade of the layers below means for your own."""

from __future__ import annotations

from pathlib import Path

import click

from katabase.adapters.config_file import config_file
from katabase.adapters.configuration import layers_of
from katabase.adapters.mending import rewrite
from katabase.adapters.run_mkdocs import plain_disk_errors
from katabase.domain import library as libraries
from katabase.domain.layers import outdated as upgrades
from katabase.domain.problems import KatabaseError, did_you_mean, visible


@click.command()
@click.option(
    "--accept",
    "refs",
    multiple=True,
    metavar="KIND/ID",
    help="Write down that you have looked at the practice below as it is now.",
)
@config_file
def outdated(refs: tuple[str, ...]) -> None:
    """List what an upgrade of the layers below means for what you have adapted.

    Says what has changed in each practice that you adapt, whether that touches what you have
    adapted, and which ids two layers claim. Exit 0 if nothing is open, 1 if something is, 2 if
    it could not run.
    """
    folder = Path.cwd()
    found = libraries.load(layers_of(folder))
    for ref in refs:
        _accept(found, ref, folder)
    if refs:
        found = libraries.load(layers_of(folder))
    lines, number = upgrades.report(found)
    for line in lines:
        click.echo(visible(line))
    adapted = sum(1 for _ in upgrades.outdated(found))
    click.echo(f"{adapted} adapted: {number} open", err=True)
    raise SystemExit(1 if number else 0)


def _accept(library: libraries.Library, ref: str, folder: Path) -> None:
    adapted = {each.entry.ref: each.entry for each in upgrades.outdated(library)}
    entry = library.get(ref)
    entry = adapted.get(entry.ref) if entry else None
    if entry is None:
        hint = did_you_mean(ref, adapted) or "no practice is adapted here"
        raise KatabaseError(f'--accept: no adapted practice is called "{visible(ref)}"; {hint}')
    if not entry.path.resolve().is_relative_to(folder.resolve()):
        raise KatabaseError(f"--accept: {entry.shown} lies outside of this folder; go to its own")
    with plain_disk_errors():
        rewrite(entry.path, upgrades.accepted(entry, entry.path.read_bytes()))
