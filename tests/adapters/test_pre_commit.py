"""The hooks for pre-commit, run by pre-commit itself in a scratch repository."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.conftest import ROOT, run
from tests.support import cases

if TYPE_CHECKING:
    from pathlib import Path

HOOKS = ".pre-commit-hooks.yaml"
BAD = "kata/questions/three-questions.yml"


def git(folder: Path, *words: str) -> str:
    names = ["-c", "user.name=t", "-c", "user.email=t@example.invalid"]
    done = subprocess.run(
        ["git", *names, *words], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the small library and our hooks.

    The hooks come from a repository of their own, as for a contributor, but run in this
    environment: pre-commit would install the package from the network.
    """
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    hooks = yaml.safe_load((ROOT / HOOKS).read_text(encoding="utf-8"))
    (tmp_path / "hooks").mkdir()
    here = [{**hook, "language": "system"} for hook in hooks]
    (tmp_path / "hooks" / HOOKS).write_text(yaml.safe_dump(here), encoding="utf-8")
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "hooks"]):
        git(tmp_path / "hooks", *words)
    site = tmp_path / "site"
    site.mkdir()
    cases.copy_library(site)
    chosen = [{"id": hook["id"], "stages": ["pre-commit"]} for hook in hooks]
    revision = git(tmp_path / "hooks", "rev-parse", "HEAD")
    repo = {"repo": str(tmp_path / "hooks"), "rev": revision, "hooks": chosen}
    config = yaml.safe_dump({"repos": [repo]})
    (site / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "first", "--no-verify"]):
        git(site, *words)
    return site


def hook(site: Path, *arguments: str) -> tuple[int, str]:
    """Run hooks on what is staged; return the exit code and what is shown."""
    git(site, "add", ".")
    result = run("pre-commit", "run", *arguments, cwd=site)
    return result.returncode, result.stdout + result.stderr


def test_a_hook_stops_a_mistake_and_lets_a_sound_library_pass(repository: Path) -> None:
    path = repository / BAD
    sound = path.read_text(encoding="utf-8")
    path.write_text(sound.replace("minutes: 5", "minutes: soon"), encoding="utf-8")
    code, said = hook(repository, "katabase-check")
    assert code == 1
    assert f'{BAD}:11:10: error: minutes: expected a whole number, found "soon"' in said
    path.write_text(sound.replace("minutes: 5", "minutes: 7"), encoding="utf-8")
    code, said = hook(repository, "katabase-check")
    assert code == 0, said
    assert "Passed" in said


def test_a_deletion_that_breaks_another_practice_is_stopped(repository: Path) -> None:
    git(repository, "rm", "-q", "kata/checklists/desk-walk.yml")
    code, said = hook(repository, "katabase-check")
    assert code == 1
    assert "kata/paths/first-week.yml" in said
    assert 'there is no practice "checklist/desk-walk"' in said


def test_a_hook_mends_and_says_so(repository: Path) -> None:
    path = repository / BAD
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    code, said = hook(repository, "katabase-fix")
    assert code == 1  # pre-commit: files were modified by this hook
    assert "files were modified by this hook" in said
    assert "key: " in path.read_text(encoding="utf-8")
    assert hook(repository, "katabase-fix")[0] == 0


def test_what_is_no_practice_wakes_no_hook(repository: Path) -> None:
    (repository / "README.md").write_text("# Ours\n", encoding="utf-8")
    code, said = hook(repository, "katabase-fix")
    assert code == 0
    assert "Skipped" in said
