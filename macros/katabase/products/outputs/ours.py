"""What may be replaced: nothing that holds sources, and nothing that we did not write."""

from __future__ import annotations

import io
import json
import os
import re
import struct
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from katabase.domain.problems import KatabaseError, visible
from katabase.products.publishing import site_info

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MARK = "Katabase"
"""What our pictures and documents say of themselves."""

_GENERATORS = re.compile(rb'<meta name="generator" content="mkdocs-|\bMkDocs version : ')
"""What Material, and MkDocs' own themes, write into every page."""
_ENTRANCES = ("index.html", "404.html")


class NotOursError(KatabaseError):
    """A place where something lies that must not be replaced."""


def must_be_a_site(place: Path, sources: Iterable[Path], *, key: str = "site_dir") -> None:
    """Raise NotOursError unless a built site may take a place.

    It may where nothing is, in an empty folder (hidden files do not count, they are kept),
    and in the place of a site that was built by Katabase or by MkDocs.
    """
    mend = f"name another folder in {key}"
    named = f'{key} "{visible(str(place))}"'
    if place.is_symlink():
        raise NotOursError(f"{named} is a link, which a site would replace; {mend}")
    if not os.path.lexists(place):
        return
    if not place.is_dir():
        raise NotOursError(f"{named} is a file, which a site would replace; {mend}")
    if not os.access(place, os.W_OK | os.X_OK):
        raise NotOursError(
            f"{named} belongs to somebody else, and you may not write there; {mend}, or let its "
            "owner remove it"
        )
    for source in sources:
        if _holds(place, source):
            what = visible(str(source))
            raise NotOursError(
                f'{named} holds "{what}", from which the site is made, and a site would replace '
                f"it; {mend}"
            )
    if version := _a_version_in(place):
        raise NotOursError(
            f'{named} holds the versions of a site, as "{visible(version)}", which a site would '
            f"replace; {mend}"
        )
    strangers = sorted(path.name for path in place.iterdir() if not path.name.startswith("."))
    if strangers and not is_site(place):
        raise NotOursError(
            f'{named} holds "{visible(strangers[0])}" and is no site that Katabase or MkDocs has '
            f"built, so it is not replaced; {mend}, or empty it yourself"
        )


VERSIONS = "versions.json"
"""The list of the versions in a folder, as mike writes it."""

EXPORTED = "# Written by katabase export: "
"""How the settings of an exported site begin."""


def must_be_an_export(place: Path) -> None:
    """Raise NotOursError unless an exported site may take a place: nothing, or an export."""
    settings = place / "mkdocs.yml"
    empty = place.is_dir() and not any(place.iterdir())
    if place.is_symlink() or (os.path.lexists(place) and not empty):
        ours = not place.is_symlink() and _start(settings).startswith(EXPORTED.encode())
        if not ours:
            raise NotOursError(
                f"{visible(str(place))} holds what katabase export did not write, so it is not "
                "replaced; name another folder, or empty it yourself"
            )


def _a_version_in(place: Path) -> str | None:
    """Return a version of a site that lies in a folder, as `katabase publish` and mike list it."""
    try:
        listed = json.loads((place / VERSIONS).read_bytes())
        names = [str(each["version"]) for each in listed]
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return next((name for name in names if is_site(place / name)), None)


def _holds(place: Path, source: Path) -> bool:
    real = Path(os.path.realpath(source))  # `resolve` raises where links lead in a circle
    return any(each.exists() and each.samefile(place) for each in (real, *real.parents))


def is_site(folder: Path) -> bool:
    """Say whether a folder holds a site that Katabase, or else MkDocs, has built."""
    return names_katabase(folder) or any(
        _GENERATORS.search(_start(folder / name)) for name in _ENTRANCES
    )


def names_katabase(folder: Path) -> bool:
    """Say whether a folder holds a site that says of itself that Katabase has built it."""
    said = None
    try:
        if (folder / site_info.PATH).is_file():
            said = json.loads((folder / site_info.PATH).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(said, dict) and "katabase" in said


def _start(path: Path) -> bytes:
    """Return a page, or as much of it as a generator would need to name itself."""
    try:
        if path.is_file():
            with path.open("rb") as file:
                return file.read(1 << 20)
    except OSError:
        pass
    return b""


def must_be_a_folder(folder: Path) -> None:
    """Raise NotOursError if a file stands where a folder is needed, or above it."""
    there = next((each for each in (folder, *folder.parents) if os.path.lexists(each)), folder)
    if os.path.lexists(there) and not there.is_dir():
        raise NotOursError(
            f"{visible(str(there))} is a file: expected a folder, or nothing yet; name another one"
        )


def must_be(place: Path, written_by_us: Callable[[bytes], bool]) -> None:
    """Raise NotOursError unless a file may take a place.

    It may where nothing is, or an empty file, or one of ours.
    """
    if place.is_symlink():
        reason = "it is a link, which would be replaced"
    elif place.is_dir():
        reason = "it is a folder"
    elif not os.path.lexists(place) or (place.is_file() and _may_go(place, written_by_us)):
        return
    else:
        reason = "there is a file that Katabase did not write"
    raise NotOursError(
        f"{visible(str(place))} cannot be written: {reason}; name another file, or move it away"
    )


def _may_go(place: Path, written_by_us: Callable[[bytes], bool]) -> bool:
    content = place.read_bytes()
    return not content or written_by_us(content)


def is_pdf(content: bytes) -> bool:
    """Say whether a PDF is one of ours."""
    import pikepdf  # takes a tenth of a second, and a site that is built asks for no PDF

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return MARK in (str(pdf.docinfo.get("/Creator")), str(pdf.docinfo.get("/MadeBy")))
    except (pikepdf.PdfError, ValueError):
        return False


_PNG = b"\x89PNG\r\n\x1a\n"
_HEAD = len(_PNG) + 4 + 4 + 13 + 4
"""Bytes up to the end of the chunk IHDR, which comes first (PNG, 5.6)."""
_TEXT = b"tEXtSoftware\0" + MARK.encode()


def signed_png(content: bytes) -> bytes:
    """Return a picture with a line that says who made it."""
    chunk = struct.pack(">I", len(_TEXT) - 4) + _TEXT + struct.pack(">I", zlib.crc32(_TEXT))
    return content[:_HEAD] + chunk + content[_HEAD:]


def is_png(content: bytes) -> bool:
    """Say whether a picture is one of ours."""
    return content.startswith(_PNG) and _TEXT in content
