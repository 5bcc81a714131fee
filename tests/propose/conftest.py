"""A blank page of a real browser in which the form's own modules are loaded."""

from __future__ import annotations

import json
import shutil
from importlib.resources import files as resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from katabase.domain.messages import messages
from katabase.products.cards.typeset.fonts import font_set
from katabase.products.outputs.kept import Cache
from katabase.products.proposing import files
from katabase.products.proposing.repository import Repository
from tests.conftest import ROOT
from tests.support.watching import watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from katabase.domain.library import Library

ASSETS = Path(str(resources("katabase"))) / "assets"
MODULES = ("writing", "problems", "shapes", "forge", "preview", "fields", "pasting")
BLANK = """<!doctype html><meta charset="utf-8"><title>Blank</title><link rel="icon" href="data:,">
<script type="module">
const names = {names};
const loaded = await Promise.all(names.map((name) => import(`./propose/${{name}}.js`)));
window.kb = Object.assign({{}}, ...loaded);
</script>"""


@pytest.fixture(scope="session")
def published(shipped: Library) -> dict[str, Any]:
    """All that the form of the shipped site reads, by path."""
    repository = Repository(ROOT, ROOT / "kata")
    found = files.files(shipped, messages(), repository, Cache(None), font_set())
    return {path: json.loads(text) for path, text in found}


@pytest.fixture(scope="session")
def form(
    tmp_path_factory: pytest.TempPathFactory,
    serve: Callable[[Path], str],
    browser: Browser,
    published: dict[str, Any],
) -> Iterator[Page]:
    """The blank page, watched for errors; ``kb.read`` is what the form reads."""
    folder = tmp_path_factory.mktemp("propose")
    for name in ("propose", "practise"):
        shutil.copytree(ASSETS / name, folder / name)
    for name in ("words.js", "page.js"):
        shutil.copy(ASSETS / name, folder)
    (folder / "blank.html").write_text(BLANK.format(names=json.dumps(MODULES)), encoding="utf-8")
    address = serve(folder)
    page = browser.new_page()
    trouble = watch(page, address)
    page.goto(f"{address}blank.html")
    page.wait_for_function("window.kb")
    page.evaluate("(read) => { window.read = read }", published)
    yield page
    page.close()
    assert not trouble, trouble
