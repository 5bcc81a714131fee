"""Bytes to text: what must hold before YAML is even looked at."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from katabase.domain.problems import Problem, Spot, at_most
from katabase.domain.reading.characters import described, hidden
from katabase.domain.reading.positions import Positions

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 1_000_000
"""The size in bytes above which a file is refused; the longest practice has about 20,000."""

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
"""How files of other encodings begin; UTF-32 first, its mark begins like that of UTF-16."""

SAVE_AS_UTF8 = 'save the file with the encoding "UTF-8"'


def too_large(size: int, filename: str) -> Problem:
    """Return the problem of a file of so many bytes."""
    message = f"expected at most {LARGEST:,} bytes, found {size:,}"
    hint = "shorten it, or split it into several practices"
    return Problem(filename, Spot(), "too-large", message, hint)


def decode(raw: bytes, filename: str) -> tuple[str | None, list[Problem]]:
    """Return the text of a file, lines ended by a line feed, and the problems of its bytes."""
    if len(raw) > LARGEST:
        return None, [too_large(len(raw), filename)]
    for mark, encoding in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            message = f"expected UTF-8, found {encoding}"
            return None, [Problem(filename, Spot(), "not-utf-8", message, SAVE_AS_UTF8)]
    if b"\0" in raw:
        spot = _spot_of_byte(raw, raw.index(b"\0"))
        return None, [Problem(filename, spot, "nul-byte", "found a NUL byte", SAVE_AS_UTF8)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec counts from behind the byte order mark.
        start = error.start + len(raw) - len(error.object)
        message = f"expected UTF-8, found the byte 0x{raw[start]:02x}"
        return None, [
            Problem(filename, _spot_of_byte(raw, start), "not-utf-8", message, SAVE_AS_UTF8)
        ]
    text = _unix(text)
    positions = Positions(text)
    return text, [
        *at_most(_hidden(text, filename, positions)),
        *at_most(_tabs(text, positions, filename)),
    ]


DELETE = "delete it and type the text anew"


def hidden_character(char: str, filename: str, spot: Spot, hint: str = DELETE) -> Problem:
    """Return the problem of an invisible character, or of what is none."""
    message = f"found {described(char)}"
    return Problem(filename, spot, "invisible-character", message, hint)


def _hidden(text: str, filename: str, positions: Positions) -> Iterator[Problem]:
    for place in hidden(text):
        yield hidden_character(text[place], filename, positions.spot(place))


def _tabs(text: str, positions: Positions, filename: str) -> Iterator[Problem]:
    for match in re.finditer(r"^ *\t", text, re.MULTILINE):
        spot = positions.spot(match.end() - 1)
        message = "expected spaces at the beginning of the line, found a tab"
        yield Problem(filename, spot, "tab", message, "indent with two spaces")


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _spot_of_byte(raw: bytes, index: int) -> Spot:
    before = _unix(raw[:index].decode("utf-8-sig", errors="replace"))
    return Positions(before).spot(len(before))
