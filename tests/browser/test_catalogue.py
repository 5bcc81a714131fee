"""The catalogue: facets that work together, counts, the address, the keyboard."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.support.watching import PHONE

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, Route

SHOWN = "kb-catalogue .kb-listing > li:visible"
STATUS = "kb-catalogue .kb-result"


@pytest.fixture(scope="session")
def practices(site: Path) -> list[dict[str, Any]]:
    """What the API says of all practices: the counts are computed from it, not by the package."""
    data = json.loads((site / "api/v1/practices.json").read_text(encoding="utf-8"))
    return list(data["practices"])


def values(practice: dict[str, Any]) -> dict[str, list[str]]:
    minutes = practice.get("minutes")  # a trait is not run
    time = [next((str(most) for most in (5, 15, 30) if minutes <= most), "more")] if minutes else []
    trait = [practice["id"]] if practice["kind"] == "trait" else practice.get("traits", [])
    return {
        "kind": [practice["kind"]],
        "role": practice["roles"],
        "time": time,
        "level": [practice["level"]] if "level" in practice else [],
        "trait": trait,
        "status": [practice["status"]],
    }


def fitting(practices: list[dict[str, Any]], chosen: dict[str, list[str]]) -> list[str]:
    """Return the titles: one of the values in each facet that has a choice."""
    return [
        practice["title"]
        for practice in practices
        if all(
            not wanted or set(wanted) & set(values(practice)[name])
            for name, wanted in chosen.items()
        )
    ]


def box(page: Page, name: str, value: str) -> Locator:
    return page.locator(f"kb-catalogue input[name={name}][value='{value}']")


def opened(page: Page, address: str, query: str = "") -> Page:
    page.goto(f"{address}catalogue/{query}")
    page.locator("kb-catalogue:defined form").wait_for()
    settled(page)
    for name in page.locator(".kb-facet:not([open])").evaluate_all(
        "nodes => nodes.map(node => node.dataset.facet)"
    ):
        page.locator(f".kb-facet[data-facet={name}] > summary").click()
    return page


def settled(page: Page) -> None:
    """Wait until the list shows what was chosen."""
    page.wait_for_function("!document.querySelector('.kb-listing[aria-busy]')")


def shown(page: Page) -> list[str]:
    settled(page)
    return page.locator(f"{SHOWN} .kb-listing__title").all_text_contents()


def counts(page: Page) -> dict[tuple[str, str], int]:
    """Return the count beside each choice."""
    found = page.locator("kb-catalogue label.kb-choice").evaluate_all(
        "nodes => nodes.map(n => [n.control.name, n.control.value,"
        " n.querySelector('.kb-count').textContent])"
    )
    return {(name, value): int(count) for name, value, count in found}


def check(page: Page, practices: list[dict[str, Any]], chosen: dict[str, list[str]]) -> None:
    """Compare list, announcement and every count with what the API gives."""
    wanted = fitting(practices, chosen)
    assert sorted(shown(page)) == sorted(wanted)
    expect(page.locator(STATUS)).to_contain_text(f"{len(wanted)} ")
    for (name, value), count in counts(page).items():
        others = {**chosen, name: [value]}
        assert count == len(fitting(practices, others)), (chosen, name, value)


def test_facets_work_together_and_counts_are_right(
    watched: Page, address: str, practices: list[dict[str, Any]]
) -> None:
    opened(watched, address)
    check(watched, practices, {})
    box(watched, "kind", "checklist").check()
    check(watched, practices, {"kind": ["checklist"]})
    box(watched, "kind", "questions").check()
    check(watched, practices, {"kind": ["checklist", "questions"]})
    box(watched, "role", "coach").check()
    check(watched, practices, {"kind": ["checklist", "questions"], "role": ["coach"]})
    box(watched, "kind", "checklist").uncheck()
    box(watched, "time", "15").check()
    check(watched, practices, {"kind": ["questions"], "role": ["coach"], "time": ["15"]})


def test_any_choice_gives_what_the_api_gives(
    watched: Page, address: str, practices: list[dict[str, Any]]
) -> None:
    """Eight views by chance, each opened by its address."""
    chance = random.Random(7)
    all_values: dict[str, set[str]] = {}
    for practice in practices:
        for name, found in values(practice).items():
            all_values.setdefault(name, set()).update(found)
    for _ in range(8):
        names = chance.sample(sorted(all_values), 2)
        chosen = {name: chance.sample(sorted(all_values[name]), 1) for name in names}
        query = "&".join(f"{name}={','.join(wanted)}" for name, wanted in chosen.items())
        opened(watched, address, f"?{query}")
        check(watched, practices, chosen)


def test_the_address_holds_the_choice_and_gives_it_back(watched: Page, address: str) -> None:
    opened(watched, address)
    box(watched, "role", "manager").check()
    box(watched, "kind", "trait").check()
    box(watched, "kind", "path").check()
    watched.locator("kb-catalogue input[name=q]").fill("leader")
    before = shown(watched)
    assert 0 < len(before) < 40
    query = watched.url.partition("?")[2]
    assert sorted(query.split("&")) == ["kind=trait,path", "q=leader", "role=manager"]
    opened(watched, address, f"?{query}")
    assert shown(watched) == before
    expect(box(watched, "role", "manager")).to_be_checked()
    watched.locator(f"{SHOWN} a").first.click()
    watched.wait_for_url(lambda url: "catalogue" not in url)
    watched.go_back()
    watched.wait_for_url(f"**/catalogue/?{query}")
    watched.locator("kb-catalogue:defined form").wait_for()
    expect(watched.locator(SHOWN)).to_have_count(len(before))
    assert shown(watched) == before
    watched.get_by_role("button", name="Clear all").click()
    expect(watched.locator(STATUS)).not_to_contain_text(" of ")
    assert "?" not in watched.url


def test_an_address_with_nonsense_shows_everything(
    watched: Page, address: str, practices: list[dict[str, Any]]
) -> None:
    opened(watched, address, "?kind=nonsense&unknown=1&role=")
    check(watched, practices, {})


def test_it_works_by_keyboard_and_announces_the_number(watched: Page, address: str) -> None:
    opened(watched, address)
    expect(watched.locator(STATUS)).to_have_attribute("role", "status")
    text = watched.locator("kb-catalogue input[name=q]")
    text.focus()
    watched.keyboard.type("gemba walk")
    settled(watched)
    number = watched.locator(SHOWN).count()
    assert number > 0
    expect(watched.locator(STATUS)).to_contain_text(f"{number} of ")
    watched.keyboard.press("Tab")
    expect(watched.locator(".kb-facet > summary").first).to_be_focused()
    watched.keyboard.press("Tab")
    first = watched.locator("kb-catalogue input[type=checkbox]").first
    expect(first).to_be_focused()
    watched.keyboard.press("Space")
    expect(first).to_be_checked()
    expect(watched.locator(STATUS)).not_to_contain_text(f"{number} of ")
    watched.get_by_role("button", name="Clear all").press("Enter")
    expect(watched.locator(STATUS)).not_to_contain_text(" of ")
    expect(first).not_to_be_checked()
    expect(text).to_have_value("")


def test_what_does_nothing_is_not_offered(watched: Page, address: str) -> None:
    opened(watched, address)
    clear = watched.locator("kb-catalogue [type=reset]")
    deck = watched.locator(".kb-to-deck")
    expect(clear).to_be_hidden()
    watched.locator("kb-catalogue input[name=q]").fill("gemba")
    expect(clear).to_be_visible()
    expect(deck).to_be_visible()
    watched.locator("kb-catalogue input[name=q]").fill("xqzwvk")
    expect(deck).to_be_hidden()
    clear.click()
    expect(clear).to_be_hidden()
    expect(deck).to_be_visible()


def test_what_is_chosen_before_the_script_arrives_counts(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    held: list[Route] = []
    page.route("**/kb-catalogue.js", lambda route: held.append(route))
    with page.expect_request("**/kb-catalogue.js"):
        page.goto(f"{address}catalogue/", wait_until="commit")
    page.locator("kb-catalogue input[name=q]").fill("mirror")
    held[0].continue_()
    page.wait_for_url("**/catalogue/?q=mirror")
    expect(page.locator(STATUS)).to_contain_text(" of ")
    context.close()


def test_nothing_left_says_what_to_do(watched: Page, address: str) -> None:
    opened(watched, address)
    watched.locator("kb-catalogue input[name=q]").fill("xqzwvk")
    expect(watched.locator(SHOWN)).to_have_count(0)
    expect(watched.locator(STATUS)).to_contain_text("Clear a filter")


def test_without_javascript_the_whole_list_is_there(
    browser: Browser, address: str, practices: list[dict[str, Any]]
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{address}catalogue/")
    assert sorted(shown(page)) == sorted(practice["title"] for practice in practices)
    expect(page.locator("kb-catalogue form")).to_be_hidden()
    expect(page.locator(STATUS)).to_contain_text(f"{len(practices)} practices")
    context.close()
