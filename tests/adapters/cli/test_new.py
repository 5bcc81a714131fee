"""`katabase new` and `katabase init`: what they write passes, builds, and asks only a person."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner

from katabase.adapters.cli import main
from katabase.adapters.settings.options import Options
from katabase.domain.canonical import keys_in_order
from katabase.domain.checks.registry import latest_day
from katabase.domain.descriptions import meanings
from katabase.domain.kinds.registry import kinds
from katabase.domain.reading.model_fields import model_in
from katabase.domain.vocabulary import SHIPPED
from katabase.products.scaffold import Scaffold
from tests.support import cases
from tests.support.commands import katabase

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a small site, gone into."""
    cases.copy_library(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("kind", kinds(), ids=str)
def test_a_new_file_of_each_kind_passes_in_canonical_order(here: Path, kind: Any) -> None:
    result = katabase("new", str(kind), "our-own")
    assert result.exit_code == 0, result.output + result.stderr
    path = here / f"kata/{kind.folder}/our-own.yml"
    assert result.stdout == f"kata/{kind.folder}/our-own.yml\n"
    text = path.read_text("utf-8")
    assert text.startswith(f"# yaml-language-server: $schema=../.schemas/{kind}.json\n")
    data = yaml.safe_load(text)
    assert data["title"] == "Our own"
    assert list(data) == [name for name in keys_in_order(kind.model) if name in data]
    assert all(len(line) <= 100 for line in text.splitlines())
    checked = katabase("check", "--strict", "--no-cards", str(path))
    assert (checked.exit_code, checked.stdout) == (0, ""), checked.output
    assert katabase("format", "--check", str(path)).exit_code == 0
    assert 'before it becomes "trial", write summary' in checked.stderr


@pytest.mark.parametrize("kind", kinds(), ids=str)
def test_scaffold_schema_and_model_ask_for_the_same_keys(kind: Any) -> None:
    text = Scaffold(kind, SHIPPED, latest_day(), ["trait/a", "path/b"]).text({})

    def judge(data: dict[str, Any], model: Any, extra: set[str]) -> None:
        needed = {name for name, field in model.model_fields.items() if field.is_required()}
        assert set(data) == needed | extra
        for name, value in data.items():
            inner = model_in(model.model_fields[name].annotation)
            for part in (value if isinstance(value, list) else [value]) if inner else []:
                judge(part, inner, set())

    judge(yaml.safe_load(text), kind.model, {"keywords", "sources"})


def test_flags_fill_the_file_and_make_as_many_parts(here: Path) -> None:
    words = [
        "new", "starter-kata", "look-twice", "--title", "Look twice: a routine", "--summary",
        "Look again before you say what you saw.", "--role", "coach", "--role", "learner",
        "--minutes", "10", "--cadence", "daily", "--keyword", "seeing", "--set",
        "purpose=Seeing before judging.", "--set", "steps[].title=Look", "--set",
        "steps[].title=Look again", "--set", "steps[].title=Say it", "--set", "steps[].do=Stand.",
    ]  # fmt: skip
    result = katabase(*words)
    assert result.exit_code == 0, result.stderr
    data = yaml.safe_load((here / "kata/starter-kata/look-twice.yml").read_text("utf-8"))
    assert data["title"] == "Look twice: a routine"
    assert (data["minutes"], data["roles"]) == (10, ["coach", "learner"])
    assert [step["title"] for step in data["steps"]] == ["Look", "Look again", "Say it"]
    assert data["steps"][0]["do"] == "Stand."
    assert data["steps"][2]["do"].startswith("TODO 3: ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["question", "x"], 'there is no kind "question"; did you mean "questions"?'),
        (["questions", "My File"], 'found "My File"; did you mean "my-file"?'),
        (["questions", "../x"], "expected questions/x.yml, found questions/../x.yml"),
        (["questions", "index"], "is taken"),
        (["questions", "three-questions"], "exists already in kata/questions/three-questions.yml"),
        (["questions", "x", "--cadence", "every week"], 'did you mean "weekly"?'),
        (["questions", "x", "--minutes", "ten"], "expected a whole number"),
        (["questions", "x", "--title", "x" * 61], "expected at most 60 characters"),
        (["questions", "x", "--role", "boss"], "expected one of learner, coach"),
        (["questions", "x", "--set", "whn=now"], 'has no key "whn"; did you mean "when"?'),
        (["questions", "x", "--set", "when"], "expected KEY=VALUE"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    here: Path,
    words: list[str],
    said: str,
) -> None:
    before = sorted(here.rglob("*"))
    result = katabase("new", *words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert sorted(here.rglob("*")) == before


def test_a_person_is_asked_and_told_at_once_what_cannot_be(here: Path) -> None:
    answers = [
        "What we saw", "What differs from what we expected.", "coach, boss", "coach, learner",
        "five", "5", "each day", "daily", "seeing, difference", "At the board.", "", "First",
        "What did you see?", "What did you expect?", "",
    ]  # fmt: skip
    given = "".join(f"{answer}\n" for answer in answers)
    try:
        runner = CliRunner(mix_stderr=False)
    except TypeError:
        runner = CliRunner()
    result = runner.invoke(main, ["new", "questions", "what-we-saw", "--ask"], input=given)
    assert result.exit_code == 0, result.stderr
    assert "roles[2]: expected one of learner" in result.stderr
    assert "expected a whole number" in result.stderr
    data = yaml.safe_load((here / "kata/questions/what-we-saw.yml").read_text("utf-8"))
    assert (data["roles"], data["minutes"], data["cadence"]) == (["coach", "learner"], 5, "daily")
    asked = [question["ask"] for question in data["parts"][0]["questions"]]
    assert asked == ["What did you see?", "What did you expect?"]
    assert katabase("check", "--no-cards", "--strict").exit_code == 0


@pytest.fixture
def works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository as `katabase init` writes it, gone into."""
    monkeypatch.chdir(tmp_path)
    result = katabase("init", "works", "--name", 'Example: "Works" & Co')
    assert result.exit_code == 0, result.output + result.stderr
    monkeypatch.chdir(tmp_path / "works")
    return tmp_path / "works"


def test_a_new_repository_passes_with_all_that_it_shows(works: Path) -> None:
    checked = katabase("check", "--strict", "--no-cards")
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert katabase("format", "--check").exit_code == 0
    assert katabase("schemas", "--check").exit_code == 0
    assert katabase("outdated").exit_code == 0
    data = yaml.safe_load((works / "kata/questions/our-morning.yml").read_text("utf-8"))
    assert data["sources"][0]["author"] == 'Example: "Works" & Co'
    head = (works / "docs/index.md").read_text("utf-8").split("---\n")[1]
    assert yaml.safe_load(head)["title"] == 'Example: "Works" & Co'


def test_every_option_stands_in_the_settings_with_its_meaning(works: Path) -> None:
    text = (works / "mkdocs.yml").read_text("utf-8")

    def judge(model: Any) -> None:
        for name, field in model.model_fields.items():
            assert re.search(rf"^ +(?:# +)*{name}:", text, re.MULTILINE), name
            assert " ".join(meanings(model)[name].split())[:40] in text
            if inner := model_in(field.annotation):
                judge(inner)

    judge(Options)
    assert not re.search(r": (?:True|False)$", text, re.MULTILINE)  # words of Python
    uncommented = re.sub(r"^( +)# (?=\w+:|  \w+:)", r"\1", text, flags=re.MULTILINE)
    assert uncommented != text


def test_the_commands_of_a_week_are_commands(works: Path) -> None:
    text = (works / "README.md").read_text("utf-8")
    week = text.partition("## The five commands of a week")[2]
    lines = re.findall(r"^\$ (.+)$", week.partition("\n## ")[0], re.MULTILINE)
    assert len(lines) == 5
    for line in lines:
        program, *words = shlex.split(line)
        if program == "katabase":
            main.commands[words[0]].make_context(words[0], words[1:])
        else:
            assert (program, words[0]) in {("mkdocs", "serve"), ("mkdocs", "build")}


def test_pipelines_install_what_the_requirements_name(works: Path) -> None:
    for name in (".github/workflows/site.yml", ".gitlab-ci.yml"):
        text = (works / name).read_text("utf-8")
        yaml.safe_load(text)
        assert "pip install -r requirements.txt" in text
        assert "pip install katabase" not in text
    [line] = [
        line
        for line in (works / "requirements.txt").read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert re.fullmatch(r"katabase @ git\+https://\S+@v[0-9.]+", line)


def test_a_folder_with_something_in_it_stays_as_it_is(works: Path) -> None:
    before = (works / "mkdocs.yml").read_bytes()
    result = katabase("init", ".")
    assert result.exit_code == 2
    assert "expected a new or an empty folder" in result.stderr
    assert (works / "mkdocs.yml").read_bytes() == before


def test_a_name_that_would_break_the_settings_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, sign in (("{{ 7 }}", "{ }"), ("A < B", "<"), ("\u202eB", r"\u202e")):
        result = katabase("init", "x", "--name", name)
        assert result.exit_code == 2
        assert f", with {sign}; say another one" in result.stderr
        assert not (tmp_path / "x").exists()


def test_a_name_may_look_like_what_is_filled_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert katabase("init", "x", "--name", "50 % %TODAY%").exit_code == 0
    head = (tmp_path / "x/docs/index.md").read_text("utf-8").split("---\n")[1]
    assert yaml.safe_load(head)["title"] == "50 % %TODAY%"


def test_a_library_behind_a_link_is_said_to_be_one(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = here / "site"
    site.mkdir()
    (site / "kata").symlink_to(here / "kata", target_is_directory=True)
    monkeypatch.chdir(site)
    result = katabase("new", "questions", "our-own")
    assert result.exit_code == 2
    assert f"kata is a link that leads out of {site}, and nothing is written there" in result.stderr
    assert not (here / "kata/questions/our-own.yml").exists()


def test_what_somebody_ends_is_no_finding(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 1 would say that problems were found."""

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("katabase.adapters.cli.check.layers_of", end)
    ended = katabase("check")
    assert (ended.exit_code, ended.stdout) == (130, "")
    assert ended.stderr.endswith("\nkatabase: ended before it was done\n")


def test_questions_that_nobody_answers_are_no_finding(here: Path) -> None:
    """A process of its own: the runner of an older click answers every question with nothing."""
    command = [sys.executable, "-m", "katabase", "new", "questions", "our-own", "--ask"]
    asked = subprocess.run(
        command, cwd=here, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert (asked.returncode, asked.stdout.strip()) == (130, "")
    assert asked.stderr.endswith("\nkatabase: ended before it was done\n")
    assert not (here / "kata/questions/our-own.yml").exists()
