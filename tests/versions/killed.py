"""Publishes and is killed, at every moment at which it changes the disk; see test_publish.

Prints the number of moments. A process of its own, because it forks.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

from katabase.products.publishing import releases
from katabase.products.publishing.releases import Release
from tests.support.sites import fingerprints
from tests.versions.test_publish import publish, site

CHANGES = ("os.rename", "os.symlink", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree")


def main(folder: Path) -> None:
    """Kill the two sorts of publishing: a new version, and one that replaces its old self."""
    before = folder / "before"
    before.mkdir()
    publish(before, "1.0", "old", "latest")
    total = 0
    for version in ("1.1", "1.0"):
        moment = 1
        while killed(before, folder / "now", version, moment):
            moment += 1
        total += moment - 1
    print("killed at", total)


def killed(before: Path, now: Path, version: str, moment: int) -> bool:
    """Publish and be killed at a moment; False if it ended before."""
    shutil.rmtree(now, ignore_errors=True)
    shutil.copytree(before, now, symlinks=True)
    site(now / releases.HIDDEN / version, version, "new")
    child = os.fork()
    if not child:
        die_at(moment)
        releases.publish(
            now / releases.HIDDEN / version, now, Release(version, ("latest",)), replace=True
        )
        releases.forget(now)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    readers_see_a_whole_site(before, now, version)
    releases.forget(now)
    publish(now, version, "new", "latest", replace=True)  # the next run mends everything
    assert text(now / version) == text(now / "latest") == "new"
    assert sorted(path.name for path in now.glob(".*")) == []
    return os.WIFSIGNALED(status)


def die_at(moment: int) -> None:
    count = 0

    def hook(event: str, args: tuple[object, ...]) -> None:
        nonlocal count
        writes = event == "open" and isinstance(args[2], int) and args[2] & os.O_WRONLY
        exchanges = event == "ctypes.dlsym" and args[1] == "renameat2"
        if writes or exchanges or event in CHANGES:
            count += 1
            if count == moment:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def readers_see_a_whole_site(before: Path, now: Path, version: str) -> None:
    old = fingerprints(before / "1.0")
    assert text(now / "latest") in ("old", "new")
    if version != "1.0":
        assert fingerprints(now / "1.0") == old
    for name in ("1.0", "1.1", "latest"):
        if (now / name).exists():
            found = fingerprints(now / name)
            assert found.keys() == old.keys(), f"{name} is not whole"
            assert text(now / name) in ("old", "new")
    for each in releases.read_versions(now):
        assert (now / str(each.version)).is_dir()


def text(folder: Path) -> str:
    words = (folder / "index.html").read_text(encoding="utf-8")
    assert words == words[:3] * 400
    return words[:3]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
