"""Files that are too large, too deep, no files at all, or cannot be read: a problem each."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest
import yaml

from katabase.domain import layers, loading
from katabase.domain.checks.rules import duplicates
from katabase.domain.problems import KatabaseError
from katabase.domain.reading import source
from tests.support import cases

if TYPE_CHECKING:
    from katabase.domain.problems import Problem


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site with the small sound library."""
    cases.copy_library(tmp_path)
    return tmp_path


def printed(folder: Path, *arguments: str) -> list[str]:
    code, said, _ = cases.check(folder, *arguments)
    assert code == 1
    return said.splitlines()


def rules(folder: Path) -> list[str]:
    return [line.rpartition("[")[2].rstrip("]") for line in printed(folder)]


def test_a_file_over_a_megabyte_is_not_read(folder: Path) -> None:
    (folder / "kata/glossary.yml").write_text("terms:\n" + "#" * 1_000_000, encoding="utf-8")
    assert printed(folder) == [
        "kata/glossary.yml:1:1: error: expected at most 1,000,000 bytes, found 1,000,007; "
        "shorten it, or split it into several practices [too-large]"
    ]


def test_a_file_of_a_megabyte_is_read(folder: Path) -> None:
    text = (folder / "kata/glossary.yml").read_text(encoding="utf-8")
    text += "#" * (1_000_000 - len(text.encode()))
    (folder / "kata/glossary.yml").write_text(text, encoding="utf-8")
    assert cases.check(folder) == (0, "", "6 files checked: 0 errors, 0 warnings\n")


BOMB = "terms:\n" + "".join(f"  - &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("terms: " + "[" * 100_000, "too-deep"),
        ("terms: " + "{a: " * 100_000, "too-deep"),
        ("terms: " + "[" * 100_000 + "]" * 100_000, "too-deep"),
        ("- " * 100_000, "too-deep"),
        ("terms:\n" + "".join(" " * n + "a:\n" for n in range(1, 1_000)), "too-deep"),
        ("? " * 100_000, "complex-key"),
        ("terms: " + "!" * 100_000, "tag"),
        ("terms: !" + "a" * 100_000 + " x", "tag"),
        ("terms: " + '"' + "\\" * 99_999, "yaml-syntax"),
        (BOMB, "alias"),
        ("terms:\n" + "\u200b\n" * 200_000, "invisible-character"),
        ("terms:\n" + "\t\n" * 400_000, "tab"),
        ("".join(f"a{n}: 1\n" for n in range(20_000)), "unknown-key"),
        ("terms: [" + "1, " * 60_000 + "]", "wrong-type"),
        ("terms: [" + "1, " * 200_000 + "]", "too-large"),
        ("terms: [" + "!a 1, " * 60_000 + "]", "tag"),
        ("terms:\n" + "a: 1\n" * 150_000, "duplicate-key"),
        ("terms: '" + "{{ " * 300_000 + "'", "template-braces"),
        ("terms: '" + "[" * 900_000 + "'", "wrong-type"),
        ("terms: '" + "](" * 450_000 + "'", "bad-link"),
        ("terms: '" + "<a" * 450_000 + "'", "raw-html"),
    ],
    ids=lambda value: value if len(value) < 30 else "",
)
def test_a_hostile_text_ends_in_few_problems(folder: Path, text: str, rule: str) -> None:
    (folder / "kata/glossary.yml").write_text(text, encoding="utf-8")
    found = rules(folder)
    assert rule in found
    assert len(found) < 250


class Shallow(yaml.SafeLoader):
    """A YAML library with a limit of its own, below that of today's but above ours."""

    def fetch_flow_collection_start(self, token: object) -> None:
        if self.flow_level >= 20:
            raise yaml.scanner.ScannerError("while x", self.get_mark(), "too much", self.get_mark())
        super().fetch_flow_collection_start(token)


