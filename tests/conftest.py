"""What all tests share: the shipped site, built once, and a browser that looks at it."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from katabase.domain import layers, loading
from tests.support import programs, shared, warm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from katabase.domain.library import Library

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases"

# How long an example takes says nothing on a machine that does other things as well.
settings.register_profile(
    "busy", parent=settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("busy")


def run(*command: str, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the virtual environment; return its result with its output as text."""
    path = f"{warm.BIN}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "NO_MKDOCS_2_WARNING": "1", **env}
    if warm.takes(command, env):
        return warm.run(command, cwd, env, timeout=600)
    return subprocess.run(
        [str(shutil.which(command[0], path=path)), *command[1:]],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


SLOW_FIRST = (
    "browser",
    "test_documentation.py",
    "adapters",
    "deploy",
    "propose",
    "versions",
    "records",
    "products",
)
"""The tests that build sites and open browsers, the slowest first, by folder or file."""


def pytest_configure() -> None:
    """Make the folder that all processes of the run share."""
    shared.begin()


def pytest_unconfigure() -> None:
    """Remove it."""
    shared.end()


def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes run tests: more than cores, since tests wait for browsers."""
    return min((os.cpu_count() or 1) + 1, 8)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest: what comes last must not keep one core waiting."""

    def place(item: pytest.Item) -> int:
        room = item.path.relative_to(ROOT / "tests").parts[0]
        return SLOW_FIRST.index(room) if room in SLOW_FIRST else len(SLOW_FIRST)

    items.sort(key=place)


@pytest.fixture(scope="session")
def shipped() -> Library:
    """The shipped library."""
    return loading.load(layers.resolve(["kata"], ROOT))


@pytest.fixture(scope="session")
def site() -> Path:
    """The shipped site, built strictly, without a site_url. All tests share it: only look."""

    def make(folder: Path) -> None:
        result = run("mkdocs", "build", "--strict", "--site-dir", str(folder))
        assert result.returncode == 0, result.stdout + result.stderr

    return shared.once("site", make)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page with the site's own page for it, as a real server does."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder on a free port of this machine; returns its address."""
    servers = []

    def start(folder: Path) -> str:
        handler = functools.partial(_Quiet, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def address(site: Path, serve: Callable[[Path], str]) -> str:
    """The address of the shipped site."""
    return serve(site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)  # several browsers share the cores
    path = programs.chromium()
    assert path, "no Chromium found; run: python tests/support/programs.py"
    with sync_playwright() as playwright:
        args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
        browser = playwright.chromium.launch(executable_path=path, args=args)
        # A page that has nothing to do fetches the library: only where a test looks at that.
        for name in ("new_context", "new_page"):
            calm = functools.partial(getattr(browser, name), service_workers="block")
            setattr(browser, name, calm)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def kept(browser: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """A phone-sized page of the shipped site, and what it complains of."""
    from tests.support.watching import kept_page

    with kept_page(browser, address) as kept:
        yield kept


@pytest.fixture
def watched(kept: tuple[Page, list[str]], address: str) -> Iterator[Page]:
    """A phone-sized page of the shipped site, blank and with nothing stored."""
    from tests.support.watching import lent

    with lent(kept, address) as page:
        yield page


@pytest.fixture
def unseen(browser: Browser, address: str) -> Iterator[Page]:
    """The same in a browser that was never there: what a visit loads, or with other scripts."""
    from tests.support.watching import watched_page

    with watched_page(browser, address) as page:
        yield page
