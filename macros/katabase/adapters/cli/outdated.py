"""``katabase outdated``: what an upgrade of the layers below means for your own."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from katabase.adapters.building.run_mkdocs import plain_disk_errors
from katabase.adapters.checking.mending import rewrite
from katabase.adapters.checking.refused import in_other_languages
from katabase.adapters.settings import mkdocs_yml
from katabase.adapters.settings.config_file import config_file
from katabase.adapters.settings.configuration import layers_of
from katabase.domain import library as libraries
from katabase.domain import loading
from katabase.domain.layers import outdated as upgrades
from katabase.domain.problems import KatabaseError, did_you_mean, visible
from katabase.domain.translating import outdated as translated

if TYPE_CHECKING:
    from collections.abc import Callable


@click.command()
@click.option(
    "--accept",
    "refs",
    multiple=True,
    metavar="KIND/ID",
    help="Write down that you have looked at the practice below as it is now. A translation is "
    "named with its language, as in de/questions/five-questions.",
)
@config_file
def outdated(refs: tuple[str, ...]) -> None:
    """List what an upgrade of the layers below means for what you have adapted.

    Says what has changed in each practice that you adapt, whether that touches what you have
    adapted, which ids two layers claim, and which translations are behind. Exit 0 if nothing is
    open, 1 if something is, 2 if it could not run.
    """
    folder = Path.cwd()
    found, others = _loaded(folder)
    for ref in refs:
        _accept(found, others, ref, folder)
    if refs:
        found, others = _loaded(folder)
    lines, number = upgrades.report(found)
    for other in others:
        behind, count = translated.report(other)
        lines, number = lines + behind, number + count
    for line in lines:
        click.echo(visible(line))
    counts = [f"{sum(1 for _ in upgrades.outdated(found))} adapted"]
    if others:
        known = sum(1 for other in others for _ in translated.translations(other))
        counts.append(f"{known} translated")
    click.echo(f"{', '.join(counts)}: {number} open", err=True)
    raise SystemExit(1 if number else 0)


def _loaded(folder: Path) -> tuple[libraries.Library, list[libraries.Library]]:
    """Return the library of a site, and the same in each language that its layers have."""
    found = loading.load(layers_of(folder))
    return found, in_other_languages(found, mkdocs_yml.in_folder(folder))


def _accept(
    library: libraries.Library, others: list[libraries.Library], ref: str, folder: Path
) -> None:
    adapted = {each.entry.ref: each.entry for each in upgrades.outdated(library)}
    named = {
        translated.name_of(*found): found
        for other in others
        for found in translated.translations(other)
    }
    if ref in named:
        translation = named[ref][1]
        new = partial(translated.accepted, translation)
        _rewrite(translation.path, translation.document.filename, folder, new)
        return
    entry = library.get(ref)
    entry = adapted.get(entry.ref) if entry else None
    if entry is None:
        hint = did_you_mean(ref, [*adapted, *named]) or "no practice is adapted here"
        raise KatabaseError(f'--accept: no adapted practice is called "{visible(ref)}"; {hint}')
    _rewrite(entry.path, entry.filename, folder, partial(upgrades.accepted, entry))


def _rewrite(path: Path, filename: str, folder: Path, new: Callable[[bytes], bytes]) -> None:
    if not path.resolve().is_relative_to(folder.resolve()):
        raise KatabaseError(f"--accept: {filename} lies outside of this folder; go to its own")
    with plain_disk_errors():
        rewrite(path, new(path.read_bytes()))
