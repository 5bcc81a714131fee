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
    from collections.abc import Iterator

    from katabase.domain.library import Library
    from katabase.domain.messages import Messages
    from katabase.products.cards.formats import CardFormat

FLAGS = {re.IGNORECASE: "i", re.MULTILINE: "m"}


def facts(library: Library, say: Messages) -> dict[str, Any]:
    """Return what forms of all kinds know: the sentences of the check, words, practices."""
    said = {name: [_say(each.message, say), _say(each.hint, say)] for name, each in _sentences()}
    forms = {
        reference_pattern() if pattern == REFERENCE else pattern: [
            say(expected),
            say(each.message),
            say(each.hint) % {"kinds": ", ".join(map(str, kinds()))},
        ]
        for pattern, (expected, each) in sentences.FORMS.items()
    }
    forbidden = [[each.pattern.pattern, _flags(each.pattern), say(each.mend)] for each in FORBIDDEN]
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


def texts() -> Iterator[str]:
    """Yield what forms say of a value, in English: it stands in the catalogues."""
    for _, each in _sentences():
        yield from (each.message, each.hint)
    for expected, each in sentences.FORMS.values():
        yield from (expected, each.message, each.hint)
    yield from (each.mend for each in FORBIDDEN)


def _sentences() -> Iterator[tuple[str, sentences.Sentence]]:
    for name, each in vars(sentences).items():
        if isinstance(each, sentences.Sentence) and not name.startswith("_"):
            yield name.lower(), each


def _say(text: str, say: Messages) -> str:
    """Return a text in words of the interface; gettext answers an empty one with its head."""
    return say(text) if text else ""


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
