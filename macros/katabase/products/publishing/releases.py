"""Versions of a site as plain folders on disk, beside one another, as mike lays them out.

``versions.json`` and the order of versions are mike's own, so a folder can be moved to
mike and back. What mike leaves to git is done here by hand: one publisher at a time, and
readers who see the old state or the new one, never half of one. Everything is written
into a hidden folder beside the versions and then put in its place by a rename.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from mike.versions import VersionInfo, Versions  # type: ignore[import-untyped]

from katabase.domain.problems import KatabaseError
from katabase.products import packing
from katabase.products.publishing import missing, moved, site_info
from katabase.products.publishing.swapping import put, remove_beside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VERSIONS = "versions.json"
HIDDEN = ".katabase-new"
"""Where a version is made before readers see it; dropped at the next run if one was killed."""
LOCK = ".katabase-lock"

NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}")
"""What a version or an alias may be called: it is a folder and a part of addresses."""

COMPRESSED = {".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".map", ".ics"}
"""The types that servers send compressed; the pieces of the search are compressed already."""
SMALLEST = 1024
"""Bytes. Below this a compressed copy saves no packet on the network."""

HOME = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<meta http-equiv="refresh" content="0; url={alias}/">
<link rel="canonical" href="{alias}/">
</head>
<body>
<p><a href="{alias}/">{title}</a></p>
</body>
</html>
"""


class PublishingError(KatabaseError):
    """A version that cannot be published."""


@dataclass(frozen=True)
class Release:
    """What is to be published."""

    version: str
    """The version, as in ``1.2``; the name of its folder."""
    aliases: tuple[str, ...] = ()
    """Other names that lead to it from now on, as in ``latest``."""
    title: str | None = None
    """What the menu shows, if not the version."""

    def __post_init__(self) -> None:
        for name in (self.version, *self.aliases):
            if not NAME.fullmatch(name):
                expected = "letters, digits, dots, hyphens and underscores, at most 40"
                raise PublishingError(f'version or alias "{name}": expected {expected}')
        if self.version in self.aliases:
            raise PublishingError(f'"{self.version}" cannot be version and alias at once')


def read_versions(folder: Path) -> Versions:
    """Return the versions of a folder, without those whose folder was removed.

    Raises PublishingError if the folder holds something that is no site with versions.
    """
    path = folder / VERSIONS
    if not path.exists():
        strangers = [each.name for each in folder.glob("[!.]*")] if folder.exists() else []
        if strangers:
            raise PublishingError(
                f'{folder}: expected an empty folder or one with {VERSIONS}, found "'
                f'{sorted(strangers)[0]}"; name a folder of its own for the versions'
            )
        return Versions()
    try:
        versions = Versions.loads(path.read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError) as error:
        raise PublishingError(f"{path} cannot be read as mike's list: {error}") from error
    gone = [str(each.version) for each in versions if not (folder / str(each.version)).is_dir()]
    versions.difference_update(gone)
    return versions


def publish(site: Path, folder: Path, release: Release, *, replace: bool = False) -> list[str]:
    """Put a built site into a folder as a version; return what was done, line by line.

    The site must lie in ``folder / HIDDEN``, on the same file system. Doing the same
    again changes nothing. ``replace`` lets other content take the place of a version.
    Raises PublishingError; then readers see what they saw before.
    """
    versions = read_versions(folder)
    try:
        versions.add(release.version, release.title, list(release.aliases), update_aliases=True)
    except ValueError as error:
        raise PublishingError(f"{folder}: {error}") from error
    place = folder / release.version
    compress(site)
    if place.exists() and same(site, place):
        shutil.rmtree(site)
        done = [f"{release.version}: as it was"]
    elif place.exists() and not replace:
        raise PublishingError(
            f"{place}: a version that is published does not change, and this build differs "
            "from it; choose a new version, or say --replace"
        )
    else:
        put(site, place)
        done = [f"{release.version}: published"]
    return done + settle(folder, versions)


