"""YAML text to plain data, every value with its line and column.

The text is read event by event with libyaml, without recursion, so that deep nesting
and alias bombs end in a problem and not in a crash. Only what a practice needs is
allowed: mappings with text keys, lists, and plain scalars. Aliases, tags, several
documents and duplicate keys are problems.
"""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from katabase.domain.problems import MOST, Problem, Spot, at_most
from katabase.domain.reading import syntax
from katabase.domain.reading.characters import composed
from katabase.domain.reading.document import Document
from katabase.domain.reading.rawtext import LARGEST, decode, too_large
from katabase.domain.reading.scalars import value_of
from katabase.domain.reading.syntax import QUOTE, Refusal

if TYPE_CHECKING:
    from pathlib import Path

    from katabase.domain.reading.document import Loc

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

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
        message = f'expected keys with values, such as "title: …", found {_kind_of(document)}'
        hint = "copy a practice of the same kind and change its words"
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

    loc: Loc
    into: Any
    began: int
    """Where it begins, as an offset in the text."""
    key: str | None = None


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
        return self.document.positions.within(
            event.start_mark.line + 1, event.start_mark.column + 1
        )

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
        if len(self.document.values) >= MOST_VALUES:
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
        holder.key = event.value
        loc = (*holder.loc, event.value)
        if event.value in holder.into:
            first = self.document.keys[loc].line
            message = f'the key "{event.value}" stands here a second time, first in line {first}'
            entry = holder.loc and isinstance(holder.loc[-1], int)
            new = "; a new entry of the list begins with a dash" if entry else ""
            self._report(event, "duplicate-key", message, f"keep one of them{new}")
        self.document.keys[loc] = self._spot(event)

    def _value(self, holder: _Open | None, event: NodeEvent) -> None:
        loc = self._way(holder)
        self.document.values[loc] = self._spot(event)
        value: Any
        if isinstance(event, ScalarEvent):
            value = self._scalar(loc, event)
        else:
            value = [] if isinstance(event, SequenceStartEvent) else {}
        self._put(holder, value)
        if isinstance(event, SequenceStartEvent | MappingStartEvent):
            start: Any = event.start_mark
            self.stack.append(_Open(loc, value, start.index))

    def _way(self, holder: _Open | None) -> Loc:
        if holder is None:
            return ()
        step = len(holder.into) if isinstance(holder.into, list) else str(holder.key)
        return (*holder.loc, step)

    def _put(self, holder: _Open | None, value: Any) -> None:
        if holder is None:
            self.document.data = value
        elif isinstance(holder.into, list):
            holder.into.append(value)
        else:
            holder.into[holder.key] = value
            holder.key = None

    def _scalar(self, loc: Loc, event: ScalarEvent) -> Any:
        start: Any = event.start_mark
        end: Any = event.end_mark
        self.document.ranges[loc] = (start.index, end.index)
        if event.style == '"':
            at = syntax.impossible_escape(self.document.text, start.index, end.index)
            if at is not None:
                refusal = Refusal(self.document.text, start.index, at)
                self.problems.append(syntax.problem_of(refusal, self.document))
        value = value_of(composed(event.value), event.implicit)
        if value is None or isinstance(value, str):
            lost = self._lost(loc, end.index, event)
            return value if value or not lost else lost
        return value

    def _lost(self, loc: Loc, end: int, event: ScalarEvent) -> str:
        """Report words behind a text that YAML takes for a comment: "Hall #3" is "Hall".

        Returns them. Behind nothing, a hash and a space are a comment as people write one.
        """
        if event.style in ("|", ">"):
            return ""  # it ends where a line stands further to the left, comment or not
        pattern = BEHIND if event.style else BEHIND_PLAIN
        match = pattern.match(self.document.text, end)
        if match is None or (match["below"] and not self._goes_on(loc, match, event)):
            return ""
        lost = match["words"].strip()
        if not event.style and not event.value and not re.match(r"#\S", lost):
            return ""
        spot = self.document.positions.spot(match.start("words"))
        message = f'to YAML "{_short(lost)}" is a comment, so it would be lost'
        hint = f"{QUOTE}; a comment stands on a line of its own, indented like the keys"
        self.lost.append(Problem(self.document.filename, spot, "lost-text", message, hint))
        return lost

    def _goes_on(self, loc: Loc, match: re.Match[str], event: ScalarEvent) -> bool:
        """Say whether a line below a text stands where the text would go on."""
        if not loc or not event.value:
            return False
        place = self.document.keys if isinstance(loc[-1], str) else self.document.values
        above = place.get(loc if isinstance(loc[-1], str) else loc[:-1], Spot())
        return len(match["below"]) > above.column  # a line feed, and the indentation


BEHIND = re.compile(r"(?P<below>)[ \t]+(?P<words>#.*)")
BEHIND_PLAIN = re.compile(r"[ \t]*(?P<below>\n[ \t]+|(?<=[ \t]))(?P<words>#.*)")
"""A comment behind a text, in its line or, for a text without quotes, in the next one."""


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


FATAL = {"alias", "too-deep", "too-large", "several-documents", "complex-key"}
