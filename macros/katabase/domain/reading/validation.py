"""Data to model: pydantic's findings in the words of a contributor, with positions."""

from __future__ import annotations

import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from katabase.domain.fields import (
    LANGUAGE,
    LINK,
    SEMVER,
    UNKNOWN_KIND,
    UNKNOWN_WORD,
    Known,
    key_of,
)
from katabase.domain.kinds.registry import folders, kinds
from katabase.domain.problems import MOST, Problem, at_most, did_you_mean, nearest
from katabase.domain.reading.lookalikes import first_in
from katabase.domain.reading.meant import (
    day_meant,
    id_meant,
    key_meant,
    language_meant,
    meant,
    number_meant,
    reference_meant,
    version_meant,
)
from katabase.domain.slugs import REFERENCE, SLUG

if TYPE_CHECKING:
    from collections.abc import Callable

    from katabase.domain.reading.document import Document, Keys

UNKNOWN = "extra_forbidden"
"""What pydantic calls a key that the model does not have."""

ModelT = TypeVar("ModelT", bound=BaseModel)


def validate(
    document: Document, model: type[ModelT], known: Known
) -> tuple[ModelT | None, list[Problem]]:
    """Return the model of a document, or None and what is wrong with it."""
    try:
        return model.model_validate(document.data, context=known), []
    except ValidationError as error:
        items = _without_misspelt(error.errors(include_url=False), document, model)
        return None, at_most(_translate(item, document, model) for item in items)


def _without_misspelt(items: list[Any], document: Document, model: type[BaseModel]) -> list[Any]:
    """Leave out keys that are missing only because they are misspelt: one mistake, one problem."""
    misspelt = {
        (*way[:-1], _meant(way, document, model))
        for way in (tuple(item["loc"]) for item in items[: 2 * MOST] if item["type"] == UNKNOWN)
    }
    return [item for item in items if tuple(item["loc"]) not in misspelt]


def _left(way: Keys, document: Document, model: type[BaseModel]) -> list[str]:
    """Return the keys that the model knows beside the one at the end of the way."""
    known, present = fields_at(model, way[:-1]), document.written_in(way[:-1])
    return [key for key in known if key not in present] or list(known)


def _meant(way: Keys, document: Document, model: type[BaseModel]) -> str | None:
    return key_meant(str(way[-1]), _left(way, document, model))


def _translate(item: Any, document: Document, model: type[BaseModel]) -> Problem:
    way: Keys = tuple(item["loc"])
    if item["type"] == UNKNOWN:
        return _unknown_key(way, document, model)
    if item["type"] == "missing":
        return _missing_key(way, document, model)
    raw = _raw(document, way)
    item = {**item, "else": _else(model, way)}
    if item["type"] == "enum":
        item["choices"] = _choices(model, way)
    rule, message, hint = _WORDS.get(item["type"], _other)(item, raw)
    spot = document.spot(way)
    odd = first_in(raw[: EXACT[item["type"]]]) if item["type"] in EXACT else None
    if odd:
        spot = document.find(way, odd.char)
        hint = f"{odd.named} is another character; write {odd.ordinary} in its place"
    message = f"{_name(way)}: {message}" if way else message
    return Problem(document.shown, spot, rule, message, hint)


EXACT = {
    "list_type": 1,
    **dict.fromkeys(("string_pattern_mismatch", "enum", UNKNOWN_WORD, UNKNOWN_KIND), None),
}
EXACT |= dict.fromkeys(("int_type", "int_parsing", "date_type", "date_parsing"), None)
"""Errors that a lookalike leads to, and how many of the first characters may be one."""


def _name(way: Keys) -> str:
    text = ""
    for step in way:
        text += f"[{step + 1}]" if isinstance(step, int) else f"{'.' if text else ''}{step}"
    return text


def _raw(document: Document, way: Keys) -> str:
    """What the file says there, shortened; empty for a list or mapping."""
    raw = " ".join(document.raw(way).split())
    return raw if len(raw) <= 60 else raw[:57] + "…"


def fields_at(model: type[BaseModel], way: Keys) -> dict[str, Any]:
    """Return the fields of the model that the way ends in."""
    current: Any = model
    for step in way:
        if isinstance(step, str) and step in current.model_fields:
            inner = model_in(current.model_fields[step].annotation)
            if inner is None:
                return {}
            current = inner
    return {key_of(name, field): field for name, field in current.model_fields.items()}


