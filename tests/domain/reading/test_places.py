"""Bad ground: folders that cannot be looked into, and what stands where a folder should."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from katabase.domain import loading
from katabase.domain.layers import Layer
from katabase.domain.reading.places import UnreadableError
from tests.conftest import CASES
from tests.support.commands import katabase

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def kata(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(CASES / "library", tmp_path / "kata")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "kata"


def close(folder: Path, mode: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take rights on a folder away, from root too, whom the system lets in everywhere."""
    folder.chmod(mode)
    allowed, listed = os.access, Path.iterdir

    def access(path: Path, what: int) -> bool:
        return allowed(path, what) and (Path(path) != folder or not what & ~(mode >> 6))

    def iterdir(path: Path) -> Iterator[Path]:
        if path == folder and not mode >> 6 & os.R_OK:
            raise PermissionError(13, os.strerror(13))
        return listed(path)

    monkeypatch.setattr(os, "access", access)
    monkeypatch.setattr(Path, "iterdir", iterdir)


@pytest.mark.parametrize("name", [".", "traits", "traits/more", "pictures"])
@pytest.mark.parametrize("mode", [0o000, 0o600, 0o100], ids=["shut", "no entry", "no list"])
def test_a_folder_that_cannot_be_looked_into(
    kata: Path, monkeypatch: pytest.MonkeyPatch, name: str, mode: int
) -> None:
    """One sentence, exit 2, and not a word of practices that nobody could see."""
    (kata / name).mkdir(exist_ok=True)
    close(kata / name, mode, monkeypatch)
    result = katabase("check")
    (kata / name).chmod(0o700)
    shown = (Path("kata") / name).as_posix()
    assert result.exit_code == 2
    assert f"{shown} cannot be read: Permission denied" in result.stderr
    assert "check that you may list and enter the folder" in result.stderr
    assert result.stdout == ""


def test_a_layer_that_is_no_folder_any_more(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="gone cannot be read: No such file"):
        loading.load([Layer(tmp_path / "gone", "gone")])


def replace(path: Path, what: str) -> None:
    """Let something stand where a file or a folder stood."""
    remove = shutil.rmtree if path.is_dir() else Path.unlink
    remove(path)  # type: ignore[operator]
    if what == "a folder":
        path.mkdir()
    elif what == "a file":
        path.write_text("x", encoding="utf-8")
    elif what == "a device":
        path.symlink_to("/dev/zero")
    elif what == "a pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("nowhere")


@pytest.mark.parametrize(
    ("name", "what", "said"),
    [
        ("glossary.yml", "a folder", "expected a file, found a folder"),
        ("glossary.yml", "a device", "expected a file, found something else"),
        ("glossary.yml", "a pipe", "expected a file, found something else"),
        ("glossary.yml", "a link", "cannot be read: No such file"),
        ("traits/keeps-promises.yml", "a device", "expected a file, found something else"),
        ("traits", "a file", "expected a folder of practices, found a file"),
        ("traits", "a device", "expected a folder of practices, found a file"),
        ("traits", "a link", "expected a folder of practices, found a link that leads nowhere"),
    ],
)
def test_what_stands_in_a_place_of_something_else(
    kata: Path, name: str, what: str, said: str
) -> None:
    replace(kata / name, what)
    found = loading.load([Layer(kata, "kata")]).problems
    assert [p.message for p in found if p.path == f"kata/{name}"] == [found[0].message]
    assert said in found[0].message


def test_behind_a_linked_folder_nothing_is_searched(kata: Path) -> None:
    """A link to the folder itself has no end; the link is told, and nothing behind it."""
    (kata / "traits/again").symlink_to(kata / "traits", target_is_directory=True)
    [problem] = loading.load([Layer(kata, "kata")]).problems
    assert (problem.path, problem.rule) == ("kata/traits/again", "wrong-place")


@pytest.mark.parametrize(
    ("name", "what", "there"),
    [
        ("traits/Keeps_Promises.yml", "a file", "keeps-promises.yml"),
        ("traits/keeps-promises.yaml", "a file", "keeps-promises.yml"),
        ("traits/größe.yml", "a file", "grosse.yml"),
        ("Glossary.yml", "a file", "glossary.yml"),
        ("Traits", "a folder", "traits"),
    ],
)
@pytest.mark.parametrize("behind", ["", "a link that leads nowhere"])
def test_no_hint_leads_over_what_is_there(
    kata: Path, name: str, what: str, there: str, behind: str
) -> None:
    path = kata / name
    if what == "a folder":
        path.mkdir()
    (path / "one.yml" if what == "a folder" else path).write_text("title: One\n", encoding="utf-8")
    good = path.with_name(there)
    if behind:
        if os.path.lexists(good):
            good.rename(kata / "aside")
        good.symlink_to("nowhere")
    elif not good.exists():
        good.write_text("title: One\n", encoding="utf-8")
    [hint] = [p.hint for p in loading.load([Layer(kata, "kata")]).problems if p.path.endswith(name)]
    assert f"{there} is there as well: " in hint


@pytest.mark.parametrize("style", ["text", "github", "json", "sarif"])
def test_a_name_that_is_no_text_is_told_in_every_style(kata: Path, style: str) -> None:
    (kata / "questions" / os.fsdecode(b"gr\xf6sse.yml")).write_text(
        "title: One\n", encoding="utf-8"
    )
    result = katabase("check", "--no-cards", "--format", style)
    assert result.exit_code == 1
    assert "rename the file to grsse.yml" in result.stdout


@pytest.mark.parametrize("what", ["a folder", "a device", "a pipe", "a link"])
def test_settings_that_are_no_file(kata: Path, what: str) -> None:
    """Also where another file inherits from them; a device would be read for ever."""
    place = kata.parent / "mkdocs.yml"
    place.write_text("x", encoding="utf-8")
    replace(place, what)
    result = katabase("check")
    assert result.exit_code == 2
    assert "mkdocs.yml cannot be read: expected a file, found " in result.stderr
    if what != "a link":
        place.rename(kata.parent / "base.yml")
        place.write_text("INHERIT: base.yml\n", encoding="utf-8")
        result = katabase("check")
        assert result.exit_code == 2
        assert "base.yml cannot be read: expected a file, found " in result.stderr
