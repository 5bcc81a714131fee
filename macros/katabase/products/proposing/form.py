"""What the form of a kind is made from."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from katabase.domain.canonical import keys_in_order
from katabase.domain.descriptions import meanings
from katabase.domain.extra import model_with
from katabase.domain.fields import key_of, later_keys
from katabase.domain.kinds.checklist import Checklist
from katabase.domain.kinds.practice import Practice
from katabase.domain.reading.model_fields import model_in
from katabase.domain.schema import schema_of
from katabase.products.editor import head
from katabase.products.proposing.shown import shown
from katabase.products.scaffold import first_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from katabase.domain.kinds.registry import AnyKind
    from katabase.domain.messages import Messages
    from katabase.domain.vocabulary import Vocabulary

BY_ITSELF = ("version", "updated", "changes", "formerly", "replaces", "audience")
"""Keys that nobody is asked for: the form writes them, or leaves them as they are."""


def form(kind: AnyKind, words: Vocabulary, say: Messages) -> dict[str, Any]:
    """Return what the form of a kind is made from."""
    model = model_with(kind.model, words)
    first = first_words(datetime.date.min)
    return {
        "kind": str(kind),
        "label": say(kind.label),
        "folder": kind.folder,
        "schema": _said(schema_of(kind, words), say),
        "order": keys_in_order(model),
        "later": {name: keys for name, keys in _later(model) if keys},
        "names": {
            **{field.id: field.label for field in words.fields},
            **{key: say.key(name) for key, name, _ in keys_of(model)},
        },
        "walk": issubclass(kind.model, Checklist),
        "itself": BY_ITSELF,
        "first": {"status": first["status"]},
        "change": first["changes[].change"],
        "head": head(kind),
        **shown(kind, words, say),
    }


def _later(model: type[BaseModel]) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "" if issubclass(model, Practice) else model.__name__, later_keys(model)
    for field in model.model_fields.values():
        inner = model_in(field.annotation)
        if inner is not None:
            yield from _later(inner)


def keys_of(model: type[BaseModel]) -> Iterator[tuple[str, str, str]]:
    """Yield the keys of a model and of its parts: each, what it is called, and what it means.

    Both are words of the interface in English, and stand in the catalogues.
    """
    means = meanings(model)
    for name, field in model.model_fields.items():
        key = key_of(name, field)
        yield key, key.replace("_", " ").capitalize(), _hint(means[key])
        inner = model_in(field.annotation)
        if inner is not None:
            yield from keys_of(inner)


def _hint(text: str) -> str:
    """Return what the form says below the name of a field: the first paragraph, on one line."""
    return " ".join(text.split("\n\n")[0].replace("`", "").split())


def _said(value: Any, say: Messages) -> Any:
    """Return a schema whose descriptions are what the form says, in words of the interface."""
    if isinstance(value, list):
        return [_said(item, say) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: say(_hint(item))
        if name == "description" and isinstance(item, str)
        else _said(item, say)
        for name, item in value.items()
    }
