"""The whole site in a browser behind nginx: no console error, no request to another host."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.watching import DESKTOP, PATIENCE, watched_page
from tests.support.webserver import nginx

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Browser, Page

KINDS_OF_PAGE = [
    "",
    "catalogue/",
    "starter-kata/",
    "starter-kata/coaching-cycle/",
    "traits/mirror-and-window/",
    "questions/five-questions/",
    "questions/five-questions/?card=0.9.0",
    "checklists/first-gemba-walk/",
    "paths/new-coach/",
    "roles/coach/",
    "glossary/",
    "start/learner/",
    "contributing/",
    "contributing/keys/",
    "contributing/checks/",
    "developing/",
    "cards/",
    "practise/",
    "practise/?practice=checklist/safety-walk",
    "cards/printing/",
    "propose/",
    "propose/?kind=checklist",
]


def looking(browser: Browser, origin: str, **options: object) -> AbstractContextManager[Page]:
    return watched_page(browser, origin, **{"viewport": DESKTOP, **options})


def test_every_kind_of_page(browser: Browser, at_root: str, site: object) -> None:
    with looking(browser, at_root) as page:
        for name in KINDS_OF_PAGE:
            answer = page.goto(at_root + name, wait_until="networkidle")
            assert answer
            assert answer.status == 200, name


def test_search_with_filter(browser: Browser, at_root: str) -> None:
    with looking(browser, at_root) as page:
        page.goto(at_root)
        page.evaluate("() => customElements.whenDefined('kb-search').then(() => null)")
        page.keyboard.press("/")
        page.get_by_role("searchbox").fill("gemba walk")
        page.locator("dialog ol a").first.wait_for()
        page.locator("dialog summary").click()
        page.locator("dialog select[name=kind]").select_option("checklist")
        page.locator("dialog ol a[href*='/checklists/']").first.click()
        page.wait_for_url("**/checklists/**")


def test_a_proposal_is_written(browser: Browser, at_root: str) -> None:
    with looking(browser, at_root, accept_downloads=True) as page:
        page.goto(f"{at_root}propose/?practice=questions/five-questions")
        page.locator("kb-propose[data-ready] form").wait_for()
        page.locator("[data-way=title]").fill("Five questions at the board")
        page.locator("[data-way=change]").fill("The title says where they are asked.")
        page.locator(".kb-propose__sign[data-state=kept]").wait_for()
        page.locator(".kb-propose__face").first.wait_for()
        with page.expect_download() as given:
            page.get_by_role("button", name="Download").click()
        text = given.value.path().read_text(encoding="utf-8")
        assert text.count("title: Five questions at the board\n") == 1


def test_one_line_allows_a_frame_in_a_page(
    browser: Browser, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    """A page of somebody's own shows a film of the intranet only if its host is named."""
    film, root = tmp_path / "film", tmp_path / "root"
    for folder in (film, root):
        folder.mkdir()
    (film / "film.html").write_text("<!doctype html><p>A film</p>", encoding="utf-8")
    host = serve(film)
    framed = f'<!doctype html><iframe title="Film" src="{host}film.html"></iframe>'
    (root / "index.html").write_text(framed, encoding="utf-8")
    seen = []
    for place, frames in enumerate(("", f"; frame-src 'self' {host.rstrip('/')}")):
        folder = tmp_path / f"nginx-{place}"
        folder.mkdir()
        with nginx(folder, root, frames=frames) as address:
            context = browser.new_context()
            page = context.new_page()
            page.goto(address, wait_until="networkidle")
            seen.append(page.frames[1].locator("body").inner_text())
            context.close()
    assert [text == "A film" for text in seen] == [False, True]


def test_theme_switch_stays(browser: Browser, at_root: str) -> None:
    with looking(browser, at_root, color_scheme="light") as page:
        page.goto(at_root)
        page.locator("form[data-md-component=palette] label:visible").click()
        page.locator("body[data-md-color-scheme=slate]").wait_for()
        page.goto(at_root + "catalogue/")
        page.locator("body[data-md-color-scheme=slate]").wait_for()


def test_meaning_of_a_word(browser: Browser, at_root: str) -> None:
    with looking(browser, at_root) as page:
        page.goto(at_root + "starter-kata/coaching-cycle/")
        page.locator("a.kb-term").first.hover()
        page.locator("#kb-bubble").wait_for()


