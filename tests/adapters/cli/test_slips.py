"""Slips of the hand on the command line: what is said of them, and that nothing comes of them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.conftest import run
from tests.support import cases
from tests.support.commands import katabase
from tests.support.sites import least_site

if TYPE_CHECKING:
    from pathlib import Path

NO_LETTER = os.fsdecode(b"\xff")
"""What Python makes of a byte that is no character of the locale."""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a small site, gone into."""
    cases.copy_library(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


SAID = {
    "kind and id in the wrong order": (
        ["new", "our-morning", "questions"],
        "the kind comes first: katabase new questions our-morning",
    ),
    "an id below another kind": (
        ["new", "trait", "questions/our-morning"],
        "expected traits/our-morning.yml, found traits/questions/our-morning.yml",
    ),
    "a folder as settings": (
        ["check", "--config-file", "kata"],
        "--config-file: expected a file such as mkdocs.yml, found the folder kata",
    ),
    "a file as folder": (["worksheets", "--out", "mkdocs.yml"], "mkdocs.yml is a file: expected a"),
    "a file above a folder": (
        ["cards", "--out", "mkdocs.yml/deck.pdf"],
        "mkdocs.yml is a file: expected a folder",
    ),
    "a title that is no text": (
        ["new", "questions", "our-morning", "--title", NO_LETTER],
        'title: expected text in UTF-8, found "\\udcff"',
    ),
    "a requirement that is no text": (
        ["init", "new-one", "--requirement", NO_LETTER],
        'expected a line as pip takes it, found "\\udcff"',
    ),
    "a requirement that is none": (
        ["init", "new-one", "--requirement", "ka ta"],
        'expected a line as pip takes it, found "ka ta"; say a name, as in "katabase==1.2", or',
    ),
    "a requirement without its version": (
        ["init", "new-one", "--requirement", "katabase=="],
        'expected a line as pip takes it, found "katabase=="',
    ),
    "no requirement": (["init", "new-one", "--requirement", " "], "takes it, found nothing; say a"),
    "no version, and nothing published yet": (
        ["publish", "versions"],
        "versions: expected --version with the version to publish, as in 1.2",
    ),
    "no settings to publish from": (
        ["publish", "versions", "--version", "1.0", "--config-file", "nothing.yml"],
        "nothing.yml does not exist",
    ),
    "no settings to bundle from": (
        ["bundle", "--config-file", "nothing.yml"],
        "nothing.yml does not exist",
    ),
    "no site to bundle": (["bundle", "--site", "kata"], "kata: expected a built site"),
    "a bundle within its own site": (
        ["bundle", "--site", "site", "--output", "site/down"],
        "--output: site/down lies in the site, and the next bundle would hold this one",
    ),
}


@pytest.mark.parametrize(("words", "said"), SAID.values(), ids=SAID)
def test_a_slip_is_one_sentence_and_leaves_nothing(here: Path, words: list[str], said: str) -> None:
    (here / "mkdocs.yml").write_text("site_name: Small\n", encoding="utf-8")
    least_site(here / "site", None, "one")
    before = sorted(here.rglob("*"))
    result = katabase(*words)
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    last = result.stderr.splitlines()[-1]
    assert last.startswith("katabase: ")
    assert said in last
    assert sorted(here.rglob("*")) == before


@pytest.mark.parametrize(
    "name", ["questions/our-morning", "our-morning.yml", "kata/questions/our-morning.yml"]
)
def test_the_id_of_a_new_file_may_be_its_reference_or_its_way(here: Path, name: str) -> None:
    result = katabase("new", "questions", name)
    assert (result.exit_code, result.stdout) == (0, "kata/questions/our-morning.yml\n")
    assert (here / "kata/questions/our-morning.yml").is_file()


@pytest.mark.parametrize(
    "line",
    [
        "katabase",
        "katabase==1.2",
        "acme_kata[site] >=1.0,<2 ; python_version > '3.10'",
        "katabase~=1.2 # as tested",
        "katabase @ git+https://github.com/katabase/katabase@v1.0.0",
        "katabase @ file:///srv/wheels/katabase-1.0.0-py3-none-any.whl",
        "https://files.example/katabase-1.0.0-py3-none-any.whl",
        "katabase-1.0.0-py3-none-any.whl",
        "../our wheels/katabase-1.0.0-py3-none-any.whl",
        r"C:\wheels\katabase-1.0.0-py3-none-any.whl",
        "-e ../katabase",
    ],
)
def test_what_pip_takes_is_a_requirement(here: Path, line: str) -> None:
    result = katabase("init", "new-one", "--requirement", line)
    assert result.exit_code == 0, result.output
    assert line in (here / "new-one/requirements.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("words", [[], ["check"]], ids=" ".join)
def test_h_is_help(words: list[str]) -> None:
    result = katabase(*words, "-h")
    assert result.exit_code == 0
    assert result.stdout == katabase(*words, "--help").stdout


@pytest.mark.parametrize("words", [[], ["--deck", "questions"]], ids=" ".join)
def test_a_deck_says_which_files_could_not_be_read(here: Path, words: list[str]) -> None:
    (here / "kata/questions/ours.yml").write_text("title: [\n", encoding="utf-8")
    result = katabase("cards", *words)
    said = "left out: 1 file with errors (kata/questions/ours.yml); see katabase check"
    assert (result.exit_code, said in result.stderr) == (0, True), result.output


def test_a_link_that_leads_to_itself_is_a_layer_that_is_not_there(here: Path) -> None:
    settings = "site_name: S\ntheme: material\nplugins:\n  - katabase: {layers: [kata, loop]}\n"
    (here / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (here / "docs").mkdir()
    (here / "docs/index.md").write_text("# Home\n", encoding="utf-8")
    (here / "loop").symlink_to("loop")
    result = run("mkdocs", "build", "--quiet", cwd=here)
    assert result.returncode == 1
    assert 'the layer "loop" was not found' in result.stderr
    assert "Traceback" not in result.stderr
