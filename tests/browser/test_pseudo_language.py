"""A site in a language that nobody speaks: every word of the interface is said in it.

All content is written in Greek letters, so a Latin word that stands outside of the
brackets of the pseudo-language was forgotten.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2
import pytest
import yaml

from katabase.domain.pseudo import FROM_RIGHT, LONGER
from tests.support.greek import greek
from tests.support.project import Project, make
from tests.support.watching import kept_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PAGES = (
    "starter-kata/starting-on-time/",
    "traits/keeps-promises/",
    "questions/three-questions/",
    "checklists/desk-walk/",
    "paths/first-week/",
    "catalogue/",
    "starter-kata/",
    "roles/coach/",
    "glossary/",
    "cards/",
    "cards/worksheets/",
)

TEXTS = """() => {
  const found = [];
  const hidden = "script, style, noscript, code, .headerlink, .md-content__button";
  const shown = (node) => !node.closest(hidden);
  const roots = document.querySelectorAll(".md-content, .kb-dialog");
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode())
      if (shown(walker.currentNode.parentElement)) found.push(walker.currentNode.data);
    for (const node of root.querySelectorAll("[aria-label], [alt], [title], [placeholder]"))
      if (shown(node))
        for (const name of ["aria-label", "alt", "title", "placeholder"])
          if (node.getAttribute(name)) found.push(node.getAttribute(name));
  }
  return found;
}"""
"""All texts that a reader meets within the page's content and the search."""


def project(folder: Path, language: str, direction: str) -> Project:
    made = make(folder)
    for path in made.kata.rglob("*.yml"):
        data = greek(yaml.safe_load(path.read_text(encoding="utf-8")))
        if path.stem != "glossary":
            data["language"] = language
        path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    made.edit("mkdocs.yml", "font: false}", f"font: false, direction: {direction}}}")
    made.edit("mkdocs.yml", "  - katabase\n", f"  - katabase: {{language: {language}}}\n")
    made.write("docs/index.md", "# Α\n\n{{ catalogue() }}\n")
    result = made.build("--strict")
    assert not result.returncode, result.stderr
    return made


@pytest.fixture(scope="module")
def longer(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return project(tmp_path_factory.mktemp("pseudo"), LONGER, "ltr")


@pytest.fixture(scope="module")
def from_right(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return project(tmp_path_factory.mktemp("mirrored"), FROM_RIGHT, "rtl")


ALLOWED = re.compile(
    r"\[[^\[\]]*\]"  # said in the pseudo-language
    r"|\b[0-9a-f]{6}\b|\d[\d. ]*(?:mm|KB)?|×|\b(?:A[3-7]|US Letter|in|PDF|Small)\b|\b[a-z]\b"
    rf"|\b(?:{'|'.join(calendar.month_name[1:])})\b"  # dates are those of Britain
)


def forgotten(texts: list[str]) -> list[str]:
    """Return the words in Latin letters that are not said in the pseudo-language."""
    found = []
    for text in texts:
        rest = text
        while rest != (rest := ALLOWED.sub(" ", rest)):
            pass
        found += re.findall(r"[A-Za-z]{2,}", rest)
    return found


@dataclass
class Looked:
    """A page of a phone that stays, and what it complains of."""

    address: str
    page: Page
    trouble: list[str]

    def at(self, path: str) -> Page:
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")
        return self.page


@pytest.fixture(scope="module")
def long_page(browser: Browser, serve: Callable[[Path], str], longer: Project) -> Iterator[Looked]:
    address = serve(longer.site)
    with kept_page(browser, address) as (page, trouble):
        yield Looked(address, page, trouble)


@pytest.fixture(scope="module")
def mirrored_page(
    browser: Browser, serve: Callable[[Path], str], from_right: Project
) -> Iterator[Looked]:
    address = serve(from_right.site)
    with kept_page(browser, address) as (page, trouble):
        yield Looked(address, page, trouble)


@pytest.mark.parametrize("path", PAGES)
def test_every_word_of_the_interface_is_said_and_longer_ones_break_nothing(
    long_page: Looked, path: str
) -> None:
    page = long_page.at(path)
    texts = page.evaluate(TEXTS)
    assert any("[" in text for text in texts)
    assert not forgotten(texts)
    assert not overflowing(page)
    assert not long_page.trouble


def test_the_search_says_everything(long_page: Looked) -> None:
    page = long_page.at("")
    page.keyboard.press("/")
    page.wait_for_selector(".kb-dialog select", state="attached")
    for query in ("", "ωωωωωω", "τ"):
        page.fill(".kb-dialog input[type=search]", query)
        page.wait_for_function(
            "q => document.querySelector('.kb-dialog').dataset.shown === q", arg=query
        )
        assert not forgotten(page.evaluate(TEXTS)), query
    assert not long_page.trouble


@pytest.mark.parametrize("path", PAGES)
def test_nothing_breaks_when_words_run_from_the_right(mirrored_page: Looked, path: str) -> None:
    assert not overflowing(mirrored_page.at(path))
    assert not mirrored_page.trouble


def overflowing(page: Page) -> bool:
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )


@pytest.mark.parametrize("name", ["starter-kata/starting-on-time", "checklists/desk-walk"])
def test_a_card_says_its_labels_in_the_language_of_its_practice(longer: Project, name: str) -> None:
    with pypdfium2.PdfDocument(longer.site / f"cards/{name}.pdf") as pdf:
        text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    flat = " ".join(text.replace("\r\n", " ").split())
    foot = re.compile(r"example\.org|Small|starting-on-time|desk-walk")
    assert "[" in flat
    assert not forgotten([foot.sub(" ", flat)])


def test_a_worksheet_says_everything(longer: Project) -> None:
    for path in sorted(longer.site.glob("cards/worksheets/*-a4.pdf")):
        with pypdfium2.PdfDocument(path) as pdf:
            text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
        flat = " ".join(text.replace("\r\n", " ").split())
        assert flat.count("[") > 3
        assert not forgotten([flat.replace("Small", " ")]), path.name
