"""YAML text to plain data, every value with its line and column.

The text is read event by event with libyaml, without recursion, so that deep nesting
and alias bombs end in a problem and not in a crash. Only what a practice needs is
allowed: mappings with text keys, lists, and plain scalars. Aliases, tags, several
documents and duplicate keys are problems.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from katabase.domain.problems import Problem, Spot
from katabase.domain.rawtext import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Keys = tuple[str | int, ...]
"""The way to a value: ``("steps", 0, "do")``."""

DEEPEST = 12
"""No practice nests deeper than this; the model itself needs five levels."""


@dataclass
class Document:
    """The data of one file and where each value and key stands."""

    shown: str
    """The file's path as it is shown to people."""
    text: str
    data: Any = None
    values: dict[Keys, Spot] = field(default_factory=dict)
    keys: dict[Keys, Spot] = field(default_factory=dict)
    ranges: dict[Keys, tuple[int, int]] = field(default_factory=dict)
    """Where a text value begins and ends in ``text``, as character offsets."""

    def spot(self, way: Keys) -> Spot:
        """Return where the value stands, or the nearest place above it that is known."""
        while way and way not in self.values:
            way = way[:-1]
        return self.values.get(way, Spot())

    def texts(self) -> Iterator[tuple[Keys, str]]:
        """Yield every text value with the way to it."""
        for way in self.ranges:
            value = self.at(way)
            if isinstance(value, str):
                yield way, value

    def at(self, way: Keys) -> Any:
        """Return the value at the end of the way."""
        value = self.data
        for step in way:
            value = value[step]
        return value

    def find(self, way: Keys, piece: str) -> Spot:
        """Return where a piece of the text value stands, or the value itself."""
        start, end = self.ranges.get(way, (0, 0))
        index = self.text.find(piece, start, end)
        if index < 0:
            return self.spot(way)
        line = self.text.count("\n", 0, index) + 1
        return Spot(line, index - (self.text.rfind("\n", 0, index) + 1) + 1)


