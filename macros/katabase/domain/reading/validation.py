"""Data to model: pydantic's findings in the words of a contributor, with positions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from katabase.domain.fields import UNKNOWN_KIND, UNKNOWN_WORD, Known
from katabase.domain.problems import MOST, Problem, at_most, did_you_mean, nearest
from katabase.domain.reading.lookalikes import first_in
from katabase.domain.reading.meant import key_meant
from katabase.domain.reading.model_fields import choices_at, fields_at, home_of
from katabase.domain.reading.sentences import MISSING
from katabase.domain.reading.wording import said_of

if TYPE_CHECKING:
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
        item["choices"] = choices_at(model, way)
    rule, message, hint = said_of(item, raw)
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


def _unknown_key(way: Keys, document: Document, model: type[BaseModel]) -> Problem:
    spot = document.key_spot(way)
    message = f'unknown key "{_name(way)}"'
    if not str(way[-1]).strip():
        message = "expected the name of a key before the colon, found nothing"
    key, left = str(way[-1]), _left(way, document, model)
    near = nearest(key, left)
    home = None if near else home_of(key, model)
    if way[:-1] == ("extra",) and not fields_at(model, way[:-1]):
        near, home, left = None, None, []
        known_in = 'declare it in vocabulary.yml, under "fields:", with id, label and type'
        return Problem(document.shown, spot, "unknown-key", message, known_in)
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
    rule, message, hint = MISSING.said(key=_name(way), name=way[-1], meaning=meaning)
    return Problem(document.shown, spot, rule, message, hint.removesuffix(" ()"))


def _else(model: type[BaseModel], way: Keys) -> str:
    """Return what may be done instead of writing a value: never to remove a key that is needed."""
    if not way or isinstance(way[-1], int):
        return ", or remove the line" if way else ""
    field = fields_at(model, way[:-1]).get(way[-1])
    return ", or remove the key" if field and not field.is_required() else ""
