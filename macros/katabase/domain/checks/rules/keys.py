"""What is found while the keys of a file are held against the model."""

from __future__ import annotations

from katabase.domain.checks.rule import Example, Rule, Scope

INCOMPLETE = "the practice would be incomplete and is left out"


def _rule(name: str, wrong: str, mend: str, *examples: Example) -> Rule:
    return Rule(
        id=name, scope=Scope.KEYS, wrong=wrong, mend=mend, firm=INCOMPLETE, examples=examples
    )


UNKNOWN_KEY = _rule(
    "unknown-key",
    "A key is misspelt, or stands at the wrong depth.",
    "The message names the nearest key that belongs here, or the key within which it belongs. Then "
    "look how far the line is indented.",
    Example("questions", "minuts: 5", "minutes: 5"),
)
MISSING_KEY = _rule(
    "missing-key",
    "A key that every practice of this kind has is missing.",
    "The message says what the key means. What other keys look like stands in any practice of the "
    "same kind.",
    Example(
        "traits",
        "sources:\n  - author: Ward 7\n    title: Our daily round",
        "sources:\n  - author: Ward 7\n    year: 2026\n    title: Our daily round",
    ),
)
WRONG_TYPE = _rule(
    "wrong-type",
    "A key has another sort of value: a text where a number, a list or a date was expected.",
    "A number has digits only, without a unit. A date is written as in `2026-11-22`. Every entry "
    "of a list begins with a dash. A text that YAML would read as a number or a date stands in "
    "double quotes.",
    Example("questions", "minutes: five", "minutes: 5"),
)
WRONG_VALUE = _rule(
    "wrong-value",
    "One of a few words was expected.",
    "The message lists the words. They are the same in every practice, so that readers can filter "
    "by them.",
    Example("questions", "cadence: each day", "cadence: daily"),
)
EMPTY_TEXT = _rule(
    "empty-text",
    "A text is empty.",
    "Write it, or remove the key if a practice can do without it.",
    Example("questions", 'when: ""', "when: At the board, every morning."),
)
TOO_LONG = _rule(
    "too-long",
    "A text is longer than its key allows.",
    "A title has at most 60 characters, so that it fits a card and a list. Say it shorter, and the "
    "rest in another key.",
    Example(
        "questions",
        "title: Questions that a coach asks a learner at the board in the morning",
        "title: Morning questions at the board",
    ),
)
LINE_BREAK = _rule(
    "line-break",
    "A text that should be one line has several.",
    "Write it on one line. A longer one stands below `>-`, which joins its lines.",
    Example(
        "questions",
        "summary: |\n  The shortest conversation\n  at the board.",
        "summary: >-\n  The shortest conversation\n  at the board.",
    ),
)
WRONG_COUNT = _rule(
    "wrong-count",
    "A list has too few or too many entries.",
    "The message says how many. Fewer than two steps are no routine, and nobody keeps more than "
    "twelve in mind.",
    Example("questions", "roles: []", "roles: [coach, learner]"),
)
OUT_OF_RANGE = _rule(
    "out-of-range",
    "A number is too small or too large.",
    "Look at its unit: `minutes` are at most 480, which is a working day.",
    Example("questions", "minutes: 0", "minutes: 5"),
)
BAD_REFERENCE = _rule(
    "bad-reference",
    "A reference has another form than `kind/id`.",
    "The kind is the word for one practice (`checklist`), not the name of the folder "
    "(`checklists`). The id is the name of the file without `.yml`.",
    Example(
        "traits",
        "related:\n  - checklists/desk-walk.yml",
        "related:\n  - checklist/desk-walk",
    ),
)
BAD_VERSION = _rule(
    "bad-version",
    "A version is not three numbers.",
    "`1.0.0` for a new practice. Wording raises the last number; something added the middle one; a "
    "change of what people do the first.",
    Example("questions", "version: 1.0", "version: 1.0.0"),
)
BAD_LANGUAGE = _rule(
    "bad-language",
    "A language is no language tag.",
    "Write `en`, `de` or `pt-BR`. Without the key a practice is in English.",
    Example("questions", "language: German", "language: de"),
)
