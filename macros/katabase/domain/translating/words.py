"""Which keys of a practice hold words of a language, and by what name a part is known.

The model says it: texts, lines and titles are words, all else (minutes, roles, references,
versions) is the same in every language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from katabase.domain.fields import WORDS, Keyed, Part, key_of
from katabase.domain.reading.model_fields import model_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from katabase.domain.reading.document import Loc

PartT = TypeVar("PartT", bound=Part)


def says(model: type[BaseModel]) -> str:
    """Return the one key with words of a part that is known by something else than a key.

    A change is known by its version, a practice in a stage by its reference. Empty for all
    other parts.
    """
    return model.says if issubclass(model, Part) else ""


def name_of(value: Any, model: type[BaseModel], key: str) -> str:
    """Return the name by which a translation knows a part: its key, or what it is known by.

    ``value`` is the part as it stands in its file, ``key`` its key if it has one.
    """
    if issubclass(model, Keyed):
        return key
    known = getattr(model, "known_by", ())
    return " ".join(str(value.get(name, "")) for name in known) if isinstance(value, dict) else ""


def is_word(field: Any) -> bool:
    """Say whether a key holds a text, or a list of texts, in a language."""
    return WORDS in field.metadata or _marked(field.annotation)


def _marked(annotation: Any) -> bool:
    if WORDS in getattr(annotation, "__metadata__", ()):
        return True
    return any(_marked(part) for part in getattr(annotation, "__args__", ()))


def keys_with_words(model: type[BaseModel]) -> list[str]:
    """Return the keys of a part that hold words, or parts that do."""
    if says(model):
        return [says(model)]
    return [key_of(name, field) for name, field in model.model_fields.items() if _holds(field)]


def _holds(field: Any) -> bool:
    inner = model_in(field.annotation)
    return is_word(field) if inner is None else bool(keys_with_words(inner))


def words_in(value: Any, model: type[BaseModel], loc: Loc = ()) -> Iterator[Loc]:
    """Yield the way to every text, or list of texts, in data that a model describes."""
    wanted = keys_with_words(model)
    for name, field in model.model_fields.items():
        key = key_of(name, field)
        if key not in wanted or not isinstance(value, dict) or value.get(key) is None:
            continue
        inner, found, there = model_in(field.annotation), value[key], (*loc, key)
        if inner is None or (isinstance(found, list) and nameless(inner)):
            yield there
        elif isinstance(found, list):
            for number, each in enumerate(found):
                yield from words_in(each, inner, (*there, number))
        else:
            yield from words_in(found, inner, there)


def without_words(part: PartT) -> PartT:
    """Return a part as it is in every language: its texts, and lists of texts, are empty."""
    wanted = keys_with_words(type(part))
    empty: dict[str, Any] = {}
    for name, field in type(part).model_fields.items():
        if key_of(name, field) not in wanted:
            continue
        value, inner = getattr(part, name), model_in(field.annotation)
        if isinstance(value, list):
            named = inner is not None and not nameless(inner)
            empty[name] = [without_words(each) for each in value] if named else []
        elif inner is None or all(map(is_word, inner.model_fields.values())):
            empty[name] = None
        elif value is not None:
            empty[name] = without_words(value)
    return part.model_copy(update=empty)


def nameless(model: type[BaseModel]) -> bool:
    """Say whether parts of a model are translated as a whole list."""
    return not issubclass(model, Keyed) and not says(model)
