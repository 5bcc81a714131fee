"""Practise: a coaching cycle and a walk on a phone, and what remains of them."""

from __future__ import annotations

import gzip
import io
import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect
from pypdfium2 import PdfDocument

from katabase.domain.messages import messages
from katabase.products.assets import assets, worker
from tests.browser.test_accessibility import OPTIONS
from tests.support.watching import DESKTOP, watched_page

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

CYCLE = "practise/?practice=questions/five-questions"
WALK = "practise/?practice=checklist/safety-walk"
OWN_LIMIT = 40 * 1024
"""Most bytes of own JavaScript for all of this, each file compressed by itself."""

RECORDS = """() => new Promise((done, fail) => {
    const request = indexedDB.open("katabase /");
    request.onerror = () => fail(request.error);
    request.onsuccess = () => {
        const all = request.result.transaction("records").objectStore("records").getAll();
        all.onsuccess = () => { request.result.close(); done(all.result); };
    };
})"""

PUT = """values => new Promise((done) => {
    const request = indexedDB.open("katabase /");
    request.onsuccess = () => {
        const store = request.result.transaction("records", "readwrite");
        for (const one of values) store.objectStore("records").put(one);
        store.oncomplete = () => { request.result.close(); done(); };
    };
})"""
"""Writes into the database past the scripts under test."""


def records(page: Page, kind: str) -> list[dict[str, Any]]:
    """Return the kept records of a kind, read past the scripts under test."""
    page.wait_for_function(
        "[...document.querySelectorAll('.kb-sign')].every(one => one.dataset.state === 'kept')"
    )
    return [record for record in page.evaluate(RECORDS) if record["kind"] == kind]


