"""JSON Schemas of the model, for editors that complete and check while one types."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Any

from katabase.domain.descriptions import Described
from katabase.domain.extra import model_with
from katabase.domain.fields import VOCABULARY as MARK
from katabase.domain.glossary import Glossary
from katabase.domain.kinds.registry import kinds, reference_pattern
from katabase.domain.layers.adapting_schema import adapting
from katabase.domain.layers.hidden import Hidden
from katabase.domain.slugs import REFERENCE
from katabase.domain.translating.glossary import TranslatedGlossary
from katabase.domain.translating.schema import translating
from katabase.domain.vocabulary import SHIPPED, Vocabulary
from katabase.domain.words import WordFile

if TYPE_CHECKING:
    from pydantic import BaseModel

    from katabase.domain.kinds.registry import AnyKind

ADAPTING = "adapting-"
"""Begins the name of the schema of files that say only how they differ from a practice below."""

TRANSLATING = "translating-"
"""Begins the name of the schema of translations."""

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def models_of_files() -> dict[str, type[BaseModel]]:
    """Return the model of every sort of file in a library, by kind or by the file's name."""
    own: dict[str, type[BaseModel]] = {
        "glossary": Glossary,
        "vocabulary": WordFile,
        "hidden": Hidden,
    }
    return {**{str(kind): kind.model for kind in kinds()}, **own}


def schemas(words: Vocabulary = SHIPPED) -> dict[str, str]:
    """Return the file name and the text of every schema."""
    labels = {str(kind): kind.label for kind in kinds()}
    found = {
        f"{name}.json": _schema(model, labels.get(name, name.capitalize()), words)
        for name, model in models_of_files().items()
    }
    return {name: json.dumps(data, indent=1, sort_keys=True) + "\n" for name, data in found.items()}


def adapting_schemas(words: Vocabulary = SHIPPED) -> dict[str, str]:
    """Return the file name and the text of the schemas of files that adapt a practice."""
    found = {str(kind): _schema(kind.model, kind.label, words) for kind in kinds()}
    return {
        f"{ADAPTING}{name}.json": json.dumps(adapting(data), indent=1, sort_keys=True) + "\n"
        for name, data in found.items()
    }


def translating_schemas(words: Vocabulary = SHIPPED) -> dict[str, str]:
    """Return the file name and the text of the schemas of translations."""
    found = {
        str(kind): translating(_schema(kind.model, kind.label, words), kind.model)
        for kind in kinds()
    }
    found["glossary"] = _schema(TranslatedGlossary, "Glossary", words)
    return {
        f"{TRANSLATING}{name}.json": json.dumps(data, indent=1, sort_keys=True) + "\n"
        for name, data in found.items()
    }


def schema_of(kind: AnyKind, words: Vocabulary) -> dict[str, Any]:
    """Return the schema of a kind's files as data, its keys in the order of the model."""
    return _schema(kind.model, kind.label, words)


def _schema(model: type[BaseModel], title: str, words: Vocabulary) -> dict[str, Any]:
    model = model_with(model, words)
    return {"$schema": DRAFT, **_filled(_bare(model), words), "title": title}


@functools.lru_cache(maxsize=32)
def _bare(model: type[BaseModel]) -> dict[str, Any]:
    """Return a schema without the library's words; it takes long, and several ask. Only look."""
    return model.model_json_schema(schema_generator=Described)


def _filled(value: Any, words: Vocabulary) -> Any:
    """Return a schema with the library's words and kinds in their places."""
    if isinstance(value, list):
        return [_filled(item, words) for item in value]
    if not isinstance(value, dict):
        return reference_pattern() if value == REFERENCE else value
    filled = {
        name: _filled(item, words)
        for name, item in value.items()
        if name != MARK and not (name == "default" and item in ("", [], None))
    }
    if MARK in value:
        filled["enum"] = list(words.of(value[MARK]))
    return filled
