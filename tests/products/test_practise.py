"""Plans: what the run modes need of each practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.messages import messages
from katabase.products import practise

if TYPE_CHECKING:
    from katabase.domain.library import Library


def _plan(library: Library, ref: str) -> dict[str, object]:
    entry = library.get(ref)
    assert entry
    return practise.plan(library, entry, messages())


def test_a_coaching_cycle_turns_the_card_after_the_marked_question(shipped: Library) -> None:
    plan = _plan(shipped, "questions/five-questions")
    assert plan["mode"] == "cycle"
    sides = "".join(prompt["side"][0] for prompt in plan["prompts"])  # type: ignore[attr-defined]
    assert sides == "ffbbbbfff"
    assert plan["watched_by"] == "questions/second-coach-observation"
    watching = _plan(shipped, "questions/second-coach-observation")
    assert watching["watches"] == "questions/five-questions"
    assert watching["mode"] == "steps"


def test_every_question_of_a_turned_set_is_asked_once(shipped: Library) -> None:
    entry = shipped.get("questions/five-questions")
    assert entry
    asked = [question.ask for part in entry.practice.parts for question in part.questions]  # type: ignore[attr-defined]
    prompts = [prompt.text for prompt in entry.kind.prompts(entry.practice)]
    assert sorted(prompts) == sorted(asked)


def test_a_checklist_is_a_walk_with_its_ending(shipped: Library) -> None:
    plan = _plan(shipped, "checklist/safety-walk")
    assert plan["mode"] == "walk"
    assert plan["debrief"]
    assert plan["ending"]


def test_a_trait_is_not_run(shipped: Library) -> None:
    entry = shipped.get("trait/mirror-and-window")
    assert entry
    assert not practise.can_run(entry)
    paths = [path for path, _ in practise.files(shipped, messages())]
    assert not [path for path in paths if "/trait/" in path]
    assert "practise/plans/path/new-coach.json" in paths


def test_the_signs_of_a_path_are_called_after_their_words(shipped: Library) -> None:
    plan = _plan(shipped, "path/new-coach")
    stages = plan["stages"]
    assert isinstance(stages, dict)
    assert list(stages) == [prompt["key"] for prompt in plan["prompts"]]  # type: ignore[attr-defined]
    signs = [sign["id"] for stage in stages.values() for sign in stage["signs"]]
    assert len(signs) == len(set(signs))
    assert all(stage["practices"] for stage in stages.values())


def test_a_run_leads_to_what_it_develops_first(shipped: Library) -> None:
    leads = _plan(shipped, "questions/level-5-self-reflection")["leads"]
    assert isinstance(leads, list)
    kinds = [lead["kind"] for lead in leads]
    assert kinds[0] == "Trait"
    assert "Starter kata" in kinds
    assert len({lead["address"] for lead in leads}) == len(leads)
    assert _plan(shipped, "questions/five-questions")["leads"] == []


def test_a_follow_up_on_no_comes_with_its_item(shipped: Library) -> None:
    prompts = _plan(shipped, "checklist/safety-walk")["prompts"]
    assert isinstance(prompts, list)
    asked = {prompt["key"]: prompt["if_no"] for prompt in prompts if prompt["if_no"]}
    assert asked["all-guards-sensors-locks"].startswith("Stop this step now.")
    assert all(prompt["answer"] == "yes-no" for prompt in prompts if prompt["if_no"])
