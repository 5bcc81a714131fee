"""Near-duplicates: which questions count as the same, and that none is missed."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from katabase.domain import layers, loading
from katabase.domain.checks import registry
from katabase.domain.checks.rule import Context
from katabase.domain.checks.rules import duplicates
from katabase.domain.kinds.questions import QUESTIONS
from katabase.domain.stop_words import STOP_WORDS
from tests.support import cases

if TYPE_CHECKING:
    from pathlib import Path

    from katabase.domain.library import Library
    from katabase.domain.problems import Problem


def near_duplicates(asked: Library) -> list[Problem]:
    return list(registry.run([duplicates.DUPLICATE_QUESTION], Context(asked, cases.TODAY)))


def with_questions(folder: Path, *asked: str) -> Library:
    """Return the small library with these questions in the place of the others."""
    kata = cases.copy_library(folder)
    path = kata / "questions/three-questions.yml"
    text = path.read_text(encoding="utf-8")
    block = "".join(
        f'      - ask: "{ask}"\n        listen_for: A\n        follow_up: B\n' for ask in asked
    )
    head = text.partition("      - ask:")[0]
    path.write_text(head + block, encoding="utf-8")
    return loading.load([layers.Layer(kata, "kata")])


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Red green blue white?", "white, BLUE green Red", True),
        ("red green blue", "red green blue white", True),  # 3 of 4 words
        ("red green blue white black", "red green blue white black pink grey", False),  # 5 of 7
        ("What is red for the green?", "What red, so that green?", True),  # small words
        ("red green", "red blue", False),
    ],
)
def test_questions_are_alike_from_three_quarters_on(
    one: str, other: str, alike: bool, tmp_path: Path
) -> None:
    found = near_duplicates(with_questions(tmp_path, one, other))
    assert bool(found) is alike
    assert all(problem.spot.line == 28 for problem in found)  # the second of the two


def test_the_filter_misses_no_pair(shipped: Library, tmp_path: Path) -> None:
    """Every pair, compared one by one, against the index that compares only a few."""
    asked = [
        question.ask
        for entry in shipped.of(QUESTIONS)
        for part in entry.practice.parts  # type: ignore[attr-defined]
        for question in part.questions
    ]
    shorter = [" ".join(ask.split()[:-1]).replace('"', "'") for ask in asked]
    texts = [*shorter, *(ask.replace('"', "'") for ask in asked)]
    words = [frozenset(re.findall(r"\w+", text.lower())) - STOP_WORDS for text in texts]
    alike = {
        later
        for earlier, later in combinations(range(len(words)), 2)
        if len(words[earlier] & words[later]) >= 0.75 * len(words[earlier] | words[later])
        and "why" not in words[earlier] & words[later]
    }
    found = near_duplicates(with_questions(tmp_path, *texts))
    assert len(found) == len(alike) > 50


def test_the_shipped_library_asks_nothing_twice(shipped: Library) -> None:
    assert not [item for item in registry.check(shipped) if item.rule == "duplicate-question"]


def test_a_ladder_of_whys_in_one_set_is_no_duplicate(tmp_path: Path) -> None:
    asked = with_questions(tmp_path, "Why did that happen?", "And why did that happen?")
    assert near_duplicates(asked) == []
