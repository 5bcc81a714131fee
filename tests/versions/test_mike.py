"""Versions with the real mike in a scratch git repository, seen in a browser."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest
import zxingcpp
from playwright.sync_api import expect

from tests.conftest import run
from tests.support.sites import rename_practice, small_project
from tests.support.watching import DESKTOP, PATIENCE, kept_page, lent, watched_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

PAGE = "checklists/morning-walk/"


def git(folder: Path, *words: str) -> None:
    result = run(
        "git", "-c", "user.name=t", "-c", "user.email=t@example.invalid", *words, cwd=folder
    )
    assert result.returncode == 0, result.stderr


def mike(folder: Path, *words: str) -> None:
    names = {"GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@example.invalid"}
    names |= {"GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@example.invalid"}
    result = run("mike", *words, cwd=folder, SITE_URL="https://kata.example/team/", **names)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three versions deployed, the second one deleted, the first one aliased ``stable``."""
    project = small_project(tmp_path_factory.mktemp("mike") / "project")
    (project / "docs" / "gone-later.md").write_text("# Gone later\n", encoding="utf-8")
    git(project, "init", "--quiet")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "--message", "one")
    mike(project, "deploy", "--update-aliases", "1.0", "latest")
    mike(project, "deploy", "--update-aliases", "1.1", "latest")
    (project / "docs" / "gone-later.md").unlink()
    rename_practice(project, "checklists", "evening-look-back", "look-back")
    rename(project, "checklist/evening-look-back", "checklist/look-back")
    mike(project, "deploy", "--update-aliases", "2.0", "latest")
    mike(project, "delete", "1.1")
    mike(project, "alias", "1.0", "stable")
    mike(project, "set-default", "latest")
    git(project, "worktree", "add", "--quiet", "../pages", "gh-pages")
    return project.parent / "pages"


def rename(project: Path, old: str, new: str) -> None:
    for path in (project / "kata").rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def root(published: Path, serve: Callable[[Path], str]) -> str:
    return serve(published)


@pytest.fixture(scope="module")
def kept(browser: Browser, root: str) -> Iterator[tuple[Page, list[str]]]:
    with kept_page(browser, root, viewport=DESKTOP) as kept:
        yield kept


@pytest.fixture
def page(kept: tuple[Page, list[str]], root: str) -> Iterator[Page]:
    with lent(kept, root) as page:
        yield page


def test_list_of_versions(published: Path) -> None:
    versions = json.loads((published / "versions.json").read_text(encoding="utf-8"))
    assert [(each["version"], each["aliases"]) for each in versions] == [
        ("2.0", ["latest"]),
        ("1.0", ["stable"]),
    ]
    assert not (published / "1.1").exists()
    info = json.loads((published / "1.0" / "api/v1/site.json").read_text(encoding="utf-8"))
    assert info["version"] == "1.0"


def test_every_version_names_latest_as_its_address(published: Path) -> None:
    """Canonical links, the feed and so the codes on cards lead to latest, for ever."""
    for version in ("1.0", "2.0"):
        html = (published / version / PAGE / "index.html").read_text(encoding="utf-8")
        assert f'rel="canonical" href="https://kata.example/team/latest/{PAGE}"' in html
        feed = (published / version / "feed.xml").read_text(encoding="utf-8")
        assert 'href="https://kata.example/team/latest/feed.xml"' in feed


def test_the_code_on_a_card_leads_to_latest(published: Path) -> None:
    card = pdfium.PdfDocument(published / "1.0" / "cards/checklists/morning-walk.pdf")
    codes = [
        code.text for side in card for code in zxingcpp.read_barcodes(side.render(scale=6).to_pil())
    ]
    assert codes
    assert all(
        code.startswith(f"https://kata.example/team/latest/{PAGE}?card=1.0.0") for code in codes
    )


def test_a_scanned_card_opens_without_a_signal(browser: Browser, root: str) -> None:
    """Whoever was once below the alias, which is a link, has all of it in flight mode."""
    context = browser.new_context(service_workers="allow")
    page = context.new_page()
    page.add_init_script(
        "addEventListener('kb-offline', (event) => { window.kept = event.detail; })"
    )
    page.goto(f"{root}latest/")
    page.wait_for_function("window.kept?.ready === 'all'", timeout=PATIENCE)
    context.set_offline(True)
    page.goto(f"{root}latest/{PAGE}?card=1.0.0")
    expect(page.locator("h1")).to_contain_text("Morning walk")
    context.close()


