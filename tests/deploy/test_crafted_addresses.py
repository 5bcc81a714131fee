"""The page for missing addresses, opened at addresses that somebody wrote to do harm.

Two hosts lie in wait: another one, and a folder of the same one into which a visitor may
put files. Both hold what the page asks for, with a script in it that leaves a mark.
"""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import threading
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.conftest import run
from tests.support.sites import small_project
from tests.support.watching import DESKTOP
from tests.support.webserver import nginx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Error, Page, Request

MARK = "document.documentElement.dataset.mark = 'caught';\n"
LEFT = "uploads/mallory"
"""What a visitor may write, on the site's own host."""

CRAFTED = [
    "/{host}/x",
    "/{host}/",
    "//{host}/x",
    "/\\{host}/x",
    "\\{host}\\x",
    "/a/..//{host}/x",
    "a//{host}/x",
    "a/b/\\{host}/x",
    "%2F{host}/x",
    "%2f%2f{host}/x",
    "%5C{host}/x",
    "%5c%5c{host}%5cx/y",
    "http://{host}/x",
    "/user@{host}/x",
    "%09//{host}/x",
    "%ff/x",
    "%ff",
    "%E0%A4%A/x/%",
    "assets/%c0%af/x",
    "/{host}/assets/katabase/x",
    "//{host}/checklists/x/",
    "x/" * 40 + "y",
]
"""Behind the slash that every address begins with. ``{host}`` is the host that waits."""


class _Sly(http.server.SimpleHTTPRequestHandler):
    """Sends every file of the site, scripts with a mark, and says that anybody may have it."""

    def log_message(self, *args: object) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        super().do_GET()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_project(tmp_path_factory.mktemp("crafted") / "project")


def built(project: Path, folder: Path, **env: str) -> Path:
    result = run("mkdocs", "build", "--strict", "--site-dir", str(folder), cwd=project, **env)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


