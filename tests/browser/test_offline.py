"""Without a signal: what is kept after one visit, what a new version changes, what heals itself."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Error, expect

from katabase.products import offline
from tests.conftest import _Quiet
from tests.support.project import make
from tests.support.watching import PATIENCE, PHONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

CYCLE = "questions/five-questions/"
SIGN = ".kb-signal"
NO_CONNECTION = "No connection"
CARD_PAGE = "checklists/desk-walk/"
LISTEN = "addEventListener('kb-offline', (event) => { window.kept = event.detail; })"
SAVER = """Object.defineProperty(navigator, "connection", { value: { saveData: true } });"""

ONE_BUILD = "caches.keys().then(all => all.filter(one => /[0-9a-f]{16}$/.test(one)).length === 1)"
WORKERS = "navigator.serviceWorker.getRegistrations()"
SCOPES = f"{WORKERS}.then(all => all.map(one => new URL(one.scope).pathname))"


MORE = """async () => {
    const own = document.querySelector("script[type=module]").src;
    const { ask } = await import(new URL("offline/here.js", own).href);
    window.more = ask({ ask: "more", all: true });
    for (let time = 0; time < 50; time += 1) await ask({ ask: "state" });
}"""
"""Asks the worker for a portion, and then how far it is, so often that it would have begun."""


ALL = """async () => {
    const own = document.querySelector("script[type=module]").src;
    const { ask } = await import(new URL("offline/here.js", own).href);
    for (let state = {}; !state.trouble && state.ready !== "all"; )
        state = await ask({ ask: "more", all: true });
}"""


class Server:
    """A site on a port of its own, whose files can be exchanged; remembers what was asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        self.broken = False
        self.login = ""  # what is sent when a session is over: a "page", or the "way" to one
        self.ends, self.over = "", False  # the address at which it ends
        self.gone = False  # older Playwrights take the line from pages only, not from a worker
        self.slow = threading.Event()
        self.slow.set()
        self.held = threading.Event()
        outer = self

        class Handler(_Quiet):
            def do_GET(self) -> None:  # noqa: N802
                if outer.gone:
                    self.close_connection = True
                    return
                outer.asked.append(self.path)
                if self.path.endswith(("/", "/404.html")) and not outer.slow.is_set():
                    outer.held.set()
                    outer.slow.wait(20)
                outer.over = bool(outer.login) and (outer.over or self.path == outer.ends)
                if outer.over and self.path != "/sw.js":
                    if outer.login == "way" and self.path != "/login":
                        self.send_response(302)
                        self.send_header("Location", "/login")
                        self.send_header("Content-Length", "0")
                        return self.end_headers()
                    page = b"<!doctype html><title>Who are you?</title>"
                    self.send_response(200)
                    self.send_header("Content-Type", "text/html")
                    self.send_header("Content-Length", str(len(page)))
                    self.end_headers()
                    self.wfile.write(page)
                    return
                if outer.broken:
                    self.send_response(503)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                super().do_GET()

            def end_headers(self) -> None:
                self.send_header("Cache-Control", "no-store")
                super().end_headers()

        handler = functools.partial(Handler, directory=str(folder))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/"

    def deploy(self, site: Path) -> None:
        """Put another build in the place of this one."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(site, self.folder)

    def close(self) -> None:
        self.slow.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory, small_site: Path) -> dict[str, Path]:
    """Builds of a small site: one, the next, and one of a site that wants no worker any more."""
    project = make(tmp_path_factory.mktemp("builds"))
    found = {"one": small_site}
    name = next(path for path in project.kata.rglob("*.yml") if path.parent.name == "checklists")
    for build in ("two", "off"):
        if build == "two":
            text = name.read_text(encoding="utf-8")
            line = next(line for line in text.splitlines() if line.startswith("title:"))
            name.write_text(text.replace(line, "title: Another walk"), encoding="utf-8")
        if build == "off":
            project.edit("mkdocs.yml", "  - katabase\n", "  - katabase: {offline: false}\n")
        result = project.build("--strict")
        assert result.returncode == 0, result.stdout + result.stderr
        found[build] = Path(shutil.copytree(project.site, project.folder / build))
    found["page"] = Path("checklists") / name.stem / "index.html"
    return found


@pytest.fixture
def server(tmp_path: Path, builds: dict[str, Path]) -> Iterator[Server]:
    """The first build of the small site."""
    made = Server(tmp_path / "served")
    made.deploy(builds["one"])
    yield made
    made.close()


@contextmanager
def phone(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """A phone whose browser may keep the site."""
    context = browser.new_context(**{"viewport": PHONE, "service_workers": "allow", **options})
    context.add_init_script(LISTEN)
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def state(page: Page, ready: str) -> dict[str, Any]:
    """Return what the worker says once it is as far."""
    wanted = "ready => window.kept?.ready === ready && window.kept.yours === window.kept.build"
    page.wait_for_function(wanted, arg=ready)
    found: dict[str, Any] = page.evaluate("window.kept")
    return found


def until(page: Page, promised: str) -> None:
    """Wait until what a promise brings is true: Playwright's own wait takes it for true itself."""
    page.evaluate(
        """async (promised) => {
            const end = performance.now() + 60000;
            while (!(await eval(promised))) {
                if (performance.now() > end) throw new Error(`never true: ${promised}`);
                await new Promise(requestAnimationFrame);
            }
        }""",
        promised,
    )


