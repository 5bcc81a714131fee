"""Big type: one row of a card a side, in 18 points at least, with everything that a card has."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from katabase.domain.layers import Layer
from katabase.domain.loading import load
from katabase.products.cards.files import card_files
from katabase.products.cards.formats import FORMATS
from katabase.products.cards.paper.deck import deck_pdf
from katabase.products.cards.ready_decks import carded
from katabase.products.cards.settings import CardOptions, SettingsError, settings_from
from katabase.products.cards.typeset.card import card_of
from katabase.products.cards.typeset.payload import qr_address
from katabase.products.cards.typeset.runs import text_of
from tests.conftest import CASES
from tests.support.cards.oracle import Printed, outside, squeezed
from tests.support.cards.tagged import accessible

if TYPE_CHECKING:
    from pathlib import Path

    from katabase.domain.library import Library
    from katabase.products.cards.settings import Settings

SMALL = 10
"""The type size in points of what stands around a row."""
CHOSEN = ("questions/five-questions", "checklist/first-gemba-walk", "path/new-coach")


@pytest.mark.parametrize("ref", CHOSEN)
def test_each_row_has_a_side_of_its_own(ref: str, shipped: Library, settings: Settings) -> None:
    card = card_of(shipped.entries[ref])
    raw = deck_pdf([card], FORMATS["a6-big"], settings)
    accessible(raw)
    printed = Printed(raw)
    blocks = [block for face in card.faces for block in face.variants[0].blocks]
    rows = [text_of(row) for each in blocks if each.style != "heading" for row in each.rows]
    assert len(printed) == len(rows) + len(rows) % 2
    for page, row in enumerate(rows):
        assert printed.size(page) == pytest.approx((148, 105), abs=0.1)
        glyphs = printed.glyphs(page)
        assert not outside(glyphs, 5.5, 5.5, 142.5, 99.5)
        large = squeezed("".join(glyph.text for glyph in glyphs if glyph.size >= 18))
        assert squeezed(row) in large
        assert len(large) <= len(squeezed(row)) + 2, "another row, or more than its number"
        assert min(glyph.size for glyph in glyphs) >= SMALL
        assert card.digest in printed.text(page)
        assert [code.text for code in printed.codes(page)] == [qr_address(card, settings.base)]


def test_a_site_offers_it_if_it_is_named(settings: Settings) -> None:
    library = load([Layer(CASES / "library", "kata")])
    named = replace(settings, sizes=("a6", "a6-big"))
    files = {file.path: file.content for file in card_files(library, named)}
    for entry in carded(library):
        facts = json.loads(files[f"cards/{entry.address.rstrip('/')}.json"])
        assert len(Printed(files[facts["files"]["a6"]])) == 2
        assert len(Printed(files[facts["files"]["a6-big"]])) > 2


def test_a_site_shows_whole_cards_first(tmp_path: Path) -> None:
    said = 'expected a size that shows a whole card before those of big type, found "a6-big"'
    with pytest.raises(SettingsError, match=said):
        settings_from(CardOptions(sizes=["a6-big", "a6"]), tmp_path)
