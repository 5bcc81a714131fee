"""The whole index of a small library in one file."""

from __future__ import annotations

import json

from katabase.products.search import whole
from katabase.products.search.index import SearchDocument, Text

PAGE = SearchDocument(
    "a/",
    {"title": "Gemba walk", "summary": "Go where the work is.", "kind": "Starter kata"},
    [
        Text("Gemba walk", 10),
        Text("Go where the work is.", 4),
        Text("Ask & wait", 5, 0),
        Text("Count to ten.", 1, 0),
        Text("Thank them, 現場.", 1),
    ],
    [("ask", "Ask & wait")],
    (["gemba walk"], ["genba"]),
    filters={"role": ["coach", "learner"], "goal": []},
    links=3,
)
EMPTY = SearchDocument("b/", {"title": "Other"})


def read(*documents: SearchDocument, **beside: object) -> dict:
    text = whole.whole(documents, {"words": [], **beside})
    assert text is not None
    return json.loads(text)


def test_a_page_is_told_as_a_result_shows_it() -> None:
    [page] = read(PAGE)["pages"]
    assert page["title"] == "Gemba walk"
    assert page["summary"] == "Go where the work is."
    assert (page["kind"], page["address"]) == ("Starter kata", "a/")
    assert page["filters"] == {"role": ["coach", "learner"]}
    assert page["names"] == [["gemba walk"], ["genba"]]
    assert page["items"] == [["ask", "Ask & wait"]]


def test_a_word_says_where_it_stands_and_how_much() -> None:
    found = read(EMPTY, PAGE, EMPTY)["words"]
    [title] = found["gemba"]
    [text] = found["thank"]
    assert title // 10 == text // 10 == 1, "the second page"
    assert title % 10 > text % 10 == 1, "a title says more than a text"
    assert found["ask"][1:] == found["ten"][1:] == [-1], "in the first item"


def test_a_word_of_most_pages_leads_to_no_item() -> None:
    assert len(read(PAGE)["words"]["ask"]) == 1


def test_a_word_without_spaces_is_there_by_its_pairs_of_letters() -> None:
    assert {"現場", "現", "場"} <= read(PAGE)["words"].keys()


def test_the_vocabulary_is_told_by_places_among_the_words_without_digits() -> None:
    found = read(
        SearchDocument("a/", {"title": "a"}, [Text("5 whys ask again and wait", 1)]),
        words=["wait", "again", "unknown", "whys"],
    )
    assert [word for word in found["words"] if word != "5"] == [
        "again",
        "and",
        "ask",
        "wait",
        "whys",
    ]
    assert found["beside"]["words"] == [3, -3, 4]


def test_sentences_are_told_by_their_words_that_say_something() -> None:
    one = SearchDocument("a/", {"title": "a"}, searched_as=("nobody knows the plan", "The plan"))
    other = SearchDocument("b/", {"title": "b"}, searched_as=["nobody comes"])
    said = read(one, EMPTY, other, small={"nothing": "the"})["said"]
    assert said["counts"] == [2, 0, 1]
    assert said["words"] == {"knows": [0], "nobody": [0, 2], "plan": [0, 1], "comes": [2]}


def test_a_large_library_has_no_such_file() -> None:
    many = [PAGE] * (whole.MOST // PAGE.size + 1)
    assert whole.whole(many, {}) is None
