"""The index in pieces: what a browser puts together of them is what the documents say."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from katabase.products.search.index import SearchDocument, Text, rank
from katabase.products.search.pieces import HEAD, SIZE, pieces
from katabase.products.search.postings import levels

BESIDE = {"words": ["gemba"], "facets": [{"name": "kind"}], "small": {"nothing": "the a"}}
WORDS = st.lists(st.text("abcdeéß場", min_size=1, max_size=6), min_size=1, max_size=5, unique=True)
DOCUMENTS = st.lists(
    st.builds(
        lambda words, links, weight, practice: SearchDocument(
            "a/",
            {"title": words[0]},
            [Text(" ".join(words), weight)],
            names=([words[0]], words[1:2]),
            filters={"kind": ["kata"]} if practice else {},
            links=links,
        ),
        WORDS,
        st.integers(0, 3),
        st.sampled_from([0.2, 1, 10]),
        st.booleans(),
    ),
    min_size=1,
    max_size=30,
)


def together(files: dict[str, bytes], name: str) -> dict[str, Any]:
    """Return what all pieces of words say, read as the browser reads them."""
    found: dict[str, Any] = {}
    for path, text in files.items():
        if "/words-" in path:
            found |= json.loads(text)[name]
    return found


def pages(row: str | list[int], steps: int = 10) -> dict[int, int]:
    """Return the level of each page of a word."""
    if isinstance(row, str):
        return {page: int(level) for page, level in enumerate(row) if level != "0"}
    found, page = {}, 0
    for number in row:
        page += number // steps
        found[page] = number % steps
    return found


@given(DOCUMENTS)
def test_each_word_leads_to_its_pages(documents: list[SearchDocument]) -> None:
    documents = sorted(documents, key=rank)
    files = pieces(documents, BESIDE)
    expected: dict[str, dict[int, int]] = {}
    for number, document in enumerate(documents):
        for word, level in levels(document).items():
            expected.setdefault(word, {})[number] = level
    found = together(files, "words")
    assert {word: pages(row) for word, row in found.items()} == expected


def test_practices_to_which_most_lead_have_the_first_numbers() -> None:
    page = SearchDocument("page/", {"title": "page"})
    few = SearchDocument("few/", {"title": "few"}, filters={"kind": ["kata"]}, links=1)
    many = SearchDocument(
        "many/", {"title": "many"}, filters={"kind": ["kata"], "status": ["proven"]}, links=9
    )
    documents = sorted([page, few, many], key=rank)
    assert [each.address for each in documents] == ["many/", "few/", "page/"]
    head = json.loads(pieces(documents, BESIDE)[HEAD])
    assert (head["practices"], head["pages"], head["popular"]) == (2, 3, [0])


def test_words_that_begin_alike_lie_in_one_piece_in_the_order_of_the_alphabet() -> None:
    letters = "abcdefghij"
    words = [
        f"{one}{two}{three}x{four}"
        for one in letters
        for two in letters
        for three in letters
        for four in "abcdefgh"
    ]
    document = SearchDocument("a/", {"title": "a"}, [Text(" ".join(words), 1)])
    files = pieces([document] * 3, BESIDE)
    head = json.loads(files[HEAD])
    assert len(head["starts"]) > 1
    assert head["starts"] == sorted(head["starts"])
    begun: dict[str, int] = {}
    for number, start in enumerate(head["starts"]):
        text = files[f"{head['folder']}words-{number}.json"]
        assert len(text) < 2 * SIZE
        for word in json.loads(text)["words"]:
            assert begun.setdefault(word[:4], number) == number
            assert word[:4] >= start


def test_a_name_lies_with_each_of_its_words_that_say_something() -> None:
    document = SearchDocument("a/", {"title": "a"}, names=(["go to the gemba"], ["five whys"]))
    names = together(pieces([document], BESIDE), "names")
    assert names == {"go to the gemba": [0], "5 why": [1]}


def test_what_people_type_lies_with_each_of_its_words_that_say_something() -> None:
    """A sentence is a hundred times its place plus a level; a word of fewer pages says more."""
    one = SearchDocument("a/", {"title": "a"}, searched_as=("Nobody knows the plan", "the plan"))
    other = SearchDocument("b/", {"title": "b"}, searched_as=["現場を見る", "nobody comes"])
    files = pieces([one, other], BESIDE)
    assert json.loads(files[HEAD])["room"] == 2
    said = {word: pages(row, 100) for word, row in together(files, "said").items()}
    assert {word: set(row) for word, row in said.items()} == {
        **{"nobody": {0, 2}, "knows": {0}, "plan": {0, 1}, "comes": {2}},
        **{pair: {3} for pair in ("現場", "場を", "を見", "見る")},
    }
    assert {row[0] for word, row in said.items() if 0 in row} == {said["knows"][0]}
    assert said["plan"][1] < said["comes"][2] < said["knows"][0]
    assert together(files, "words") == {}


def test_a_sentence_in_letters_without_spaces_is_found_by_pairs() -> None:
    """One letter has no pair."""
    [document] = [SearchDocument("a/", {"title": "a"}, searched_as=["茶"])]
    assert together(pieces([document], BESIDE), "said").keys() == {"茶"}
