"""Projects, caches and folders that this user may not write, or not read: the system refuses."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.support.project import Project, make
from tests.support.rights import give_away, read_only, run_as_anybody, writable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A small site, built, with a cache of its own."""
    project = make(tmp_path_factory.mktemp("refused"))
    (project.folder / ".cache").unlink()
    result = project.build("--strict")
    assert result.returncode == 0, result.stdout + result.stderr
    return project


@pytest.fixture
def copy(built: Project, tmp_path: Path) -> Iterator[Project]:
    shutil.copytree(built.folder, tmp_path / "project")
    yield Project(tmp_path / "project")
    writable(tmp_path / "project")


def held(folder: Path) -> dict[Path, bytes]:
    """Return all that a folder holds, files with what is in them."""
    return {path: path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}


WITHIN = {
    ("mkdocs", "build"): 1,
    ("katabase", "cards"): 2,
    ("katabase", "bundle"): 2,
    ("katabase", "publish", "versions", "--version", "1.0"): 2,
    ("katabase", "new", "checklist", "our-walk"): 2,
    ("katabase", "check", "--fix"): 2,
}
"""Commands that write into the project, and how they end if they may not."""


def test_what_may_not_be_written_is_one_sentence(copy: Project) -> None:
    read_only(copy.folder)
    before = held(copy.folder)
    for command, code in WITHIN.items():
        result = run_as_anybody(*command, cwd=copy.folder)
        assert result.returncode == code, (command, result.stderr)
        *_, last = result.stderr.splitlines()
        assert "Permission denied" in last or "you may not write there" in last, command
        assert "Traceback" not in result.stderr, command
    assert held(copy.folder) == before


@pytest.mark.parametrize("cache", ["none", "shut"])
def test_a_project_that_may_not_be_written_is_built_elsewhere(
    copy: Project, built: Project, tmp_path: Path, cache: str
) -> None:
    """Without a cache, or with one that may not be read: the site is the same, nothing is said."""
    if cache == "none":
        shutil.rmtree(copy.folder / ".cache")
    read_only(copy.folder)
    if cache == "shut":
        (copy.folder / ".cache").chmod(0)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    command = ("mkdocs", "build", "--strict", "--site-dir", str(elsewhere / "site"))
    result = run_as_anybody(*command, cwd=copy.folder)
    assert result.returncode == 0, result.stderr
    assert Project(elsewhere).print() == built.print()
    result = run_as_anybody(
        "katabase", "cards", "--out", str(elsewhere / "cards.pdf"), cwd=copy.folder
    )
    assert result.returncode == 0, result.stderr
    assert (elsewhere / "cards.pdf").read_bytes().startswith(b"%PDF")
    assert [path.name for path in elsewhere.glob(".*")] == []


@pytest.mark.parametrize(
    ("name", "mode", "said"),
    [
        ("kata/traits", 0o000, "kata/traits cannot be read: Permission denied"),
        ("kata/traits", 0o644, "kata/traits cannot be read: Permission denied"),
        ("kata/traits", 0o311, "kata/traits cannot be read: Permission denied"),
        ("kata", 0o644, "kata cannot be read: Permission denied"),
    ],
)
def test_a_folder_that_may_not_be_looked_into_stops_the_check(
    copy: Project, name: str, mode: int, said: str
) -> None:
    (copy.folder / name).chmod(mode)
    result = run_as_anybody("katabase", "check", cwd=copy.folder)
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_a_file_that_may_not_be_read_is_a_problem_of_that_file(copy: Project) -> None:
    (copy.kata / "traits/keeps-promises.yml").chmod(0)
    result = run_as_anybody("katabase", "check", cwd=copy.folder)
    assert result.returncode == 1
    said = result.stdout + result.stderr
    assert "kata/traits/keeps-promises.yml" in said
    assert "cannot be read: Permission denied" in said
    assert "Traceback" not in said


def test_a_build_after_one_of_another_user(copy: Project) -> None:
    """Its cache is theirs and is not needed; its site is theirs, and that is said at once."""
    before = copy.print()
    give_away(copy.site)
    give_away(copy.folder / ".cache")
    result = run_as_anybody("mkdocs", "build", cwd=copy.folder)
    assert result.returncode == 1, result.stderr
    assert 'site" belongs to somebody else, and you may not write there' in result.stderr
    assert "Traceback" not in result.stderr
    assert copy.print() == before
    assert sorted(path.name for path in copy.folder.glob(".*")) == [".cache"]
