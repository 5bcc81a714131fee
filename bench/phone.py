"""What a phone gets of a built site: bytes and waiting, in a real browser behind a real server.

``python -m bench.phone SITE …`` prints the rows of sites that were built already. Bytes are
those that went over the wire, headers included, as nginx sends them with the configuration that
the project ships; what the service worker fetches when a page has nothing else to do is left
out. Waiting is that of a phone of the middle: four times slower than this machine, and for the
catalogue 150 ms and 1.6 Mbit/s away.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright
from tests.support import programs
from tests.support.watching import PHONE
from tests.support.webserver import nginx

from bench.generate import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Request

LAST = ROOT / ".cache" / "bench-phone.json"
RUNS = 3
SLOWER = 4
"""How many times slower the phone's processor is."""
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 9e4}
"""Slow 4G, as Lighthouse has it: milliseconds, bytes a second."""
QUERIES = ("gemba walk", "how do I coach", "obstacle", "leader standard work")


@dataclass(frozen=True)
class Seen:
    """One row: what was looked at, what was found, and what it should be at most."""

    what: str
    found: float
    unit: str
    aim: float = 0
    """0 if there is no such aim."""

    def said(self, last: Seen | None = None) -> str:
        """Return the row as a line."""
        line = f"{self.what:64} {self.found:7.0f} {self.unit}"
        if self.aim:
            missed = ", missed" if self.found > self.aim else ""
            line += f" (aim: {self.aim:g}{missed})"
        return line + (f"  was {last.found:.0f}" if last else "")


class Wire:
    """Counts the bytes that a page, and what works for it, gets over the wire."""

    def __init__(self, page: Page) -> None:
        """Begin to count."""
        self._asked: list[Request] = []
        page.on("requestfinished", lambda request: self._asked.append(request))

    @property
    def bytes(self) -> int:
        """How many they are so far, headers included; a file in the cache has none."""
        sizes = [each.sizes() for each in self._asked if each.url.startswith("http")]
        return sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sizes)


@contextmanager
def phone(browser: Browser) -> Iterator[Page]:
    """A phone that was never here, without the worker that fetches behind a page."""
    context = browser.new_context(viewport=PHONE, service_workers="block", bypass_csp=True)
    yield context.new_page()
    context.close()


