"""Which file of a layer is which practice; and what stands in the wrong place."""

from __future__ import annotations

import difflib
import errno
import os
import re
from typing import TYPE_CHECKING, NamedTuple

from katabase.domain.kinds.registry import folders
from katabase.domain.layers.hidden import HIDDEN
from katabase.domain.messages import is_language
from katabase.domain.problems import KatabaseError, Problem, Spot, visible
from katabase.domain.reading.meant import language_meant
from katabase.domain.slugs import ascii_slug, is_slug, without_accents

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from katabase.domain.kinds.registry import AnyKind
    from katabase.domain.layers import Layer

GLOSSARY = "glossary.yml"
VOCABULARY = "vocabulary.yml"
OF_A_LAYER = (GLOSSARY, VOCABULARY, HIDDEN)
"""The files of a layer that are no practices."""

LONGEST_ID = 60
"""Characters of an id at most, so that addresses stay short enough for a printed code."""


class Place(NamedTuple):
    """A file of a layer that should be read: a practice, or what a layer has of one sort."""

    path: Path
    filename: str
    kind: AnyKind | None
    layer: int = 0
    """Which layer it belongs to, counted from the lowest."""


class UnreadableError(KatabaseError):
    """A folder that cannot be looked into: whatever is said of the rest would be wrong."""


def survey(layer: Layer) -> Iterator[Place | Problem]:
    """Yield every file of a layer that should be read, and a problem for each that cannot be.

    Hidden files and files that do not look like YAML are passed over. Raises
    UnreadableError for a folder that cannot be listed or entered.
    """
    for path in _listed(layer.folder, layer.filename or "."):
        filename = layer.filename_of(path)
        if path.name.startswith("."):
            continue
        if path.name in OF_A_LAYER:
            yield Place(path, filename, None)  # a folder there is a problem when it is read
        elif path.is_dir() and is_language(path.name):
            continue  # translations: read for the sites that speak the language
        elif path.is_dir():
            yield from _folder(layer, path)
        elif path.name in folders():
            found = "a file" if path.exists() else "a link that leads nowhere"
            message = f"expected a folder of practices, found {found}"
            yield Problem(filename, Spot(), "wrong-place", message, "move or rename it")
        elif _looks_like_yaml(path):
            yield _misplaced(path, filename)


def _listed(folder: Path, filename: str) -> list[Path]:
    """Return what lies in a folder, in order. Raises UnreadableError."""
    try:
        found = sorted(folder.iterdir())
        if not os.access(folder, os.X_OK):  # a list of names that nobody may open
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return found
    except OSError as error:
        raise UnreadableError(
            f"{visible(filename)} cannot be read: {error.strerror or error}; "
            "check that you may list and enter the folder"
        ) from error


def _below(folder: Path, layer: Layer) -> Iterator[Path]:
    """Yield all that lies below a folder, but for what is hidden or behind a linked folder."""
    for path in _listed(folder, layer.filename_of(folder)):
        if path.name.startswith("."):
            continue
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _below(path, layer)


def _looks_like_yaml(path: Path) -> bool:
    """Say whether a name has a YAML ending somewhere: ``x.YAML``, ``x.yml.txt``, ``x.yml``."""
    return ENDING.search(path.name) is not None


def _misplaced(path: Path, filename: str) -> Problem:
    for name in OF_A_LAYER:
        if path.name.lower().startswith(name.removesuffix("yml")):
            message = f"expected {name}, found {path.name}"
            hint = _free(path, path.with_name(name), "rename the file")
            return Problem(filename, Spot(), "wrong-place", message, hint)
    message = "expected a practice in the folder of its kind, found it outside"
    hint = f"move it into one of {', '.join(folders())}"
    return Problem(filename, Spot(), "wrong-place", message, hint)


