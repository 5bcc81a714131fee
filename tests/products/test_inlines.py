"""One reading of a text's marks, and the two renderings of it: HTML and the runs of a card."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katabase.domain import layers, loading
from katabase.products.cards.typeset.runs import runs_of, text_of
from katabase.products.inlines import Code, Inlines, Link, Mark, Marked, Words, inlines, plain
from katabase.products.terms import Terms
from katabase.products.text import Writer
from tests.support import cases

LIBRARY = loading.load([layers.Layer(cases.LIBRARY, "kata")])
EM, STRONG = Mark.EMPHASIS, Mark.STRONG


def html_of(text: str) -> str:
    return str(Writer(LIBRARY, Terms([]), "../../").inline(text))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", ()),
        ("only words: 5 < 6 & 7]", (Words("only words: 5 < 6 & 7]"),)),
        ("*a* **b**", (Marked(EM, (Words("a"),)), Words(" "), Marked(STRONG, (Words("b"),)))),
        ("***a***", (Marked(EM, (Marked(STRONG, (Words("a"),)),)),)),
        ("`*a*`", (Code("*a*"),)),
        ("[*a* b](path/x)", (Link("path/x", (Marked(EM, (Words("a"),)), Words(" b"))),)),
        (r"\*a\* [b](", (Words("*a* [b]("),)),
        ("![a](https://x)", (Words("!"), Link("https://x", (Words("a"),)))),
    ],
)
def test_a_text_is_a_tree(text: str, tree: Inlines) -> None:
    assert inlines(text) == tree


PIECES = st.sampled_from(
    ["*", "**", "_", "`", "[", "](path/x)", "\\", " ", "a", "b", "é", "<", "&"]
)


@given(st.lists(PIECES, max_size=20).map("".join).map(str.strip))
def test_page_and_card_say_the_same_words(text: str) -> None:
    """And they set the same of them in strong type and in italics."""
    html = html_of(text)
    on_page = unescape(re.sub(r"</?(?:a|em|strong|code)\b[^>]*>", "", html))
    runs = runs_of(" ".join(text.split()))
    assert on_page == text_of(runs) == plain(text)
    for mark in Mark:
        marked = [words for words, marks in runs if mark in marks.split()]
        assert "".join(marked) == "".join(within(mark, html))


def within(mark: str, html: str) -> list[str]:
    """Return the words within elements of one name, read without a parser of ours."""
    found, depth = [], 0
    for tag, words in re.findall(r"(<[^>]*>)|([^<]+)", html):
        depth += (tag == f"<{mark}>") - (tag == f"</{mark}>")
        if words and depth:
            found.append(unescape(words))
    return found


@pytest.mark.parametrize("text", ["*a **b " * 400 + "c** d*" * 400, "**" * 900 + "a" + "**" * 900])
def test_marks_within_marks_without_end_are_no_trouble(text: str) -> None:
    """Its words stay, whatever becomes of its marks."""
    assert plain(text) == text_of(runs_of(text))
    assert html_of(text).count("<em>") <= 400
    assert "a" in plain(text)
