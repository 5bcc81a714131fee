"""Every page on a narrow phone, what it loads, and what it weighs."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.test_accessibility import PAGES
from tests.support.watching import (
    DESKTOP,
    PAGE_LIMIT,
    PHONE,
    TOOL_LIMIT,
    TOOLS,
    VISIT_LIMIT,
    first_visit,
    turn_to,
)

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page


FOLDERS = ("starter-kata", "traits", "questions", "checklists", "paths")


FOUND = {name: path for name, path in PAGES.items() if name != "missing"}


@pytest.mark.parametrize("path", FOUND.values(), ids=FOUND)
def test_no_sideways_scrolling_and_no_trouble_on_a_phone(
    watched: Page, address: str, path: str
) -> None:
    """No element sticks out at 360 pixels; no console error; nothing leaves the host."""
    watched.goto(address + path)
    watched.locator(".kb-search__open[role=button]").wait_for()
    watched.wait_for_load_state("networkidle")
    assert watched.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert _sticking_out(watched) == []


def test_no_practice_page_scrolls_sideways(watched: Page, address: str, site: Path) -> None:
    """All of them, images and styles aside: a long word in one text is enough."""
    for folder in FOLDERS:
        for number, page in enumerate(sorted((site / folder).glob("*/index.html"))):
            url = f"{address}{folder}/{page.parent.name}/"
            if number:
                turn_to(watched, url)
            else:
                watched.goto(url)
            width = watched.evaluate("document.documentElement.scrollWidth")
            assert width <= PHONE["width"], (page.parent.name, _sticking_out(watched))


def _sticking_out(page: Page) -> list[str]:
    """Return the elements of the article that reach beyond the screen, scrolled boxes aside."""
    return list(
        page.evaluate(
            """() => [...document.querySelectorAll("article *")]
                .filter((node) => !node.closest("pre, table, svg, .md-typeset__scrollwrap"))
                .filter((node) => node.getBoundingClientRect().right > innerWidth + 1)
                .map((node) => node.outerHTML.slice(0, 100))"""
        )
    )


def test_text_is_large_enough_to_read_on_a_phone(watched: Page, address: str) -> None:
    """Running text has 16 pixels or more, the smallest print 11 or more."""
    watched.goto(address + "questions/five-questions/")
    sizes = watched.evaluate(
        """() => [...document.querySelectorAll("article p, article li, article dd, article dt")]
            .filter((node) => node.offsetParent && node.textContent.trim())
            .map((node) => parseFloat(getComputedStyle(node).fontSize))"""
    )
    assert min(sizes) >= 11
    assert sorted(sizes)[len(sizes) // 2] >= 14


def test_each_practice_page_weighs_at_most_30_kb(site: Path) -> None:
    heavy = {
        f"{folder}/{page.parent.name}": page.stat().st_size
        for folder in FOLDERS
        for page in (site / folder).glob("*/index.html")
        if page.stat().st_size > PAGE_LIMIT
    }
    assert heavy == {}


LOOKED_AT = (
    *("", "catalogue/", "start/learner/", "roles/coach/", "glossary/", "propose/", "cards/"),
    *("starter-kata/toyota-business-practices/", "questions/five-questions/", "practise/"),
    *("checklists/first-gemba-walk/", "traits/intense-will-with-humility/", "paths/new-learner/"),
)


@pytest.mark.parametrize("path", LOOKED_AT)
def test_a_first_visit_transfers_little(
    browser: Browser, address: str, site: Path, path: str
) -> None:
    weights = first_visit(browser, address, site, path)
    print(path or "home", sum(weights.values()), weights)
    assert sum(weights.values()) <= (TOOL_LIMIT if path in TOOLS else VISIT_LIMIT), weights


UNMATCHED = """async () => {
    const sheets = [...document.styleSheets].map((sheet) => sheet.cssRules);
    const names = SHEETS;
    const theirs = await Promise.all(names.map(async (name) => {
        const sheet = new CSSStyleSheet();
        return (await sheet.replace(await (await fetch(name)).text())).cssRules;
    }));
    const selectors = (rules) => [...rules].flatMap((rule) => [
        ...(rule.selectorText && shows(rule) ? parts(rule.selectorText) : []),
        ...(rule.cssRules ? selectors(rule.cssRules) : []),
    ]);
    const shows = (rule) => [...rule.style].some((name) => !name.startsWith("--"));
    const parts = (text) => text.split(/,(?![^(]*[)])/).map((each) => each.trim());
    const here = new Set(sheets.flatMap(selectors));
    const left = new Set(theirs.flatMap(selectors).filter((each) => !here.has(each)));
    const bare = (each) => each
        .replace(/::?(?:before|after|placeholder|marker|-[-a-z]+)/g, "")
        .replace(/:not[(][^()]*:[^()]*[)]/g, "")
        .replace(/:(?:hover|focus(?:-[a-z]+)?|checked)/g, ":is(*)")
        .replace(/(^|[ >+~])$/, "$1*");
    const matching = [...left].filter((each) => document.querySelector(bare(each)));
    return [left.size, matching];
}"""


@pytest.mark.parametrize("path", LOOKED_AT)
def test_no_rule_that_was_left_out_would_match(
    watched: Page, address: str, site: Path, path: str
) -> None:
    """Neither in the page as it arrives, nor with its menu and its search open."""
    assert "page.css" in (site / path / "index.html").read_text(encoding="utf-8")
    watched.goto(address + path, wait_until="networkidle")
    styles = sorted((site / "assets" / "stylesheets").glob("*.css"))
    urls = [f"{address}assets/stylesheets/{each.name}" for each in styles]
    look = UNMATCHED.replace("SHEETS", json.dumps(urls))
    left, matching = watched.evaluate(look)
    assert left > 500
    assert matching == []
    watched.locator("kb-menu button").click()
    watched.locator("kb-search a").evaluate("link => link.click()")
    watched.locator("dialog[open] input").first.wait_for()
    assert watched.evaluate(look)[1] == []


def test_former_addresses_lead_on_and_keep_query_and_place(
    browser: Browser, served_small: str
) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(served_small + "starter-kata/on-time/?v=1.0.0&c=ab#step-1")
    page.wait_for_url(served_small + "starter-kata/starting-on-time/?v=1.0.0&c=ab#step-1")
    expect(page.get_by_role("heading", level=1, name="Starting on time")).to_be_visible()
    page.close()


def test_former_addresses_lead_on_without_javascript(browser: Browser, served_small: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served_small + "starter-kata/on-time/")
    page.wait_for_url(served_small + "starter-kata/starting-on-time/")
    context.close()


def test_a_mistyped_address_names_the_nearest_practice(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=PHONE)
    answer = page.goto(address + "questions/five-qestions/")
    assert answer is not None
    assert answer.status == 404
    link = page.locator("kb-missing a").first
    expect(link).to_have_text("The five questions")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.wait_for_function("!!customElements.get('kb-search')")
    field = page.get_by_role("searchbox", name="Search practices and questions")
    expect(field).to_have_value("five qestions")
    field.press("Enter")
    found = page.get_by_role("dialog").get_by_role("link", name="The five questions").first
    expect(found).to_be_visible()
    page.get_by_role("button", name="Close").click()
    link.click()
    page.wait_for_url("**/questions/five-questions/")
    page.close()


def test_a_missing_page_leads_to_the_catalogue_without_javascript(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(address + "no-such-page/")
    page.get_by_role("searchbox").fill("mirror")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/catalogue/?q=mirror")
    context.close()


def test_a_fact_below_the_lead_is_in_one_line_on_a_phone(watched: Page, address: str) -> None:
    """The end of a line does not divide "On trial"; only a list of roles goes on over it."""
    watched.goto(address + "starter-kata/kamishibai-board/")
    divided = """[...document.querySelectorAll(".kb-facts > li")]
      .filter((it) => it.querySelectorAll("a").length < 2)
      .filter((it) => {
        const line = parseFloat(getComputedStyle(it).lineHeight);
        return it.getBoundingClientRect().height > 1.5 * line;
      })
      .map((it) => it.textContent)"""
    assert watched.evaluate(divided) == []


@pytest.mark.parametrize("path", ["propose/?kind=checklist", "cards/", "catalogue/"])
def test_the_arrow_of_what_unfolds_stands_beside_the_middle_of_its_words(
    watched: Page, address: str, path: str
) -> None:
    watched.goto(address + path)
    watched.locator("article summary").first.wait_for()
    off = """[...document.querySelectorAll("article summary")]
      .filter((it) => it.checkVisibility())
      .map((it) => {
        const words = document.createRange();
        words.selectNodeContents(it);
        const [box, text] = [it.getBoundingClientRect(), words.getBoundingClientRect()];
        const arrow = getComputedStyle(it, "::after");
        const middle = box.top + parseFloat(arrow.top) + parseFloat(arrow.marginTop)
          + parseFloat(arrow.height) / 2;
        return [it.textContent, Math.abs(middle - (text.top + text.bottom) / 2)];
      })
      .filter(([, off]) => off > 3)"""
    assert watched.evaluate(off) == []


def test_breadcrumbs_stand_in_one_line_on_a_phone(watched: Page, address: str) -> None:
    """Beside the way to improve a practice: the longest name of a kind is the checklists'."""
    watched.goto(address + FOUND["checklist"])
    links = watched.locator(".kb-crumbs a, .kb-edit")
    tops = links.evaluate_all("all => all.map((one) => one.getBoundingClientRect().top)")
    assert len(tops) == 3
    assert max(tops) - min(tops) < 12


