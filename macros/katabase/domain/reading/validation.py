"""Data to model: pydantic's findings in the words of a contributor, with positions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from katabase.domain.fields import UNKNOWN_KIND, UNKNOWN_WORD, Known
from katabase.domain.kinds.registry import kinds
from katabase.domain.problems import MOST, Problem, at_most, did_you_mean, nearest, shortened
from katabase.domain.reading.lookalikes import first_in
from katabase.domain.reading.meant import key_meant
from katabase.domain.reading.model_fields import choices_at, fields_at, home_of, meaning_at
from katabase.domain.reading.sentences import MISSING
from katabase.domain.reading.wording import said_of

if TYPE_CHECKING:
    from katabase.domain.reading.document import Document, Loc

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
        (*loc[:-1], _meant(loc, document, model))
        for loc in (tuple(item["loc"]) for item in items[: 2 * MOST] if item["type"] == UNKNOWN)
    }
    return [item for item in items if tuple(item["loc"]) not in misspelt]


def _left(loc: Loc, document: Document, model: type[BaseModel]) -> list[str]:
    """Return the keys that the model knows beside the one at the end of the way."""
    known, present = fields_at(model, loc[:-1]), document.written_in(loc[:-1])
    return [key for key in known if key not in present] or list(known)


def _meant(loc: Loc, document: Document, model: type[BaseModel]) -> str | None:
    return key_meant(str(loc[-1]), _left(loc, document, model))


def _translate(item: Any, document: Document, model: type[BaseModel]) -> Problem:
    loc: Loc = tuple(item["loc"])
    if item["type"] == UNKNOWN:
        return _unknown_key(loc, document, model)
    if item["type"] == "missing":
        return _missing_key(loc, document, model)
    raw = _raw(document, loc)
    item = {**item, "else": _else(model, loc)}
    if item["type"] == "enum":
        item["choices"] = choices_at(model, loc)
    rule, message, hint = said_of(item, raw)
    spot = document.spot(loc)
    odd = first_in(raw[: EXACT[item["type"]]]) if item["type"] in EXACT else None
    if odd:
        spot = document.find(loc, odd.char)
        hint = f"{odd.named} is another character; write {odd.ordinary} in its place"
    message = f"{_name(loc)}: {message}" if loc else message
    return Problem(document.filename, spot, rule, message, hint)


EXACT = {
    "list_type": 1,
    **dict.fromkeys(("string_pattern_mismatch", "enum", UNKNOWN_WORD, UNKNOWN_KIND), None),
}
EXACT |= dict.fromkeys(("int_type", "int_parsing", "date_type", "date_parsing"), None)
"""Errors that a lookalike leads to, and how many of the first characters may be one."""


def _name(loc: Loc) -> str:
    text = ""
    for step in loc:
        text += f"[{step + 1}]" if isinstance(step, int) else f"{'.' if text else ''}{step}"
    return text


def _raw(document: Document, loc: Loc) -> str:
    """What the file says there, shortened; empty for a list or mapping."""
    return shortened(document.raw(loc), 60)


def _unknown_key(loc: Loc, document: Document, model: type[BaseModel]) -> Problem:
    spot = document.key_spot(loc)
    message = f'unknown key "{_name(loc)}"'
    if not str(loc[-1]).strip():
        message = "expected the name of a key before the colon, found nothing"
    key, left = str(loc[-1]), _left(loc, document, model)
    near = nearest(key, left)
    home = None if near else home_of(key, model)
    if (same := key.casefold().strip()) in document.written_in(loc[:-1]) and same != key:
        line = document.key_spot((*loc[:-1], same)).line
        hint = f'"{same}" stands in line {line} already; keep one of them'
        return Problem(document.filename, spot, "unknown-key", message, hint)
    if loc[:-1] == ("extra",) and not fields_at(model, loc[:-1]):
        near, home, left = None, None, []
        known_in = 'declare it in vocabulary.yml, under "fields:", with id, label and type'
        return Problem(document.filename, spot, "unknown-key", message, known_in)
    near = near or key_meant(key, left)
    hint = f'did you mean "{near}"?' if near else did_you_mean(key, left)
    elsewhere = [] if near or len(loc) > 1 else _kinds_with(key)
    if elsewhere:
        hint = f"it is a key of {' and '.join(elsewhere)}: does the file lie in the right folder?"
    if home:
        hint = f'it belongs within "{home}"; check how far the line is indented'
    odd = first_in(key)
    if odd:
        hint = f"{odd.named} is another character; write {odd.ordinary} in its place"
    return Problem(document.filename, spot, "unknown-key", message, hint)


def _kinds_with(key: str) -> list[str]:
    """Return the folders of the kinds that have a key of their own by this name."""
    found = [kind.folder for kind in kinds() if key in fields_at(kind.model, ())]
    return found if len(found) < len(kinds()) else []


def _missing_key(loc: Loc, document: Document, model: type[BaseModel]) -> Problem:
    meaning = meaning_at(model, loc).rstrip(".")
    spot = document.spot(loc[:-1])
    rule, message, hint = MISSING.said(key=_name(loc), name=loc[-1], meaning=meaning)
    return Problem(document.filename, spot, rule, message, hint.removesuffix(" ()"))


def _else(model: type[BaseModel], loc: Loc) -> str:
    """Return what may be done instead of writing a value: never to remove a key that is needed."""
    if not loc or isinstance(loc[-1], int):
        return ", or remove the line" if loc else ""
    field = fields_at(model, loc[:-1]).get(loc[-1])
    return ", or remove the key" if field and not field.is_required() else ""
