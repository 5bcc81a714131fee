"""A card's kind is told in grey as well, and in the colour of an organisation."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import ImageChops

from katabase.domain.kinds.registry import kinds
from katabase.domain.vocabulary import Word
from katabase.products.brand import contrast
from katabase.products.cards.ready_decks import carded
from katabase.products.cards.settings import CardOptions, SettingsError, settings_from
from katabase.products.cards.typeset.batch import Job, set_cards
from katabase.products.cards.typeset.cache import key_of
from katabase.products.cards.typeset.card import card_of
from tests.support.cards.oracle import Printed

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image

    from katabase.domain.library import Library
    from katabase.products.cards.settings import Settings
    from katabase.products.cards.typeset.card import Card

DPI = 300
OWN = "#1a5276"


def one_of_each(library: Library) -> list[Card]:
    cards = {entry.kind: card_of(entry) for entry in carded(library)}
    assert set(cards) == set(kinds())
    return list(cards.values())


def called_alike(card: Card) -> Card:
    """A card whose kind is told by nothing but its sign."""
    return replace(card, kind=replace(card.kind, label="Practice"))


def band(card: Card, settings: Settings, *, wide: float) -> Image:
    """The left end of the band in which the kind stands, as a black-and-white printer sees it."""
    made = next(set_cards([Job(card, "a6")], settings))
    page = Printed(made.files["pdf"]).picture(0, DPI)
    left, top, right, bottom = (round(mm * DPI / 25.4) for mm in (6.3, 6.3, 6.3 + wide, 9.6))
    return page.crop((left, top, right, bottom)).convert("L")


@pytest.mark.parametrize("colour", [None, OWN])
def test_the_kind_is_told_without_its_colour(
    shipped: Library, settings: Settings, colour: str | None
) -> None:
    own = replace(settings, colour=colour)
    cards = one_of_each(shipped)
    for card in cards:
        grey = band(card, own, wide=8).histogram()
        ground = max(range(256), key=lambda shade: grey[shade])
        assert contrast(f"#{ground:02x}{ground:02x}{ground:02x}", "#ffffff") >= 4.5, card.kind
        assert sum(grey[250:]) > 100, f"{card.kind}: nothing white on it"
    signs = {card.kind.id: band(called_alike(card), own, wide=4) for card in cards}
    for one, other in combinations(signs, 2):
        apart = sum(ImageChops.difference(signs[one], signs[other]).histogram()[90:])
        assert apart > 100, (one, other)


def test_roles_are_told_by_their_signs_alone(shipped: Library, settings: Settings) -> None:
    """Where their words have no room; each sign has its word for who does not see it."""
    card = one_of_each(shipped)[0]
    roles = shipped.vocabulary.roles.values()
    alone = {str(role): role.icon for role in roles} | {"of-ours": Word("of-ours", "Ours").icon}
    found = {}
    for role, icon in alone.items():
        made = next(set_cards([Job(replace(card, roles=((role * 20, icon),)), "a6")], settings))
        assert f"({role * 20})".encode() in alternatives(made.files["pdf"])
        page = Printed(made.files["pdf"]).picture(0, DPI).convert("L")
        found[role] = page.crop(tuple(round(mm * DPI / 25.4) for mm in (117, 6, 124, 9.6)))
    for one, other in combinations(found, 2):
        apart = sum(ImageChops.difference(found[one], found[other]).histogram()[90:])
        assert apart > 60, (one, other)


def alternatives(raw: bytes) -> bytes:
    """Return what the tags of a PDF say in place of its pictures."""
    with pikepdf.open(io.BytesIO(raw)) as found:
        told = [each.get("/Alt") for each in found.objects if isinstance(each, pikepdf.Dictionary)]
    return b"".join(f"({text})".encode() for text in told if text)


def test_the_colour_of_an_organisation_is_on_the_paper_and_in_the_cache(
    shipped: Library, settings: Settings, tmp_path: Path
) -> None:
    card = one_of_each(shipped)[0]
    own = replace(settings, colour=settings_from(CardOptions(colour="#1A5276"), tmp_path).colour)
    made = next(set_cards([Job(card, "a6")], own))
    found = Printed(made.files["pdf"]).picture(0).convert("RGB").getcolors(1 << 20)
    assert (0x1A, 0x52, 0x76) in {colour for _, colour in found or ()}
    assert key_of(card, "a6", own, pictures=False) != key_of(card, "a6", settings, pictures=False)


@pytest.mark.parametrize(
    ("colour", "said"),
    [
        ("navy", 'cards: colour: expected a colour as in "#1a5276", or kinds, found "navy"'),
        ("#ffcc00", 'expected a contrast to white of at least 4.5, found 1.5 of #ffcc00; write "#'),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused(colour: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        settings_from(CardOptions(colour=colour), tmp_path)
    assert said in str(raised.value)
