"""The list of what a device keeps, and the worker that knows it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from katabase.products import offline

if TYPE_CHECKING:
    from pathlib import Path

KEPT = {
    "index.html": "first",
    "404.html": "first",
    "practise/index.html": "first",
    "assets/katabase/0123456789/katabase.js": "first",
    "assets/stylesheets/main.01234567.min.css": "first",
    "search/01234567/words-0.json": "later",
    "assets/katabase/0123456789/vendor/english/a.txt": "later",
    "search/head.json": "later",
    "catalogue/01234567/facts.json": "later",
    "cards/index.json": "later",
    "cards/questions/a.json": "later",
    "practise/plans/questions/a.json": "later",
    "api/v1/practices.json": "later",
    "questions/a/index.html": "later",
    "über/index.html": "later",
    "assets/screenshots/home.png": "later",
    "cards/questions/a.pdf": "not",
    "cards/questions/a.front.svg": "not",
    "api/v1/terms.json": "not",
    "feed.xml": "not",
    "robots.txt": "not",
    "redirects.map": "not",
    "assets/javascripts/bundle.01234567.min.js.map": "not",
    "assets/javascripts/lunr/tinyseg.js": "not",
    "index.html.gz": "not",
    ".nojekyll": "not",
}


def contents(site: Path) -> dict[str, offline.Kept]:
    found = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): offline.of(path.read_bytes()) for path in found}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in KEPT:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    for name, content in offline.files():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_what_is_kept_and_what_first(site: Path) -> None:
    data = json.loads(offline.listed(contents(site)))
    paths = [path for path, *_ in data["files"]]
    first, later = paths[: data["first"]], paths[data["first"] :]
    for name, when in KEPT.items():
        assert (name in first, name in later) == (when == "first", when == "later"), name
    assert len(paths) == len(set(paths))
    assert data["bytes"] == sum(len(path.encode()) for path in paths)


def test_the_worker_knows_the_list_of_its_build(site: Path) -> None:
    offline.complete(site)
    text = (site / offline.LIST).read_bytes()
    worker = (site / offline.WORKER).read_text(encoding="utf-8")
    assert f'const BUILD="{hashlib.sha256(text).hexdigest()[:16]}";' in worker
    for path, digest, size in json.loads(text)["files"]:
        content = (site / path).read_bytes()
        assert (digest, size) == (hashlib.sha256(content).hexdigest()[:16], len(content))


def test_each_change_is_another_build_and_nothing_else_is(site: Path) -> None:
    before = offline.listed(contents(site))
    (site / "feed.xml").write_text("changed", encoding="utf-8")
    offline.complete(site)
    assert offline.listed(contents(site)) == before
    (site / "search/head.json").write_text("changed", encoding="utf-8")
    assert offline.listed(contents(site)) != before
