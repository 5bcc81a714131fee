"""A blank page of a real browser in which the records' own modules are loaded."""

from __future__ import annotations

import json
import shutil
from importlib.resources import files as resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.watching import kept_page, lent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

PACKAGE = Path(str(resources("katabase")))
ASSETS = PACKAGE / "assets"
SCHEMA = json.loads((PACKAGE / "products/schemas/records.json").read_text(encoding="utf-8"))

MODULES = sorted(path.stem for path in (ASSETS / "records").glob("*.js"))
BLANK = """<!doctype html><meta charset="utf-8"><title>Blank</title><link rel="icon" href="data:,">
<script type="module">
const names = {names};
const loaded = await Promise.all(names.map((name) => import(`./records/${{name}}.js`)));
window.kb = Object.assign({{}}, ...loaded);
window.store = new kb.Store("test");
</script>"""


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The address of the blank page."""
    folder = tmp_path_factory.mktemp("records")
    for name in ("records", "vendor"):
        shutil.copytree(ASSETS / name, folder / name)
    shutil.copy(ASSETS / "words.js", folder)
    (folder / "blank.html").write_text(BLANK.format(names=json.dumps(MODULES)), encoding="utf-8")
    return serve(folder) + "blank.html"


@pytest.fixture(scope="module")
def only(browser: Browser, blank: str) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what it complains of."""
    with kept_page(browser, blank.removesuffix("blank.html")) as kept:
        yield kept


@pytest.fixture
def tab(only: tuple[Page, list[str]], blank: str) -> Iterator[Page]:
    """The blank page, loaded anew and with nothing stored, watched for errors."""
    with lent(only, blank.removesuffix("blank.html")) as page:
        yield opened(page, blank)


def opened(page: Page, blank: str) -> Page:
    """Open the blank page and wait for the modules."""
    page.goto(blank)
    page.wait_for_function("window.store")
    return page


def kept(page: Page) -> list[dict[str, Any]]:
    """Return all records that are kept, in the order of their ids."""
    found = page.evaluate("async () => (await store.all()).records")
    return sorted(found, key=lambda record: record["id"])
