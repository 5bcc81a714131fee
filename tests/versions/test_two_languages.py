"""Two languages as versions beside one another, by mike itself and by `katabase publish`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest
import zxingcpp

from tests.conftest import run
from tests.support.sites import small_project
from tests.versions.test_mike import PAGE, git, mike

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ADDRESS = "https://kata.example/team/"


def by_mike(project: Path, version: str) -> Path:
    mike(project, "deploy", "--update-aliases", version, "latest")
    git(project, "worktree", "add", "--quiet", "../pages", "gh-pages")
    return project.parent / "pages"


def by_katabase(project: Path, version: str) -> Path:
    pages = project.parent / "pages"
    words = ("publish", str(pages), "--version", version, "--alias", "latest")
    result = run("katabase", *words, cwd=project, SITE_URL=ADDRESS)
    assert result.returncode == 0, result.stderr
    return pages


@pytest.mark.parametrize("publish", [by_mike, by_katabase])
def test_both_languages_are_in_each_version(
    tmp_path: Path, publish: Callable[[Path, str], Path]
) -> None:
    project = small_project(tmp_path / "project")
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    named = "layers: [kata]\n      languages: [mkdocs.de.yml]\n"
    config.write_text(text.replace("layers: [kata]\n", named), encoding="utf-8")
    german = "INHERIT: mkdocs.yml\ntheme: {language: de}\n"
    (project / "mkdocs.de.yml").write_text(german, encoding="utf-8")
    words = project / "kata/de/checklists/morning-walk.yml"
    words.parent.mkdir(parents=True)
    said = "translates: 1.0.0\ntitle: Morgenrundgang\nsummary: Was heute anders ist.\n"
    words.write_text(said, encoding="utf-8")
    git(project, "init", "--quiet")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "--message", "one")
    pages = publish(project, "1.0")
    assert (pages / "latest/de" / PAGE / "index.html").is_file()
    for folder, language, title in (("", "en", "Morning walk"), ("de/", "de", "Morgenrundgang")):
        html = (pages / "1.0" / folder / PAGE / "index.html").read_text(encoding="utf-8")
        assert f'<html lang="{language}"' in html
        assert title in html
        assert f'rel="canonical" href="{ADDRESS}latest/{folder}{PAGE}"' in html
        up = "../" * (folder + PAGE).count("/")
        links = re.findall(r'href="([^"]*)" hreflang="(\w+)"', html)
        assert links == [(f"{up}{PAGE}", "en"), (f"{up}de/{PAGE}", "de")]
        card = pdfium.PdfDocument(pages / "1.0" / folder / "cards/checklists/morning-walk.pdf")
        sides = [side.render(scale=6).to_pil() for side in card]
        codes = [code.text for side in sides for code in zxingcpp.read_barcodes(side)]
        assert codes
        assert all(code.startswith(f"{ADDRESS}latest/{folder}{PAGE}?card=") for code in codes)
