"""Leaves out what is not published: drafts, and every mention of a draft by its id.

A practice may lead to a draft while that is being written. Published, it must not: the
link would be broken, and the id of the draft would stand in the API.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from katabase.domain.fields import Part
from katabase.domain.kinds.kind import TRAIT_ID

if TYPE_CHECKING:
    from collections.abc import Set

LINK = re.compile(r"\[([^\]\n]*)\]\(\s*<?([^)\s>]*)>?[^)]*\)")
"""A link in a text: its words and its target."""


def without(value: Any, gone: Set[str]) -> Any:
    """Return a part of a library (or a list or text of it) that mentions none of the references.

    A link within a text becomes its words. The parts are not validated again: a stage
    whose only practice is a draft stays, without a practice.
    """
    if isinstance(value, Part):
        return value.model_copy(update={name: _field(name, old, gone) for name, old in value})
    if isinstance(value, list):
        return [without(item, gone) for item in value if not _mentions(item, gone)]
    if isinstance(value, str) and "](" in value:
        return LINK.sub(lambda link: link[1] if link[2] in gone else link[0], value)
    return value


def _field(name: str, value: Any, gone: Set[str]) -> Any:
    if name == "traits":
        return [slug for slug in value if f"{TRAIT_ID}/{slug}" not in gone]
    return None if isinstance(value, str) and value in gone else without(value, gone)


def _mentions(item: Any, gone: Set[str]) -> bool:
    """Say whether an item of a list is a reference, or a part made around one."""
    reference = getattr(item, "practice", item)
    return isinstance(reference, str) and reference in gone
