"""The parts of a practice, and the parts within them, in reading order."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from katabase.domain.fields import Part
from katabase.domain.reading.model_fields import model_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.reading.document import Loc


def parts_in(part: Part, loc: Loc = ()) -> Iterator[tuple[Loc, Part]]:
    """Yield a part and every part within it, each with the way to it."""
    yield loc, part
    for name in fields_of_parts(type(part)):
        inner = getattr(part, name)
        if isinstance(inner, Part):
            yield from parts_in(inner, (*loc, name))
        elif isinstance(inner, list):
            for index, item in enumerate(inner):
                if isinstance(item, Part):
                    yield from parts_in(item, (*loc, name, index))


@cache
def fields_of_parts(model: type[Part]) -> tuple[str, ...]:
    """Return the fields of a part that may hold parts, or lists of them."""
    fields = model.model_fields.items()
    return tuple(name for name, field in fields if model_in(field.annotation) is not None)
