"""Data to model: pydantic's findings in the words of a contributor, with positions."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from katabase.domain.fields import LANGUAGE, LINK, REFERENCE, SEMVER, SLUG
from katabase.domain.problems import Problem, did_you_mean, nearest
from katabase.domain.vocabulary import KIND_OF_FOLDER, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from katabase.domain.source import Document, Keys

ModelT = TypeVar("ModelT", bound=BaseModel)


def validate(document: Document, model: type[ModelT]) -> tuple[ModelT | None, list[Problem]]:
    """Return the model of a document, or None and what is wrong with it."""
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        return None, [_translate(item, document, model) for item in error.errors()]


def _translate(item: Any, document: Document, model: type[BaseModel]) -> Problem:
    way: Keys = tuple(item["loc"])
    if item["type"] == "extra_forbidden":
        return _unknown_key(way, document, model)
    if item["type"] == "missing":
        return _missing_key(way, document, model)
    rule, message, hint = _WORDS.get(item["type"], _other)(item, _raw(document, way))
    return Problem(document.shown, document.spot(way), rule, f"{_name(way)}: {message}", hint)


def _name(way: Keys) -> str:
    text = ""
    for step in way:
        text += f"[{step + 1}]" if isinstance(step, int) else f"{'.' if text else ''}{step}"
    return text or "the file"


def _raw(document: Document, way: Keys) -> str:
    """What the file says there, as a reader sees it, shortened."""
    if way in document.ranges:
        start, end = document.ranges[way]
        raw = " ".join(document.text[start:end].split())
        return raw if len(raw) <= 60 else raw[:57] + "…"
    value = document.at(way) if way in document.values else None
    return "a list" if isinstance(value, list) else "keys with values"


def fields_at(model: type[BaseModel], way: Keys) -> dict[str, Any]:
    """Return the fields of the model that the way ends in."""
    current: Any = model
    for step in way:
        if isinstance(step, str) and step in current.model_fields:
            inner = model_in(current.model_fields[step].annotation)
            if inner is None:
                return {}
            current = inner
    return dict(current.model_fields)


def model_in(annotation: Any) -> Any:
    """Return the model within an annotation such as ``list[Step]``, or None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = model_in(part)
        if found is not None:
            return found
    return None


def _unknown_key(way: Keys, document: Document, model: type[BaseModel]) -> Problem:
    known = fields_at(model, way[:-1])
    present = document.at(way[:-1])
    left = [key for key in known if key not in present] or list(known)
    spot = document.keys.get(way, document.spot(way))
    message = f'unknown key "{_name(way)}"'
    hint = did_you_mean(str(way[-1]), left)
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
    if isinstance(value, bool):
        return f"the truth value {raw}"
    if isinstance(value, datetime.date):
        return f"the date {raw}"
    if isinstance(value, int | float):
        return f"the number {raw}"
    return raw if raw in ("a list", "keys with values") else f'"{raw.strip(chr(34))}"'


def _text_type(item: Any, raw: str) -> Words:
    hint = "" if raw in ("a list", "keys with values") else f'write "{raw}" in quotes'
    if item.get("input") is None:
        hint = "write the text, or remove the key if it is optional"
    return "wrong-type", f"expected text, found {_found(item, raw)}", hint


def _typed(expected: str, hint: str = "") -> Callable[[Any, str], Words]:
    return lambda item, raw: ("wrong-type", f"expected {expected}, found {_found(item, raw)}", hint)


def _choice(item: Any, raw: str) -> Words:
    choices = re.findall(r"'([^']+)'", item["ctx"]["expected"])
    message = f"expected one of {', '.join(choices)}; found {_found(item, raw)}"
    near = nearest(str(item["input"]), choices)
    return "wrong-value", message, f'did you mean "{near}"?' if near else ""


PATTERNS = {
    SLUG: ("bad-id", "an id of lower-case letters, digits and hyphens"),
    SEMVER: ("bad-version", "a version of three numbers, as in 1.0.0"),
    REFERENCE: ("bad-reference", "a practice as kind/id, as in starter-kata/coaching-cycle"),
    LANGUAGE: ("bad-language", "a language tag, as in en or pt-BR"),
    LINK: ("bad-link", "a link that begins with https://, http:// or mailto:"),
}


def _pattern(item: Any, raw: str) -> Words:
    rule, expected = PATTERNS[item["ctx"]["pattern"]]
    hint = ""
    if rule == "bad-reference":
        start, _, rest = str(item["input"]).partition("/")
        known = {**{folder: str(kind) for folder, kind in KIND_OF_FOLDER.items()}}
        near = known.get(start) or nearest(start, [*map(str, Kind), *known])
        near = known.get(near or "", near)
        hint = f'did you mean "{near}/{rest}"?' if near and rest else "kinds: " + ", ".join(Kind)
    return rule, f"expected {expected}, found {_found(item, raw)}", hint


def _too_short(item: Any, raw: str) -> Words:
    return "empty-text", "expected text, found nothing", "write it, or remove the key"


def _too_long(item: Any, raw: str) -> Words:
    most, found = item["ctx"]["max_length"], len(str(item["input"]).strip())
    return "too-long", f"expected at most {most} characters, found {found}", "say it shorter"


def _list_length(word: str, key: str) -> Callable[[Any, str], Words]:
    def say(item: Any, raw: str) -> Words:
        expected, found = item["ctx"][key], item["ctx"]["actual_length"]
        return "wrong-count", f"expected at {word} {expected}, found {found}", ""

    return say


def _range(item: Any, raw: str) -> Words:
    bounds = {"ge": "at least", "le": "at most"}
    key = next(key for key in bounds if key in item["ctx"])
    message = f"expected {bounds[key]} {item['ctx'][key]}, found {item['input']}"
    return "out-of-range", message, ""


def _own(item: Any, raw: str) -> Words:
    return "wrong-value", str(item["ctx"]["error"]), "write it on one line or after >-"


def _other(item: Any, raw: str) -> Words:
    return "wrong-value", f"{item['msg'].lower()}, found {_found(item, raw)}", ""


_DATE = _typed("a date as in 2026-11-22", "year-month-day, and a day that exists")
_KEYS = _typed("keys with values", "indent them below this key")
_NUMBER = _typed("a whole number", "digits only, without a unit")
_WORDS: dict[str, Callable[[Any, str], Words]] = {
    "string_type": _text_type,
    "string_too_short": _too_short,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _pattern,
    "enum": _choice,
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
