"""Versions of a site as plain folders on disk, beside one another, as mike lays them out.

``versions.json`` and the order of versions are mike's own, so a folder can be moved to
mike and back. What mike leaves to git is done here by hand: one publisher at a time, and
readers who see the old state or the new one, never half of one. Everything is made in a
workspace beside the versions and then put in its place in one step.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from mike.versions import VersionInfo, Versions  # type: ignore[import-untyped]

from katabase.domain.problems import KatabaseError
from katabase.products import packing
from katabase.products.outputs import ours, places
from katabase.products.publishing import missing, moved, site_info
from katabase.products.publishing.site_info import LATEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from katabase.products.outputs.workspace import Workspace

VERSIONS = ours.VERSIONS
HOME_PAGE = "index.html"
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

EMPTY = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Nothing is published</title>
<link rel="icon" href="data:,">
</head>
<body>
<p>No version of this site is published at the moment.</p>
</body>
</html>
"""
"""The way in where every version was taken away: the last one led to a folder that is gone."""


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
        if self.title is not None and not (self.title.strip() and self.title.isprintable()):
            found = self.title.encode("unicode_escape").decode("ascii")
            raise PublishingError(f'title "{found}": expected text in UTF-8 on one line')


def read_versions(folder: Path) -> Versions:
    """Return the versions of a folder, without those whose folder was removed.

    Raises PublishingError if the folder holds something that is no site with versions.
    """
    for name in (VERSIONS, HOME_PAGE, missing.NAME, moved.PATH):
        place = folder / name
        if os.path.lexists(place) and (place.is_symlink() or not place.is_file()):
            raise PublishingError(f"{place}: expected a file, which publishing writes")
    versions = _listed(folder)
    if versions is None:
        strangers = [path for path in folder.glob("[!.]*") if not _published(path)]
        if strangers:
            raise PublishingError(
                f'{folder}: expected an empty folder or one with {VERSIONS}, found "'
                f'{min(path.name for path in strangers)}"; name a folder of its own for the '
                "versions"
            )
        return Versions()
    gone = [str(each.version) for each in versions if not (folder / str(each.version)).is_dir()]
    versions.difference_update(gone)
    return versions


def _listed(folder: Path) -> Versions | None:
    """Return the list as it stands, None where there is none. Raises PublishingError."""
    path = folder / VERSIONS
    if not path.exists():
        return None
    try:
        return Versions.loads(path.read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError) as error:
        raise PublishingError(f"{path} cannot be read as mike's list: {error}") from error


def _published(path: Path) -> bool:
    """Say whether publishing has put a folder here, or a link to one beside it.

    The first run may have been stopped before it wrote the list.
    """
    here = not path.is_symlink() or _is_alias(path)
    return here and ours.names_katabase(path)


def _is_alias(path: Path) -> bool:
    """Say whether a link is of the sort that publishing makes: to a folder beside it."""
    return path.is_symlink() and NAME.fullmatch(str(path.readlink())) is not None


def earlier(folder: Path, release: Release) -> list[Path]:
    """Return the published versions for which a release answers, the newest last.

    Printed codes lead through an alias to what it names: a release answers for the versions
    below it, for its old self, and for those from which it takes an alias. A version that is
    only mended later answers for none that came after it.
    """
    versions = read_versions(folder)
    try:
        versions.add(release.version, release.title, list(release.aliases), update_aliases=True)
    except ValueError:
        return []  # ``publish`` says what is wrong with the names
    names = [str(each.version) for each in versions]
    found = names[names.index(release.version) :]
    taken = {
        str(each.version)
        for each in _listed(folder) or ()
        if each.aliases & set(release.aliases) and str(each.version) in names
    }
    found += sorted(taken - set(found))
    return [folder / name for name in reversed(found) if (folder / name).is_dir()]


def publish(workspace: Workspace, release: Release, *, replace: bool = False) -> list[str]:
    """Publish the site that was made as ``new / version``; return what was done, line by line.

    The workspace lies in the folder of the versions. Doing the same again changes nothing.
    ``replace`` lets other content take the place of a version. Raises PublishingError;
    then readers see what they saw before.
    """
    folder, site = workspace.parent, workspace.new / release.version
    versions = read_versions(folder)
    _must_be_free(folder, release)
    _must_name_one_thing(versions, release)
    was_listed = any(str(each.version) == release.version for each in versions)
    versions.add(release.version, release.title, list(release.aliases), update_aliases=True)
    place = folder / release.version
    compress(site)
    if place.exists() and same(site, place):
        done = [f"{release.version}: as it was"]
    elif place.exists() and was_listed and not replace:
        raise PublishingError(
            f"{place}: a version that is published does not change, and this build differs "
            "from it; choose a new version, or say --replace"
        )
    else:
        workspace.put(release.version)
        done = [f"{release.version}: published"]
    return done + bring_in_line(workspace, versions)


