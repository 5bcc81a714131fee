"""What a site publishes of the package's scripts."""

from __future__ import annotations

import re
from importlib.resources import files as resources
from pathlib import Path

import pytest

from katabase.domain.messages import messages
from katabase.products.assets import assets, without_comments

FOLDER = Path(str(resources("katabase"))) / "assets"
PUBLISHED = dict(assets(messages()).files)
OWN = [name for name in PUBLISHED if name.endswith(".js") and "vendor" not in name]


DESCRIPTION = re.compile(rb"""(?<=[ (])"[A-Z][^"]+[.]"(?=[,)]|$)""", re.MULTILINE)
"""A sentence that says what a field of a record is for: it is for the schema."""


@pytest.mark.parametrize(
    ("script", "published"),
    [
        (b"// A title.\n\nlet a = 1; // one\n", b"let a=1;\n"),
        (b'a("b; // c");\n', b'a("b; // c");\n'),
        (b"a = `b; // ${c}`;\n", b"a=`b; // ${c}`;\n"),
        (b"/** Many\n * lines. */\nf();\n", b"f();\n"),
        (b"  /** @type {A} */\n  a = b;\n", b"a=b;\n"),
        (b"  a = `b\n  c`;\n", b"  a = `b\n  c`;\n"),
        (b"/** @type {A} */ (b).c();\n/** Two. */\nd();\n", b"(b).c();\nd();\n"),
        (b'a = "// no comment";\n', b'a="// no comment";\n'),
        (b'if (a ? "b = c" : { d }) return !e;\n', b'if(a?"b = c":{d})return!e;\n'),
        (b'a = "\\" = ", b = \'c = "d"\';\n', b'a = "\\" = ", b = \'c = "d"\';\n'),
        (b"a = b / c;\nd - -e + +f;\n", b"a = b / c;\nd - -e + +f;\n"),
        (b"a /** b */\n", b"a /** b */\n"),
        (b"a = `${b}` + `${c}`;\n", b"a=`${b}` + `${c}`;\n"),
        (b"a = `${b && ` (${c})`}`;\n", b"a = `${b && ` (${c})`}`;\n"),
    ],
)
def test_comments_go(script: bytes, published: bytes) -> None:
    assert without_comments(script) == published


def test_no_line_of_code_goes() -> None:
    for name in OWN:
        source, shown = (FOLDER / name).read_bytes(), PUBLISHED[name]
        if name == "records/model.js":
            source, number = DESCRIPTION.subn(b'""', source)
            assert number > 50
        lines = [_code(line) for line in source.split(b"\n")]
        before = [line for line in lines if not _is_comment(line)]
        after = [_code(line) for line in shown.split(b"\n") if line.strip()]
        for look in (_texts, _without_blanks):
            assert look(after) == look(before), name


def _without_blanks(lines: list[bytes]) -> list[bytes]:
    return [line.replace(b" ", b"") for line in lines]


def _texts(lines: list[bytes]) -> list[bytes]:
    return [text for line in lines for text in re.findall(rb'"[^"\n]*"|`[^`\n]*`', line)]


def _code(line: bytes) -> bytes:
    """Return a line without the comments in it, as far as no text looks like one."""
    bare = re.sub(rb"/[*][*].*?[*]/ ?", b"", line)
    return re.sub(rb"(?<=[;,]) // .*", b"", bare).strip(b" ;")


def _is_comment(line: bytes) -> bool:
    """Say whether a line is (part of) a comment, as the formatter lays them out."""
    bare = line.strip()
    return bare.startswith((b"//", b"/**", b"* ", b"*/")) or bare in (b"*", b"")
