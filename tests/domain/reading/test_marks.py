"""Where values stand in a file: beside PyYAML's own tree, for every value of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from katabase.domain.problems import Spot
from katabase.domain.reading.source import parse
from tests.support.cases import LIBRARY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.reading.document import Loc

ODD = """\
# A comment above
"key one": plain   # behind it
list:
- first
-   - within
    - [1, two,
       {three: "fo\\"ur"}]
folded: >
  some
  words

last: 'it''s'
nothing:
🙂: behind a letter of two units
"""


def nodes(node: yaml.Node, key: yaml.Node, loc: Loc = ()) -> Iterator[tuple[Loc, Any, Any]]:
    yield loc, node, key
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from nodes(value, name, (*loc, name.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from nodes(value, value, (*loc, number))


def place(node: yaml.Node) -> Spot:
    return Spot(node.start_mark.line + 1, node.start_mark.column + 1)


def test_each_value_and_each_key_stands_where_another_reader_sees_it() -> None:
    files = [path.read_text(encoding="utf-8") for path in LIBRARY.rglob("*.yml")]
    seen = 0
    for text in [ODD, *files]:
        document, problems = parse(text.encode(), "a.yml")
        assert document is not None, problems
        root = yaml.compose(text)
        for loc, node, key in nodes(root, root):
            scalar = isinstance(node, yaml.ScalarNode)
            ends = (node.start_mark.index, node.end_mark.index) if scalar else (0, 0)
            assert document.spot(loc) == place(node), loc
            assert document.key_spot(loc) == place(key), loc
            assert document.range(loc) == ends, loc
            seen += 1
        assert list(document.marks.ways()) == [loc for loc, _, _ in nodes(root, root)]
    assert seen > 200


def test_what_no_file_has_stands_where_what_is_above_it_stands() -> None:
    document, _ = parse(ODD.encode(), "a.yml")
    assert document is not None
    assert document.spot(("list", 1, 7, "no")) == document.spot(("list", 1)) == Spot(5, 5)
    assert document.key_spot(("no",)) == document.spot(())
    assert document.range(("no",)) == (0, 0)


def test_texts_come_in_the_order_of_the_file() -> None:
    document, _ = parse(ODD.encode(), "a.yml")
    assert document is not None
    assert [text for _, text in document.texts()] == [
        *("plain", "first", "within", "two", 'fo"ur', "some words\n", "it's"),
        "behind a letter of two units",
    ]
