"""Works and is killed, at every moment at which it changes the disk; see test_killed.

For each way in which the project writes, with and without a system that can exchange two
folders in one step: the process is ended before its first rename, write or sync, then
before its second one, and so on, until it comes to its end. After each of them readers
must find a whole output, the old or the new one; the next run must bring back what is
gone and sweep what was left, also if all that it does is to begin.

Prints the number of moments a way. A process of its own, because it forks.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from katabase.adapters.building.staging import Staging
from katabase.products.outputs import files, places
from katabase.products.outputs.kept import Cache
from katabase.products.outputs.workspace import Workspace, mend
from katabase.products.publishing import releases
from katabase.products.publishing.bundle import bundle
from katabase.products.publishing.releases import Release
from tests.support.sites import fingerprints, least_site

if TYPE_CHECKING:
    from collections.abc import Callable

CHANGES = ("os.rename", "os.symlink", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree")
CALLS = ("renameat2", "syncfs")


@dataclass(frozen=True)
class Way:
    """A way of writing: what is done, and what readers may find after it was stopped."""

    begin: Callable[[Path], object]
    """Writes the old state into an empty folder."""
    work: Callable[[Path], object]
    """Writes the new state over it."""
    look: Callable[[Path], object]
    """Says whether what readers see is whole."""
    mend: Callable[[Path], object] = mend
    """What every next run does first, whatever comes of it."""


def site(folder: Path, words: str, inside: Callable[[Path], bool] | None = None) -> None:
    staging = Staging(str(folder / "site"), [folder / "kata"])
    if inside:
        staging._stays = lambda: True  # type: ignore[method-assign]
    least_site(Path(staging.begin()), None, words)
    staging.switch()


def begin_site(folder: Path) -> None:
    site(folder, "old")
    (folder / "site/.nojekyll").touch()


def whole_site(folder: Path) -> None:
    found = fingerprints(folder / "site")
    assert {"index.html", "404.html", "api/v1/site.json", ".nojekyll"} <= set(found), found
    assert text(folder / "site") in ("old", "new")


def site_comes_back(folder: Path) -> None:
    """The next build brings the last good site back although it stops for an error."""
    Staging(str(folder / "site"), [])
    whole_site(folder)


def site_after_a_mount_point(folder: Path) -> None:
    """Where a folder cannot be exchanged, a stopped build is ended by the next one."""
    Staging(str(folder / "site"), [])
    whole_site(folder)


def a_bundle(folder: Path, words: str) -> None:
    made = folder.with_name(f"{folder.name}-{words}")
    if not made.exists():
        least_site(made, "1.0", words)
    with Workspace(folder) as workspace:
        bundle(made, {"name": "A", "version": "1.0", "katabase": "1"}, workspace)


def whole_bundle(folder: Path) -> None:
    import hashlib
    import zipfile

    with zipfile.ZipFile(folder / "a-1.0.zip") as archive:
        assert archive.testzip() is None
    beside = folder / "a-1.0.zip.sha256"
    if beside.exists():
        said = beside.read_text(encoding="utf-8").split()[0]
        assert said == hashlib.sha256((folder / "a-1.0.zip").read_bytes()).hexdigest()


def a_file(folder: Path, words: bytes) -> None:
    files.write(folder, [("one.txt", words * 999), ("two.txt", words * 999)], lambda _: True)


def whole_files(folder: Path) -> None:
    for name in ("one.txt", "two.txt"):
        assert (folder / name).read_bytes() in (b"old" * 999, b"new" * 999)


def a_version(folder: Path, version: str, words: str) -> None:
    with Workspace(folder) as workspace:
        least_site(workspace.new / version, version, words)
        releases.publish(workspace, Release(version, ("latest",)), replace=True)


def whole_versions(folder: Path) -> None:
    if not (folder / "latest").exists():  # a first publishing that was stopped
        assert not (folder / "versions.json").exists()
        return
    for name in ("1.0", "1.1", "latest"):
        if (folder / name).exists():
            assert len(fingerprints(folder / name)) == 5, f"{name} is not whole"
            assert text(folder / name) in ("old", "new")
    for each in releases.read_versions(folder):
        assert (folder / str(each.version)).is_dir()


def cached(folder: Path) -> None:
    cache = Cache(folder)
    cache.put("abcd", {"pdf": b"new" * 999})
    cache.prune()


def whole_cache(folder: Path) -> None:
    assert Cache(folder).get("abcd") in (None, {"pdf": b"new" * 999})


def text(folder: Path) -> str:
    words = (folder / "index.html").read_text(encoding="utf-8")
    assert words == words[:3] * 400
    return words[:3]


WAYS = {
    "site": Way(begin_site, lambda at: site(at, "new"), whole_site, site_comes_back),
    "bundle": Way(lambda at: a_bundle(at, "old"), lambda at: a_bundle(at, "new"), whole_bundle),
    "files": Way(lambda at: a_file(at, b"old"), lambda at: a_file(at, b"new"), whole_files),
    "first version": Way(lambda _: None, lambda at: a_version(at, "1.0", "new"), whole_versions),
    "next version": Way(
        lambda at: a_version(at, "1.0", "old"),
        lambda at: a_version(at, "1.1", "new"),
        whole_versions,
    ),
    "version again": Way(
        lambda at: a_version(at, "1.0", "old"),
        lambda at: a_version(at, "1.0", "new"),
        whole_versions,
    ),
    "cache": Way(lambda _: None, cached, whole_cache, lambda at: Cache(at)),
}
MOUNTED = Way(
    begin_site,
    lambda at: site(at, "new", inside=lambda _: True),
    lambda _: None,  # for a moment a file may be missing there; not after the next beginning
    site_after_a_mount_point,
)


def main(folder: Path) -> None:
    for name, way in WAYS.items():
        print(name, moments(folder / name, way))
    print("site on a mount point", moments(folder / "mounted", MOUNTED))
    exchange, places.exchange = places.exchange, lambda *_: False
    for name in ("site", "version again"):
        way = WAYS[name]
        aside = Way(way.begin, way.work, way.mend, way.mend)  # whole after the next beginning
        print(name, "by two renames", moments(folder / f"{name}, two renames", aside))
    places.exchange = exchange


def moments(folder: Path, way: Way) -> int:
    """Kill at each moment; return how many there are."""
    before, now = folder / "before", folder / "now"
    before.mkdir(parents=True)
    way.begin(before)
    moment = 1
    while killed(before, now, way, moment):
        moment += 1
    return moment - 1


def killed(before: Path, now: Path, way: Way, moment: int) -> bool:
    """Work and be killed at a moment; False if it ended before."""
    shutil.rmtree(now, ignore_errors=True)
    shutil.copytree(before, now, symlinks=True)
    child = os.fork()
    if not child:
        die_at(moment)
        way.work(now)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert not os.WIFEXITED(status) or os.WEXITSTATUS(status) == 0
    way.look(now)
    way.mend(now)
    assert leftovers(now) == [], f"left after moment {moment}: {leftovers(now)}"
    way.look(now)
    way.work(now)  # and the next run does what it would have done
    way.look(now)
    assert leftovers(now) == []
    done = folder_state(now)
    shutil.rmtree(now)
    shutil.copytree(before, now, symlinks=True)
    way.work(now)
    assert folder_state(now) == done, f"moment {moment} left something else behind"
    return os.WIFSIGNALED(status)


def folder_state(folder: Path) -> dict[str, str]:
    return fingerprints(folder)


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob(".katabase-*")]


def die_at(moment: int) -> None:
    """End this process by SIGKILL at its n-th change of the disk; a write is half done then."""
    count = 0

    def step() -> bool:
        nonlocal count
        count += 1
        return count == moment

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def hook(event: str, args: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(args[2], int) and args[2] & os.O_WRONLY
        calls = event == "ctypes.dlsym" and args[1] in CALLS
        if (writes or calls or event in CHANGES) and step():
            die()

    sync, write = os.fsync, Path.write_bytes

    def fsync(number: int) -> None:
        if step():
            die()
        sync(number)

    def write_bytes(path: Path, data: bytes) -> int:
        if step():
            with path.open("wb", buffering=0) as file:
                file.write(data[: len(data) // 2])
            die()
        return write(path, data)

    os.fsync, Path.write_bytes = fsync, write_bytes  # type: ignore[method-assign,assignment]
    sys.addaudithook(hook)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
