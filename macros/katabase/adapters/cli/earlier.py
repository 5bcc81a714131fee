"""The library as it was at earlier versions, as git has it."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from katabase.domain import git, loading
from katabase.domain.changes.state import state_of
from katabase.domain.git import GitError, NoFolderError
from katabase.domain.layers import Layer
from katabase.domain.reading import source
from katabase.products.feeds import API
from katabase.products.publishing import promises, releases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.changes.state import State
    from katabase.domain.library import Library
    from katabase.domain.loading import Reader
    from katabase.domain.problems import Problem
    from katabase.domain.reading.document import Document


def library_at(version: str, layers: list[Layer], base: Path, folder: Path) -> Library:
    """Return the library of some layers at a tag, branch or commit of a site's repository.

    Its files are written into a folder for the time. ``base`` is the folder of the site.
    Layers in another repository, whose versions are others, and those of packages are taken
    as they are; one that was not there yet was empty. Raises GitError if git does not know
    the version, or if none of the folders was there.
    """
    commit = git.commit_of(_versioned(base, layers), version)
    own = _own(git.top(_versioned(base, layers)), layers)
    before, missing = [], []
    for index, layer in enumerate(layers):
        if layer not in own:
            before.append(layer)
            continue
        target = folder / str(index)
        target.mkdir()
        try:
            git.export(layer.folder, commit, target)
        except NoFolderError as error:
            missing.append(error)
        before.append(Layer(target, layer.filename))
    if missing and len(missing) == len(own):
        raise missing[-1]
    return loading.load(before)


def _versioned(base: Path, layers: list[Layer]) -> Path:
    """Return the folder of a site, or, if it lies in no repository, a layer of its that does."""
    for folder in (base, *(layer.folder for layer in reversed(layers) if not layer.packaged)):
        with suppress(GitError):
            git.top(folder)
            return folder
    return base


def _own(home: str, layers: list[Layer]) -> list[Layer]:
    """Return the layers that lie in the repository whose uppermost folder is ``home``."""
    return [layer for layer in layers if _lies_in(home, layer)]


def states_at(
    version: str, layers: list[Layer], base: Path, folder: Path
) -> tuple[list[State], dict[str, list[State]]]:
    """Return what readers could see at a tag, branch or commit of the library.

    A branch with published versions, as mike keeps it, has no library: there it is what all
    these versions have promised, the newest last; and, by their tags, what they have promised
    in further languages. Raises GitError.
    """
    sites = sites_at(version, base, folder)
    if not sites:
        return [state_of(library_at(version, layers, base, folder))], {}
    spoken = {
        name: promises.states_of([site / name for site in sites])
        for name in promises.languages_in(sites)
    }
    return promises.states_of(sites), spoken


def published_at(version: str, base: Path, folder: Path) -> list[State]:
    """Return what the versions of the site on a branch have promised, the newest last.

    Nothing, if none are published there.
    """
    return promises.states_of(sites_at(version, base, folder))


def sites_at(version: str, base: Path, folder: Path) -> list[Path]:
    """Return what the versions of the site on a branch say of themselves, the newest last.

    It is written into a folder for the time. Nothing, if none are published there.
    """
    target = folder / "published"
    target.mkdir()
    with suppress(GitError):  # reading the library says what is wrong
        commit = git.commit_of(base, version)
        top = Path(git.top(base))
        git.export(top, commit, target, releases.VERSIONS, f":(glob)*/{API}/**")
        with suppress(GitError):  # in one language alone
            git.export(top, commit, target, f":(glob)*/*/{API}/**")
    if not (target / releases.VERSIONS).is_file():
        return []
    names = [str(each.version) for each in releases.read_versions(target)]
    return [target / name for name in reversed(names)]


def states_through(
    start: str | None, layers: list[Layer], base: Path, folder: Path
) -> Iterator[State]:
    """Yield what readers could see at each commit of a branch, the oldest first.

    It begins with the version ``start``, or with the first commit. Layers in another
    repository than the folder ``base``, and those of packages, are taken as they are.
    Raises GitError.
    """
    home = git.top(base)
    own = _own(home, layers)
    read = _remembering()
    first = git.commit_of(base, start) if start else None
    commits = git.history(base, [layer.folder for layer in own], first)
    for commit in [*([first] if first else []), *commits]:
        target = folder / commit
        target.mkdir()
        before = [_at(commit, layer, target / str(n)) if layer in own else layer
                  for n, layer in enumerate(layers)]  # fmt: skip
        yield state_of(loading.load(before, read))
        shutil.rmtree(target)


def _remembering() -> Reader:
    """Return a reader that reads a file once: most files are the same in most commits."""
    known: dict[tuple[str, bytes], tuple[Document | None, list[Problem]]] = {}

    def read(path: Path, filename: str) -> tuple[Document | None, list[Problem]]:
        content = path.read_bytes() if path.is_file() else b""
        if (filename, content) not in known:
            known[filename, content] = source.read(path, filename)
        return known[filename, content]

    return read


def _lies_in(home: str, layer: Layer) -> bool:
    try:
        return not layer.packaged and git.top(layer.folder) == home
    except GitError:
        return False


def _at(commit: str, layer: Layer, target: Path) -> Layer:
    """Return a layer at a commit; an empty one if its folder was not there."""
    target.mkdir()
    with suppress(NoFolderError):
        git.export(layer.folder, commit, target)
    return Layer(target, layer.filename)
