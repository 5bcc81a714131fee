"""The JSON Schema of a translation, made from the model of its kind.

It knows the keys that hold words, and parts by their keys. So an editor completes and explains
there as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from katabase.domain.fields import SEMVER, key_of
from katabase.domain.reading.model_fields import model_in
from katabase.domain.translating.reading import NEEDED, TRANSLATES
from katabase.domain.translating.words import keys_with_words, nameless, says

if TYPE_CHECKING:
    from pydantic import BaseModel

VERSION = {
    "type": "string",
    "pattern": SEMVER,
    "description": "The version of the practice that was translated.",
}


def translating(schema: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """Return the schema of translations of a kind; ``schema`` is that of its practices."""
    whole = _words(model, schema, schema.get("$defs", {}))
    return {
        **schema,
        "properties": {TRANSLATES: VERSION, **whole["properties"]},
        "required": [TRANSLATES, *NEEDED],
    }


def _words(model: type[BaseModel], schema: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a part of which every key may be left out."""
    fields = {key_of(name, field): field for name, field in model.model_fields.items()}
    properties = {}
    for name in keys_with_words(model):
        said = schema["properties"][name]
        inner = model_in(fields[name].annotation)
        several = said.get("type") == "array"
        if inner is None or (several and nameless(inner)):
            properties[name] = said
            continue
        part = parts[inner.__name__]
        about = {"description": said.get("description", "")}
        if says(inner):
            value = {"type": "object", "additionalProperties": part["properties"][says(inner)]}
        elif several:
            value = {"type": "object", "additionalProperties": _words(inner, part, parts)}
        else:
            value = _words(inner, part, parts)
        properties[name] = {**value, **about}
    return {"type": "object", "properties": properties, "additionalProperties": False}
