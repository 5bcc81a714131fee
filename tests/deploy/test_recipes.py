"""The recipes and the CI templates: what they tell people to type works."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from katabase.adapters.cli import main
from tests.conftest import ROOT
from tests.support import programs, shared, warm
from tests.support.sites import small_project

if TYPE_CHECKING:
    from collections.abc import Iterator

RECIPES = sorted((ROOT / "docs/publishing").glob("*.md"))
FOREIGN = {"sha256sum", "rsync", "sudo", "git", "aws", "docker", "find", "pip", "tar", "mkdir"}
"""Programs that the project does not ship; their lines are read, not run."""

PEOPLE = {
    name: value
    for role in ("AUTHOR", "COMMITTER")
    for name, value in (
        (f"GIT_{role}_NAME", "t"),
        (f"GIT_{role}_EMAIL", "t@example.invalid"),
    )
}


def commands() -> Iterator[tuple[str, str]]:
    for path in RECIPES:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip().startswith("$ "):
                yield path.name, line.strip()[2:]
        for inline in re.findall(r"`((?:katabase|make|mike) [^`]*)`", path.read_text("utf-8")):
            yield path.name, inline


@pytest.mark.parametrize(("recipe", "command"), sorted(set(commands())))
def test_commands_of_the_recipes(recipe: str, command: str) -> None:
    program, *words = shlex.split(command)
    if program == "katabase":
        named = main.commands[words[0]]
        if words[1:] or not any(each.required for each in named.params):  # else it is only named
            named.make_context(words[0], words[1:])  # raises on a wrong option
    elif program == "make":
        assert re.search(rf"^{words[0]}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    elif program == "mike":
        assert words[0] in {"deploy", "set-default", "delete"}  # tests/versions/test_mike.py
    elif program == "mkdocs":
        assert words == ["build", "--strict"]
    else:
        assert program in FOREIGN


def test_files_that_the_recipes_name() -> None:
    named = {
        name
        for path in [*RECIPES, ROOT / "deploy/Dockerfile"]
        for name in re.findall(r"\bdeploy/[\w./-]+\w", path.read_text(encoding="utf-8"))
    }
    assert "deploy/nginx/katabase.conf" in named
    assert not [name for name in named if not (ROOT / name).exists()]


def shell(command: str, folder: Path, *, warmly: bool = True, **env: str) -> str:
    """Run a line of a recipe; its programs start warm, or as they do where it is installed."""
    first = [str(warm.shims())] if warmly else []
    path = os.pathsep.join([*first, str(warm.BIN), os.environ["PATH"]])
    result = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder,
        env={**os.environ, **PEOPLE, "NO_MKDOCS_2_WARNING": "1", **env, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert result.returncode == 0, f"{command}\n{result.stdout}{result.stderr}"
    return result.stdout


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of a repository with the small site; its origin takes pushes."""
    project = small_project(tmp_path / "project")
    (project / ".gitignore").write_text("site/\n.cache\ndist/\npages/\npublic/\n")
    shell("git init -q -b main && git add . && git commit -qm one", project)
    shell("git clone -q --bare project origin.git && git clone -q origin.git clone", tmp_path)
    (tmp_path / "clone/.cache").symlink_to(shared.folder("cache"), target_is_directory=True)
    return tmp_path / "clone"


