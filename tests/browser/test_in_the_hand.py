"""In the hand: the keyboard's path, large text on a small screen, targets, a page that stays."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import TimeoutError as Waited
from playwright.sync_api import expect

from katabase.domain.kinds.registry import kinds
from tests.browser.test_accessibility import PAGES, findings
from tests.support import programs
from tests.support.watching import DESKTOP, PHONE, turn_to, watched_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

SMALL = {"width": 320, "height": 740}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A phone: a new page costs more than three visits, and these tests only look."""
    page = browser.new_page(viewport=PHONE)
    yield page
    page.close()


@pytest.fixture(scope="module")
def large_text(browser: Browser) -> Iterator[Page]:
    """A screen of 320 pixels whose reader has set text to 200 %."""
    kind = browser.browser_type
    args = ["--no-sandbox", "--blink-settings=defaultFontSize=32"]
    other = kind.launch(executable_path=programs.chromium(), args=args)
    page = other.new_page(viewport=SMALL, service_workers="block")
    yield page
    other.close()


JUDGED = ("catalogue", "starter kata", "deck", "glossary")
WIDER = """() => [...document.querySelectorAll("body *")]
    .filter((node) => !node.closest("pre, table, svg, .md-typeset__scrollwrap, .md-sidebar"))
    .filter((node) => getComputedStyle(node).visibility !== "hidden")
    .filter((node) => node.getBoundingClientRect().right > innerWidth + 1)
    .map((node) => node.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize(
    ("path", "labels"),
    [
        ("catalogue/", ".kb-choice > span:first-of-type"),
        ("cards/", ".kb-deck__ready span span"),
        ("practise/?practice=path/new-coach", "dialog .kb-tick span, dialog fieldset legend"),
    ],
)
def test_a_long_word_of_a_name_is_broken(
    large_text: Page, address: str, path: str, labels: str
) -> None:
    """Other languages have longer words, and other devices wider letters."""
    large_text.goto(address + path, wait_until="networkidle")
    large_text.evaluate(
        """(labels) => {
            for (const one of document.querySelectorAll("details")) one.open = true;
            const all = document.querySelectorAll(labels);
            if (!all.length) throw new Error(labels);
            for (const one of all) one.textContent = "Führungskräfteentwicklungsgespräch";
        }""",
        labels,
    )
    assert large_text.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
    assert large_text.evaluate(WIDER) == []


@pytest.mark.parametrize("name", PAGES)
def test_large_text_on_a_small_screen_scrolls_one_way(
    large_text: Page, address: str, name: str
) -> None:
    """And axe finds nothing there, on some of the pages."""
    large_text.goto(address + PAGES[name], wait_until="networkidle")
    assert large_text.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 20
    assert large_text.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
    assert large_text.evaluate(WIDER) == []
    if name in JUDGED:
        assert findings(large_text) == []


def test_no_practice_scrolls_sideways_with_large_text(
    large_text: Page, address: str, site: Path
) -> None:
    """Long names of roles and long words stand anywhere."""
    wide = []
    for kind in kinds():
        for number, file in enumerate(sorted((site / kind.folder).glob("*/index.html"))):
            url = f"{address}{kind.folder}/{file.parent.name}/"
            if number:
                turn_to(large_text, url)
            else:
                large_text.goto(url)
            if large_text.evaluate("document.documentElement.scrollWidth") > SMALL["width"]:
                wide.append((file.parent.name, large_text.evaluate(WIDER)[:2]))
    assert not wide


def test_what_was_chosen_found_and_kept_is_read_with_large_text(
    large_text: Page, address: str
) -> None:
    """A name beside its buttons has words in its lines, not letters."""
    large_text.goto(f"{address}cards/?cards=questions/five-questions,starter-kata/five-s")
    names = large_text.locator("[data-role=chosen] li > span")
    expect(names).to_have_count(2)
    assert large_text.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
    assert all(high < 5 for high in names.evaluate_all(LINES))
    large_text.goto(address + "?search=safety")
    large_text.locator(".kb-dialog[data-shown=safety]").wait_for()
    large_text.locator(".kb-dialog__filters > summary").click()
    dialog = large_text.locator(".kb-dialog")
    assert dialog.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    assert dialog.locator("input").first.evaluate("(one) => one.clientWidth > 6 * 16")
    large_text.goto(address + "practise/?practice=checklist/safety-walk")
    assert large_text.locator(".kb-run__title").evaluate(
        "(one) => one.scrollWidth <= one.clientWidth"
    )
    large_text.locator(".kb-run__close").click()
    row = large_text.locator("[data-role=kept]").get_by_role("link", name="Safety walk")
    expect(row).to_be_visible()
    assert all(high < 3 for high in row.evaluate_all(LINES))


LINES = """(nodes) => nodes.map((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
})"""
"""In how many lines the words of each element stand."""
IN_A_SENTENCE = "p:not([class]), dd, .kb-step, .kb-ask, h1, h2"
WHOLE_ROW = "[aria-hidden], .kb-term, .kb-listing a, [type=checkbox], [type=radio]"
TARGETS = """([inline, other]) =>
    [...document.querySelectorAll("article :is(a, button, input, select, summary)")]
    .filter((node) => node.checkVisibility() && !node.closest(inline) && !node.matches(other))
    .map((node) => [node.getBoundingClientRect(), node.outerHTML.slice(0, 90)])
    .filter(([{ width, height }]) => width && (height < 24 || width < 24))
    .map(([{ width, height }, html]) => [Math.round(width), Math.round(height), html])"""


def all_targets_are_large_enough(page: Page) -> None:
    assert page.evaluate(TARGETS, [IN_A_SENTENCE, WHOLE_ROW]) == []
    main = page.locator(".kb-button").evaluate_all(
        "nodes => nodes.filter((node) => node.checkVisibility())"
        ".map((node) => node.getBoundingClientRect().height)"
    )
    assert all(height >= 44 for height in main)


@pytest.mark.parametrize("name", PAGES)
def test_fingers_have_targets_and_the_keyboard_sees_where_it_is(
    page: Page, address: str, name: str
) -> None:
    """The first stop leads to the content; each stop is on the screen, is seen and is outlined."""
    page.goto(address + PAGES[name], wait_until="networkidle")
    if name not in ("developing", "printing"):
        all_targets_are_large_enough(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("md-skip")
    for _ in range(24):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
                const node = document.activeElement;
                if (node === document.body) return null;
                const seen = node.matches(".md-option") ? node.nextElementSibling : node;
                const { left, right, width } = seen.getBoundingClientRect();
                const { outlineStyle, outlineWidth } = getComputedStyle(seen);
                const fades = node.matches(".md-skip, .md-top"); // in, over a quarter of a second
                const shown = fades || seen.checkVisibility({ opacityProperty: true });
                const html = node.outerHTML.slice(0, 120);
                return { left, right, width, outlineStyle, outlineWidth, shown, html };
            }"""
        )
        if stop is None:
            break
        assert stop["shown"], stop
        assert stop["left"] >= 0, stop
        assert stop["right"] <= PHONE["width"] + 1, stop
        assert stop["outlineStyle"] != "none", stop
        assert float(stop["outlineWidth"].removesuffix("px")) >= 2, stop


