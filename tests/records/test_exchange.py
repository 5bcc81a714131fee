"""Everything as one file and back: what comes in is data, and takes nothing away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from tests.records.conftest import SCHEMA, kept
from tests.records.making import PHASES, libraries

if TYPE_CHECKING:
    from playwright.sync_api import Page

FILE = {"sort": "katabase-records", "format": 1, "exported": "2026-11-25T09:30:00.000Z"}
MOMENT = "2026-11-25T09:30:00.000Z"

lawful = settings(
    max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES
)


def favourite(ref: str = "trait/x", **changes: Any) -> dict[str, Any]:
    practice = {"ref": ref, "title": "X", "version": "1.0.0"}
    made = {"id": f"favourite:{ref}", "kind": "favourite", "format": 1}
    return {**made, "created": MOMENT, "changed": MOMENT, "practice": practice, **changes}


def read(tab: Page, *records: Any, **changes: Any) -> dict[str, Any]:
    text = json.dumps({**FILE, "records": list(records), **changes})
    return tab.evaluate("text => kb.from_file(text)", text)


@lawful
@given(library=libraries())
def test_export_delete_import_gives_the_same_records(
    tab: Page, library: list[dict[str, Any]]
) -> None:
    text = tab.evaluate(
        """async library => {
            await store.remove();
            await store.empty_bin();
            await store.add(...library);
            const file = kb.to_file((await store.all()).records);
            await store.remove();
            await store.empty_bin();
            if ((await store.all()).records.length) throw new Error("something is left");
            const { records, problems } = kb.from_file(file);
            if (problems.length) throw new Error(problems[0]);
            await store.add(...kb.compare([], records).fresh);
            return file;
        }""",
        library,
    )
    assert kept(tab) == sorted(library, key=lambda record: record["id"])
    Draft202012Validator(SCHEMA).validate(json.loads(text))


@lawful
@given(library=libraries(), other=libraries())
def test_every_record_of_a_file_is_new_the_same_or_a_conflict(
    tab: Page, library: list[dict[str, Any]], other: list[dict[str, Any]]
) -> None:
    theirs = [*library[:2], *[one for one in other if one["id"] not in {o["id"] for o in library}]]
    found = tab.evaluate("([mine, theirs]) => kb.compare(mine, theirs)", [library, theirs])
    assert found["same"] == library[:2]
    assert found["fresh"] == theirs[len(library[:2]) :]
    assert not found["conflicts"]


def test_the_clock_of_another_device_is_no_conflict(tab: Page) -> None:
    mine, theirs = favourite(), favourite(changed="1999-01-01T00:00:00.000Z")
    found = tab.evaluate("([mine, theirs]) => kb.compare([mine], [theirs])", [mine, theirs])
    assert found["same"] == [theirs]


def test_what_two_devices_have_once_each_is_no_conflict(tab: Page) -> None:
    later = {"created": "2026-11-26T09:30:00.000Z"}
    practice = {**favourite()["practice"], "version": "1.1.0"}
    day = favourite(id="day:2026-11-25:trait/x", kind="day", date="2026-11-25", minutes=12)
    mine = [favourite(), day]
    theirs = [favourite(**later, practice=practice), {**day, **later, "minutes": 15}]
    found = tab.evaluate("([mine, theirs]) => kb.compare(mine, theirs)", [mine, theirs])
    assert (found["same"], found["conflicts"]) == (theirs, [])


@pytest.mark.parametrize(
    ("choice", "titles", "taken_back"),
    [
        ("mine", ["Mine"], []),
        ("theirs", ["Theirs"], ["Mine"]),
        ("both", ["Mine", "Theirs (2)"], []),
    ],
)
def test_a_conflict_is_settled(
    tab: Page, choice: str, titles: list[str], taken_back: list[str]
) -> None:
    found = tab.evaluate(
        """async choice => {
            const mine = kb.begin("storyboard", { title: "Mine" });
            await store.add(mine);
            const { conflicts } = kb.compare([mine], [{ ...mine, title: "Theirs" }]);
            const { add, replace } = kb.settled(conflicts[0], choice, "(2)");
            await store.add(...add);
            await store.replace(...replace);
            const titles = (await store.all()).records.map((record) => record.title).sort();
            return [titles, (await store.deleted()).map((record) => record.title)];
        }""",
        choice,
    )
    assert found == [titles, taken_back]


def test_what_is_kept_stays_when_a_file_has_the_same_id(tab: Page) -> None:
    tab.evaluate("record => store.add(record)", favourite())
    tab.evaluate("record => store.add(record)", favourite(created="1999-01-01T00:00:00.000Z"))
    assert kept(tab) == [favourite()]


HOSTILE = {
    "no JSON": ("<html>", "no JSON"),
    "cut off": (json.dumps({**FILE, "records": [favourite()]})[:-9], "no JSON"),
    "another JSON": ("[1]", "no export"),
    "null": ("null", "no export"),
    "deep": ("[" * 200_000, "no JSON"),
    "no list": (json.dumps({**FILE, "records": {}}), "no export"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_none_is_told(tab: Page, name: str) -> None:
    text, problem = HOSTILE[name]
    found = tab.evaluate("text => kb.from_file(text)", text)
    assert not found["records"]
    assert found["problems"][0].startswith(problem)


STRANGE = {
    "a field": favourite(strange=1),
    "a prototype": json.loads('{"__proto__": {"polluted": 1}}') | favourite(),
    "a constructor": favourite(constructor={"prototype": {"polluted": 1}}),
    "a kind": favourite(kind="constructor"),
    "an id": favourite(id="../../x y"),
    "a number": favourite(practice=7),
    "no record": 7,
    "no format": {"id": "x", "kind": "favourite"},
    "format 0": favourite(format=0),
    "half a format": favourite(format=1.5),
    "a long text": favourite(practice={"ref": "trait/x", "title": "x" * 501, "version": "1"}),
}


@pytest.mark.parametrize("name", STRANGE)
def test_what_is_no_record_is_left_out_and_told(tab: Page, name: str) -> None:
    good = favourite("trait/good")
    found = read(tab, STRANGE[name], good)
    assert found["records"] == [good]
    assert found["problems"][0].startswith("record 1: ")
    assert not tab.evaluate("'polluted' in {}")


def test_what_a_newer_site_wrote_is_counted_and_left_out(tab: Page) -> None:
    found = read(tab, favourite(format=99, whatever=[1]), favourite())
    assert (found["newer"], found["records"], found["problems"]) == (1, [favourite()], [])


def test_the_same_record_twice_counts_once(tab: Page) -> None:
    found = read(tab, favourite(), favourite(created="1999-01-01T00:00:00.000Z"))
    assert found["records"] == [favourite()]
    assert found["problems"] == ["record 2: is there twice"]


def test_a_mark_before_the_file_is_no_fault(tab: Page) -> None:
    text = "\ufeff" + json.dumps({**FILE, "records": [favourite()]})
    assert tab.evaluate("text => kb.from_file(text)", text)["records"] == [favourite()]
