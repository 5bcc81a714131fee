"""Engines that carry MkDocs and Material on build the same site; `make test-engines` has them.

MaterialX lies where Material does, so the two cannot be in one environment: these are beside the
virtual environment, and where they are not, nothing is tried.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import run
from tests.support.project import make
from tests.support.reading_pages import ReadPage, read

if TYPE_CHECKING:
    from tests.support.project import Project

PROGRAMS = Path(sys.prefix) / "test-engines" / "bin"

pytestmark = pytest.mark.skipif(
    not PROGRAMS.exists(), reason="no other engines here; make test-engines installs them"
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = make(tmp_path_factory.mktemp("engines"))
    project.edit("mkdocs.yml", "katabase\n", "katabase: {offline: false}\n")
    assert project.build("--strict").returncode == 0
    return project


@pytest.fixture(scope="module")
def ours(project: Project) -> dict[str, ReadPage]:
    """The pages that MkDocs and Material make."""
    return read(project.site)


def built(program: str, folder: Path, *options: str) -> None:
    """Build a site with a program of the other environment."""
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    env.pop("PYTHONPATH", None)  # its own packages, and nothing of ours
    done = subprocess.run(
        [PROGRAMS / program, "build", "--strict", *options],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("program", ["mkdocs", "properdocs"])
def test_an_engine_that_runs_our_plugin_makes_the_same_pages(
    project: Project, ours: dict[str, ReadPage], program: str
) -> None:
    """One line of the settings, the theme's name; titles, headings, texts and links stay."""
    project.edit("mkdocs.yml", "name: material", "name: materialx")
    try:
        built(program, project.folder, "--site-dir", f"by-{program}")
    finally:
        project.edit("mkdocs.yml", "name: materialx", "name: material")
    theirs = read(project.folder / f"by-{program}")
    assert theirs.keys() == ours.keys()
    for address, page in ours.items():
        assert theirs[address] == page, address


def test_the_newest_zensical_makes_the_same_pages(
    project: Project, ours: dict[str, ReadPage]
) -> None:
    out = project.folder / "out"
    result = run("katabase", "export", "out", cwd=project.folder)
    assert result.returncode == 0, result.stdout + result.stderr
    built("zensical", out)
    theirs = read(out / "site")
    assert theirs.keys() == ours.keys()
    for address in ours.keys() - {"404.html"}:  # this engine's own; ours finds its root by a script
        assert theirs[address] == ours[address], address
