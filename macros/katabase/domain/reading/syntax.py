"""What the YAML parser says, in the words of somebody who does not program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from katabase.domain.problems import Problem, Spot

if TYPE_CHECKING:
    import yaml

    from katabase.domain.reading.positions import Positions

QUOTE = "put the whole text in double quotes"


class _Words(NamedTuple):
    """What to say when the parser says something that ``pattern`` finds."""

    pattern: str
    message: str
    hint: str
    at_start: bool = False
    """Whether the place to mend is where the parser began, not where it gave up."""


TABLE = (
    _Words(
        r"quoted scalar.*end of stream",
        "a quotation mark opens here and is never closed",
        'close it; within double quotes write \\" for a quotation mark',
        at_start=True,
    ),
    _Words(
        r"flow (sequence|mapping).*expected ','",
        "a bracket opens here and is never closed",
        f"close it, or {QUOTE} if the bracket belongs to the text",
        at_start=True,
    ),
    _Words(
        r"an (alias|anchor)",
        "a text begins with * or &, which has a meaning in YAML",
        QUOTE,
        at_start=True,
    ),
    _Words(r"cannot start any token", "a text begins with {char}, which YAML reserves", QUOTE),
    _Words(
        r"block scalar.*comment or line break",
        "text stands behind > or |",
        f"begin the text on the next line, indented; or {QUOTE}",
        at_start=True,
    ),
    _Words(
        r"escape|hexdecimal",
        "a backslash within double quotes is followed by something that YAML does not know",
        "write two backslashes for one, or use single quotes",
    ),
    _Words(
        r"block sequence entries are not allowed",
        "a dash and a space stand behind a key",
        f"begin the list on the next line, or {QUOTE}",
    ),
    _Words(
        r"could not find expected ':'",
        "expected a key with a colon, found a text",
        "add the colon, or indent the line like the text that it continues",
        at_start=True,
    ),
    _Words(
        r"expected '-' indicator",
        "the line is not indented like the list item that it belongs to",
        "begin it in the same column as the first key of the item",
    ),
    _Words(
        r"expected <document start>|several documents",
        "expected one practice, found text behind its end",
        'remove the line "..." or what follows it',
    ),
    _Words(r"directive|incompatible", "a line that begins with % is not allowed", "remove it"),
    _Words(
        r"a tag|tag handle",
        "a text begins with !, which has a meaning in YAML",
        QUOTE,
        at_start=True,
    ),
    _Words(
        r"node content",
        "expected a text, found a bracket or a comma",
        QUOTE,
    ),
)


def problem_of(error: yaml.YAMLError, shown: str, text: str, positions: Positions) -> Problem:
    """Return the problem of a text that is not valid YAML."""
    said = " ".join(str(getattr(error, name, None) or "") for name in ("context", "problem"))
    mark: Any = getattr(error, "problem_mark", None)
    spot = positions.within(mark.line + 1, mark.column + 1) if mark else Spot()
    lines = text.split("\n")
    line = lines[spot.line - 1]
    for words in TABLE:
        if re.search(words.pattern, said):
            start: Any = getattr(error, "context_mark", None)
            if words.at_start and start:
                spot = positions.within(start.line + 1, start.column + 1)
            message = words.message.format(char=line[spot.column - 1 : spot.column])
            return Problem(shown, spot, "yaml-syntax", message, words.hint)
    if "mapping values are not allowed" in said:
        message, hint = _stray_colon(line[: spot.column - 1])
    elif "expected key" in said:
        message, hint = _no_key(line[: spot.column - 1].rstrip())
    else:
        message, hint = f"not valid YAML: {' '.join(said.split())}", "look at the line above too"
    return Problem(shown, spot, "yaml-syntax", message, hint)


def _stray_colon(before: str) -> tuple[str, str]:
    if re.search(r":\s", before):
        return "a colon and a space stand inside a text without quotes", QUOTE
    message = "expected the text of the line above to go on, found a key with a colon"
    return message, "look at the line above: it lacks a colon and a space, or this one is indented"


def _no_key(before: str) -> tuple[str, str]:
    if before.endswith(('"', "'")):
        hint = f'{QUOTE}; within them write \\" for a quotation mark'
        return "text stands behind a closing quotation mark", hint
    if before.endswith(("]", "}")):
        return "text stands behind a closing bracket", QUOTE
    message = "expected a key with a colon, indented like the keys above it"
    return message, "begin the line in the same column as the others"
