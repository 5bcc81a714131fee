"""What the README tells an organisation to type, typed as it stands, where nothing is installed.

The repository that it installs from is a clone of this working copy, which git itself finds at
the README's address; all other packages come from where pip finds them.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from katabase import __version__
from katabase.domain.messages import languages
from tests.conftest import ROOT

if TYPE_CHECKING:
    from katabase.domain.library import Library

ADDRESS = "https://github.com/katabase/katabase"
PIPELINES = ("github-actions.yml", "github-preview.yml", "forgejo-actions.yml", "gitlab-ci.yml")


def typed(text: str, heading: str) -> list[str]:
    """Return the commands of a section, each as it stands."""
    section = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\$ (.+)$", section, re.MULTILINE)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a machine with Python and git, and without us.

    Versions are those that were tested together, so that this is green on any day.
    """
    folder = tmp_path_factory.mktemp("machine")
    source, programs = folder / "repository", folder / "bin"
    programs.mkdir()
    (programs / "python3").symlink_to(getattr(sys, "_base_executable", sys.executable))
    paths = [Path(each) for each in os.environ["PATH"].split(os.pathsep)]
    theirs = [str(each) for each in paths if not (each / "katabase").exists()]
    for name in subprocess.check_output(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, text=True
    ).split("\0"):
        if name and (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, source / name)
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.invalid"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"], ["tag", f"v{__version__}"]):
        subprocess.run([*git, *words], cwd=source, check=True)
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env.pop("VIRTUAL_ENV", None)
    return {
        **env,
        "PATH": os.pathsep.join([str(programs), *theirs]),
        "NO_MKDOCS_2_WARNING": "1",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{source.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": ADDRESS,
        "PIP_CACHE_DIR": str(folder / "pip"),
        "PIP_COMPILE": "0",  # to bytecode: each environment runs a few commands only
        "PIP_CONSTRAINT": str(ROOT / "constraints.txt"),
        "PIP_BUILD_CONSTRAINT": str(ROOT / "constraints.txt"),
    }


def run(lines: list[str], folder: Path, machine: dict[str, str]) -> str:
    """Run lines one after the other in one shell; return what they print."""
    result = subprocess.run(
        ["bash", "-exuo", "pipefail", "-c", "\n".join(lines)],
        cwd=folder,
        env=machine,
        capture_output=True,
        text=True,
        check=False,
        timeout=1200,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def works(machine: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that the README's two commands have written, in an environment of its own."""
    folder = tmp_path_factory.mktemp("works")
    lines = typed((ROOT / "README.md").read_text("utf-8"), "Your own site")
    assert len(lines) == 2
    assert lines[0] == f"pip install git+{ADDRESS}@v{__version__}"
    run(["python3 -m venv any", ". any/bin/activate", *lines], folder, machine)
    [made] = [each for each in folder.iterdir() if each.name != "any"]
    return made


@pytest.fixture(scope="module")
def begun(works: Path, machine: dict[str, str]) -> Path:
    """The same, with the environment that its own README has made in it."""
    lines = typed((works / "README.md").read_text("utf-8"), "To begin")
    assert lines[-1].startswith("pip install ")
    where = "python -c 'import katabase; print(katabase.__file__)'"
    assert f"\n{works}/.venv/lib/" in run([*lines, where], works, machine)
    return works


def test_what_the_readme_has_written_builds_and_takes_the_commands_of_its_week(
    begun: Path, machine: dict[str, str], shipped: Library
) -> None:
    cards = ROOT / ".cache"
    if cards.is_dir():
        (begun / ".cache").symlink_to(cards, target_is_directory=True)
    week = typed((begun / "README.md").read_text("utf-8"), "The five commands of a week")
    ends = [line for line in week if line != "mkdocs serve"]  # see test_serve.py
    assert (len(week), len(ends)) == (5, 4)
    run([". .venv/bin/activate", *ends], begun, machine)
    assert (begun / "site/questions/our-morning/index.html").is_file()
    assert not (begun / "site/questions/our-evening").exists()  # a draft
    missing = {
        entry.id
        for entry in shipped.published().entries.values()
        if not (begun / "site" / entry.address / "index.html").is_file()
    }
    assert missing == {"healthcare-walk"}  # hidden
    adapted = (begun / "site/starter-kata/daily-tier-meeting/index.html").read_text("utf-8")
    assert "Our daily tier meeting" in adapted
    assert (begun / "cards.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("name", PIPELINES)
def test_pipelines_install_as_the_readme_does(name: str, works: Path) -> None:
    begin = typed((works / "README.md").read_text("utf-8"), "To begin")
    data = yaml.safe_load((ROOT / "deploy" / name).read_text("utf-8"))
    lines = [step.get("run", "") for job in data.get("jobs", {}).values() for step in job["steps"]]
    for job in data.values():
        lines += job.get("script", []) if isinstance(job, dict) else []
    assert {line for line in lines if line.startswith("pip ")} == {begin[-1]}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this working copy with the build tools that are installed."""
    folder = tmp_path_factory.mktemp("dist")
    command = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder)
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("katabase-*.whl"))


def test_the_wheel_holds_the_library_and_all_that_a_site_needs(
    wheel: Path, shipped: Library
) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    for entry in shipped.entries.values():
        assert f"katabase/library/{entry.kind.folder}/{entry.id}.yml" in names
    for needed in (
        "katabase/library/glossary.yml",
        "katabase/assets/katabase.js",
        "katabase/assets/css/katabase.css",
        "katabase/templates/theme/main.html",
        "katabase/templates/pages/trait.html.j2",
        *(f"katabase/locale/{language}/katabase.po" for language in languages()[1:]),
        "katabase/templates/guides/printing.de.md",
    ):
        assert needed in names
    assert any("LICENSE" in name for name in names)
    assert not any(name.startswith(("tests/", "docs/", "kata/")) for name in names)


def test_a_wheel_that_was_given_as_a_file_is_installed_as_the_readme_says(
    wheel: Path, begun: Path, machine: dict[str, str]
) -> None:
    text = (begun / "README.md").read_text("utf-8")
    [way] = re.findall(r"the way to the wheel there instead, as in `(\S+)`", text)
    shutil.copy(wheel, begun / way)
    requirements = begun / "requirements.txt"
    named = requirements.read_text("utf-8")
    requirements.write_text(re.sub(r"^katabase @ .*$", way, named, flags=re.MULTILINE), "utf-8")
    installs = typed(text, "To begin")[-1]
    anew = [". .venv/bin/activate", "pip uninstall --yes katabase"]
    run([*anew, installs, "katabase check --no-cards"], begun, machine)
    [origin] = begun.glob(".venv/lib/*/site-packages/katabase-*.dist-info/direct_url.json")
    assert json.loads(origin.read_text("utf-8"))["url"] == (begun / way).as_uri()