def slow_down(page: Page, *, far: bool = False) -> None:
    """Let a page have the processor of a phone; ``far``: and its way to the server."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    if far:
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)


def first_visit(browser: Browser, address: str) -> int:
    """Return the bytes of a first visit."""
    with phone(browser) as page:
        wire = Wire(page)
        page.goto(address, wait_until="networkidle")
        page.wait_for_timeout(500)
        return wire.bytes


FIRST = """async (query) => {
    const input = document.querySelector("dialog[open] input");
    const asked = performance.now();
    input.value = query;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    const dialog = document.querySelector("dialog[open]");
    while (dialog.dataset.shown !== query) await new Promise((done) => setTimeout(done, 1));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - asked;
}"""
"""Types a whole query at once; says how long its results took to be painted."""


def search(browser: Browser, address: str) -> tuple[int, list[float]]:
    """Return the bytes of the first results, and the milliseconds of queries asked again.

    Each query is asked once before: what it needs is loaded then.
    """
    with phone(browser) as page:
        page.goto(address, wait_until="networkidle")
        wire = Wire(page)
        page.locator(".kb-search__open[role=button]").click()
        page.locator("dialog[open] input").wait_for()
        page.evaluate(FIRST, QUERIES[0])
        first = wire.bytes
        for query in QUERIES:
            page.evaluate(FIRST, query)
        page.evaluate(FIRST, "")
        slow_down(page)
        taken = []
        for query in QUERIES:
            taken.append(page.evaluate(FIRST, query))
            page.evaluate(FIRST, "")
        return first, taken


CHOSEN = """async (nth) => {
    const list = document.querySelector("kb-catalogue .kb-listing");
    const box = document.querySelectorAll("kb-catalogue input[type=checkbox]")[nth];
    const asked = performance.now();
    box.click();
    await new Promise((done) => setTimeout(done));
    while (list.hasAttribute("aria-busy")) await new Promise((done) => setTimeout(done, 1));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const taken = performance.now() - asked;
    box.click();
    await new Promise((done) => setTimeout(done));
    while (list.hasAttribute("aria-busy")) await new Promise((done) => setTimeout(done, 1));
    return taken;
}"""
"""Chooses a value and takes it back; says how long its results took to be painted."""


def catalogue(browser: Browser, address: str) -> tuple[float, list[float]]:
    """Return how long a catalogue takes until it can be used, and until a choice is shown."""
    with phone(browser) as page:
        slow_down(page, far=True)
        page.add_init_script(USABLE)
        page.goto(f"{address}catalogue/")
        page.wait_for_function("globalThis.usable")
        usable = page.evaluate("globalThis.usable")
        page.wait_for_load_state("networkidle")
        for nth in range(3):
            page.evaluate(CHOSEN, nth)  # what a choice needs is loaded by the first one
        return usable, [page.evaluate(CHOSEN, nth) for nth in range(3)]


USABLE = """(() => {
    const look = () => {
        const list = document.querySelector("kb-catalogue .kb-listing");
        const there = customElements.get("kb-catalogue") && list?.children.length;
        if (there && !list.hasAttribute("aria-busy")) globalThis.usable = performance.now();
        else requestAnimationFrame(look);
    };
    look();
})()"""
"""Says when the list of a catalogue is painted and its filters answer."""


def rows(site: Path) -> Iterator[Seen]:
    """Yield what a phone gets of a built site."""
    info = json.loads((site / "api" / "v1" / "site.json").read_text(encoding="utf-8"))
    number = sum(info["practices"].values())
    practice = next(iter(sorted(site.glob("questions/five-questions*/index.html"))))
    below = practice.parent.relative_to(site).as_posix()
    with (
        tempfile.TemporaryDirectory() as folder,
        nginx(Path(folder), site) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=programs.chromium(), args=["--no-sandbox"]
        )
        for name, aim in ((f"{below}/", 60), ("", 0), ("catalogue/", 0)):
            weight = first_visit(browser, address + name) / 1000
            yield Seen(f"{number}: first visit of {name or 'home'}", weight, "KB", aim)
        searched = [search(browser, f"{address}{below}/") for _ in range(RUNS)]
        yield Seen(f"{number}: first results of a search", searched[0][0] / 1000, "KB", 200)
        slowest = [max(taken) for _, taken in searched]
        yield Seen(f"{number}: results after the last key", statistics.median(slowest), "ms", 100)
        opened = [catalogue(browser, address) for _ in range(RUNS)]
        usable = statistics.median(usable for usable, _ in opened)
        yield Seen(f"{number}: catalogue can be used", usable, "ms", 2000)
        slowest = [max(taken) for _, taken in opened]
        yield Seen(f"{number}: catalogue after a choice", statistics.median(slowest), "ms", 100)
        browser.close()


def tell(site: Path) -> None:
    """Print the rows of a built site beside what they were the last time, and keep them."""
    try:
        last = {each["what"]: Seen(**each) for each in json.loads(LAST.read_text("utf-8"))}
    except (OSError, ValueError, TypeError, KeyError):
        last = {}
    for row in rows(site.resolve()):
        print(row.said(last.get(row.what)), flush=True)
        last[row.what] = row
    LAST.parent.mkdir(exist_ok=True)
    LAST.write_text(json.dumps([asdict(each) for each in last.values()], indent=1), "utf-8")


def main() -> None:
    """Tell what a phone gets of built sites."""
    for site in sys.argv[1:]:
        tell(Path(site))


if __name__ == "__main__":
    main()
