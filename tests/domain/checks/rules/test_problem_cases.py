"""Every golden case prints exactly what its expected.txt says, places included."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import katabase
from katabase.domain.checks import registry
from tests.support import cases, layered
from tests.support.mistakes import TABLES, mistakes


@pytest.mark.parametrize("case", cases.PROBLEMS, ids=lambda case: case.name)
def test_a_case_prints_what_is_expected(case: Path, tmp_path: Path) -> None:
    assert cases.outcome(case, tmp_path) == (case / cases.EXPECTED).read_text(encoding="utf-8")


def test_the_library_under_the_cases_is_sound(tmp_path: Path) -> None:
    cases.copy_library(tmp_path)
    code, printed, said = cases.check(tmp_path, "--strict")
    assert (code, printed, said) == (0, "", "6 files checked: 0 errors, 0 warnings\n")


def lines(case: Path) -> list[str]:
    text = (case / cases.EXPECTED).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("exit ")]


@pytest.mark.parametrize("case", cases.PROBLEMS, ids=lambda case: case.name)
def test_every_line_says_where_what_and_how_to_mend(case: Path) -> None:
    for line in lines(case):
        form = r"kata(/[^:]+)?:\d+:\d+: (error|warning): .+; .+ \[[a-z0-9-]+\]"
        assert re.fullmatch(form, line), line


NO_CASE = {
    "too-large",  # no megabyte in the repository: test_extreme_files.py
    "card-too-long",  # found on paper: tests/products/cards
    "card-glyph",
    "card-too-large",
    "macro",  # found in pages: tests/adapters/checking/test_rehearsal.py
    "build",
    "strict-build",
    "taken-address",
    "weak-contrast",
    "foreign-request",
    "no-home",
    "unknown-file",  # the site's own folder is needed: tests/adapters/settings/test_site_checks.py
    "lost-address",  # an earlier version is needed: tests/adapters/cli/test_since.py
    "back-to-draft",
    "unsaid-change",
    "lost-change",
    "reused-key",
}


def test_every_rule_has_a_case() -> None:
    said = [line for case in cases.PROBLEMS for line in lines(case)]
    said += [
        line for table in TABLES for each in mistakes(table) for line in each.said.splitlines()
    ]
    layers = [
        path.read_text(encoding="utf-8")
        for case in layered.LAYERS
        for path in case.rglob(cases.EXPECTED)
    ]
    said += [line for text in layers for line in text.splitlines() if line.endswith("]")]
    said = [line for line in said if line.startswith(("kata", "own/"))]
    shown = {line.rpartition("[")[2].rstrip("]") for line in said}
    assert set(registry.registry()) - shown == NO_CASE
    assert shown <= set(registry.registry())


def test_no_problem_is_made_without_a_rule() -> None:
    """What reading, validation, cards and macros call their rules is in the registry."""
    code = Path(katabase.__file__).parent
    known = set()
    for path in code.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        known |= set(re.findall(r'\bSpot\(\), "([a-z0-9-]+)"', text))
        known |= set(re.findall(r'(?:spot|place|\)), "([a-z0-9-]+)", (?:message|f?"found)', text))
        known |= set(re.findall(r'_report\(event, "([a-z0-9-]+)"', text))
        known |= set(re.findall(r'return "([a-z-]+)", (?:f"|message|str)', text))
    assert len(known) > 25, "the search above misses how problems are made"
    assert known <= set(registry.registry())
