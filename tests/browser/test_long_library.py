"""A library of 260 practices: no page grows with it, and all of it can be reached.

Sound practices of one line each, so that a build takes seconds. The expected lists are
computed from the YAML files, not by the package.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from playwright.sync_api import expect

from tests.browser.test_accessibility import findings
from tests.browser.test_accessibility import opened as axe_page
from tests.browser.test_catalogue import STATUS, box, counts, opened, settled, shown
from tests.browser.test_search import DIALOG as SEARCH
from tests.browser.test_search import ask as search_asked
from tests.browser.test_search import opened as search_opened
from tests.conftest import CASES
from tests.support.project import make
from tests.support.watching import (
    PAGE_LIMIT,
    PHONE,
    TOOL_LIMIT,
    TOOLS,
    VISIT_LIMIT,
    first_visit,
    kept_page,
    lent,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, Request, Route

    from tests.support.project import Project

pytestmark = pytest.mark.browser
ROLES = ("learner", "coach", "second-coach", "team-leader", "manager", "senior-leader")
SIZE = 250
CELLS = 125
"""The choices of a facet of the library's own: more than anybody looks through."""
CELL = "fields: [{id: cell, label: Cell, type: text, facet: true}]\n"
HUB = "starter-kata/starting-on-time"


@pytest.fixture(scope="module")
def long_library(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small library of the tests with 250 question sets more, all related to one kata.

    Each belongs to a cell, by a field that the library brings.
    """
    project = make(tmp_path_factory.mktemp("long"))
    model = yaml.safe_load((CASES / "library/questions/three-questions.yml").read_text("utf-8"))
    for number in range(SIZE):
        data = {
            **model,
            "title": f"Asking number {number}",
            "summary": f"Ask for the {number}th time what you expect, and wait for the answer.",
            "keywords": [f"word{number}", "asking" if number % 2 else "waiting"],
            "roles": sorted({ROLES[number % 6], ROLES[number // 6 % 6]}),
            "minutes": 1 + number % 40,
            "related": [HUB],
            "traits": [],
            "extra": {"cell": f"Cell {number % CELLS}"},
        }
        for key in ("formerly", "successor"):
            data.pop(key, None)
        path = project.kata / "questions" / f"asking-{number}.yml"
        path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    project.write("kata/vocabulary.yml", CELL)
    project.edit("mkdocs.yml", "  - katabase\n", "  - katabase: {cards: {sizes: [a6]}}\n")
    result = project.build("--quiet")  # not strictly: the same questions again are warnings
    assert result.returncode == 0, result.stdout + result.stderr
    return project


@pytest.fixture(scope="module")
def long_address(long_library: Project, serve: Callable[[Path], str]) -> str:
    return serve(long_library.site)


@pytest.fixture(scope="module")
def written(long_library: Project) -> list[dict[str, Any]]:
    """What the YAML files say, with kind and id."""
    kinds = {"starter-kata": "starter-kata", "traits": "trait", "questions": "questions"}
    kinds |= {"checklists": "checklist", "paths": "path"}
    found = []
    for path in sorted(long_library.kata.glob("*/*.yml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        found.append({**data, "kind": kinds[path.parent.name], "id": path.stem})
    return [data for data in found if data["status"] != "draft"]


@pytest.fixture(scope="module")
def kept(browser: Browser, long_address: str) -> Iterator[tuple[Page, list[str]]]:
    with kept_page(browser, long_address) as kept:
        yield kept


@pytest.fixture
def phone(kept: tuple[Page, list[str]], long_address: str) -> Iterator[Page]:
    with lent(kept, long_address) as page:
        yield page


def titles(written: list[dict[str, Any]], **wanted: str) -> list[str]:
    """The titles of the practices that have every wanted value."""
    return sorted(
        data["title"]
        for data in written
        if all(value == data[key] or value in data[key] for key, value in wanted.items())
    )


def all_shown(page: Page) -> list[str]:
    """Press "Show more" until there is no more."""
    more = page.get_by_role("button", name="Show more")
    while more.is_visible():
        before = len(shown(page))
        more.click()
        page.wait_for_function(
            "count => document.querySelectorAll('.kb-listing > li').length > count", arg=before
        )
    return sorted(shown(page))


def test_the_catalogue_shows_all_when_asked(
    phone: Page, long_address: str, written: list[dict[str, Any]]
) -> None:
    opened(phone, long_address)
    expect(phone.locator(STATUS)).to_have_text(f"{len(written)} practices")
    assert len(shown(phone)) == 100
    assert all_shown(phone) == titles(written)


def test_facets_reach_beyond_the_page(
    phone: Page, long_address: str, written: list[dict[str, Any]]
) -> None:
    """What fits is found wherever it stands, and each count is that of the whole library."""
    for kind, role in product(("questions", "starter-kata"), ROLES[:3]):
        opened(phone, long_address, f"?kind={kind}&role={role}")
        wanted = titles(written, kind=kind, roles=role)
        expect(phone.locator(STATUS)).to_contain_text(f"{len(wanted)} of {len(written)} ")
        assert counts(phone)["kind", "questions"] == len(
            titles(written, kind="questions", roles=role)
        )
        assert all_shown(phone) == wanted
    phone.get_by_role("button", name="Clear all").click()
    phone.locator("kb-catalogue input[name=q]").fill("word7")
    settled(phone)
    assert "Asking number 7" in shown(phone)


def many(page: Page, where: str = "article") -> Locator:
    """The facet of the cells, opened, with its choices there."""
    facet = page.locator(f"{where} .kb-facet--many:has([data-name=cell])")
    facet.locator("summary").click()
    facet.locator(".kb-choice").first.wait_for()
    return facet


def cells(data: list[dict[str, Any]], *names: str) -> list[str]:
    return sorted(each["title"] for each in data if each.get("extra", {}).get("cell") in names)


def test_many_choices_are_narrowed_and_chosen_by_keyboard(
    phone: Page, long_address: str, written: list[dict[str, Any]]
) -> None:
    opened(phone, long_address, "?cell=Cell+7,gone")
    facet = phone.locator(".kb-facet--many")
    box(phone, "cell", "Cell 7").wait_for()  # what is not there has left the address
    phone.wait_for_url("**/catalogue/?cell=Cell+7")
    expect(facet.locator("summary")).to_have_text("Cell (1)")
    assert shown(phone) == cells(written, "Cell 7")
    expect(facet.locator(".kb-choice")).to_have_count(50)
    expect(facet.locator(".kb-choice").first).to_have_text("Cell 7 2")
    expect(facet.locator(".kb-choice input").first).to_be_checked()
    field, said = facet.get_by_label("Narrow these choices"), facet.get_by_role("status")
    expect(said).to_have_text(f"{CELLS} choices")
    field.focus()
    phone.keyboard.type("cell 12")
    fitting = [f"Cell {number}" for number in range(CELLS) if "12" in str(number)]
    expect(said).to_have_text(f"{len(fitting)} of {CELLS} choices")
    expect(facet.locator(".kb-choice > span:first-of-type")).to_have_text(sorted(fitting))
    for key in ("Tab", "Tab", "Space"):
        phone.keyboard.press(key)
    expect(box(phone, "cell", "Cell 12")).to_be_checked()
    expect(box(phone, "cell", "Cell 12")).to_be_focused()
    assert shown(phone) == cells(written, "Cell 7", "Cell 12")
    phone.get_by_role("button", name="Clear all").click()
    expect(said).to_have_text(f"{CELLS} choices")
    expect(facet.locator("input:checked")).to_have_count(0)
    expect(facet.locator("summary")).to_have_text("Cell")
    facet.get_by_role("button", name="More choices").press("Enter")
    expect(facet.locator(".kb-choice")).to_have_count(100)
    expect(facet.locator(".kb-choice input").nth(50)).to_be_focused()


def test_choices_that_do_not_arrive_are_asked_for_again(
    browser: Browser, long_address: str
) -> None:
    page = browser.new_page(viewport=PHONE)
    page.route("**/choices-cell.json", lambda route: route.abort())
    opened(page, long_address)
    said = page.locator("kb-choices [role=status]")
    expect(said).to_contain_text("could not be loaded")
    page.unroute("**/choices-cell.json")
    page.get_by_label("Narrow these choices").fill("124")
    expect(said).to_have_text(f"1 of {CELLS} choices")
    page.close()


def test_many_choices_filter_the_cards(
    phone: Page, long_address: str, written: list[dict[str, Any]]
) -> None:
    phone.goto(f"{long_address}cards/?cell=Cell+7,Cell+12")
    said = phone.locator("[data-role=shown]")
    total = len([data for data in written if data["status"] != "retired"])
    expect(said).to_have_text(f"{len(cells(written, 'Cell 7', 'Cell 12'))} of {total} cards")
    facet = many(phone)
    expect(facet.locator("summary")).to_have_text("Cell (2)")
    facet.locator("input[value='Cell 12']").uncheck()
    expect(said).to_have_text(f"{len(cells(written, 'Cell 7'))} of {total} cards")
    expect(facet.locator("summary")).to_have_text("Cell (1)")


def test_many_choices_narrow_what_the_search_finds(
    phone: Page, long_address: str, written: list[dict[str, Any]]
) -> None:
    """As they do in the catalogue; each count is what a choice leaves of what is found."""
    search_opened(phone, long_address)
    search_asked(phone, "asking number")
    phone.locator(".kb-dialog__filters > summary").click()
    facet = many(phone, SEARCH)
    facet.get_by_label("Narrow these choices").press("ArrowDown")
    expect(facet.get_by_label("Narrow these choices")).to_be_focused()
    facet.get_by_label("Narrow these choices").fill("cell 12")
    twelve = facet.locator("input[value='Cell 12']")
    twelve.check()
    expect(facet.locator("summary")).to_have_text("Cell (1)")
    expect(phone.locator(".kb-dialog__filters > summary")).to_have_text("Filter (1)")
    titles_found = phone.locator(".kb-dialog__title")
    expect(titles_found).to_have_count(2)
    assert sorted(titles_found.all_inner_texts()) == cells(written, "Cell 12")
    facet.locator("input[value='Cell 121']").check()
    expect(titles_found).to_have_count(len(cells(written, "Cell 12", "Cell 121")))
    phone.locator(f"{SEARCH} select[name=kind]").select_option("trait")
    expect(facet.locator(".kb-count").first).to_have_text("0")
    assert findings(phone) == []


@pytest.mark.parametrize("path", ["catalogue/", "cards/"])
def test_many_choices_take_no_more_than_a_screen(phone: Page, long_address: str, path: str) -> None:
    """Of a phone, and a fifth more of a small one with letters of twice the size."""
    phone.goto(long_address + path)
    phone.locator("kb-deck fieldset:enabled, kb-catalogue:defined").first.wait_for()
    facet = many(phone)
    for width, height in ((360, 740), (160, 370)):
        phone.set_viewport_size({"width": width, "height": height})
        assert findings(phone) == []
        assert phone.evaluate("document.documentElement.scrollWidth") <= width
        rows = facet.locator(".kb-choice")
        edges = rows.evaluate_all("all => all.map((one) => [one.offsetTop, one.offsetHeight])")
        assert all(top + size <= next_ for (top, size), (next_, _) in pairwise(edges))
        assert facet.bounding_box()["height"] < 1.2 * height


def test_links_in_rows_lead_to_their_pages(phone: Page, long_address: str) -> None:
    opened(phone, long_address, "?q=word249")
    phone.get_by_role("link", name="Asking number 249").click()
    phone.wait_for_url("**/questions/asking-249/")


def test_a_list_that_does_not_arrive_is_said_and_asked_for_again(
    browser: Browser, long_address: str
) -> None:
    page = browser.new_page(viewport=PHONE)
    opened(page, long_address)
    page.route("**/catalogue/*/facts.json", lambda route: route.abort())
    box(page, "kind", "questions").check()
    expect(page.locator(STATUS)).to_contain_text("could not be loaded")
    pager = page.get_by_role("navigation", name="Pages of this list")
    expect(pager).to_be_visible()
    assert len(shown(page)) == 100
    page.unroute("**/catalogue/*/facts.json")
    box(page, "role", "coach").check()
    expect(page.locator(STATUS)).to_contain_text(" of ")
    expect(pager).to_be_hidden()
    page.close()


def test_words_in_the_address_of_a_very_large_library_wait_for_enter(
    browser: Browser, long_address: str
) -> None:
    """The words of 2,500 practices are 140 KB: more than a first visit may load by itself."""
    page = browser.new_page(viewport=PHONE)
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.route(
        "**/catalogue/?q=*",
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body=re.sub(r'data-total="\d+"', 'data-total="2501"', answer.text()),
        ),
    )
    page.goto(f"{long_address}catalogue/?q=word249")
    expect(page.locator(STATUS)).to_have_text(
        'Press Enter in the field above to find "word249" among 2501 practices.'
    )
    page.wait_for_load_state("networkidle")
    assert not any("words.json" in url for url in loaded)
    page.locator("kb-catalogue input[name=q]").press("Enter")
    expect(page.locator(STATUS)).to_contain_text("1 of ")
    assert shown(page) == ["Asking number 249"]
    page.close()


def test_without_javascript_the_whole_list_is_there(
    browser: Browser, long_address: str, written: list[dict[str, Any]]
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{long_address}catalogue/")
    pages = page.get_by_role("navigation", name="Pages of this list").get_by_role("link")
    links = pages.evaluate_all("nodes => nodes.map(node => node.href)")
    found = page.locator(".kb-listing__title").all_text_contents()
    for link in links:
        page.goto(link)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        found += page.locator(".kb-listing__title").all_text_contents()
    context.close()
    assert sorted(found) == titles(written)


def test_a_practice_to_which_all_lead_stays_small_and_names_them_all(
    phone: Page, long_library: Project, long_address: str, written: list[dict[str, Any]]
) -> None:
    assert (long_library.site / HUB / "index.html").stat().st_size <= PAGE_LIMIT
    phone.goto(f"{long_address}{HUB}/")
    phone.get_by_role("link", name=re.compile(r"^All \d+")).click()
    phone.wait_for_url(f"**/{HUB}/related/")
    found = phone.locator(".kb-listing__title").all_text_contents()
    pages = phone.get_by_role("navigation", name="Pages of this list").get_by_role("link")
    for link in pages.evaluate_all("nodes => nodes.map(node => node.href)"):
        phone.goto(link)
        found += phone.locator(".kb-listing__title").all_text_contents()
    asking = {data["title"] for data in written if data["title"].startswith("Asking number")}
    assert len(asking) == SIZE
    assert asking <= set(found)
    assert len(found) == len(set(found))


MOST_REQUESTS = 12
MOST_BYTES = 200_000
"""What a first question may ask for, and what that may weigh."""


@pytest.mark.parametrize(
    ("index", "trips"),
    [
        ("pieces", (r"/head\.json$|\.js$", r"/(words-\d+|filter-kind)\.json$", r"/results-")),
        ("whole", (r"/whole\.kbi$|\.js$",)),
    ],
)
def test_a_first_question_takes_few_requests_and_round_trips(
    browser: Browser, long_address: str, index: str, trips: tuple[str, ...]
) -> None:
    """All that belongs to one is asked for before anything of it has arrived."""
    query = "questions with a number and word249"
    results = f'.kb-dialog[data-shown="{query}"] .kb-dialog__title'
    with searching(browser, f"{long_address}{HUB}/") as (page, asked):
        type_at_once(page, index, query)
        page.locator(results).first.wait_for()
        answers = [request.response() for request in asked]
        assert sum(len(answer.body()) for answer in answers if answer) <= MOST_BYTES
        urls = [request.url for request in asked]
    assert len(urls) <= MOST_REQUESTS, urls
    waves = [{url for url in urls if re.search(trip, url)} for trip in trips]
    assert set(urls) == set().union(*waves)
    assert all(waves)
    with searching(browser, f"{long_address}{HUB}/") as (page, asked):
        held: list[Route] = []
        free: set[str] = set()
        page.route(
            "**/search/**",
            lambda route: route.continue_() if route.request.url in free else held.append(route),
        )
        type_at_once(page, index, query)
        for wave in waves:
            while not wave <= {request.url for request in asked}:
                page.wait_for_event("request")
            free |= wave
            for route in held:
                route.continue_()
            held.clear()
        page.locator(results).first.wait_for()


@contextmanager
def searching(browser: Browser, address: str) -> Iterator[tuple[Page, list[Request]]]:
    """A page of somebody who was never here, and what its search asks for."""
    context = browser.new_context(viewport=PHONE, service_workers="block")
    page = context.new_page()
    page.goto(address)
    page.evaluate("customElements.whenDefined('kb-search').then(() => {})")
    asked: list[Request] = []
    page.on("request", lambda each: asked.append(each) if "/search/" in each.url else None)
    yield page, asked
    context.close()


def type_at_once(page: Page, index: str, query: str) -> None:
    """Open the search of a page and type a whole question."""
    page.evaluate(
        """([index, query]) => {
            document.querySelector("kb-search").dataset.index = index;
            document.querySelector(".kb-search__open").click();
            const input = document.querySelector("dialog[open] input");
            input.value = query;
            input.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }""",
        [index, query],
    )


VISITED = (
    *("", "catalogue/", "catalogue/?kind=questions&role=coach", "questions/", "roles/coach/"),
    *(f"{HUB}/", f"{HUB}/related/", "cards/", "cards/?deck=questions", "glossary/"),
)


@pytest.mark.parametrize("path", VISITED)
def test_no_page_transfers_what_grows_with_the_library(
    browser: Browser, long_library: Project, long_address: str, path: str
) -> None:
    weights = first_visit(browser, long_address, long_library.site, path)
    limit = TOOL_LIMIT if path.startswith(TOOLS) else VISIT_LIMIT
    assert sum(weights.values()) <= limit, weights
    if "?" not in path:
        assert not any(name.endswith(("facts.json", "words.json")) for name in weights)


def test_cards_are_picked_from_all(
    phone: Page, long_address: str, written: list[dict[str, Any]]
) -> None:
    phone.goto(f"{long_address}cards/")
    phone.locator("kb-deck fieldset:enabled").first.wait_for()
    said = phone.locator("[data-role=shown]")
    carded = [data for data in written if data["status"] != "retired"]
    expect(said).to_have_text(f"{len(carded)} of {len(carded)} cards")
    phone.get_by_role("searchbox", name="Find").last.fill("word249")
    expect(said).to_have_text(f"1 of {len(carded)} cards")
    phone.get_by_role("checkbox", name="Asking number 249").check()
    phone.wait_for_url("**/cards/?cards=questions/asking-249")
    phone.reload()
    expect(phone.locator("[data-role=chosen] li")).to_contain_text("Asking number 249")
    phone.get_by_role("button", name=re.compile("All question sets")).click()
    phone.wait_for_url("**/cards/?deck=questions")
    expect(phone.locator("[data-role=chosen] li")).to_have_count(
        len([data for data in carded if data["kind"] == "questions"])
    )


@pytest.mark.parametrize("path", ["catalogue/more/2/", f"{HUB}/related/", "questions/"])
@pytest.mark.parametrize(("screen", "scheme"), [("phone", "light"), ("desktop", "dark")])
def test_axe_finds_nothing_on_pages_of_long_lists(
    browser: Browser, long_address: str, path: str, screen: str, scheme: str
) -> None:
    with axe_page(browser, screen, scheme) as page:
        page.goto(long_address + path)
        assert findings(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
