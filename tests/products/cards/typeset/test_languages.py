"""A card whose practice is translated in part says of each line in which language it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.products.cards.typeset.batch import Job, set_cards
from katabase.products.cards.typeset.card import card_of
from tests.support import cases, layered
from tests.support.cards.tagged import accessible, read_by_language

if TYPE_CHECKING:
    from katabase.products.cards.settings import Settings

PLANT = cases.CASES / "layers/german-plant"


def test_a_line_that_is_not_translated_is_in_its_own_language(settings: Settings) -> None:
    entry = layered.load(PLANT, language="de").entries["starter-kata/starting-on-time"]
    [made] = set_cards([Job(card_of(entry), "a6")], settings)
    raw = made.files["pdf"]
    accessible(raw)
    said = read_by_language(raw)
    assert said["en"] == (
        "Saying what you expect before you look.Facts before opinions, and before blame."
        "One board for all."
    )
    assert "Pünktlich anfangen in Halle 3Die Minute ans Hallenboard schreiben." in said["de"]
    assert "Menschen vor Zahlen." in said["de"]
    assert said.keys() == {"de", "en"}
