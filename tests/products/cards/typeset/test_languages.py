"""A card whose practice is translated in part says of each line in which language it is."""

from __future__ import annotations

import gc
import warnings
from typing import TYPE_CHECKING

from fontTools.ttLib import TTCollection, TTFont

from katabase.products.cards.typeset.batch import Job, set_cards
from katabase.products.cards.typeset.card import card_of
from katabase.products.cards.typeset.fonts import covered, font_set
from tests.support import cases, layered
from tests.support.cards.tagged import accessible, read_by_language

if TYPE_CHECKING:
    from pathlib import Path

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


def test_fonts_are_closed_when_they_have_been_read(tmp_path: Path) -> None:
    """A single one and a collection: an open file is a warning to whoever asks for warnings."""
    [first, *_] = font_set().files
    collection = TTCollection()
    collection.fonts = [TTFont(first), TTFont(first)]
    collection.save(tmp_path / "two.ttc")
    collection.close()
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        one, two = (covered.__wrapped__((file,)) for file in (first, tmp_path / "two.ttc"))
        gc.collect()
    assert one == two
    assert [str(each.message) for each in said if each.category is ResourceWarning] == []
