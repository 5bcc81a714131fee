"""Records of every earlier version become records of the present one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.conftest import CASES
from tests.records.conftest import SCHEMA

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

FIXTURES = sorted((CASES / "records").glob("format-*.json"))


@pytest.mark.parametrize("file", FIXTURES, ids=lambda file: file.stem)
def test_an_earlier_version_is_read(tab: Page, file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    found = tab.evaluate("text => kb.from_file(text)", text)
    assert (found["problems"], found["newer"]) == ([], 0)
    assert len(found["records"]) == len(json.loads(text)["records"])


def test_an_anchor_of_the_first_version_gets_the_practice_of_its_id(tab: Page) -> None:
    """Which version it had nobody wrote down; a skill of no practice stays one."""
    text = FIXTURES[0].read_text(encoding="utf-8")
    found = tab.evaluate("text => kb.from_file(text).records", text)
    practices = {one["skill"]: one["practice"] for one in found if one["kind"] == "anchor"}
    title = "Coaching cycle"
    named = {"ref": "starter-kata/coaching-cycle", "title": title, "version": ""}
    assert practices == {title: named, "Asking open questions": None}


def test_every_version_has_a_fixture_with_every_kind(tab: Page) -> None:
    present = tab.evaluate("kb.FORMAT")
    assert [file.stem for file in FIXTURES] == [f"format-{n}" for n in range(1, present + 1)]
    newest = json.loads(FIXTURES[-1].read_text(encoding="utf-8"))
    assert {record["kind"] for record in newest["records"]} == set(SCHEMA["$defs"])


def test_steps_are_taken_one_after_another(tab: Page) -> None:
    found = tab.evaluate("""() => {
        const now = kb.begin("storyboard", { title: "Line 3" });
        const { title, ...old } = now;
        const steps = [
            (record) => ({ ...record, name: record.label, label: undefined, format: 2 }),
            ({ name, label, ...rest }) => ({ ...rest, title: name, format: 1 }),
        ];
        const one = kb.read({ ...old, label: "Line 3", format: 1 }, { storyboard: steps });
        const two = kb.read({ ...old, name: "Line 3", format: 2 }, { storyboard: steps });
        return [one.record?.title, two.record?.title];
    }""")
    assert found == ["Line 3", "Line 3"]


def test_a_step_that_fails_damages_nothing(tab: Page) -> None:
    found = tab.evaluate("""() => {
        const record = kb.begin("storyboard", {});
        const steps = { storyboard: [() => { throw new Error("no"); }] };
        return [record, kb.read(record, steps).damaged];
    }""")
    assert found[0] == found[1]
