"""The page for missing addresses, as text; tests/deploy looks at it in a browser."""

from __future__ import annotations

from katabase.products.publishing import missing

PAGE = """<link rel="icon" href="assets/i.png">
<link rel="stylesheet" href="assets/a.css">
<link rel="alternate feed" href="feed.xml">
<script data-folders>find()</script>
<a href="catalogue/">Catalogue</a>
<script src="assets/a.js" data-scope=""></script>
<script id="__config" type="application/json">{"search": "x"}</script>
<script type="module" src="assets/b.js"></script>
"""


def test_nothing_loads_before_the_root_is_known() -> None:
    page = missing.movable(PAGE, ["traits", "assets"], "/team/")
    body = page.replace(page[page.index("<noscript>") : page.index("</noscript>")], "")
    assert '<link rel="stylesheet" data-href="assets/a.css">' in body
    assert '<link rel="icon" data-href="assets/i.png">' in body
    assert '<script data-src="assets/a.js" data-scope="">' in body
    assert '<script type="module" data-src="assets/b.js">' in body
    assert " src=" not in body
    assert '<script data-folders="assets traits">find()</script>' in body
    assert '<a href="catalogue/">' in body
    assert '<script id="__config" type="application/json">{"search": "x"}</script>' in body


def test_without_scripts_the_known_path_counts() -> None:
    page = missing.movable(PAGE, ["traits"], "/team/")
    assert (
        '<noscript><base href="/team/"><link rel="icon" href="assets/i.png">'
        '<link rel="stylesheet" href="assets/a.css"></noscript>'
    ) in page


def test_beside_versions_the_page_wears_the_latest() -> None:
    page = missing.below(missing.movable(PAGE, ["traits"], "/"), "latest/")
    assert '<script data-below="latest/" data-folders="traits">' in page
