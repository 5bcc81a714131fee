"""The keys of titles and keywords in the search index."""

from __future__ import annotations

import pytest
import yaml

from katabase.products.search.phrases import key, key_words, names, parts
from tests.conftest import CASES

KEYS: dict[str, str] = yaml.safe_load((CASES / "search/phrases.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("phrase", "expected"), KEYS.items(), ids=KEYS)
def test_a_phrase_has_its_key(phrase: str, expected: str) -> None:
    assert key(phrase) == expected


def test_a_title_counts_as_a_whole_and_in_its_parts() -> None:
    title, keywords = names("The A3 (one page): a story, told", ["PDCA", "pdca", "?"])
    assert title == ["a3 one page a story told", "a3", "one page", "story", "told"]
    assert keywords == ["pdca"]


def test_the_parts_of_a_phrase_are_its_neighbouring_words_with_meaning() -> None:
    assert list(parts("first gemba walk")) == [
        "first",
        "first gemba",
        "gemba",
        "gemba walk",
        "walk",
    ]
    assert list(parts("go and see")) == ["go", "go and", "and see", "see"]
    assert list(parts("gemba")) == []


def test_whole_phrases_and_parts_have_different_keys() -> None:
    assert key_words(["gemba walk"]).split() == ["ʞpgembazz", "ʞpwalkzz", "ʞwgembawalkzz"]
