"""What is wrong with a value, in the words of a contributor: one way to say it an error.

pydantic's types of errors are names that it promises to keep; its own words appear nowhere.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from katabase.domain.extra import NUMBER
from katabase.domain.fields import LANGUAGE, LINK, OWN_LINK, SEMVER, UNKNOWN_KIND, UNKNOWN_WORD
from katabase.domain.kinds.registry import folders, kinds
from katabase.domain.reading.meant import (
    day_meant,
    id_meant,
    language_meant,
    meant,
    number_meant,
    reference_meant,
    version_meant,
)
from katabase.domain.slugs import REFERENCE, SLUG

if TYPE_CHECKING:
    from collections.abc import Callable

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
        _, expected = PATTERNS[SEMVER]
        near = version_meant(raw)
        hint = f'did you mean "{near}"?' if near else HINTS["bad-version"]
        return "bad-version", f"expected {expected}, found {raw}", hint
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
    message = f"expected one of {', '.join(choices)}; found {_found(item, raw)}"
    written = raw if isinstance(item["input"], bool) else item["input"]
    near = meant(written, choices) if isinstance(written, str) else None
    return "wrong-value", message, f'did you mean "{near}"?' if near else "write one of these"


PATTERNS = {
    SLUG: ("bad-id", "an id of lower-case letters, digits and hyphens"),
    SEMVER: ("bad-version", "a version of three numbers, as in 1.0.0"),
    REFERENCE: ("bad-reference", "a practice as kind/id, as in starter-kata/coaching-cycle"),
    LANGUAGE: ("bad-language", "a language tag, as in en or pt-BR"),
    OWN_LINK: ("bad-link", "a link that begins with https://, http://, mailto: or /"),
    LINK: ("bad-link", "a link that begins with https://, http:// or mailto:"),
}

HINTS = {
    "bad-id": "write small letters, and a hyphen for each space",
    "bad-version": "major.minor.patch: 1.0.0 for a new practice",
    "bad-language": "en is assumed if the key is missing",
    "bad-link": "copy the address from the browser, or remove the key",
}


def _pattern(item: Any, raw: str) -> Said:
    rule, expected = PATTERNS[item["ctx"]["pattern"]]
    near = MEANT[rule](str(item["input"]))
    hint = f'did you mean "{near}"?' if near else HINTS.get(rule, "")
    if rule == "bad-reference" and not near:
        hint = f"kinds: {', '.join(map(str, kinds()))}"
    return rule, f"expected {expected}, found {_found(item, raw)}", hint


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
    return "empty-text", "expected text, found nothing", f"write it{item['else']}"


def _too_long(item: Any, raw: str) -> Said:
    most, found = item["ctx"]["max_length"], len(str(item["input"]).strip())
    return "too-long", f"expected at most {most} characters, found {found}", "say it shorter"


def _list_length(word: str, key: str) -> Callable[[Any, str], Said]:
    def say(item: Any, raw: str) -> Said:
        expected, found = item["ctx"][key], item["ctx"]["actual_length"]
        hint = "add more" if word == "least" else "keep the ones that matter most"
        return "wrong-count", f"expected a list of at {word} {expected}, found {found}", hint

    return say


def _range(item: Any, raw: str) -> Said:
    bounds = {"ge": "at least", "le": "at most"}
    key = next(key for key in bounds if key in item["ctx"])
    message = f"expected {bounds[key]} {item['ctx'][key]}, found {item['input']}"
    return "out-of-range", message, "check the number and its unit"


def _own(item: Any, raw: str) -> Said:
    return "line-break", str(item["ctx"]["error"]), "write it on one line, or after >- on several"


def _other(item: Any, raw: str) -> Said:
    message = f"expected another value, found {_found(item, raw)}"
    return "wrong-value", message, "the guide says what stands under this key"


def _meaning(
    expected: str, hint: str, near: Callable[[str], str | None]
) -> Callable[[Any, str], Said]:
    def say(item: Any, raw: str) -> Said:
        found = near(raw)
        said = f"did you mean {found}?" if found else hint
        return "wrong-type", f"expected {expected}, found {_found(item, raw)}", said

    return say


_DATE = _meaning("a date as in 2026-11-22", "write year-month-day, a day that exists", day_meant)
_KEYS = _typed("keys with values", "write each key on its own line, indented")
_NUMBER = _meaning(
    "a whole number", "write digits only, without quotes and without a unit", number_meant
)
_SAID: dict[str, Callable[[Any, str], Said]] = {
    "string_type": _text_type,
    "string_too_short": _too_short,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _pattern,
    "enum": _choice,
    UNKNOWN_WORD: _word,
    UNKNOWN_KIND: _reference,
    NUMBER: _typed("a number", "write digits only, without quotes and without a unit"),
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_from_float": _NUMBER,
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "list_type": _typed("a list", "begin every entry with a dash"),
    "model_type": _KEYS,
    "model_attributes_type": _KEYS,
    "dict_type": _KEYS,
    "too_short": _list_length("least", "min_length"),
    "too_long": _list_length("most", "max_length"),
    "greater_than_equal": _range,
    "less_than_equal": _range,
    "value_error": _own,
}