CATALOGUE = """Title or keyword, Kind, Role, Time, Level of skill, Trait, Status, Starter kata,
Traits, Question sets, Gemba checklists, Paths, By letter, Make a deck of these"""
DECK = """Find, Kind, Role, Time, Level of skill, Trait, Status, Cards to choose from"""
SEARCH = "Close, Filter"
FORM = """Begin anew, Title, Name of the file, Summary, Status, Learner, Coach, Second coach,
Team leader, Manager, Senior leader, Group leader, Person who does the work, Minutes, Cadence,
Stop rule, Place, Remove: Groups 1, Title, Remove: Items 1, Look, Answer, More about it, Add: Items,
Add: Groups, More: what can come later, Page, "Card, about as it will look", Propose it at GitHub,
Download, Copy, The file kata/checklists/….yml"""
WALK = [
    "Close, Where is this?, Begin",
    *["Close, Why it matters, Note, Go back, Next"] * 2,
    "Close, Yes, No, Why it matters, Note, Go back, Next",
]
"""The first screens of a walk: before it begins, two checks that are noted, one of yes or no."""
NAMES = """() => {
    const node = document.activeElement;
    const label = [...(node.labels?.[0]?.childNodes ?? [])].find((part) => part.textContent.trim());
    return (node.getAttribute("aria-label") ?? label?.textContent ?? node.innerText).trim();
}"""


