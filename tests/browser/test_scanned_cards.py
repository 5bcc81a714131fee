"""A printed card is scanned after its practice was renamed, and after it was retired."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import run
from tests.support.sites import rename_practice, small_project
from tests.support.watching import PHONE, watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

OLD = "evening-look-back"


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site after a practice was renamed and another one retired."""
    project = small_project(tmp_path_factory.mktemp("later") / "project")
    rename_practice(project, "checklists", OLD, "look-back")
    for path in (project / "kata").rglob("*.yml"):
        text = path.read_text(encoding="utf-8").replace(f"checklist/{OLD}", "checklist/look-back")
        if path.stem == "morning-walk":
            head, _, rest = text.partition("status: ")
            _, _, after = rest.partition("\n")
            text = f"{head}status: retired\nsuccessor: checklist/look-back\n{after}"
        path.write_text(text, encoding="utf-8")
    result = run("mkdocs", "build", cwd=project)
    assert result.returncode == 0, result.stderr
    return project / "site"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            f"checklists/{OLD}/?card=0.9.0-abcdef",
            ["Your card is out of date", "It is version 0.9.0"],
        ),
        (
            "checklists/morning-walk/?card=1.0.0-abcdef",
            ["This practice is retired", "Your card is version 1.0.0", "Use this practice instead"],
        ),
    ],
)
def test_what_the_page_says(
    later: Path,
    serve: Callable[[Path], str],
    browser: Browser,
    address: str,
    said: list[str],
) -> None:
    root = serve(later)
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    trouble = watch(page, root)
    page.goto(root + address)
    note = page.locator(".kb-verdict")
    note.get_by_text(said[0]).wait_for()
    assert all(words in note.inner_text() for words in said)
    assert "checklists/look-back/" in (
        page.url if OLD in address else str(note.get_by_role("link").get_attribute("href"))
    )
    context.close()
    assert not trouble
