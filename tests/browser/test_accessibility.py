"""axe-core finds nothing: WCAG 2.2 A and AA and its best practices, on every kind of page."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.support.watching import DESKTOP, PATIENCE, PHONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

MAIN = {
    "home": "",
    "catalogue": "catalogue/",
    "starter kata": "starter-kata/toyota-business-practices/",
    "trait": "traits/mirror-and-window/",
    "questions": "questions/five-questions/",
    "checklist": "checklists/first-gemba-walk/",
    "path": "paths/new-learner/",
}
OTHERS = {
    "kind": "questions/",
    "glossary": "glossary/",
    "role": "roles/team-leader/",
    "start": "start/learner/",
    "how it fits": "how-it-fits/",
    "deck": "cards/",
    "printing": "cards/printing/",
    "worksheets": "cards/worksheets/",
    "practise": "practise/",
    "contributing": "contributing/",
    "propose": "propose/",
    "form": "propose/?practice=questions/five-questions",
    "developing": "developing/api/",
    "missing": "no/such/page/",
}
PAGES = MAIN | OTHERS
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}


SCREENS = {"phone": PHONE, "desktop": DESKTOP}
EACH = [(screen, scheme) for screen in SCREENS for scheme in ("light", "dark")]
"""The main pages are looked at in all four, the others in the first and the last of them."""


@contextlib.contextmanager
def opened(browser: Browser, screen: str, scheme: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport=SCREENS[screen],
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def findings(page: Page) -> list[str]:
    """Return what axe finds, one line a rule with the first element."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{rule['id']}: {rule['help']}: {node['target']} {node['html'][:120]}"
        f" {node['failureSummary'][:200]!r}"
        for rule in found
        for node in rule["nodes"][:2]
    ]


@pytest.mark.parametrize(("screen", "scheme"), EACH)
def test_axe_finds_nothing_on_any_page(
    browser: Browser, address: str, screen: str, scheme: str
) -> None:
    pages = PAGES if (screen, scheme) in (EACH[0], EACH[-1]) else MAIN
    expected = "slate" if scheme == "dark" else "default"
    wrong = []
    with opened(browser, screen, scheme) as page:
        for name, path in pages.items():
            page.goto(address + path)
            page.locator(".kb-search__open[role=button]").wait_for()
            assert page.locator("body").get_attribute("data-md-color-scheme") == expected
            wrong += [f"{name}: {finding}" for finding in findings(page)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("screen", "scheme"), EACH)
def test_axe_finds_nothing_in_what_opens(
    browser: Browser, address: str, screen: str, scheme: str
) -> None:
    """The search with results, filters and a suggestion; the catalogue's facets; a term."""
    with opened(browser, screen, scheme) as page:
        page.goto(address + "traits/mirror-and-window/")
        page.locator(".kb-search__open[role=button]").click()
        page.locator(".kb-dialog__filters summary").click()
        page.locator(".kb-dialog__input").fill("obstcle")
        page.locator(".kb-dialog[data-shown=obstcle]").wait_for()
        assert page.locator(".kb-dialog__title").count() > 0
        wrong = [f"search: {finding}" for finding in findings(page)]
        page.goto(address + "catalogue/?kind=trait&role=coach")
        page.locator("kb-catalogue:defined form").wait_for()
        wrong += [f"facets: {finding}" for finding in findings(page)]
        page.goto(address + "starter-kata/toyota-business-practices/")
        page.wait_for_load_state("networkidle")
        page.locator("#kb-bubble").wait_for(state="attached")
        page.locator("a.kb-term").first.focus()
        page.locator(".kb-bubble").wait_for()
        wrong += [f"term: {finding}" for finding in findings(page)]
    assert not wrong, "\n".join(wrong)
