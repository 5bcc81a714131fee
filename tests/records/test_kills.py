"""What was shown as kept is there after the browser was killed, again and again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
from typing import TYPE_CHECKING, Any

from tests.records.conftest import kept, opened
from tests.support import programs

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

ACTIONS = 1000
LIFE = 100
"""So many actions, and after so many of them the browser is killed."""


def test_a_random_walk_with_kills_loses_nothing_that_was_kept(
    browser: Browser, tmp_path: Path, blank: str
) -> None:
    """The page tells after each action what it shows as kept; the next browser must have it.

    The actions after the last word from the page may be there or not: nothing was said of them.
    """
    chance = random.Random(20261125)
    shown: dict[str, dict[str, Any]] = {}
    for life in range(ACTIONS // LIFE):
        with Killed(browser, tmp_path, blank) as page:
            assert page.evaluate("store.opens()")
            found = {record["id"]: record for record in kept(page)}
            assert found.keys() >= shown.keys()
            assert {one: found[one] for one in shown} == shown, f"life {life}"
            shown = page.evaluate(WALK, [LIFE, chance.randrange(2**31)])
            assert shown
            # Writing goes on when the browser dies; of this nothing is shown as kept.
            page.evaluate("void store.add(kb.begin('anchor', { date: '2026-11-25' }))")


class Killed:
    """A browser over a profile on the disk, that ends without a word."""

    def __init__(self, browser: Browser, folder: Path, blank: str) -> None:
        self.sort, self.folder, self.blank = browser.browser_type, folder, blank

    def __enter__(self) -> Any:
        program = programs.chromium()
        assert program
        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--remote-debugging-port=0",
             "--disable-background-networking", f"--user-data-dir={self.folder}", "about:blank"],
            stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        assert self.process.stderr
        line = next(line for line in self.process.stderr if "DevTools listening on" in line)
        browser = self.sort.connect_over_cdp(line.split()[-1])
        return opened(browser.contexts[0].new_page(), self.blank)

    def __exit__(self, *_: object) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)


WALK = """async ([actions, seed]) => {
    const chance = (most) => {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        return seed % most;
    };
    const here = (await store.all()).records;
    const ids = here.filter(({ kind }) => kind === "storyboard").map(({ id }) => id);
    const row = (step) => kb.entry_of({ date: "2026-11-25", obstacle: "", step, expectation: "",
        see_by: null, result: "", learning: "", measured: null });
    for (let action = 0; action < actions; action += 1) {
        const id = ids[chance(ids.length || 1)];
        const words = `${action} ${"x".repeat(chance(2000))}`;
        switch (id ? chance(8) : 0) {
            case 0: {
                const board = kb.begin("storyboard", { title: words.slice(0, 40) });
                ids.push(board.id);
                store.add(board);
                break;
            }
            case 1: store.change(id, kb.add(["rows"], row(words))); break;
            case 2: store.remove([id]); break;
            case 3: store.restore([id]); break;
            default: for (let end = 0; end < 20; end += 5)
                store.change(id, kb.set(["current"], words.slice(0, end)));
        }
        if (chance(5) === 0) await store.retry();
    }
    await store.retry();
    if (store.state !== "kept") throw new Error(store.why);
    return Object.fromEntries((await store.all()).records.map((record) => [record.id, record]));
}"""
