"""Fields that a site adds to its practices: an owner, a plant, the number of a document.

They are declared in ``vocabulary.yml``. A practice's model then has them below ``extra``, so
that the check, schemas and the order of keys treat them as they treat every other key.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema, create_model
from pydantic_core import PydanticCustomError

from katabase.domain.descriptions import meanings
from katabase.domain.fields import OWN_LINK, Day, Line, Part
from katabase.domain.vocabulary import ExtraField, FieldType

if TYPE_CHECKING:
    from pydantic import BaseModel

    from katabase.domain.vocabulary import Vocabulary

ModelT = TypeVar("ModelT", bound="BaseModel")

NUMBER = "number_type"
"""What we call the fault of a value that is no number."""

_TAKEN = """
kind role time level trait goal status most q card practice view sort size paper sides
"""
RESERVED = frozenset(_TAKEN.split())
"""What no field may be called: facets have these names, and so do other parts of addresses."""


class Extra(Part):
    """What a site adds to its practices: the `fields` of its `vocabulary.yml`."""

    declared: ClassVar[tuple[ExtraField, ...]] = ()

    def shown(self) -> list[tuple[ExtraField, Any]]:
        """Return the fields that have a value, each with it, in the order of the site."""
        found = ((field, getattr(self, field.attribute)) for field in self.declared)
        return [(field, value) for field, value in found if value is not None]

    def told(self) -> list[str]:
        """Return the label and the value of each field as text, for the search."""
        return [f"{field.label}: {field.text(value)}" for field, value in self.shown()]

    def on_card(self, language: str) -> list[str]:
        """Return what stands at the foot of the card, beside words in a language."""
        shown = [(field.in_language(language), v) for field, v in self.shown() if field.card]
        return [f"{field.label}: {field.text(v)}" for field, v in shown]


def _number(found: object) -> object:
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise PydanticCustomError(NUMBER, "expected a number")
    return found


TYPES: dict[FieldType, Any] = {
    FieldType.TEXT: Line,
    FieldType.NUMBER: Annotated[Any, BeforeValidator(_number), WithJsonSchema({"type": "number"})],
    FieldType.DATE: Day,
    FieldType.LINK: Annotated[str, StringConstraints(pattern=OWN_LINK, max_length=500)],
}
"""What a value may be, by the type of its field; a choice has a type of its own."""


def model_with(model: type[ModelT], words: Vocabulary) -> type[ModelT]:
    """Return the model of a kind with the fields that a site adds."""
    return _model_with(model, words.fields) if words.fields else model


@lru_cache(maxsize=256)
def _model_with(model: type[ModelT], fields: tuple[ExtraField, ...]) -> type[ModelT]:
    if "extra" not in model.model_fields:
        return model
    declared = _declared(fields)
    description = meanings(model)["extra"]
    field: Any = (declared | None, Field(default=None, description=description))
    return create_model(
        model.__name__,
        __base__=model,
        __module__=model.__module__,
        __doc__=model.__doc__,
        extra=field,
    )


@lru_cache(maxsize=64)
def _declared(fields: tuple[ExtraField, ...]) -> type[Extra]:
    values: Any = {
        field.attribute: (
            _type_of(field) | None,
            Field(default=None, alias=field.id, description=f"{field.label}."),
        )
        for field in fields
    }
    made = create_model("Extra", __base__=Extra, __doc__=Extra.__doc__, **values)
    made.declared = fields
    return made


def _type_of(field: ExtraField) -> Any:
    if field.type is not FieldType.CHOICE:
        return TYPES[field.type]
    name = re.sub(r"\W", "", field.id.title()) or "Choice"
    return StrEnum(name, [(f"CHOICE_{n}", value) for n, (value, _) in enumerate(field.choices)])
