"""A browser that is watched: what it complains of, and what a visit costs."""

from __future__ import annotations

import gzip
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1440, "height": 900}

VISIT_LIMIT = 60_000
"""Most bytes that a first visit transfers, compressed as a web server does it, whatever the
library's size."""
TOOL_LIMIT = 80_000
"""The same of a page to work in: My practice, the deck, the form for proposals."""
TOOLS = ("practise/", "cards/", "propose/")
PAGE_LIMIT = 30 * 1024
"""Most bytes of HTML of a practice's page."""

PATIENCE = 60_000
"""Milliseconds that a page has for what a test waits for: several browsers share the cores."""


def watch(page: Page, origin: str) -> list[str]:
    """Return a list that fills with console errors and requests to other hosts.

    The browser's own message about the page itself being missing (status 404) is left
    out: there is no way to send that status without it.
    """
    trouble: list[str] = []

    def said(message: object) -> None:
        kind, text = message.type, message.text  # type: ignore[attr-defined]
        where = message.location.get("url", "")  # type: ignore[attr-defined]
        if kind == "error" and not ("404" in text and where == page.url):
            trouble.append(f"{text} ({where})")

    page.on("console", said)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on(
        "request",
        lambda request: (
            trouble.append(f"left the host: {request.url}")
            if not request.url.startswith((origin, "data:", "blob:"))
            else None
        ),
    )
    return trouble


@contextmanager
def watched_page(browser: Browser, origin: str, **options: Any) -> Iterator[Page]:
    """A page that fails the test on console errors and on requests to other hosts.

    It is phone-sized, unless the options of the browser's context say otherwise.
    """
    with kept_page(browser, origin, **options) as (page, trouble):
        yield page
    assert not trouble, trouble


@contextmanager
def kept_page(browser: Browser, origin: str, **options: Any) -> Iterator[tuple[Page, list[str]]]:
    """Yield a page, and a list that fills with what would fail a test; see ``watched_page``."""
    context = browser.new_context(**{"viewport": PHONE, **options})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page, watch(page, origin)
    context.close()


@contextmanager
def lent(kept: tuple[Page, list[str]], origin: str) -> Iterator[Page]:
    """Give a kept page to one test; then it is blank again, for the next one.

    Tests have a page one after the other since a new one costs more than three visits. What it
    complained of fails the test that had it.
    """
    page, trouble = kept
    size = page.viewport_size
    try:
        yield page
    finally:
        found = [*trouble]
        emptied(page, origin)
        if size:
            page.set_viewport_size(size)
        trouble.clear()
    assert not found, found


def emptied(page: Page, origin: str) -> None:
    """Make a page of an origin blank again: nothing loaded, stored, routed or emulated."""
    if page.url.startswith(origin):
        page.evaluate("sessionStorage.clear()")
    page.goto("about:blank")
    page.unroute_all()
    page.emulate_media(media="null", color_scheme="null", reduced_motion="null")
    session = page.context.new_cdp_session(page)
    stored = {"origin": origin.rstrip("/"), "storageTypes": "all"}
    session.send("Storage.clearDataForOrigin", stored)
    session.detach()


def turn_to(page: Page, url: str) -> None:
    """Show another page of the site in the place of an open one that lies as deep as it does.

    Styles and scripts stay, so that this takes a fraction of a visit. Raises an error where
    the other page names other styles.
    """
    page.evaluate(
        """async (url) => {
            const text = await (await fetch(url)).text();
            const next = new DOMParser().parseFromString(text, "text/html");
            const styles = (one) => Array.from(one.querySelectorAll("link[rel=stylesheet]"),
                (each) => each.getAttribute("href")).join();
            if (styles(next) !== styles(document)) throw new Error(`${url} has other styles`);
            history.replaceState(null, "", url);
            document.title = next.title;
            document.body.replaceChildren(...next.body.childNodes);
        }""",
        url,
    )


def first_visit(browser: Browser, origin: str, site: Path, path: str) -> dict[str, int]:
    """Open a page with an empty cache; return the bytes of each file that was transferred.

    Each file is counted as gzip makes it, or as it is if that is less.
    """
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    loaded: list[str] = []
    page.on("response", lambda answer: loaded.append(answer.url))
    page.goto(origin + path)
    page.wait_for_load_state("networkidle")
    context.close()
    weights = {}
    for url in dict.fromkeys(loaded):
        below = url.removeprefix(origin).partition("?")[0].partition("#")[0]
        index = "index.html" if below.endswith("/") or not below else ""
        data = (site / (below + index)).read_bytes()
        weights[below] = min(len(data), len(gzip.compress(data, 6)))
    return weights
