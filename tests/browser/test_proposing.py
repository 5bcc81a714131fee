"""The two tasks of a newcomer, from the page to a file that passes the check: a new checklist, and
a question that is mended. On a phone and on a desktop, without git.
"""

from __future__ import annotations

import contextlib
import gzip
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import findings
from tests.conftest import ROOT, run
from tests.support.watching import DESKTOP, PATIENCE, PHONE, watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Locator, Page

    from katabase.domain.library import Library

LIMIT = 45 * 1024
"""Most bytes that the scripts and styles of the form take, compressed."""

LOW = """() => [...document.querySelectorAll("kb-propose :is(button, select, summary, input)")]
    .filter((node) => node.checkVisibility())
    .filter((node) => (node.closest("label") ?? node).getBoundingClientRect().height < 44)
    .map((node) => node.outerHTML.slice(0, 80))"""

SCREENS = pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])


@contextlib.contextmanager
def device(browser: Browser, screen: dict[str, int]) -> Iterator[BrowserContext]:
    """A device of somebody who has been nowhere yet, on which no other window opens."""
    context = browser.new_context(viewport=screen, accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(PATIENCE)
    context.add_init_script("window.open = (address) => { window.opened = address }")
    yield context
    context.close()


def opened(context: BrowserContext, origin: str, path: str) -> tuple[Page, list[str]]:
    page = context.new_page()
    trouble = watch(page, origin)
    page.goto(origin + path)
    return page, trouble


def field(page: Page, way: str) -> Locator:
    return page.locator(f"[data-way='{way}']")


def ready(page: Page) -> None:
    page.locator("kb-propose[data-ready] form").wait_for()


def written(page: Page, path: Path) -> str:
    """Press Download; return what was written to a path."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == path.name
    download.value.save_as(path)
    return path.read_text(encoding="utf-8")


def problem(page: Page, way: str) -> Locator:
    return field(page, way).locator("xpath=following-sibling::p[contains(@id, '-problem')]")


@SCREENS
def test_a_new_checklist(
    browser: Browser, address: str, tmp_path: Path, screen: dict[str, int]
) -> None:
    with device(browser, screen) as context:
        page, trouble = opened(context, address, "contributing/")
        page.get_by_role("link", name="form on this site").click()
        page.get_by_role("link", name="Gemba checklist").click()
        ready(page)
        page.get_by_label("Title", exact=True).first.fill("倉庫まで歩く")
        field(page, "id").fill("walk")
        field(page, "id").fill("")
        field(page, "id").blur()
        expect(problem(page, "id")).to_have_text(
            'the key "id" is missing; add "id:" (an id of lower-case letters, digits and hyphens)'
        )
        page.get_by_label("Title", exact=True).first.fill("Walk to the store room")
        expect(field(page, "id")).to_have_value("walk-to-the-store-room")
        page.get_by_label("Summary").fill("See what waits in the store room, and why it waits.")
        field(page, "title").fill("Walk to the store room 🏭")
        field(page, "title").blur()
        expect(problem(page, "title")).to_have_text(
            'no font of the cards has "🏭" (U+1F3ED); write it in words'
        )
        field(page, "title").fill("Walk to the store room")
        page.get_by_role("checkbox", name="Coach", exact=True).check()
        field(page, "minutes").fill("900")
        field(page, "minutes").blur()
        expect(problem(page, "minutes")).to_have_text(
            "expected at most 480, found 900; check the number and its unit"
        )
        page.get_by_role("button", name="Download").click()  # it leads to what is to be mended
        assert page.evaluate("document.activeElement.dataset.way") == "minutes"
        field(page, "minutes").fill("15")
        field(page, "cadence").select_option("weekly")
        field(page, "stop_rule").fill("If a stack leans, stop, and tell the people there.")
        field(page, "place").fill("In the store room, with whoever fetches parts today.")
        field(page, "groups[1].title").fill("At the door")
        field(page, "groups[1].items[1].look").fill("Is the list of what is missing at the door?")
        field(page, "groups[1].items[1].answer").select_option("yes-no")
        page.get_by_role("button", name="Add: Items").click()
        page.keyboard.type("How many boxes stand in the way?")
        field(page, "groups[1].items[2].answer").select_option("count")
        page.get_by_role("button", name="Move up: Items 2").press("Enter")
        expect(page.locator(".kb-propose__said")).to_have_text("Items: now 1 of 2")
        assert "Items 1" in str(page.evaluate("document.activeElement.ariaLabel"))
        expect(page.locator(".kb-propose__page")).to_contain_text("How many boxes")
        expect(page.locator(".kb-propose__face").first).to_contain_text("☐How many boxes")
        expect(page.locator(".kb-propose__sign")).to_have_text("Kept on this device")
        assert findings(page) == []
        page.close()  # the tab is closed, and the draft is there

        page, more = opened(context, address, "propose/")
        page.get_by_role("link", name="Walk to the store room").click()
        ready(page)
        expect(field(page, "groups[1].items[2].look")).to_have_value(
            "Is the list of what is missing at the door?"
        )
        folder = tmp_path / "kata"
        shutil.copytree(ROOT / "tests/cases/library", folder)
        text = written(page, folder / "checklists/walk-to-the-store-room.yml")
        assert "      - look: How many boxes stand in the way?\n        answer: count\n" in text
        assert page.locator(".kb-propose__send pre").text_content() == text
        page.get_by_role("button", name="Propose it at GitHub").click()
        sent = page.evaluate("window.opened")
        start = "https://github.com/katabase/katabase/new/main/kata/checklists"
        assert sent.startswith(f"{start}?filename=walk-to-the-store-room.yml&value=")
        assert page.evaluate("new URL(opened).searchParams.get('value')") == text
        assert trouble + more == []
    result = run("katabase", "check", "--no-cards", cwd=tmp_path)
    assert result.returncode == 0, result.stdout


@SCREENS
def test_a_mended_question(
    browser: Browser, address: str, tmp_path: Path, screen: dict[str, int]
) -> None:
    shutil.copytree(ROOT / "kata", tmp_path / "kata")
    path = tmp_path / "kata/questions/five-questions.yml"
    before = path.read_text(encoding="utf-8").splitlines()
    with device(browser, screen) as context:
        page, trouble = opened(context, address, "questions/five-questions/")
        page.get_by_role("link", name="Improve this practice").click()
        ready(page)
        asked = field(page, "parts[1].questions[2].ask")
        expect(asked).to_have_value("What is the current condition, in facts from today?")
        asked.fill("What is the current condition, in facts that you saw today?")
        page.evaluate(
            """() => {  // as if the practice had changed since
                const name = Object.keys(localStorage).find((each) => each.includes("proposal"));
                const draft = JSON.parse(localStorage[name]);
                draft.base = draft.data.summary = draft.from.summary = "How it was.";
                localStorage[name] = JSON.stringify(draft);
            }"""
        )
        page.reload()
        ready(page)
        expect(asked).to_have_value("What is the current condition, in facts that you saw today?")
        expect(field(page, "summary")).not_to_have_value("How it was.")
        page.get_by_role("button", name="Propose it at GitHub").click()
        expect(problem(page, "change")).to_have_text(
            re.compile(
                r'the key "changes\[\d\]\.change" is missing; '
                r'add "change:" \(What changed for the person practising\)'
            )
        )
        assert page.evaluate("document.activeElement.dataset.way") == "change"
        field(page, "change").fill("The second question asks for what was seen.")
        page.get_by_role("button", name="Propose it at GitHub").click()
        expect(page.locator(".kb-propose__steps li")).to_have_count(4)
        assert page.evaluate("window.opened").endswith(
            "/edit/main/kata/questions/five-questions.yml"
        )
        copied = page.evaluate("navigator.clipboard.readText()")
        assert findings(page) == []
        assert written(page, path) == copied
        assert trouble == []
    after = path.read_text(encoding="utf-8").splitlines()
    gone = [line for line in before if line not in after]
    new = [line.strip() for line in after if line not in before]
    assert len(gone) == 3, gone  # version, updated, and the question
    assert "- ask: What is the current condition, in facts that you saw today?" in new or any(
        "in facts that you saw today?" in line for line in new
    )
    assert "version: 1.1.1" in new
    result = run("katabase", "check", "--no-cards", "--strict", str(path), cwd=tmp_path)
    assert result.returncode == 0, result.stdout


COPY = "(text) => navigator.clipboard.writeText(text)"


@SCREENS
def test_a_list_from_a_spreadsheet_and_a_press_beside_a_mistake(
    browser: Browser, address: str, screen: dict[str, int]
) -> None:
    with device(browser, screen) as context:
        page, trouble = opened(context, address, "propose/?kind=checklist")
        ready(page)
        first = field(page, "groups[1].items[1].look")
        first.click()
        page.evaluate(COPY, "Is the list at the door?\tyes\r\nHow many boxes?\t3\r\n\r\n")
        page.keyboard.press("Control+V")
        expect(first).to_have_value("Is the list at the door? yes")
        last = field(page, "groups[1].items[2].look")
        expect(last).to_have_value("How many boxes? 3")
        expect(last).to_be_focused()
        page.keyboard.type(" {{ now }}")
        add = page.get_by_role("button", name="Add: Items")
        add.scroll_into_view_if_needed()
        place = add.bounding_box()
        assert place
        page.mouse.click(place["x"] + 20, place["y"] + place["height"] - 5)
        expect(field(page, "groups[1].items[3].look")).to_be_focused()
        expect(problem(page, "groups[1].items[2].look")).to_contain_text("template braces")
        assert trouble == []


def test_two_proposals_and_two_windows(browser: Browser, address: str) -> None:
    with device(browser, PHONE) as context:
        page, trouble = opened(context, address, "propose/?kind=checklist")
        ready(page)
        other, more = opened(context, address, "propose/?kind=checklist")
        ready(other)
        beside = page.get_by_role("link", name="Begin another one beside it")
        expect(beside).to_be_hidden()
        field(page, "title").fill("Walk to the store room")
        expect(field(other, "title")).to_have_value("Walk to the store room")
        field(other, "summary").fill("See what waits there.")
        expect(field(page, "summary")).to_have_value("See what waits there.")
        beside.click()
        page.wait_for_url("**/propose/?kind=checklist&draft=2")
        ready(page)
        field(page, "title").fill("Walk to the yard")
        page.goto(f"{address}propose/")
        page.get_by_role("link", name="Walk to the yard").click()
        ready(page)
        expect(field(page, "title")).to_have_value("Walk to the yard")
        expect(field(other, "title")).to_have_value("Walk to the store room")
        assert trouble + more == []


def test_many_lines_of_a_list_stand_folded_with_their_number(
    browser: Browser, address: str, shipped: Library
) -> None:
    practice = shipped.entries["questions/five-questions"].practice
    number = len(practice.searched_as)
    assert number > 15 > len(practice.sources)
    with device(browser, PHONE) as context:
        page, trouble = opened(context, address, "propose/?practice=questions/five-questions")
        ready(page)
        page.get_by_text("More: what can come later").click()
        assert field(page, "sources").locator("> details").count() == 0
        fold = field(page, "searched_as").locator("> details > summary")
        expect(fold).to_have_text(f"Searched as ({number})")
        assert not field(page, "searched_as[1]").is_visible()
        expect(field(page, "searched_as[1]")).to_have_value(practice.searched_as[0])
        fold.click()
        page.get_by_role("button", name="Remove: Searched as 1", exact=True).click()
        expect(fold).to_have_text(f"Searched as ({number - 1})")
        expect(field(page, "searched_as[1]")).to_have_value(practice.searched_as[1])
        assert trouble == []


def test_a_very_narrow_screen_with_large_text_holds_the_form(
    browser: Browser, address: str
) -> None:
    with device(browser, {"width": 320, "height": 600}) as context:
        page, trouble = opened(context, address, "propose/?practice=path/new-learner")
        ready(page)
        page.add_style_tag(content="html { font-size: 250% !important }")
        for details in page.locator("kb-propose details").all():
            details.evaluate("(node) => { node.open = true }")
        wide = page.evaluate(
            "[...document.querySelectorAll('kb-propose *')].filter((node) => !node.closest('pre')"
            " && node.getBoundingClientRect().right > innerWidth + 1).map((node) => node.outerHTML"
            ".slice(0, 80))"
        )
        assert wide == []
        low = page.evaluate(LOW)
        assert low == []
        assert trouble == []


def test_the_form_costs_little_and_only_on_its_page(
    browser: Browser, address: str, site: Path
) -> None:
    with device(browser, PHONE) as context:
        page = context.new_page()
        loaded: list[str] = []
        page.on("response", lambda answer: loaded.append(answer.url.partition("?")[0]))
        page.goto(f"{address}questions/five-questions/")
        page.wait_for_load_state("networkidle")
        others = set(loaded)
        assert not [url for url in others if "propose" in url]
        page.goto(f"{address}propose/?kind=checklist")
        ready(page)
    own = {url for url in loaded if url.endswith((".js", ".css"))} - others
    weights = [len(gzip.compress((site / url.removeprefix(address)).read_bytes())) for url in own]
    assert 5_000 < sum(weights) < LIMIT
