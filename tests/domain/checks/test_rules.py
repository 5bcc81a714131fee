"""A rule is a value: what it says in the guide is true, and a rule that says nothing is none."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from katabase.domain.checks import registry, rules
from katabase.domain.checks.rule import Example, NameExample, Rule, Scope
from katabase.domain.problems import Level
from katabase.products.pages import listings
from tests.support import cases

if TYPE_CHECKING:
    from pathlib import Path

RULES = registry.registry()
EXAMPLES = [
    (rule, example, number)
    for rule in RULES.values()
    for number, example in enumerate(rule.examples, 1)
]


def put(example: Example, text: str, kata: Path) -> None:
    """Put the lines of an example into the sound practice of their folder."""
    place = kata / example.where
    path = place if place.is_file() else next(place.iterdir())
    if isinstance(example, NameExample):
        (kata / text).parent.mkdir(exist_ok=True)
        path.rename(kata / text)
        return
    sound = path.read_text(encoding="utf-8")
    for key in dict.fromkeys(re.findall(r"^(\w+):", text, re.MULTILINE)):
        sound = re.sub(rf"^{key}:.*\n(?:[ \t].*\n|\n(?=[ \t]))*", "", sound, flags=re.MULTILINE)
    path.write_text(f"{sound.rstrip()}\n{text}\n", encoding="utf-8")


def found(kata: Path) -> set[str]:
    _, printed, _ = cases.check(kata.parent)
    return {line.rpartition("[")[2].rstrip("]") for line in printed.splitlines()}


@pytest.mark.parametrize(
    ("rule", "example", "number"), EXAMPLES, ids=[f"{rule.id}-{n}" for rule, _, n in EXAMPLES]
)
def test_an_example_breaks_its_rule_and_is_sound_when_mended(
    rule: Rule, example: Example, number: int, tmp_path: Path
) -> None:
    for name, text in (("wrong", example.wrong), ("right", example.right)):
        (tmp_path / name).mkdir()
        put(example, text, cases.copy_library(tmp_path / name))
    assert rule.id in found(tmp_path / "wrong/kata")
    # A practice that is renamed is missed by others, which is no part of the example.
    rest = {"unknown-id"} if isinstance(example, NameExample) else set()
    assert found(tmp_path / "right/kata") - rest == set()


OTHERS = (Scope.CARD, Scope.PAGE, Scope.SINCE)


def test_most_rules_have_an_example() -> None:
    """Only what cannot be shown in a few lines of one file has none."""
    without = {rule.id for rule in RULES.values() if not rule.examples}
    bytes_and_nesting = {"not-utf-8", "nul-byte", "too-large", "unreadable", "too-deep", "more"}
    several_files = {"several-documents", "no-mapping", "complex-key"}
    layers = {"id-clash", "cannot-adapt", "no-base", "base-moved", "unknown-hidden", "hidden-link"}
    files = {"unknown-file", "large-picture", "located-picture"}
    layers |= {"cannot-translate", "translation-behind"}
    long = {"stages", "island", "duplicate-question", "copied-text", "successor", "before-order"}
    elsewhere = {rule.id for rule in RULES.values() if rule.scope in OTHERS}
    assert without <= bytes_and_nesting | several_files | layers | files | long | elsewhere


SOUND = Rule(id="a-rule", scope=Scope.PRACTICE, wrong="It is wrong.", mend="Mend it.")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "A rule"}, "expected an id"),
        ({"wrong": ""}, "needs sentences"),
        ({"mend": ""}, "needs sentences"),
        ({"mend": "mend it"}, "needs sentences"),
        ({"level": Level.WARNING, "firm": "it burns"}, "is an error"),
    ],
)
def test_a_rule_that_is_half_there_cannot_be_made(change: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        replace(SOUND, **change)  # type: ignore[arg-type]


def test_one_file_adds_a_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module in the folder of the rules is all: check, guide and settings know it."""
    (tmp_path / "shouting.py").write_text(NEW, encoding="utf-8")
    monkeypatch.setattr(rules, "__path__", [*rules.__path__, str(tmp_path)])
    registry.registry.cache_clear()
    try:
        assert "shouting" in registry.registry()
        kata = cases.copy_library(tmp_path)
        path = kata / "questions/three-questions.yml"
        path.write_text(path.read_text("utf-8").replace("Three", "THREE"), encoding="utf-8")
        assert found(kata) == {"shouting"}
        assert "#### `shouting`" in listings.rules_guide()
        config = "plugins: [{katabase: {checks: {shouting: off}}}]"
        (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
        assert found(kata) == set()
        (tmp_path / "again.py").write_text(NEW, encoding="utf-8")
        registry.registry.cache_clear()
        with pytest.raises(ValueError, match='two rules are called "shouting"'):
            registry.registry()
    finally:
        registry.registry.cache_clear()
        for name in ("shouting", "again"):
            sys.modules.pop(f"{rules.__name__}.{name}", None)


NEW = """
from katabase.domain.checks.rule import Rule, Scope, at

def _shouting(entry, context):
    if "THREE" in entry.practice.title:
        yield at(entry, ("title",), "found capitals", "speak quietly")

SHOUTING = Rule(id="shouting", scope=Scope.PRACTICE, wrong="Loud.", mend="Be quiet.",
                practice=_shouting)
"""


def test_the_guide_is_whole_without_docstrings() -> None:
    """The texts of the guide do not hang on docstrings, which ``python -OO`` drops."""
    program = "from katabase.products.pages import listings; print(listings.rules_guide(), end='')"
    command = [sys.executable, "-OO", "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout == str(listings.rules_guide())


def test_every_rule_has_its_section() -> None:
    guide = str(listings.rules_guide())
    for rule in RULES.values():
        assert guide.count(f"\n#### `{rule.id}`\n") == 1
    for scope in Scope:
        assert guide.count(f"### {scope.label}\n") == 1
