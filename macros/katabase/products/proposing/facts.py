"""What forms of all kinds know: the sentences of the check, words, practices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from katabase.domain.checks.forbidden import FORBIDDEN
from katabase.domain.checks.rules.duplicates import ALIKE
from katabase.domain.checks.rules.ready import TODO
from katabase.domain.checks.rules.repeated import COMMON, FEW, NO_WORDS_OF_THEIR_OWN
from katabase.domain.kinds.kind import TRAIT_ID
from katabase.domain.kinds.registry import kinds, reference_pattern
from katabase.domain.reading import sentences
from katabase.domain.slugs import REFERENCE
from katabase.domain.stop_words import STOP_WORDS
from katabase.domain.vocabulary import Labelled, Vocabulary
from katabase.products.cards.formats import CARD_FORMATS
from katabase.products.inlines import plain

if TYPE_CHECKING:
    from katabase.domain.library import Library
    from katabase.domain.messages import Messages
    from katabase.products.cards.formats import CardFormat

FLAGS = {re.IGNORECASE: "i", re.MULTILINE: "m"}


def facts(library: Library, say: Messages) -> dict[str, Any]:
    """Return what forms of all kinds know: the sentences of the check, words, practices."""
    said = {
        name.lower(): [each.message, each.hint]
        for name, each in vars(sentences).items()
        if isinstance(each, sentences.Sentence) and not name.startswith("_")
    }
    forms = {
        reference_pattern() if pattern == REFERENCE else pattern: [
            expected,
            each.message,
            each.hint % {"kinds": ", ".join(map(str, kinds()))},
        ]
        for pattern, (expected, each) in sentences.FORMS.items()
    }
    forbidden = [[each.pattern.pattern, _flags(each.pattern), each.mend] for each in FORBIDDEN]
    return {
        "sentences": said,
        "forms": forms,
        "forbidden": forbidden,
        "todo": TODO,
        "labels": _labels(library.vocabulary, say),
        "practices": [[entry.ref, plain(entry.practice.title)] for entry in library.ordered()],
        "taken": sorted({*library.entries, *library.former}),  # no id of a draft
        "trait": TRAIT_ID,
        "joining": sorted(STOP_WORDS),
        "alike": ALIKE,
        "repeats": {"free": sorted(NO_WORDS_OF_THEIR_OWN), "common": sorted(COMMON), "few": FEW},
        "card": _card(CARD_FORMATS["a6"]),
    }


def _card(form: CardFormat) -> dict[str, float]:
    names = ("width", "height", "margin", "smallest", "largest")
    return {name: getattr(form, name) for name in names}


def _flags(pattern: re.Pattern[str]) -> str:
    return "".join(sign for flag, sign in FLAGS.items() if pattern.flags & flag)


def _labels(words: Vocabulary, say: Messages) -> dict[str, str]:
    found: dict[str, str] = {}
    for choice in Labelled.__subclasses__():
        found |= {str(word): say(word.label) for word in choice}
    for name in ("roles", "workplaces", "goals", "cadences"):
        found |= {str(word): say(word.label) for word in words.of(name).values()}
    return found