def test_a_term_shows_its_meaning_by_keyboard_and_touch(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address + "starter-kata/toyota-business-practices/")
    page.wait_for_load_state("networkidle")
    term = page.locator("a.kb-term").first
    term.focus()
    bubble = page.locator(".kb-bubble")
    expect(bubble).to_be_visible()
    expect(term).to_have_attribute("aria-describedby", "kb-bubble")
    page.keyboard.press("Escape")
    expect(bubble).to_be_hidden()
    page.locator("h1").focus()
    term.tap()
    expect(bubble).to_be_visible()
    assert "glossary" not in page.url
    term.tap()
    page.wait_for_url("**/glossary/#*")
    context.close()


def test_one_tap_leads_each_reader_from_home_to_a_first_thing(watched: Page, address: str) -> None:
    for name, target in {
        "improve my process": "start/learner/",
        "I coach": "start/coach/",
        "I lead": "start/leader/",
    }.items():
        watched.goto(address)
        door = watched.get_by_role("link", name=name)
        expect(door).to_be_in_viewport()
        door.click()
        watched.wait_for_url(f"**/{target}")
        assert watched.locator("article a[href*='/']").count() > 0


def test_the_desktop_page_has_its_contents_beside_it(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=DESKTOP)
    page.goto(address + "starter-kata/toyota-business-practices/")
    expect(page.locator(".md-sidebar--secondary").get_by_role("link", name="Steps")).to_be_visible()
    page.close()


