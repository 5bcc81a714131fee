"""The card on a practice's page, the card in hand, and the deck page, in a real browser."""

from __future__ import annotations

import json
from itertools import product
from typing import TYPE_CHECKING

import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.cards.oracle import Printed
from tests.cards.tagged import accessible

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.cards.oracle import Glyph

pytestmark = pytest.mark.browser
PRACTICE = "starter-kata/coaching-cycle/"


def current(site: Path) -> dict[str, str]:
    card = json.loads((site / f"cards/{PRACTICE.rstrip('/')}.json").read_text(encoding="utf-8"))
    assert card["url"] == PRACTICE
    return dict(card)


@pytest.mark.parametrize(
    ("edition", "says", "old"),
    [
        ("{version}-{hash}", "Your card is current.", False),
        ("0.9.0-{hash}", "the words on it are still those", False),
        ("0.9.0-000000", "What changed since for you", True),
        ("{version}-000000", "the words on the card were revised", True),
    ],
)
def test_the_card_in_hand(
    watched: Page, address: str, site: Path, edition: str, says: str, old: bool
) -> None:
    watched.goto(f"{address}{PRACTICE}?card={edition.format(**current(site))}")
    note = watched.get_by_role("status").filter(has_text="Your card")
    note.wait_for()
    assert says in note.inner_text()
    assert (note.get_by_role("link", name="Print the new card").count() == 1) is old
    assert watched.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_a_card_nothing_is_said(watched: Page, address: str) -> None:
    watched.goto(f"{address}{PRACTICE}?card=%3Cscript%3E")
    watched.wait_for_function("Boolean(customElements.get('kb-card-check'))")
    assert watched.locator(".kb-card-check").count() == 0


def test_both_faces_are_shown_and_three_sizes_offered(watched: Page, address: str) -> None:
    watched.goto(f"{address}{PRACTICE}#the-card")
    for picture in watched.locator(".kb-card__face img").all():
        picture.scroll_into_view_if_needed()
        handle = picture.element_handle()
        watched.wait_for_function("image => image.complete && image.naturalWidth > 100", arg=handle)
    links = watched.locator(".kb-card__print a[type='application/pdf']")
    assert links.count() == 3
    for link in links.all():
        answer = watched.request.get(link.evaluate("node => node.href"))
        assert answer.ok
        assert len(Printed(answer.body())) == 2


@pytest.mark.parametrize(
    ("query", "pages", "codes_of_text"),
    [
        ("deck=traits", 6, "Intense will"),
        ("cards=trait/mirror-and-window,starter-kata/coaching-cycle&size=3x5&sides=fold", 1, ""),
        ("cards=trait/mirror-and-window&paper=none", 2, ""),
    ],
)
def test_a_deck_is_one_pdf_and_its_address_is_the_deck(
    watched: Page, address: str, tmp_path: Path, query: str, pages: int, codes_of_text: str
) -> None:
    watched.goto(f"{address}cards/?{query}")
    make = watched.get_by_role("button", name="Make the PDF")
    make.wait_for()
    with watched.expect_download() as download:
        make.click()
    path = tmp_path / "deck.pdf"
    download.value.save_as(path)
    accessible(path.read_bytes())
    printed = Printed(path.read_bytes())
    assert len(printed) == pages
    text = "".join(printed.text(page) for page in range(pages))
    assert codes_of_text.replace(" ", "") in text
    # Touching the choice and taking it back writes the same address.
    watched.get_by_role("searchbox", name="Find").last.fill("xyz")
    assert watched.url.endswith(query)
    assert watched.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_browser_places_cards_where_the_command_line_does(
    watched: Page, address: str, tmp_path: Path
) -> None:
    """Places are compared by the letters of both PDFs, turned cards included."""
    from katabase.adapters.cli_cards import cards_settings
    from katabase.domain import layers, library
    from katabase.products.cards.card import card_of
    from katabase.products.cards.deck import deck_pdf
    from katabase.products.cards.formats import FORMATS, PAPERS
    from katabase.products.cards.imposition import Sides
    from tests.conftest import ROOT

    found = library.load(layers.resolve(["kata"], ROOT))
    refs = ["trait/mirror-and-window", "starter-kata/coaching-cycle", "path/new-coach"]
    cards = [card_of(found.entries[ref]) for ref in refs]
    settings = cards_settings(ROOT)
    for size, paper, sides in (("a6", "a4", "duplex"), ("3x5", "letter", "fold")):
        watched.goto(
            f"{address}cards/?cards={','.join(refs)}&size={size}&paper={paper}&sides={sides}"
        )
        make = watched.get_by_role("button", name="Make the PDF")
        make.wait_for()
        with watched.expect_download() as download:
            make.click()
        download.value.save_as(tmp_path / "deck.pdf")
        made = (tmp_path / "deck.pdf").read_bytes()
        accessible(made)
        browser = Printed(made)
        own = Printed(
            deck_pdf(cards, FORMATS[size], settings, paper=PAPERS[paper], sides=Sides(sides))
        )
        assert len(browser) == len(own)
        for page in range(len(own)):
            here = browser.glyphs(page)
            there = own.glyphs(page)
            assert len(here) == len(there)
            # A hyphen at the end of a line is one character in tagged text, another without.
            letters = [glyph for glyph in there if glyph.text not in "-\u00ad\ufffe\x02"]
            lost = [glyph for glyph in letters if not any(near(glyph, other) for other in here)]
            assert not lost, lost[:3]


