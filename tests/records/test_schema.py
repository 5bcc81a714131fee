"""The published schema, and whether the scripts judge as it does."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.records.conftest import SCHEMA
from tests.records.making import PHASES, records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

JUDGES = {
    kind: Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": SCHEMA["$defs"]})
    for kind in SCHEMA["$defs"]
}


def test_the_published_schema_is_that_of_the_scripts(tab: Page) -> None:
    assert tab.evaluate("kb.schema()") == SCHEMA, "run: npm --prefix macros run schema"


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_every_field_is_described() -> None:
    silent = [at for at, part in _parts(SCHEMA["$defs"]) if not part.get("description")]
    assert not silent


def _parts(schemas: dict[str, Any], at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for name, schema in schemas.items():
        yield f"{at}{name}", schema
        inner = schema.get("items", schema)
        yield from _parts(inner.get("properties", {}), f"{at}{name}.")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(record=records(), data=st.data())
def test_scripts_and_schema_judge_alike(tab: Page, record: dict[str, Any], data: Any) -> None:
    assert JUDGES[record["kind"]].is_valid(record)
    assert tab.evaluate("value => kb.problems_of(value)", record) == []
    spoilt = _spoilt(record, data)
    fits = JUDGES[record["kind"]].is_valid(spoilt)
    assert (tab.evaluate("value => kb.problems_of(value)", spoilt) == []) is fits


def _spoilt(record: dict[str, Any], data: Any) -> dict[str, Any]:
    """Return the record with one thing changed somewhere; it may still be a record."""
    spoilt = copy.deepcopy(record)
    places = [spoilt]
    for place in places:
        inside = place.values() if isinstance(place, dict) else place
        places.extend(one for one in inside if isinstance(one, (dict, list)))
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([None, 1, -0.5, "", "x", [], {}, True, "y" * 600, 1e13]))
    if isinstance(place, list):
        place.append(other)
    elif data.draw(st.booleans()):
        del place[data.draw(st.sampled_from(sorted(place)))]
    else:
        key = data.draw(st.sampled_from([*sorted(place), "strange"]))
        if key != "kind":
            place[key] = other
    return {**spoilt, "kind": record["kind"]}


def test_a_problem_says_where_it_is(tab: Page) -> None:
    problems = tab.evaluate("""() => {
        const walk = kb.begin("walk", {});
        walk.actions = [{ id: "a", text: "", owner: 7, by: "2026-02-30", done: "no" }];
        return kb.problems_of(walk);
    }""")
    assert [problem.partition(": ")[0] for problem in problems] == [
        "walk.practice.ref",
        "walk.actions[0].owner",
        "walk.actions[0].by",
        "walk.actions[0].done",
    ]
