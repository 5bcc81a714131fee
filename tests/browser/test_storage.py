"""Where the browser keeps nothing, or something broken, every part of a page still works."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.watching import DESKTOP, kept_page, lent, watched_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
PAGE = "starter-kata/coaching-cycle/"
BLOCKED = """
for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
  const { configurable } = Object.getOwnPropertyDescriptor(window, name) ?? {};
  Object.defineProperty(window, name, {
    configurable, get() { throw new DOMException("The request was denied.", "SecurityError"); }
  });
}
"""
"""What Chromium does where its user has blocked all cookies; its own properties are as
configurable as these."""


def scheme(page: Page) -> str | None:
    return page.locator("body").get_attribute("data-md-color-scheme")


def works(page: Page, address: str) -> None:
    """Use what needs the theme's script and ours."""
    page.goto(f"{address}{PAGE}")
    before = scheme(page)
    page.locator("form[data-md-component=palette] label:visible").click()
    expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", str(before))
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator(".md-nav--secondary .md-nav__link--active").first).to_be_attached()
    page.locator(".kb-search__open[role=button]").wait_for()
    page.keyboard.press("/")
    page.locator(".kb-dialog__input").fill("coaching cycle")
    expect(page.locator(".kb-dialog__title").first).to_be_visible()
    page.keyboard.press("Escape")
    page.goto(f"{address}catalogue/")
    page.get_by_role("searchbox").first.fill("coaching")
    expect(page.locator(".kb-result")).to_contain_text(" of ")


@pytest.fixture(scope="module")
def desk(browser: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """A wide page of somebody who wishes it light, and what it complains of."""
    with kept_page(browser, address, viewport=DESKTOP) as kept:
        yield kept


@pytest.fixture
def stored(desk: tuple[Page, list[str]], address: str) -> Iterator[Page]:
    """The same at an address of the site, to store something before a visit."""
    with lent(desk, address) as page:
        page.emulate_media(color_scheme="light")
        page.goto(f"{address}robots.txt")
        yield page


def test_blocked_storage(browser: Browser, address: str) -> None:
    with watched_page(browser, address, viewport=DESKTOP, color_scheme="light") as page:
        page.add_init_script(BLOCKED)
        works(page, address)


BROKEN = {
    "no JSON": "{",
    "a number": "7",
    "a text": '"dark"',
    "a list": "[]",
    "no index": '{"color": {"scheme": "slate"}}',
    "an index that is none": '{"index": "x", "color": {}}',
    "a colour that is none": '{"index": 1, "color": 5}',
    "a name that is none": '{"index": 1, "color": {"a b": "x"}}',
    "an index too high": '{"index": 99, "color": {"scheme": "slate"}}',
}


@pytest.mark.parametrize("value", BROKEN.values(), ids=BROKEN)
def test_a_broken_colour_scheme_is_healed(stored: Page, address: str, value: str) -> None:
    stored.evaluate("value => localStorage.setItem('/.__palette', value)", value)
    works(stored, address)
    healed = json.loads(stored.evaluate("localStorage.getItem('/.__palette')"))
    assert healed["index"] in (0, 1)
    assert healed["color"]["scheme"] in ("default", "slate")


def test_broken_tabs_are_healed(stored: Page, address: str) -> None:
    stored.evaluate("localStorage.setItem('/.__tabs', '{\"a\": 1}')")
    works(stored, address)
