"""The style sheets know no left and right, so that a page from right to left is mirrored, and
no sizes of their own."""

from __future__ import annotations

import re

import pytest

from katabase.products.assets import without_remarks
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


ASSETS = ROOT / "macros/katabase/assets"
SIZED = re.compile(
    r"(?<![-\w])(?:font-size|(?:margin|padding)[-a-z]*|(?:row-|column-)?gap)\s*:\s*([^;{}]+)"
)
WITHIN = re.compile(r"(?:min|max|clamp)\((?:[^()]|\([^()]*\))*\)")
"""What a size is held within by the screen is no size of the scale."""
OWN = re.compile(r"[\d.]+r?em\b")


@pytest.mark.parametrize("name", ["css/katabase.css", "css/cards.css", "practise/practise.css"])
def test_components_take_their_sizes_from_the_scales(name: str) -> None:
    """Type and space of the screen are in tokens.css; paper has a scale of its own."""
    text = re.sub(r"/\*.*?\*/", "", (ASSETS / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    own = [m.group() for m in SIZED.finditer(text) if OWN.search(WITHIN.sub("", m[1]))]
    assert own == []


def test_what_is_published_says_the_same_in_fewer_letters() -> None:
    style = b"""/* A "remark" */
    .a :is(b, c):hover > d { color: red; content: "1   2; /* no remark */"; }
    @media (min-width: 3em) { .a { margin: calc(1px + 2px) 0; } }"""
    assert without_remarks(style).split(b"\n") == [
        b'.a :is(b,c):hover > d{color:red;content:"1   2; /* no remark */"}',
        b"@media (min-width:3em){.a{margin:calc(1px + 2px) 0}}",
        b"",
    ]
