"""What the shipped library holds: as much as was promised, and nothing unfinished."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import run

ROOT = Path(__file__).parent.parent.parent
KATA = ROOT / "kata"
KINDS = {
    "starter-kata": "starter-kata",
    "traits": "trait",
    "questions": "questions",
    "checklists": "checklist",
    "paths": "path",
}


def load() -> dict[str, dict[str, Any]]:
    """Return what each practice says, read with PyYAML alone."""
    return {
        f"{kind}/{path.stem}": yaml.safe_load(path.read_text(encoding="utf-8"))
        for folder, kind in KINDS.items()
        for path in sorted((KATA / folder).glob("*.yml"))
    }


LIBRARY = load()
TERMS = yaml.safe_load((KATA / "glossary.yml").read_text(encoding="utf-8"))["terms"]


def of(kind: str) -> dict[str, dict[str, Any]]:
    return {ref: data for ref, data in LIBRARY.items() if ref.startswith(f"{kind}/")}


def questions() -> list[dict[str, Any]]:
    parts = [part for data in of("questions").values() for part in data["parts"]]
    return [question for part in parts for question in part["questions"]]


def items() -> list[dict[str, Any]]:
    groups = [group for data in of("checklist").values() for group in data["groups"]]
    return [item for group in groups for item in group["items"]]


def test_there_is_enough_of_everything() -> None:
    assert len(of("starter-kata")) >= 18
    assert len(of("trait")) == 9
    assert len(of("questions")) >= 12
    assert len(questions()) >= 100
    assert len(of("checklist")) >= 14
    assert len(items()) >= 150
    assert len(of("path")) >= 6
    assert len(TERMS) >= 50


NAMED = """
starter-kata/improvement-kata starter-kata/learners-storyboard starter-kata/process-analysis
starter-kata/target-condition starter-kata/obstacle-parking-lot starter-kata/experimenting-record
starter-kata/coaching-cycle starter-kata/second-coach starter-kata/leader-standard-work
starter-kata/mindful-gemba-walk starter-kata/toyota-business-practices
starter-kata/rapid-experiments starter-kata/go-see-debrief starter-kata/daily-tier-meeting
starter-kata/mirror-and-window-reflection starter-kata/target-setting-catchball
starter-kata/a3-storytelling starter-kata/five-why-with-evidence starter-kata/asking-before-telling
starter-kata/challenge-framing questions/five-questions questions/second-coach-observation
questions/tbp-coaching questions/level-5-self-reflection questions/stuck-learners
questions/first-week-of-coaching questions/failed-prediction-debrief checklist/first-gemba-walk
checklist/leader-standard-work-team-leader checklist/leader-standard-work-group-leader
checklist/leader-standard-work-site-manager checklist/leader-standard-work-senior-executive
checklist/coaching-observation checklist/safety-walk checklist/standard-work-observation
path/new-learner path/new-coach path/team-leader path/site-manager path/senior-executive
path/organisation-first-year
"""


@pytest.mark.parametrize("ref", NAMED.split())
def test_a_practice_that_was_promised_is_there(ref: str) -> None:
    assert ref in LIBRARY


def test_the_check_finds_nothing() -> None:
    result = run("katabase", "check", "--strict")
    assert (result.returncode, result.stdout) == (0, "")


def test_examples_come_from_every_kind_of_workplace() -> None:
    found = Counter(
        example["workplace"] for data in of("starter-kata").values() for example in data["examples"]
    )
    everywhere = ("factory", "ward", "warehouse", "office", "software-team")
    for workplace in (*everywhere, "service", "laboratory", "home"):
        assert found[workplace] >= 3, found


@pytest.mark.parametrize("ref", of("trait"))
def test_a_trait_is_developed_by_two_kata_and_a_checklist(ref: str) -> None:
    name = ref.partition("/")[2]
    developing = [other for other, data in LIBRARY.items() if name in data.get("traits", [])]
    kinds = Counter(other.partition("/")[0] for other in developing)
    assert kinds["starter-kata"] >= 2
    assert kinds["checklist"] >= 1


@pytest.mark.parametrize("ref", LIBRARY)
def test_a_practice_is_finished_and_says_where_it_comes_from(ref: str) -> None:
    data = LIBRARY[ref]
    assert data["status"] in ("trial", "proven")
    assert data["sources"]
    for source in data["sources"]:
        assert source["author"]
        assert source["title"]
        assert 1900 <= source["year"] <= 2026


def test_the_kinds_of_answers_are_used() -> None:
    assert {item["answer"] for item in items()} == {"yes-no", "note", "count", "scale"}


def leads_to(data: dict[str, Any]) -> set[str]:
    found = {ref for key in ("related", "practise_next", "before") for ref in data.get(key, [])}
    found |= {f"trait/{name}" for name in data.get("traits", [])}
    for stage in data.get("stages", []):
        found |= {used["practice"] for used in stage["practices"]}
    return found


def test_every_practice_is_reached_from_a_path_or_a_related_practice() -> None:
    named = {target for ref, data in LIBRARY.items() for target in leads_to(data) if target != ref}
    assert set(LIBRARY) - named == set()


def test_every_practice_is_reached_from_the_paths_by_following_links() -> None:
    """Nobody has to know the catalogue: whoever begins with the paths meets everything."""
    reached, next_ones = set[str](), set(of("path"))
    while next_ones:
        reached |= next_ones
        next_ones = {target for ref in next_ones for target in leads_to(LIBRARY[ref])} - reached
    assert set(LIBRARY) - reached == set()


def test_every_reference_exists() -> None:
    wrong = [(ref, target) for ref, data in LIBRARY.items() for target in leads_to(data)]
    assert [pair for pair in wrong if pair[1] not in LIBRARY] == []
    assert [term["see"] for term in TERMS if term.get("see") and term["see"] not in LIBRARY] == []


def test_forms_are_filled_in_for_three_workplaces() -> None:
    """Storyboard, target condition, obstacles, experiments and A3, each from one example."""
    whole = ("challenge", "current_condition", "target_condition", "obstacles", "experiments")
    found = {
        example["workplace"]
        for data in of("starter-kata").values()
        for example in data["examples"]
        if all(example.get(key) for key in whole)
    }
    assert {"factory", "ward", "office"} <= found


@pytest.mark.parametrize("ref", of("starter-kata"))
def test_every_starter_kata_says_how_its_skill_is_seen(ref: str) -> None:
    anchors = LIBRARY[ref]["anchors"]
    assert list(anchors) == ["with_card", "alone", "under_pressure", "teaches"]
    assert len(set(anchors.values())) == 4


@pytest.mark.parametrize("ref", LIBRARY)
def test_every_source_says_what_it_was_used_for(ref: str) -> None:
    assert [source["title"] for source in LIBRARY[ref]["sources"] if not source.get("for")] == []


@pytest.mark.parametrize("ref", LIBRARY)
def test_no_source_is_named_twice(ref: str) -> None:
    named = [(source["author"], source["title"]) for source in LIBRARY[ref]["sources"]]
    assert len(set(named)) == len(named)
