"""Questions and items that stand in the library more than once, in nearly the same words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope
from katabase.domain.checks.rules.ready import TODO
from katabase.domain.kinds.checklist import CHECKLIST, Checklist
from katabase.domain.kinds.questions import QUESTIONS, QuestionSet
from katabase.domain.problems import Level, Spot, place_of
from katabase.domain.reading import sentences
from katabase.domain.stop_words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.kinds.practice import Practice
    from katabase.domain.kinds.registry import AnyKind
    from katabase.domain.library import Entry, Library
    from katabase.domain.reading.document import Loc
    from katabase.domain.reading.sentences import Sentence

ALIKE = 0.75
"""Share of common words (Jaccard) from which two questions count as the same."""


@dataclass(frozen=True)
class Asked:
    """A question of a set, or an item of a checklist."""

    ref: str
    """The practice in which it stands."""
    text: str
    filename: str
    spot: Spot
    justified: bool = False

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words, without those that say little."""
        return frozenset(re.findall(r"\w+", self.text.lower())) - STOP_WORDS


def _near_duplicates(asked: list[Asked]) -> Iterator[tuple[Asked, Asked]]:
    """Yield each that asks nearly the same as an earlier one, with that.

    Two sets of words with a Jaccard index of at least ``ALIKE`` share one of their rarest
    words (prefix filtering), so only those few pairs are compared: linear in practice.
    """
    rarity = Counter(word for question in asked for word in question.words)
    by_word: dict[str, list[int]] = defaultdict(list)
    for index, question in enumerate(asked):
        rare = sorted(question.words, key=lambda word: (rarity[word], word))
        prefix = rare[: len(rare) - int(ALIKE * len(rare) + 0.999) + 1]
        others = {other for word in prefix for other in by_word[word]}
        for word in prefix:
            by_word[word].append(index)
        first = (asked[o] for o in sorted(others) if not _ladder(question, asked[o]))
        alike = next((other for other in first if _alike(question.words, other.words)), None)
        if alike is not None and not (question.justified or alike.justified):
            yield question, alike


def _in_layers(library: Library, kind: AnyKind) -> list[Entry]:
    """Return the practices of a kind, those of upper layers last, so that they are told."""
    entries = (entry for entry in library.of(kind) if entry.ref not in library.hidden)
    return sorted(entries, key=lambda each: each.layer)


def asked_in(library: Library, kind: AnyKind) -> Iterator[Asked]:
    """Yield all that the practices of a kind ask or look for, those of upper layers last."""
    for entry in _in_layers(library, kind):
        for loc, text, justified in _asked_by(entry.practice):
            spot = entry.document.spot(loc)
            yield Asked(entry.ref, text, entry.filename, spot, justified)


def _asked_by(practice: Practice) -> Iterator[tuple[Loc, str, bool]]:
    if isinstance(practice, QuestionSet):
        for number, part in enumerate(practice.parts):
            for index, question in enumerate(part.questions):
                loc = ("parts", number, "questions", index, "ask")
                yield loc, question.ask, question.repeats is not None
    elif isinstance(practice, Checklist):
        for number, group in enumerate(practice.groups):
            for index, item in enumerate(group.items):
                yield ("groups", number, "items", index, "look"), item.look, False


def _ladder(one: Asked, other: Asked) -> bool:
    """Say whether two questions are steps of one ladder of "why?", which asks the same again."""
    return one.filename == other.filename and "why" in one.words & other.words


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and len(one & other) >= ALIKE * len(one | other)


def _told(found: Iterator[Asked], sentence: Sentence) -> Iterator[Finding]:
    written = [each for each in found if not each.text.startswith(TODO)]
    for one, other in _near_duplicates(written):
        place = place_of(other.filename, other.spot)
        _, message, hint = sentence.said(place=place, text=other.text)
        yield Finding(one.filename, one.spot, message, hint)


def _same_questions(context: Context) -> Iterator[Finding]:
    yield from _told(asked_in(context.library, QUESTIONS), sentences.SAME_QUESTION)


def _same_items(context: Context) -> Iterator[Finding]:
    yield from _told(asked_in(context.library, CHECKLIST), sentences.SAME_ITEM)


DUPLICATE_QUESTION = Rule(
    id="duplicate-question",
    scope=Scope.LIBRARY,
    level=Level.WARNING,
    wrong="Two sets ask nearly the same question, and neither says why.",
    mend="Two questions count as the same if three quarters of their words are. A question that "
    "stands in two sets has two places to be mended, and one is forgotten. Ask something else, or "
    "say in `repeats` why the question belongs in both sets. A ladder of whys in one set may ask "
    "the same again.",
    library=_same_questions,
)
DUPLICATE_ITEM = Rule(
    id="duplicate-item",
    scope=Scope.LIBRARY,
    level=Level.WARNING,
    wrong="Two items of checklists look for nearly the same.",
    mend="Two items count as the same if three quarters of their words are. Say it for this place, "
    "so that somebody who stands there knows where to look; or leave it to one of the two lists, "
    "and name that list in `related`.",
    examples=(
        Example(
            "checklists",
            "groups:\n  - title: The board\n    items:\n"
            "      - look: Does today's date stand on the board?\n        answer: yes-no\n"
            "      - look: Does today's date stand on that board?\n        answer: yes-no",
            "groups:\n  - title: The board\n    items:\n"
            "      - look: Does today's date stand on the board?\n        answer: yes-no\n"
            "      - look: How many promises are open?\n        answer: count",
        ),
    ),
    library=_same_items,
)
