"""Words of the glossary are found in texts of every script, and have anchors of their own."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from katabase.domain import layers, loading
from katabase.domain.glossary import Term
from katabase.products.terms import Terms, anchors
from katabase.products.text import Writer
from tests.support import cases

LIBRARY = loading.load([layers.Layer(cases.LIBRARY, "kata")])

TERMS = {
    "改善": "毎日の改善活動",
    "カタ": "カタログにないカタを選ぶ",
    "นิสัย": "สร้างนิสัยใหม่",
    "गेम्बा": "हम गेम्बा पर मिलते हैं",
    "개선": "매일 개선을 합니다",
    "гемба": "Идём на гемба вместе",
    "Öffnung": "Eine öffnung im Regal",
    "στόχος": "Ο στόχος είναι κοντά",
    "תנאי יעד": "זה תנאי יעד חדש",
    "الهدف": "هذا الهدف قريب",
    "C++": "Some C++ code",
    "board": "Two boards",
}


def linked(term: str, text: str) -> list[str]:
    terms = Terms([Term(term=term, meaning="x")])
    html = str(Writer(LIBRARY, terms, "").inline(text))
    return re.findall(r'<a class="kb-term"[^>]*>([^<]*)</a>', html)


@pytest.mark.parametrize(("term", "text"), TERMS.items(), ids=range(len(TERMS)))
def test_a_term_is_marked_in_every_script(term: str, text: str) -> None:
    found = linked(term, text)
    assert len(found) == 1
    assert found[0].casefold() in (term.casefold(), term.casefold() + "s")


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("गेम्ब", "गेम्बा"),
        ("개선", "재개선"),
        ("gemba", "gembabesuch"),
        ("カタ", "カタログ"),  # a run of Katakana is one word
        ("ไทย", "ไทย\u0e4d"),
    ],
)
def test_a_part_of_a_word_is_not_the_term(term: str, text: str) -> None:
    assert not linked(term, text)


@given(st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=8))
@example(["C++", "C#", "c"])
@example(["lean-kata", "lean kata", "Lean/Kata"])
@example(["改善", "現場", "✓", "→"])
def test_every_term_has_an_anchor_of_its_own(terms: list[str]) -> None:
    assume(len({term.lower() for term in terms}) == len(terms))
    found = anchors(terms)
    assert len(set(found.values())) == len(terms)
    assert all(anchor and not re.search(r"\s", anchor) for anchor in found.values())


def test_anchors_are_words_where_words_tell_terms_apart() -> None:
    found = anchors(["Target condition", "Öffnung", "改善", "C++", "C"])
    assert found == {
        "Target condition": "target-condition",
        "Öffnung": "öffnung",
        "改善": "改善",
        "C++": "c-" + found["C++"][2:],
        "C": "c",
    }
    assert len(found["C++"]) == len("c-123456")
