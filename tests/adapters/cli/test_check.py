"""`katabase check`: exit codes, formats, and paths however they are written."""

from __future__ import annotations

import json
import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from katabase.domain.checks import registry
from katabase.domain.kinds.registry import kinds
from tests.conftest import run
from tests.support import cases
from tests.support.commands import katabase

if TYPE_CHECKING:
    from pathlib import Path

BAD = "kata/questions/three-questions.yml"
LINE = (
    '{path}:11:10: error: minutes: expected a whole number, found "soon"; '
    "write digits only, without quotes and without a unit [wrong-type]\n"
)


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A site with the small sound library."""
    cases.copy_library(tmp_path)
    return tmp_path


@pytest.fixture
def bad(sound: Path) -> Path:
    """The same with an error in one practice and a warning in another."""
    edit(sound / BAD, "minutes: 5", "minutes: soon")
    edit(sound / "kata/traits/keeps-promises.yml", r"sources:\n(  .*\n)+", "")
    return sound


def edit(path: Path, pattern: str, new: str) -> None:
    text, count = re.subn(pattern, new, path.read_text(encoding="utf-8"))
    assert count
    path.write_text(text, encoding="utf-8")


def test_clean_is_0(sound: Path) -> None:
    assert cases.check(sound) == (0, "", "6 files checked: 0 errors, 0 warnings\n")


def test_an_error_is_1_and_warnings_are_counted(bad: Path) -> None:
    code, printed, said = cases.check(bad)
    more = "More about each rule: katabase explain no-source wrong-type\n"
    assert (code, said) == (1, f"{more}6 files checked: 1 error, 1 warning\n")
    assert printed.startswith(LINE.format(path=BAD))


def test_a_warning_is_1_only_if_strict(bad: Path) -> None:
    path = "kata/traits/keeps-promises.yml"
    assert cases.check(bad, path)[0] == 0
    code, printed, _ = cases.check(bad, path, "--strict")
    assert code == 1
    assert printed.startswith(f"{path}:1:1: warning: no source is named; add ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.yml"], "nowhere.yml does not exist; expected a YAML file or a folder"),
        (
            ["three-questions"],
            "three-questions does not exist; did you mean kata/questions/three-questions.yml?",
        ),
        (["notes.md"], "no practice found in notes.md; expected a YAML file, or a folder that"),
        (["empty"], "no practice found in empty; expected"),
        ([BAD, "empty"], "no practice found in empty; expected"),
        (["a\x1b[31m.yml"], r"a\x1b[31m.yml does not exist"),
        (["--format", "xml"], "'xml' is not one of 'text', 'github', 'json', 'sarif'"),
        (["--loud"], "No such option"),
    ],
)
def test_what_cannot_run_is_2(sound: Path, arguments: list[str], said: str) -> None:
    (sound / "empty").mkdir()
    (sound / "notes.md").touch()
    code, printed, found = cases.check(sound, *arguments)
    assert (code, printed) == (2, "")
    assert said in found
    assert "Traceback" not in found


def test_no_library_here_is_2(tmp_path: Path) -> None:
    code, _, said = cases.check(tmp_path)
    assert code == 2
    assert 'no folder "kata"' in said
    (tmp_path / "kata").mkdir()
    assert cases.check(tmp_path)[0] == 2  # nothing checked is not clean


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("plugins: [", "mkdocs.yml:1:11: the file ends within a list"),
        ("a: b\nc: d: e", "mkdocs.yml:2:5: a colon and a space stand inside a text"),
        ("x: *y", "mkdocs.yml:1:4: a text begins with * or &"),
        ("site_name: \ud800".encode("utf-8", "surrogatepass"), "mkdocs.yml:1:12: expected UTF-8"),
        ("day: 2026-02-31", "mkdocs.yml:1:6: expected another value, found 2026-02-31"),
        ("x: !ENV {a: b}", "mkdocs.yml:1:4: expected another value, found !ENV {a: b}"),
        ("a: " + "[" * 5_000, "mkdocs.yml cannot be read"),
        ("- no mapping", "mkdocs.yml:1:1: expected keys with values"),
        ("42", "mkdocs.yml:1:1: expected keys with values"),
        ("plugins: [{katabase: [1]}]", "1:22, plugins: katabase: expected keys with values"),
        (
            "plugins: [{katabase: {layers: kata}}]",
            "1:31, plugins: katabase: layers: expected a list",
        ),
        ("plugins: [{katabase: {layers: [1]}}]", "layers[1]: expected text, found the number 1"),
        (
            "plugins:\n  katabase:\n    layer: [a]",
            '3:5, plugins: katabase: unknown key "layer"; did you mean "layers"?',
        ),
        ("plugins: [{katabase: {5: x}}]", 'unknown key "5"'),
        ("plugins: [katabase, katabase]", "1:11, plugins: katabase: expected the plugin once"),
        ("plugins: {katabase: {layers: [" + "x" * 5_000 + "]}}", 'x…" was not found'),
        ("plugins: {katabase: {checks: 5}}", "1:30, plugins: katabase: checks: expected keys"),
        ("plugins: [{katabase: {layers: [kata, own]}}]", 'the layer "own" was not found'),
        ("plugins: {katabase: {layers: [own]}}", 'the layer "own" was not found'),
        ("INHERIT: nowhere.yml", "1:10: expected an inherited file that exists, found nowhere.yml"),
        ("INHERIT: mkdocs.yml", "INHERIT leads back to"),
    ],
)
def test_settings_that_cannot_be_used_are_2(sound: Path, config: str | bytes, said: str) -> None:
    raw = config if isinstance(config, bytes) else config.encode()
    (sound / "mkdocs.yml").write_bytes(raw)
    code, printed, found = cases.check(sound)
    assert (code, printed) == (2, "")
    assert said in found
    assert found.count("\n") == 1


@pytest.mark.parametrize(
    "config",
    [
        "",
        "plugins: katabase",
        "plugins: [search]",
        "plugins: [katabase]",
        "plugins: [{katabase: }]",
        "plugins: [{katabase: {enabled: true, layers: , cards: }}]",
        "plugins: {katabase: {layers: [kata]}}",
        "theme: !!python/name:os.system\nx: !ENV [A, b]\nplugins: [{katabase: {layers: [kata]}}]",
        "INHERIT: base/above.yml",
        "INHERIT: base/above.yml\nplugins: {katabase: {layers: [kata]}}",
    ],
)
def test_settings_that_can_be_used(sound: Path, config: str) -> None:
    (sound / "mkdocs.yml").write_text(config, encoding="utf-8")
    (sound / "base").mkdir()
    (sound / "base/above.yml").write_text("INHERIT: top.yml\nsite_name: x", encoding="utf-8")
    (sound / "base/top.yml").write_text("plugins: {katabase: {cards: {}}}", encoding="utf-8")
    assert cases.check(sound) == (0, "", "6 files checked: 0 errors, 0 warnings\n")


@pytest.mark.parametrize("path", [BAD, "kata/questions", "kata", ".", "./kata/../kata"])
def test_a_path_is_a_file_or_a_folder_and_shown_from_here(bad: Path, path: str) -> None:
    code, printed, _ = cases.check(bad, path)
    assert code == 1
    assert LINE.format(path=BAD) in printed


def test_only_what_lies_in_the_paths_is_reported(bad: Path) -> None:
    assert cases.check(bad, "kata/paths")[1:] == ("", "1 file checked: 0 errors, 0 warnings\n")
    _, printed, said = cases.check(bad, "kata/paths", "kata/traits", "kata/glossary.yml")
    assert said.endswith("\n3 files checked: 0 errors, 1 warning\n")
    assert BAD not in printed


def test_an_absolute_path_is_shown_as_from_here(bad: Path) -> None:
    assert cases.check(bad, str(bad / BAD))[1] == LINE.format(path=BAD)


@pytest.mark.parametrize("config", [None, "plugins: [{katabase: {layers: [kata]}}]"])
def test_a_path_in_another_folder(bad: Path, tmp_path: Path, config: str | None) -> None:
    elsewhere = tmp_path / "elsewhere" / "deep"
    elsewhere.mkdir(parents=True)
    if config:
        (bad / "mkdocs.yml").write_text(config, encoding="utf-8")
    there = f"../../{BAD}"
    assert cases.check(elsewhere, there)[1] == LINE.format(path=there)
    absolute = str(bad / BAD)
    assert cases.check(elsewhere, absolute)[1] == LINE.format(path=absolute)
    code, printed, _ = cases.check(elsewhere, "../..")
    assert code == 1
    assert LINE.format(path=there) in printed


def test_from_within_the_library(bad: Path) -> None:
    shown = "../questions/three-questions.yml"
    assert cases.check(bad / "kata/questions", "three-questions.yml")[1] == LINE.format(path=shown)
    shown = "questions/three-questions.yml"
    assert cases.check(bad / "kata", "questions")[1] == LINE.format(path=shown)


def test_a_file_of_another_site_knows_the_layers_of_that_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    cases.copy_library(site)
    (site / "kata").rename(site / "base")
    own = site / "own" / "questions" / "four-questions.yml"
    own.parent.mkdir(parents=True)
    shutil.copy(site / "base/questions/three-questions.yml", own)
    edit(own, "Three questions", "Four questions")
    edit(own, "      - ask: (.*)", r"      - ask: \1 Really, and why there?")
    config = "plugins: [{katabase: {layers: [base, own]}}]"
    (site / "mkdocs.yml").write_text(config, encoding="utf-8")
    code, printed, said = cases.check(tmp_path, "site/own")
    assert (code, printed, said) == (0, "", "1 file checked: 0 errors, 0 warnings\n")


def test_a_file_outside_of_a_kinds_folder(sound: Path) -> None:
    (sound / "mine.yml").write_text("title: Mine\n", encoding="utf-8")
    code, printed, _ = cases.check(sound, "mine.yml")
    assert code == 1
    assert "mine.yml:1:1: error: expected a practice in the folder of its kind" in printed
    assert printed.count("\n") == 1


def test_the_format_for_pull_requests(bad: Path) -> None:
    _, printed, said = cases.check(bad, "--format", "github", BAD)
    assert printed == (
        f"::error file={BAD},line=11,col=10,title=wrong-type::minutes: expected a whole number, "
        'found "soon"; write digits only, without quotes and without a unit\n'
    )
    assert said == ""


def test_pull_request_lines_cannot_be_forged(sound: Path) -> None:
    name = "a,line=1::b%0A.yml"
    (sound / "kata/questions" / name).write_text("title: x\n", encoding="utf-8")
    (sound / BAD).write_text('"a\\n::error::%0A": 1\n', encoding="utf-8")
    _, printed, _ = cases.check(sound, "--format", "github")
    lines = printed.splitlines()
    assert all(line.startswith("::error file=kata/questions/") for line in lines)
    assert lines[0].startswith("::error file=kata/questions/a%2Cline=1%3A%3Ab%250A.yml,line=1,")
    assert any(r'unknown key "a\n::error::%250A"' in line for line in lines)


def test_a_pull_request_shows_errors_first_and_all_of_them_in_the_summary(
    bad: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(bad / "summary.md"))
    (bad / "summary.md").write_text("A step before.\n", encoding="utf-8")
    edit(bad / "kata/checklists/desk-walk.yml", r"sources:\n(  .*\n)+", "")
    edit(bad / BAD, "Three questions", "Three <b> questions")
    _, printed, _ = cases.check(bad, "--format", "github")
    levels = [line.split(" ")[0] for line in printed.splitlines()]
    assert levels == ["::error", "::error", "::warning", "::warning"]
    before, *listed = (bad / "summary.md").read_text(encoding="utf-8").splitlines()
    assert before == "A step before."
    assert listed[0] == "### Katabase: 6 files checked: 2 errors, 2 warnings"
    assert [line.split(" ")[1] for line in listed[2:]] == ["error", "error", "warning", "warning"]
    assert "<b>" not in "".join(listed)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(bad / "no-folder/summary.md"))
    assert "the summary could not be written" in cases.check(bad, "--format", "github")[2]


def test_the_format_for_services(bad: Path) -> None:
    (bad / "kata/traits/Keeps promises.yml").write_text("title: x\n", encoding="utf-8")
    _, printed, said = cases.check(bad, "--format", "sarif")
    assert said == ""
    [run_] = json.loads(printed)["runs"]
    rules = [rule["id"] for rule in run_["tool"]["driver"]["rules"]]
    results = {item["ruleId"]: item for item in run_["results"]}
    assert rules == sorted(results) == ["bad-id", "no-source", "wrong-type"]
    assert all(rules[item["ruleIndex"]] == rule for rule, item in results.items())
    [place] = results["wrong-type"]["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": BAD},
        "region": {"startLine": 11, "startColumn": 10},
    }
    assert results["no-source"]["level"] == "warning"
    [place] = results["bad-id"]["locations"]
    address = place["physicalLocation"]["artifactLocation"]["uri"]
    assert address == "kata/traits/Keeps%20promises.yml"


def test_a_sound_library_is_a_sound_report(sound: Path) -> None:
    code, printed, _ = cases.check(sound, "--format", "sarif")
    assert code == 0
    assert json.loads(printed)["runs"][0]["results"] == []


def test_what_the_build_would_refuse_on_paper_is_said(sound: Path) -> None:
    """Also for one file; and only for what can be read: one mistake, one problem."""
    lines = "".join(f"      - {'many words on one line ' * 12}\n" for _ in range(14))
    for path in (sound / BAD, sound / "kata/traits/keeps-promises.yml"):
        with path.open("a", encoding="utf-8") as file:
            file.write(f"card:\n  front:\n    lines:\n{lines}")
    edit(sound / BAD, "minutes: 5", "minutes: soon")
    _, printed, _ = cases.check(sound, "--cards")
    assert printed.count("[card-too-long]") == 3  # a size each
    assert BAD not in "".join(line for line in printed.splitlines() if "card front" in line)
    assert cases.check(sound, "kata/paths", "--cards")[0] == 0
    assert not (sound / ".cache").exists()  # without settings nothing is kept
    (sound / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    cases.check(sound, "kata/paths", "--cards")
    assert (sound / ".cache/katabase/cards").is_dir()


def test_a_page_at_the_address_of_a_practice_is_said(sound: Path) -> None:
    for name in ("starter-kata/on-time.md", "traits/keeps-promises/README.md", "traits/other.md"):
        (sound / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (sound / "docs" / name).write_text("# Ours\n", encoding="utf-8")
    config = "exclude_docs: |\n  traits/keeps-promises/\n"
    _, printed, _ = cases.check(sound)
    assert [line.split(":")[0] for line in printed.splitlines()] == [
        "docs/starter-kata/on-time.md",
        "docs/traits/keeps-promises/README.md",
    ]
    assert printed.count("[taken-address]") == 2
    (sound / "mkdocs.yml").write_text(config, encoding="utf-8")
    assert cases.check(sound)[1].count("[taken-address]") == 1


def test_a_finished_page_at_a_former_address_is_said(sound: Path) -> None:
    """As a build would say it."""
    for name in ("starter-kata/on-time/index.html", "starter-kata/other.html"):
        (sound / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (sound / "docs" / name).write_text("Ours", encoding="utf-8")
    code, printed, _ = cases.check(sound)
    assert code == 1
    assert printed.startswith(
        "docs/starter-kata/on-time/index.html:1:1: error: stands at the former"
    )


def test_the_format_for_programs(bad: Path) -> None:
    _, printed, said = cases.check(bad, "--format", "json")
    found = [json.loads(line) for line in printed.splitlines()]
    assert said == ""
    assert found[0] == {
        "path": BAD,
        "line": 11,
        "column": 10,
        "rule": "wrong-type",
        "message": 'minutes: expected a whole number, found "soon"',
        "hint": "write digits only, without quotes and without a unit",
        "level": "error",
        "guide": "",
    }
    assert found[1]["level"] == "warning"


def test_each_message_leads_to_the_section_of_its_rule(bad: Path) -> None:
    address = "https://example.org/practise"
    (bad / "mkdocs.yml").write_text(f"site_url: {address}/\n", encoding="utf-8")
    section = f"{address}/contributing/checks/#wrong-type"
    assert f"\nwrong-type: {section}\n" in cases.check(bad)[2]
    assert f"without a unit ({section})" in cases.check(bad, "--format", "github")[1]
    assert json.loads(cases.check(bad, BAD, "--format", "json")[1])["guide"] == section


def test_a_rule_is_explained() -> None:
    result = run("katabase", "explain", "unknown-id", "tab")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("unknown-id (error)\nA reference leads to a practice that does")
    assert "Always an error, because the link would lead nowhere.\n\ntab (error)" in result.stdout
    assert "    \t- author: Ward 7\n" in result.stdout  # an example is shown as it stands


def test_a_rule_that_does_not_exist_is_2() -> None:
    result = run("katabase", "explain", "unknwon-id")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == 'katabase: there is no rule "unknwon-id"; did you mean "unknown-id"?\n'


def test_a_site_chooses_how_bad_a_rule_is(bad: Path) -> None:
    def outcome(choice: str) -> tuple[int, str]:
        config = f"plugins: [{{katabase: {{checks: {{no-source: {choice}}}}}}}]"
        (bad / "mkdocs.yml").write_text(config, encoding="utf-8")
        code, printed, _ = cases.check(bad, "kata/traits", "--strict")
        return code, re.sub(r"^[^ ]+ ([a-z]+): .*\n", r"\1", printed)

    assert outcome("off") == outcome('"off"') == (0, "")
    assert outcome("warning") == (1, "warning")
    assert outcome("error") == (1, "error")


def test_the_real_command_in_a_terminal_that_knows_only_ascii(bad: Path) -> None:
    edit(bad / BAD, "Three questions", "Drei Fragen für 現場 (<b>…)")
    env = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    result = run("katabase", "check", cwd=bad, **env)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "6 files checked: 2 errors, 1 warning" in result.stderr
    assert os.linesep.join(result.stdout.splitlines()).isascii()


def test_help_says_what_the_codes_mean() -> None:
    result = run("katabase", "check", "--help")
    assert result.returncode == 0
    assert all(word in result.stdout for word in ("Exit 0", "--strict", "--format", "[PATH…]"))


def test_help_names_what_may_be_said() -> None:
    for command, known in (("new", map(str, kinds())), ("explain", registry.registry())):
        said = " ".join(katabase(command, "--help").stdout.split())
        assert all(name in said for name in known)


def test_layers_of_an_inherited_file_are_checked(bad: Path) -> None:
    """As MkDocs merges it: what the file says itself comes first, the rest is kept."""
    (bad / "above.yml").write_text("plugins: {katabase: {layers: [kata]}}", encoding="utf-8")
    (bad / "kata").rename(bad / "ours")
    (bad / "mkdocs.yml").write_text(
        "INHERIT: above.yml\nplugins: {katabase: {layers: [ours]}}", encoding="utf-8"
    )
    code, printed, _ = cases.check(bad)
    assert code == 1
    assert printed.startswith("ours/")
