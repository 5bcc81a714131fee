"""The glossary's page: an anchor for every term, and the old anchors still lead there."""

from __future__ import annotations

import re

from katabase.domain.glossary import Term
from katabase.domain.library import Library
from katabase.products.pages.maker import PageMaker
from katabase.products.terms import old_anchor

TERMS = (
    "C",
    "C#",
    "C++",
    "Go and see",
    "Öffnung",
    "lean kata",
    "lean-kata",
    "ffnung",
    "改善",
    "現場",
)


def ids(*terms: str) -> dict[str, list[str]]:
    """Return the ids of each term's place on the page, the term's own first."""
    library = Library(terms=tuple(Term(term=term, meaning="x") for term in terms))
    html = PageMaker(library).glossary().markdown
    places = re.findall(r'<div id="([^"]+)"><dt>(?:<span id="([^"]+)"></span>)?([^<]+)</dt>', html)
    return {term: [name for name in (anchor, old) if name] for anchor, old, term in places}


def test_every_term_has_a_place_of_its_own() -> None:
    found = ids(*TERMS)
    assert list(found) == list(TERMS)
    every = [name for names in found.values() for name in names]
    assert len(every) == len(set(every))


def test_old_anchors_lead_there_still() -> None:
    found = ids(*TERMS)
    every = {name for names in found.values() for name in names}
    assert {old_anchor(term) for term in TERMS} - {""} <= every
    assert ids("Öffnung") == {"Öffnung": ["öffnung", "ffnung"]}
    assert found["ffnung"] == ["ffnung"]
    assert found["lean-kata"] == ["lean-kata"]


def test_accents_have_no_letter_of_their_own_and_forms_of_a_word_are_no_other_words() -> None:
    terms = (
        Term(term="Übergabe", meaning="x", also=["Übergaben", "Schichtwechsel"]),
        Term(term="Umlauf", meaning="x", also=["Umläufen"]),
        Term(term="just in time", meaning="x", also=["Just-in-time", "JIT"]),
    )
    html = PageMaker(Library(terms=terms)).glossary().markdown
    assert re.findall(r'<h2 class="kb-letter" id="letter-(.)">', html) == ["u", "j"]
    assert re.findall(r'"kb-also">Also: ([^<]*)<', html) == ["Schichtwechsel.", "JIT."]