@pytest.mark.parametrize(
    ("path", "ready", "first", "stops"),
    [
        ("catalogue/", "kb-catalogue:defined", ".md-skip", CATALOGUE),
        ("cards/", "kb-deck fieldset:enabled", "kb-deck summary", DECK),
        ("?search=", ".kb-dialog[data-shown='']", ".kb-dialog input", SEARCH),
        ("propose/?kind=checklist", "kb-propose[data-ready] form", "kb-propose a", FORM),
    ],
)
def test_the_keyboard_goes_through_what_one_came_for_in_order(
    page: Page, address: str, path: str, ready: str, first: str, stops: str
) -> None:
    page.goto(address + path, wait_until="networkidle")
    page.locator(ready).first.wait_for()
    page.locator(first).first.focus()
    if first == ".md-skip":
        page.keyboard.press("Enter")
    wanted = listed(stops)
    assert stopped_at(page, len(wanted)) == wanted


def listed(stops: str) -> list[str]:
    """Return the names of a list; one that holds a comma stands in quotation marks."""
    return next(csv.reader([" ".join(stops.split())], skipinitialspace=True))


def stopped_at(page: Page, number: int) -> list[str]:
    """Press Tab so many times; return the names of what has the keyboard each time."""
    met = []
    for _ in range(number):
        page.keyboard.press("Tab")
        met.append(page.evaluate(NAMES))
    return met


def test_the_keyboard_goes_through_a_run_and_comes_back_to_its_row(
    page: Page, address: str
) -> None:
    """Each screen begins at its title; Escape closes, and the next stop is what was closed."""
    page.goto(address + "practise/?practice=checklist/safety-walk")
    title = page.locator("dialog[open] h2")
    for number, stops in enumerate(WALK):
        expect(title).to_be_focused()
        first, *rest = listed(stops)
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(NAMES) == first
        title.focus()
        assert stopped_at(page, len(rest)) == rest
        if number < len(WALK) - 1:
            page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator("[data-role=kept]").get_by_role("link", name="Safety walk")).to_be_focused()


def test_what_a_script_shows_has_its_place_before(browser: Browser, address: str) -> None:
    """The switch of colours, and the button that prints: a tap on it is never lost."""
    context = browser.new_context(viewport=DESKTOP, service_workers="block")
    page = context.new_page()
    found = []
    for blocked in (True, False):
        if blocked:
            for name in ("md-page", "kb-print"):
                page.route(f"**/{name}.js", lambda route: route.abort())
        page.goto(address + "questions/five-questions/")
        shown = page.locator("[data-md-component=palette] label:visible")
        expect(shown).to_have_count(0 if blocked else 1)
        expect(page.locator("kb-print").get_by_text("Print")).to_be_visible(visible=not blocked)
        places = "nodes => nodes.map((node) => JSON.stringify(node.getBoundingClientRect()))"
        parts = page.locator(".kb-search, kb-print > :first-child, .kb-actions")
        found.append(parts.evaluate_all(places))
        page.unroute_all()
    assert found[0] == found[1]
    assert len(set(found[0])) == 3
    context.close()


@pytest.mark.parametrize(("scheme", "name"), [("dark", "slate"), ("light", "default")])
def test_the_scheme_of_the_device_stands_before_the_first_paint(
    browser: Browser, address: str, scheme: str, name: str
) -> None:
    """Not by the script that comes after it; that one then changes nothing that costs a layout."""
    with watched_page(browser, address, color_scheme=scheme) as page:
        held: list[Route] = []
        page.route("**/md-page.js", lambda route: held.append(route))
        with page.expect_request("**/md-page.js"):
            page.goto(address, wait_until="commit")
        page.locator(f"body[data-md-color-scheme={name}] footer").wait_for(state="attached")
        assert page.locator("html.js").count() == 1
        held[0].continue_()
        page.locator("meta[name=theme-color]").wait_for(state="attached")
        assert page.locator("meta[name=color-scheme]").count() == (scheme == "dark")


