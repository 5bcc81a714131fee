"""Pictures of practices: files that are there, that are small, and that only show something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope, at
from katabase.domain.pictures import pictures_of
from katabase.domain.problems import Level, did_you_mean
from katabase.domain.reading.images import Image, ImageFaultError, image

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from katabase.domain.library import Entry
    from katabase.domain.reading.document import Loc
    from katabase.domain.shared_parts import Picture

HEAVY, WIDE = 500_000, 2_400
"""Bytes and pixels above which a picture is larger than a page or a card can show."""


def _bad(entry: Entry, context: Context) -> Iterator[Finding]:
    for loc, picture in pictures_of(entry.practice):
        place = (*loc, "file")
        path = picture.placed.path if picture.placed else None
        if path is None or not path.is_file():
            if picture.file.startswith("/") and context.library.own is None:
                continue  # no site is looked at, so nobody knows what lies below its docs
            yield at(entry, place, _missing(picture, path), _hint(picture, path, context))
            continue
        try:
            image(path)
        except ImageFaultError as error:
            yield at(entry, place, f"{picture.file}: {error.message}", error.hint)
        except OSError as error:
            message = f"{picture.file} cannot be read: {error.strerror or error}"
            yield at(entry, place, message, "check who may read it")


def _missing(picture: Picture, path: Path | None) -> str:
    if path is None and not picture.file.startswith("/"):
        return f"{picture.file}: expected a file within the library, found a way out of it"
    return f"there is no file {picture.file}"


def _hint(picture: Picture, path: Path | None, context: Context) -> str:
    own = context.library.own
    if picture.file.startswith("/"):
        return did_you_mean(picture.file, own.names() if own else ())
    if path is None:
        return "put it beside the practice's file, or below docs/ with a slash before its name"
    names: list[str] = []
    if path.parent.is_dir():
        folder = picture.file.rpartition("/")[0]
        files = (each.name for each in path.parent.iterdir() if each.is_file())
        names = [f"{folder}/{name}" if folder else name for name in files]
    fallback = "it stands beside the practice's file; one below docs/ has a slash before its name"
    near = did_you_mean(picture.file, names) if names else ""
    return near if near.startswith("did") else fallback


BAD_PICTURE = Rule(
    id="bad-picture",
    scope=Scope.PRACTICE,
    wrong="The file of a picture is missing, is no picture, or could run.",
    mend="Put a PNG, JPEG, WebP or SVG beside the practice's file, or below the site's `docs` with "
    "a slash before its name. An SVG may only draw: no script, no handlers such as `onclick`, no "
    "HTML within it, nothing that is loaded from elsewhere. Drawing programs call that plain SVG.",
    firm="the page would have a hole, or a picture would run in it",
    examples=(
        Example(
            "traits",
            "picture:\n  file: ../pictures/promise.png\n  alt: A board with five promises.",
            "picture:\n  file: ../pictures/promise.svg\n  alt: A board with five promises.",
        ),
    ),
    practice=_bad,
)


def _known(entry: Entry) -> Iterator[tuple[Loc, Picture, Image]]:
    for loc, picture in pictures_of(entry.practice):
        path = picture.placed.path if picture.placed else None
        if path is not None:
            try:
                yield (*loc, "file"), picture, image(path)
            except (ImageFaultError, OSError):
                continue  # the other rule says so


def _large(entry: Entry, context: Context) -> Iterator[Finding]:
    for loc, picture, found in _known(entry):
        hint = "save it smaller: 1,600 pixels wide are enough for a page and a card"
        if found.bytes > HEAVY:
            message = f"{picture.file}: expected at most {HEAVY:,} bytes, found {found.bytes:,}"
            yield at(entry, loc, message, hint)
        elif found.format != "SVG" and max(found.width, found.height) > WIDE:
            message = (
                f"{picture.file}: expected at most {WIDE:,} pixels a side, found "
                f"{found.width:,} by {found.height:,}"
            )
            yield at(entry, loc, message, hint)


LARGE_PICTURE = Rule(
    id="large-picture",
    scope=Scope.PRACTICE,
    level=Level.WARNING,
    wrong="A picture is larger than anybody sees.",
    mend="Phones load it at the gemba, often with a poor signal, and keep it for when there is "
    "none. 1,600 pixels wide and 500,000 bytes are enough for a page and for a card.",
    practice=_large,
)


def _placed(entry: Entry, context: Context) -> Iterator[Finding]:
    for loc, picture, found in _known(entry):
        if found.located:
            message = f"{picture.file} says where on earth it was taken"
            hint = "save it without the place (GPS), or as PNG"
            yield at(entry, loc, message, hint)


LOCATED_PICTURE = Rule(
    id="located-picture",
    scope=Scope.PRACTICE,
    level=Level.WARNING,
    wrong="A photograph says where on earth it was taken.",
    mend="Phones write the place into each photograph, and everybody who loads the page can read "
    "it there. Save the picture without it; a PNG has none.",
    practice=_placed,
)
