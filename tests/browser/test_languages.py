"""A site in two languages in a browser: the menu, the search, and what is read from the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import layered
from tests.support.watching import DESKTOP, PHONE, watched_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

KATA = "starter-kata/starting-on-time/"


def results(page: Page, query: str) -> list[str]:
    page.fill(".kb-dialog input[type=search]", query)
    page.wait_for_function(
        "q => document.querySelector('.kb-dialog').dataset.shown === q", arg=query
    )
    links = page.locator(".kb-dialog a[href]").all()
    return [link.get_attribute("href") or "" for link in links]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_menu_leads_to_the_same_practice(
    browser: Browser, serve: Callable[[Path], str], size: dict[str, int]
) -> None:
    address = serve(layered.spoken("german-plant", "de").site)
    with watched_page(browser, address, viewport=size) as page:
        page.goto(address + KATA)
        for language, path in (("de", f"de/{KATA}"), ("en", KATA)):
            page.click(".md-select button")
            link = page.locator(f"a[hreflang={language}]")
            link.wait_for(state="visible")
            box = link.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= size["width"]
            assert box["height"] >= 44
            link.click()
            page.wait_for_url(address + path)
            assert page.evaluate("document.documentElement.lang") == language


def test_a_card_of_the_practice_that_is_adapted_is_an_old_one(
    browser: Browser, serve: Callable[[Path], str]
) -> None:
    """Its version may be the higher one: who adapts a practice begins to count at 1.0.0."""
    address = serve(layered.spoken("german-plant", "de").site)
    with watched_page(browser, address) as page:
        for version, said in (
            ("1.1.0", "It is version 1.1.0 of the practice that is adapted here; the current one"),
            ("1.2.0", "This site is older than your card."),
        ):
            page.goto(f"{address}{KATA}?card={version}-000000")
            note = page.locator(".kb-verdict:not(:empty)")
            note.wait_for()
            assert said in note.inner_text()


def test_the_brand_is_that_of_the_plant_in_both_languages(
    browser: Browser, serve: Callable[[Path], str]
) -> None:
    """Its style sheet comes after ours; its logo and its icon are there."""
    address = serve(layered.spoken("german-plant", "de").site)
    colour = "(name) => getComputedStyle(document.querySelector(name)).%s"
    with watched_page(browser, address, viewport=DESKTOP) as page:
        for folder in ("", "de/"):
            page.goto(f"{address}{folder}{KATA}")
            brand = f"rgb({', '.join(map(str, layered.COLOUR))})"
            assert page.evaluate(colour % "backgroundColor", ".md-header") == brand
            assert page.evaluate(colour % "color", ".md-content article a[href]") == brand
            assert page.evaluate("document.querySelector('.md-logo img').naturalWidth") == 24
            icon = page.locator("link[rel=icon]").get_attribute("href") or ""
            answer = page.request.get(page.evaluate("(at) => new URL(at, location).href", icon))
            assert answer.text() == layered.BRAND["logo.svg"]


def test_a_german_word_is_found_as_it_is_typed(
    browser: Browser, serve: Callable[[Path], str]
) -> None:
    """With its umlaut, in two letters, without points, and with another ending."""
    address = serve(layered.spoken("german-plant", "de").site)
    with watched_page(browser, address) as page:
        page.goto(f"{address}de/")
        page.wait_for_load_state("networkidle")
        page.keyboard.press("/")
        page.wait_for_selector(".kb-dialog input[type=search]", state="visible")
        for query in ("Größe", "groesse", "grosse", "größen", "frühbesprechungen", "Abweichungen"):
            assert any(KATA in href for href in results(page, query)), query


def test_arabic_is_read_from_the_right(browser: Browser, serve: Callable[[Path], str]) -> None:
    address = serve(layered.spoken("hospital", "ar").site)
    with watched_page(browser, address) as page:
        page.goto(f"{address}ar/{KATA}")
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= PHONE["width"]
        page.wait_for_function("() => Boolean(customElements.get('kb-search'))")
        page.keyboard.press("/")
        page.wait_for_selector(".kb-dialog input[type=search]", state="visible")
        assert any(KATA in href for href in results(page, "الالتزام"))


def test_english_in_an_arabic_page_keeps_its_order(
    browser: Browser, serve: Callable[[Path], str]
) -> None:
    """The interface has no Arabic: "10 min" was shown as "min 10", and "practices 3"."""
    address = serve(layered.spoken("hospital", "ar").site)
    with watched_page(browser, address) as page:
        for path, place in (
            (f"ar/{KATA}", ".kb-facts li:has-text('min')"),  # said by the build
            ("ar/catalogue/", ".kb-result"),  # a script says it anew
        ):
            page.goto(f"{address}{path}")
            page.wait_for_load_state("networkidle")
            number, word = page.locator(place).first.evaluate(BEGINS_AT)
            assert number < word, path


BEGINS_AT = """element => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const left = (node, at) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect().left;
  };
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const number = node.data.search(/[0-9]/);
    const word = node.data.search(/[a-z]/i);
    if (number >= 0 && word >= 0) return [left(node, number), left(node, word)];
  }
  return [0, 0];
}"""
"""How far from the left an element's first number and its first word begin."""
