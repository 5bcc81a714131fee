"""Titles and keywords as phrases."""

from __future__ import annotations

import pytest
import yaml

from katabase.products.search.phrases import folded, names
from tests.conftest import CASES

FOLDED: dict[str, str] = yaml.safe_load((CASES / "search/phrases.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("phrase", "expected"), FOLDED.items(), ids=FOLDED)
def test_a_phrase_is_folded(phrase: str, expected: str) -> None:
    assert " ".join(folded(phrase)) == expected


def test_a_title_counts_as_a_whole_and_in_its_parts() -> None:
    title, keywords = names("The A3 (one page): a story, told", ["PDCA", "pdca", "?"])
    assert title == ["a3 one page a story told", "a3", "one page", "story", "told"]
    assert keywords == ["pdca"]
