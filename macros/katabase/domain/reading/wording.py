"""What is wrong with a value, in the words of a contributor: one way to say it an error.

pydantic's types of errors are names that it promises to keep; its own words appear nowhere.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from katabase.domain.extra import NUMBER
from katabase.domain.fields import SEMVER, UNKNOWN_KIND, UNKNOWN_WORD
from katabase.domain.kinds.registry import folders, kinds
from katabase.domain.reading import sentences
from katabase.domain.reading.meant import (
    day_meant,
    id_meant,
    language_meant,
    meant,
    number_meant,
    reference_meant,
    version_meant,
)
from katabase.domain.slugs import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from katabase.domain.reading.sentences import Sentence

Said = tuple[str, str, str]
"""The rule that is broken, what was expected and found, and how to mend it."""


def said_of(item: Any, raw: str) -> Said:
    """Return what is said of one of pydantic's findings; ``raw`` is what stands in the file.

    The finding has two entries of ours: ``else``, what may be done instead of writing a
    value, and ``choices``, the values that an enumeration allows.
    """
    return _SAID.get(item["type"], _other)(item, raw)


def _found(item: Any, raw: str) -> str:
    value = item.get("input")
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, bool):
        return f"the truth value {raw}"
    if isinstance(value, datetime.date):
        return f"the date {raw}"
    if isinstance(value, int | float):
        return f"the number {raw}"
    quoted = len(raw) > 1 and raw[0] in "\"'" and raw[-1] == raw[0]
    return f'"{raw[1:-1] if quoted else raw}"'


def _text_type(item: Any, raw: str) -> Said:
    value = item.get("input")
    if item["loc"][-1] == "version" and isinstance(value, int | float):
        expected, sentence = sentences.FORMS[SEMVER]
        return _nearer(sentence.said(expected=expected, found=raw), version_meant(raw))
    hint = f'write "{raw}" in quotes'
    if value is None:
        hint = f"write the text{item['else']}"
    elif isinstance(value, list):
        hint = "write one text; if it begins with [ it stands in double quotes"
    elif isinstance(value, dict):
        hint = "a text with a colon and a space stands in double quotes"
    return "wrong-type", f"expected text, found {_found(item, raw)}", hint


def _typed(expected: str, hint: str = "") -> Callable[[Any, str], Said]:
    return lambda item, raw: ("wrong-type", f"expected {expected}, found {_found(item, raw)}", hint)


def _choice(item: Any, raw: str) -> Said:
    return _one_of(item["choices"], item, raw)


def _one_of(choices: list[str], item: Any, raw: str) -> Said:
    said = sentences.CHOICE.said(choices=", ".join(choices), found=_found(item, raw))
    written = raw if isinstance(item["input"], bool) else item["input"]
    return _nearer(said, meant(written, choices) if isinstance(written, str) else None)


def _nearer(said: Said, near: str | None) -> Said:
    """Return what is said with the word that was meant for a hint, if there is one near."""
    rule, message, hint = said
    return rule, message, f'did you mean "{near}"?' if near else hint


def _pattern(item: Any, raw: str) -> Said:
    pattern = item["ctx"]["pattern"]
    if pattern not in sentences.FORMS:  # of a kind that a package brings
        _, _, hint = _other(item, raw)
        return "wrong-value", f"expected the form {pattern}, found {_found(item, raw)}", hint
    expected, sentence = sentences.FORMS[pattern]
    said = sentence.said(
        expected=expected, found=_found(item, raw), kinds=", ".join(map(str, kinds()))
    )
    mean = MEANT.get(sentence.rule)
    return _nearer(said, mean(str(item["input"])) if mean else None)


def _good_reference(written: str) -> str | None:
    return reference_meant(
        written, list(map(str, kinds())), {name: str(kind) for name, kind in folders().items()}
    )


def _good_link(written: str) -> str | None:
    return f"https://{written}" if written.startswith("www.") else None


MEANT: dict[str, Callable[[str], str | None]] = {
    "bad-id": id_meant,
    "bad-reference": _good_reference,
    "bad-version": version_meant,
    "bad-language": language_meant,
    "bad-link": _good_link,
}


def _reference(item: Any, raw: str) -> Said:
    return _pattern({**item, "ctx": {"pattern": REFERENCE}}, raw)


def _word(item: Any, raw: str) -> Said:
    return _one_of(list(item["ctx"]["choices"]), item, raw)


def _too_short(item: Any, raw: str) -> Said:
    return sentences.EMPTY.said(**{"else": item["else"]})


def _too_long(item: Any, raw: str) -> Said:
    found = len(str(item["input"]).strip())
    return sentences.TOO_LONG.said(most=item["ctx"]["max_length"], found=found)


def _count(sentence: Sentence, key: str) -> Callable[[Any, str], Said]:
    def say(item: Any, raw: str) -> Said:
        return sentence.said(expected=item["ctx"][key], found=item["ctx"]["actual_length"])

    return say


def _bound(sentence: Sentence, key: str) -> Callable[[Any, str], Said]:
    def say(item: Any, raw: str) -> Said:
        return sentence.said(expected=item["ctx"][key], found=item["input"])

    return say


def _own(item: Any, raw: str) -> Said:
    return sentences.LINE_BREAK.said()


def _other(item: Any, raw: str) -> Said:
    message = f"expected another value, found {_found(item, raw)}"
    return "wrong-value", message, "the guide says what stands under this key"


def _number(item: Any, raw: str) -> Said:
    return _nearest(sentences.NUMBER.said(found=_found(item, raw)), number_meant(raw))


def _date(item: Any, raw: str) -> Said:
    said = sentences.DATE.said(found=_found(item, raw))
    return _nearest(said, day_meant(raw))


def _nearest(said: Said, found: str | None) -> Said:
    rule, message, hint = said
    return rule, message, f"did you mean {found}?" if found else hint


_KEYS = _typed("keys with values", "write each key on its own line, indented")
_SAID: dict[str, Callable[[Any, str], Said]] = {
    "string_type": _text_type,
    "string_too_short": _too_short,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _pattern,
    "enum": _choice,
    UNKNOWN_WORD: _word,
    UNKNOWN_KIND: _reference,
    NUMBER: _typed("a number", "write digits only, without quotes and without a unit"),
    "int_type": _number,
    "int_parsing": _number,
    "int_from_float": _number,
    "date_type": _date,
    "date_parsing": _date,
    "date_from_datetime_parsing": _date,
    "date_from_datetime_inexact": _date,
    "list_type": _typed("a list", "begin every entry with a dash and a space"),
    "model_type": _KEYS,
    "model_attributes_type": _KEYS,
    "dict_type": _KEYS,
    "too_short": _count(sentences.TOO_FEW, "min_length"),
    "too_long": _count(sentences.TOO_MANY, "max_length"),
    "greater_than_equal": _bound(sentences.TOO_SMALL, "ge"),
    "less_than_equal": _bound(sentences.TOO_LARGE, "le"),
    "value_error": _own,
}
