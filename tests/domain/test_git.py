"""What a folder held at a version, from a real repository; and a computer without git."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from katabase.domain import git
from katabase.domain.git import GitError, NoFolderError

if TYPE_CHECKING:
    from pathlib import Path


def repository(folder: Path) -> Path:
    """A folder with a file, links that stay within it, and links that do not; tagged v1."""
    kata = folder / "kata"
    (kata / "traits").mkdir(parents=True)
    (kata / "traits/one.yml").write_text("title: One\n", encoding="utf-8")
    (kata / "same.yml").symlink_to("traits/one.yml")
    (kata / "passwords").symlink_to("/etc/passwd")
    (kata / "above.yml").symlink_to("../../../above.yml")
    (kata / "nowhere.yml").symlink_to("not-there.yml")
    for words in (
        ["init", "--quiet"],
        ["add", "."],
        ["-c", "user.name=t", "-c", "user.email=t@example.invalid", "commit", "--quiet", "-m", "x"],
        ["tag", "v1"],
    ):
        subprocess.run(["git", *words], cwd=folder, check=True)
    return kata


def test_links_that_lead_out_of_the_folder_are_left_out(tmp_path: Path) -> None:
    kata = repository(tmp_path / "repository")
    target = tmp_path / "target"
    target.mkdir()
    git.export(kata, git.commit_of(kata, "1"), target)
    assert (target / "traits/one.yml").read_text(encoding="utf-8") == "title: One\n"
    assert (target / "same.yml").read_text(encoding="utf-8") == "title: One\n"
    assert not (target / "passwords").is_symlink()
    assert not (target / "above.yml").is_symlink()


def test_a_folder_that_was_empty_or_not_there(tmp_path: Path) -> None:
    """What git writes of these differs from version to version."""
    empty, target = tmp_path / "empty", tmp_path / "target"
    empty.mkdir()
    target.mkdir()
    person = ["-c", "user.name=t", "-c", "user.email=t@example.invalid"]
    subprocess.run(["git", "init", "--quiet"], cwd=empty, check=True)
    commit = ["git", *person, "commit", "--quiet", "--allow-empty", "-m", "x"]
    subprocess.run(commit, cwd=empty, check=True)
    git.export(empty, "HEAD", target)
    assert list(target.iterdir()) == []
    (empty / "kata").mkdir()
    with pytest.raises(NoFolderError, match="there was no folder kata in HEAD"):
        git.export(empty / "kata", "HEAD", target)


def test_without_git_nothing_is_said_of_the_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kata = repository(tmp_path)
    commit = git.commit_of(kata, "v1")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="git, which knows the versions, is not installed"):
        git.commit_of(kata, "v1")
    with pytest.raises(GitError, match="is not installed"):
        git.export(kata, commit, tmp_path)


def test_a_clone_of_the_last_commits_is_said_to_be_one(tmp_path: Path) -> None:
    """As a pipeline makes it: the version is there, and was not fetched."""
    repository(tmp_path / "whole")
    clone = tmp_path / "clone"
    words = ["clone", "-q", "--depth=1", "--no-tags", (tmp_path / "whole").as_uri(), str(clone)]
    subprocess.run(["git", *words], check=True)
    with pytest.raises(GitError, match=r'no version "1" of .*; fetch the others with: git fetch'):
        git.commit_of(clone / "kata", "1")


def test_a_version_that_git_does_not_know(tmp_path: Path) -> None:
    with pytest.raises(GitError, match='git knows no version "2" of '):
        git.commit_of(repository(tmp_path), "2")


def test_the_top_of_a_repository_is_named_as_the_locale_names_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a locale without the letter, a path of characters would name no file."""
    kata = repository(tmp_path / "Übung")
    monkeypatch.setattr("os.fsdecode", lambda name: name.decode("ascii", "surrogateescape"))
    assert git.top(kata).encode("ascii", "surrogateescape") == bytes(kata.parent)