def lay_out(site: Path, folder: Path) -> Path:
    """Copy a site so that each of its scripts leaves a mark, and its lists lead elsewhere."""
    shutil.copytree(site, folder)
    for script in folder.rglob("*.js"):
        script.write_text(MARK + script.read_text(encoding="utf-8"), encoding="utf-8")
    listed = {"practices": [{"id": "x", "title": "x", "address": "javascript:alert(1)"}]}
    (folder / "api/v1/practices.json").write_text(json.dumps(listed), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site at the top of its host that does not know its address."""
    folder = built(project, tmp_path_factory.mktemp("site") / "site")
    lay_out(folder, folder.parent / "sly")
    shutil.copytree(folder.parent / "sly", folder / LEFT)
    return folder


@pytest.fixture(scope="module")
def sly(site: Path) -> Iterator[http.server.ThreadingHTTPServer]:
    """The other host."""
    handler = functools.partial(_Sly, directory=str(site.parent / "sly"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.asked = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module", params=["any host", "nginx and its policy"])
def origin(
    request: pytest.FixtureRequest,
    site: Path,
    serve: Callable[[Path], str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    if request.param == "any host":
        yield serve(site)
    else:
        with nginx(tmp_path_factory.mktemp("nginx"), site) as address:
            yield address


FACTS = """() => ({
  mark: document.documentElement.dataset.mark,
  root: document.body.dataset.kbRoot,
  styled: getComputedStyle(document.querySelector(".md-header")).position,
  links: [...document.links].map((link) => link.href),
  search: Boolean(customElements.get("kb-search")),
})"""


class Visit:
    """What the browser asked for and said while it showed an address."""

    def __init__(self, page: Page, url: str) -> None:
        self.asked: list[str] = []
        self.errors: list[str] = []
        page.goto("about:blank")
        page.on("request", self._asks)
        page.on("pageerror", self._fails)
        answer = page.goto(url)
        page.wait_for_load_state("networkidle")
        self.status = answer and answer.status
        self.ours = page.locator("h1").first.inner_text() == "This page does not exist"
        self.facts: dict[str, Any] = page.evaluate(FACTS) if self.ours else {}
        page.remove_listener("request", self._asks)
        page.remove_listener("pageerror", self._fails)

    def _asks(self, request: Request) -> None:
        self.asked.append(request.url)

    def _fails(self, error: Error) -> None:
        self.errors.append(str(error))


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A new page costs more than a visit, and nothing is stored by one."""
    page = browser.new_page(viewport=DESKTOP)
    yield page
    page.close()


@pytest.mark.parametrize("crafted", CRAFTED)
def test_nothing_is_loaded_from_an_address_that_a_visitor_wrote(
    page: Page,
    origin: str,
    sly: http.server.ThreadingHTTPServer,
    crafted: str,
) -> None:
    """The page itself comes; all that it loads lies at the top of the host; it works."""
    host = f"127.0.0.1:{sly.server_port}"
    visit = Visit(page, origin + crafted.replace("{host}", host))
    if not visit.ours:  # nginx refuses some of them in its own words
        assert visit.status == 400
        return
    itself, *loaded = visit.asked
    assert urlsplit(itself).netloc == urlsplit(origin).netloc
    expected = (origin + "assets/", origin + "api/", "data:")
    # a folder of the site's own name in the address may be tried, on this host, by hash
    tried = [url for url in loaded if not url.startswith(expected)]
    assert all(url.startswith(origin) and url.endswith(".css") for url in tried), tried
    assert not tried or "assets/" in crafted or "checklists/" in crafted
    assert sly.asked == []  # type: ignore[attr-defined]
    assert visit.errors == []
    facts = visit.facts
    assert facts["mark"] is None
    assert (facts["root"], facts["styled"], facts["search"]) == (origin, "sticky", True)
    assert all(link.startswith((origin, "https://")) for link in facts["links"]), facts["links"]


@pytest.mark.parametrize("below", ["x", "checklists/x", "assets/katabase/x"])
def test_no_script_of_a_folder_that_a_visitor_can_write(
    page: Page, origin: str, below: str
) -> None:
    visit = Visit(page, f"{origin}{LEFT}/{below}")
    assert visit.facts["mark"] is None
    assert visit.errors == []
    assert visit.facts["styled"] == "sticky"
    assert all(link.startswith((origin, "https://")) for link in visit.facts["links"])


def test_below_a_path_that_nobody_knows_only_what_has_its_hash_is_loaded(
    page: Page, site: Path, tmp_path: Path
) -> None:
    """The price: no search there but its link; what is like the address is named all the same."""
    shutil.copytree(site, tmp_path / "srv/any/path")
    with nginx(tmp_path, tmp_path / "srv", "/any/path") as host:
        visit = Visit(page, f"{host}any/path/checklists/mornin-walk")
    root = f"{host}any/path/"
    assert (visit.facts["root"], visit.facts["styled"]) == (root, "sticky")
    assert f"{root}checklists/morning-walk/" in visit.facts["links"]
    assert not visit.facts["search"]
    assert not [url for url in visit.asked if "bundle" in url or "katabase.js" in url]


def test_a_site_that_knows_its_address_guesses_nothing(
    page: Page, project: Path, tmp_path: Path, serve: Callable[[Path], str]
) -> None:
    """Below a path of the very host: one root, whatever the address says."""
    host = serve(tmp_path)
    home = f"{host}team/practise/"
    site = built(project, tmp_path / "team/practise", SITE_URL=home)
    shutil.copy(site / "404.html", tmp_path / "404.html")  # as a host sends it for all of its paths
    lay_out(site, tmp_path / LEFT)
    for address in (
        f"{LEFT}/checklists/x",
        "team/practise/a/b/mornin-walk",
        f"/{LEFT}/no",
        "%ff/x",
    ):
        visit = Visit(page, host + address)
        assert visit.facts["root"] == home
        assert visit.facts["search"]
        assert visit.facts["mark"] is None
        assert visit.errors == []
        assert all(url.startswith(home) for url in visit.asked[1:]), visit.asked
