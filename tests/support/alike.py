"""Whether other versions of other packages make the same site: run by `make test-newest`.

    python -m tests.support.alike PYTHON

builds the shipped site twice, with the packages of the Python that runs this and with those of
another one, each without a cache, and compares the two, byte for byte. Only where the two have
different versions of Material may its own files differ, and what our pages say of them: their
names and sums, and the version.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SOURCES = ("mkdocs.yml", "docs", "kata")

THEME = re.compile(r"assets/(?:javascripts|stylesheets|images)/")
"""Where the files of the theme lie. Ours are in assets/katabase/."""
NAMED = re.compile(rb"(assets/(?:javascripts|stylesheets)/[\w./-]+)\.[0-9a-f]{8}(\.min\.\w+)")
SUMMED = re.compile(rb'(data-href="assets/stylesheets/[^"]*" integrity=")[^"]*')
MAKER = re.compile(rb'(<meta name="generator" content=")[^"]*')
BUILD = re.compile(rb'(const BUILD=")\w+')


def different(one: Path, other: Path, *, one_theme: bool) -> list[str]:
    """Return the files of two sites that are not alike, or are in one of them only.

    ``one_theme``: both are of one version of Material, so its files are compared as well.
    """
    here, there = (_all(site) if one_theme else _files(site) for site in (one, other))
    return sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))


def _all(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


def _files(site: Path) -> dict[str, bytes]:
    return {name: _ours(name, data) for name, data in _all(site).items() if not THEME.match(name)}


def _ours(name: str, data: bytes) -> bytes:
    """Take out of a file what it says of the files of the theme."""
    if name.endswith(".html"):
        return MAKER.sub(rb"\1", SUMMED.sub(rb"\1", NAMED.sub(rb"\1\2", data)))
    if name == "sw.js":
        return BUILD.sub(rb"\1", data)
    if name == "offline.json":  # names, sums and lengths of all files: the names are enough
        listed = json.loads(data)
        names = [NAMED.sub(rb"\1\2", path.encode()) for path, *_ in listed["files"]]
        return b"\n".join([str(listed["first"]).encode(), *names])
    return data


def build(python: str, project: Path, site: Path) -> None:
    """Build a site strictly, with all cards set anew. Raises CalledProcessError."""
    shutil.rmtree(project / ".cache", ignore_errors=True)
    command = [python, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=project, env=env, check=True, timeout=1200)


def theme_of(python: str) -> str:
    """Return the version of Material that a Python has."""
    code = "import importlib.metadata as all; print(all.version('mkdocs-material'))"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout


def main(python: str) -> int:
    """Print what differs; return how a program ends."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "project").mkdir()
        for name in SOURCES:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, folder / "project" / name)
        sites = [folder / "one", folder / "other"]
        for program, site in zip((sys.executable, python), sites, strict=True):
            build(program, folder / "project", site)
        one_theme = theme_of(sys.executable) == theme_of(python)
        found = different(*sites, one_theme=one_theme)
        count = len(_all(sites[0]))
    sys.stdout.write("".join(f"{name} differs\n" for name in found))
    sys.stdout.write(f"{count} files, {len(found)} differ\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
