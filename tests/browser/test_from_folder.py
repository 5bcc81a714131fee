"""A bundle on a desk: opened by double click, and on this machine by ``katabase serve``."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from katabase.products.publishing import by_hand, serving
from tests.conftest import ROOT, run
from tests.support.watching import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

MAIN = """\
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # what starts in the background ignores it
from katabase.adapters.cli import main
main()
"""
CONTROLS = "kb-catalogue :is(input, button)"


@pytest.fixture(scope="module")
def bundle(small_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundle")
    result = run("katabase", "bundle", "--site", str(small_site), "--output", str(folder))
    assert result.returncode == 0, result.stderr
    (path,) = folder.glob("*.zip")
    return path


@pytest.fixture(scope="module")
def unpacked(bundle: Path) -> Path:
    folder = bundle.parent / "unpacked, with a blank"
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.set_default_timeout(5000)
    yield page
    page.close()


def test_links_lead_to_pages_and_a_sentence_says_what_needs_a_server(
    page: Page, unpacked: Path
) -> None:
    page.goto((unpacked / "index.html").as_uri())
    assert "katabase serve" in page.locator("[data-folder]").inner_text()
    assert page.get_by_role("heading", level=1).inner_text() == "Home"
    page.locator(".kb-search__open").click()
    page.wait_for_url("**/catalogue/index.html")
    assert all(control.is_disabled() for control in page.locator(CONTROLS).all())
    practices = json.loads((unpacked / "api/v1/practices.json").read_text("utf-8"))["practices"]
    titles = page.locator("kb-catalogue li a").all_inner_texts()
    assert {each["title"] for each in practices} <= set(titles)
    for name in ("Desk walk", "Gemba checklists"):
        page.get_by_role("link", name=name, exact=True).first.click()
        page.wait_for_url("**/index.html")
        assert page.get_by_role("heading", level=1).inner_text() == name


def test_every_link_of_every_sort_of_page_is_a_file(page: Page, unpacked: Path) -> None:
    pages = ["index.html", "catalogue/index.html", "cards/index.html", "practise/index.html"]
    pages += ["checklists/desk-walk/index.html", "glossary/index.html", "roles/coach/index.html"]
    for name in pages:
        page.goto((unpacked / name).as_uri())
        found = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        for link in filter(lambda each: each.startswith("file:"), found):
            path = urllib.request.url2pathname(urlsplit(link).path)
            assert (unpacked / path).is_file(), (name, link)


def test_a_former_address_leads_to_the_page(page: Page, unpacked: Path) -> None:
    page.goto((unpacked / "starter-kata/on-time/index.html").as_uri() + "?card=1.0.0-abcdef")
    page.wait_for_url("**/starter-kata/starting-on-time/index.html?card=1.0.0-abcdef")
    page.evaluate("window.print = () => { document.title = 'printed'; }")
    page.get_by_role("button", name="Print").click()
    assert page.title() == "printed"


def test_the_list_of_a_device_is_that_of_the_bundle(unpacked: Path, small_site: Path) -> None:
    """Each page has another content than in the site, and so another hash."""
    before, after = (
        {path: digest for path, digest, _ in json.loads((at / "offline.json").read_text())["files"]}
        for at in (small_site, unpacked)
    )
    assert before["index.html"] != after["index.html"]
    assert before["catalogue/index.html"] != after["catalogue/index.html"]
    worker = re.compile(r'const BUILD="(\w+)"')
    builds = [worker.findall((at / "sw.js").read_text("utf-8")) for at in (small_site, unpacked)]
    assert builds[0] != builds[1]
    assert (unpacked / by_hand.README).read_text("utf-8").startswith("Small\n=====\n")


@contextmanager
def served(*arguments: str) -> Iterator[str]:
    """Run ``katabase serve`` until the block ends; yields the address that it says."""
    command = [sys.executable, "-u", "-c", MAIN, "serve", "--no-browser"]
    with subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield process.stdout.readline().split()[0]
        finally:
            process.send_signal(signal.SIGINT)
            try:
                code = process.wait(PATIENCE / 1000)
            finally:
                process.kill()
        assert code == 0


def test_serve_opens_a_bundle_on_this_machine(page: Page, bundle: Path) -> None:
    with served(str(bundle)) as address:
        refused: list[str] = []
        page.on("console", lambda message: refused.append(message.text))
        page.on("pageerror", lambda error: refused.append(str(error)))
        page.goto(f"{address}catalogue/")
        page.wait_for_function("() => !!customElements.get('kb-catalogue')")
        assert not page.locator("[data-folder]").count()
        assert page.locator(CONTROLS).first.is_enabled()
        assert not [each for each in refused if "Service Worker" not in each]
        with urllib.request.urlopen(f"{address}search/head.json") as answer:
            assert "unsafe" not in answer.headers["Content-Security-Policy"]
        for missing in ("nowhere/", "assets/", ".git/config", "../../etc/passwd"):
            with pytest.raises(urllib.error.HTTPError, match="404") as error:
                urllib.request.urlopen(address + missing)
            assert b"<html" in error.value.read()
            assert error.value.headers["X-Content-Type-Options"] == "nosniff"


def test_its_headers_are_those_of_nginx() -> None:
    text = (ROOT / "deploy/nginx/katabase-headers.conf").read_text(encoding="utf-8")
    shipped = dict(re.findall(r'^add_header (\S+) "?(.*?)"? always;$', text, re.MULTILINE))
    policy = shipped.pop("Content-Security-Policy").replace("$katabase_frames", "")
    assert policy == serving.POLICY
    assert shipped.pop("Cache-Control") == "$katabase_cache"
    assert shipped == {k: v for k, v in serving.HEADERS.items() if k != "Cache-Control"}


def test_serve_refuses_what_is_no_site(tmp_path: Path, bundle: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK")
    for name, said in ((tmp_path, "expected a built site"), (tmp_path / "a.zip", "a bundle")):
        result = run("katabase", "serve", "--no-browser", str(name))
        assert (result.returncode, said in result.stderr) == (2, True)
