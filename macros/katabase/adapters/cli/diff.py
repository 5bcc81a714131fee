"""``katabase diff``: what changes for somebody who practises."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from katabase.adapters.cli.earlier import library_at, published_at
from katabase.adapters.cli.terminal import print_anything
from katabase.adapters.settings import mkdocs_yml
from katabase.adapters.settings.config_file import config_file
from katabase.adapters.settings.configuration import layers_of
from katabase.adapters.settings.options import language_of, options_of
from katabase.domain import loading
from katabase.domain.changes.compare import compare
from katabase.domain.changes.reports import STYLES, ChangeReport
from katabase.domain.changes.state import State, state_of
from katabase.domain.git import GitError
from katabase.domain.layers import Layer, is_folder, package_library
from katabase.domain.problems import KatabaseError, visible
from katabase.domain.reading import source
from katabase.domain.translating.laying import in_other_words
from katabase.products.cards.changed import wording_of
from katabase.products.outputs.workspace import scratch
from katabase.products.publishing import promises

if TYPE_CHECKING:
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

    Each is a version, branch or commit that git knows (a branch with published sites, as
    gh-pages, is the newest of them); the folder of a site, of a layer, or of a published
    version; or an installed package with a library. Without NEW it is the library
    as it stands here. Each change names the step of the version that it asks for: patch for
    wording, minor for something added, major for what is practised differently. Exit 0 if
    both could be read, whatever is different; 2 if not.
    """
    print_anything()
    found = _found(old), _found(new)
    published = any(isinstance(each, State) for each in found)
    before, now = (_seen(each, published=published) for each in found)
    report = ChangeReport(tuple(compare(before, now, wording_of)), before, now)
    for line in STYLES[style](report):
        click.echo(line)
    if style == "text":
        click.echo(report.summary(), err=True)


def _seen(found: State | Library, *, published: bool) -> State:
    """Return what readers see of a library, or saw of a site that says so itself.

    Beside such a site it is what the site here would say of itself, in its language.
    """
    if isinstance(found, State):
        return found
    if not published:
        return state_of(found)
    site = mkdocs_yml.in_folder(Path.cwd())
    words = in_other_words(found, language_of(site), source.read)
    return promises.state_of_publishing(words, options_of(site).audiences)


def _found(name: str | None) -> State | Library:
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
            if published := published_at(name, here, temporary.new):
                return published[-1]
            return _readable(library_at(name, layers_of(here), here, temporary.new), name)
        except GitError as error:
            known = "no folder and no installed package with a library"
            raise KatabaseError(f'"{visible(name)}" is {known}; {error}') from error


def _of_folder(path: Path, name: str) -> State | Library:
    """Return what a folder holds: what a built site says of itself, or a library."""
    if (path / promises.LIST).is_file():
        return promises.state_of_site(path)
    is_site = bool(mkdocs_yml.in_folder(path).files) or (path / "kata").is_dir()
    layers = layers_of(path) if is_site else [Layer(path.resolve(), name.rstrip("/"))]
    return _readable(loading.load(layers), name)


def _readable(library: Library, name: str) -> Library:
    """Return a library, and say what of it is left out. Raises KatabaseError if it is empty."""
    if not library.claimed:
        raise KatabaseError(f"{visible(name)}: expected a library, found no practice in it")
    unread = library.claimed - library.entries.keys()
    if unread:
        names = ", ".join(sorted(unread))
        click.echo(f"{visible(name)}: cannot be read, and left out: {names}", err=True)
    return library
