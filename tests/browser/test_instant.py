"""With navigation.instant a page becomes another one without being loaded: all parts live on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.project import SETTINGS, make
from tests.support.watching import DESKTOP, kept_page, lent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

FEATURES = "theme: {name: material, font: false, features: [navigation.instant, navigation.tabs]}"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[object], str]) -> str:
    """The small project, built for the very address at which it is served: the theme only
    follows links to addresses of its sitemap."""
    project = make(tmp_path_factory.mktemp("instant") / "site")
    address = serve(project.site)
    settings = SETTINGS.replace("theme: {name: material, font: false}", FEATURES)
    project.write("mkdocs.yml", settings.replace("https://example.org/practise/", address))
    project.write(
        "docs/index.md",
        "# Home\n\n[All](catalogue.md) [Deck](cards/index.md) "
        "[Kata](starter-kata/starting-on-time.md) [Walk](checklists/desk-walk.md) "
        "[Practise](practise/index.md) [Path](paths/first-week.md) "
        "[Questions](questions/three-questions.md)\n",
    )
    result = project.build("--strict")
    assert result.returncode == 0, result.stdout + result.stderr
    return address


@pytest.fixture(scope="module")
def kept(browser: Browser, root: str) -> Iterator[tuple[Page, list[str]]]:
    with kept_page(browser, root, viewport=DESKTOP) as kept:
        yield kept


@pytest.fixture
def page(kept: tuple[Page, list[str]], root: str) -> Iterator[Page]:
    """The home page in a window that remembers whether it was loaded anew."""
    with lent(kept, root) as watched:
        watched.goto(root)
        watched.wait_for_load_state("networkidle")  # the theme has learned which pages there are
        watched.evaluate("window.stayed = true")
        yield watched
        assert watched.evaluate("window.stayed"), "the page was loaded anew"


def follow(page: Page, name: str) -> None:
    page.locator("article").get_by_role("link", name=name, exact=True).click()
    page.locator("article h1").filter(has_not_text="Home").first.wait_for()


def home(page: Page) -> None:
    page.go_back()
    page.get_by_role("heading", level=1, name="Home").wait_for()


def test_the_catalogue_filters(page: Page) -> None:
    for _ in range(2):
        follow(page, "All")
        field = page.get_by_role("searchbox").first
        field.fill("walk")
        expect(page.locator(".kb-result")).to_have_text("1 of 5 practices")
        assert "q=walk" in page.url
        home(page)


def test_the_deck_is_made_of_cards(page: Page) -> None:
    follow(page, "Deck")
    expect(page.get_by_role("button", name="Make the PDF")).to_be_visible()
    page.get_by_role("checkbox", name="Desk walk").check()
    expect(page.locator("[data-role=chosen] li")).to_have_count(1)


def test_words_of_the_glossary_tell_their_meaning(page: Page) -> None:
    follow(page, "Kata")
    term = page.locator("a.kb-term").first
    page.locator("#kb-bubble").wait_for(state="attached")
    term.focus()
    expect(page.get_by_role("tooltip")).to_be_visible()
    home(page)
    expect(page.get_by_role("tooltip")).to_have_count(0)
    follow(page, "Walk")
    page.locator("a.kb-term").first.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()


def test_the_search_leads_on(page: Page) -> None:
    follow(page, "Kata")
    page.keyboard.press("/")
    page.locator(".kb-dialog__input").fill("desk walk")
    page.locator(".kb-dialog__title").filter(has_text="Desk walk").click()
    expect(page.get_by_role("heading", level=1, name="Desk walk")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Starting on time")).to_be_attached()
    expect(page.locator(".kb-dialog__title").filter(has_text="Desk walk")).to_be_visible()
    page.keyboard.press("Escape")


def test_what_was_left_no_longer_listens(page: Page) -> None:
    follow(page, "All")
    page.get_by_role("searchbox").first.fill("walk")
    page.evaluate(
        "window.left = document.querySelector('kb-catalogue'); "
        "window.asked = 0; window.left.again = () => { window.asked += 1; }"
    )
    home(page)
    assert page.evaluate("window.left.isConnected") is False
    page.evaluate("window.asked = 0")
    follow(page, "Deck")
    home(page)
    assert page.evaluate("window.asked") == 0


@pytest.mark.parametrize(
    ("name", "element"), [("Kata", "kb-run"), ("Questions", "kb-run"), ("Walk", "kb-walk"),
                          ("Path", "kb-path")]
)  # fmt: skip
def test_a_practice_is_run_and_left(page: Page, name: str, element: str) -> None:
    """From its page to the run and back again, twice: nothing of the first is left behind."""
    for _ in range(2):
        follow(page, name)
        page.locator("a.kb-button", has_text="Practise now").first.click()
        expect(page.locator(f"{element} dialog[open] h2")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
        expect(page.locator("kb-practise .kb-mine")).to_be_visible()
        page.locator("[data-role=open] li, [data-role=paths] li").first.wait_for()
        expect(page.locator(".kb-mine__said")).to_be_empty()  # it is there, and not called gone
        page.go_back()
        page.locator("article h1").filter(has_not_text="Practise").first.wait_for()
        expect(page.locator(f"{element}, kb-practise")).to_have_count(0)
        home(page)


def test_a_storyboard_is_opened_and_left(page: Page) -> None:
    follow(page, "Practise")
    page.get_by_role("button", name="Storyboard").first.click()
    expect(page.locator("kb-board dialog[open]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("kb-board")).to_have_count(0)
    page.go_back()  # opening it was a step
    home(page)


def test_a_practice_prints_each_time_once(page: Page) -> None:
    page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1; }; }")
    for times in (1, 2):
        follow(page, "Kata")
        page.wait_for_function("Boolean(customElements.get('kb-print'))")
        page.get_by_role("button", name="Print", exact=True).click()
        assert page.evaluate("window.printed") == times
        home(page)