def test_signs_are_seen_in_the_colours_of_a_reader(page: Page, address: str) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(address + "questions/five-questions/")
    ground, *signs = page.evaluate(
        """() => {
            const sign = (one) =>
                getComputedStyle(document.querySelector(one), "::before").backgroundColor;
            const ground = getComputedStyle(document.body).backgroundColor;
            return [ground, sign(".kb-facts a[href*=roles]"), sign(".kb-related a")];
        }"""
    )
    page.emulate_media(forced_colors="none")
    assert ground not in signs


def test_an_answer_is_seen_in_the_colours_of_a_reader(page: Page, address: str) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(address + "practise/?practice=checklist/safety-walk")
    answer = page.locator("dialog").get_by_role("button", name="No", exact=True)
    title = page.locator("dialog[open] h2")
    expect(title).to_be_focused()
    while not answer.is_visible():
        before = title.inner_text()
        page.locator(".kb-run__foot .kb-button--strong").click()
        expect(title).not_to_have_text(before)
    ground = "(node) => getComputedStyle(node).backgroundColor"
    before = answer.evaluate(ground)
    answer.click()
    pressed = answer.evaluate(ground)
    page.emulate_media(forced_colors="none")
    assert pressed != before


def test_letters_of_the_catalogue_are_reached_by_keyboard(page: Page, address: str) -> None:
    page.goto(address + "catalogue/", wait_until="networkidle")
    page.get_by_text("By letter").focus()
    page.keyboard.press("Enter")
    letters = page.get_by_role("group", name="Starter kata", exact=True).get_by_role("link")
    shown = letters.all_inner_texts()
    assert len(shown) > 5
    assert shown == sorted(set(shown))
    letters.last.press("Enter")
    row = page.locator(".kb-listing > li:target")
    expect(row).to_be_in_viewport()
    expect(row.locator("h2")).to_have_text(re.compile(f"^{shown[-1]}"))


def test_the_link_to_the_content_leads_there(page: Page, address: str) -> None:
    for path in ("catalogue/", "questions/", "glossary/", "no/such/page/"):
        page.goto(address + path, wait_until="networkidle")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('article') !== null")


def test_the_menu_opens_and_closes_by_keyboard(page: Page, address: str) -> None:
    page.goto(address + "questions/five-questions/", wait_until="networkidle")
    button = page.get_by_role("button", name="Navigation")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    assert page.evaluate("document.activeElement.closest('.md-sidebar--primary') !== null")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(page.locator(".md-sidebar--primary")).to_be_hidden()
    button.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        if not page.evaluate("document.activeElement.closest('.md-sidebar--primary')"):
            break
    expect(button).to_have_attribute("aria-expanded", "false")


def test_headings_are_read_as_what_they_say(page: Page, address: str) -> None:
    for path in ("start/learner/", "questions/five-questions/"):
        page.goto(address + path)
        headings = page.get_by_role("heading").all()
        names = [heading.aria_snapshot() for heading in headings]
        assert names
        assert not [name for name in names if "¶" in name or "Link here" in name]
    page.goto(address + "catalogue/")
    assert page.locator("article").get_by_role("heading", level=2).count() > 20


SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.shifted += shift.value;
}).observe({ type: "layout-shift", buffered: true });
"""

SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
"""A slow phone's network: milliseconds, bytes a second."""


@pytest.mark.parametrize(
    "path",
    [
        *("", "catalogue/", "cards/", "practise/", "questions/five-questions/", "roles/coach/"),
        *("glossary/", "propose/?kind=checklist"),
    ],
)
@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_while_a_page_arrives(
    browser: Browser, address: str, path: str, width: int
) -> None:
    """Styles and scripts come late, as on a slow phone."""
    shifts = (shifted(browser, address + path, width) for _ in range(3))
    found = next((each for each in shifts if each is not None), None)
    assert found is not None, "the page never came to rest"
    assert found < 0.05


def shifted(browser: Browser, url: str, width: int) -> float | None:
    """How far a page has moved when it is at rest; None if the browser never said that it is.

    A page that shares a browser with dozens of others waits in vain now and then.
    """
    context = browser.new_context(viewport={"width": width, "height": 740}, service_workers="block")
    page = context.new_page()
    page.add_init_script(SHIFTS)
    slow = context.new_cdp_session(page)
    slow.send("Network.enable")
    slow.send("Network.emulateNetworkConditions", SLOW)
    try:
        page.goto(url, wait_until="networkidle", timeout=45_000)
        page.evaluate(
            "new Promise((end) => requestAnimationFrame(() => requestAnimationFrame(end)))"
        )
        return float(page.evaluate("window.shifted"))
    except Waited:
        return None
    finally:
        context.close()