def read(path: Path, shown: str) -> tuple[Document | None, list[Problem]]:
    """Read a file. Return its document, or None and the problems that prevent reading it."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unknown reason"
        return None, [Problem(shown, Spot(), "unreadable", f"cannot be read: {reason}")]
    return parse(raw, shown)


def parse(raw: bytes, shown: str) -> tuple[Document | None, list[Problem]]:
    """Parse the bytes of a file as ``read`` does."""
    text, problems = decode(raw, shown)
    if text is None or problems:
        return None, problems
    reader = _Reader(Document(shown, text))
    try:
        reader.run()
    except yaml.YAMLError as error:
        return None, [*reader.problems, _syntax(error, shown, text)]
    if reader.problems:
        return None, reader.problems
    if not isinstance(reader.document.data, dict):
        found = "nothing" if reader.document.data is None else "something else"
        message = f'expected keys with values, such as "title: …", found {found}'
        return None, [Problem(shown, Spot(), "no-mapping", message)]
    return reader.document, []


SYNTAX = (
    (r"found character '\\t'", "a tab stands where YAML expects spaces", "indent with two spaces"),
    (
        r"mapping values are not allowed",
        "a colon and a space stand inside a text without quotes, or the indentation is off",
        'put the text in double quotes, as in key: "first: second"',
    ),
    (
        r"could not find expected ':'|did not find expected key",
        "expected a key followed by a colon",
        "check that this line and the one above are indented alike and have a colon",
    ),
    (
        r"did not find expected '-' indicator",
        "a list item is not indented like the others",
        "put every dash of the list in the same column",
    ),
    (
        r"found unexpected end of stream|unexpected end of",
        "a quote or bracket is opened and never closed",
        "close it, or double a quote that belongs to the text",
    ),
    (
        r"cannot start any token|unknown escape character",
        "a character stands here that has a meaning in YAML",
        "put the text in quotes",
    ),
)


def _syntax(error: yaml.YAMLError, shown: str, text: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    spot = Spot(mark.line + 1, mark.column + 1) if mark else Spot()
    said = str(getattr(error, "problem", None) or error)
    for pattern, message, hint in SYNTAX:
        if re.search(pattern, said):
            return Problem(shown, spot, "yaml-syntax", message, hint)
    return Problem(
        shown, spot, "yaml-syntax", f"not valid YAML: {said}", "check the line above too"
    )


@dataclass
class _Open:
    """A list or mapping that is being read."""

    way: Keys
    into: Any
    key: str | None = None


class _Reader:
    """Builds a document from YAML events with a stack of its own."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self.stack: list[_Open] = []
        self.resolver: Any = Resolver()  # types-PyYAML leaves its methods untyped
        self.constructor = SafeConstructor()
        self.documents = 0

    def run(self) -> None:
        for event in yaml.parse(self.document.text, Loader=Loader):
            if isinstance(event, DocumentStartEvent):
                self._document(event)
            elif isinstance(event, CollectionEndEvent):
                self.stack.pop()
            elif isinstance(event, NodeEvent):
                self._node(event)
            if self.problems and self.problems[-1].rule in FATAL:
                return

    def _report(self, event: Any, rule: str, message: str, hint: str = "") -> None:
        spot = Spot(event.start_mark.line + 1, event.start_mark.column + 1)
        self.problems.append(Problem(self.document.shown, spot, rule, message, hint))

    def _document(self, event: DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            hint = 'remove the line "---", one file holds one practice'
            self._report(event, "several-documents", "expected one document, found a second", hint)

    def _node(self, event: NodeEvent) -> None:
        if isinstance(event, AliasEvent) or event.anchor:
            hint = "write the text out; a text that begins with * or & stands in quotes"
            self._report(event, "alias", "anchors and aliases are not allowed", hint)
            return
        if len(self.stack) > DEEPEST:
            self._report(event, "too-deep", f"nested deeper than {DEEPEST} levels")
            return
        tag = str(getattr(event, "tag", None) or "")
        if tag and not re.fullmatch(r"tag:yaml.org,2002:(str|int|map|seq)", tag):
            self._report(event, "tag", "tags such as !name are not allowed", "remove it")
        holder = self.stack[-1] if self.stack else None
        if holder and isinstance(holder.into, dict) and holder.key is None:
            self._key(holder, event)
        else:
            self._value(holder, event)

    def _key(self, holder: _Open, event: NodeEvent) -> None:
        if not isinstance(event, ScalarEvent):
            self._report(event, "complex-key", "expected a key, found a list or mapping")
            return
        holder.key = event.value
        way = (*holder.way, event.value)
        if event.value in holder.into:
            first = self.document.keys[way].line
            message = f'the key "{event.value}" stands here a second time, first in line {first}'
            self._report(event, "duplicate-key", message, "keep one of them")
        self.document.keys[way] = _start(event)

    def _value(self, holder: _Open | None, event: NodeEvent) -> None:
        way = self._way(holder)
        self.document.values[way] = _start(event)
        value: Any
        if isinstance(event, ScalarEvent):
            value = self._scalar(way, event)
        else:
            value = [] if isinstance(event, SequenceStartEvent) else {}
        self._put(holder, value)
        if isinstance(event, SequenceStartEvent | MappingStartEvent):
            self.stack.append(_Open(way, value))

    def _way(self, holder: _Open | None) -> Keys:
        if holder is None:
            return ()
        step = len(holder.into) if isinstance(holder.into, list) else str(holder.key)
        return (*holder.way, step)

    def _put(self, holder: _Open | None, value: Any) -> None:
        if holder is None:
            self.document.data = value
        elif isinstance(holder.into, list):
            holder.into.append(value)
        else:
            holder.into[holder.key] = value
            holder.key = None

    def _scalar(self, way: Keys, event: ScalarEvent) -> Any:
        start: Any = event.start_mark
        end: Any = event.end_mark
        self.document.ranges[way] = (start.index, end.index)
        tag = event.tag or self.resolver.resolve(ScalarNode, event.value, event.implicit)
        if tag == "tag:yaml.org,2002:str":
            return event.value
        try:
            return self.constructor.construct_object(ScalarNode(tag, event.value))
        except (yaml.YAMLError, ValueError):
            return event.value


FATAL = {"alias", "too-deep", "several-documents", "complex-key"}


def _start(event: Any) -> Spot:
    return Spot(event.start_mark.line + 1, event.start_mark.column + 1)
