"""`katabase check --fix`: keys are written, and nothing else of a file changes."""

from __future__ import annotations

import re
import shutil
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from katabase.adapters.checking.mending import mend
from katabase.domain import layers, loading
from katabase.domain.fixes import with_written_keys
from katabase.domain.keys import key_from, parts_of
from tests.conftest import ROOT
from tests.support import cases, layered

if TYPE_CHECKING:
    from katabase.domain.library import Library

QUESTIONS = "questions/three-questions.yml"


def without_keys(data: Any) -> Any:
    if isinstance(data, dict):
        return {name: without_keys(item) for name, item in data.items() if name != "key"}
    return [without_keys(item) for item in data] if isinstance(data, list) else data


def without_dash(line: str) -> str:
    """Return a line whose dash may have gone to the line of the key above it."""
    return re.sub(r"^( *)- ", r"\1  ", line)


def loaded(folder: Path) -> Library:
    return loading.load(layers.resolve(["kata"], folder))


def test_only_lines_are_added_and_each_says_a_key(tmp_path: Path) -> None:
    kata = cases.copy_library(tmp_path)
    before = {path: path.read_text("utf-8") for path in kata.rglob("*.yml")}
    code, _, said = cases.check(tmp_path, "--fix")
    assert code == 0
    assert "written in 5 files" in said
    for path, text in before.items():
        kept = [line for line in path.read_text("utf-8").splitlines() if "key: " not in line]
        assert list(map(without_dash, kept)) == list(map(without_dash, text.splitlines()))
        assert without_keys(yaml.safe_load(path.read_text("utf-8"))) == yaml.safe_load(text)


def test_characters_are_mended_before_keys_are_written(tmp_path: Path) -> None:
    kata = cases.copy_library(tmp_path)
    path = kata / QUESTIONS
    sound = path.read_text("utf-8")
    path.write_text(sound.replace("title: ", "title\uff1a\u00a0", 1), "utf-8")
    code, printed, said = cases.check(tmp_path, "--fix")
    assert (code, said.splitlines()[0]) == (0, "2 characters mended in 1 file"), printed
    assert "written in 5 files" in said
    again = "\n".join(line for line in path.read_text("utf-8").splitlines() if "key: " not in line)
    kept = "\n".join(line for line in sound.splitlines())
    assert list(map(without_dash, again.splitlines())) == list(map(without_dash, kept.splitlines()))


@pytest.mark.parametrize("case", ["german-plant", "hospital"])
def test_an_adapting_file_gets_the_keys_of_what_it_inserts(case: str, tmp_path: Path) -> None:
    own = Path(shutil.copytree(cases.CASES / "layers" / case, tmp_path / "own"))
    found = layered.load(own)
    before = {path: path.read_text("utf-8") for path in own.rglob("*.yml")}
    keys = {e.ref: [part.key for _, part in parts_of(e.practice)] for e in found.ordered()}
    assert mend(found, lambda _: True, own).keys
    added = []
    for path, text in before.items():
        lines = path.read_text("utf-8").splitlines()
        new = [line for line in lines if line.strip(" -").startswith("key: ")]
        was = [line for line in text.splitlines() if line.strip(" -").startswith("key: ")]
        kept = [line for line in lines if line not in new]
        old = [line for line in text.splitlines() if line not in was]
        assert list(map(without_dash, kept)) == list(map(without_dash, old))
        added += [line.strip(" -") for line in new if line not in was]
    again = layered.load(own)
    assert not again.problems
    assert {e.ref: [p.key for _, p in parts_of(e.practice)] for e in again.ordered()} == keys
    assert mend(again, lambda _: True, own).sentence() == "nothing to mend"
    assert {"german-plant": "key: tell-next-shift", "hospital": "key: ward"}[case] in added


def test_a_second_time_there_is_nothing_to_mend(tmp_path: Path) -> None:
    kata = cases.copy_library(tmp_path)
    cases.check(tmp_path, "--fix")
    once = {path: path.read_bytes() for path in kata.rglob("*.yml")}
    _, _, said = cases.check(tmp_path, "--fix")
    assert "nothing to mend" in said
    assert once == {path: path.read_bytes() for path in kata.rglob("*.yml")}


