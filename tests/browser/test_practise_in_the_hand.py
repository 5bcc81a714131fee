"""Run modes on a slow phone with a slow network, and with text at 200 %."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_in_the_hand import SLOW, WIDER, large_text
from tests.browser.test_practise import CYCLE, WALK, begin, forward, heading, records, to
from tests.support.watching import watched_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["large_text"]  # a fixture
pytestmark = pytest.mark.browser

TIMES = 4
"""How much slower than this machine the phone is."""
PLACES = [
    ("practise/", ""),
    ("practise/?practice=path/new-coach", ""),
    (CYCLE, "Which target"),
    (CYCLE, "One row"),
    (WALK, "Are all guards"),
    (WALK, "Actions"),
    (WALK, "Debrief"),
]


def test_nothing_is_lost_on_a_slow_phone(browser: Browser, address: str) -> None:
    with watched_page(browser, address, has_touch=True, is_mobile=True) as page:
        page.set_default_timeout(60_000)
        slow = page.context.new_cdp_session(page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": TIMES})
        slow.send("Network.enable")
        slow.send("Network.emulateNetworkConditions", SLOW)
        begin(page, address + WALK)
        page.get_by_label("Where is this?").press_sequentially("Hall 2, gate 14")
        forward(page)
        asked = heading(page)
        page.get_by_label("Note").press_sequentially("Everybody says another thing")
        [walk] = records(page, "walk")
        assert walk["place"] == "Hall 2, gate 14"
        page.reload()
        page.wait_for_selector("dialog[open] h2")
        assert heading(page) == asked
        assert page.get_by_label("Note").input_value() == "Everybody says another thing"
        to(page, "Debrief")
        forward(page)
        page.wait_for_selector("dialog", state="detached")
        [walk] = records(page, "walk")
        assert walk["done"]


@pytest.mark.parametrize(("path", "title"), PLACES)
def test_large_text_scrolls_one_way_and_the_buttons_stay(
    large_text: Page, address: str, path: str, title: str
) -> None:
    large_text.goto(address + path)
    if path == "practise/":
        large_text.wait_for_selector(".kb-mine section")
    else:
        large_text.wait_for_selector("dialog[open] h2")
        to(large_text, title)
        for details in large_text.locator("dialog summary").all():
            details.click()
        for button in large_text.locator(".kb-run__foot .kb-button:visible").all():
            box = button.bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= large_text.evaluate("innerWidth")
            assert box["y"] + box["height"] <= large_text.evaluate("innerHeight")
        main = large_text.locator(".kb-run__main").bounding_box()
        assert main
        assert main["height"] >= large_text.evaluate("innerHeight") / 4
    assert large_text.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert large_text.evaluate(WIDER) == []
    if path != "practise/":
        large_text.locator(".kb-run__close").click()


def test_on_a_phone_on_its_side_the_words_have_the_height(watched: Page, address: str) -> None:
    watched.set_viewport_size({"width": 740, "height": 360})
    begin(watched, address + CYCLE)
    forward(watched)
    main = watched.locator(".kb-run__main").bounding_box()
    assert main
    assert main["height"] >= 240
    for button in watched.locator(".kb-run__foot .kb-button:visible").all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 43.5
    watched.locator(".kb-run__close").click()
    watched.get_by_role("button", name="Search").click()
    watched.locator(".kb-dialog[open] input").first.fill("coach")
    watched.locator(".kb-dialog__results li").first.wait_for()
    found = watched.locator(".kb-dialog").bounding_box()
    assert found
    assert found["height"] >= 350
