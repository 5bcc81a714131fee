"""One practice in each of ten scripts goes through check, page, catalogue, search, glossary,
card and deck: found, marked, anchored and printed.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import pytest

from katabase.domain import layers, library, loading
from katabase.domain.scripts import direction
from katabase.products.cards.typeset.card import card_of
from tests.conftest import CASES, run
from tests.support import cases
from tests.support.cards.oracle import Printed, outside
from tests.support.watching import kept_page, lent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SCRIPTS = CASES / "scripts"


class Case(NamedTuple):
    """What a reader types, and what the practice of a script is."""

    language: str
    within: str
    """A word that stands within its title, as a reader types it."""
    keyword: str
    """A keyword, typed without accents or otherwise than it is written."""
    nowhere: str
    """A word of the script that stands nowhere in the library."""
    term: str
    """A glossary term that stands in its texts."""


SWEEP = {
    "polish": Case("pl", "tablicy", "lancuch", "kolejarz", "przeszkoda"),
    "greek": Case("el", "πινακα", "ΚΑΪΖΈΝ", "σιδηρόδρομος", "εμπόδιο"),
    "russian": Case("ru", "вопроса", "Гемба", "паровоз", "целевое состояние"),
    "hebrew": Case("he", "שאלות", "שִׁיפּוּר", "רכבת", "מכשול"),
    "arabic": Case("ar", "اسئلة", "المُستمِر", "قطار", "الحالة المستهدفة"),
    "hindi": Case("hi", "प्रश्न", "गेम्बा", "रेलगाड़ी", "बाधा"),
    "thai": Case("th", "คำถาม", "ปรับปรุง", "รถไฟฟ้า", "อุปสรรค"),
    "japanese": Case("ja", "質問", "改善", "新幹線", "障害"),
    "chinese": Case("zh", "问题", "管理", "火车站", "障碍"),
    "korean": Case("ko", "질문", "지속", "기차역", "장애물"),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library of scripts in an English site, checked and built strictly."""
    folder = tmp_path_factory.mktemp("scripts") / "site"
    shutil.copytree(SCRIPTS, folder)
    code, printed, _ = cases.check(folder)
    assert (code, printed) == (0, "")
    result = run("mkdocs", "build", "--strict", cwd=folder)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


@pytest.fixture(scope="module")
def root(project: Path, serve: Callable[[Path], str]) -> str:
    return serve(project / "site")


@pytest.fixture(scope="module")
def kept(browser: Browser, root: str) -> Iterator[tuple[Page, list[str]]]:
    with kept_page(browser, root) as kept:
        yield kept


@pytest.fixture
def page(kept: tuple[Page, list[str]], root: str) -> Iterator[Page]:
    with lent(kept, root) as page:
        yield page


@cache
def _library() -> library.Library:
    return loading.load([layers.Layer(SCRIPTS / "kata", "kata")])


def title_of(name: str) -> str:
    return _library().entries[f"questions/{name}"].practice.title


SPOKEN = """() => {
  const article = document.querySelector("article");
  const walk = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) {
    const node = walk.currentNode.parentElement;
    const lang = node.closest("[lang]").lang;
    found.push([walk.currentNode.data.trim(), lang, getComputedStyle(node).direction]);
  }
  return found.filter(([text]) => text);
}"""


@pytest.mark.parametrize("name", SWEEP)
def test_every_word_of_a_page_is_in_its_language(page: Page, root: str, name: str) -> None:
    case = SWEEP[name]
    page.goto(f"{root}questions/{name}/")
    assert page.locator("html").get_attribute("lang") == "en"
    own = 0
    for text, language, turned in page.evaluate(SPOKEN):
        letters = [char for char in text if unicodedata.category(char)[0] == "L"]
        if not letters:
            continue
        assert turned == direction(language), text
        if name == "polish":  # its letters are those of the labels
            continue
        if any(char.isascii() for char in letters):
            assert language == ("pl" if text == title_of("polish") else "en"), text
        elif language == case.language:
            own += 1
    assert own >= 8 or name == "polish"
    heading = page.get_by_role("heading", level=1)
    assert heading.text_content() == title_of(name)
    assert heading.evaluate("node => node.closest('[lang]').lang") == case.language
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("name", SWEEP)
def test_a_term_is_marked_and_leads_to_its_own_place(page: Page, root: str, name: str) -> None:
    case = SWEEP[name]
    page.goto(f"{root}questions/{name}/")
    link = page.locator("a.kb-term").filter(has_text=re.compile(case.term, re.IGNORECASE)).first
    if name == "polish":  # "przeszkoda" in the nominative stands in the question
        link = page.locator("a.kb-term").first
    href = link.evaluate("node => node.href")
    page.goto(href)
    place = page.locator(":target")
    assert place.locator("dt").text_content() == case.term
    assert page.evaluate("decodeURIComponent(location.hash)") == f"#{case.term.replace(' ', '-')}"