def settle(folder: Path, versions: Versions) -> list[str]:
    """Bring aliases, list and front pages in line with the versions; return what changed."""
    done = []
    for info in versions:
        for alias in sorted(info.aliases):
            if _point(folder, alias, str(info.version)):
                done.append(f"{alias}: leads to {info.version}")
    names = {name for info in versions for name in info.aliases}
    names |= {str(info.version) for info in versions}
    for path in folder.iterdir():
        if path.is_symlink() and path.name not in names:
            path.unlink()
            done.append(f"{path.name}: removed, its version is gone")
    for name, text in _front(folder, versions):
        if _write(folder, name, text):
            done.append(f"{name}: written")
    return done


def _point(folder: Path, alias: str, version: str) -> bool:
    """Let an alias lead to a version: a relative link, or a copy where links cannot be."""
    place, new = folder / alias, folder / HIDDEN / alias
    if place.is_symlink() and str(place.readlink()) == version:
        return False
    if place.is_dir() and not place.is_symlink() and same(place, folder / version):
        return False
    new.parent.mkdir(exist_ok=True)
    try:
        new.symlink_to(version, target_is_directory=True)
    except (OSError, NotImplementedError):
        shutil.copytree(folder / version, new)
    put(new, place)
    return True


def _front(folder: Path, versions: Versions) -> Iterator[tuple[str, str]]:
    """Yield what lies beside the versions: the list, the way in, the page for what is missing."""
    infos = list(versions)
    listed = [{**info.to_json(), "aliases": sorted(info.aliases)} for info in infos]
    yield VERSIONS, json.dumps(listed, indent=2, ensure_ascii=False) + "\n"
    if not infos:
        return
    names = [(alias, info) for info in infos for alias in sorted(info.aliases)]
    default = next((alias for alias, _ in names if alias == "latest"), str(infos[0].version))
    yield "index.html", HOME.format(alias=default, title=escape(_title(folder / default)))
    page = folder / default / missing.NAME
    if page.exists():
        yield missing.NAME, missing.below(page.read_text(encoding="utf-8"), default)
    yield moved.PATH, moved.HEAD + "".join(_moves(folder, infos))


def _title(site: Path) -> str:
    """Return the site's name; a version that another tool made may not say it."""
    try:
        return str(json.loads((site / site_info.PATH).read_text(encoding="utf-8"))["name"])
    except (OSError, ValueError, KeyError, TypeError):
        return "Latest version"


def _moves(folder: Path, infos: list[VersionInfo]) -> Iterator[str]:
    for info in infos:
        path = folder / str(info.version) / moved.PATH
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        for name in (str(info.version), *sorted(info.aliases)):
            yield moved.below(text, name)


def _write(folder: Path, name: str, text: str) -> bool:
    place, new = folder / name, folder / HIDDEN / name
    if place.exists() and place.read_bytes() == text.encode():
        return False
    new.parent.mkdir(exist_ok=True)
    new.write_bytes(text.encode())
    new.replace(place)
    return True


def compress(site: Path) -> None:
    """Write a compressed copy beside each file that servers send compressed.

    The copy carries no time and no name; ``same`` compares what it unpacks to.
    """
    for path in sorted(site.rglob("*")):
        if path.suffix in COMPRESSED and path.is_file() and path.stat().st_size >= SMALLEST:
            packed = packing.quickly(path.read_bytes())
            path.with_name(path.name + packing.SUFFIX).write_bytes(packed)


def same(one: Path, other: Path) -> bool:
    """Say whether two folders hold the same files with the same content."""
    first, second = _files(one), _files(other)
    return first == second and all(packing.same(one / name, other / name) for name in first)


def _files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def forget(folder: Path) -> None:
    """Drop what an earlier run that was stopped has left behind."""
    shutil.rmtree(folder / HIDDEN, ignore_errors=True)
    remove_beside(folder)
