"""Which words of a page are in which language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from katabase.domain import layers, library
from katabase.products.pages.maker import PageMaker
from tests.conftest import CASES
from tests.support import cases

if TYPE_CHECKING:
    from pathlib import Path

SCRIPTS = library.load([layers.Layer(CASES / "scripts/kata", "kata")])


def page(maker: PageMaker, uri: str) -> str:
    return next(page.markdown for page in maker.pages() if page.uri == uri)


@pytest.fixture
def german(tmp_path: Path) -> library.Library:
    """The small library with one practice in German."""
    kata = cases.copy_library(tmp_path)
    path = kata / "checklists/desk-walk.yml"
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("title: Desk walk", "title: Gang an den Tischen\nlanguage: de"),
        ("What to look for on a walk along the desks.", "Worauf man an den *Tischen* achtet."),
        ("Does today's date stand on the board?", "Steht das Datum von heute an der Tafel?"),
        ("place: In an office, for a manager.", "place: Im Büro, für eine Leiterin."),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return library.load([layers.Layer(kata, "kata")])


def test_a_site_in_one_language_has_no_marks(tmp_path: Path) -> None:
    whole = library.load([layers.Layer(cases.copy_library(tmp_path), "kata")])
    assert not any(" lang=" in page.markdown for page in PageMaker(whole).pages() if page.entry)


def test_a_practice_in_another_language_says_so_on_its_page(german: library.Library) -> None:
    html = page(PageMaker(german), "checklists/desk-walk.md")
    assert '<div class="kb-head kb-checklist" lang="de">' in html
    assert re.search(r'<h1 id="desk-walk">Gang an den Tischen</h1>', html)
    assert '<p class="kb-crumbs" lang="en"><a href="../../catalogue/">Catalogue</a>' in html
    assert '<p class="kb-answer' in html
    assert re.search(r'<p class="kb-answer[^>]* lang="en">Yes or no</p>', html)
    assert ' dir="' not in html  # both are read from the left


def test_its_title_says_so_wherever_it_stands(german: library.Library) -> None:
    maker = PageMaker(german)
    for uri in ("catalogue.md", "checklists/index.md", "roles/manager.md"):
        html = page(maker, uri)
        assert re.search(r' lang="de"[^<]*(?:<[^/][^<]*)?>Gang an den Tischen<', html), uri
        assert re.search(r'<p lang="de">Worauf man an den <em>Tischen</em> achtet.</p>', html), uri
    row = next(text for name, text in maker.catalogue_data.files() if "rows-" in name)
    assert 'lang=\\"de\\"' in row
    see = page(maker, "glossary.md")
    assert re.search(r'<a href="../checklists/desk-walk/" lang="de">', see)


def test_on_a_german_site_the_others_are_marked(german: library.Library) -> None:
    maker = PageMaker(german, language="de")
    assert " lang=" not in page(maker, "checklists/desk-walk.md").partition("## Where it leads")[0]
    html = page(maker, "traits/keeps-promises.md")
    assert '<div class="kb-head kb-trait" lang="en">' in html


def test_direction_is_told_where_it_changes() -> None:
    html = page(PageMaker(SCRIPTS), "questions/arabic.md")
    assert '<div class="kb-head kb-questions" lang="ar" dir="rtl">' in html
    assert '<b lang="en" dir="ltr">Listen for</b>' in html
    html = page(PageMaker(SCRIPTS, language="he"), "questions/arabic.md")
    assert '<div class="kb-head kb-questions" lang="ar">' in html


def test_nothing_but_attributes_is_added() -> None:
    for one, other in zip(
        PageMaker(SCRIPTS).pages(), PageMaker(SCRIPTS, language="xx")._pages(), strict=True
    ):
        bare = re.sub(r' lang="[a-z-]+"(?: dir="[a-z]+")?', "", one.markdown)
        assert bare == re.sub(r' lang="[a-z-]+"', "", other.markdown) or "data-pieces" in bare
