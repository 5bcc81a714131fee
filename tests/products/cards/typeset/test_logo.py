"""The logo in the foot of a card: whole, wherever it was drawn, or refused by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image as Images
from PIL import ImageChops

from katabase.domain.layers import Layer
from katabase.domain.loading import load
from katabase.products.cards.formats import CARD_FORMATS
from katabase.products.cards.ready_decks import carded
from katabase.products.cards.settings import LARGEST_LOGO, CardOptions, SettingsError, settings_from
from katabase.products.cards.typeset.batch import Job, set_cards
from katabase.products.cards.typeset.check import check_cards
from katabase.products.cards.typeset.engine import LayoutError
from katabase.products.site import Site, SiteSettings
from tests.conftest import CASES
from tests.support.cards.making import made_up
from tests.support.cards.oracle import Printed
from tests.support.cards.tagged import accessible

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image

    from katabase.domain.library import Library
    from katabase.products.cards.settings import Settings

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}">
<rect width="{0}" height="{1}" fill="#ff0000"/></svg>"""


def printed(logo: Path, size: str, settings: Settings) -> bytes:
    card = made_up("A title", ["one", "two"], ["three"])
    return next(set_cards([Job(card, size)], replace(settings, logo=logo))).files["pdf"]


@pytest.mark.parametrize("size", CARD_FORMATS)
@pytest.mark.parametrize("shape", [(30, 30), (120, 30), (1800, 30), (30, 120)])
def test_a_logo_of_any_shape_is_printed_whole(
    size: str, shape: tuple[int, int], settings: Settings, tmp_path: Path
) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text(SVG.format(*shape), encoding="utf-8")
    raw = printed(logo, size, settings)
    accessible(raw)
    form = CARD_FORMATS[size]
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


@pytest.fixture
def library() -> Library:
    return load([Layer(CASES / "library", "kata")])


def test_a_logo_has_a_name_for_those_who_cannot_see_it(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(SVG.format(60, 30), encoding="utf-8")
    options = CardOptions(logo="logo.svg", organisation=" ")
    named = settings_from(options, tmp_path, site_name="Example Works")
    assert named.organisation == "Example Works"
    accessible(
        next(set_cards([Job(made_up("A title", ["one"], ["two"]), "a6")], named)).files["pdf"]
    )
    with pytest.raises(SettingsError, match="expected a name for those who cannot see the logo"):
        settings_from(options, tmp_path)
    assert (
        settings_from(CardOptions(organisation=""), tmp_path, site_name="Works").organisation == ""
    )


@pytest.mark.parametrize("step", ["problems", "files"])
def test_a_broken_logo_stops_a_build_with_one_sentence(
    step: str, library: Library, tmp_path: Path
) -> None:
    (tmp_path / "logo.png").write_bytes(b"no picture")
    cards = settings_from(CardOptions(logo="logo.png", sizes=["a6"]), tmp_path, site_name="Small")
    site = Site(library, SiteSettings(name="Small", cards=cards))
    with pytest.raises(LayoutError, match="cards: logo: expected a picture") as raised:
        list(getattr(site, step)())
    assert "\n" not in str(raised.value)


def test_a_logo_that_swells_in_the_pdf_is_refused_once(
    library: Library, settings: Settings, tmp_path: Path
) -> None:
    """A gradient is packed well in a PNG, whose rows are differences, and badly in a PDF."""
    logo = tmp_path / "logo.png"
    picture = Images.linear_gradient("L").resize((300, 300)).convert("RGB")
    turned = picture.rotate(90)
    Images.merge("RGB", [*picture.split()[:2], turned.split()[0]]).save(logo, optimize=True)
    assert logo.stat().st_size < LARGEST_LOGO
    with_logo = replace(settings, logo=logo)
    [problem] = check_cards(carded(library), with_logo)
    assert (problem.path, problem.rule) == ("mkdocs.yml", "card-too-large")
    assert "cards: logo: logo.png makes cards too large" in problem.message
    assert "expected at most 40,000 bytes a PDF, found " in problem.message
    assert "make it smaller: " in problem.hint
    assert list(check_cards(carded(library), settings)) == []


def test_a_card_that_is_too_large_by_itself_is_named(
    library: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("katabase.products.cards.typeset.check.LARGEST_CARD", 1_000)
    monkeypatch.setattr("katabase.products.cards.typeset.check.LARGEST_LETTER", 0)
    problems = list(check_cards(carded(library), settings))
    assert [problem.path for problem in problems] == [entry.filename for entry in carded(library)]
    assert all("expected a PDF of at most 1,000 bytes, found " in p.message for p in problems)
