"""Laws that hold for any input: nothing raises, places lie in the file, order does not matter."""

from __future__ import annotations

import copy
import random
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from katabase.domain import layers, loading
from katabase.domain.checks import registry
from katabase.domain.reading import source
from katabase.domain.reading.rawtext import decode
from katabase.domain.reports import STYLES, Report
from tests.support import cases

if TYPE_CHECKING:
    from katabase.domain.problems import Problem

FILES = sorted(cases.LIBRARY.rglob("*.yml"))
TEXTS = {path: path.read_bytes() for path in FILES}

few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
many = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def lines_of(raw: bytes) -> list[str]:
    """Return the lines of a file as an editor shows them, whatever its encoding."""
    text = raw.decode("utf-8", errors="replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def must_lie_within(problems: list[Problem], raw: bytes) -> None:
    lines = lines_of(raw)
    for problem in problems:
        line, column = problem.spot.line, problem.spot.column
        assert 1 <= line <= len(lines), problem
        assert 1 <= column <= len(lines[line - 1]) + 1, problem
    report = Report(tuple(problems), 1, section=lambda rule: f"https://example.org/#{rule}")
    for style in STYLES.values():
        assert all(line.isprintable() for line in style(report))


def problems_of(path: Path, raw: bytes) -> list[Problem]:
    """Check the small sound library with other bytes for one of its files."""
    with tempfile.TemporaryDirectory() as name:
        kata = cases.copy_library(Path(name))
        changed = kata / path.relative_to(cases.LIBRARY)
        changed.write_bytes(raw)
        loaded = loading.load([layers.Layer(kata, "kata")])
        shown = f"kata/{path.relative_to(cases.LIBRARY).as_posix()}"
        return [found for found in registry.check(loaded, cases.TODAY) if found.path == shown]


@many
@given(st.binary(max_size=200))
def test_any_bytes_end_in_problems_with_a_place(raw: bytes) -> None:
    document, problems = source.parse(raw, "x.yml")
    assert (document is None) == any(map(refuses, problems))
    must_lie_within(problems, raw)


def refuses(problem: Problem) -> bool:
    """Say whether a file with a problem cannot be read; of a lost text the rest can."""
    return problem.rule != "lost-text"


YAML_PIECES = st.sampled_from(
    [*"[]{}:-?|>&*!%@`'\"#,\n\t\\ ~\r", "a", "ü", "  ", ": ", "- ", "\n  ", "---\n", "...\n", "0x1"]
)


@many
@given(st.lists(YAML_PIECES, max_size=40).map("".join))
@example("::\t#[")
def test_any_yaml_ends_in_problems_with_a_place(text: str) -> None:
    raw = text.encode()
    document, problems = source.parse(raw, "x.yml")
    assert (document is None) == any(map(refuses, problems))
    must_lie_within(problems, raw)


@few
@given(path=st.sampled_from(FILES), data=st.data())
def test_a_file_with_bytes_flipped_deleted_or_inserted(path: Path, data: st.DataObject) -> None:
    raw = bytearray(TEXTS[path])
    for _ in range(data.draw(st.integers(1, 4))):
        where = data.draw(st.integers(0, len(raw) - 1))
        how = data.draw(st.sampled_from(["flip", "delete", "insert"]))
        if how == "flip":
            raw[where] ^= 1 << data.draw(st.integers(0, 7))
        elif how == "delete":
            del raw[where : where + data.draw(st.integers(1, 30))]
        else:
            raw[where:where] = data.draw(st.binary(min_size=1, max_size=6))
        assume(raw)
    must_lie_within(problems_of(path, bytes(raw)), bytes(raw))


VALUES: list[Any] = [None, True, 0, -1, 10**30, 1.5, float("inf"), "", " ", "x", "2026-13-40"]
VALUES += ["1.0.0", "a/b", "kata\n", "{{ x }}", "<b>", [], {}, [[]], [None], {"a": 1}, {"a": {}}]


def ways(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [way]
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            found += ways(item, (*way, key))
    return found


@few
@given(path=st.sampled_from(FILES), data=st.data())
def test_a_file_with_values_of_other_types(path: Path, data: st.DataObject) -> None:
    content = yaml.safe_load(TEXTS[path])
    for _ in range(data.draw(st.integers(1, 3))):
        *parents, last = data.draw(st.sampled_from([way for way in ways(content) if way]))
        holder = content
        for step in parents:
            holder = holder[step]
        holder[last] = copy.deepcopy(data.draw(st.sampled_from(VALUES)))
    raw = yaml.safe_dump(content, allow_unicode=True).encode()
    must_lie_within(problems_of(path, raw), raw)


@many
@given(st.binary(max_size=60))
def test_text_that_is_decoded_has_one_kind_of_line_end(raw: bytes) -> None:
    text, _ = decode(raw, "x.yml")
    assert text is None or "\r" not in text


@pytest.mark.parametrize("seed", range(5))
def test_a_library_does_not_depend_on_the_order_of_files(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    kata = cases.CASES.parent.parent / "kata"
    shelf = [layers.Layer(kata, "kata"), layers.Layer(cases.LIBRARY, "more")]
    before = loading.load(shelf)
    for name in ("iterdir", "rglob"):
        original = getattr(Path, name)

        def shuffled(self: Path, *rest: Any, original: Any = original) -> Any:
            found = list(original(self, *rest))
            random.Random(seed).shuffle(found)
            return iter(found)

        monkeypatch.setattr(Path, name, shuffled)
    after = loading.load(shelf)
    assert [entry.ref for entry in after.ordered()] == [entry.ref for entry in before.ordered()]
    assert registry.check(after, cases.TODAY) == registry.check(before, cases.TODAY)
    assert after.incoming == before.incoming
    assert after.terms == before.terms
    assert list(after.entries) == list(before.entries)
