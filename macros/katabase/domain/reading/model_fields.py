"""What a model says of the keys in a file: which there are, where one belongs, what may stand."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from katabase.domain.descriptions import meanings
from katabase.domain.fields import key_of

if TYPE_CHECKING:
    from katabase.domain.reading.document import Loc


def fields_at(model: type[BaseModel], loc: Loc) -> dict[str, Any]:
    """Return the fields of the model that the way ends in, by the names they have in a file."""
    found = model_at(model, loc)
    if found is None:
        return {}
    return {key_of(name, field): field for name, field in found.model_fields.items()}


def meaning_at(model: type[BaseModel], loc: Loc) -> str:
    """Return what the field means that the way ends in; empty if there is none."""
    found = model_at(model, loc[:-1])
    return meanings(found).get(str(loc[-1]), "") if found else ""


def model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """Return the model that the way ends in; None if it ends in something else."""
    current: type[BaseModel] | None = model
    for step in loc:
        if current is not None and isinstance(step, str) and step in current.model_fields:
            current = model_in(current.model_fields[step].annotation)
    return current


def model_in(annotation: Any) -> Any:
    """Return the model within an annotation such as ``list[Step]``, or None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = model_in(part)
        if found is not None:
            return found
    return None


def complete(model: type[BaseModel]) -> list[type[BaseModel]]:
    """Return a model and those within it, each with every model that its fields name.

    Pydantic leaves the name of a model that stands further below in its module a name until
    somebody asks; whoever reads the fields before that would miss the parts behind it. Raises
    NameError for a name that leads nowhere.
    """
    found: dict[type[BaseModel], None] = {}
    todo = [model]
    while todo:
        current = todo.pop()
        if current in found:
            continue
        found[current] = None
        if not current.__pydantic_fields_complete__:
            current.model_rebuild(force=True)
        inner = (model_in(field.annotation) for field in current.model_fields.values())
        todo.extend(each for each in inner if each is not None)
    return list(found)


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


def choices_at(model: type[BaseModel], loc: Loc) -> list[str]:
    """Return the values that the model allows at the way: asked of the model, not read off
    the validator's words.
    """
    names = [step for step in loc if isinstance(step, str)]
    field = fields_at(model, loc[: loc.index(names[-1])]).get(names[-1]) if names else None
    words = _enumeration_in(field.annotation) if field else None
    return [str(word.value) for word in words] if words else []


def _enumeration_in(annotation: Any) -> type[Enum] | None:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return annotation
    inner = (_enumeration_in(part) for part in getattr(annotation, "__args__", ()))
    return next((found for found in inner if found), None)
