"""What the documents say works: every command is run, every picture and file exists.

The commands of docs/publishing are run by tests/deploy/test_recipes.py.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from katabase import __version__
from tests.conftest import ROOT, run
from tests.support import pictures
from tests.support.project import make

if TYPE_CHECKING:
    from pathlib import Path

PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "macros/katabase/templates/guides").glob("*.md")),
    *(path for path in sorted((ROOT / "docs").rglob("*.md")) if path.parent.name != "publishing"),
]
FOREIGN = {
    # tests/adapters/test_installation.py types it where nothing is installed
    "pip install git+https://github.com/katabase/katabase@v0.1.0",
    # other browsers, which nothing installs; the file runs with all others where they are
    "apt install firefox-esr webkit2gtk-driver xvfb",
    "pytest tests/browser/test_other_browsers.py",
}


NAMES = {
    "starting-on-time": "coaching-cycle",
    "three-questions": "five-questions",
    "first-week": "new-coach",
}
"""What practices of the small library are called where a document names one."""


def commands() -> list[str]:
    """Return what is typed in the documents; once if only the file that is made has other names."""
    found = {}
    for page in PAGES:
        for block in re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            for line in block.splitlines():
                if line.startswith("$ "):
                    found[re.sub(r"(--out) \S+", r"\1", line)] = line[2:].strip()
    return sorted(found.values())


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small library that has the names of the documents, in a repository with version v1.0."""
    folder = make(tmp_path_factory.mktemp("documented") / "project").folder
    for path in [*folder.rglob("kata/**/*.yml")]:
        text = path.read_text(encoding="utf-8")
        for ours, named in NAMES.items():
            text = text.replace(ours, named)
        path.unlink()
        path.with_stem(NAMES.get(path.stem, path.stem)).write_text(text, encoding="utf-8")
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "v1.0"], ["tag", "v1.0"]):
        names = ["-c", "user.name=t", "-c", "user.email=t@example.invalid"]
        subprocess.run(["git", *names, *words], cwd=folder, check=True)
    return folder


@pytest.mark.parametrize("command", commands())
def test_commands(command: str, project: Path) -> None:
    program, *words = shlex.split(command)
    if program == "make":
        result = run("make", "--dry-run", *words)
    elif program == "katabase":
        result = run(program, *words, cwd=project)
    else:
        assert command in FOREIGN
        return
    assert result.returncode == 0, result.stdout + result.stderr


def test_documents_name_the_version_that_there_is() -> None:
    texts = [*PAGES, *sorted((ROOT / "deploy").glob("*.yml"))]
    said = re.compile(r"(?:\brev: |/katabase@|…@)v(\d+\.\d+\.\d+)")
    named = {each for path in texts for each in said.findall(path.read_text("utf-8"))}
    assert named == {__version__}


def test_there_are_commands() -> None:
    assert {"make site", "make test", "katabase check"} <= set(commands())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_pictures_and_relative_links_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r'(?:src="|\]\()((?!https?:|mailto:|#|\{)[^)"#\s]+)', text)
    if page.parent == ROOT:  # MkDocs itself checks the links below docs/
        missing = [target for target in targets if not (page.parent / target).exists()]
        assert not missing


def test_every_screenshot_is_made_by_the_script() -> None:
    found = {picture.stem for picture in (ROOT / "docs/assets/screenshots").iterdir()}
    assert found == pictures.ALL


def test_the_readmes_own_site_is_built(tmp_path: Path) -> None:
    """Settings and navigation as the README shows them, with a first practice and a home page."""
    text = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Your own site")[2]
    settings = "".join(re.findall(r"```yaml\n(.*?)```", text.partition("\n## ")[0], re.DOTALL))
    assert "plugins:" in settings
    assert "nav:" in settings
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Ours\n\n{{ count() }} practices\n", encoding="utf-8")
    shutil.copytree(ROOT / "tests/cases/library", tmp_path / "kata")
    (tmp_path / "kata/glossary.yml").unlink()  # its words stand in the shipped one
    result = run("mkdocs", "build", "--strict", cwd=tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    home = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    for name in ("Catalogue", "Cards", "Worksheets"):
        assert re.search(rf"md-nav__link.*?{name}", home, re.DOTALL)
    assert (tmp_path / "site/questions/three-questions/index.html").is_file()
    assert (tmp_path / "site/questions/five-questions/index.html").is_file()
