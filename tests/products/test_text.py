"""Texts become HTML that can do nothing: judged by Python's own HTML parser."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from katabase.domain import layers, loading
from katabase.domain.checks import registry
from katabase.domain.reading import source
from katabase.products.inlines import plain
from katabase.products.terms import Terms
from katabase.products.text import Writer
from tests.support import cases

LIBRARY = loading.load([layers.Layer(cases.LIBRARY, "kata")])
ALLOWED = {"a", "em", "strong", "code"}
ATTRIBUTES = {"href", "class", "data-meaning"}


class Judge(HTMLParser):
    """Collects what a browser would see in a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.odd: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def must_be_harmless(html: str) -> Judge:
    judge = Judge(html)
    assert set(judge.tags) <= ALLOWED, html
    assert not judge.odd, html
    for name, value in judge.attributes:
        assert name in ATTRIBUTES, html
        if name == "href":
            # What a browser drops from an address before it looks for the scheme.
            bare = "".join(char for char in value if char > " ").lower()
            assert bare.startswith(("http://", "https://", "mailto:", "../", "#")), html
    return judge


def writer() -> Writer:
    return Writer(LIBRARY, Terms(LIBRARY.terms), "../../")


PIECES = [
    *("*", "**", "_", "`", "[", "](", ")", "<", ">", "&", '"', "'", "\\", "!", " ", "\n", "\n\n"),
    *("javascript:", "JAVASCRIPT:", "java\tscript:", "&#106;avascript:", "data:text/html,", "//x"),
    *("<script>", "</script>", "<img src=x onerror=x>", "<!--", "<![CDATA[", "<?x", "onclick="),
    *("https://example.org", "HTTPS://x", "mailto:a@b", "checklist/desk-walk", "path/nowhere"),
    *("gemba", "real places", "Board", "&lt;", "&amp;", "&quot;", "\u202e", "\0", "{{", "a", "é"),
]
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
laws = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@laws
@given(TEXTS)
@example("[a](javascript:alert(1))")
@example("[a](foo) [b](//host/x) [c](data:image/png;base64,x) [d](\\\\host) [e](path/nowhere)")
@example("[a](java\nscript:alert(1)) [b](&#106;avascript:alert(1)) <javascript:alert(1)>")
@example('[a](https://x" onclick="alert(1)) [gemba](https://x)')
def test_any_text_is_harmless(text: str) -> None:
    must_be_harmless(str(writer().inline(text)))
    must_be_harmless(str(writer().unlinked(text)))
    assert "a" not in must_be_harmless(str(writer().bare(text))).tags
    must_be_harmless(str(writer().paragraphs(text)).replace("<p>", "").replace("</p>", ""))


@laws
@given(TEXTS)
def test_no_text_opens_a_link_within_a_link(text: str) -> None:
    depth = 0
    for tag in writer().inline(text).split("<")[1:]:
        depth += tag.startswith("a ") - tag.startswith("/a>")
        assert 0 <= depth <= 1


@laws
@given(TEXTS)
def test_a_plain_text_reads_like_the_html(text: str) -> None:
    assert Judge(str(writer().inline(text))).text.split() == plain(text).split()


MARKS = str.maketrans("", "", "*_`\\[]()")


@laws
@given(TEXTS)
@example("\0*")
@example("&lt;b&gt; stays, and so does 5 < 6 & 7 > 2")
def test_a_text_that_passes_the_checks_keeps_its_words(text: str) -> None:
    raw = "a: " + "".join(f"\\U{ord(char):08x}" for char in text).join('""')
    document, _ = source.parse(raw.encode(), "x.yml")
    assume(document is not None and document.data["a"] == text)
    assert document is not None
    assume(not registry.check(replace(LIBRARY, documents=(document,)), cases.TODAY))
    assume("](" not in text)
    judge = must_be_harmless(str(writer().inline(text)))
    assert "".join(judge.text.split()).translate(MARKS) == "".join(text.split()).translate(MARKS)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*a* **b** `c`", "<em>a</em> <strong>b</strong> <code>c</code>"),
        ("`<b> & *x*`", "<code>&lt;b&gt; &amp; *x*</code>"),
        ("[walk](checklist/desk-walk)", '<a href="../../checklists/desk-walk/">walk</a>'),
        ("[it](starter-kata/on-time)", '<a href="../../starter-kata/starting-on-time/">it</a>'),
        ("[x](https://example.org/?a=1&b=2)", '<a href="https://example.org/?a=1&amp;b=2">x</a>'),
        ("[x](mailto:a@example.org)", '<a href="mailto:a@example.org">x</a>'),
        ("# no heading", "# no heading"),
        ("1. no list", "1. no list"),
        ("![no](https://example.org/x.png)", '!<a href="https://example.org/x.png">no</a>'),
        ("<https://example.org>", "&lt;https://example.org&gt;"),
        ("https://example.org", "https://example.org"),
        ("~~a~~ ==b== ^^c^^ :smile:", "~~a~~ ==b== ^^c^^ :smile:"),
    ],
)
def test_the_four_marks_and_no_others(text: str, html: str) -> None:
    assert str(writer().inline(text)) == html
