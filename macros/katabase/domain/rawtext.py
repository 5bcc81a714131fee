"""Bytes to text: what must hold before YAML is even looked at."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from katabase.domain.problems import Problem, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 1_000_000
"""The size in bytes above which a file is refused; the longest practice has about 20,000."""

INVISIBLE = re.compile(
    "[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f"
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Control, zero-width and bidirectional characters (Unicode TR 36 and TR 39): text
that contains them can read differently from what it is."""


def decode(raw: bytes, shown: str) -> tuple[str | None, list[Problem]]:
    """Return the text of a file and the problems of its bytes."""
    if len(raw) > LARGEST:
        message = f"expected at most {LARGEST:,} bytes, found {len(raw):,}"
        return None, [Problem(shown, Spot(), "too-large", message, "split the practice")]
    if b"\0" in raw:
        spot = _spot_of_byte(raw, raw.index(b"\0"))
        hint = "save the file as plain text in UTF-8"
        return None, [Problem(shown, spot, "nul-byte", "found a NUL byte", hint)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"expected UTF-8, found the byte 0x{raw[error.start]:02x}"
        hint = 'save the file with the encoding "UTF-8"'
        spot = _spot_of_byte(raw, error.start)
        return None, [Problem(shown, spot, "not-utf-8", message, hint)]
    text = text.replace("\r\n", "\n")
    return text, [*invisible(text, shown), *_tabs(text, shown)]


def invisible(text: str, shown: str, spot: Spot | None = None) -> Iterator[Problem]:
    """Yield a problem for each invisible character; all at ``spot`` if that is given."""
    for match in INVISIBLE.finditer(text):
        char = match.group()
        name = unicodedata.name(char, "control character")
        message = f"found the invisible character U+{ord(char):04X} ({name.lower()})"
        place = spot or _spot_of_index(text, match.start())
        yield Problem(shown, place, "invisible-character", message, "delete it and type the text")


def _tabs(text: str, shown: str) -> Iterator[Problem]:
    for match in re.finditer(r"^ *\t", text, re.MULTILINE):
        spot = _spot_of_index(text, match.end() - 1)
        message = "a tab stands where YAML expects spaces"
        yield Problem(shown, spot, "tab", message, "indent with two spaces")


def _spot_of_index(text: str, index: int) -> Spot:
    begin = text.rfind("\n", 0, index) + 1
    return Spot(text.count("\n", 0, index) + 1, index - begin + 1)


def _spot_of_byte(raw: bytes, index: int) -> Spot:
    before = raw[:index].decode("utf-8", errors="replace")
    return _spot_of_index(before, len(before))
