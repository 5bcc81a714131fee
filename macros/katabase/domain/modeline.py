"""The line at the head of a file that names its schema to the YAML language server.

The server reads it in any editor, and trusts it more than the settings of a folder.
"""

from __future__ import annotations

import re

SCHEMAS = ".schemas"
"""The folder of the schemas, within the folder of a library."""

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
"""A line with its end, as YAML counts lines."""

MODELINE = re.compile(r"#\s*(?:yaml-language-server\s*:|\$schema:)")
"""How the line begins, in both ways that the server knows."""

OURS = re.compile(rf"\$schema(?:=|:\s*)(?:\.\./)*{re.escape(SCHEMAS)}/[\w-]+\.json\s*$")
"""What it says where it names a schema of a library; any other is a person's own choice."""

HEAD = re.compile(r"\s*(?:#|$)|---\s*(?:#|$)|%")
"""A line above the first key: a comment, a blank one, what YAML has before a document."""


def modeline(schema: str) -> str:
    """Return the line that names a schema, by its way from the folder of the file."""
    return f"# yaml-language-server: $schema={schema}"


def with_modeline(raw: bytes, schema: str) -> bytes:
    """Return the bytes of a file with the line that names a schema at its head.

    One that names another schema of the library is mended where it stands, and one that
    names something else stays. Nothing else changes. Raises UnicodeDecodeError.
    """
    mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    lines: list[str] = LINE.findall(raw.removeprefix(mark).decode("utf-8"))
    wanted = modeline(schema)
    for number, line in enumerate(lines):
        if not HEAD.match(line):
            break
        if MODELINE.match(line):
            if OURS.search(line):
                lines[number] = wanted + _ending(line)
            return mark + "".join(lines).encode("utf-8")
    ending = _ending(lines[0]) if lines else ""
    return mark + "".join([wanted + (ending or "\n"), *lines]).encode("utf-8")


def _ending(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]