def test_menu_leads_to_the_same_page(page: Page, root: str) -> None:
    """It opens by itself, also for the keyboard; Escape closes it until somebody comes again."""
    page.goto(f"{root}latest/{PAGE}")
    current, menu = page.locator(".md-version__current"), page.locator(".md-version__list")
    current.focus()
    expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(current).to_be_focused()
    page.locator(".md-version").hover()
    assert page.locator(".md-version__link").all_inner_texts() == ["2.0latest", "1.0stable"]
    page.locator(".md-version__link", has_text="1.0").click()
    page.wait_for_url(f"{root}1.0/{PAGE}")


def test_banner_only_in_an_old_version(page: Page, root: str) -> None:
    page.goto(f"{root}2.0/{PAGE}")
    page.locator(".md-version").wait_for()
    assert page.locator("[data-md-component=outdated]").is_hidden()
    page.goto(f"{root}1.0/{PAGE}?card=1.0.0#i-1")
    page.locator("kb-outdated a").click()
    page.wait_for_url(f"{root}latest/{PAGE}?card=1.0.0#i-1")


def test_banner_waits_for_what_follows_it(page: Page, root: str) -> None:
    """A tap that came before its script would lose the version of the card."""
    held: list[Route] = []
    page.route("**/kb-outdated.js", lambda route: held.append(route))
    with page.expect_request("**/kb-outdated.js"):
        page.goto(f"{root}1.0/{PAGE}?card=1.0.0#i-1", wait_until="commit")
    banner = page.locator("[data-md-component=outdated]")
    expect(banner).to_have_js_property("hidden", value=False)
    expect(banner.locator("a")).to_be_hidden()
    held[0].continue_()
    banner.locator("a").click()
    page.wait_for_url(f"{root}latest/{PAGE}?card=1.0.0#i-1")


def test_banner_says_that_a_version_is_newer_than_the_latest(
    browser: Browser, published: Path, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    """Where ``latest`` is still the one before, as while a new version is being tried."""
    site = tmp_path / "site"
    shutil.copytree(published, site, ignore=shutil.ignore_patterns(".git"))
    versions = json.loads((site / "versions.json").read_text(encoding="utf-8"))
    for each in versions:
        each["aliases"] = ["latest"] if each["version"] == "1.0" else []
    (site / "versions.json").write_text(json.dumps(versions), encoding="utf-8")
    shutil.copytree(site / "1.0", site / "0.9")
    versions.append({"version": "0.9", "title": "0.9", "aliases": []})
    (site / "versions.json").write_text(json.dumps(versions), encoding="utf-8")
    root = serve(site)
    with watched_page(browser, root, viewport=DESKTOP) as page:
        for version, says in (("2.0", "newer than the latest"), ("0.9", "an old version")):
            page.goto(f"{root}{version}/{PAGE}")
            banner = page.locator("kb-outdated")
            expect(banner).to_be_visible()  # before, all of its words count as text
            expect(banner).to_contain_text(says, use_inner_text=True)
            words = banner.inner_text()
            assert ("newer" in words) is (version == "2.0")
            assert ("old version" in words) is (version == "0.9")


def test_banner_follows_a_practice_that_was_renamed(page: Page, root: str) -> None:
    page.goto(f"{root}1.0/checklists/evening-look-back/")
    page.wait_for_function("Boolean(customElements.get('kb-outdated'))")
    page.locator("kb-outdated a").click()
    page.wait_for_url(f"{root}latest/checklists/look-back/")


def test_banner_goes_home_where_the_page_is_no_more(browser: Browser, root: str) -> None:
    page = browser.new_context(
        viewport=DESKTOP
    ).new_page()  # the browser reports the page that is no more
    page.goto(f"{root}1.0/gone-later/")
    page.wait_for_function("Boolean(customElements.get('kb-outdated'))")
    page.locator("kb-outdated a").click()
    page.wait_for_url(f"{root}latest/")
    page.context.close()
