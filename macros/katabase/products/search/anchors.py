"""The sections of a practice's page with their anchors: what a deep link can lead to.

The anchors are those of the page templates; a test holds both together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from katabase.domain.model import Checklist, Path, QuestionSet, StarterKata, Trait

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry


@dataclass(frozen=True)
class Section:
    """A part of a page: its anchor, its heading, and its texts."""

    anchor: str
    heading: str
    texts: tuple[str, ...]


def sections(entry: Entry) -> Iterator[Section]:
    """Yield the sections of a practice in the order of its page."""
    practice = entry.practice
    if isinstance(practice, StarterKata):
        yield from _kata(practice)
    elif isinstance(practice, Trait):
        yield from _trait(practice)
    elif isinstance(practice, QuestionSet):
        yield from _questions(practice)
    elif isinstance(practice, Checklist):
        yield from _checklist(practice)
    elif isinstance(practice, Path):
        yield from _path(practice)


def _kata(kata: StarterKata) -> Iterator[Section]:
    yield Section("what-it-trains", "What it trains", (kata.purpose, *kata.needs))
    for number, step in enumerate(kata.steps, 1):
        yield Section(f"step-{number}", step.title, (step.do, step.trains))
    yield Section("what-the-coach-asks", "What the coach asks", tuple(kata.coach_questions))
    watches = tuple(kata.coach_watches)
    yield Section("what-the-coach-watches-for", "What the coach watches for", watches)
    said = tuple(text for item in kata.pitfalls for text in (item.pitfall, item.coach_says))
    yield Section("pitfalls", "Pitfalls", said)
    natural = tuple(kata.natural_when)
    yield Section("when-it-has-become-natural", "When it has become natural", natural)
    told = tuple(text for item in kata.examples for text in (item.title, item.story))
    anchor = "worked-example" if len(kata.examples) == 1 else "worked-examples"
    yield Section(anchor, "Worked examples", told)


def _trait(trait: Trait) -> Iterator[Section]:
    yield Section("at-the-gemba", "At the gemba", (trait.statement, *trait.at_the_gemba))
    signs = tuple(
        text for item in trait.counter_signs for text in (item.imitation, item.difference)
    )
    yield Section("what-it-is-mistaken-for", "What it is mistaken for", signs)
    levels = trait.levels
    each = (levels.team_leader, levels.group_leader, levels.manager, levels.senior_executive)
    yield Section("at-each-level", "At each level", each)
    yield Section("ask-yourself", "Ask yourself", tuple(trait.reflection))
    observed = tuple(trait.observation)
    yield Section("what-the-coach-observes", "What the coach observes", observed)


def _questions(questions: QuestionSet) -> Iterator[Section]:
    yield Section("when-to-use-it", "When to use it", (questions.when,))
    number = 0
    for part in questions.parts:
        for question in part.questions:
            number += 1
            yield Section(f"q{number}", question.ask, (question.listen_for, question.follow_up))


def _checklist(checklist: Checklist) -> Iterator[Section]:
    yield Section("where-to-use-it", "Where to use it", (checklist.place,))
    yield Section("before-you-go", "Before you go", tuple(checklist.preparation))
    number = 0
    for group in checklist.groups:
        for item in group.items:
            number += 1
            yield Section(f"i{number}", item.look, (item.why,))
    yield Section("how-to-end", "How to end", tuple(checklist.ending))
    debrief = tuple(checklist.debrief)
    yield Section("debrief-with-your-coach", "Debrief with your coach", debrief)


def _path(path: Path) -> Iterator[Section]:
    yield Section("what-you-can-do-at-the-end", "What you can do at the end", (path.outcome,))
    for number, stage in enumerate(path.stages, 1):
        used = tuple(item.how for item in stage.practices)
        yield Section(f"stage-{number}", stage.title, (stage.focus, *used, *stage.move_on_when))
