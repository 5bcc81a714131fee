"""Practise in Firefox and in WebKit, where they are installed: all the way through, and offline.

``apt install firefox-esr`` and ``apt install webkit2gtk-driver xvfb`` bring them; without them
nothing is tested here. One browser walks through everything: it takes its time to start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_offline import Server
from tests.support.drivers import BROWSERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.drivers import Driven

pytestmark = pytest.mark.browser

HELP = r"""
const until = async (found) => {
    for (let turn = 0; turn < 500; turn++) {
        const value = await found();
        if (value) return value;
        await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`not there: ${found} in ${document.body.innerText.slice(0, 600)}`);
};
const shown = (node) => node.checkVisibility();
const at = () => document.querySelector("dialog[open]") ?? document;
const named = (sort, words) => until(() =>
    [...at().querySelectorAll(sort)].find((one) => shown(one) && one.textContent.trim() === words));
const press = async (words) => (await named("button", words)).click();
const fill = async (label, words) => {
    const span = await named("label > span", label);
    const box = span.parentElement.querySelector("input, textarea");
    box.value = words;
    box.dispatchEvent(new Event("input", { bubbles: true }));
};
const heading = () => document.querySelector("dialog[open] h2")?.textContent ?? "";
const to = async (words) => {
    await until(heading);
    for (let turn = 0; turn < 40 && !heading().includes(words); turn++) {
        document.querySelector(".kb-run__foot .kb-button--strong").click();
    }
    if (!heading().includes(words)) throw new Error(`no step ${words}`);
};
const kept = () => until(() => [...document.querySelectorAll(".kb-sign")]
    .every((one) => one.dataset.state === "kept"));
const records = async (kind) => {
    await kept();
    return new Promise((done, fail) => {
        const request = indexedDB.open("katabase /");
        request.onerror = () => fail(request.error);
        request.onsuccess = () => {
            const all = request.result.transaction("records").objectStore("records").getAll();
            all.onsuccess = () => {
                request.result.close();
                done(all.result.filter((one) => one.kind === kind));
            };
        };
    });
};
"""

CYCLE = """
await to("Which target condition");
await fill("Note", "14 minutes");
await to("One row");
await fill("Obstacle", "The crane");
await fill("What will you do or find out?", "Call it earlier");
await press("Finish");
await until(() => !document.querySelector("dialog[open]"));
const [board] = await records("storyboard");
const [run] = await records("run");
return [board.rows[0].obstacle, board.rows[0].step, run.done,
    run.parts.find((one) => one.note).note, (await records("day")).length];
"""

WALK = """
await fill("Where is this?", "Hall 2");
await to("Are all guards");
await press("No");
await until(() => document.body.innerText.includes("Stop this step now."));
await fill("Note", "A guard is taped over");
await kept();
return heading();
"""

BOARD = """
await press("New storyboard");
await fill("Title", "Line 3");
await fill("Challenge", "Every size every day.");
await fill("Start", "28");
await press("Add an obstacle");
await fill("Obstacle", "The crane");
await press("Working on this one");
await kept();
window.print = () => { window.printed = document.querySelectorAll(".kb-sheets section").length; };
await press("Print");
await press("US Letter");
await until(() => window.printed);
const room = document.querySelector(".kb-sheets [data-entry=challenge]").getBoundingClientRect();
dispatchEvent(new Event("afterprint"));
await press("Give");
const code = await until(() => document.querySelector(".kb-code"));
const [board] = (await records("storyboard")).filter((one) => one.title === "Line 3");
const script = document.querySelector("script[src*='/katabase.js']").src;
const { addresses_of } = await import(new URL("practise/handing.js", script));
return [window.printed, room.width > 500, code.width > 60, board.measure.start,
    board.working_on === board.obstacles[0].id, await addresses_of(board)];
"""

EXPORT = """
await until(() => document.querySelector("[data-do=everything]"));
let file;
navigator.canShare = undefined;
URL.createObjectURL = (one) => { file = one; return "data:,"; };
await until(() => document.querySelectorAll(".kb-mine__list a").length > 2);
await press("Export everything");
const text = await (await until(() => file)).text();
await press("Delete everything");
await until(() => document.body.innerText.includes("records deleted."));
const left = (await records("storyboard")).length;
const input = document.querySelector("input[type=file]");
const data = new DataTransfer();
data.items.add(new File([text], "mine.json", { type: "application/json" }));
input.files = data.files;
input.dispatchEvent(new Event("change"));
await until(() => /[1-9] new, 0 already here/.test(document.body.innerText));
return [left, (await records("storyboard")).length];
"""


@pytest.fixture(params=["firefox", "webkit"])
def driven(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Driven]:
    if request.param not in BROWSERS:
        pytest.skip(f"{request.param} is not installed")
    with BROWSERS[request.param](tmp_path / "profile") as browser:
        yield browser


HEADS = """
const facts = [...document.querySelectorAll(".kb-facts a")];
const asks = [...document.querySelectorAll(".kb-ask")];
return [facts.length, facts.filter((one) => one.getClientRects().length > 1).length,
    asks.filter((one) => !getComputedStyle(one, "::before").content.includes("list-item")).length];
"""


def test_no_fact_of_a_head_is_divided(driven: Driven, address: str) -> None:
    """Firefox broke "Version 1.1.0", in a box that was as wide as it."""
    driven.go(f"{address}questions/five-questions/")
    assert driven.run(HEADS) == [4, 0, 0]


def test_all_the_way_through_and_without_a_signal(driven: Driven, site: Path) -> None:
    server = Server(site)
    root = server.address
    driven.go(f"{root}practise/?practice=questions/five-questions")
    assert driven.run(HELP + CYCLE) == ["The crane", "Call it earlier", True, "14 minutes", 1]

    driven.go(f"{root}practise/?practice=checklist/safety-walk")
    asked = driven.run(HELP + WALK)
    driven.go(f"{root}practise/?practice=checklist/safety-walk")
    assert driven.run(HELP + "return until(heading)") == asked

    driven.go(f"{root}practise/")
    printed, wide, drawn, start, marked, [address] = driven.run(HELP + BOARD)
    assert (printed, wide, drawn, start, marked) == (1, True, True, 28, True)
    driven.go(f"{root}practise/")
    assert driven.run(HELP + EXPORT) == [0, 2]
    driven.go(f"{root}catalogue/")
    driven.go(address)
    said = "document.querySelector('.kb-mine__said')?.textContent"
    assert driven.run(HELP + f"return until(() => {said})") == "0 new, 1 already here."

    everything = "document.querySelector('[data-said=all_kept]')?.checkVisibility()"
    assert driven.run(HELP + f"return until(() => {everything})")
    server.close()
    driven.go(f"{root}traits/mirror-and-window/")
    assert driven.run("return document.querySelector('h1').id") == "mirror-and-window"
    driven.go(f"{root}practise/?practice=checklist/safety-walk")
    assert driven.run(HELP + "return until(heading)") == asked
