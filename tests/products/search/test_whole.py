"""The whole index of a small library in one file."""

from __future__ import annotations

import json

from katabase.products.search import whole
from katabase.products.search.index import SearchDocument

HTML = """<html><body data-pagefind-body>
<h1 data-pagefind-weight="10" data-pagefind-meta="title">Gemba walk</h1>
<p data-pagefind-weight="10">ʞwgembawalkzz</p>
<p data-pagefind-weight="4" data-pagefind-meta="summary">Go where the work is.</p>
<span data-pagefind-meta="kind:Starter kata"></span><span data-pagefind-sort="links:3"></span>
<span data-pagefind-filter="role:coach"></span><span data-pagefind-filter="role:learner"></span>
<h2 data-pagefind-weight="0.2" id="steps">Steps</h2>
<h6 data-pagefind-weight="5" id="ask">Ask &amp; wait</h6>
<p data-pagefind-weight="1">Count to ten.</p>
<h2 data-pagefind-weight="0.2" id="end">End</h2><p data-pagefind-weight="1">Thank them, 現場.</p>
</body></html>"""
EMPTY = SearchDocument("b/", "<html><body><h1 data-pagefind-meta='title'>Other</h1></body></html>")


def read(*documents: SearchDocument) -> dict:
    text = whole.whole(documents, {"words": []})
    assert text is not None
    return json.loads(text)


def test_a_page_is_told_as_a_result_shows_it() -> None:
    [page] = read(SearchDocument("a/", HTML, (["gemba walk"], ["genba"])))["pages"]
    assert page["title"] == "Gemba walk"
    assert page["summary"] == "Go where the work is."
    assert (page["kind"], page["links"], page["address"]) == ("Starter kata", "3", "a/")
    assert page["filters"] == {"role": ["coach", "learner"]}
    assert page["names"] == [["gemba walk"], ["genba"]]
    assert page["items"] == [["ask", "Ask & wait"]]


def test_a_word_says_where_it_stands_and_how_much() -> None:
    found = read(EMPTY, SearchDocument("a/", HTML), EMPTY)["words"]
    [title] = found["gemba"]
    [text] = found["thank"]
    assert title // 10 == text // 10 == 1, "the second page"
    assert title % 10 > text % 10 == 1, "a title says more than a text"
    assert found["ask"][1:] == found["ten"][1:] == [-1], "in the first item"
    assert not any(word.startswith("ʞw") for word in found), "names are compared as they are"


def test_a_word_of_most_pages_leads_to_no_item() -> None:
    assert len(read(SearchDocument("a/", HTML))["words"]["ask"]) == 1


def test_a_word_without_spaces_is_there_by_its_pairs_of_letters() -> None:
    found = read(SearchDocument("a/", HTML))["words"]
    assert sum(word.startswith("ʞb") for word in found) == 1
    assert sum(word.startswith("ʞu") for word in found) == 2


def test_a_large_library_has_no_such_file() -> None:
    many = [EMPTY] * (whole.MOST // len(EMPTY.html) + 1)
    assert whole.whole(many, {}) is None