def model_in(annotation: Any) -> Any:
    """Return the model within an annotation such as ``list[Step]``, or None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = model_in(part)
        if found is not None:
            return found
    return None


def home_of(key: str, model: type[BaseModel], within: str = "") -> str | None:
    """Return where in a model a key stands, as in ``parts.questions``; None if nowhere."""
    for name, field in model.model_fields.items():
        inner = model_in(field.annotation)
        if inner is None:
            continue
        path = f"{within}.{name}" if within else name
        if key in {key_of(*each) for each in inner.model_fields.items()}:
            return path
        deeper = home_of(key, inner, path)
        if deeper:
            return deeper
    return None


def _unknown_key(way: Keys, document: Document, model: type[BaseModel]) -> Problem:
    spot = document.key_spot(way)
    message = f'unknown key "{_name(way)}"'
    if not str(way[-1]).strip():
        message = "expected the name of a key before the colon, found nothing"
    key, left = str(way[-1]), _left(way, document, model)
    near = nearest(key, left)
    home = None if near else home_of(key, model)
    near = near or key_meant(key, left)
    hint = f'did you mean "{near}"?' if near else did_you_mean(key, left)
    if home:
        hint = f'it belongs within "{home}"; check how far the line is indented'
    odd = first_in(key)
    if odd:
        hint = f"{odd.named} is another character; write {odd.ordinary} in its place"
    return Problem(document.shown, spot, "unknown-key", message, hint)


def _missing_key(way: Keys, document: Document, model: type[BaseModel]) -> Problem:
    field = fields_at(model, way[:-1]).get(str(way[-1]))
    meaning = (field.description or "").rstrip(".") if field else ""
    spot = document.spot(way[:-1])
    message = f'the key "{_name(way)}" is missing'
    hint = f'add "{way[-1]}:" ({meaning})' if meaning else f'add "{way[-1]}:"'
    return Problem(document.shown, spot, "missing-key", message, hint)


Words = tuple[str, str, str]


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


def _text_type(item: Any, raw: str) -> Words:
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


def _typed(expected: str, hint: str = "") -> Callable[[Any, str], Words]:
    return lambda item, raw: ("wrong-type", f"expected {expected}, found {_found(item, raw)}", hint)


def _else(model: type[BaseModel], way: Keys) -> str:
    """Return what may be done instead of writing a value: never to remove a key that is needed."""
    if not way or isinstance(way[-1], int):
        return ", or remove the line" if way else ""
    field = fields_at(model, way[:-1]).get(way[-1])
    return ", or remove the key" if field and not field.is_required() else ""


def _choices(model: type[BaseModel], way: Keys) -> list[str]:
    """Return the values that the model allows at the way: asked of the model, not read off
    the validator's words.
    """
    names = [step for step in way if isinstance(step, str)]
    field = fields_at(model, way[: way.index(names[-1])]).get(names[-1]) if names else None
    words = _enumeration_in(field.annotation) if field else None
    return [str(word.value) for word in words] if words else []


def _enumeration_in(annotation: Any) -> type[Enum] | None:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return annotation
    inner = (_enumeration_in(part) for part in getattr(annotation, "__args__", ()))
    return next((found for found in inner if found), None)


def _choice(item: Any, raw: str) -> Words:
    return _one_of(item["choices"], item, raw)


def _one_of(choices: list[str], item: Any, raw: str) -> Words:
    message = f"expected one of {', '.join(choices)}; found {_found(item, raw)}"
    written = raw if isinstance(item["input"], bool) else item["input"]
    near = meant(written, choices) if isinstance(written, str) else None
    return "wrong-value", message, f'did you mean "{near}"?' if near else "write one of these"


PATTERNS = {
    SLUG: ("bad-id", "an id of lower-case letters, digits and hyphens"),
    SEMVER: ("bad-version", "a version of three numbers, as in 1.0.0"),
    REFERENCE: ("bad-reference", "a practice as kind/id, as in starter-kata/coaching-cycle"),
    LANGUAGE: ("bad-language", "a language tag, as in en or pt-BR"),
    LINK: ("bad-link", "a link that begins with https://, http:// or mailto:"),
}

HINTS = {
    "bad-id": "write small letters, and a hyphen for each space",
    "bad-version": "major.minor.patch: 1.0.0 for a new practice",
    "bad-language": "en is assumed if the key is missing",
    "bad-link": "copy the address from the browser, or remove the key",
}


def _pattern(item: Any, raw: str) -> Words:
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


def _reference(item: Any, raw: str) -> Words:
    return _pattern({**item, "ctx": {"pattern": REFERENCE}}, raw)


def _word(item: Any, raw: str) -> Words:
    return _one_of(list(item["ctx"]["choices"]), item, raw)


def _too_short(item: Any, raw: str) -> Words:
    return "empty-text", "expected text, found nothing", f"write it{item['else']}"


def _too_long(item: Any, raw: str) -> Words:
    most, found = item["ctx"]["max_length"], len(str(item["input"]).strip())
    return "too-long", f"expected at most {most} characters, found {found}", "say it shorter"


def _list_length(word: str, key: str) -> Callable[[Any, str], Words]:
    def say(item: Any, raw: str) -> Words:
        expected, found = item["ctx"][key], item["ctx"]["actual_length"]
        hint = "add more" if word == "least" else "keep the ones that matter most"
        return "wrong-count", f"expected a list of at {word} {expected}, found {found}", hint

    return say


def _range(item: Any, raw: str) -> Words:
    bounds = {"ge": "at least", "le": "at most"}
    key = next(key for key in bounds if key in item["ctx"])
    message = f"expected {bounds[key]} {item['ctx'][key]}, found {item['input']}"
    return "out-of-range", message, "check the number and its unit"


def _own(item: Any, raw: str) -> Words:
    return "line-break", str(item["ctx"]["error"]), "write it on one line, or after >- on several"


def _other(item: Any, raw: str) -> Words:
    message = f"expected another value, found {_found(item, raw)}"
    return "wrong-value", message, "the guide says what stands under this key"


def _meaning(
    expected: str, hint: str, near: Callable[[str], str | None]
) -> Callable[[Any, str], Words]:
    def say(item: Any, raw: str) -> Words:
        found = near(raw)
        said = f"did you mean {found}?" if found else hint
        return "wrong-type", f"expected {expected}, found {_found(item, raw)}", said

    return say


_DATE = _meaning("a date as in 2026-11-22", "write year-month-day, a day that exists", day_meant)
_KEYS = _typed("keys with values", "write each key on its own line, indented")
_NUMBER = _meaning(
    "a whole number", "write digits only, without quotes and without a unit", number_meant
)
_WORDS: dict[str, Callable[[Any, str], Words]] = {
    "string_type": _text_type,
    "string_too_short": _too_short,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _pattern,
    "enum": _choice,
    UNKNOWN_WORD: _word,
    UNKNOWN_KIND: _reference,
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