def visited(context: BrowserContext, address: str) -> Page:
    """Visit a page and stay until everything is kept."""
    page = context.new_page()
    page.goto(address)
    state(page, "all")
    return page


@pytest.fixture(scope="module")
def library(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A phone that visited the shipped site once, and stayed until everything was kept."""
    with phone(browser) as context:
        visited(context, address).close()
        yield context


@pytest.fixture
def page(library: BrowserContext, address: str) -> Iterator[Page]:
    """A page of that phone, on which the last test has left neither records nor cards."""
    page = library.new_page()
    yield page
    library.set_offline(False)
    page.goto(f"{address}{offline.LIST}")
    stored = {"origin": address.rstrip("/"), "storageTypes": "indexeddb,local_storage"}
    library.new_cdp_session(page).send("Storage.clearDataForOrigin", stored)
    page.evaluate("caches.delete('katabase / cards')")
    page.close()


def caches(page: Page) -> list[str]:
    found: list[str] = page.evaluate("caches.keys()")
    return sorted(found)


def of_builds(page: Page) -> list[str]:
    return [name for name in caches(page) if len(name.split(" ")[-1]) == offline.DIGITS]


def test_after_one_visit_the_whole_library_is_there(page: Page, address: str, site: Path) -> None:
    page.context.set_offline(True)
    page.goto(f"{address}{CYCLE}")
    files = json.loads((site / offline.LIST).read_text(encoding="utf-8"))["files"]
    wrong = page.evaluate(
        """async (files) => {
            const wrong = [];
            for (const [path, hash] of files) {
                const answer = await fetch(new URL(path, document.body.dataset.kbRoot));
                const data = await crypto.subtle.digest("SHA-256", await answer.arrayBuffer());
                const hex = Array.from(new Uint8Array(data), (byte) => byte.toString(16));
                const all = hex.map((two) => two.padStart(2, "0")).join("");
                if (!all.startsWith(hash)) wrong.push(path);
            }
            return wrong;
        }""",
        files,
    )
    assert not wrong
    pages = {file.relative_to(site).as_posix() for file in site.rglob("*.html")}
    assert pages <= {path for path, *_ in files}


def test_search_catalogue_and_runs_work_in_flight_mode(page: Page, address: str) -> None:
    page.context.set_offline(True)
    page.goto(address)
    page.wait_for_function("customElements.get('kb-search') !== undefined")
    page.keyboard.press("/")
    page.locator(".kb-dialog__input").fill("coaching cycel")
    expect(page.locator(".kb-dialog__title").first).to_have_text("Coaching cycle")
    page.goto(f"{address}catalogue/")
    page.get_by_role("searchbox").first.fill("safety walk")
    expect(page.locator(".kb-result")).to_contain_text(" of ")
    page.goto(f"{address}practise/?practice=checklist/safety-walk")
    page.wait_for_selector("dialog[open] h2")
    page.get_by_label("Where is this?").fill("Hall 2")
    sign = page.locator("dialog .kb-sign[data-state=kept]")
    expect(sign).to_contain_text("Kept on this device. No connection.")
    page.reload()
    expect(page.get_by_label("Where is this?")).to_have_value("Hall 2")


@pytest.mark.parametrize(
    "asked", [f"{CYCLE}?card=0.1.0-abcdef#back", f"{CYCLE.rstrip('/')}?card=0.1.0-abcdef#back"]
)
def test_a_scanned_card_leads_to_its_page_in_flight_mode(
    page: Page, address: str, asked: str
) -> None:
    page.context.set_offline(True)
    page.goto(address + asked)
    assert page.url == f"{address}{CYCLE}?card=0.1.0-abcdef#back"
    expect(page.locator(".kb-verdict")).not_to_be_empty()
    missing = page.goto(f"{address}questions/never-was/?card=1.0.0")
    assert missing
    assert missing.status == 404
    expect(page.locator("kb-missing")).to_contain_text("no connection")


def test_a_former_address_leads_on_in_flight_mode(browser: Browser, server: Server) -> None:
    moved = next(server.folder.rglob("index.html"), None)
    former = [
        path.parent.relative_to(server.folder).as_posix()
        for path in server.folder.rglob("index.html")
        if "md-redirect.js" in path.read_text(encoding="utf-8")
    ]
    assert moved
    assert former
    with phone(browser) as context:
        page = visited(context, server.address)
        context.set_offline(True)
        page.goto(f"{server.address}{former[0]}/?card=1.0.0#x")
        page.wait_for_function("!document.querySelector('script[data-target]')")
        page.wait_for_selector("h1")
        assert former[0] not in page.url
        assert page.url.endswith("?card=1.0.0#x")


def test_cards_of_what_was_opened_are_there(page: Page, address: str) -> None:
    page.goto(f"{address}{CYCLE}")
    has = "caches.match(new URL('{}', document.body.dataset.kbRoot)).then(Boolean)"
    until(page, has.format("cards/questions/five-questions.pdf"))
    until(page, has.format("cards/questions/five-questions.back.svg"))
    page.goto(f"{address}cards/?cards=starter-kata/coaching-cycle&size=a6")
    with page.expect_download():
        page.get_by_role("button", name="Make the PDF").click()
    until(page, has.format("cards/starter-kata/coaching-cycle.pdf"))
    page.context.set_offline(True)
    page.goto(f"{address}cards/?cards=starter-kata/coaching-cycle,questions/five-questions")
    with page.expect_download():
        page.get_by_role("button", name="Make the PDF").click()
    assert not page.evaluate(has.format("cards/checklists/safety-walk.pdf"))


def test_a_device_that_saves_data_keeps_only_what_was_opened(
    browser: Browser, server: Server, builds: dict[str, Path]
) -> None:
    opened = builds["page"].parent.as_posix()
    with phone(browser) as context:
        context.add_init_script(SAVER)
        page = context.new_page()
        page.goto(f"{server.address}{opened}/")
        state(page, "")
        page.goto(f"{server.address}practise/")
        wish = page.get_by_role("button", name="Keep the whole library")
        wish.wait_for()
        asked = len(server.asked)
        page.wait_for_function("window.kept.done > 10")
        assert page.evaluate("window.kept.done < window.kept.all / 2")
        assert len(server.asked) == asked
        context.set_offline(True)
        server.gone = True
        page.goto(f"{server.address}{opened}/")
        expect(page.locator("h1")).to_be_visible()
        with pytest.raises(Error):
            page.goto(f"{server.address}glossary/")
        context.set_offline(False)
        server.gone = False
        page.goto(f"{server.address}practise/")
        wish.click()
        state(page, "all")
        expect(page.get_by_text("The whole library is on this device")).to_be_visible()


def test_what_is_fetched_for_later_gives_way_to_a_page(browser: Browser, server: Server) -> None:
    """Whoever goes on to another page on a slow line waits for that page alone."""
    with phone(browser) as context:
        context.add_init_script(SAVER)
        page, other = context.new_page(), context.new_page()
        for each in (page, other):
            each.goto(f"{server.address}practise/")
            state(each, "")

        def goes_on(path: str) -> None:
            server.held.clear()
            other.evaluate("url => { location.href = url; }", server.address + path)
            assert server.held.wait(20)

        # What is under way is broken off, and fetched again.
        server.slow.clear()
        page.evaluate(MORE)
        assert server.held.wait(20)
        goes_on("glossary/")
        server.slow.set()
        done = page.evaluate("window.more.then(({ done }) => done)")
        assert server.asked.count("/404.html") == 2
        state(other, "")

        # Nothing is begun.
        server.slow.clear()
        goes_on("catalogue/")
        asked = len(server.asked)
        page.evaluate(MORE)
        assert server.asked[asked:] == []
        server.slow.set()
        assert page.evaluate("window.more.then(({ done }) => done)") > done


def test_a_large_library_asks_before_it_comes(browser: Browser, server: Server) -> None:
    listed = server.folder / offline.LIST
    old = listed.read_bytes()
    data = json.loads(old)
    data["bytes"] = 40_000_000
    new = json.dumps(data).encode()
    listed.write_bytes(new)
    script = server.folder / offline.WORKER
    name, other = offline._hash(old), offline._hash(new)
    script.write_bytes(script.read_bytes().replace(name.encode(), other.encode()))
    with phone(browser) as context:
        page = context.new_page()
        page.goto(f"{server.address}practise/")
        assert state(page, "part")["done"] < len(data["files"])
        expect(page.get_by_text("The whole library takes 40 MB")).to_be_visible()
        page.get_by_role("button", name="Keep the whole library").click()
        state(page, "all")


def test_a_sign_says_that_there_is_no_connection(browser: Browser, server: Server) -> None:
    with phone(browser) as context:
        page = visited(context, server.address)
        expect(page.locator(SIGN)).to_be_hidden()
        context.set_offline(True)
        expect(page.locator(SIGN)).to_contain_text(NO_CONNECTION)
        context.set_offline(False)
        expect(page.locator(SIGN)).to_be_hidden()
        server.slow.clear()
        page.goto(f"{server.address}glossary/")
        expect(page.locator(SIGN)).to_contain_text("The network did not answer")


def test_a_new_version_waits_until_nothing_is_being_typed(
    browser: Browser, server: Server, builds: dict[str, Path]
) -> None:
    ref = f"checklist/{builds['page'].parent.name}"
    with phone(browser) as context:
        page = visited(context, server.address)
        page.goto(f"{server.address}practise/?practice={ref}")
        page.get_by_label("Where is this?").fill("Hall")
        page.evaluate("window.same = true")
        server.deploy(builds["two"])
        server.asked.clear()
        other = visited(context, server.address)
        changed = [path for path in server.asked if not path.startswith("/assets/katabase/")]
        assert any(builds["page"].parent.as_posix() in path for path in changed)
        assert not [path for path in changed if path.startswith("/cards/printing")]
        expect(page.locator(SIGN)).to_contain_text("newer version")
        page.get_by_label("Where is this?").press_sequentially(" 2")
        assert page.evaluate("window.same")
        assert len(of_builds(page)) == 2
        page.locator(".kb-run__close").click()
        page.locator(SIGN).get_by_role("button", name="Reload").click()
        page.wait_for_function("!window.same")
        state(page, "all")
        expect(page.locator(SIGN)).to_be_hidden()
        page.locator(".kb-mine__list a").first.click()
        expect(page.get_by_label("Where is this?")).to_have_value("Hall 2")
        other.close()
        page.goto(server.address)
        state(page, "all")
        server.deploy(builds["one"])
        page.goto(server.address)
        state(page, "all")
        page.goto(server.address)
        until(page, "caches.keys().then(all => all.length)")


def test_no_page_is_made_of_two_builds(
    browser: Browser, server: Server, builds: dict[str, Path]
) -> None:
    place = builds["page"].parent.as_posix()
    plan = f"practise/plans/checklist/{builds['page'].parent.name}.json"
    title = """async (path) => {
        const answer = await fetch(new URL(path, document.body.dataset.kbRoot));
        return (await answer.json()).practice.title;
    }"""
    with phone(browser) as context:
        page = visited(context, server.address)
        page.goto(f"{server.address}{place}/")
        old = page.locator("h1").inner_text()
        server.deploy(builds["two"])
        assert page.evaluate(title, plan) == old
        worker = server.folder / offline.WORKER
        sent = worker.read_bytes()
        worker.write_bytes((builds["one"] / offline.WORKER).read_bytes())
        page.goto(f"{server.address}{place}/")
        assert page.locator("h1").inner_text() == "Another walk" != old
        assert page.evaluate(title, plan) == "Another walk"
        server.slow.clear()
        page.goto(f"{server.address}{place}/")
        assert page.locator("h1").inner_text() == old
        assert page.evaluate(title, plan) == old
        server.slow.set()
        worker.write_bytes(sent)
        page.goto(f"{server.address}{place}/")
        state(page, "all")
        assert page.evaluate(title, plan) == "Another walk"


def test_a_broken_deploy_harms_nothing_and_heals(
    browser: Browser, server: Server, builds: dict[str, Path]
) -> None:
    place = builds["page"].parent.as_posix()
    with phone(browser) as context:
        page = visited(context, server.address)
        server.broken = True
        page.goto(f"{server.address}{place}/")
        expect(page.locator("h1")).not_to_have_text("Another walk")
        server.broken = False
        server.deploy(builds["two"])
        half = server.folder / place / "index.html"
        half.write_text("half a page", encoding="utf-8")
        page.goto(server.address)
        page.wait_for_function("window.kept?.trouble")
        context.set_offline(True)
        server.gone = True
        page.goto(f"{server.address}{place}/")
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("h1")).not_to_have_text("Another walk")
        context.set_offline(False)
        server.gone = False
        server.deploy(builds["two"])
        page.goto(f"{server.address}{place}/")
        state(page, "all")
        context.set_offline(True)
        page.goto(f"{server.address}{place}/")
        expect(page.locator("h1")).to_have_text("Another walk")


@pytest.mark.parametrize("login", ["page", "way"])
def test_a_login_is_not_kept_in_the_place_of_files(
    browser: Browser, server: Server, builds: dict[str, Path], login: str
) -> None:
    """A session ends, or a hotel asks for a name, while the library is being fetched."""
    place = builds["page"].parent.as_posix()
    card = f"cards/{place}.pdf"
    fetched = """async (path) => {
        const answer = await fetch(new URL(path, document.body.dataset.kbRoot));
        return (await answer.text()).slice(0, 4);
    }"""
    with phone(browser) as context:
        context.add_init_script(SAVER)
        page = context.new_page()
        page.goto(f"{server.address}{place}/")
        state(page, "")
        assert page.evaluate(fetched, card) == "%PDF"
        server.login, server.ends = login, "/glossary/"
        page.evaluate(ALL)
        assert server.over
        page.evaluate(fetched, card)
        server.login = ""
        page.goto(f"{server.address}practise/")
        page.get_by_role("button", name="Keep the whole library").click()
        state(page, "all")
        context.set_offline(True)
        server.gone = True
        for path in (f"{place}/", "glossary/"):
            page.goto(f"{server.address}{path}")
            assert page.url == f"{server.address}{path}"
            expect(page.locator("h1")).to_be_visible()
        assert page.evaluate(fetched, card) == "%PDF"


def test_a_browser_that_cannot_look_into_its_caches_has_the_network(
    browser: Browser, server: Server
) -> None:
    """On a damaged or full disk every look may fail; the site is then as without a worker."""
    script = server.folder / offline.WORKER
    broken = (
        "for (const name of ['open', 'match', 'keys']) caches[name] = async () => { throw 1; };"
    )
    script.write_bytes(broken.encode() + script.read_bytes())
    with phone(browser) as context:
        page = context.new_page()
        page.goto(server.address)
        page.wait_for_function("window.kept?.trouble")
        page.goto(f"{server.address}{CARD_PAGE}")
        page.wait_for_function("customElements.get('kb-print') !== undefined")
        page.wait_for_function(
            """() => [...document.querySelectorAll(".kb-card__faces img")].every((one) => {
                one.loading = "eager";
                return one.naturalWidth > 0;
            })"""
        )


def test_what_a_browser_threw_away_comes_back(browser: Browser, server: Server) -> None:
    """A worker that is awake still knows caches that are gone."""
    with phone(browser) as context:
        page = visited(context, server.address)
        stored = {"origin": server.address.rstrip("/"), "storageTypes": "cache_storage"}
        context.new_cdp_session(page).send("Storage.clearDataForOrigin", stored)
        page.goto(f"{server.address}{CARD_PAGE}")
        page.wait_for_function("window.kept")
        page.goto(f"{server.address}glossary/")
        state(page, "all")
        context.set_offline(True)
        server.gone = True
        page.goto(f"{server.address}{CARD_PAGE}")
        expect(page.locator("h1")).to_have_text("Desk walk")


def test_old_builds_go_away(browser: Browser, server: Server, builds: dict[str, Path]) -> None:
    with phone(browser) as context:
        page = visited(context, server.address)
        first = of_builds(page)
        server.deploy(builds["two"])
        page.goto(server.address)
        page.goto(server.address)
        state(page, "all")
        until(
            page,
            "caches.keys().then(all => all.filter(one => /[0-9a-f]{16}$/.test(one)).length === 1)",
        )
        assert of_builds(page) != first


def test_a_site_can_take_everything_back(
    browser: Browser, server: Server, builds: dict[str, Path]
) -> None:
    with phone(browser) as context:
        page = visited(context, server.address)
        assert caches(page)
        server.deploy(builds["off"])
        page.goto(server.address)
        until(page, f"{WORKERS}.then(all => !all.length)")
        until(page, "caches.keys().then(all => !all.length)")
        page.goto(server.address)
        page.wait_for_function("document.readyState === 'complete'")
        assert page.evaluate(f"{WORKERS}.then(all => all.length)") == 0


def test_sites_and_versions_on_one_host_do_not_meet(
    browser: Browser, server: Server, builds: dict[str, Path]
) -> None:
    for folder, build in {"a/1.0": "one", "a/1.1": "two", "b": "one"}.items():
        shutil.copytree(builds[build], server.folder / folder)
    place = builds["page"].parent.as_posix()
    with phone(browser) as context:
        for folder in ("a/1.0", "a/1.1", "b"):
            page = visited(context, f"{server.address}{folder}/")
        assert {name.split(" ")[1] for name in of_builds(page)} == {"/a/1.0/", "/a/1.1/", "/b/"}
        assert sorted(page.evaluate(SCOPES)) == ["/a/1.0/", "/a/1.1/", "/b/"]
        context.set_offline(True)
        page.goto(f"{server.address}a/1.1/{place}/")
        expect(page.locator("h1")).to_have_text("Another walk")
        page.goto(f"{server.address}a/1.0/{place}/")
        expect(page.locator("h1")).not_to_have_text("Another walk")


def test_without_encryption_the_page_says_so_and_records_work(
    browser: Browser, server: Server, builds: dict[str, Path]
) -> None:
    bare = server.address.replace("127.0.0.1", "0.0.0.0")  # not among the names that are trusted
    with phone(browser) as context:
        page = context.new_page()
        page.goto(f"{bare}practise/?practice=checklist/{builds['page'].parent.name}")
        assert not page.evaluate("isSecureContext")
        page.get_by_label("Where is this?").fill("Hall 2")
        page.locator("dialog .kb-sign[data-state=kept]").wait_for()
        page.locator(".kb-run__close").click()
        expect(page.get_by_text("without encryption (http)")).to_be_visible()


def test_chromium_finds_the_site_installable(page: Page, address: str) -> None:
    page.goto(f"{address}practise/")
    state(page, "all")
    client = page.context.new_cdp_session(page)
    said = client.send("Page.getAppManifest")
    assert said["errors"] == []
    assert json.loads(said["data"])["name"] == "Katabase"
    found = client.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [one for one in found if one["errorId"] != "in-incognito"] == []
    install = page.get_by_role("button", name="Install on this device")
    assert not install.is_visible()
    page.evaluate(
        """() => {
            const offer = new Event("beforeinstallprompt", { cancelable: true });
            offer.prompt = () => { window.asked = true; };
            window.quiet = !dispatchEvent(offer);
        }"""
    )
    assert page.evaluate("window.quiet")
    page.evaluate("dispatchEvent(new CustomEvent('kb-offline', { detail: window.kept }))")
    install.click()
    assert page.evaluate("window.asked")
