"""The same input gives the same bytes, in any folder, at any time; so does the bundle."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.conftest import run
from tests.support.sites import fingerprints, small_project
from tests.support.watching import DESKTOP, PATIENCE, watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

SOME_DAY = "import time; _t = time.time; time.time = lambda: _t() + 40_000_000\n"
"""Runs at the start of Python: the clock is a year and three months ahead."""


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Bundles of two builds: other folder, other day, other time zone, other hash seed."""
    found = []
    for number, place in enumerate(("here", "quite/another/place")):
        base = tmp_path_factory.mktemp("build")
        project = small_project(base / place)
        for path in project.rglob("*"):
            os.utime(path, (number * 1e9, number * 1e9))
        ahead = base / "ahead"
        ahead.mkdir()
        if number:
            (ahead / "sitecustomize.py").write_text(SOME_DAY, encoding="utf-8")
        env = {"TZ": ("UTC", "Asia/Tokyo")[number], "PYTHONHASHSEED": str(number)}
        env["PYTHONPATH"] = os.pathsep.join([str(ahead), os.environ.get("PYTHONPATH", "")])
        env["SITE_URL"] = "https://kata.example/team/"
        result = run("katabase", "bundle", "--version", "1.2", cwd=project, **env)
        assert result.returncode == 0, result.stdout + result.stderr
        found.append(project / "dist" / "small-1.2.zip")
    return found


def unpack(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    return folder


def test_two_builds_are_the_same_to_the_byte(bundles: list[Path], tmp_path: Path) -> None:
    one = fingerprints(unpack(bundles[0], tmp_path / "one"))
    other = fingerprints(unpack(bundles[1], tmp_path / "other"))
    assert one == other
    assert bundles[0].read_bytes() == bundles[1].read_bytes()
    assert "sitemap.xml" in one


def test_nothing_says_where_it_was_made(bundles: list[Path], tmp_path: Path) -> None:
    folder = unpack(bundles[0], tmp_path / "site")
    place = str(bundles[0].parent.parent).encode()
    assert not [path for path in folder.rglob("*") if path.is_file() and place in path.read_bytes()]


def test_checksums(bundles: list[Path], tmp_path: Path) -> None:
    """``sha256sum`` itself agrees, with the zip and with what is in it."""
    beside = bundles[0].with_name(bundles[0].name + ".sha256")
    folder = unpack(bundles[0], tmp_path / "site")
    for sums in (beside, folder / "SHA256SUMS"):
        command = ["sha256sum", "--check", "--quiet", "--strict", sums.name]
        subprocess.run(command, cwd=sums.parent, check=True)
    listed = {line.split("  ", 1)[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    assert listed == {name for name in fingerprints(folder) if name != "SHA256SUMS"}


def test_manifest(bundles: list[Path]) -> None:
    with zipfile.ZipFile(bundles[0]) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        names = archive.namelist()
        assert names == sorted(names)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}
    assert manifest["site_version"] == "1.2"
    lines = ["checklist/evening-look-back 1.0.0\n", "checklist/morning-walk 1.0.0\n"]
    lines.append("questions/two-questions 1.0.0\n")
    digest = hashlib.sha256("".join(lines).encode()).hexdigest()[:12]
    assert manifest["library_version"] == digest
    assert (manifest["counts"]["checklists"], manifest["counts"]["questions"]) == (2, 1)
    assert manifest["counts"]["files"] == len(names) - 2


def test_it_works_where_it_is_unpacked(
    bundles: list[Path], tmp_path: Path, serve: Callable[[Path], str], browser: Browser
) -> None:
    """At a path of a plain server: pages, search, a former id, without a console error."""
    unpack(bundles[0], tmp_path / "some/where")
    address = serve(tmp_path) + "some/where/"
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    trouble = watch(page, address)
    page.goto(address)
    page.wait_for_function("() => Boolean(customElements.get('kb-search'))")
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill("storyboard")
    page.locator(".kb-dialog[data-shown=storyboard]").wait_for()
    page.locator("dialog ol a").first.click()
    page.wait_for_url(f"{address}questions/two-questions/**")
    page.goto(address + "checklists/early-walk/?card=1.0.0#i-1")
    page.wait_for_url(f"{address}checklists/morning-walk/?card=1.0.0#i-1")
    context.close()
    assert not trouble, trouble


def test_a_site_that_takes_the_bundles_names(tmp_path: Path, bundles: list[Path]) -> None:
    site = unpack(bundles[0], tmp_path / "site")
    (site / "SHA256SUMS").unlink()
    result = run("katabase", "bundle", "--site", str(site), cwd=tmp_path)
    assert result.returncode == 2
    assert "manifest.json: the bundle needs this name" in result.stderr
    shutil.rmtree(site / "api")
    result = run("katabase", "bundle", "--site", str(site), cwd=tmp_path)
    assert result.returncode == 2
    assert "expected a built site" in result.stderr
