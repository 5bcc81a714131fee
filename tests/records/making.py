"""Records of all kinds, made from the published schema and not by the scripts under test."""

from __future__ import annotations

from typing import Any

from hypothesis import Phase
from hypothesis import strategies as st

from tests.records.conftest import SCHEMA

PHASES = [Phase.explicit, Phase.reuse, Phase.generate]
"""Each example goes through a browser: too slow to look for the smallest one that fails."""

NASTY = [
    "=HYPERLINK(1)", "-1+1", "+49 170", "@SUM(A1)", "\t=1", 'a "b", c', "two\nlines",
    "two\r\nlines",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))",
    "# no heading", "1. no list", "- no list", "| a | b |", "&lt;b&gt;", "**bold**", "```", "---",
    "עברית", "日本語のメモ", "👩🏽‍🏭 e\u0301", "\u202eabc", "\\", "'", ";", ",", "x" * 200, " ",
    "\u0000",
]  # fmt: skip
"""What people and attackers write into fields."""


def values(schema: dict[str, Any], text: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Return a strategy for the values that fit a part of the schema."""
    if "anyOf" in schema:
        return st.one_of(*(values(one, text) for one in schema["anyOf"]))
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema["type"]:
        case "object":
            return st.fixed_dictionaries(
                {name: values(one, text) for name, one in schema["properties"].items()}
            )
        case "array":
            lists = st.lists(values(schema["items"], text), max_size=3)
            return lists.map(_once) if "id" in schema["items"].get("properties", {}) else lists
        case "string" if "pattern" in schema:
            return _matching(schema["pattern"])
        case "string":
            return text.map(lambda words: words[: schema["maxLength"]])
        case "boolean":
            return st.booleans()
        case "integer":
            return st.integers(schema["minimum"], int(min(schema["maximum"], 2**40)))
        case "number":
            low, high = schema["minimum"], schema["maximum"]
            return st.integers(-1000, 1000) | st.floats(low, high, allow_nan=False).map(
                lambda value: 0 if value == 0 else value  # JSON knows no negative zero
            )
        case _:
            return st.none()


def _once(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({entry["id"]: entry for entry in entries}.values())


def _matching(pattern: str) -> st.SearchStrategy[str]:
    if "T[" in pattern:
        return st.datetimes().map(lambda at: f"{at:%Y-%m-%dT%H:%M:%S}.000Z".rjust(24, "0"))
    if pattern.startswith("^[0-9]{4}"):
        return st.dates().map(str)
    return st.from_regex("[a-z0-9][a-z0-9:/._-]{0,30}", fullmatch=True)


TEXTS = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def records(*kinds: str) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy for records of these kinds, or of all."""
    names = kinds or tuple(SCHEMA["$defs"])
    return st.one_of(*(values(SCHEMA["$defs"][name], TEXTS) for name in names))


def libraries(*kinds: str, most: int = 6) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Return a strategy for lists of records that have different ids."""
    return st.lists(records(*kinds), max_size=most, unique_by=lambda record: record["id"])
