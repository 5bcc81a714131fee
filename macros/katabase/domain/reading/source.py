"""YAML text to plain data, every value with its line and column.

The text is read event by event with libyaml, without recursion, so that deep nesting
and alias bombs end in a problem and not in a crash. Only what a practice needs is
allowed: mappings with text keys, lists, and plain scalars. Aliases, tags, several
documents and duplicate keys are problems.
"""

from __future__ import annotations

import re
import stat
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from katabase.domain.problems import MOST, Problem, Spot, at_most, shortened
from katabase.domain.reading import syntax
from katabase.domain.reading.characters import composed
from katabase.domain.reading.document import Document
from katabase.domain.reading.marks import Mark
from katabase.domain.reading.places import OF_A_LAYER
from katabase.domain.reading.rawtext import LARGEST, decode, too_large
from katabase.domain.reading.scalars import value_of
from katabase.domain.reading.syntax import QUOTE, Refusal

if TYPE_CHECKING:
    from pathlib import Path

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: .*)?$", re.MULTILINE)
"""What git writes around lines that two people have changed."""

MERGE = "<<"
"""The key under which YAML lays other keys over these."""

DEEPEST = 12
"""No practice nests deeper than this; the model itself needs five levels."""

MOST_VALUES = 100_000
"""No file holds more values; the longest practice has some 300."""


