"""The deck page of a site with other sizes: what a paper has no room for is not offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from katabase.products.cards.paper.imposition import SPECIAL
from tests.support.cards.oracle import Printed
from tests.support.cards.tagged import accessible
from tests.support.project import make
from tests.support.watching import watched_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.support.project import Project

pytestmark = pytest.mark.browser
DECK = "cards/?cards=trait/keeps-promises,starter-kata/starting-on-time"


@pytest.fixture(scope="module")
def other_sizes(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = make(tmp_path_factory.mktemp("sizes"))
    project.edit(
        "mkdocs.yml", "  - katabase\n", "  - katabase: {cards: {sizes: [poker, a5, a6-big]}}\n"
    )
    result = project.build("--strict")
    assert result.returncode == 0, result.stdout + result.stderr
    return project


@pytest.fixture
def page(
    browser: Browser, other_sizes: Project, serve: Callable[[Path], str]
) -> Iterator[tuple[Page, str]]:
    address = serve(other_sizes.site)
    with watched_page(browser, address) as watched:
        yield watched, address


def offered(page: Page, name: str) -> list[str]:
    return page.locator(f"select[name={name}]").evaluate(
        "field => [...field.options].filter((o) => !o.disabled && !o.hidden).map((o) => o.value)"
    )


def test_only_what_fits_is_offered(page: tuple[Page, str]) -> None:
    watched, address = page
    watched.goto(f"{address}{DECK}&size=poker&paper=letter&sides=fold")
    expect(watched.get_by_text("2 cards on 1 sheet")).to_be_visible()
    assert offered(watched, "sides") == ["duplex", "single", "fold"]
    watched.select_option("select[name=size]", "a5")
    assert offered(watched, "paper") == ["none", "a4", "letter", *SPECIAL]
    assert offered(watched, "sides") == ["duplex"]
    expect(watched.locator("select[name=sides]")).to_have_value("duplex")
    expect(watched.get_by_text("2 cards on 2 sheets")).to_be_visible()
    assert "size=a5&paper=letter" in watched.url
    assert "sides" not in watched.url
    watched.select_option("select[name=paper]", "a4")
    assert offered(watched, "sides") == ["duplex", "single", "fold"]


def test_an_address_that_asks_for_what_does_not_fit_gets_what_does(
    page: tuple[Page, str], tmp_path: Path
) -> None:
    watched, address = page
    watched.goto(f"{address}{DECK}&size=a5&paper=letter&sides=fold")
    expect(watched.locator("select[name=sides]")).to_have_value("duplex")
    with watched.expect_download() as download:
        watched.get_by_role("button", name="Make the PDF").click()
    download.value.save_as(tmp_path / "deck.pdf")
    made = (tmp_path / "deck.pdf").read_bytes()
    accessible(made)
    printed = Printed(made)
    assert len(printed) == 4
    assert printed.size(0) == pytest.approx((215.9, 279.4), abs=0.1)


def test_a_card_of_big_type_is_several_on_sheets(page: tuple[Page, str], tmp_path: Path) -> None:
    watched, address = page
    made = []
    for paper in ("none", "a4"):
        watched.goto(f"{address}{DECK}&size=a6-big&paper={paper}")
        with watched.expect_download() as download:
            watched.get_by_role("button", name="Make the PDF").click()
        download.value.save_as(tmp_path / "deck.pdf")
        made.append((tmp_path / "deck.pdf").read_bytes())
        accessible(made[-1])
        expect(watched.get_by_text("2 cards", exact=True)).to_be_visible()
    sides, sheets = (Printed(raw) for raw in made)
    assert len(sides) > 4
    assert len(sheets) == -(-len(sides) // 8) * 2
    said = [
        "".join(sorted("".join(one.text(page) for page in range(len(one)))))
        for one in (sides, sheets)
    ]
    assert said[0] == said[1]


def test_the_page_on_printing_says_so(page: tuple[Page, str]) -> None:
    watched, address = page
    watched.goto(f"{address}cards/printing/")
    expect(watched.get_by_text("9 on a sheet of A4 and 9 on a sheet of US Letter")).to_be_visible()
    said = "On US Letter, A5 goes only this way: both sides of the paper."
    expect(watched.get_by_text(said)).to_be_visible()
