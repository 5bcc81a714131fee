"""Plain YAML scalars to values: only what a person would read them as.

YAML 1.1 reads ``010`` as 8, ``1:30`` as 90 and ``0x1F`` as 31. Nobody who writes a
practice means that: those stay texts, and the model says what it expected.
"""

from __future__ import annotations

import datetime
import re
from typing import Any

from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

_resolver: Any = Resolver()  # types-PyYAML leaves its methods untyped

FIRST = frozenset(char for char in _resolver.yaml_implicit_resolvers if char)
"""How all that is no text begins; nine of ten texts do not begin so."""

WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
"""A whole number of up to 18 digits: more is a mistake, and slow to print."""
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TRUE = ("yes", "true", "on")


def value_of(text: str, implicit: tuple[bool, bool]) -> Any:
    """Return None, a truth value, a number, a date or the text itself.

    ``implicit`` is the parser's word for whether the scalar stands without quotes.
    """
    if not implicit[0] or (text and text[0] not in FIRST):
        return text
    tag = _resolver.resolve(ScalarNode, text, implicit).rpartition(":")[2]
    if tag == "null":
        return None
    if tag == "bool":
        return text.lower() in TRUE
    if tag == "int" and WHOLE.fullmatch(text):
        return int(text)
    try:
        if tag == "float":
            return float(text)
        if tag == "timestamp" and DAY.fullmatch(text):
            return datetime.date.fromisoformat(text)
    except ValueError:
        pass  # such as 2026-02-31, .inf, 1:30.5
    return text