def _must_be_free(folder: Path, release: Release) -> None:
    """Raise PublishingError if publishing would replace what it did not make."""
    listed = _listed(folder) or Versions()
    known = {str(each.version) for each in listed} | {a for each in listed for a in each.aliases}
    for name in (release.version, *release.aliases):
        place = folder / name
        if place.is_symlink():
            made = _is_alias(place)
        else:
            made = not place.exists() or (
                place.is_dir() and (name in known or ours.names_katabase(place))
            )
        if not made:
            raise PublishingError(
                f"{place}: publishing did not make this, so it is not replaced; "
                "choose another name, or move it away"
            )


def _must_name_one_thing(versions: Versions, release: Release) -> None:
    """Raise PublishingError for a version that is called as an alias, or the other way round.

    An alias may be taken from another version; a version that took its name would be another.
    """
    for each in versions:
        if release.version in each.aliases:
            raise PublishingError(
                f'"{release.version}" is an alias, which leads to {each.version}; '
                "choose another name for the version"
            )
        if str(each.version) in release.aliases:
            raise PublishingError(
                f'"{each.version}" is a version there; choose another name for the alias, or '
                "remove its folder first"
            )


def bring_in_line(workspace: Workspace, versions: Versions) -> list[str]:
    """Bring aliases, list and front pages in line with the versions; return what changed."""
    folder, done = workspace.parent, []
    _keep_the_way_of_codes(folder, versions)
    for info in versions:
        for alias in sorted(info.aliases):
            if _point(workspace, alias, str(info.version)):
                done.append(f"{alias}: leads to {info.version}")
    names = {name for info in versions for name in info.aliases}
    names |= {str(info.version) for info in versions}
    listed = {alias for info in _listed(folder) or () for alias in info.aliases}
    for path in sorted(folder / alias for alias in listed - names):
        if _is_alias(path):
            path.unlink()
            done.append(f"{path.name}: removed, its version is gone")
    page = folder / missing.NAME
    if not list(versions) and page.is_file():  # all that it asks for lay in the versions
        page.unlink()
        done.append(f"{page.name}: removed, its version is gone")
    for name, text in _front(folder, versions):
        if _write(workspace, name, text):
            done.append(f"{name}: written")
    return done


def _keep_the_way_of_codes(folder: Path, versions: Versions) -> None:
    """Give the alias to which printed codes lead to the newest version, if its own is gone."""
    infos = list(versions)
    had = any(LATEST in each.aliases for each in _listed(folder) or ())
    if had and infos and not any(LATEST in each.aliases for each in infos):
        numbered = (each for each in infos if str(each.version)[0].isdigit())
        next(numbered, infos[0]).aliases.add(LATEST)


def _point(workspace: Workspace, alias: str, version: str) -> bool:
    """Let an alias lead to a version: a relative link, or a copy where links cannot be."""
    folder, new = workspace.parent, workspace.new / alias
    place = folder / alias
    if place.is_symlink() and str(place.readlink()) == version:
        return False
    if places.is_folder(place) and same(place, folder / version):
        return False
    try:
        new.symlink_to(version, target_is_directory=True)
    except (OSError, NotImplementedError):
        shutil.copytree(folder / version, new)
    workspace.put(alias)
    return True


def _front(folder: Path, versions: Versions) -> Iterator[tuple[str, str]]:
    """Yield what lies beside the versions: the list, the way in, the page for what is missing."""
    infos = list(versions)
    listed = [{**info.to_json(), "aliases": sorted(info.aliases)} for info in infos]
    yield VERSIONS, json.dumps(listed, indent=2, ensure_ascii=False) + "\n"
    if not infos:
        yield HOME_PAGE, EMPTY
        yield moved.PATH, moved.HEAD
        return
    names = [(alias, info) for info in infos for alias in sorted(info.aliases)]
    default = next((alias for alias, _ in names if alias == LATEST), str(infos[0].version))
    yield HOME_PAGE, HOME.format(alias=default, title=escape(_title(folder / default)))
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


def _write(workspace: Workspace, name: str, text: str) -> bool:
    place, new = workspace.parent / name, workspace.new / name
    if place.exists() and place.read_bytes() == text.encode():
        return False
    new.write_bytes(text.encode())
    workspace.put(name)
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
