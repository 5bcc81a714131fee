"""The manifest of an installed site, and its icons."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING

import pytest

from katabase.domain.messages import messages
from katabase.products import installing
from katabase.products.cards.typeset.fonts import font_set
from katabase.products.installing import Logo

if TYPE_CHECKING:
    from pathlib import Path

SIGN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M3 3h18v18H3z"/></svg>'


def made(name: str, logo: Logo | None = None, language: str = "en") -> dict[str, bytes]:
    return dict(installing.files(name, messages(language), font_set(), logo))


@pytest.mark.parametrize(
    ("name", "short"),
    [("Katabase", "Katabase"), ("Practise at Müller", "Practise"), ("A" * 40, "A" * 12)],
)
def test_the_manifest_names_the_site_and_its_icons(name: str, short: str) -> None:
    files = made(name)
    data = json.loads(files[installing.MANIFEST])
    assert (data["name"], data["short_name"]) == (name, short)
    assert {data["start_url"], data["scope"]} == {"./"}
    assert {icon["purpose"] for icon in data["icons"]} == {"any", "maskable"}
    for icon in data["icons"]:
        width, height = struct.unpack(">II", files[icon["src"]][16:24])
        assert icon["sizes"] == f"{width}x{height}"


def test_the_side_from_which_a_language_is_read() -> None:
    assert json.loads(made("K", language="ar-XB")[installing.MANIFEST])["dir"] == "rtl"


def test_icons_follow_logo_and_name_and_are_the_same_each_time(tmp_path: Path) -> None:
    path = tmp_path / "logo.svg"
    path.write_text(SIGN, encoding="utf-8")
    icons = [
        made(*given)["app/any-192.png"]
        for given in [
            ("Alpha",),
            ("Beta",),
            ("Alpha", Logo(path, sign=True)),
            ("Alpha", Logo(path)),
        ]
    ]
    assert len(set(icons)) == 4
    assert made("Alpha") == made("Alpha")


@pytest.mark.parametrize("content", ["<svg", "", "no picture"])
def test_a_logo_that_cannot_be_drawn_gives_way_to_the_letter(tmp_path: Path, content: str) -> None:
    path = tmp_path / "logo.svg"
    path.write_text(content, encoding="utf-8")
    assert made("Alpha", Logo(path)) == made("Alpha")
    other = path.rename(tmp_path / "logo.webp")
    assert made("Alpha", Logo(other)) == made("Alpha")