def begin(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("dialog[open] h2")


def forward(page: Page, times: int = 1) -> None:
    for _ in range(times):
        page.locator(".kb-run__foot .kb-button--strong").click()


def heading(page: Page) -> str:
    return re.sub(r"^\d+ of \d+:\s*", "", page.locator("dialog h2").inner_text())


def to(page: Page, words: str) -> None:
    """Go forward until the title of a step begins with these words."""
    for _ in range(40):
        if heading(page).startswith(words):
            return
        forward(page)
    raise AssertionError(words)


def test_a_coaching_cycle_leaves_a_row_on_a_storyboard(watched: Page, address: str) -> None:
    watched.goto(f"{address}questions/five-questions/")
    watched.get_by_role("link", name="Practise now").click()
    watched.wait_for_selector("dialog[open] h2")
    week = watched.locator("dialog").get_by_text("after a week without a visit")
    assert week.is_visible()
    forward(watched)
    assert not week.is_visible()
    watched.get_by_label("Note").fill("14 minutes")
    forward(watched)
    assert not watched.locator("dialog").get_by_text("Turn the card").count()
    forward(watched)
    assert watched.get_by_text("Turn the card over.").is_visible()
    to(watched, "One row")
    for label, words in {
        "Obstacle": "The crane",
        "What will you do or find out?": "Call it earlier",
        "What do you expect?": "No waiting",
    }.items():
        watched.get_by_label(label, exact=True).fill(words)
    forward(watched)
    watched.wait_for_selector("dialog", state="detached")
    [board] = records(watched, "storyboard")
    [row] = board["rows"]
    assert (row["obstacle"], row["step"], row["expectation"]) == (
        "The crane",
        "Call it earlier",
        "No waiting",
    )
    [run] = records(watched, "run")
    assert run["done"]
    assert run["storyboard"] == board["id"]
    assert run["practice"]["ref"] == "questions/five-questions"
    noted = {part["id"]: part["note"] for part in run["parts"] if part["note"]}
    assert noted == {"target-condition": "14 minutes"}
    assert len(records(watched, "day")) == 1
    assert watched.locator(".kb-days__day--done").count() == 1
    calendar = watched.locator(".kb-days").bounding_box()
    assert calendar
    assert calendar["height"] < calendar["width"]

    begin(watched, address + CYCLE)
    assert not week.is_visible()
    chosen = watched.locator("dialog").get_by_label("Storyboard")
    expect(chosen).to_have_value(board["id"])  # the only one
    forward(watched, 3)
    last, step = watched.locator(".kb-run__last").inner_text().splitlines()[:2]
    assert re.fullmatch(r"The last step \([A-Z][a-z]{2} \d{1,2}, 20\d\d\)", last)
    assert step == "Call it earlier"
    to(watched, "One row")
    watched.get_by_label("What happened?").fill("Waited once")
    watched.get_by_label("What did you learn?").fill("The call comes through one man")
    forward(watched)
    watched.wait_for_selector("dialog", state="detached")
    [board] = records(watched, "storyboard")
    assert [row["result"] for row in board["rows"]] == ["Waited once"]


def test_a_walk_goes_on_where_it_stopped(watched: Page, address: str) -> None:
    begin(watched, address + WALK)
    watched.get_by_label("Where is this?").fill("Hall 2")
    to(watched, "Are all guards")
    follow_up = watched.get_by_text("Stop this step now.")
    assert not follow_up.is_visible()
    watched.get_by_role("button", name="No", exact=True).click()
    assert follow_up.is_visible()
    watched.get_by_label("Note").fill("A guard is taped over")
    asked = heading(watched)
    records(watched, "walk")
    watched.goto("about:blank")
    watched.goto(address)
    watched.get_by_role("link", name="Go on where I stopped").click()
    watched.get_by_role("link", name="Safety walk").click()
    watched.wait_for_selector("dialog[open] h2")
    assert heading(watched) == asked
    pressed = watched.get_by_role("button", name="No", exact=True).get_attribute("aria-pressed")
    assert pressed == "true"
    to(watched, "What you saw")
    skipped = watched.locator(".kb-run__list").first.get_by_role("button")
    assert skipped.count() == len(records(watched, "walk")[0]["items"]) - 1
    forward(watched)
    watched.get_by_role("button", name="Add an action").click()
    watched.get_by_label("What will be done?").fill("Take the tape off")
    watched.get_by_label("By whom?").fill("Ben")
    watched.get_by_role("button", name="Remove").click()
    watched.get_by_role("button", name="Undo").click()
    watched.get_by_label("Done", exact=True).check()
    to(watched, "Debrief")
    forward(watched)
    watched.wait_for_selector("dialog", state="detached")
    [walk] = records(watched, "walk")
    assert (walk["place"], walk["done"]) == ("Hall 2", True)
    assert [(one["text"], one["owner"], one["done"]) for one in walk["actions"]] == [
        ("Take the tape off", "Ben", True)
    ]
    answered = [item for item in walk["items"] if item["value"]]
    assert [(item["value"], item["note"]) for item in answered] == [("no", "A guard is taped over")]


def test_a_path_knows_where_somebody_is_and_what_was_ticked(watched: Page, address: str) -> None:
    watched.goto(f"{address}paths/new-coach/")
    watched.get_by_role("link", name="Practise now").click()
    watched.wait_for_selector("dialog[open] h2")
    first = heading(watched)
    forward(watched)
    second = heading(watched)
    watched.get_by_label("I am at this stage").check()
    agreed = watched.get_by_text("Learner and coach agree")
    boxes = watched.locator("dialog fieldset").get_by_role("checkbox").all()
    for box in boxes:
        assert not agreed.is_visible()
        box.check()
    assert agreed.is_visible()
    watched.locator(".kb-run__close").click()
    [path] = records(watched, "path")
    assert len(path["signs"]) * 2 == len(boxes)
    assert all(sign["learner"] and sign["coach"] and sign["text"] for sign in path["signs"])
    begin(watched, f"{address}practise/?practice=path/new-coach")
    assert heading(watched) == second != first
    assert len(records(watched, "path")) == 1


def test_a_walk_goes_on_with_the_items_with_which_it_was_begun(watched: Page, address: str) -> None:
    """Its practice has lost one of them meanwhile, words another one, and won some."""
    begin(watched, address + WALK)
    watched.locator(".kb-run__close").click()
    [walk] = records(watched, "walk")
    known = next(item for item in walk["items"] if item["answer"] == "yes-no")
    old = [{**known, "text": "Are all helmets worn?"}, {**known, "id": "gone", "text": "Gone?"}]
    watched.evaluate(PUT, [{**walk, "items": old}])
    begin(watched, f"{address}practise/?record={walk['id']}")
    to(watched, "Are all helmets worn?")
    to(watched, "Gone?")
    watched.get_by_role("button", name="No", exact=True).click()
    to(watched, "What you saw")
    assert watched.locator(".kb-run__list button").all_inner_texts() == [
        "Are all helmets worn?",
        "Gone?",
    ]
    [walk] = records(watched, "walk")
    assert [item["value"] for item in walk["items"]] == ["", "no"]


def test_what_is_finished_is_read_and_given_away_and_stays_as_it_is(
    watched: Page, address: str
) -> None:
    """It begins with all that was seen, no clock runs, and no second day is counted."""
    begin(watched, address + WALK)
    watched.locator(".kb-run__close").click()
    [walk] = records(watched, "walk")
    seen = [{**item, "note": "A guard is taped over"} for item in walk["items"][:2]]
    walk |= {"items": seen, "at": "debrief", "done": True}
    watched.evaluate(PUT, [walk])
    begin(watched, f"{address}practise/?record={walk['id']}")
    assert heading(watched) == "What you saw"
    with watched.expect_download() as download:
        watched.get_by_role("button", name="Give").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert text.startswith("# Safety walk\n")
    assert text.count("A guard is taped over") == 2
    to(watched, "Debrief")
    expect(watched.locator(".kb-run__clock")).to_be_empty()
    expect(watched.locator(".kb-run__foot .kb-button--strong")).to_have_text("Close")
    forward(watched)
    watched.wait_for_selector("dialog", state="detached")
    assert records(watched, "walk") == [walk]
    assert not records(watched, "day")


def test_a_second_tap_takes_an_answer_back(watched: Page, address: str) -> None:
    begin(watched, address + WALK)
    to(watched, "Are all guards")
    for _ in range(2):
        watched.get_by_role("button", name="Yes", exact=True).click()
    [walk] = records(watched, "walk")
    assert {item["value"] for item in walk["items"]} == {""}


def test_the_second_coach_sees_what_the_coach_asks(watched: Page, address: str) -> None:
    begin(watched, address + CYCLE)
    watched.get_by_role("link", name="I am the second coach").click()
    watched.wait_for_url("**/practise/?record=*")
    watched.wait_for_selector("dialog[open] h2")
    watched.locator("summary", has_text="The five questions").click()
    assert watched.locator("details[open] li").count() == 9
    assert {run["mode"] for run in records(watched, "run")} == {"cycle", "observation"}


def test_what_a_step_trains_is_called_so(watched: Page, address: str) -> None:
    """Below what is to be done stands a second text, which does not say by itself what it is."""
    watched.goto(address + "practise/?practice=starter-kata/kamishibai-board")
    expect(watched.get_by_text("Trains: Telling what must hold from what is nice")).to_be_visible()


def test_each_step_is_said_to_those_who_listen(watched: Page, address: str) -> None:
    begin(watched, address + CYCLE)
    watched.keyboard.press("Tab")
    forward(watched)
    said = watched.evaluate("document.activeElement.textContent")
    assert said.startswith("1 of 9: Which target condition")


def test_the_timer_speaks_once(browser: Browser, address: str) -> None:
    with watched_page(browser, address) as page:
        page.clock.install()
        begin(page, address + CYCLE)
        assert page.locator(".kb-run__clock").inner_text() == "20 min left"
        page.clock.run_for(20 * 60_000 + 2000)
        spoken = page.locator("dialog > .kb-hidden[role=status]")
        assert spoken.inner_text() == "20 minutes have passed. Come to the next step."
        page.evaluate("document.querySelector('dialog > [role=status]').textContent = ''")
        page.clock.run_for(120_000)
        assert spoken.inner_text() == ""
        assert page.locator(".kb-run__clock").inner_text() == "2 min over"


def test_the_screen_is_kept_awake_again_when_the_page_comes_back(
    browser: Browser, address: str
) -> None:
    with watched_page(browser, address) as page:
        page.add_init_script("""
            window.asked = 0;
            const request = async () => ({ released: window.asked++ < 1, release: async () => {} });
            Object.defineProperty(navigator, "wakeLock", { value: { request } });
        """)
        begin(page, address + CYCLE)
        page.wait_for_function("window.asked === 1")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        page.wait_for_function("window.asked === 2")


def test_a_page_that_becomes_another_one_is_not_held_still(watched: Page, address: str) -> None:
    """Navigation without loading takes the element away while its dialog is open."""
    begin(watched, address + CYCLE)
    watched.evaluate("document.querySelector('kb-practise').remove()")
    assert not watched.evaluate("document.documentElement.classList.contains('kb-running')")
    before = watched.evaluate(RECORDS)
    watched.evaluate("dispatchEvent(new Event('pagehide'))")
    assert watched.evaluate(RECORDS) == before


def test_delete_is_taken_back(watched: Page, address: str) -> None:
    begin(watched, address + CYCLE)
    watched.locator(".kb-run__close").click()
    watched.get_by_role(
        "button", name=re.compile(r"^Delete: The five questions, \w+ \d+, 20\d\d$")
    ).click()
    watched.get_by_text("1 record deleted.").wait_for()
    assert not records(watched, "run")
    watched.get_by_role("button", name="Undo", exact=True).click()
    expect(watched.get_by_role("link", name="The five questions")).to_be_focused()
    assert len(records(watched, "run")) == 1


def test_what_was_deleted_is_brought_back_after_the_page_was_left(
    watched: Page, address: str
) -> None:
    for path in (CYCLE, WALK):
        begin(watched, address + path)
        watched.locator(".kb-run__close").click()
    before = watched.evaluate(RECORDS)
    watched.evaluate(PUT, [{"id": "walk:torn", "kind": "walk", "format": 1}])
    watched.reload()
    deleted = watched.locator("[data-role=bin]")
    watched.get_by_role("button", name="Delete: Safety walk").click()
    expect(watched.locator("[data-role=open] li")).to_have_count(1)
    expect(watched.locator(".kb-mine__said")).to_have_text("1 record deleted. Undo")
    watched.get_by_role("button", name="Delete everything").click()
    expect(watched.locator("[data-role=open] li")).to_have_count(0)
    watched.reload()
    deleted.locator("summary").click()
    expect(deleted.locator("li")).to_have_count(2)
    deleted.get_by_role("button", name="Undo: Safety walk").click()
    expect(watched.get_by_role("link", name="Safety walk")).to_be_focused()
    deleted.get_by_role("button", name="Bring all of it back").click()
    expect(deleted).to_be_hidden()
    after = watched.evaluate(RECORDS)
    assert [one for one in after if one["id"] != "walk:torn"] == before


def test_the_keyboard_goes_on_where_a_button_was(watched: Page, address: str) -> None:
    """Who brings back a favourite or a level, or shows older ones, stays where they were."""
    ref = "questions/five-questions"
    of = {"practice": {"ref": ref, "title": "The five questions", "version": "1.0.0"}}
    day = {"created": "2026-01-01T08:00:00.000Z", "changed": "2026-01-01T08:00:00.000Z"}
    run = {"mode": "steps", "storyboard": None, "at": None, "seconds": 1, "parts": [], "done": True}
    level = {"skill": "Asking", "date": "2026-01-01", "level": 2, "key": None, "note": ""}
    kept = [
        *({"id": f"run:{number}", "kind": "run", **run} for number in range(22)),
        {"id": f"favourite:{ref}", "kind": "favourite"},
        {"id": f"anchor:2026-01-01:{ref}", "kind": "anchor", "format": 2, "asked": None} | level,
    ]
    watched.goto(f"{address}practise/")
    watched.locator(".kb-sign").wait_for()
    watched.evaluate(PUT, [{"format": 1, **day, **of, **one} for one in kept])
    watched.reload()
    for place in ("favourites", "skills"):
        row = watched.locator(f"[data-role={place}] li")
        row.get_by_role("button").press("Enter")
        expect(row).to_have_count(0)
        watched.get_by_role("button", name="Undo", exact=True).press("Enter")
        expect(row.locator(":focus")).to_have_count(1)
    done = watched.locator("[data-role=finished] li")
    expect(done).to_have_count(20)
    watched.get_by_role("button", name="Show older ones").press("Enter")
    expect(done).to_have_count(22)
    expect(done.nth(19).get_by_role("link")).to_be_focused()


def test_what_was_written_goes_on_below_the_new_name(browser: Browser, served_small: str) -> None:
    """A practice was renamed: its favourite, days and the run that stopped are those of it."""
    old, new = "starter-kata/on-time", "starter-kata/starting-on-time"
    with watched_page(browser, served_small) as page:
        begin(page, f"{served_small}practise/?practice={new}")
        page.locator("dialog textarea").fill("Waited at the door")
        page.locator(".kb-run__close").click()
        (run,) = records(page, "run")
        named = run["practice"] | {"ref": old}
        today = page.evaluate("new Date().toLocaleDateString('sv')")
        made = {"created": run["created"], "changed": run["changed"], "practice": named}
        day = {"id": f"day:{today}:{old}", "kind": "day", "date": today, "minutes": 5}
        kept = [run | made, day | made, {"id": f"favourite:{old}", "kind": "favourite"} | made]
        page.evaluate(PUT, [{"format": 1} | one for one in kept])
        page.goto(f"{served_small}practise/")
        often = page.locator("[data-role=cadence]").get_by_role("listitem")
        expect(often).to_contain_text("1 day in the last 4 weeks")
        page.locator("[data-role=favourites]").get_by_role("link").first.click()
        page.wait_for_url(f"**/{new}/")
        star = page.get_by_role("button", name="Favourite")
        expect(star).to_have_attribute("aria-pressed", "true")
        star.click()
        expect(star).to_have_attribute("aria-pressed", "false")
        page.get_by_role("link", name="Practise now").click()
        expect(page.locator("dialog textarea")).to_have_value("Waited at the door")
        page.goto(f"{served_small}practise/?practice={old}")
        expect(page.locator("dialog textarea")).to_have_value("Waited at the door")
        assert len(records(page, "run")) == 1
        assert not records(page, "favourite")


def test_another_tab_is_followed_unless_somebody_types_here(watched: Page, address: str) -> None:
    begin(watched, address + CYCLE)
    forward(watched)
    watched.get_by_label("Note").fill("Short")
    records(watched, "run")
    with watched.context.expect_page() as opened:
        watched.evaluate("open(location.href)")
    other = opened.value
    note = other.locator("dialog[open]").get_by_label("Note")
    note.fill("Short, and all that was said at the machine")
    records(other, "run")
    assert watched.get_by_label("Note").input_value() == "Short"
    watched.evaluate("document.hasFocus = () => false")  # as a window that was left says
    note.fill("All that was said at the machine")
    expect(watched.get_by_label("Note")).to_have_value("All that was said at the machine")
    expect(note).to_be_focused()

    other.goto(f"{address}practise/")
    other.get_by_role("button", name="Delete: The five questions").click()
    watched.get_by_text("This record is no longer on this device.").wait_for()
    assert not watched.locator("dialog").count()
    other.close()


def test_nobody_goes_on_writing_into_what_a_browser_threw_away(watched: Page, address: str) -> None:
    begin(watched, address + WALK)
    where = watched.get_by_label("Where is this?")
    where.fill("Hall")
    records(watched, "walk")
    stored = {"origin": address.rstrip("/"), "storageTypes": "indexeddb"}
    watched.context.new_cdp_session(watched).send("Storage.clearDataForOrigin", stored)
    where.press_sequentially(" 2")
    expect(watched.locator(".kb-mine__said")).to_have_text(
        "This record is no longer on this device."
    )
    expect(watched.locator("dialog")).to_have_count(0)


def test_back_closes_a_storyboard_without_a_word(watched: Page, address: str) -> None:
    watched.goto(f"{address}practise/")
    watched.get_by_role("button", name="New storyboard").click()
    watched.locator("dialog").get_by_label("Title").fill("Line 3")
    records(watched, "storyboard")
    watched.go_back()
    watched.get_by_role("link", name="Line 3").wait_for()
    assert watched.locator(".kb-mine__said").inner_text() == ""


def test_a_double_tap_makes_one_storyboard(watched: Page, address: str) -> None:
    """And after it is closed, another one can be made."""
    watched.goto(f"{address}practise/")
    fresh = watched.get_by_role("button", name="New storyboard")
    fresh.evaluate("one => { one.click(); one.click(); }")
    for number in (1, 2):
        watched.get_by_role("dialog").wait_for()
        watched.locator(".kb-run__close").click()
        assert len(records(watched, "storyboard")) == number
        fresh.click()


def test_what_stopped_is_gone_on_with_or_begun_anew(watched: Page, address: str) -> None:
    begin(watched, address + CYCLE)
    forward(watched, 2)
    [run] = records(watched, "run")
    earlier = {**run, "created": "2026-11-02T09:30:00.000Z"}
    older = [
        {**earlier, "id": f"run:{number:024}", "changed": earlier["created"], "done": number > 0}
        for number in range(22)
    ]
    watched.goto("about:blank")
    watched.goto(f"{address}practise/")
    watched.evaluate(PUT, [earlier, *older])
    begin(watched, address + CYCLE)
    assert heading(watched).startswith("What is the current")
    assert watched.locator("dialog").get_by_text("begun on Nov 2, 2026").is_visible()
    watched.get_by_role("link", name="Begin anew").click()
    watched.wait_for_selector("dialog[open] h2:text-is('The five questions')")
    assert len(records(watched, "run")) == 24
    watched.locator(".kb-run__close").click()
    finished = watched.locator("[data-role=finished] li")
    expect(finished).to_have_count(20)
    watched.get_by_role("button", name="Show older ones").click()
    expect(finished).to_have_count(21)
    expect(watched.get_by_role("button", name="Show older ones")).to_be_hidden()


def test_what_goes_out_comes_back(watched: Page, address: str, tmp_path: Path) -> None:
    begin(watched, address + WALK)
    watched.get_by_label("Where is this?").fill("<img src=x onerror=alert(1)>")
    watched.locator(".kb-run__close").click()
    with watched.expect_download() as download:
        watched.get_by_role("button", name="Export everything").click()
    file = tmp_path / "mine.json"
    download.value.save_as(file)
    before = records(watched, "walk")
    watched.get_by_role("button", name="Delete everything").click()
    watched.get_by_text("1 record deleted.").wait_for()
    watched.locator("input[type=file]").set_input_files(__file__)
    watched.get_by_text("This file is no export of this site").wait_for()
    watched.locator("input[type=file]").set_input_files(file)
    watched.get_by_text("1 new, 0 already here.").wait_for()
    assert records(watched, "walk") == before

    data = json.loads(file.read_text(encoding="utf-8"))
    data["records"][0]["place"] = "Hall 3"
    data["records"].append({"kind": "walk", "format": 1, "id": "<b>"})
    file.write_text(json.dumps(data), encoding="utf-8")
    watched.locator("input[type=file]").set_input_files(file)
    differing = watched.locator(".kb-conflict p")
    expect(differing).to_contain_text(["<img src=x onerror=alert(1)>", "Hall 3"])
    expect(watched.locator(".kb-mine__said")).to_contain_text("1 could not be read.")
    watched.get_by_role("button", name="Keep both").click()
    watched.locator(".kb-conflict").wait_for(state="detached")
    places = sorted(walk["place"] for walk in records(watched, "walk"))
    assert places == ["<img src=x onerror=alert(1)>", "Hall 3"]


def test_a_backup_is_called_to_mind(browser: Browser, address: str) -> None:
    """A week after something was begun, and again when it changed after an export."""
    with watched_page(browser, address) as page:
        reminder = page.get_by_text("has not been exported for a week")

        def visit(day: int) -> None:
            page.clock.set_fixed_time(f"2026-11-{day:02}T10:00:00")
            page.goto(f"{address}practise/")
            page.get_by_role("link", name="Safety walk").wait_for()

        page.clock.set_fixed_time("2026-11-02T10:00:00")
        begin(page, address + WALK)
        page.locator(".kb-run__close").click()
        visit(8)
        assert not reminder.is_visible()
        visit(10)
        with page.expect_download() as download:
            page.locator("[data-role=backup] button").click()
        assert download.value.suggested_filename == "my-practice-2026-11-10.json"
        expect(reminder).not_to_be_visible()
        visit(28)
        assert not reminder.is_visible()
        page.get_by_role("link", name="Safety walk").click()
        page.get_by_label("Where is this?").fill("Hall 2")
        page.locator(".kb-run__close").click()
        expect(page.locator("[data-role=open] small")).to_contain_text("Hall 2 · ")
        expect(reminder).to_be_visible()
        page.evaluate("""() => {
            window.matchMedia = () => ({ matches: true });
            navigator.canShare = () => true;
            navigator.share = async () => {
                window.asked = true;
                throw new DOMException("", "AbortError");
            };
        }""")
        page.locator("[data-role=backup] button").click()
        page.wait_for_function("window.asked")
        last = page.evaluate(
            "Object.entries(localStorage).find(([key]) => key.endsWith('exported'))"
        )
        assert last[1].startswith("2026-11-10")  # nothing left the device


def test_a_storyboard_goes_to_the_coach_and_comes_back(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    with watched_page(browser, address, viewport=DESKTOP) as page:
        page.goto(f"{address}practise/")
        page.get_by_role("button", name="New storyboard").click()
        fields = page.locator("dialog")
        fields.get_by_label("Title").fill("Line 3")
        fields.get_by_label("Start").fill("28")
        fields.get_by_label("Target", exact=True).fill("14")
        fields.get_by_role("button", name="Add an obstacle").click()
        fields.get_by_label("Obstacle").fill("The crane")
        working = fields.get_by_role("button", name="Working on this one")
        working.click()
        expect(working).to_be_focused()  # though all fields were made anew
        [board] = records(page, "storyboard")
        assert board["title"] == "Line 3"
        assert board["working_on"] == board["obstacles"][0]["id"]
        assert board["measure"]["target"] == 14
        assert not fields.locator("svg").count()
        fields.get_by_role("button", name="Add an experiment").click()
        page.keyboard.type("Call it earlier")
        fields.get_by_role("button", name="Remove").last.click()
        assert not records(page, "storyboard")[0]["rows"]
        fields.get_by_role("button", name="Undo").click()
        expect(fields.locator("[data-role=rows] [data-at=obstacle]")).to_be_focused()
        [row] = records(page, "storyboard")[0]["rows"]
        assert (row["obstacle"], row["step"]) == ("The crane", "Call it earlier")
        fields.get_by_label("Title").fill("Line 3, change-over")
        for label in ("Target condition", "What did you learn?"):
            fields.get_by_role("textbox", name=label).fill("Rüstzeitverkürzung" * 12)
        wide = fields.locator(".kb-run__main")
        assert wide.evaluate("node => node.scrollWidth <= node.clientWidth")
        with page.expect_download() as download:
            page.get_by_role("button", name="Give").click()
            page.get_by_role("button", name="As a file").click()
        given = json.loads(download.value.path().read_text(encoding="utf-8"))
        assert [one["title"] for one in given["records"]] == ["Line 3, change-over"]
        row = {"id": "r1", "date": "2026-11-25", "obstacle": "", "step": "x", "see_by": None}
        row |= {"expectation": "", "result": "", "learning": "", "measured": 21.5}
        given["records"][0]["rows"] = [row]
        file = tmp_path / "theirs.json"
        file.write_text(json.dumps(given), encoding="utf-8")
        page.locator(".kb-run__close").click()
        page.locator("input[type=file]").set_input_files(file)
        page.get_by_role("button", name="Take theirs").click()
        page.get_by_role("link", name="Line 3").click()
        picture = page.locator("dialog svg")
        assert picture.get_attribute("aria-label") == "Process measure over time: 28, 21.5"
        assert picture.locator("line").count() == 1


PLACES = [
    ("practise/?practice=path/new-coach", ""),
    (CYCLE, "Which target"),
    (CYCLE, "One row"),
    (WALK, "Are all guards"),
    (WALK, "What you saw"),
    (WALK, "Debrief"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_practising(browser: Browser, address: str, scheme: str) -> None:
    options: dict[str, Any] = {"color_scheme": scheme, "reduced_motion": "reduce"}
    with watched_page(browser, address, **options) as page:
        for path, title in PLACES:
            begin(page, address + path)
            to(page, title)
            for details in page.locator("dialog summary").all():
                details.click()
            _judge(page)
        page.locator(".kb-run__close").click()
        page.get_by_role("button", name="New storyboard").click()
        page.get_by_role("button", name="Add an obstacle").click()
        _judge(page)
        page.locator(".kb-run__close").click()
        _judge(page)


def _judge(page: Page) -> None:
    page.evaluate("document.getAnimations().forEach(one => one.finish())")
    found = Axe().run(page, options=OPTIONS)
    assert not found.response["violations"], found.generate_report()
    small = page.evaluate("""() => [...document.querySelectorAll(
            "dialog[open] :is(button, input, select, textarea, summary), .kb-mine :is(button, a)")]
        .filter(one => !document.querySelector("dialog[open]") || one.closest("dialog"))
        .filter(one => one.checkVisibility() && one.type !== "file")
        .filter(one => (one.closest(".kb-tick") ?? one).getBoundingClientRect().height < 43.5)
        .map(one => one.outerHTML.slice(0, 80))""")
    assert not small


def test_without_scripts_the_page_says_where_to_go(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}practise/")
    assert page.get_by_role("link", name="worksheets").is_visible()
    context.close()
    page = browser.new_page()
    page.route("**/kb-practise.js", lambda route: route.abort())
    page.goto(f"{address}practise/")
    waits = page.get_by_text("This needs JavaScript").evaluate(
        "(one) => getComputedStyle(one).animationName"
    )
    assert waits == "kb-late"  # on a slow line it is no news
    page.close()


MOMENT = "2026-11-25T09:30:00.000Z"
SHEETS = {"A4": (297, 210), "US Letter": (279, 216), "A3": (420, 297)}


def board(**changes: Any) -> dict[str, Any]:
    """Return a storyboard as it stands in a file."""
    row = {"obstacle": "The crane", "expectation": "No waiting", "learning": "", "see_by": None}
    days = enumerate(("2026-11-23", "2026-11-24"))
    rows = [
        {**row, "id": f"r{n}", "date": day, "step": f"Call {n}", "result": "", "measured": 21 - n}
        for n, day in days
    ]
    made = {"id": "storyboard:1", "kind": "storyboard", "format": 1, "title": "Line 3"}
    return {
        **made,
        **{"created": MOMENT, "changed": MOMENT, "learner": "Ana", "coach": "Ben"},
        **{"challenge": "Every size every day.", "current": "28 minutes", "closed": False},
        "target": {"condition": "14 minutes", "achieve_by": "2026-12-18"},
        "measure": {"name": "Change-over", "unit": "min", "start": 28, "target": 14},
        "obstacles": [{"id": "o1", "text": "The crane", "gone": False}],
        **{"working_on": "o1", "rows": rows, **changes},
    }


def bring(page: Page, address: str, *boards: dict[str, Any]) -> None:
    """Import storyboards, and open the first one."""
    data = {"sort": "katabase-records", "format": 1, "exported": MOMENT, "records": boards}
    page.goto(f"{address}practise/")
    file = {"name": "x.json", "mimeType": "application/json", "buffer": json.dumps(data).encode()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("link", name=boards[0]["title"]).click()
    page.wait_for_selector("dialog[open] .kb-board__part")


def test_a_storyboard_prints_on_the_worksheets_and_loses_no_word(
    browser: Browser, address: str
) -> None:
    """Each paper has its size; what is too long for a box is whole on a further sheet."""
    long = " ".join(f"fact{n}" for n in range(700))
    with watched_page(browser, address, color_scheme="dark") as page:
        page.add_init_script("window.print = () => { window.printed = true; }")
        bring(page, address, board(current=long))
        page.get_by_role("button", name="Print", exact=True).click()
        for paper, size in SHEETS.items():
            page.get_by_role("button", name=paper, exact=True).click()
            page.wait_for_function("window.printed")
            sheets = PdfDocument(page.pdf(prefer_css_page_size=True))
            sizes = {
                tuple(round(side * 25.4 / 72) for side in sheet.get_size()) for sheet in sheets
            }
            assert sizes == {size}
            texts = [sheet.get_textpage().get_text_bounded() for sheet in sheets]
            for words in ("Learner's storyboard", "Every size every day.", "→ The crane", "Ana"):
                assert words in texts[0]
            assert "28" in texts[0]  # where the picture begins
            assert "all of it on a further sheet" in texts[0]
            assert re.findall(r"fact\d+", " ".join(texts[1:-1])) == long.split()
            assert "Experimenting record" in texts[-1]
            assert "2026-11-24 Call 1" in " ".join(texts[-1].split())
            assert "Take it with you" not in " ".join(texts)
            page.evaluate("dispatchEvent(new Event('afterprint')), delete window.printed")
        assert not page.locator(".kb-sheets").count()


def codes(page: Page) -> list[str]:
    """Read the codes of the storyboard that is open, as a camera does."""
    page.get_by_role("button", name="Give").click()
    said = page.locator(".kb-board__out [role=status]")
    found = []
    for place in range(1, int(said.inner_text().split()[-1]) + 1):
        expect(said).to_have_text(re.compile(f"^Code {place} of "))
        picture = Image.open(io.BytesIO(page.locator(".kb-code").screenshot()))
        [code] = zxingcpp.read_barcodes(picture)
        found.append(code.text)
        if page.get_by_role("button", name="Next code").is_visible():
            page.get_by_role("button", name="Next code").click()
    return found


@pytest.mark.parametrize("facts", [0, 700])
def test_a_storyboard_goes_from_phone_to_phone_as_codes(
    browser: Browser, address: str, facts: int
) -> None:
    """Whatever the order in which they are scanned; a difference is asked about."""
    words = " ".join(f"fact{n * 7919 % 1000}" for n in range(facts))
    with watched_page(browser, address) as page:
        bring(page, address, board(current=words))
        given = codes(page)
        assert len(given) > 2 if facts else len(given) <= 2
        assert max(map(len, given)) < 900
    with watched_page(browser, address) as page:
        said = page.locator(".kb-mine__said")
        for left, code in enumerate(given[::-1], 1 - len(given)):
            page.goto("about:blank")
            page.goto(code)
            expect(said).to_contain_text("Still missing" if left else "1 new, 0 already here.")
            assert page.url == f"{address}practise/"
        [taken] = records(page, "storyboard")
        assert taken == board(current=words)
        page.get_by_role("link", name="Line 3").click()
        page.locator("dialog").get_by_label("Coach").fill("Cem")
        records(page, "storyboard")
        for code in given:
            page.goto("about:blank")
            page.goto(code)
            page.wait_for_selector(".kb-mine__said:not(:empty)")
        page.get_by_role("button", name="Keep both").click()
        page.locator(".kb-conflict").wait_for(state="detached")
        assert sorted(one["coach"] for one in records(page, "storyboard")) == ["Ben", "Cem"]


@pytest.mark.parametrize("sent", ["abc.1.1.AAAA", "abc.1.1.", "<b>", "abc.3.2.AAAA", "%E0%A4%A"])
def test_a_code_of_nothing_changes_nothing(watched: Page, address: str, sent: str) -> None:
    watched.goto(f"{address}practise/#take={sent}")
    watched.wait_for_url(f"{address}practise/")
    assert watched.locator(".kb-mine section").first.is_visible()
    assert not records(watched, "storyboard")


def test_own_scripts_stay_small() -> None:
    names = tuple(f"elements/kb-{name}.js" for name in ("practise", "run", "walk", "path", "board"))
    own = [
        content
        for name, content in assets(messages()).files
        if name.startswith((*names, "records/", "practise/", "offline/")) and name.endswith(".js")
    ]
    assert len(own) > len(names)
    weight = sum(len(gzip.compress(content, 9)) for content in (*own, worker()))
    assert weight <= OWN_LIMIT, weight


def test_a_star_puts_a_practice_at_hand(watched: Page, address: str) -> None:
    for path in ("questions/five-questions/", "traits/mirror-and-window/"):
        watched.goto(address + path)
        star = watched.get_by_role("button", name="Favourite")
        box = watched.locator(".kb-jumps").bounding_box()
        star.click()
        expect(star).to_have_attribute("aria-pressed", "true")
        assert watched.locator(".kb-jumps").bounding_box() == box
        watched.reload()
        expect(star).to_have_attribute("aria-pressed", "true")
    watched.goto(f"{address}practise/")
    watched.get_by_role("link", name="Mirror and window").click()
    watched.wait_for_url("**/traits/mirror-and-window/")
    watched.go_back()
    watched.get_by_role("link", name="Make a deck of them").click()
    chosen = watched.locator("[data-role=chosen] li")
    expect(chosen).to_have_count(2)
    watched.goto(f"{address}traits/mirror-and-window/")
    star.click()
    expect(star).to_have_attribute("aria-pressed", "false")
    watched.goto(f"{address}practise/")
    watched.get_by_role("link", name="The five questions").wait_for()
    assert not watched.get_by_role("link", name="Mirror and window").count()


def test_what_was_written_is_found(watched: Page, address: str) -> None:
    begin(watched, address + WALK)
    watched.get_by_label("Where is this?").fill("Hall Zürich")
    watched.locator(".kb-run__close").click()
    begin(watched, address + CYCLE)
    watched.locator(".kb-run__close").click()
    rows = watched.locator(".kb-mine__list a")
    expect(rows).to_have_count(2)
    find = watched.get_by_label("Find in what I wrote")
    find.press_sequentially("zurich")
    expect(rows).to_have_count(1)
    expect(rows).to_have_text("Safety walk")
    expect(find).to_be_focused()
    find.fill("")
    expect(rows).to_have_count(2)


def test_how_often_stands_beside_what_is_asked_for(watched: Page, address: str) -> None:
    begin(watched, address + CYCLE)
    to(watched, "One row")
    forward(watched)
    watched.wait_for_selector("dialog", state="detached")
    line = watched.locator("section", has_text="How often").get_by_role("listitem")
    expect(line).to_contain_text("1 day in the last 4 weeks; to be practised: Daily")
    assert line.locator("meter").evaluate("(one) => one.value / one.max") == 1 / 20


@pytest.mark.parametrize(
    ("now", "first"),
    [("2026-04-04T22:30:00Z", "2026-03-09"), ("2026-11-01T22:30:00Z", "2026-10-05")],
)
def test_four_weeks_are_days_of_the_calendar(
    browser: Browser, address: str, now: str, first: str
) -> None:
    """Also just after and before midnight in the weeks in which the clocks were changed."""
    with watched_page(browser, address, timezone_id="Europe/Berlin") as page:
        page.clock.set_fixed_time(now)
        begin(page, address + CYCLE)
        to(page, "One row")
        forward(page)
        page.wait_for_selector("dialog", state="detached")
        [today] = records(page, "day")
        before = (date.fromisoformat(first) - timedelta(days=1)).isoformat()
        kept = [
            today | {"id": today["id"].replace(today["date"], day), "date": day}
            for day in (first, before)
        ]
        page.evaluate(PUT, kept)
        page.reload()
        line = page.locator("section", has_text="How often").get_by_role("listitem")
        expect(line).to_contain_text("2 days in the last 4 weeks")
        shown = page.locator(".kb-days li[title*='·']")
        expect(shown).to_have_count(3)
        assert page.locator(".kb-days li").count() == 84


def test_skills_are_kept_over_time(browser: Browser, address: str) -> None:
    """In the words of the anchors of a practice; a second tap takes it back."""
    with watched_page(browser, address) as page:
        for day, level in (("2026-11-02", "Alone"), ("2026-11-20", "Under pressure")):
            page.clock.set_fixed_time(f"{day}T10:00:00")
            begin(page, f"{address}practise/?practice=starter-kata/coaching-cycle")
            to(page, "That was it")
            for again in ("Teaches it", level):
                page.get_by_role("button", name=f"{again}: ").click()
            assert page.locator(".kb-stand [aria-pressed=true]").count() == 1
            forward(page)
            page.wait_for_selector("dialog", state="detached")
        line = page.locator("section", has_text="Where I stand").get_by_role("listitem")
        expect(line).to_contain_text("Coaching cycle: 3 → 4")
        expect(line).to_contain_text("Holds the cycle in the week of an audit")
        assert page.locator("[data-role=bin]").is_hidden()  # another level is nothing deleted
        anchors = records(page, "anchor")
        assert [(one["level"], one["key"]) for one in anchors] == [
            (3, "alone"),
            (4, "under_pressure"),
        ]
        assert {one["practice"]["ref"] for one in anchors} == {"starter-kata/coaching-cycle"}
        assert all(one["practice"]["version"] for one in anchors)
        begin(page, f"{address}practise/?practice=starter-kata/coaching-cycle")
        to(page, "That was it")
        page.get_by_role("button", name="Under pressure: ").click()
        assert len(records(page, "anchor")) == 1


def test_a_self_check_leads_to_where_somebody_stands_lowest(watched: Page, address: str) -> None:
    begin(watched, f"{address}practise/?practice=questions/level-5-self-reflection")
    levels = {"Which hard goal": "5", "Which process": "1", "Which bad news": "2"}
    for question, level in levels.items():
        to(watched, question)
        watched.get_by_role("button", name=level, exact=True).click()
    anchors = {one["level"]: one for one in records(watched, "anchor")}
    asked = anchors[1]["asked"]
    assert asked["practice"]["ref"] == "questions/level-5-self-reflection"
    assert asked["text"].startswith("Which process")
    watched.reload()
    to(watched, "That was it")
    leads = watched.locator("dialog .kb-mine__list a")
    expect(leads.first).to_have_text("Knows the business in detail")
    titles = leads.all_inner_texts()
    assert titles.index("Brutally honest about reality") in (1, 2)
    assert watched.locator("dialog .kb-mine__list small").nth(1).inner_text() == "Starter kata"
    assert "Mirror and window" in titles
    assert titles.index("Intense will with humility") > titles.index("Mirror and window")
    leads.filter(has_text="Mirror and window reflection").click()
    watched.wait_for_url("**/starter-kata/mirror-and-window-reflection/")


def test_what_cannot_be_read_goes_along_as_it_is(watched: Page, address: str) -> None:
    begin(watched, address + WALK)
    watched.locator(".kb-run__close").click()
    records(watched, "walk")
    odd = [{"id": "walk:torn", "kind": "walk", "format": 1}, {"id": "x", "format": 99, "new": [1]}]
    watched.evaluate(PUT, odd)
    watched.reload()
    watched.get_by_text("Something that is kept here cannot be read.").wait_for()
    with watched.expect_download() as download:
        watched.get_by_role("button", name="Export everything").click()
    file = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert len(file["records"]) == 1
    assert sorted(file["unread"], key=lambda one: one["format"]) == odd