def test_every_sheet_of_the_browser_is_tagged(watched: Page, address: str, tmp_path: Path) -> None:
    """Every size, paper and way of printing; the same deck twice gives the same bytes."""
    cards = "trait/mirror-and-window,starter-kata/coaching-cycle,questions/five-questions"
    for size, paper, sides in product(
        ("a6", "3x5", "4x6"), ("a4", "letter"), ("duplex", "single", "fold")
    ):
        watched.goto(f"{address}cards/?cards={cards}&size={size}&paper={paper}&sides={sides}")
        make = watched.get_by_role("button", name="Make the PDF")
        make.wait_for()
        made = []
        for number in range(2):
            with watched.expect_download() as download:
                make.click()
            download.value.save_as(tmp_path / f"{number}.pdf")
            made.append((tmp_path / f"{number}.pdf").read_bytes())
        accessible(made[0])
        assert made[0] == made[1]
        with pikepdf.open(tmp_path / "0.pdf") as pdf:
            parts = pdf.Root.StructTreeRoot.K[0].K
            titles = ["Mirror and window", "Coaching cycle", "The five questions"]
            assert [str(part["/T"]) for part in parts] == titles
            assert [str(part["/Lang"]) for part in parts] == ["en"] * 3


@pytest.mark.parametrize("choice", ["size=a6", "size=3x5&sides=fold", "size=4x6&sides=single"])
def test_codes_on_sheets_of_the_browser_are_read(
    browser: Browser, served_small: str, tmp_path: Path, choice: str
) -> None:
    """Also those of cards that lie on their side, as Chromium itself draws them."""
    page = browser.new_page()
    page.goto(f"{served_small}cards/?deck=starter-kata&{choice}")
    make = page.get_by_role("button", name="Make the PDF")
    make.wait_for()
    with page.expect_download() as download:
        make.click()
    download.value.save_as(tmp_path / "deck.pdf")
    page.close()
    printed = Printed((tmp_path / "deck.pdf").read_bytes())
    codes = [code.text for number in range(len(printed)) for code in printed.codes(number)]
    assert len(codes) == 2
    assert codes[0].startswith("https://example.org/practise/starter-kata/starting-on-time/?card=")


def near(one: Glyph, other: Glyph) -> bool:
    """The same letter at the same place, to a quarter of a millimetre."""
    apart = max(abs(one.left - other.left), abs(one.top - other.top))
    return one.text == other.text and apart < 0.25


def test_keyboard_and_shifts(watched: Page, address: str) -> None:
    watched.goto(f"{address}cards/")
    watched.locator("kb-deck form").wait_for()
    assert not watched.get_by_text("More decks").is_visible()  # eleven of them need no fold
    box = watched.locator("[data-role=cards] input").first
    box.focus()
    watched.keyboard.press("Space")
    watched.wait_for_function("location.search.startsWith('?cards=')")
    assert watched.locator("[data-role=count]").inner_text() == "1 card on 1 sheet"
    watched.locator("summary", has_text="printer shift").click()
    watched.get_by_label("Back, right (mm)").fill("1.5")
    watched.reload()
    watched.locator("kb-deck form").wait_for()
    assert watched.locator("[name=back-x]").input_value() == "1.5"


@pytest.mark.parametrize("path", ["cards/?deck=traits", f"{PRACTICE}?card=0.9.0-000000"])
def test_no_barrier_that_axe_knows(watched: Page, address: str, path: str) -> None:
    watched.goto(address + path)
    watched.locator(".kb-card-check, kb-deck form").first.wait_for()
    found = Axe().run(watched, context="article").response["violations"]
    assert [(item["id"], item["nodes"][0]["html"]) for item in found] == []
