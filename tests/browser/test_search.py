"""The search dialog: what it loads and when, keyboard, counts, filters, places, failures."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.watching import PHONE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

DIALOG = ".kb-dialog"
INPUT = ".kb-dialog__input"
STATUS = ".kb-dialog__status"
TITLES = ".kb-dialog__title"


def ready(page: Page, address: str, path: str = "") -> Page:
    """Open a page and wait until its search can be opened."""
    page.goto(address + path)
    page.locator(".kb-search__open[role=button]").wait_for()
    return page


def opened(page: Page, address: str, path: str = "") -> Page:
    """Open a page and its search."""
    ready(page, address, path).keyboard.press("/")
    page.locator(f"{DIALOG}[data-shown='']").wait_for()
    return page


def ask(page: Page, query: str) -> Locator:
    """Type a query; return the titles of the results."""
    page.locator(INPUT).fill(query)
    page.locator(f"{DIALOG}[data-shown={json.dumps(query)}]").wait_for()
    return page.locator(TITLES)


def number(page: Page) -> int:
    """Return the number of results that is announced."""
    found = re.search(r"(\d+) results?", page.locator(STATUS).inner_text())
    return int(found[1]) if found else 0


def choose(page: Page, facet: str, value: str) -> None:
    """Choose a filter and wait until the results are those of it."""
    page.locator(f"{DIALOG} select[name={facet}]").select_option(value)
    page.locator(f"{DIALOG}[data-shown]").wait_for()


def test_nothing_of_the_search_is_loaded_before_it_is_opened(unseen: Page, address: str) -> None:
    requests: list[str] = []
    unseen.on("request", lambda request: requests.append(request.url))
    ready(unseen, address, "questions/five-questions/")
    unseen.wait_for_load_state("networkidle")
    of_search = [url for url in requests if "/search/" in url]
    assert of_search == []
    unseen.keyboard.press("/")
    unseen.locator(f"{DIALOG}[data-shown='']").wait_for()
    assert [url for url in requests if "/search/" in url and "/assets/" not in url] == [
        address + "search/whole.kbi"
    ]


def test_slash_opens_and_escape_closes_and_gives_the_focus_back(
    watched: Page, address: str
) -> None:
    opened(watched, address, "traits/mirror-and-window/")
    watched.keyboard.press("Escape")
    expect(watched.locator(".kb-search__open")).to_be_focused()
    link = watched.locator("article a").first
    link.focus()
    watched.keyboard.press("/")
    expect(watched.locator(INPUT)).to_be_focused()
    expect(watched.locator(INPUT)).to_have_value("")
    watched.keyboard.press("Escape")
    expect(watched.locator(DIALOG)).to_be_hidden()
    expect(link).to_be_focused()
    opener = watched.locator(".kb-search__open")
    opener.focus()
    watched.keyboard.press("Enter")
    expect(watched.locator(INPUT)).to_be_focused()
    ask(watched, "mirror")
    watched.keyboard.press("ArrowDown")
    watched.keyboard.press("Escape")
    expect(watched.locator(DIALOG)).to_be_hidden()
    expect(opener).to_be_focused()


def test_slash_in_a_text_field_is_a_slash(watched: Page, address: str) -> None:
    ready(watched, address, "catalogue/")
    watched.locator("kb-catalogue:defined form").wait_for()
    watched.locator("kb-catalogue input[name=q]").focus()
    watched.keyboard.press("/")
    expect(watched.locator("kb-catalogue input[name=q]")).to_have_value("/")
    expect(watched.locator(DIALOG)).to_have_count(0)


def test_arrow_keys_go_through_results_and_places(watched: Page, address: str) -> None:
    opened(watched, address)
    ask(watched, "what did you expect")
    links = watched.locator(".kb-dialog__results a")
    count = links.count()
    assert count > watched.locator(TITLES).count(), "no result has a place within its page"
    for index in range(count):
        watched.keyboard.press("ArrowDown")
        expect(links.nth(index)).to_be_focused()
    watched.keyboard.press("ArrowDown")
    expect(links.nth(count - 1)).to_be_focused()
    for index in reversed(range(count - 1)):
        watched.keyboard.press("ArrowUp")
        expect(links.nth(index)).to_be_focused()
    watched.keyboard.press("ArrowUp")
    expect(watched.locator(INPUT)).to_be_focused()


def test_enter_goes_to_the_first_result_even_when_typed_faster_than_found(
    watched: Page, address: str
) -> None:
    ready(watched, address).keyboard.press("/")
    watched.keyboard.type("five questions")
    watched.keyboard.press("Enter")
    watched.wait_for_url("**/questions/five-questions/")


def test_the_count_is_announced(watched: Page, address: str) -> None:
    opened(watched, address)
    expect(watched.locator(STATUS)).to_have_attribute("role", "status")
    titles = ask(watched, "obstacle")
    expect(watched.locator(STATUS)).to_contain_text(re.compile(r"^\d+ results"))
    assert number(watched) >= titles.count() > 0
    ask(watched, "xqzwvk")
    expect(watched.locator(STATUS)).to_have_text("No result. Try another word.")
    watched.locator(".kb-dialog__filters summary").click()
    watched.get_by_label("Kind").select_option("checklist")
    expect(watched.locator(STATUS)).to_have_text(re.compile("or clear a filter"))


def test_what_the_library_lacks_leads_to_what_is_like_it_or_to_where_others_begin(
    watched: Page, address: str
) -> None:
    """ "Knife" and "life" have two groups of letters in common, and nothing else."""
    opened(watched, address)
    assert "gemba" in ask(watched, "gembawalk").first.inner_text().lower()
    expect(watched.locator(STATUS)).to_contain_text("are nearest")
    ask(watched, "knife")
    expect(watched.locator(STATUS)).to_contain_text("Try another word")
    expect(watched.locator(".kb-dialog__idle").first).to_contain_text("Often needed")


def test_more_results_can_be_shown(watched: Page, address: str) -> None:
    opened(watched, address)
    titles = ask(watched, "coach")
    assert number(watched) > titles.count() == 6
    watched.get_by_role("button", name="Show more").click()
    expect(titles).to_have_count(min(12, number(watched)))
    expect(titles.nth(6)).to_be_focused()
    ask(watched, "coaching cycle")
    assert titles.count() <= 6


def test_a_question_is_a_deep_link_that_opens_at_its_anchor(watched: Page, address: str) -> None:
    opened(watched, address)
    ask(watched, "may I stay and watch for a few minutes")
    place = watched.locator(".kb-dialog__places a").first
    expect(place).to_contain_text("May I stay and watch")
    place.click()
    watched.wait_for_url(re.compile(r"/questions/gemba-walk-questions/#[a-z0-9-]+$"))
    question = watched.locator(watched.evaluate("location.hash"))
    expect(question).to_be_in_viewport()
    expect(question).to_contain_text("May I stay and watch")


def test_the_address_of_a_question_by_its_number_still_leads_there(
    watched: Page, address: str
) -> None:
    watched.goto(f"{address}questions/gemba-walk-questions/#q1")
    expect(watched.locator("#q1")).to_be_in_viewport()
    expect(watched.locator("#q1")).to_contain_text("May I stay and watch")


def test_a_place_on_the_same_page_closes_the_search(watched: Page, address: str) -> None:
    opened(watched, address, "questions/gemba-walk-questions/")
    ask(watched, "how soon is help there")
    place = watched.locator(".kb-dialog__places a[href*='gemba-walk-questions/#']").first
    target = str(place.get_attribute("href")).partition("#")[2]
    place.click()
    expect(watched.locator(DIALOG)).to_be_hidden()
    expect(watched.locator(f"#{target}")).to_be_in_viewport()


def test_did_you_mean_names_the_word_and_takes_it(watched: Page, address: str) -> None:
    opened(watched, address)
    ask(watched, "obstcle")
    expect(watched.locator(STATUS)).to_contain_text("Did you mean obstacle?")
    assert number(watched) > 0
    watched.locator(f"{STATUS} button").click()
    expect(watched.locator(INPUT)).to_have_value("obstacle")
    watched.locator(f"{DIALOG}[data-shown=obstacle]").wait_for()
    expect(watched.locator(STATUS)).not_to_contain_text("Did you mean")


@pytest.mark.parametrize("word", ["obstacles", "coaching", "teatime", "storyboard"])
def test_a_word_that_occurs_is_not_mended(watched: Page, address: str, word: str) -> None:
    opened(watched, address)
    ask(watched, word)
    if word != "teatime":
        expect(watched.locator(STATUS)).not_to_contain_text("Did you mean")


def test_filters_work_together_and_their_counts_are_right(
    watched: Page, address: str, site: Path
) -> None:
    """The counts are computed here from the API alone."""
    practices = json.loads((site / "api/v1/practices.json").read_text("utf-8"))["practices"]

    def having(**wanted: str) -> int:
        def fits(practice: dict[str, object]) -> bool:
            values = {"kind": [practice["kind"]], "role": practice["roles"]}
            values["status"] = [practice["status"]]
            return all(value in values[name] for name, value in wanted.items())  # type: ignore[operator]

        return sum(map(fits, practices))

    opened(watched, address)
    watched.locator(".kb-dialog__filters summary").click()
    choose(watched, "kind", "checklist")
    assert number(watched) == having(kind="checklist")
    choose(watched, "role", "team-leader")
    assert number(watched) == having(kind="checklist", role="team-leader")
    for kind in ("starter-kata", "trait", "path"):
        label = watched.locator(f"{DIALOG} select[name=kind] option[value={kind}]").inner_text()
        assert label.endswith(f"({having(kind=kind, role='team-leader')})")
    for status in ("trial", "proven"):
        label = watched.locator(f"{DIALOG} select[name=status] option[value={status}]").inner_text()
        assert label.endswith(f"({having(kind='checklist', role='team-leader', status=status)})")
    before = number(watched)
    ask(watched, "safety")
    assert 0 < number(watched) <= before
    for kind in watched.locator(".kb-dialog__results .kb-kind").all_inner_texts():
        assert kind.startswith("Gemba checklist")


def test_the_way_back_leads_to_what_was_found(watched: Page, address: str) -> None:
    """From a wrong result to the next one, without typing the question again."""
    here = f"{address}roles/coach/?a=b"
    opened(watched, here)
    title = ask(watched, "five questions").first
    title.click()
    watched.wait_for_url("**/questions/five-questions/")
    watched.go_back()
    expect(title).to_be_visible()
    expect(watched.locator(INPUT)).to_have_value("five questions")
    assert watched.url == f"{here}&search=five+questions"
    watched.get_by_role("button", name="Close").click()
    expect(watched.locator(DIALOG)).to_be_hidden()
    watched.wait_for_url(here)
    watched.reload()
    watched.locator(".kb-search__open[role=button]").wait_for()
    expect(watched.locator(DIALOG)).to_have_count(0)


def test_it_works_below_a_folder_of_the_host(
    browser: Browser, site: Path, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    (tmp_path / "intranet").mkdir()
    (tmp_path / "intranet/practise").symlink_to(site, target_is_directory=True)
    address = serve(tmp_path) + "intranet/practise/"
    page = browser.new_page(viewport=PHONE)
    missing: list[str] = []
    page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
    opened(page, address, "traits/mirror-and-window/")
    assert ask(page, "five questions").first.get_attribute("href") == (
        address + "questions/five-questions/"
    )
    page.close()
    assert missing == []


def test_a_search_that_cannot_be_loaded_says_so_and_tries_again(
    browser: Browser, site: Path, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    """A sentence, not silence; once the network is back, the same dialog works."""
    address = serve(site)
    page = browser.new_page(viewport=PHONE)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    ready(page, address)
    page.context.set_offline(True)
    page.keyboard.press("/")
    expect(page.locator(STATUS)).to_contain_text("could not be loaded")
    page.keyboard.type("obstacle")
    expect(page.locator(STATUS)).to_contain_text("could not be loaded")
    page.context.set_offline(False)
    ask(page, "obstacles")
    assert number(page) > 0
    page.close()
    assert errors == []


@pytest.mark.parametrize("lost", ["whole.kbi"])
def test_a_missing_file_of_the_index_is_said_too(
    browser: Browser, site: Path, serve: Callable[[Path], str], tmp_path: Path, lost: str
) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns("cards", lost))
    page = browser.new_page(viewport=PHONE)
    ready(page, serve(copy)).keyboard.press("/")
    expect(page.locator(STATUS)).to_contain_text("could not be loaded")
    page.close()


def test_the_address_can_open_the_search(watched: Page, address: str) -> None:
    watched.goto(address + "?search=genba+walk")
    watched.locator(f"{DIALOG}[data-shown='genba walk']").wait_for()
    expect(watched.locator(INPUT)).to_have_value("genba walk")
    assert watched.locator(TITLES).count() > 0


def test_without_javascript_the_search_leads_to_the_catalogue(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(address + "traits/mirror-and-window/")
    page.locator(".kb-search__open").click()
    page.wait_for_url("**/catalogue/")
    context.close()


def test_a_query_is_never_markup(watched: Page, address: str) -> None:
    opened(watched, address)
    ask(watched, "<img src=x onerror=alert(1)> obstcle")
    assert watched.locator(f"{DIALOG} img").count() == 0
