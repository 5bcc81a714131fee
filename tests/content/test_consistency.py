"""One answer each: what two practices say of the same thing is the same."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.content.test_language import texts
from tests.content.test_library import LIBRARY, ROOT, TERMS, of

DOCS = {
    name: (ROOT / "docs" / name).read_text(encoding="utf-8")
    for name in (
        "start/coach.md",
        "start/leader.md",
        "start/learner.md",
        "how-it-fits.md",
        "level-4-and-level-5.md",
        "why-courses-do-not-change-habits.md",
        "respect-for-people.md",
    )
}
FIVE = LIBRARY["questions/five-questions"]


def prose(data: dict[str, Any]) -> str:
    """Return what is said now: the texts of a practice and its card, without its history."""
    now = {key: value for key, value in data.items() if key != "changes"}
    card = [line for face in data.get("card", {}).values() for line in face["lines"]]
    return " ".join([*texts(now), *card])


PROSE = {ref: prose(data) for ref, data in LIBRARY.items()}
PROSE["glossary"] = " ".join(texts(TERMS))
ALL = {**PROSE, **DOCS}


def asked(side: str) -> list[str]:
    parts = [part for part in FIVE["parts"] if part.get("side", "front") == side]
    return [question["ask"] for part in parts for question in part["questions"]]


@pytest.mark.parametrize("side", ["front", "back"])
def test_the_five_questions_have_one_wording_on_their_page_and_their_card(side: str) -> None:
    lines = [re.sub(r"^\d\. ", "", line) for line in FIVE["card"][side]["lines"]]
    cues = [line for line in lines if line not in asked(side)]
    assert [line for line in lines if line in asked(side)] == asked(side)
    assert all("?" not in cue for cue in cues)


def test_what_is_read_aloud_holds_no_stage_direction() -> None:
    aloud = [ask for ref in of("questions") for ask in _asks(ref)]
    assert [ask for ask in aloud if re.search(r"[()]|\b[Tt]urn the card", ask)] == []


def _asks(ref: str) -> list[str]:
    return [question["ask"] for part in LIBRARY[ref]["parts"] for question in part["questions"]]


def test_no_other_card_has_its_own_words_for_the_five_questions() -> None:
    """A card may say "read the five questions", but numbers no question of its own for them."""
    others = {ref: data for ref, data in LIBRARY.items() if data is not FIVE}
    found = [
        (ref, line)
        for ref, data in others.items()
        for face in data.get("card", {}).values()
        for line in face["lines"]
        if re.match(r"[1-5]\. .*\?", line) and re.search(r"target condition|obstacle", line.lower())
    ]
    assert found == []


@pytest.mark.parametrize("name", ALL)
def test_the_current_condition_has_one_name(name: str) -> None:
    assert re.findall(r"(?i)actual condition|current state|weak point", ALL[name]) == []


BEGINNING = (
    "questions/five-questions",
    "questions/first-week-of-coaching",
    "path/new-learner",
    "path/new-coach",
    "start/coach.md",
    "start/learner.md",
)


@pytest.mark.parametrize("name", BEGINNING)
def test_the_five_questions_begin_when_a_target_condition_hangs(name: str) -> None:
    text = " ".join(ALL[name].split())
    assert re.search(r"what (?:you )?(?:have (?:you )?learned|was learned)", text.lower())
    assert "what comes next" in text.lower()
    assert re.search(r"day 9|target condition hangs|Day 9", text)


def test_the_first_week_holds_no_experiment() -> None:
    week = LIBRARY["questions/first-week-of-coaching"]
    asks = " ".join(_asks("questions/first-week-of-coaching")).lower()
    assert not re.search(r"\btry\b|experiment", asks)
    assert "challenge" in week["parts"][0]["questions"][-1]["ask"].lower()


COACHING = (
    "starter-kata/coaching-cycle",
    "starter-kata/second-coach",
    "path/new-coach",
    "path/team-leader",
    "path/site-manager",
    "path/senior-executive",
    "path/organisation-first-year",
    "start/coach.md",
)


@pytest.mark.parametrize("name", COACHING)
def test_who_may_coach_is_said_in_one_way(name: str) -> None:
    assert re.search(r"two target conditions (?:worked )?to their date", ALL[name])


@pytest.mark.parametrize("name", ALL)
def test_no_other_number_of_target_conditions_is_asked_of_a_coach(name: str) -> None:
    other = r"(?:one|three|a second|\d+) target conditions? (?:worked|reached|as a learner)"
    assert re.findall(other, ALL[name]) == []


@pytest.mark.parametrize("name", ALL)
def test_a_second_coach_has_held_20_cycles(name: str) -> None:
    found = re.findall(r"(?:at least|held|after) (\d+|\w+) coaching cycles", ALL[name])
    assert set(found) <= {"20"}


INSTRUCTIONS = {"story", "pitfall", "coach_says", "pitfalls", "changes", "examples"}


def without_stories(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: without_stories(v) for k, v in value.items() if k not in INSTRUCTIONS}
    return [without_stories(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", ALL)
def test_a_silence_lasts_ten_seconds(name: str) -> None:
    data = without_stories(LIBRARY[name]) if name in LIBRARY else None
    text = prose(data) if data else ALL[name]
    said = re.findall(r"[^.?]*\b(?:silence|[Ww]aits?|counts? to)\b[^.?]*", text)
    counts = [re.findall(r"\b(\w+) seconds|count to (\w+)", one) for one in said]
    words = {word for found in counts for pair in found for word in pair if word}
    assert words <= {"ten", "of", "in", "the", "with", "and", "many"}


LATE = r"within (?:one|a) day|within the hour\W+(?:the )?coach|on the same day, go through the walk"


@pytest.mark.parametrize("name", ALL)
def test_a_debrief_begins_within_ten_minutes(name: str) -> None:
    said = [one for one in re.split(r"[.?]\s", ALL[name]) if re.search(r"(?i)debrief|coach", one)]
    assert [one for one in said if re.search(LATE, one, re.IGNORECASE)] == []


@pytest.mark.parametrize("name", ["starter-kata/second-coach", "checklist/coaching-observation"])
def test_the_second_coach_stands_in_one_place(name: str) -> None:
    assert re.search(r"[Tt]wo steps to the side", ALL[name])
    assert not re.search(r"steps behind|[Oo]ne or two steps", ALL[name])


@pytest.mark.parametrize("name", ALL)
def test_the_goals_are_named_in_full(name: str) -> None:
    """Whoever lists safety, quality, delivery, cost and morale does not forget environment."""
    goals = ("safety", "quality", "delivery", "cost", "morale")
    sentences = re.split(r"[.?]\s", ALL[name].lower())
    lists = [one for one in sentences if sum(goal in one for goal in goals) >= 4]
    assert [one for one in lists if "environment" not in one] == []


ISBN = re.compile(r"ISBN ([0-9-]{13,17})")


@pytest.mark.parametrize("ref", LIBRARY)
def test_an_isbn_has_its_check_digit(ref: str) -> None:
    for source in LIBRARY[ref]["sources"]:
        for found in ISBN.findall(source["title"]):
            digits = [int(sign) for sign in found.replace("-", "")]
            assert len(digits) == 13
            assert sum(digit * (1, 3)[at % 2] for at, digit in enumerate(digits)) % 10 == 0


def test_a_source_is_cited_in_one_way() -> None:
    """One work, one author line, one year, one title, one link: everywhere the same book."""
    cited: dict[tuple[str, str], set[str]] = {}
    for data in LIBRARY.values():
        for source in data["sources"]:
            key = (source["author"].split(",")[0], source["title"][:20])
            work = {name: value for name, value in source.items() if name not in ("for", "page")}
            cited.setdefault(key, set()).add(repr(sorted(work.items())))
    assert {key: found for key, found in cited.items() if len(found) > 1} == {}


@pytest.mark.parametrize("ref", of("checklist"))
def test_a_walk_begins_with_safety_and_stops_at_danger(ref: str) -> None:
    """Rules and equipment are the first thing to prepare; danger is stopped, not noted."""
    first, stop = LIBRARY[ref]["preparation"][0], LIBRARY[ref]["stop_rule"]
    assert re.search(r"(?i)rules|briefing", first)
    assert re.search(r"(?i)\bwear|equipment|hygiene", first)
    assert re.search(r"(?i)danger", stop)
    assert re.search(r"at once", stop)


@pytest.mark.parametrize("ref", sorted(set(of("checklist")) - {"checklist/coaching-observation"}))
def test_the_card_of_a_walk_says_what_to_do_in_danger(ref: str) -> None:
    assert re.search(r"Danger.*at once", LIBRARY[ref]["card"]["front"]["lines"][0])


OTHER_VISITS = (
    "starter-kata/mindful-gemba-walk",
    "starter-kata/process-analysis",
    "questions/gemba-walk-questions",
    "start/leader.md",
)


@pytest.mark.parametrize("name", OTHER_VISITS)
def test_every_visit_to_the_work_keeps_the_safety_rules(name: str) -> None:
    text = " ".join(ALL[name].split())
    assert re.search(r"safety rules", text)
    assert re.search(r"(?i)danger[^.]*(?:at once|is different: stop the work at once)", text)


def test_who_needs_help_on_a_ward_gets_a_nurse() -> None:
    text = PROSE["checklist/healthcare-walk"]
    assert "needs a nurse: fetch one at once" in text
    assert "Do not lift, feed, give water" in text


def test_an_event_is_made_safe_before_it_is_looked_at() -> None:
    first = LIBRARY["starter-kata/five-why-with-evidence"]["steps"][0]["do"]
    assert first.index("make people safe") < first.index("leave the place as it is")


def test_only_the_leader_promises_that_nobody_loses_work() -> None:
    data = LIBRARY["starter-kata/process-analysis"]
    says = " ".join(pitfall["coach_says"] for pitfall in data["pitfalls"])
    assert not re.search(r"nobody loses|no jobs", says)
    assert re.search(r"leader's promise, given in public before any timing", data["needs"][0])
    assert re.search(r"union|works council", data["needs"][0])


REPORTED = {
    "starter-kata/a3-storytelling": "Shook",
    "starter-kata/coaching-cycle": "Rother",
    "starter-kata/daily-tier-meeting": "Mann",
    "starter-kata/experimenting-record": "Rother",
    "starter-kata/improvement-kata": "Rother",
    "starter-kata/leader-standard-work": "Mann",
    "starter-kata/learners-storyboard": "Rother",
    "starter-kata/obstacle-parking-lot": "Rother",
    "starter-kata/process-analysis": "Rother",
    "starter-kata/rapid-experiments": "Spear",
    "starter-kata/second-coach": "Rother",
    "starter-kata/target-condition": "Rother",
    "starter-kata/target-setting-catchball": "Liker",
    "starter-kata/toyota-business-practices": "Liker",
    "starter-kata/job-instruction": "Liker",
    "starter-kata/job-methods": "Dinero",
    "starter-kata/job-relations": "Dinero",
    "questions/five-questions": "Rother",
}
"""Whose published work reports that the routine is used. Add a line only with such a source."""


def test_only_a_routine_whose_use_is_reported_is_proven() -> None:
    proven = {ref for ref, data in LIBRARY.items() if data["status"] == "proven"}
    assert proven == set(REPORTED)
    for ref, author in REPORTED.items():
        assert any(source["author"].startswith(author) for source in LIBRARY[ref]["sources"]), ref


def test_a_document_that_nobody_outside_can_read_is_marked() -> None:
    own = [one for data in LIBRARY.values() for one in data["sources"]]
    company = {one["title"] for one in own if one["author"] == "Toyota Motor Corporation"}
    assert [title for title in company if "a document of the company" not in title] == []


def test_traits_do_not_share_one_skeleton() -> None:
    """They were all six signs, four counter-signs and "This leader": nobody read the ninth."""
    traits = of("trait").values()
    shapes = {(len(one["at_the_gemba"]), len(one["counter_signs"])) for one in traits}
    begun_alike = [one for one in traits if one["statement"].startswith("This leader")]
    assert len(shapes) >= 5
    assert len(begun_alike) <= 1


@pytest.mark.parametrize("ref", of("path"))
def test_a_stage_asks_for_no_more_than_a_person_can_begin(ref: str) -> None:
    crowded = [one["title"] for one in LIBRARY[ref]["stages"] if len(one["practices"]) > 7]
    assert crowded == []


CLOSED = re.compile(
    r"(?:Are|Can|Could|Did|Do|Does|Had|Has|Have|Is|Should|Was|Were|Will|Would) "
    r"(?!you show me)",
)
OPEN = re.compile(r"\b(?:how|what|when|where|which|whom?|whose|why)\b", re.IGNORECASE)


def to_somebody() -> list[tuple[str, str]]:
    """Return what is asked of somebody else: what one asks oneself may be a yes or a no."""
    parts = [(ref, part) for ref, data in of("questions").items() for part in data["parts"]]
    asked_of_others = [(ref, part) for ref, part in parts if not part["title"].startswith("To my")]
    return [
        (ref, question[key])
        for ref, part in asked_of_others
        for question in part["questions"]
        for key in ("ask", "follow_up")
        if question.get(key)
    ] + [(ref, one) for ref, data in of("starter-kata").items() for one in data["coach_questions"]]


def test_no_question_of_a_coach_can_be_answered_with_yes_or_no_alone() -> None:
    closed = [pair for pair in to_somebody() if CLOSED.match(pair[1]) and not OPEN.search(pair[1])]
    assert closed == []


@pytest.mark.parametrize("name", ALL)
def test_a_handover_has_one_spelling(name: str) -> None:
    """As the glossary writes it, or a page does not explain the word. A key keeps its own."""
    assert re.findall(r"(?i)(?<![\w-])hand-(?:off|over)s?(?![\w-])", ALL[name]) == []
