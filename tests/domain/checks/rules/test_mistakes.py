"""Natural mistakes are answered: where, what was expected and found, and how to mend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.support import cases
from tests.support.mistakes import TABLES, Mistake, mistakes

if TYPE_CHECKING:
    from pathlib import Path

ALL = [(table.stem, mistake) for table in TABLES for mistake in mistakes(table)]


@pytest.mark.parametrize(
    "mistake", [mistake for _, mistake in ALL], ids=[f"{name}: {each.name}" for name, each in ALL]
)
def test_a_mistake_is_answered(mistake: Mistake, tmp_path: Path) -> None:
    assert mistake.outcome(tmp_path) == mistake.said
    for line in mistake.said.splitlines():
        form = r"kata/[^:]+:\d+:\d+: (error|warning): .+; .+ \[[a-z0-9-]+\]"
        assert re.fullmatch(form, line), line
    assert bool(mistake.said) is not mistake.name.endswith(" is fine")


def test_there_are_many_and_no_two_are_the_same() -> None:
    assert len({(each.file, each.was, each.wrong) for _, each in ALL}) == len(ALL)
    assert len(ALL) + len(cases.PROBLEMS) >= 250
