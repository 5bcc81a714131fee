"""A site chooses how bad a rule is; what it cannot choose is said in one sentence."""

from __future__ import annotations

from typing import Any

import pytest

from katabase.domain.checks.levels import Levels, LevelsError, levels_from
from katabase.domain.checks.registry import registry
from katabase.domain.problems import Level, Problem, Spot


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("off", "checks: expected rules with a level"),
        (["no-source"], "checks: expected rules with a level"),
        ({"no-sauce": "off"}, "found 'no-sauce'; did you mean \"no-source\"?"),
        ({"xyzzy": "off"}, "found 'xyzzy'; each message ends with the id of its rule"),
        ({1: "off"}, "expected the id of a rule, found '1'"),
        ({None: "off"}, "expected the id of a rule, found 'None'"),
        ({"a\x1b[31m": "off"}, r"found 'a\\x1b[31m'"),
        ({"no-source": "of"}, "no-source: expected off, warning or error, found 'of'"),
        ({"no-source": True}, "no-source: expected off, warning or error, found 'True'"),
        ({"no-source": 0}, "no-source: expected off, warning or error, found '0'"),
        ({"no-source": None}, "no-source: expected off, warning or error, found 'None'"),
        ({"no-source": ["off"]}, "no-source: expected off, warning or error, found"),
        ({"unknown-id": "off"}, "unknown-id: expected error, because the link would lead nowhere"),
        ({"raw-html": "warning"}, "raw-html: expected error, because a text must not be able to"),
    ],
)
def test_what_cannot_be_chosen_is_one_sentence(options: Any, said: str) -> None:
    with pytest.raises(LevelsError) as raised:
        levels_from(options)
    assert str(raised.value).startswith("mkdocs.yml, plugins: katabase: checks")
    assert said in str(raised.value)
    assert str(raised.value).isprintable()


def problem(rule: str) -> Problem:
    return Problem("a.yml", Spot(), rule, "found this", "do that", registry()[rule].level)


@pytest.mark.parametrize("options", [None, {}, {"unknown-id": "error", "island": "warning"}])
def test_without_a_choice_the_rules_decide(options: Any) -> None:
    found = [problem("unknown-id"), problem("island")]
    assert levels_from(options).of(found) == found


def test_what_is_chosen_holds() -> None:
    levels = levels_from({"history": "warning", "island": "error", "no-source": False})
    found = levels.of(map(problem, ("history", "island", "no-source", "stages")))
    assert [(item.rule, item.level) for item in found] == [
        ("history", Level.WARNING),
        ("island", Level.ERROR),
        ("stages", Level.ERROR),
    ]
    assert Levels().of([]) == []


def test_every_rule_can_be_an_error() -> None:
    assert len(levels_from(dict.fromkeys(registry(), "error")).chosen) == len(registry())
