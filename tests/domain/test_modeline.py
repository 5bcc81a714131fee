"""The line at the head of a file that names its schema: added, mended, or left to a person."""

from __future__ import annotations

import pytest

from katabase.domain.modeline import with_modeline

SCHEMA = "../.schemas/trait.json"
LINE = f"# yaml-language-server: $schema={SCHEMA}"
OTHER = "# yaml-language-server: $schema=https://example.org/trait.json"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: T\n", f"{LINE}\ntitle: T\n"),
        ("# why\ntitle: T", f"{LINE}\n# why\ntitle: T"),
        ("title: T\r\nminutes: 5\r\n", f"{LINE}\r\ntitle: T\r\nminutes: 5\r\n"),
        ("\ufefftitle: T\n", f"\ufeff{LINE}\ntitle: T\n"),
        ("---\ntitle: T\n", f"{LINE}\n---\ntitle: T\n"),
        ("", f"{LINE}\n"),
        # one of another kind, or from another depth, is mended where it stands
        (f"# ours\n{LINE.replace('trait', 'path')}\r\na: 1\n", f"# ours\n{LINE}\r\na: 1\n"),
        (f"{LINE.replace('../', '')}\na: 1\n", f"{LINE}\na: 1\n"),
        ("# $schema: .schemas/trait.json\na: 1\n", f"{LINE}\na: 1\n"),
        # below a key the language server does not read it
        (f"a: 1\n{LINE}\nb: 2\n", f"{LINE}\na: 1\n{LINE}\nb: 2\n"),
        # what names something else is a person's own choice
        (f"{OTHER}\na: 1\n", f"{OTHER}\na: 1\n"),
        (f"\n---\n{OTHER}\na: 1\n", f"\n---\n{OTHER}\na: 1\n"),
    ],
)
def test_the_line_stands_at_the_head_and_nothing_else_changes(text: str, expected: str) -> None:
    found = with_modeline(text.encode(), SCHEMA)
    assert found.decode() == expected
    assert with_modeline(found, SCHEMA) == found
