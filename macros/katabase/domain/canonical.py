"""The order of keys that all files share, and how a file is brought into it.

Whole lines move, with the comments above them. Nothing else of a file changes: quotes,
folded texts, blank lines and line endings are a person's own. In a translation the keys are in
the order that they have in the practice; its parts, which stand behind their names, stay where
they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import yaml

from katabase.domain.fields import key_of
from katabase.domain.kinds.practice import Practice
from katabase.domain.modeline import LINE, MODELINE
from katabase.domain.reading import source
from katabase.domain.reading.model_fields import model_in
from katabase.domain.translating.reading import TRANSLATES
from katabase.domain.translating.words import nameless, says

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from katabase.domain.reading.document import Document, Loc

LAST = ("diagram", "anchors", "picture", "card", "searched_as")
"""Keys that stand behind those of the kind: they speak of what is above, and nobody has to scroll
past fifty lines for the search."""

BEFORE = {"traits": "related", "people": "before", TRANSLATES: "meaning"}
"""Keys of some kinds that stand among those of all, and of translated terms: before which one."""

DASHES = re.compile(r"[ -]*")
"""What may stand before the first key of a part that has lines of its own."""


def keys_in_order(model: type[BaseModel]) -> list[str]:
    """Return the keys of a part in the order in which files, guide and schemas have them."""
    names = [key_of(name, field) for name, field in model.model_fields.items()]
    for name, other in BEFORE.items():
        if name in names and other in names:
            names.remove(name)
            names.insert(names.index(other), name)
    if not issubclass(model, Practice):
        return names
    return [name for name in names if name not in LAST] + [name for name in LAST if name in names]


def in_order(
    document: Document, model: type[BaseModel], raw: bytes, *, translation: bool = False
) -> bytes:
    """Return the bytes of a file with its keys in order.

    ``raw`` is what the document was read from; ``translation`` says whether it gives the words
    of a practice in another language. A part whose keys cannot be moved without
    changing what the file says stays as it is, and so does one within braces.
    """
    mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    text = raw.removeprefix(mark).decode("utf-8")
    left: set[Loc] = set()
    named = translation and issubclass(model, Practice)
    while (found := _out_of_order(text, model, left, named=named)) is not None:
        loc, tries = found
        text = next((new for new in tries if _says(new, document)), text)
        left.add(loc)
    return mark + text.encode("utf-8")


def _says(text: str, document: Document) -> bool:
    """Say whether a text says what a document does."""
    again, _ = source.parse(text.encode("utf-8"), document.filename)
    return again is not None and again.data == document.data


def _out_of_order(
    text: str, model: type[BaseModel], left: set[Loc], *, named: bool
) -> tuple[Loc, list[str]] | None:
    """Return the first part whose keys are out of order, and the text with them in order.

    A blank line stands before the key below it. Where it would then become part of another
    text, it belongs to what is above it: that is the second text.
    """
    lines = LINE.findall(text)
    plain = "".join(line.rstrip("\r\n") + "\n" for line in lines)
    loader: Any = source.Loader
    root = yaml.compose(plain.replace("\t", " "), Loader=loader)
    for loc, node, names in _mappings(root, model, named=named):
        entries = [(key.value, key.start_mark, value) for key, value in node.value]
        order = _order([name for name, _, _ in entries], names)
        if loc in left or node.flow_style or order == list(range(len(entries))):
            continue
        tries = [_blocks(entries, lines, top=not loc, blanks=blanks) for blanks in (False, True)]
        return loc, [_written(lines, blocks, order) for blocks in tries if blocks]
    return None


def _mappings(
    node: Any, model: type[BaseModel], loc: Loc = (), *, named: bool
) -> Iterator[tuple[Loc, Any, list[str]]]:
    """Yield every mapping that the model knows, the outer ones first, with its keys in order.

    ``named``: parts of lists stand behind their names, as in a translation.
    """
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _mappings(item, model, (*loc, index), named=named)
    elif isinstance(node, yaml.MappingNode):
        names = keys_in_order(model)
        yield loc, node, [TRANSLATES, *names] if named and not loc else names
        for key, value in node.value:
            field = model.model_fields.get(str(key.value))
            inner: Any = model_in(field.annotation) if field else None
            for way, part in _parts(value, inner, (*loc, str(key.value)), named=named):
                yield from _mappings(part, inner, way, named=named)


def _parts(
    node: Any, model: type[BaseModel] | None, loc: Loc, *, named: bool
) -> list[tuple[Loc, Any]]:
    """Return the ways to what a model knows below a key."""
    if model is None:
        return []
    if not named or nameless(model) or not isinstance(node, yaml.MappingNode):
        return [(loc, node)]
    if says(model):  # the words alone stand behind each name
        return []
    return [((*loc, str(key.value)), value) for key, value in node.value]


def _order(found: list[str], names: list[str]) -> list[int]:
    """Return the places of the keys in order; an unknown key stays behind the one above it."""
    ranks: list[int] = []
    for name in found:
        unknown = ranks[-1] if ranks else -1
        ranks.append(names.index(name) if name in names else unknown)
    return sorted(range(len(found)), key=lambda place: ranks[place])


@dataclass(frozen=True)
class _Block:
    """The lines of one key: from ``start`` up to ``end``; the key itself stands in ``key``."""

    start: int
    key: int
    end: int
    column: int


def _blocks(
    entries: list[Any], lines: list[str], *, top: bool, blanks: bool
) -> list[_Block] | None:
    """Return the lines of each key; None if two keys share a line.

    ``blanks``: blank lines belong to the key above them.
    """
    keys = [mark.line for _, mark, _ in entries]
    column = entries[0][1].column
    if any(a >= b for a, b in pairwise(keys)):
        return None
    if any(mark.column != column for _, mark, _ in entries):
        return None
    if not DASHES.fullmatch(lines[keys[0]][:column]):
        return None
    starts, ends = [_first_start(keys[0], lines, top=top)], []
    for key, (_, _, value) in zip(keys, entries, strict=True):
        end = max(_last_line(value, lines), key) + 1
        ends.append(_behind(end, lines, column, blanks=blanks))
    starts += ends[:-1]
    return [_Block(s, k, e, column) for s, k, e in zip(starts, keys, ends, strict=True)]


def _first_start(key: int, lines: list[str], *, top: bool) -> int:
    """Return where the comments above the first key begin, if they belong to it."""
    if not top and "-" in lines[key][: len(lines[key]) - len(lines[key].lstrip(" -"))]:
        return key  # they stand above the dash and belong to the whole part
    while key and lines[key - 1].lstrip().startswith("#") and not MODELINE.match(lines[key - 1]):
        key -= 1
    return key


def _behind(end: int, lines: list[str], column: int, *, blanks: bool) -> int:
    """Return where a key ends with the comments below it that stand further to the right."""
    for number in range(end, len(lines)):
        bare = lines[number].strip()
        indent = len(lines[number]) - len(lines[number].lstrip())
        if bare and not (bare.startswith("#") and indent > column):
            break
        if bare or blanks:
            end = number + 1
    return end


def _last_line(node: Any, lines: list[str]) -> int:
    """Return the last line in which something of a value stands."""
    end: Any = node.end_mark
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        inner = [part for item in node.value for part in (item if _pair(item) else (item,))]
        return max((_last_line(part, lines) for part in inner), default=node.start_mark.line)
    if getattr(node, "style", None) not in ("|", ">"):
        return int(end.line)
    line = int(end.line) if end.column else int(end.line) - 1
    header = lines[node.start_mark.line][node.start_mark.column :].partition("#")[0]
    if "+" in header:  # blank lines below it are part of the text
        while line + 1 < len(lines) and not lines[line + 1].strip():
            line += 1
    else:
        while line > node.start_mark.line and not lines[line].strip():
            line -= 1
    return line


def _pair(item: Any) -> bool:
    return isinstance(item, tuple)


def _written(lines: list[str], blocks: list[_Block], order: list[int]) -> str:
    """Return the text with the blocks in another order; the first key takes the dash over."""
    column = blocks[0].column
    prefix = lines[blocks[0].key][:column]
    ending = lines[0][len(lines[0].rstrip("\r\n")) :] or "\n"
    closed = lines[-1] != lines[-1].rstrip("\r\n")
    whole = [*lines[:-1], lines[-1] if closed else lines[-1] + ending]
    new: list[str] = []
    for number, place in enumerate(order):
        block = blocks[place]
        start = prefix if number == 0 else " " * column
        new += whole[block.start : block.key]
        new += [start + whole[block.key][column:], *whole[block.key + 1 : block.end]]
    whole[blocks[0].start : blocks[-1].end] = new
    text = "".join(whole)
    return text if closed else text.removesuffix(ending)
