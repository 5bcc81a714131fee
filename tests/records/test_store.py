"""What is written is kept, whoever else writes, and where it is not, the state says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.records.conftest import kept, opened
from tests.support.watching import PATIENCE, watch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

BOARD = """async () => {
    const board = kb.begin("storyboard", { id: "storyboard:one", title: "Line 3" });
    await store.add(board);
}"""

RAW = """async value => {
    const request = indexedDB.open("test");
    const database = await new Promise((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
    });
    const transaction = database.transaction("records", "readwrite");
    transaction.objectStore("records").put(value);
    await new Promise((done) => { transaction.oncomplete = done; });
    database.close();
}"""
"""Writes into the database past the store."""


@pytest.fixture
def device(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of somebody who has been nowhere yet; its pages share what they keep."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def tab(device: BrowserContext, blank: str) -> Iterator[Page]:
    """The blank page on a device of its own, watched for errors."""
    page = device.new_page()
    trouble = watch(page, blank.removesuffix("blank.html"))
    opened(page, blank)
    yield page
    assert not trouble, trouble


def test_states_follow_the_writing(tab: Page) -> None:
    states = tab.evaluate("""async () => {
        const states = [store.state];
        store.addEventListener("state", () => states.push(store.state));
        await store.add(kb.begin("storyboard", {}));
        return states;
    }""")
    assert states == ["kept", "keeping", "kept"]


def test_a_change_is_there_after_the_page_was_loaded_anew(tab: Page, blank: str) -> None:
    tab.evaluate(BOARD)
    tab.evaluate("store.change('storyboard:one', kb.set(['target', 'condition'], 'Steady flow'))")
    tab.wait_for_function("store.state === 'kept'")
    opened(tab, blank)
    assert kept(tab)[0]["target"]["condition"] == "Steady flow"


def test_two_tabs_that_write_in_different_fields_lose_nothing(
    tab: Page, device: BrowserContext, blank: str
) -> None:
    other = opened(device.new_page(), blank)
    tab.evaluate(BOARD)
    for number in range(10):
        for page, field in ((tab, "challenge"), (other, "current")):
            page.evaluate(
                """([field, words]) => {
                    store.change("storyboard:one", kb.set([field], words));
                    store.change("storyboard:one", kb.add(["rows"],
                        kb.entry_of({ ...kb.SHAPES.storyboard.blank(), ...window.row(words) })));
                }""".replace("{ ...kb.SHAPES.storyboard.blank(), ...window.row(words) }", ROW),
                [field, f"{field} {number}"],
            )
    for page in (tab, other):
        page.wait_for_function("store.state === 'kept'")
    [board] = kept(tab)
    assert (board["challenge"], board["current"]) == ("challenge 9", "current 9")
    assert sorted(row["step"] for row in board["rows"]) == sorted(
        f"{field} {number}" for field in ("challenge", "current") for number in range(10)
    )


ROW = """{ date: "2026-11-25", obstacle: "", step: words, expectation: "", see_by: null,
          result: "", learning: "", measured: null }"""


def test_another_tab_is_told_what_changed(tab: Page, device: BrowserContext, blank: str) -> None:
    other = opened(device.new_page(), blank)
    other.evaluate("store.addEventListener('records', ({ detail }) => { window.told = detail; })")
    tab.evaluate(BOARD)
    other.wait_for_function("window.told")
    assert other.evaluate("window.told") == ["storyboard:one"]


def test_a_change_that_does_not_fit_changes_nothing(tab: Page) -> None:
    tab.evaluate(BOARD)
    before = kept(tab)
    tab.evaluate("""async () => {
        const odd = [kb.set(["title"], 7), kb.set(["strange"], "x"), kb.set(["id"], "Other id!"),
            kb.set(["rows", "nothing", "step"], "x"), kb.drop(["rows", "nothing"]),
            kb.set(["target"], {})];
        for (const change of odd) await store.change("storyboard:one", change);
        await store.change("storyboard:gone", kb.set(["title"], "x"));
    }""")
    after = kept(tab)
    assert [{**one, "changed": ""} for one in after] == [{**one, "changed": ""} for one in before]


def test_delete_all_is_taken_back(tab: Page) -> None:
    tab.evaluate(BOARD)
    tab.evaluate("store.add(kb.begin('anchor', { date: '2026-11-25', level: 2 }))")
    before = kept(tab)
    tab.evaluate("store.remove()")
    assert kept(tab) == []
    tab.evaluate("async ids => store.restore(ids)", [record["id"] for record in before])
    assert kept(tab) == before
    assert tab.evaluate("store.deleted()") == []


def test_what_was_deleted_long_ago_is_gone(tab: Page) -> None:
    tab.evaluate(BOARD)
    tab.evaluate("store.remove(['storyboard:one'])")
    tab.evaluate("store.tidy()")
    assert len(tab.evaluate("store.deleted()")) == 1
    tab.evaluate("store.empty_bin(Date.now() + 1000)")
    assert tab.evaluate("store.deleted()") == []


def test_a_damaged_entry_harms_no_other_and_is_not_written_over(tab: Page) -> None:
    tab.evaluate(BOARD)
    damaged = {"id": "storyboard:two", "kind": "storyboard", "format": 1, "title": 7}
    tab.evaluate(RAW, damaged)
    tab.evaluate("store.change('storyboard:two', kb.set(['title'], 'x'))")
    found = tab.evaluate("store.all()")
    assert [record["id"] for record in found["records"]] == ["storyboard:one"]
    assert found["damaged"][0]["value"] == damaged


def test_what_a_newer_site_wrote_is_left_alone(tab: Page) -> None:
    newer = {"id": "storyboard:two", "kind": "board", "format": 99, "words": ["x"]}
    tab.evaluate("store.opens()")
    tab.evaluate(RAW, newer)
    tab.evaluate("store.change('storyboard:two', kb.set(['words'], 'y'))")
    found = tab.evaluate("store.all()")
    assert (found["records"], found["newer"], found["damaged"]) == ([], [newer], [])


def test_a_full_device_is_told_and_nothing_is_lost(
    tab: Page, device: BrowserContext, blank: str
) -> None:
    devtools = device.new_cdp_session(tab)
    origin = blank.removesuffix("blank.html")
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1})
    tab.evaluate(BOARD)
    assert tab.evaluate("[store.state, store.why]") == ["not kept", "full"]
    tab.evaluate("store.change('storyboard:one', kb.set(['current'], 'Words'))")
    assert tab.evaluate("store.state") == "not kept"
    assert [record["current"] for record in kept(tab)] == ["Words"]  # shown, and exported
    assert tab.evaluate("store.get('storyboard:one')")["current"] == "Words"
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": origin})
    tab.evaluate("store.retry()")
    assert tab.evaluate("store.state") == "kept"
    assert kept(tab)[0]["current"] == "Words"


def test_without_a_database_records_live_as_long_as_the_page(
    device: BrowserContext, blank: str
) -> None:
    device.add_init_script("""IDBFactory.prototype.open = function () {
        throw new DOMException("no", "SecurityError"); };""")
    page = opened(device.new_page(), blank)
    page.evaluate(BOARD)
    assert page.evaluate("[store.state, store.why]") == ["not kept", "closed"]
    assert [record["title"] for record in kept(page)] == ["Line 3"]


def test_a_database_that_was_taken_away_is_opened_anew(tab: Page) -> None:
    tab.evaluate(BOARD)
    tab.evaluate("""() => new Promise((done) => {
        const request = indexedDB.deleteDatabase("test");
        request.onsuccess = done;
    })""")
    tab.evaluate(BOARD)
    assert tab.evaluate("store.state") == "kept"
    assert [record["title"] for record in kept(tab)] == ["Line 3"]


def test_only_records_are_taken(tab: Page) -> None:
    said = tab.evaluate("""async () => {
        try { await store.add({ id: "x", kind: "walk", format: 1 }); }
        catch (error) { return [error.name, store.state]; }
    }""")
    assert said == ["TypeError", "kept"]