@pytest.mark.parametrize("name", SWEEP)
def test_the_catalogue_filters_by_its_words(page: Page, root: str, name: str) -> None:
    case = SWEEP[name]
    page.goto(f"{root}catalogue/?q={quote(case.keyword)}")
    row = page.locator(".kb-listing > li").filter(has_text=title_of(name))
    page.get_by_text(f" of {len(SWEEP)} practices").wait_for()
    assert row.count() == 1
    title = row.get_by_text(title_of(name))
    assert title.evaluate("node => node.closest('[lang]').lang") == case.language
    assert row.locator(".kb-meta").evaluate("node => node.closest('[lang]').lang") == "en"
    page.goto(f"{root}catalogue/?q={quote(case.nowhere)}")
    page.get_by_text(f"0 of {len(SWEEP)} practices").wait_for()


def ask(page: Page, query: str) -> list[str]:
    page.locator(".kb-dialog__input").fill(query)
    page.wait_for_function(
        "query => document.querySelector('.kb-dialog').dataset.shown === query", arg=query
    )
    return [str(link.get_attribute("href")) for link in page.locator(".kb-dialog__title").all()]


@pytest.mark.parametrize("name", SWEEP)
def test_the_search_finds_it_and_nothing_for_a_word_that_stands_nowhere(
    page: Page, root: str, name: str
) -> None:
    case = SWEEP[name]
    page.goto(root)
    page.locator(".kb-search__open[role=button]").click()
    for query in (case.within, case.keyword, title_of(name)):
        found = ask(page, query)
        assert f"{root}questions/{name}/" in found[:2], (query, found)
        assert len(found) < len(SWEEP)
        link = page.locator(f".kb-dialog__title[href$='/questions/{name}/']")
        assert link.get_attribute("lang") == case.language
        assert link.evaluate("node => getComputedStyle(node).direction") == direction(case.language)
    assert ask(page, case.nowhere) == []
    page.get_by_text("No result.").wait_for()


@pytest.mark.parametrize("name", SWEEP)
def test_the_card_prints_every_word_within_its_edges(project: Path, name: str) -> None:
    card = card_of(_library().entries[f"questions/{name}"])
    printed = Printed((project / f"site/cards/questions/{name}.pdf").read_bytes())
    assert len(printed) == 2
    for number, face in enumerate(card.faces):
        # A tenth of a millimetre more: the pen of some letters begins before their place.
        assert not outside(printed.glyphs(number), 5.9, 5.9, 142.1, 99.1)
        text = _letters(printed.text(number))
        for line in face.variants[0].strings():
            assert _letters(line) in text, (line, text)


def _letters(text: str) -> str:
    """Return the letters of a text; a PDF may give ligatures and marks in forms of their own."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(char for char in plain if char.isalnum())


def test_a_deck_holds_all_of_them(page: Page, root: str, tmp_path: Path) -> None:
    cards = ",".join(f"questions/{name}" for name in SWEEP)
    page.goto(f"{root}cards/?cards={cards}&paper=none")
    make = page.get_by_role("button", name="Make the PDF")
    make.wait_for()
    with page.expect_download() as download:
        make.click()
    path = tmp_path / "deck.pdf"
    download.value.save_as(path)
    printed = Printed(path.read_bytes())
    assert len(printed) == 2 * len(SWEEP)
    for number, name in enumerate(SWEEP):
        assert _letters(title_of(name)) in _letters(printed.text(2 * number))


def test_the_list_of_cards_says_which_language_a_title_is_in(page: Page, root: str) -> None:
    page.goto(f"{root}cards/")
    for name, case in SWEEP.items():
        title = page.locator("bdi").filter(has_text=title_of(name)).first
        title.wait_for(state="attached")
        assert title.get_attribute("lang") == case.language
