"""What ``katabase export`` writes gives the same site in engines that know nothing of us."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.conftest import run
from tests.support.project import SETTINGS, make
from tests.support.reading_pages import read

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.project import Project

ELSEWHERE = """\
---
title: Said elsewhere
---

# Written by hand

A [practice](../questions/three-questions.md#questions), [this one](self.md#more "self"), the
[home page](../index.md), a [file][notes], ![a picture](shown.png) and
<a href="../../traits/">HTML</a>.

[notes]: notes.txt

## More

Code: `[not a link](../index.md)`, and {{ link("questions/three-questions") }}.

```text
[neither](../index.md)
```
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A site with pages at two depths, a navigation, and a title that is not HTML."""
    project = make(tmp_path_factory.mktemp("export"))
    project.write("docs/more/self.md", ELSEWHERE)
    project.write("docs/more/notes.txt", "Notes\n")
    project.write("docs/more/shown.png", "no picture, but a file\n")
    nav = "nav: [Home: index.md, More: [One: more/self.md]]\n"
    # What a device keeps is listed from a built site, so an export has no such list.
    settings = SETTINGS.replace("Small", '"A < B"').replace(
        "katabase\n", "katabase: {offline: false}\n"
    )
    project.write("mkdocs.yml", settings + nav)
    assert project.build("--strict").returncode == 0
    result = run("katabase", "export", "out", cwd=project.folder)
    assert result.returncode == 0, result.stdout + result.stderr
    return project


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_another_engine_gives_the_same_site(project: Project, engine: str) -> None:
    """Compared page by page: titles, headings, texts and links, and the search file by file."""
    out = project.folder / "out"
    settings = yaml.safe_load((out / "mkdocs.yml").read_text("utf-8"))
    assert settings["plugins"] == []
    shutil.rmtree(out / "site", ignore_errors=True)
    result = run(engine, "build", "--strict", cwd=out)
    assert result.returncode == 0, result.stdout + result.stderr
    ours, theirs = read(project.site), read(out / "site")
    missing = "404.html"  # this engine's own; ours finds its root by a script
    assert ours.keys() == theirs.keys()
    for address in ours.keys() - {missing}:
        assert theirs[address] == ours[address], address
    assert theirs[missing].text == ours[missing].text
    for folder in ("search", "api", "cards", "assets/katabase"):
        assert _files(out / "site" / folder) == _files(project.site / folder)


def test_the_edit_link_leads_to_the_file_of_the_practice(project: Project) -> None:
    page = (project.folder / "out/docs/questions/three-questions/index.md").read_text("utf-8")
    assert "edit_url: https://example.org/code/" not in page  # no edit_uri is known there
    assert "\ntitle: " in page


def test_only_an_export_is_replaced(project: Project) -> None:
    again = run("katabase", "export", "out", cwd=project.folder)
    assert again.returncode == 0, again.stderr
    kept = project.write("kept/mine.txt", "mine")
    refused = run("katabase", "export", "kept", cwd=project.folder)
    assert (refused.returncode, kept.read_text("utf-8")) == (2, "mine")
    assert "did not write" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_nothing_is_left_of_an_export_that_fails(project: Project) -> None:
    project.edit("docs/more/self.md", 'three-questions")', 'tree-questions")')
    before = sorted(path.name for path in project.folder.iterdir())
    failed = run("katabase", "export", "other", cwd=project.folder)
    assert failed.returncode == 2
    assert "three-questions" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert sorted(path.name for path in project.folder.iterdir()) == before
    project.edit("docs/more/self.md", 'tree-questions")', 'three-questions")')


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".html"
    }
