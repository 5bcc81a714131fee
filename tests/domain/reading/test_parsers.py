"""The same words and places whichever YAML parser reads, and whatever it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from katabase.domain.problems import as_text
from katabase.domain.reading import source
from tests.support import cases

if TYPE_CHECKING:
    from pathlib import Path

ESCAPES = [r"\ud800", r"\U00110000", r"\UFFFFFFFF", r"\q", r"\xZ", r"\u12"]


class Mute(yaml.SafeLoader):
    """A parser whose errors say nothing that we know."""

    def get_event(self) -> Any:
        return self._quiet(super().get_event)

    def check_event(self, *choices: Any) -> Any:
        return self._quiet(lambda: super(Mute, self).check_event(*choices))

    def _quiet(self, ask: Any) -> Any:
        try:
            return ask()
        except yaml.MarkedYAMLError as error:
            error.context, error.problem = "while £%&", "*&!"
            raise


class Failing(yaml.SafeLoader):
    """A parser that fails in a way that is none of its own errors."""

    def fetch_value(self) -> None:
        if self.line == 2:
            raise RuntimeError("x")
        super().fetch_value()


OTHERS = [
    *(pytest.param(yaml.SafeLoader, case, id=f"plain-{case.name}") for case in cases.PROBLEMS),
    *(
        pytest.param(Mute, case, id=f"mute-{case.name}")
        for case in cases.PROBLEMS
        if case.name.startswith("yaml-syntax")
    ),
]


@pytest.mark.parametrize(("loader", "case"), OTHERS)
def test_a_case_prints_the_same_with_another_parser(
    loader: type, case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "Loader", loader)
    assert cases.outcome(case, tmp_path) == (case / cases.EXPECTED).read_text(encoding="utf-8")


def said(text: str) -> list[str]:
    return [as_text(problem) for problem in source.parse(text.encode(), "x.yml")[1]]


@pytest.mark.parametrize("escape", ESCAPES)
def test_an_escape_that_means_nothing(escape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f'a: "fine \\u00e9 and \\\\ud800"\nb: "At the {escape} board"\n'
    found = said(text)
    assert [line[:11] for line in found] == ["x.yml:2:12:"]
    half = escape.startswith("\\ud")
    assert ("half of a character" if half else "a backslash within double quotes") in found[0]
    monkeypatch.setattr(source, "Loader", yaml.SafeLoader)
    assert said(text) == found


@pytest.mark.parametrize("text", ["a: [b", "a: {b: c", "a:\n  - [b, [c]\n", "a: [\n\n"])
def test_a_bracket_that_is_open_at_the_end(text: str) -> None:
    line = text[: text.index("[") if "[" in text else text.index("{")].count("\n") + 1
    assert said(text)[0].startswith(f"x.yml:{line}:")
    assert "a bracket opens here and is never closed" in said(text)[0]


def test_a_tab_is_as_wide_as_a_space(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a:\tb\nc:\n-\td\n"
    document, _ = source.parse(text.encode(), "x.yml")
    assert document is not None
    assert document.data == {"a": "b", "c": ["d"]}
    monkeypatch.setattr(source, "Loader", yaml.SafeLoader)
    assert said(text) == []


def test_an_error_that_nobody_knows_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "Loader", Failing)
    assert said("a: b\nc: d\ne: f\n") == [
        "x.yml:2:5: error: expected a key with a colon, indented like the keys above it; "
        "begin the line in the same column as the others [yaml-syntax]"
    ]


def test_a_key_too_long_for_yaml() -> None:
    found = said("k" * 1_100 + ": b\n")
    assert [line[:13] for line in found] == ["x.yml:1:1101:"]
    assert "more than 1,000 characters before a colon" in found[0]
