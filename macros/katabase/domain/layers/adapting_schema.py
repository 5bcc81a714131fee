"""The JSON Schema of a file that adapts a practice, made from that of its kind.

It says what ``layers.adapting`` does: every key may be left out, parts have verbs. So an
editor completes and explains there as well.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from katabase.domain.fields import SEMVER
from katabase.domain.layers.adapting import ADAPTS, OWN, SEEN
from katabase.domain.slugs import SLUG

INSERT = r"^\s*(?:first|last|(?:after|before) +[a-z0-9-]+)\s*$"

VERBS = {
    "insert": "Put a new part here: `after KEY`, `before KEY`, `first` or `last`.",
    "replace": "The key of the part in whose place this one comes.",
    "adapt": "The key of the part of which only what stands here differs.",
    "remove": "The key of the part that is taken away.",
}


def adapting(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of files that adapt practices of a kind."""
    made = _Adapting(deepcopy(schema.get("$defs", {})))
    properties = {
        ADAPTS: {
            "type": "string",
            "pattern": SEMVER,
            "description": "The version of the practice below that this file was made from.",
        },
        SEEN: {
            "type": "object",
            "description": "What that said; `katabase outdated --accept` writes it.",
        },
    }
    for name, value in schema["properties"].items():
        properties[name] = value if name in OWN else made.value(value)
    return {
        **schema,
        "properties": properties,
        "required": [ADAPTS, *OWN],
        "$defs": made.parts,
    }


class _Adapting:
    """The parts of a schema, and those that are made of them for files that adapt."""

    def __init__(self, parts: dict[str, Any]) -> None:
        self.parts = parts

    def value(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return the schema of a key's value."""
        if "anyOf" in schema:
            return {**schema, "anyOf": [self.value(each) for each in schema["anyOf"]]}
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            whole = self.parts[name]
            if "properties" in whole:
                return {**schema, "$ref": f"#/$defs/{self._named(name, self._partly, whole)}"}
        if schema.get("type") == "array":
            return self._list(schema)
        return schema

    def _list(self, schema: dict[str, Any]) -> dict[str, Any]:
        items = schema["items"]
        name = items.get("$ref", "").rpartition("/")[2]
        part = self.parts.get(name, {})
        free = {key: value for key, value in schema.items() if key not in ("minItems", "maxItems")}
        if "key" in part.get("properties", {}):
            ref = {"$ref": f"#/$defs/{self._named(name, self._verbs, part)}"}
            return {**free, "items": ref}
        verbs = {"anyOf": [_only("add", items), _only("remove", {})]}
        listed = {
            key: schema[key] for key in ("type", "items", "minItems", "maxItems") if key in schema
        }
        said = {key: value for key, value in free.items() if key not in listed}
        return {**said, "anyOf": [listed, {"type": "array", "items": verbs}]}

    def _named(self, name: str, make: Any, part: dict[str, Any]) -> str:
        new = f"{name}Adapting"
        if new not in self.parts:
            self.parts[new] = {}  # a part may hold itself
            self.parts[new] = make(part)
        return new

    def _partly(self, part: dict[str, Any]) -> dict[str, Any]:
        properties = {name: self.value(value) for name, value in part["properties"].items()}
        kept = {name: value for name, value in part.items() if name != "required"}
        return {**kept, "properties": properties}

    def _verbs(self, part: dict[str, Any]) -> dict[str, Any]:
        """Return what an entry of a list of parts may be, by its verb."""
        partly = self._partly(part)
        of_verb = {"insert": part, "replace": part, "adapt": partly, "remove": {"type": "object"}}
        return {"anyOf": [_with_verb(verb, base) for verb, base in of_verb.items()]}


def _with_verb(verb: str, part: dict[str, Any]) -> dict[str, Any]:
    pattern = INSERT if verb == "insert" else SLUG
    key = {"type": "string", "pattern": pattern, "description": VERBS[verb]}
    return {
        **part,
        "properties": {verb: key, **part.get("properties", {})},
        "required": [verb, *part.get("required", [])],
        "additionalProperties": False,
    }


def _only(verb: str, value: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {verb: value},
        "required": [verb],
        "additionalProperties": False,
    }
