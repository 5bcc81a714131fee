"""The pictures of practices on a site: where they are published, and how large they are."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from katabase.domain.fields import Part
from katabase.domain.pictures import pictures_of
from katabase.domain.reading.images import Image, ImageFaultError, image
from katabase.domain.shared_parts import Picture
from katabase.domain.slugs import slug
from katabase.products.files import SiteFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from katabase.domain.library import Library

FOLDER = "pictures"
"""Where pictures lie that stand beside practices."""

DIGITS = 8
"""Digits of the hash in a name: another picture has another address."""


@dataclass(frozen=True)
class Shown:
    """A picture as a page shows it."""

    picture: Picture
    path: Path
    address: str
    """Below the site."""
    image: Image


def shown(picture: Picture | None) -> Shown | None:
    """Return a picture with its address and size; None if there is none that can be shown."""
    placed = picture.placed if picture else None
    if picture is None or placed is None or placed.path is None:
        return None
    try:
        found = image(placed.path)
    except (ImageFaultError, OSError):
        return None  # the check has said so
    address = placed.below_docs or _address(placed.path, placed.owner)
    return Shown(picture, placed.path, address, found)


def _address(path: Path, owner: str) -> str:
    name = slug(path.stem) or "picture"
    return f"{FOLDER}/{owner}/{name}-{digest(path)}{path.suffix.lower()}"


def digest(path: Path) -> str:
    """Return a short hash of a file."""
    return _digest(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2048)
def _digest(path: Path, _changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:DIGITS]


def files(library: Library) -> Iterator[SiteFile]:
    """Yield the pictures that stand beside practices: what lies below docs is there already."""
    seen = set()
    for entry in library.ordered():
        for _, picture in pictures_of(entry.practice):
            found = shown(picture)
            own = picture.placed and picture.placed.below_docs
            if found and not own and found.address not in seen:
                seen.add(found.address)
                yield SiteFile(found.address, found.path)


def unseen(library: Library, published: Library) -> frozenset[str]:
    """Return the site's own files that only practices show which no reader sees."""
    return frozenset(_own(library) - _own(published))


def _own(library: Library) -> set[str]:
    return {
        picture.placed.below_docs
        for entry in library.entries.values()
        for _, picture in pictures_of(entry.practice)
        if picture.placed and picture.placed.below_docs
    }


def with_sizes(data: Any, part: Any) -> Any:
    """Return what a practice says as data, each picture with its address and its pixels."""
    found = shown(part) if isinstance(part, Picture) else None
    if found:
        size = {"width": found.image.width, "height": found.image.height}
        return {**data, "address": found.address, **size}
    if isinstance(part, Part) and isinstance(data, dict):
        return {name: with_sizes(value, getattr(part, name, None)) for name, value in data.items()}
    if isinstance(part, list) and isinstance(data, list) and len(part) == len(data):
        return [with_sizes(value, inner) for value, inner in zip(data, part, strict=True)]
    return data
