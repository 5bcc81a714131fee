"""Worked examples: as a story, as a filled-in storyboard, or as both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope, at
from katabase.domain.kinds.starter_kata import StarterKata
from katabase.domain.reading import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry


def _told(entry: Entry, context: Context) -> Iterator[Finding]:
    if not isinstance(entry.practice, StarterKata):
        return
    for index, example in enumerate(entry.practice.examples):
        if not example.story and not example.experiments:
            _, message, hint = sentences.TELLS_NOTHING.said()
            yield at(entry, ("examples", index), message, hint)


EMPTY_EXAMPLE = Rule(
    id="empty-example",
    scope=Scope.PRACTICE,
    wrong="A worked example has neither a story nor rows of experiments.",
    mend="`story` tells what somebody did, expected, saw and learned. An example of the starter "
    "kata of the improvement kata may be a storyboard in its place: `challenge`, "
    "`current_condition`, `target_condition`, `obstacles` and `experiments`.",
    examples=(
        Example(
            "starter-kata",
            "examples:\n  - workplace: office\n    title: A meeting",
            "examples:\n  - workplace: office\n    title: A meeting\n    story: It began on time.",
        ),
    ),
    practice=_told,
)