def test_written_keys_are_those_that_were_derived(tmp_path: Path) -> None:
    cases.copy_library(tmp_path)
    derived = {
        (entry.ref, way): part.key
        for entry in loaded(tmp_path).ordered()
        for way, part in parts_of(entry.practice)
    }
    cases.check(tmp_path, "--fix")
    written = {
        (entry.ref, way): entry.document.at((*way, "key"))
        for entry in loaded(tmp_path).ordered()
        for way, _ in parts_of(entry.practice)
    }
    assert written == derived


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n", "\r\n"),
        ("title: Three", "\ufefftitle: Three"),
        ("      - ask: Which minute", "      # why this one first\n      - ask: Which minute"),
        ("      - ask: Which minute", '      - "ask": Which minute'),
        ("      - ask: Which minute", "      -\n        # first\n        ask: Which minute"),
        ("minutes: 5", "minutes: 5  # at most"),
        (
            "      - ask: Which surprise taught you something?\n"
            "        listen_for: A difference between both numbers.\n"
            "        follow_up: May we look at it together?\n",
            '      - {ask: "Which one?", listen_for: A number., follow_up: And then}\n',
        ),
    ],
    ids=["crlf", "bom", "comment", "quoted", "dash-alone", "comment-behind", "braces"],
)
def test_every_way_of_writing_stays_as_it_is(tmp_path: Path, old: str, new: str) -> None:
    path = cases.copy_library(tmp_path) / QUESTIONS
    text = path.read_text("utf-8").replace(old, new)
    path.write_bytes(text.encode())
    code, _, said = cases.check(tmp_path, "--fix", str(path))
    assert code == 0, said
    written = path.read_bytes().decode()
    assert without_keys(yaml.safe_load(written)) == yaml.safe_load(text)
    assert written.count("\r\n") == (written.count("\n") if "\r\n" in new else 0)
    assert written.startswith("\ufeff") is text.startswith("\ufeff")
    assert written.count("#") == text.count("#")


def test_who_may_read_a_file_and_a_link_to_it_stay(tmp_path: Path) -> None:
    path = cases.copy_library(tmp_path) / QUESTIONS
    elsewhere = tmp_path / "elsewhere.yml"
    path.rename(elsewhere)
    elsewhere.chmod(0o640)
    path.symlink_to(elsewhere)
    cases.check(tmp_path, "--fix")
    assert path.is_symlink()
    assert "key:" in elsewhere.read_text("utf-8")
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o640
    assert not list(tmp_path.glob(".katabase*"))


def test_files_of_other_folders_and_broken_ones_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "group").mkdir()
    other = cases.copy_library(tmp_path / "group")
    own = tmp_path / "own"
    own.mkdir()
    config = "plugins:\n  - katabase:\n      layers: [../group/kata]\n"
    (own / "mkdocs.yml").write_text(config, encoding="utf-8")
    before = {path: path.read_bytes() for path in other.rglob("*.yml")}
    _, _, said = cases.check(own, "--fix")
    assert "nothing to mend" in said
    assert before == {path: path.read_bytes() for path in other.rglob("*.yml")}


def test_every_part_of_the_shipped_library_has_its_key_written(shipped: Library) -> None:
    for entry in shipped.ordered():
        for way, part in parts_of(entry.practice):
            written = entry.document.at(way).get("key")
            assert written == part.key, (entry.ref, way, "run katabase check --fix")


def test_writing_keys_into_the_shipped_files_changes_nothing(shipped: Library) -> None:
    for entry in shipped.ordered():
        raw = entry.path.read_bytes()
        assert entry.path.is_relative_to(ROOT)
        assert with_written_keys(entry, raw) == raw


@settings(max_examples=300)
@given(st.text(max_size=80), st.sets(st.sampled_from(["count", "count-minutes", "q1", "step-2"])))
def test_a_key_is_a_short_slug_that_is_free(wording: str, taken: set[str]) -> None:
    key = key_from(wording, taken)
    assert key not in taken
    assert 1 <= len(key) <= 40
    assert all(
        (part.isalnum() and part.isascii() and part.islower()) or part.isdigit()
        for part in key.split("-")
    )
    assert key_from(wording, taken) == key


def test_a_key_says_the_words_that_matter() -> None:
    assert key_from("What is the target condition?", set()) == "target-condition"
    assert key_from("What is the target condition?", {"target-condition"}) == "target-condition-2"
    assert key_from("Größe und Öffnung prüfen", set()) == "groe-und-offnung-prufen"
    assert key_from("現場を見る", set()).startswith("part-")