def test_a_scanned_card_is_answered_above_all_and_nothing_moves(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.add_init_script(SHIFTS)
    page.goto(address + "questions/five-questions/?card=0.9.0-000000", wait_until="networkidle")
    again = page.get_by_role("link", name="Print the new card")
    expect(again).to_be_in_viewport()
    box, title = again.bounding_box(), page.locator("h1").bounding_box()
    assert box
    assert title
    assert box["y"] < title["y"]
    assert page.evaluate("window.shifted") < 0.1
    context.close()


@pytest.mark.parametrize(
    "path",
    [
        "starter-kata/toyota-business-practices/",
        "traits/mirror-and-window/",
        "questions/five-questions/",
        "checklists/first-gemba-walk/",
        "paths/new-learner/",
    ],
)
def test_the_first_screen_has_what_one_came_for(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    for selector in (".kb-facts", ".kb-button--main", ".kb-actions a[href$='.pdf']", "kb-print"):
        expect(page.locator(selector).first).to_be_in_viewport(ratio=1)
    jumps = page.locator(".kb-jumps a")
    expect(jumps.first).to_be_in_viewport()
    for target in jumps.evaluate_all("links => links.map(link => link.hash.slice(1))"):
        assert page.locator(f"[id='{target}']").count() == 1, target
    page.locator(".kb-actions a[href^='#']").click()
    expect(page.locator("h1")).not_to_be_in_viewport()


def test_a_pdf_that_fails_says_so_where_the_finger_is(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(address + "cards/?cards=questions/five-questions")
    page.locator("kb-deck fieldset:enabled").first.wait_for()
    page.route("**/*.pdf", lambda route: route.abort())
    page.get_by_role("button", name="Make the PDF").click()
    said = page.get_by_role("status").filter(has_text="The PDF could not be made")
    expect(said).to_be_in_viewport()
    expect(said).to_contain_text('the card "The five questions" did not arrive (no connection)')
    context.close()


def test_a_tool_that_does_not_arrive_says_so(browser: Browser, address: str) -> None:
    """It looks as if it could be used, and is dead; "Reload" brings it."""
    context = browser.new_context(viewport=PHONE, service_workers="block")
    page = context.new_page()
    said = page.get_by_role("alert").filter(has_text="did not arrive")
    for path, name in (("cards/", "deck"), ("practise/", "practise"), ("catalogue/", "catalogue")):
        page.route(f"**/kb-{name}.js", lambda route: route.abort())
        page.goto(address + path)
        expect(said).to_be_in_viewport()
        page.unroute_all()
        said.get_by_role("button", name="Reload").click()
        page.locator(f"kb-{name}:defined").wait_for()
        expect(said).to_have_count(0)
    context.close()


def test_without_scripts_nothing_is_offered_that_needs_them(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(address + "cards/")
    expect(page.locator("kb-deck noscript p")).to_be_visible()
    expect(page.locator("kb-deck form")).to_be_hidden()
    page.goto(address + "catalogue/")
    expect(page.locator(".kb-facets, .kb-to-deck").filter(visible=True)).to_have_count(0)
    context.close()


def test_more_that_does_not_arrive_says_so_beside_its_button(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(address + "catalogue/")
    page.locator("kb-catalogue:defined").wait_for()
    page.route("**/rows-*.json", lambda route: route.abort())
    shown = page.evaluate(
        """() => {
            const list = document.querySelector("kb-catalogue");
            list.shown = 1;
            list.rows.delete(1);
            list.more.hidden = false;
            return list.found.length;
        }"""
    )
    assert shown > 1
    more = page.get_by_role("button", name="Show more")
    # Rows have their true height once they were near the screen.
    more.evaluate(
        """async (one) => {
            for (let place = NaN; place !== one.getBoundingClientRect().bottom; ) {
                one.scrollIntoView({ block: "end" });
                place = one.getBoundingClientRect().bottom;
                await new Promise(requestAnimationFrame);
                await new Promise(requestAnimationFrame);
            }
            one.click();
        }"""
    )
    expect(page.get_by_text("More could not be loaded.")).to_be_in_viewport()
    context.close()
