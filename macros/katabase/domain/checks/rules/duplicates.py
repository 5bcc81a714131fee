"""Questions that stand in the library more than once, in nearly the same words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Finding, Rule, Scope
from katabase.domain.kinds.questions import QUESTIONS, QuestionSet
from katabase.domain.problems import Level, Spot, place_of
from katabase.domain.stop_words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Library

ALIKE = 0.75
"""Share of common words (Jaccard) from which two questions count as the same."""


@dataclass(frozen=True)
class _Asked:
    words: frozenset[str]
    text: str
    shown: str
    spot: Spot
    justified: bool


def _near_duplicates(context: Context) -> Iterator[Finding]:
    """Yield questions that ask nearly the same, if neither says why.

    Two sets of words with a Jaccard index of at least ``ALIKE`` share one of their rarest
    words (prefix filtering), so only those few pairs are compared: linear in practice.
    """
    asked = list(_all_questions(context.library))
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
        if alike is not None:
            yield from _report(question, alike)


def _all_questions(library: Library) -> Iterator[_Asked]:
    shown = (entry for entry in library.of(QUESTIONS) if entry.ref not in library.hidden)
    for entry in sorted(shown, key=lambda each: each.layer):  # so that an upper layer is told
        if not isinstance(entry.practice, QuestionSet):
            continue
        for number, part in enumerate(entry.practice.parts):
            for index, question in enumerate(part.questions):
                way = ("parts", number, "questions", index, "ask")
                words = frozenset(re.findall(r"\w+", question.ask.lower())) - STOP_WORDS
                spot = entry.document.spot(way)
                yield _Asked(words, question.ask, entry.shown, spot, question.repeats is not None)


def _ladder(one: _Asked, other: _Asked) -> bool:
    """Say whether two questions are steps of one ladder of "why?", which asks the same again."""
    return one.shown == other.shown and "why" in one.words & other.words


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and len(one & other) >= ALIKE * len(one | other)


def _report(question: _Asked, other: _Asked) -> Iterator[Finding]:
    if question.justified or other.justified:
        return
    place = place_of(other.shown, other.spot)
    message = f'nearly the same question stands in {place} ("{other.text}")'
    hint = 'ask something else, or say why in "repeats"'
    yield Finding(question.shown, question.spot, message, hint)


DUPLICATE_QUESTION = Rule(
    id="duplicate-question",
    scope=Scope.LIBRARY,
    level=Level.WARNING,
    wrong="Two sets ask nearly the same question, and neither says why.",
    mend="Two questions count as the same if three quarters of their words are. A question that "
    "stands in two sets has two places to be mended, and one is forgotten. Ask something else, or "
    "say in `repeats` why the question belongs in both sets. A ladder of whys in one set may ask "
    "the same again.",
    library=_near_duplicates,
)