def _folder(layer: Layer, folder: Path) -> Iterator[Place | Problem]:
    kind = folders().get(folder.name)
    below = list(_below(folder, layer))
    files = sorted(path for path in below if _looks_like_yaml(path))
    if kind is not None:
        yield from _not_followed(layer, below)
        for path in files:
            yield practice_at(kind, path, folder, layer.filename_of(path))
    elif files:
        message = f'expected a folder of practices, found "{folder.name}"'
        meant = _folder_meant(folder.name)
        named = meant or f"one of {', '.join(folders())}"
        hint = f"rename it to {named}, or move it out of the library"
        if not meant and is_slug(folder.name):  # whoever renamed it would lose a kind's practices
            hint += "; if a package brings this kind, install it"
        if meant and _taken(folder, folder.with_name(meant)):
            hint = f"{meant} is there as well: move what lies here to it, or out of the library"
        yield Problem(layer.filename_of(folder), Spot(), "unknown-kind", message, hint)


def _folder_meant(name: str) -> str | None:
    """Return the folder that somebody meant: of a kind, or of a language for translations."""
    flat = name.casefold().replace("_", "-").replace(" ", "-")
    language = language_meant(name) or language_meant(name.casefold())
    if near := difflib.get_close_matches(flat, folders(), n=1, cutoff=0.8):
        return near[0]
    return language if language and is_language(language) else None


def _not_followed(layer: Layer, below: list[Path]) -> Iterator[Problem]:
    """Yield the linked folders in which practices seem to lie."""
    for path in below:
        if path.is_symlink() and path.is_dir() and _may_hold_practices(path):
            message = "a link to a folder is not followed, and what lies there is left out"
            hint = "move the practices into the folder of their kind, or make that one the link"
            yield Problem(layer.filename_of(path), Spot(), "wrong-place", message, hint)


def _may_hold_practices(folder: Path) -> bool:
    try:
        return any(_looks_like_yaml(path) or path.is_dir() for path in folder.iterdir())
    except OSError:
        return True  # nobody knows


def practice_at(kind: AnyKind, path: Path, folder: Path, filename: str) -> Place | Problem:
    """Return the place of a practice's file, or what is wrong with its name."""
    name = ENDING.split(path.name)[0]
    if not is_slug(name) or len(name) > LONGEST_ID:
        message = (
            f"expected an id of lower-case letters, digits and hyphens, at most {LONGEST_ID} "
            f'characters; found "{name}"'
        )
        good = folder / f"{good_id(name)}.yml"
        hint = _free(path, good, f"rename the file to {good.name}")
        return Problem(filename, Spot(), "bad-id", message, hint)
    if name == RESERVED:
        message = f'the id "{name}" is taken: at this address stands the list of all {folder.name}'
        return Problem(filename, Spot(), "bad-id", message, "rename the file")
    if WINDOWS.fullmatch(name):
        message = f'the id "{name}" is no file name in Windows: it means a device there'
        return Problem(
            filename, Spot(), "bad-id", message, f"rename the file, for example to the-{name}.yml"
        )
    if path.parent != folder or path.name != f"{name}.yml":
        found = path.relative_to(folder.parent).as_posix()
        message = f"expected {folder.name}/{name}.yml, found {found}"
        hint = _free(path, folder / f"{name}.yml", "rename or move the file")
        return Problem(filename, Spot(), "wrong-place", message, hint)
    return Place(path, filename, kind)


def _free(path: Path, good: Path, hint: str) -> str:
    """Return a hint that leads a file to a good name, or another one if that is taken."""
    if not _taken(path, good):
        return hint
    return f"{good.name} is there as well: delete one of them, or give this one a name of its own"


def _taken(path: Path, good: Path) -> bool:
    """Say whether something else lies in a place: case may not matter there, a link end nowhere."""
    try:
        return os.path.lexists(good) and not good.samefile(path)
    except OSError:
        return True


ENDING = re.compile(r"\.ya?ml(?=\.|$)", re.IGNORECASE)
"""Ends the id in a file's name, whatever follows: ``x.YAML``, ``x.yml.txt``, ``x.yml``."""

RESERVED = "index"
"""The one id that no practice may have: a folder's page is its index."""


WINDOWS = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9])")
"""Names that Windows reserves, with any ending: a checkout there would fail."""


def good_id(name: str) -> str:
    """Return an id for what somebody called a file: their words, in the letters of ids."""
    good = ascii_slug(without_accents(name.casefold()))
    return good[:LONGEST_ID].strip("-") or "a-short-name"
