"""Where an adapted practice comes from, and what of it is the organisation's own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from katabase.domain.keys import parts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from katabase.domain.kinds.practice import Practice
    from katabase.domain.layers.layered import LayeredDocument
    from katabase.domain.library import Entry
    from katabase.domain.reading.document import Loc


@dataclass(frozen=True)
class Touched:
    """One place in which an adapting file differs from its base."""

    address: tuple[str, ...]
    """Where: keys of the model and of parts, as in ``("steps", "meet", "do")``."""
    verb: str
    """``set``, ``insert``, ``replace``, ``remove``, or ``list`` for what is added to a list
    or removed from it."""
    below: Loc | None
    """The way to it in the base; None if it is new."""
    own: Loc | None
    """The way to it in the adapting file; None if it is gone."""

    @property
    def name(self) -> str:
        """The address as one word, as in ``steps/meet/do``."""
        return "/".join(self.address)


@dataclass(frozen=True, eq=False)
class Origin:
    """The practice that another one adapts."""

    base: Entry
    """The practice as the layers below have it now."""
    adapts: str
    """The version of the base that the adapting file was made from."""
    touched: tuple[Touched, ...] = ()
    """What the file changes."""
    seen: Mapping[str, str] = field(default_factory=dict)
    """A code of what the base said in each of these places when somebody last looked."""


def with_names(
    touched: tuple[Touched, ...], document: LayeredDocument, practice: Practice
) -> tuple[Touched, ...]:
    """Return the places with the keys of inserted parts, also of those that had none written."""
    keys = {}
    for loc, part in parts_of(practice):
        file, there = document.places[loc]
        if file.filename == document.filename:
            keys[there] = part.key
    return tuple(
        replace(each, address=(*each.address[:-1], keys[each.own]))
        if each.verb == "insert" and each.own in keys
        else each
        for each in touched
    )
