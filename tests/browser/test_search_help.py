"""The search on a slow phone, and when the library lacks what was typed."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_search import INPUT, STATUS, TITLES, ask, opened, ready

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_before_a_question_it_shows_where_others_begin(watched: Page, address: str) -> None:
    opened(watched, address)
    link = watched.locator(".kb-dialog").get_by_role("link", name="Learner")
    link.click()
    watched.wait_for_url("**/roles/learner/")


def test_it_shows_what_was_opened_lately_until_it_is_to_forget_it(
    watched: Page, address: str
) -> None:
    ready(watched, address, "traits/mirror-and-window/")
    opened(watched, address, "questions/five-questions/")
    lately = (
        watched.locator(".kb-dialog__idle").filter(has_text="Opened lately").get_by_role("link")
    )
    assert lately.all_inner_texts() == ["Mirror and window"]  # not the one that is open
    watched.locator(INPUT).press("Enter")
    assert watched.url.endswith("questions/five-questions/")  # nothing was asked
    ready(watched, address, "traits/mirror-and-window/")
    opened(watched, address)
    assert lately.all_inner_texts() == ["Mirror and window", "The five questions"]
    watched.get_by_role("button", name="Forget these").click()
    expect(lately).to_have_count(0)
    opened(watched, address)
    expect(lately).to_have_count(0)


def test_it_shows_proven_practices_to_which_many_lead(watched: Page, address: str) -> None:
    opened(watched, address)
    often = watched.locator(".kb-dialog__idle").filter(has_text="Often needed").get_by_role("link")
    assert often.count() == 4
    often.first.click()
    watched.locator(".kb-facts").filter(has_text="Proven").wait_for()


def test_what_is_like_nothing_leads_where_others_begin(watched: Page, address: str) -> None:
    opened(watched, address)
    ask(watched, "xqzwvk")
    expect(watched.locator(".kb-dialog").get_by_role("link", name="Learner")).to_be_visible()


@pytest.mark.parametrize("word", ["jira", "retrospectif meetng", "dmaic"])
def test_a_word_that_the_library_lacks_leads_to_near_practices(
    watched: Page, address: str, word: str
) -> None:
    opened(watched, address)
    ask(watched, word)
    assert watched.locator(TITLES).count() > 0


def test_a_good_word_is_not_taken_for_another_one(watched: Page, address: str) -> None:
    """Two errors in a short word are another word."""
    opened(watched, address)
    for word in ("garden", "kitchen", "holiday", "winter", "border", "brain", "trail", "coached"):
        ask(watched, word)
        expect(watched.locator(STATUS)).not_to_contain_text("Did you mean")


def test_a_first_question_is_few_and_small_requests(unseen: Page, address: str) -> None:
    """From the opening to the first results, as a web server sends it."""
    answers: list[bytes] = []
    ready(unseen, address)
    unseen.wait_for_load_state("networkidle")
    unseen.on("response", lambda answer: answers.append(answer.body()))
    unseen.keyboard.press("/")
    unseen.locator(".kb-dialog[data-shown='']").wait_for()
    unseen.locator(INPUT).press_sequentially("gemba walk", delay=20)
    unseen.locator(".kb-dialog[data-shown='gemba walk']").wait_for()
    unseen.wait_for_load_state("networkidle")
    assert 0 < len(answers) <= 12
    sent = sum(min(len(body), len(gzip.compress(body))) for body in answers)
    assert sent <= 150 * 1024


def test_a_browser_that_cannot_unpack_the_whole_index_takes_pieces(
    unseen: Page, address: str
) -> None:
    unseen.add_init_script("delete window.DecompressionStream")
    opened(unseen, address)
    assert ask(unseen, "five questions").first.get_attribute("href") == (
        address + "questions/five-questions/"
    )
    ask(unseen, "obstcle")
    expect(unseen.locator(STATUS)).to_contain_text("Did you mean obstacle?")
