"""The style sheets know no left and right, so that a page from right to left is mirrored."""

from __future__ import annotations

import re

from tests.conftest import ROOT

SIDES = re.compile(
    r"(?:margin|padding|border)-(?:left|right)|(?<![-\w])(?:left|right)\s*:"
    r"|(?:float|clear|text-align)\s*:\s*(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius"
)
FOUR = re.compile(r"(?:margin|padding|inset)\s*:\s*([^;{}]+)")


def test_styles_name_no_side() -> None:
    found = []
    for sheet in sorted((ROOT / "macros/katabase/assets/css").glob("*.css")):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        found += [(sheet.name, match.group()) for match in SIDES.finditer(text)]
        for match in FOUR.finditer(text):
            values = re.findall(r"[a-z]+\([^)]*\)|\S+", match[1])
            if len(values) == 4 and values[1] != values[3]:  # right and left differ
                found.append((sheet.name, match.group()))
    assert not found