def read(path: Path, filename: str) -> tuple[Document | None, list[Problem]]:
    """Read a file. Return its document, or None and the problems that prevent reading it."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # a folder, or a pipe that would never end
            what = "a folder" if stat.S_ISDIR(found.st_mode) else "something else"
            message = f"expected a file, found {what}"
            return None, [Problem(filename, Spot(), "unreadable", message, "move or rename it")]
        if found.st_size > LARGEST:
            return None, [too_large(found.st_size, filename)]
        raw = path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        hint = "check that it exists and that you may read it"
        return None, [Problem(filename, Spot(), "unreadable", message, hint)]
    return parse(raw, filename)


def parse(raw: bytes, filename: str) -> tuple[Document | None, list[Problem]]:
    """Parse the bytes of a file as ``read`` does."""
    text, problems = decode(raw, filename)
    if text is None or problems:
        return None, problems
    document = Document(filename, text)
    conflict = CONFLICT.search(text)
    if conflict:
        message = "found two versions of the same lines, between marks that git has left"
        hint = "keep one of them, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
        spot = document.positions.spot(conflict.start())
        return None, [Problem(filename, spot, "yaml-syntax", message, hint)]
    reader = _Reader(document)
    refusal = reader.run()
    if refusal:
        deep = _too_deep_before(refusal, filename)
        if deep:
            return None, [deep]
        found = syntax.problem_of(refusal, document)
        return None, [*reader.problems, *at_most(reader.lost), found]
    if reader.problems:
        return None, [*at_most(reader.problems), *at_most(reader.lost)]
    if not isinstance(document.data, dict):
        said, hint = ', such as "title: …"', "copy a practice of the same kind and change its words"
        if filename.rpartition("/")[2] in OF_A_LAYER:
            said, hint = "", "write its keys, or delete the file"
        message = f"expected keys with values{said}, found {_kind_of(document)}"
        return None, [Problem(filename, document.spot(()), "no-mapping", message, hint)]
    return document, at_most(reader.lost)


def _too_deep_before(refusal: Refusal, filename: str) -> Problem | None:
    """Return where the text before a refusal is nested too deep, if it is.

    A parser looks ahead for the end of a key before it tells what it has read. If it has a
    limit of its own, it gives up there, and its events never reach our count.
    """
    reader = _Reader(Document(filename, refusal.text[: refusal.at]))
    reader.run()
    return next((found for found in reader.problems if found.rule == "too-deep"), None)


def _kind_of(document: Document) -> str:
    if isinstance(document.data, list):
        return "a list"
    return "nothing" if document.data is None else "a text"


@dataclass
class _Open:
    """A list or mapping that is being read."""

    number: int
    """Its number among the values of the file."""
    into: Any
    entry: bool
    """Whether it stands in a list."""
    began: int
    """Where it begins, as an offset in the text."""
    column: int
    """The column in which it begins, counted from 0."""
    key: str | None = None
    key_at: int = 0
    """Where that key begins, as an offset in the text."""
    key_column: int = 0
    """The column in which it begins, counted from 0."""
    lines: dict[str, int] = field(default_factory=dict)
    """The line of each key so far, counted from 1."""

    def step(self) -> str | int:
        """Return what leads to the value that is read next."""
        return len(self.into) if isinstance(self.into, list) else str(self.key)


class _Reader:
    """Builds a document from YAML events with a stack of its own."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self.lost: list[Problem] = []
        """Texts of which a part would be lost; the rest can be read."""
        self.stack: list[_Open] = []
        self.documents = 0
        self.reached = 0

    def run(self) -> Refusal | None:
        """Read the text; return where the parser refused it, if it did."""
        # Parsers differ in where they take a tab for a space; as wide it is for all of them.
        events = yaml.parse(self.document.text.replace("\t", " "), Loader=Loader)
        while True:
            try:
                event: Any = next(events, None)
            except Exception as error:  # whatever a library raises is about the text
                return self._refusal(error)
            if event is None:
                return None
            self.reached = event.end_mark.index
            if isinstance(event, NodeEvent):
                self._node(event)
            elif isinstance(event, CollectionEndEvent):
                self.stack.pop()
            elif isinstance(event, DocumentStartEvent):
                self._document(event)
            if self.problems and (self.problems[-1].rule in FATAL or len(self.problems) > MOST):
                return None

    def _refusal(self, error: Exception) -> Refusal:
        text = self.document.text
        at = getattr(getattr(error, "problem_mark", None), "index", None)
        if at is None:  # not an error of its own, such as what chr() raises
            escape = syntax.impossible_escape(text, self.reached, len(text))
            if escape is not None:
                return Refusal(text, text.rfind('"', 0, escape), escape)
            at = self.reached
        began = getattr(getattr(error, "context_mark", None), "index", at)
        if began == at and not text[at:].strip() and self.stack:
            inner = self.stack[-1].began
            began = inner if text[inner] in "[{" else at  # a bracket that is open at the end
        return Refusal(text, began, at)

    def _spot(self, event: Any) -> Spot:
        return self.document.positions.spot(event.start_mark.index)

    def _report(self, event: Any, rule: str, message: str, hint: str) -> None:
        self.problems.append(
            Problem(self.document.filename, self._spot(event), rule, message, hint)
        )

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
        if len(self.document.marks) >= MOST_VALUES:
            message = f"expected at most {MOST_VALUES:,} values, found more"
            self._report(event, "too-large", message, "split it into several files")
            return
        if len(self.stack) > DEEPEST:
            hint = "a text that begins with [ or { stands in double quotes"
            self._report(event, "too-deep", f"nested deeper than {DEEPEST} levels", hint)
            return
        if getattr(event, "tag", None):
            hint = "remove it; a text that begins with ! stands in double quotes"
            self._report(event, "tag", "tags such as !name are not allowed", hint)
        holder = self.stack[-1] if self.stack else None
        if holder and isinstance(holder.into, dict) and holder.key is None:
            self._key(holder, event)
        else:
            self._value(holder, event)

    def _key(self, holder: _Open, event: NodeEvent) -> None:
        if not isinstance(event, ScalarEvent):
            found = "a list" if isinstance(event, SequenceStartEvent) else "keys with values"
            hint = "a text that begins with { or [ stands in double quotes"
            self._report(event, "complex-key", f"expected a key, found {found}", hint)
            return
        if event.value == MERGE and not event.style:
            hint = "write the keys out: a file says everything itself"
            self._report(event, "alias", f"merging keys with {MERGE} is not allowed", hint)
            return
        start: Any = event.start_mark
        holder.key = sys.intern(event.value)  # the same few keys stand in file after file
        holder.key_at, holder.key_column = start.index, start.column
        first = holder.lines.setdefault(holder.key, start.line + 1)
        if holder.key in holder.into:
            message = f'the key "{holder.key}" stands here a second time, first in line {first}'
            new = "; a new entry of the list begins with a dash" if holder.entry else ""
            self._report(event, "duplicate-key", message, f"keep one of them{new}")

    def _value(self, holder: _Open | None, event: NodeEvent) -> None:
        start: Any = event.start_mark
        end: Any = event.end_mark
        above, step = (holder.number, holder.step()) if holder else (0, 0)
        ends = end.index if isinstance(event, ScalarEvent) else 0
        key = holder.key_at if holder and holder.key is not None else start.index
        number = self.document.marks.add(step, Mark(above, start.index, ends, key))
        if isinstance(event, ScalarEvent):
            self._put(holder, self._scalar(holder, event))
            return
        value: Any = [] if isinstance(event, SequenceStartEvent) else {}
        entry = holder is not None and isinstance(holder.into, list)
        self._put(holder, value)
        self.stack.append(_Open(number, value, entry, start.index, start.column))

    def _put(self, holder: _Open | None, value: Any) -> None:
        if holder is None:
            self.document.data = value
        elif isinstance(holder.into, list):
            holder.into.append(value)
        else:
            holder.into[holder.key] = value
            holder.key = None

    def _scalar(self, holder: _Open | None, event: ScalarEvent) -> Any:
        start: Any = event.start_mark
        end: Any = event.end_mark
        if event.style == '"':
            at = syntax.impossible_escape(self.document.text, start.index, end.index)
            if at is not None:
                refusal = Refusal(self.document.text, start.index, at)
                self.problems.append(syntax.problem_of(refusal, self.document))
        value = value_of(composed(event.value), event.implicit)
        if value is None or isinstance(value, str):
            lost = self._lost(holder, end.index, event)
            return value if value or not lost else lost
        return value

    def _lost(self, holder: _Open | None, end: int, event: ScalarEvent) -> str:
        """Report words behind a text that YAML takes for a comment: "Hall #3" is "Hall".

        Returns them. Behind nothing, a hash and a space are a comment as people write one.
        """
        if event.style in ("|", ">"):
            return ""  # it ends where a line stands further to the left, comment or not
        pattern = BEHIND if event.style else BEHIND_PLAIN
        match = pattern.match(self.document.text, end)
        if match is None or (match["below"] and not _goes_on(holder, match, event)):
            return ""
        lost = match["words"].strip()
        if not event.style and not event.value and not re.match(r"#\S", lost):
            return ""
        spot = self.document.positions.spot(match.start("words"))
        message = f'to YAML "{shortened(lost, 60)}" is a comment, so it would be lost'
        hint = f"{QUOTE}; a comment stands on a line of its own, indented like the keys"
        self.lost.append(Problem(self.document.filename, spot, "lost-text", message, hint))
        return lost


def _goes_on(holder: _Open | None, match: re.Match[str], event: ScalarEvent) -> bool:
    """Say whether a line below a text stands where the text would go on."""
    if holder is None or not event.value:
        return False
    above = holder.column if holder.key is None else holder.key_column
    return len(match["below"]) > above + 1  # a line feed, and the indentation


BEHIND = re.compile(r"(?P<below>)[ \t]+(?P<words>#.*)")
BEHIND_PLAIN = re.compile(r"[ \t]*(?P<below>\n[ \t]+|(?<=[ \t]))(?P<words>#.*)")
"""A comment behind a text, in its line or, for a text without quotes, in the next one."""


FATAL = {"alias", "too-deep", "too-large", "several-documents", "complex-key"}
