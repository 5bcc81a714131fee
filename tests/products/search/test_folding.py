"""How texts are compared: one set of cases for Python and the browser."""

from __future__ import annotations

import unicodedata

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from katabase.products.search.folding import flat, words
from katabase.products.search.phrases import pairs, spellings
from tests.conftest import CASES

FOLDED: dict[str, list[str]] = yaml.safe_load(
    (CASES / "search/folding.yml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(("text", "expected"), FOLDED.items(), ids=FOLDED)
def test_a_text_has_these_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("text", FOLDED)
def test_it_does_not_matter_how_accents_were_typed(text: str) -> None:
    assert words(unicodedata.normalize("NFD", text)) == words(text)


@given(st.text())
def test_what_is_folded_stays(text: str) -> None:
    assert flat(flat(text)) == flat(text)


def test_ascii_needs_nothing_beside_it() -> None:
    assert spellings("Go and see, 5 times.") == ""


def test_words_without_spaces_are_found_by_neighbouring_letters() -> None:
    assert {*pairs("改善")} < {*pairs("改善活動")} == {*"改善活動", "改善", "善活", "活動"}


def test_an_umlaut_is_found_as_it_is_typed_anywhere() -> None:
    """With the key of a German keyboard, in two letters, or without its points."""
    index = {*words("Größe der Übung"), *words(spellings("Größe der Übung"))}
    for typed in ("größe", "Grösse", "groesse", "grosse", "Gro\u0308ße", "uebung", "ubung"):
        assert set(words(typed)) <= index, typed
