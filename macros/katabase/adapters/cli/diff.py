"""``katabase diff``: what changes for somebody who practises."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from katabase.adapters.cli.earlier import library_at
from katabase.adapters.cli.terminal import print_anything
from katabase.adapters.settings import mkdocs_yml
from katabase.adapters.settings.config_file import config_file
from katabase.adapters.settings.configuration import layers_of
from katabase.domain import loading
from katabase.domain.changes.compare import compare
from katabase.domain.changes.reports import STYLES, ChangeReport
from katabase.domain.changes.state import state_of
from katabase.domain.git import GitError
from katabase.domain.layers import Layer, is_folder, package_library
from katabase.domain.problems import KatabaseError, visible
from katabase.products.cards.changed import wording_of
from katabase.products.outputs.workspace import scratch
from katabase.products.publishing import promises

if TYPE_CHECKING:
    from katabase.domain.changes.state import State
    from katabase.domain.library import Library


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@click.option(
    "--format",
    "style",
    type=click.Choice(list(STYLES)),
    default="text",
    help="text for people; markdown for a comment in a pull request; json for programs.",
)
@config_file
def diff(old: str, new: str | None, style: str) -> None:
    """Say what changes for somebody who practises, from OLD to NEW.

    Each is a version, branch or commit that git knows; the folder of a site, of a layer, or of
    a published version; or an installed package with a library. Without NEW it is the library
    as it stands here. Each change names the step of the version that it asks for: patch for
    wording, minor for something added, major for what is practised differently. Exit 0 if
    both could be read, whatever is different; 2 if not.
    """
    print_anything()
    before, now = _state(old), _state(new)
    found = compare(before, now, wording_of)
    report = ChangeReport(tuple(found), before, now)
    for line in STYLES[style](report):
        click.echo(line)
    if style == "text":
        click.echo(report.summary(), err=True)


def _state(name: str | None) -> State:
    here = Path.cwd()
    if name is None:
        return _readable(loading.load(layers_of(here)), "here")
    if not name:  # as a script leaves it: the folder here would be compared with itself
        raise KatabaseError("expected a version, a folder or a package, found nothing")
    path = Path(name)
    if is_folder(path):
        return _of_folder(path, name)
    package = package_library(name) if name.isidentifier() else None
    if package is not None:
        return _readable(loading.load([Layer(package, f"{name}:library")]), name)
    with scratch() as temporary:
        try:
            return _readable(library_at(name, layers_of(here), here, temporary.new), name)
        except GitError as error:
            known = "no folder and no installed package with a library"
            raise KatabaseError(f'"{visible(name)}" is {known}; {error}') from error


def _of_folder(path: Path, name: str) -> State:
    """Return what readers see of a folder: a built site, the sources of one, or a layer."""
    if (path / promises.LIST).is_file():
        return promises.state_of_site(path)
    is_site = bool(mkdocs_yml.in_folder(path).files) or (path / "kata").is_dir()
    layers = layers_of(path) if is_site else [Layer(path.resolve(), name.rstrip("/"))]
    return _readable(loading.load(layers), name)


def _readable(library: Library, name: str) -> State:
    """Return what readers see of a library. Raises KatabaseError if it holds no practice."""
    if not library.claimed:
        raise KatabaseError(f"{visible(name)}: expected a library, found no practice in it")
    state = state_of(library)
    if state.unread:
        names = ", ".join(sorted(state.unread))
        click.echo(f"{visible(name)}: cannot be read, and left out: {names}", err=True)
    return state