def template(name: str) -> dict[str, Any]:
    data = yaml.safe_load((ROOT / "deploy" / name).read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


def branch(clone: Path) -> set[str]:
    return set(shell("git ls-tree --name-only origin/gh-pages", clone).split())


def test_github_actions(clone: Path) -> None:
    """Both jobs, step by step, for two tags; actions and the installation left out."""
    jobs = template("github-actions.yml")["jobs"]
    checks, steps = (
        [step["run"] for step in jobs[job]["steps"] if "run" in step]
        for job in ("check", "publish")
    )
    assert "katabase check --format github" in checks
    for tag in ("v1.0", "v1.1"):
        env = {"GITHUB_REF_NAME": tag, "SITE_URL": "https://kata.example/team/"}
        for step in [*checks, *steps]:
            again = tag != "v1.0"
            if not (step.startswith("pip ") or (again and "mkdocs" in step)):
                shell(step, clone, warmly=again or step not in checks, **env)
        shell("git worktree remove --force pages && git branch -D gh-pages && git fetch -q", clone)
    assert {"1.0", "1.1", "latest", "versions.json", "index.html", "404.html"} <= branch(clone)
    assert (clone / "dist/small-1.1.zip").exists()


def changed(clone: Path) -> str:
    """Change a question and add a draft in a clone; return the revision on which that builds."""
    base = shell("git rev-parse HEAD", clone).strip()
    path = sorted((clone / "kata/questions").glob("*.yml"))[0]
    text = path.read_text("utf-8")
    asked = re.search(r"ask: (.*)", text)
    assert asked
    path.write_text(text.replace(asked[1], "What did the last hour teach you?"), "utf-8")
    shell("katabase new checklist our-walk && git add . && git commit -qm two", clone)
    return base


SIDES = ("front", "back")
PROPOSALS = ("github-preview.yml", "github-comment.yml", "forgejo-actions.yml", "gitlab-ci.yml")


@pytest.mark.parametrize("name", [*PROPOSALS, "github-actions.yml"])
def test_what_a_stranger_wrote_never_becomes_a_command(name: str) -> None:
    """Names and texts of a proposal reach a command through the environment only."""
    for job in template(name).get("jobs", {}).values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")
    text = (ROOT / "deploy" / name).read_text("utf-8")
    assert "pull_request_target" not in text
    assert not re.search(r"uses: \S+@(main|master|latest)|-latest|:latest", text)


def test_what_runs_a_proposal_cannot_write_and_what_writes_runs_none() -> None:
    preview = template("github-preview.yml")
    assert preview["permissions"] == {"contents": "read"}
    assert all("permissions" not in job for job in preview["jobs"].values())
    assert "secrets." not in (ROOT / "deploy/github-preview.yml").read_text("utf-8")
    comment = template("github-comment.yml")
    assert comment["permissions"] == {}
    for job in comment["jobs"].values():
        assert not [step for step in job["steps"] if "uses" in step]  # nothing is checked out
        for step in job["steps"]:
            assert not re.search(r"\b(pip|npm|mkdocs|katabase|python|sh [^\n]*\.sh)\b", step["run"])
    for name in ("github-preview.yml", "forgejo-actions.yml"):
        for job in template(name)["jobs"].values():
            [step] = [each for each in job["steps"] if "checkout" in each.get("uses", "")]
            assert step["with"]["persist-credentials"] is False


def test_the_steps_of_a_preview_show_what_changes_in_words_and_pictures(clone: Path) -> None:
    """Each step as it stands, the installation left out."""
    browser = programs.chromium()
    assert browser
    path = f"PATH={shlex.quote(str(Path(browser).parent))}:$PATH"
    name = "github-preview.yml"
    (clone / "deploy").mkdir()
    shutil.copy(ROOT / "deploy/preview.sh", clone / "deploy")
    base = changed(clone)
    summary = clone / "summary.md"
    for job in template(name)["jobs"].values():
        for step in job["steps"]:
            run = step.get("run", "")
            if run and not run.startswith(("pip ", "apt-get ", "python3 -m venv")):
                env = {"BASE": base, "GITHUB_STEP_SUMMARY": str(summary)}
                warmly = not run.startswith("katabase ")
                shell(f"{path}; {run}", clone, warmly=warmly, **env)
    found = clone / "preview"
    assert "What did the last hour teach you?" in (found / "diff.md").read_text("utf-8")
    before = {path.name: path.read_bytes() for path in (found / "before").iterdir()}
    after = {path.name: path.read_bytes() for path in (found / "after").iterdir()}
    name = sorted((clone / "kata/questions").glob("*.yml"))[0].stem
    assert set(before) == {f"{name}-page.png", *(f"questions-{name}-{side}.png" for side in SIDES)}
    assert before[f"{name}-page.png"] != after[f"{name}-page.png"]
    assert [each for each in after if "our-walk" in each]
    assert not [each for each in before if "our-walk" in each]
    assert {each.name for each in found.iterdir()} == {"before", "after", "diff.md"}
    assert not (clone / ".before").exists()
    assert not shell("git status --porcelain --untracked-files=no", clone)


def test_gitlab(clone: Path) -> None:
    """The scripts of both jobs; the installation left out, and a push to the local origin."""
    jobs = template("gitlab-ci.yml")
    for line in [*jobs["check"]["script"], *jobs["pages"]["script"]]:
        step = re.sub(r'"https://publish:[^"]*"', "origin", line)
        if not step.startswith("pip "):
            env = {"CI_COMMIT_TAG": "v1.0", "SITE_URL": "https://kata.example/team/"}
            shell(step, clone, warmly=step not in jobs["check"]["script"], **env)
    public = clone / "public"
    assert {"1.0", "latest"} <= {path.name for path in public.iterdir() if path.is_dir()}
    assert not (public / "latest").is_symlink()
    assert (public / "404.html").exists()
    assert "1.0" in branch(clone)


def weekly() -> Iterator[tuple[list[str], list[str]]]:
    """The Pythons and the commands of every job that runs once a week."""
    for job in template("github-weekly.yml")["jobs"].values():
        pythons = job.get("strategy", {}).get("matrix", {}).get("python", [])
        named = [str(step.get("with", {}).get("python-version", "")) for step in job["steps"]]
        fixed = [name for name in named if name[:1].isdigit()]
        yield pythons or fixed, [step["run"] for step in job["steps"] if "run" in step]
    for job in template("gitlab-weekly.yml").values():
        pythons = [
            name for row in job.get("parallel", {}).get("matrix", []) for name in row["PYTHON"]
        ]
        yield pythons or [job["image"].removeprefix("python:")], job["script"]


def test_the_ranges_and_other_engines_are_proven_every_week() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    claimed = [
        line.rpartition(" ")[2] for line in project["classifiers"] if " :: Python :: 3." in line
    ]
    jobs = list(weekly())
    assert len(jobs) == 6
    for pythons, (command,) in jobs:
        program, target, python = command.split()
        assert (program, python) == ("make", "PYTHON=python")
        if target == "test-newest":
            assert set(claimed) <= set(pythons)
        elif target == "test-engines":
            assert set(pythons) <= set(claimed)
        else:
            assert (target, pythons) == ("test-lowest", claimed[:1])
            assert project["requires-python"] == f">={claimed[0]}"


def test_constraints_are_names_and_versions() -> None:
    """What a clone installs fits the ranges, and no line leads to a place to install from."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if not line.startswith("#")]
    assert all(len(pin.specifier) == 1 and not pin.url and not pin.extras for pin in pins)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    for want in map(Requirement, wanted):
        pinned = [
            pin for pin in pins if canonicalize_name(pin.name) == canonicalize_name(want.name)
        ]
        assert pinned, f"{want.name}: make upgrade"
        for pin in pinned:
            version = next(iter(pin.specifier)).version
            assert version in want.specifier, f"{want.name}: make upgrade"
            if want.name == "mkdocs-material":  # so that both ends make the same bytes
                assert f">={version}" in map(str, want.specifier), (
                    "raise its lower bound to the pin"
                )


@pytest.mark.parametrize(
    ("target", "resolution"), [("test-newest", "highest"), ("test-lowest", "lowest-direct")]
)
def test_make_at_both_ends(target: str, resolution: str) -> None:
    make = "make --no-print-directory --dry-run --old-file .venv/.ready"
    lines = shell(f"{make} {target}", ROOT).splitlines()
    installs = next(line for line in lines if "uv pip install" in line)
    assert f"--resolution {resolution}" in installs
    assert f"--python .venv/{target}" in installs
    assert any(f"tests.support.alike {ROOT}/.venv/{target}/" in line for line in lines)
    assert lines[-1].startswith(f".venv/{target}/bin/python -m pytest ")


def test_make_release(clone: Path) -> None:
    """The Makefile's own lines, with the running Python as its environment."""
    for name in ("pyproject.toml", "constraints.txt"):
        (clone / name).touch()
    (clone / "venv").mkdir()
    (clone / "venv/bin").symlink_to(Path(sys.executable).parent)
    (clone / "venv/.ready").touch()
    make = f"make --file {shlex.quote(str(ROOT / 'Makefile'))} VENV=venv release"
    with pytest.raises(AssertionError, match="which version"):
        shell(make, clone)
    shell(f"{make} VERSION=1.2", clone)
    listed = shell("git ls-tree --name-only gh-pages", clone).split()
    assert {"1.2", "latest", "versions.json", "index.html"} <= set(listed)
    questions = clone / "kata/questions/two-questions.yml"
    text = questions.read_text("utf-8")
    questions.write_text(text.replace("title: ", "title: New ", 1), "utf-8")
    (clone / "venv/bin").unlink()
    (clone / "venv/bin").symlink_to(warm.shims())
    with pytest.raises(AssertionError, match="unsaid-change"):
        shell(f"{make} VERSION=1.3", clone)
    assert shell("git ls-tree --name-only gh-pages", clone).split() == listed
