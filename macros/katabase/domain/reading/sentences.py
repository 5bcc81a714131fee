"""What is said of a value: the sentences that the check and the form of a site share.

The check fills them in for a file, the form beside the field in which somebody writes. Each
stands here once, so that a contributor reads the same words in both.
"""

from __future__ import annotations

from dataclasses import dataclass

from katabase.domain.fields import LANGUAGE, LINK, OWN_LINK, PEN, SEMVER
from katabase.domain.slugs import REFERENCE, SLUG


@dataclass(frozen=True)
class Sentence:
    """What was expected and found, and how to mend it; values stand as in ``%(found)s``."""

    rule: str
    message: str
    hint: str = ""

    def said(self, **values: object) -> tuple[str, str, str]:
        """Return the rule, the message and the hint with values in the places of their names."""
        return self.rule, self.message % values, self.hint % values


MISSING = Sentence("missing-key", 'the key "%(key)s" is missing', 'add "%(name)s:" (%(meaning)s)')
EMPTY = Sentence("empty-text", "expected text, found nothing", "write it%(else)s")
TOO_LONG = Sentence(
    "too-long", "expected at most %(most)s characters, found %(found)s", "say it shorter"
)
LINE_BREAK = Sentence(
    "line-break",
    "expected one line, found a line break",
    "write it on one line, or after >- on several",
)
CHOICE = Sentence(
    "wrong-value", "expected one of %(choices)s; found %(found)s", "write one of these"
)
TOO_FEW = Sentence(
    "wrong-count", "expected a list of at least %(expected)s, found %(found)s", "add more"
)
TOO_MANY = Sentence(
    "wrong-count",
    "expected a list of at most %(expected)s, found %(found)s",
    "keep the ones that matter most",
)
NUMBER = Sentence(
    "wrong-type",
    "expected a whole number, found %(found)s",
    "write digits only, without quotes and without a unit",
)
DATE = Sentence(
    "wrong-type",
    "expected a date as in 2026-11-22, found %(found)s",
    "write year-month-day, a day that exists",
)
TOO_SMALL = Sentence(
    "out-of-range",
    "expected at least %(expected)s, found %(found)s",
    "check the number and its unit",
)
TOO_LARGE = Sentence(
    "out-of-range",
    "expected at most %(expected)s, found %(found)s",
    "check the number and its unit",
)

NEVER_ASKED = Sentence(
    "never-asked",
    "expected it beside answer: yes-no, found answer: %(answer)s",
    "let the item be answered yes or no, or ask this in an item of its own",
)
FEWER = Sentence(
    "people",
    "expected at least %(least)s, as many as the fewest; found %(most)s",
    'exchange "min" and "max", or mend one of them',
)
STAGE_START = Sentence(
    "stages",
    "expected a start above %(before)s, found %(start)s",
    "begin each stage after the end of the one before, here %(next)s",
)
STAGE_END = Sentence(
    "stages",
    "expected an end from %(start)s on, found %(end)s",
    'mend "start" or "end"; both are counted from 1',
)
TELLS_NOTHING = Sentence(
    "empty-example",
    "the example tells nothing",
    'add "story", or "experiments" with step, prediction, result and learning',
)
UNKNOWN_ID = Sentence("unknown-id", 'there is no practice "%(ref)s"')
ITSELF = Sentence("self-reference", "a practice refers to itself", "remove the line")
NOT_PROVEN = Sentence(
    "not-yet-proven",
    'a proven practice says "%(key)s", and this one does not',
    'write "%(name)s:", or set "status: trial" until you can',
)
NO_STOP_RULE = Sentence(
    "no-stop-rule",
    "the walk has no stop rule",
    'add "stop_rule": when to stop at once, and what to do then',
)
NO_PART = Sentence(
    "diagram", 'no step or question has the key "%(key)s"', "name the key of a step or question"
)
PHASE_BEFORE = Sentence(
    "diagram",
    'the phase "%(title)s" begins before the one above it',
    "write the phases in the order of their steps",
)
NO_FIELDS = Sentence("diagram", "a board has fields", "add fields, or another sort")
THE_SAME = Sentence(
    "repeated-text",
    "the same stands in %(place)s: %(text)s",
    "say something of its own here, or leave one of them out",
)
SAME_QUESTION = Sentence(
    "duplicate-question",
    'nearly the same question stands in %(place)s ("%(text)s")',
    'ask something else, or say why in "repeats"',
)
SAME_ITEM = Sentence(
    "duplicate-item",
    'nearly the same item stands in %(place)s ("%(text)s")',
    "look at something else, or leave it to one of the two",
)
NO_GLYPH = Sentence("card-glyph", "no font of the cards has %(characters)s", "write it in words")
FOUND = Sentence("", 'found "%(found)s" in a text')
NO_LINK = Sentence(
    "bad-link",
    'expected a link to https, http, mailto, kind/id or /file, found "%(found)s"',
    "write [words](https://…) or [words](kind/id)",
)

_OF_FORM = "expected %(expected)s, found %(found)s"
_LINK = Sentence("bad-link", _OF_FORM, "copy the address from the browser, or remove the key")

FORMS = {
    SLUG: (
        "an id of lower-case letters, digits and hyphens",
        Sentence("bad-id", _OF_FORM, "write small letters, and a hyphen for each space"),
    ),
    SEMVER: (
        "a version of three numbers, as in 1.0.0",
        Sentence("bad-version", _OF_FORM, "major.minor.patch: 1.0.0 for a new practice"),
    ),
    REFERENCE: (
        "a practice as kind/id, as in starter-kata/coaching-cycle",
        Sentence("bad-reference", _OF_FORM, "kinds: %(kinds)s"),
    ),
    LANGUAGE: (
        "a language tag, as in en or pt-BR",
        Sentence("bad-language", _OF_FORM, "en is assumed if the key is missing"),
    ),
    OWN_LINK: (
        "a link that begins with https://, http://, mailto: or /",
        _LINK,
    ),
    LINK: (
        "a link that begins with https://, http:// or mailto:",
        _LINK,
    ),
    PEN: (
        "an SVG path, as in M4 4h16v16H4z",
        Sentence("wrong-value", _OF_FORM, 'copy what stands within d="…" of a path on 24 by 24'),
    ),
}
"""By the pattern that a text must have: what is expected there, and what is said else."""