def test_choices_of_the_catalogue_stand_in_one_line_on_a_desktop(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport=DESKTOP)
    page.goto(address + "catalogue/")
    page.locator("kb-catalogue:defined .kb-facet[open]").first.wait_for()
    words = page.locator(".kb-choice > span:first-of-type")
    assert words.count() > 25
    lines = words.evaluate_all(
        """all => all.map((one) => one.getBoundingClientRect().height
            / parseFloat(getComputedStyle(one).lineHeight))"""
    )
    assert max(lines) < 1.5
    expect(page.locator(".kb-listing > li").first).to_be_in_viewport()
    page.close()


def test_pictures_of_practices_are_whole_in_a_browser(browser: Browser, site: Path) -> None:
    """Measured by the browser, in its own font: no words leave a picture or lie on others."""
    page = browser.new_page()
    files = sorted(site.glob("*/*/diagram*.svg"))
    assert files
    page.set_content("".join(file.read_text(encoding="utf-8") for file in files))
    found = page.evaluate(
        """() => [...document.querySelectorAll("svg")].flatMap((svg) => {
            const frame = svg.getBoundingClientRect();
            const boxes = [...svg.querySelectorAll("text")].map((text) => {
                const { left, right, top, bottom } = text.getBoundingClientRect();
                return { left, right, top: top + 3, bottom: bottom - 3, said: text.textContent };
            });
            const out = boxes.filter((box) => box.left < frame.left || box.right > frame.right
                || box.top < frame.top || box.bottom > frame.bottom);
            const on = boxes.filter((a, at) => boxes.slice(at + 1).some((b) =>
                Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
                && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1));
            const title = svg.querySelector("title").textContent;
            return [...out, ...on].map((box) => `${title}: ${box.said}`);
        })"""
    )
    assert found == []
    page.close()


def test_a_picture_has_its_place_and_follows_the_scheme(watched: Page, address: str) -> None:
    """The page is dark while the device wishes light: the picture is dark too."""
    light = {}
    watched.emulate_media(color_scheme="light")
    watched.goto(address + "starter-kata/improvement-kata/")
    picture = watched.locator(".kb-diagram img")
    size = picture.bounding_box()
    for scheme in ("default", "slate"):
        watched.evaluate("(scheme) => { document.body.dataset.mdColorScheme = scheme; }", scheme)
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        pixels = Image.open(io.BytesIO(picture.screenshot())).convert("L").tobytes()
        light[scheme] = sum(pixels) / len(pixels)
    assert light["slate"] < 80 < 200 < light["default"]
    after = picture.bounding_box()
    assert size
    assert after
    assert (size["width"], size["height"]) == (after["width"], after["height"])