@pytest.mark.parametrize("text", ["[" * 30, "[" * 30 + "]" * 30, "{a: " * 30])
def test_depth_is_ours_to_refuse(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def found() -> list[Problem]:
        return source.parse(f"terms: {text}\n".encode(), "x.yml")[1]

    before = found()
    assert [problem.rule for problem in before] == ["too-deep"]
    monkeypatch.setattr(source, "Loader", Shallow)
    assert found() == before


def test_many_questions_that_are_alike_end_in_few_comparisons(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = Mock(side_effect=duplicates._alike)
    monkeypatch.setattr(duplicates, "_alike", compared)
    path = folder / "kata/questions/three-questions.yml"
    question = "      - ask: Which minute did you expect today?\n        listen_for: A\n"
    question += "        follow_up: B\n"
    head, part, tail = path.read_text(encoding="utf-8").partition("      - ask: Which minute")
    path.write_text(head + question * 1_000 + part + tail, encoding="utf-8")
    code, said, _ = cases.check(folder)
    assert code == 0
    assert said.count("duplicate-question") == 1_000  # one for each but the first
    assert compared.call_count <= 1_100  # and not half a million


def test_pipes_and_devices_are_not_read(folder: Path) -> None:
    os.mkfifo(folder / "kata/questions/pipe.yml")
    (folder / "kata/questions/zero.yml").symlink_to("/dev/zero")
    assert printed(folder) == [
        f"kata/questions/{name}.yml:1:1: error: expected a file, found something else; "
        "move or rename it [unreadable]"
        for name in ("pipe", "zero")
    ]


def test_links_that_lead_nowhere_or_in_circles(folder: Path) -> None:
    (folder / "kata/questions/gone.yml").symlink_to("nowhere.yml")
    (folder / "kata/questions/loop.yml").symlink_to("loop.yml")
    (folder / "kata/questions/round").symlink_to(".", target_is_directory=True)
    (folder / "kata/circle").symlink_to("../kata", target_is_directory=True)
    hint = "check that it exists and that you may read it [unreadable]"
    gone, loop = (
        f"kata/questions/gone.yml:1:1: error: cannot be read: No such file or directory; {hint}",
        "kata/questions/loop.yml:1:1: error: cannot be read: "
        f"Too many levels of symbolic links; {hint}",
    )
    here = (
        "kata/questions/round:1:1: error: a link to a folder is not followed, and what lies there "
        "is left out; move the practices into the folder of their kind, or make that one the link "
        "[wrong-place]"
    )
    assert [line for line in printed(folder) if "circle" not in line] == [gone, loop, here]
    assert printed(folder, "kata/questions/loop.yml") == [loop]
    assert printed(folder, "kata/questions/gone.yml") == [gone]


def test_a_linked_practice_and_a_linked_folder_are_read(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (folder / "kata/paths").rename(elsewhere)
    (folder / "kata/paths").symlink_to(elsewhere, target_is_directory=True)
    (folder / "kata/questions/three-questions.yml").rename(elsewhere / "..questions.txt")
    (folder / "kata/questions/three-questions.yml").symlink_to(elsewhere / "..questions.txt")
    assert cases.check(folder, "kata")[2] == "6 files checked: 0 errors, 0 warnings\n"


def test_a_link_to_a_folder_without_practices_is_nobodys_business(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pictures = tmp_path_factory.mktemp("pictures")
    (pictures / "board.png").write_bytes(b"")
    (folder / "kata/questions/pictures").symlink_to(pictures)
    assert cases.check(folder)[:2] == (0, "")
    (pictures / "older").mkdir()
    assert len(printed(folder)) == 1  # something may lie there


def test_a_file_that_may_not_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The superuser may read everything, so the refusal is played.
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    document, problems = source.read(folder / "kata/glossary.yml", "kata/glossary.yml")
    assert document is None
    assert [problem.message for problem in problems] == ["cannot be read: Permission denied"]


def test_a_folder_that_may_not_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(KatabaseError, match=r"^kata cannot be read: Permission denied; check that"):
        loading.load([layers.Layer(folder / "kata", "kata")])


def test_names_that_hide_something_are_shown_with_escapes(folder: Path) -> None:
    questions = os.fsencode(folder / "kata/questions")
    for name in (b"caf\xe9.yml", b"a\nb.yml", b"a\x1b[31m.yml", "a\u202eb.yml".encode()):
        Path(os.fsdecode(questions + b"/" + name)).write_text("title: x\n", encoding="utf-8")
    for style in ("text", "github", "json"):
        lines = printed(folder, "--format", style)
        assert len(lines) == 4
        assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize("name", ["con", "nul", "com7", "lpt1", "aux"])
def test_a_name_that_windows_reserves_is_no_id(folder: Path, name: str) -> None:
    traits = folder / "kata/traits"
    (traits / "keeps-promises.yml").rename(traits / f"{name}.yml")
    assert any(
        line.startswith(f'kata/traits/{name}.yml:1:1: error: the id "{name}" is no file name')
        for line in printed(folder)
    )
