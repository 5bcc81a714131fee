"""The page for missing addresses, as text; tests/deploy looks at it in a browser."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

from katabase.products.publishing import missing

if TYPE_CHECKING:
    from pathlib import Path

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
    page = missing.movable(PAGE, ["traits", "assets"], "https://kata.example/team/")
    body = page.replace(page[page.index("<noscript>") : page.index("</noscript>")], "")
    assert '<link rel="stylesheet" data-href="assets/a.css">' in body
    assert '<link rel="icon" data-href="assets/i.png">' in body
    assert '<script data-src="assets/a.js" data-scope="">' in body
    assert '<script type="module" data-src="assets/b.js">' in body
    assert " src=" not in body
    facts = 'data-home="https://kata.example/team/" data-names="" data-folders="assets traits"'
    assert f"<script {facts}>find()</script>" in body
    assert '<a href="catalogue/">' in body
    assert '<script id="__config" type="application/json">{"search": "x"}</script>' in body


def test_without_scripts_the_known_path_counts() -> None:
    links = '<link rel="icon" href="assets/i.png"><link rel="stylesheet" href="assets/a.css">'
    for home, names, path in (
        ("https://kata.example/team/", [], "/team/"),
        ("https://kata.example/team/", ["1.0", "latest"], "/team/1.0/"),
        ("", [], "/"),
        ("", ["1.0", "latest"], "/1.0/"),
    ):
        page = missing.movable(PAGE, ["traits"], home, names)
        assert f'<noscript><base href="{path}">{links}</noscript>' in page


def test_beside_versions_the_page_wears_the_latest() -> None:
    page = missing.below(missing.movable(PAGE, ["traits"], "", ["1.0", "stable"]), "latest")
    assert '<script data-home="" data-names="latest" data-folders="traits">' in page


def test_what_stands_alone_carries_its_hash(tmp_path: Path) -> None:
    """Judged by openssl's own digest. A script that asks for more files has none."""
    (tmp_path / "assets/katabase").mkdir(parents=True)
    for name, text in {
        "assets/katabase/one.css": "a { b: c }",
        "assets/katabase/alone.js": "let a;",
        "assets/katabase/asks.js": 'import("./alone.js")',
        "assets/theme.js": "let b;",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    page = """<link rel="stylesheet" data-href="assets/katabase/one.css">
<script data-src="assets/katabase/alone.js"></script>
<script type="module" data-src="assets/katabase/asks.js"></script>
<script data-src="assets/theme.js"></script>
<link rel="stylesheet" data-href="https://elsewhere.example/one.css">
<link rel="stylesheet" data-href="assets/none.css">
"""
    (tmp_path / "404.html").write_text(page, encoding="utf-8")
    missing.seal(tmp_path)
    digests = [
        subprocess.run(
            f"openssl dgst -sha256 -binary {tmp_path}/assets/katabase/{name} | base64",
            shell=True,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for name in ("one.css", "alone.js")
    ]
    found = re.findall(r'integrity="sha256-([^"]*)"', (tmp_path / "404.html").read_text("utf-8"))
    assert found == digests
