"""The logo in the foot of a card: whole, wherever it was drawn, or refused by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import ImageChops

from katabase.products.cards.engine import LayoutError
from katabase.products.cards.formats import FORMATS
from katabase.products.cards.press import Job, press
from tests.cards.making import made_up
from tests.cards.oracle import Printed
from tests.cards.tagged import accessible

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image

    from katabase.products.cards.settings import Settings

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}">
<rect width="{0}" height="{1}" fill="#ff0000"/></svg>"""


def printed(logo: Path, size: str, settings: Settings) -> bytes:
    card = made_up("A title", ["one", "two"], ["three"])
    return next(press([Job(card, size)], replace(settings, logo=logo))).files["pdf"]


@pytest.mark.parametrize("size", FORMATS)
@pytest.mark.parametrize("shape", [(30, 30), (120, 30), (1800, 30), (30, 120)])
def test_a_logo_of_any_shape_is_printed_whole(
    size: str, shape: tuple[int, int], settings: Settings, tmp_path: Path
) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text(SVG.format(*shape), encoding="utf-8")
    raw = printed(logo, size, settings)
    accessible(raw)
    form = FORMATS[size]
    scale = 300 / 25.4
    for page in range(2):
        picture = Printed(raw).picture(page, dpi=300)
        red = picture.convert("RGB").point(lambda value: 255 if value > 127 else 0)
        left, top, right, bottom = _box(red)
        assert left >= (form.margin - 0.2) * scale
        assert bottom <= (form.height - form.margin + 0.2) * scale
        assert right <= (form.width / 2 + 0.2) * scale
        assert (right - left) / (bottom - top) == pytest.approx(shape[0] / shape[1], rel=0.25)
        assert "madeup" in Printed(raw).text(page)


def _box(picture: Image) -> tuple[int, int, int, int]:
    """The box of all red pixels."""
    red, green, blue = picture.split()
    found = ImageChops.subtract(red, ImageChops.lighter(green, blue)).getbbox()
    assert found, "no logo"
    return found


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("logo.svg", b""),
        ("logo.svg", b"no picture"),
        ("logo.png", b"no picture"),
        ("logo.png", b"\x89PNG\r\n\x1a\n cut short"),
        ("logo.jpg", b"\xff\xd8\xff"),
    ],
)
def test_a_logo_that_is_none_is_named(
    name: str, content: bytes, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(LayoutError, match="cards: logo: expected a picture that can be read"):
        printed(tmp_path / name, "a6", settings)
