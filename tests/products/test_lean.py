"""What a page needs of the theme: which rules stay, and which pages are content with them."""

from __future__ import annotations

import pytest

from katabase.products.lean import Lean, Theme, lean, needs, pruned, selectors, without_unused

SAID = frozenset({"a", "b", "dir=ltr"})


@pytest.mark.parametrize(
    ("style", "kept"),
    [
        (".a{x:1}.z{x:2}", ".a{x:1}"),
        (".a,.z,p{x:1}", ".a,p{x:1}"),
        (".a:not(.z){x:1}", ".a:not(.z){x:1}"),
        (".a:not(.z) .y{x:1}", ""),
        ("@media print{.z{x:1}}p{x:1}", "p{x:1}"),
        ("@media(min-width:1em){.a{x:1}.z{x:1}}", "@media(min-width:1em){.a{x:1}}"),
        ("@supports(x:1){@media print{.b{x:1}}}", "@supports(x:1){@media print{.b{x:1}}}"),
        ("@keyframes k{0%{x:1}to{x:2}}", "@keyframes k{0%{x:1}to{x:2}}"),
        ('@charset "UTF-8";.a{x:1}', ".a{x:1}"),
        ('.a{x:"}.z{"}.z{x:1}', '.a{x:"}.z{"}'),
        (".a{x:url(data:image/svg+xml;b,{}.z)}.z{x:1}", ".a{x:url(data:image/svg+xml;b,{}.z)}"),
        ("/* .a{ */.z{x:1}.b{x:1}", ".b{x:1}"),
        ("[dir=ltr] .a{x:1}[dir=rtl] .a{x:2}", "[dir=ltr] .a{x:1}"),
        ("[data-md-color-primary=red]{x:1}p{x:1}", "p{x:1}"),
        (".a.b>.a{x:.5em}", ".a.b>.a{x:.5em}"),
    ],
)
def test_rules_that_nothing_says_go(style: str, kept: str) -> None:
    assert pruned(style, SAID).style == kept


def test_what_is_missing_is_all_that_a_rule_would_have_needed() -> None:
    found = pruned(".a .z{x:1}[dir=rtl] .y{x:1}.a{x:1}", SAID)
    assert found.missing == {"z", "y", "dir=rtl"}


def test_a_selector_needs_its_classes_and_choices() -> None:
    assert needs(".md-a:hover>[dir=rtl] .b\\:c") == {"md-a", "dir=rtl", "b:c"}
    assert selectors('a:is(b,c),[x=","]') == ["a:is(b,c)", '[x=","]']


def test_variables_that_nobody_asks_for_go() -> None:
    style = ":root{--a:1;--b:var(--a);--c:url(x;y)}.a{x:var(--b)}@media print{p{--d:1}}"
    assert without_unused(style, "") == ":root{--a:1;--b:var(--a)}.a{x:var(--b)}"
    assert "--c:url(x;y)" in without_unused(style, "z{y:var(--c)}")
    assert without_unused(style, "z{y:var(--d)}").endswith("@media print{p{--d:1}}")


THEME = Theme(
    ".a{x:1}.z{x:var(--e)}:root{--e:1;--f:1}[dir=rtl] p{x:1}[data-md-color-primary=red]{x:1}",
    ('<p class="a">',),
    frozenset({"dir=ltr", "data-md-color-primary=teal"}),
    (("own/style.css", "p{x:var(--f)}"),),
)
HEAD = """<link rel="stylesheet" href="../assets/stylesheets/main.12ab.min.css">
<link rel="stylesheet" href="../assets/stylesheets/palette.12ab.min.css">
<link rel="stylesheet" href="../assets/katabase/12ab/css/katabase.css">"""
FOOT = '<script src="../assets/javascripts/bundle.12ab.min.js"></script>'


def page(body: str) -> str:
    return f"<head>{HEAD}</head><body>{body}{FOOT}</body>"


@pytest.fixture(scope="module")
def needed() -> Lean:
    return lean(THEME, ".kb-a{x:1}", (), ())


def test_a_page_gets_what_it_needs(needed: Lean) -> None:
    folder = "../assets/katabase/12ab/"
    assert needed.fitted(page('<p class="a other">')) == (
        f'<head><link rel="stylesheet" href="{folder}css/page.css"></head>'
        f'<body><p class="a other"><script src="{folder}md-page.js" defer></script></body>'
    )
    assert needed.style == ".a{x:1}:root{--f:1}\n.kb-a{x:1}"


@pytest.mark.parametrize(
    "body",
    [
        '<p class="a z">',
        '<p dir="rtl">',
        '<p data-md-color-primary="red">',
        '<p style="color: var(--md-code-bg-color)">',
        '<script src="../own.js"></script>',
        "<script>document$.subscribe(f)</script>",
        '<link href="../of-a-plugin.css" rel="stylesheet">',
        '<pre class="mermaid">',
        '<div class="tabbed-set">',
    ],
)
def test_a_page_that_needs_more_stays_as_it_is(needed: Lean, body: str) -> None:
    assert needed.fitted(page(body)) == page(body)


@pytest.mark.parametrize(
    "body",
    [
        '<link rel="stylesheet" href="../own/style.css">',
        '<p dir="ltr" data-md-color-primary="teal">',
        '<script type="application/json">{}</script>',
        '<script src="../assets/katabase/12ab/md-base.js"></script>',
    ],
)
def test_a_page_that_needs_no_more_is_content(needed: Lean, body: str) -> None:
    assert "page.css" in needed.fitted(page(body))


def test_a_page_whose_styles_have_something_between_them_stays(needed: Lean) -> None:
    other = page("").replace("</head>", "").replace('css">\n', 'css">\n<style>p{}</style>')
    assert needed.fitted(other) == other