def test_catalogue_filter(browser: Browser, at_root: str) -> None:
    with looking(browser, at_root) as page:
        page.goto(at_root + "catalogue/")
        page.locator("input[name=kind][value=path]").check()
        page.locator(".kb-result", has_text=" of ").wait_for()


def test_versions_below_a_path(browser: Browser, below_a_path: str) -> None:
    with looking(browser, below_a_path) as page:
        page.goto(below_a_path)
        page.wait_for_url(below_a_path + "latest/")
        page.goto(below_a_path + "latest/checklists/morning-walk/")
        page.locator(".md-version").hover()
        page.locator(".md-version__link", has_text="1.0").click()
        page.wait_for_url(below_a_path + "1.0/checklists/morning-walk/")
        page.locator("kb-outdated a").click()
        page.wait_for_url(below_a_path + "latest/checklists/morning-walk/")
        page.goto(below_a_path + "1.0/checklists/evening-look-back/")
        page.locator("kb-outdated a").click()
        page.wait_for_url(below_a_path + "latest/checklists/evening-look/")


@pytest.mark.parametrize(
    ("address", "root"),
    [
        ("latest/checklists/morning-wal/", "latest/"),
        ("1.0/checklists/a/deep/place", "1.0/"),
        ("1.0/katalog", "1.0/"),
        ("3.0/checklists/morning-walk/", "latest/"),
    ],
)
def test_page_for_what_is_missing_finds_its_root(
    browser: Browser, below_a_path: str, address: str, root: str
) -> None:
    with looking(browser, below_a_path) as page:
        answer = page.goto(below_a_path + address)
        assert answer
        assert answer.status == 404
        page.locator(f"body[data-kb-root='{below_a_path}{root}']").wait_for()
        colour = "getComputedStyle(document.querySelector('.md-header')).position"
        assert page.evaluate(colour) == "sticky"
        page.get_by_role("link", name="Catalogue of all practices").click()
        page.wait_for_url(f"{below_a_path}{root}catalogue/")


def test_page_for_what_is_missing_finds_its_root_without_a_trace_of_it(
    browser: Browser, below_a_path: str
) -> None:
    """One try at the top of the host, which the browser reports, then the right one."""
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.goto(below_a_path + "nowhere")
    page.locator(f"body[data-kb-root='{below_a_path}latest/']").wait_for()
    context.close()


def test_page_for_what_is_missing_names_what_is_near(browser: Browser, at_root: str) -> None:
    with looking(browser, at_root) as page:
        page.goto(at_root + "starter-kata/coachng-cycle/")
        page.get_by_role("link", name="Coaching cycle", exact=True).click()
        page.wait_for_url(at_root + "starter-kata/coaching-cycle/")


def test_page_for_what_is_missing_without_scripts(browser: Browser, at_root: str) -> None:
    with looking(browser, at_root, java_script_enabled=False) as page:
        page.goto(at_root + "a/b/c/d")
        link = page.get_by_role("link", name="Catalogue of all practices")
        link.click()
        page.wait_for_url(at_root + "catalogue/")


ALL_KEPT = """(patience) => new Promise((done, fail) => {
  const look = () => window.kept?.ready === "all" && done();
  addEventListener("kb-offline", look);
  setTimeout(() => fail(new Error("not everything was kept")), patience);
  look();
})"""
"""Waits without ``wait_for_function``, which looks again by ``eval``, as the policy forbids it."""


def test_a_version_works_without_a_signal(browser: Browser, below_a_path: str) -> None:
    """The worker, its parts and what it sends again have the policy of the server."""
    context = browser.new_context(viewport=DESKTOP, service_workers="allow")
    context.add_init_script(
        "addEventListener('kb-offline', (event) => { window.kept = event.detail; })"
    )
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Policy" in said.text else None)
    page.goto(f"{below_a_path}1.1/")
    page.evaluate(ALL_KEPT, PATIENCE)
    context.set_offline(True)
    page.goto(f"{below_a_path}1.1/checklists/early-walk/?card=1.0.0")
    page.wait_for_url(f"{below_a_path}1.1/checklists/morning-walk/?card=1.0.0")
    page.evaluate("() => customElements.whenDefined('kb-search').then(() => null)")
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill("walk")
    page.locator("dialog ol a").first.wait_for()
    context.close()
    assert not refused
