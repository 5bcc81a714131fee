"""The card on a practice's page, the card in hand, and the deck page, in a real browser."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from itertools import product
from typing import TYPE_CHECKING

import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.support.cards.oracle import Printed
from tests.support.cards.tagged import accessible
from tests.support.project import make
from tests.support.watching import PATIENCE, PHONE, lent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, Route

    from tests.support.cards.oracle import Glyph

pytestmark = pytest.mark.browser
PRACTICE = "starter-kata/coaching-cycle/"
BOTH = "trait/mirror-and-window,starter-kata/coaching-cycle"


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
        ("99.0.0-000000", "This site is older than your card.", False),
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
    assert watched.locator(".kb-verdict").is_hidden()


def test_both_faces_are_shown_and_three_sizes_offered(watched: Page, address: str) -> None:
    watched.goto(f"{address}{PRACTICE}#the-card")
    for picture in watched.locator(".kb-card__faces img").all():
        picture.scroll_into_view_if_needed()
        handle = picture.element_handle()
        watched.wait_for_function("image => image.complete && image.naturalWidth > 100", arg=handle)
    links = watched.locator(".kb-card__print a[href$='.pdf']")
    assert links.count() == 3
    for link in links.all():
        answer = watched.request.get(link.evaluate("node => node.href"))
        assert answer.ok
        assert len(Printed(answer.body())) == 2


@pytest.mark.parametrize(
    ("query", "pages", "codes_of_text"),
    [
        ("deck=traits", 6, "Intense will"),
        (f"cards={BOTH}&size=3x5&sides=fold", 1, ""),
        ("cards=trait/mirror-and-window&paper=none", 2, ""),
        (f"cards={BOTH}&paper=none&copies=2&each=trait/mirror-and-window:3", 10, ""),
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


def test_an_empty_deck_says_how_it_is_filled(watched: Page, address: str) -> None:
    watched.goto(address + "cards/")
    none = watched.get_by_text("No card yet.")
    none.wait_for()
    watched.get_by_label("A3 storytelling").check()
    none.wait_for(state="hidden")
    watched.get_by_role("button", name="Remove all").click()
    none.wait_for()


def test_the_deck_page_is_even_on_a_phone(watched: Page, address: str) -> None:
    """Its parts are equally far apart, and every choice is read to its end."""
    watched.goto(address + "cards/")
    watched.get_by_label("A3 storytelling").wait_for()
    apart = """[...document.querySelectorAll("kb-deck form fieldset")]
      .map((it) => it.getBoundingClientRect())
      .reduce(([found, last], it) => [[...found, last && it.top - last.bottom], it], [[], null])[0]
      .slice(1)"""
    assert len({round(space) for space in watched.evaluate(apart)}) == 1
    cut = """[...document.querySelectorAll("kb-deck select")].flatMap((it) => {
      const style = getComputedStyle(it);
      const pen = document.createElement("canvas").getContext("2d");
      pen.font = style.font;
      const arrow = 20;
      const room = it.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      return [...it.options].map((option) => option.textContent.trim())
        .filter((text) => pen.measureText(text).width > room - arrow && it.name === "sides");
    })"""
    assert watched.evaluate(cut) == []


def test_the_browser_places_cards_where_the_command_line_does(
    watched: Page, address: str, tmp_path: Path
) -> None:
    """Places are compared by the letters of both PDFs, turned cards included."""
    from katabase.adapters.settings.card_settings import cards_settings
    from katabase.domain import layers, loading
    from katabase.products.cards.formats import CARD_FORMATS, PAPERS
    from katabase.products.cards.paper.deck import deck_pdf
    from katabase.products.cards.paper.imposition import Sides
    from katabase.products.cards.typeset.card import card_of
    from tests.conftest import ROOT

    found = loading.load(layers.resolve(["kata"], ROOT))
    refs = ["trait/mirror-and-window", "starter-kata/coaching-cycle", "path/new-coach"]
    cards = [card_of(found.entries[ref]) for ref in refs]
    settings = cards_settings(ROOT)
    for size, paper, sides in (
        ("a6", "a4", "duplex"),
        ("3x5", "letter", "fold"),
        ("4x6", "poster-a3", "single"),
        ("a6", "bleed", "duplex"),
    ):
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
        where = {"paper": PAPERS[paper]} if paper in PAPERS else {"special": paper}
        own = Printed(deck_pdf(cards, CARD_FORMATS[size], settings, sides=Sides(sides), **where))
        assert len(browser) == len(own)
        for one in ("get_trimbox", "get_bleedbox"):
            boxes = [getattr(printed.document[0], one)() for printed in (browser, own)]
            assert boxes[0] == pytest.approx(boxes[1], abs=0.01)
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
    watched.locator("kb-deck fieldset:enabled").first.wait_for()
    box = watched.locator("[data-role=cards] input").first
    box.focus()
    watched.keyboard.press("Space")
    watched.wait_for_function("location.search.startsWith('?cards=')")
    count = watched.locator("[data-role=count]")
    assert count.inner_text() == "1 card on 1 sheet"
    watched.get_by_label("Copies of each card").fill("6")
    assert count.inner_text() == "6 cards on 2 sheets"
    watched.locator("[data-role=cards] input").nth(1).check()
    own = watched.locator("[data-role=chosen] input")
    own.nth(1).focus()
    watched.keyboard.press("Control+a")
    watched.keyboard.type("10")
    assert count.inner_text() == "16 cards on 4 sheets"
    own.nth(1).fill("0")
    watched.keyboard.press("Tab")
    assert own.nth(1).input_value() == "1"
    assert count.inner_text() == "7 cards on 2 sheets"
    watched.reload()
    watched.locator("kb-deck fieldset:enabled").first.wait_for()
    assert [own.nth(n).input_value() for n in range(2)] == ["6", "1"]
    watched.locator("[data-role=cards] input").nth(1).uncheck()
    watched.get_by_label("Paper").select_option("poster-a4")
    assert count.inner_text() == "6 cards on 12 sheets"
    assert watched.url.endswith("&paper=poster-a4&sides=single&copies=6")
    watched.locator("summary", has_text="printer shift").click()
    watched.get_by_label("Back, right (mm)").fill("1.5")
    watched.reload()
    watched.locator("kb-deck fieldset:enabled").first.wait_for()
    assert watched.locator("[name=back-x]").input_value() == "1.5"
    assert count.inner_text() == "6 cards on 12 sheets"


def test_a_deck_that_was_put_together_is_not_lost_at_a_press(watched: Page, address: str) -> None:
    own = ("five-questions", "first-week-of-coaching", "stuck-learners")
    watched.goto(f"{address}cards/?cards={','.join(f'questions/{name}' for name in own)}")
    watched.locator("kb-deck fieldset:enabled").first.wait_for()
    chosen = watched.locator("[data-role=chosen] li")
    expect(chosen).to_have_count(3)
    watched.locator("[data-role=chosen] [data-up]").nth(1).press("Enter")
    expect(watched.locator("[data-role=chosen]")).to_be_focused()  # no button of it goes up now
    before = chosen.all_inner_texts()
    undo = watched.get_by_role("button", name="Undo")
    watched.get_by_role("button", name="Remove all").press("Enter")
    expect(chosen).to_have_count(0)
    expect(undo).to_be_focused()
    undo.press("Enter")
    assert chosen.all_inner_texts() == before
    watched.get_by_role("button", name="All traits").click()
    expect(chosen).to_have_count(9)
    undo.click()
    assert chosen.all_inner_texts() == before
    expect(undo).to_be_hidden()
    assert watched.url.count("questions/") == 3


@pytest.mark.parametrize("path", ["cards/?deck=traits", f"{PRACTICE}?card=0.9.0-000000"])
def test_no_barrier_that_axe_knows(watched: Page, address: str, path: str) -> None:
    watched.goto(address + path)
    watched.locator("kb-card-check:defined, kb-deck fieldset:enabled").first.wait_for()
    found = Axe().run(watched, context="article").response["violations"]
    assert [(item["id"], item["nodes"][0]["html"]) for item in found] == []


@pytest.fixture
def served_retired(tmp_path: Path, serve: Callable[[Path], str]) -> str:
    """The address of a small site with a retired practice."""
    project = make(tmp_path / "retired")
    walk = "kata/checklists/desk-walk.yml"
    project.edit(walk, "status: trial\n", "status: retired\nsuccessor: starter-kata/on-time\n")
    result = project.build()
    assert result.returncode == 0, result.stdout + result.stderr
    return serve(project.site)


@contextmanager
def unwatched(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page that may meet what is missing, and what its scripts raise: no more is watched."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    yield page, broken
    context.close()


@pytest.fixture(scope="module")
def shared_phone(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    with unwatched(browser) as shared:
        yield shared


@pytest.fixture
def phone(shared_phone: tuple[Page, list[str]], served_small: str) -> Iterator[Page]:
    """Such a page, which the tests have one after the other; each finds it blank."""
    with lent(shared_phone, served_small) as page:
        yield page


@pytest.fixture
def own_phone(browser: Browser) -> Iterator[Page]:
    """Such a page for one test, which puts scripts of its own into it."""
    with unwatched(browser) as (page, broken):
        yield page
    assert not broken, broken


ON_TIME = "starter-kata/starting-on-time"
WALK = "checklist/desk-walk"


def status(page: Page) -> Locator:
    return page.locator("kb-deck [data-role=status]")


def chosen(page: Page) -> Locator:
    return page.locator("kb-deck [data-role=chosen] li")


def maker(page: Page) -> Locator:
    return page.get_by_role("button", name="Make the PDF")


def made(page: Page, tmp_path: Path) -> Printed:
    """Make the PDF and read it."""
    with page.expect_download() as download:
        maker(page).click()
    download.value.save_as(tmp_path / "made.pdf")
    return Printed((tmp_path / "made.pdf").read_bytes())


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.get_by_label("Size of the card").select_option("3x5"),
        lambda page: page.get_by_role("button", name=re.compile("^Remove (?!all)")).first.click(),
        lambda page: page.locator("[name=back-x]").evaluate(
            "field => { field.value = '3';"
            " field.dispatchEvent(new Event('input', {bubbles: true})); }"
        ),
    ],
    ids=["size", "cards", "shift"],
)
def test_a_change_while_a_deck_is_made_cancels_it(
    phone: Page, served_small: str, tmp_path: Path, change: Callable[[Page], object]
) -> None:
    """What is offered is always what the page shows."""
    held: list[Route] = []
    phone.route("**/*.pdf", lambda route: held.append(route))
    downloads: list[object] = []
    phone.on("download", lambda download: downloads.append(download))
    phone.goto(f"{served_small}cards/?cards={ON_TIME},{WALK}")
    with phone.expect_request("**/*.pdf"):
        maker(phone).click()
    expect(status(phone)).to_contain_text("Fetching card 1 of 2")
    expect(maker(phone)).to_be_disabled()
    change(phone)
    expect(status(phone)).to_contain_text("The choice changed")
    for route in held:
        route.continue_()
    phone.unroute("**/*.pdf")
    expect(maker(phone)).to_be_enabled()
    expect(phone.locator("[data-role=download] a")).to_have_count(0)
    assert not downloads
    printed = made(phone, tmp_path)
    expect(status(phone)).to_have_text(re.compile("^The PDF is ready"))
    assert len(printed) > 0
    assert len(downloads) == 1


def test_make_stays_disabled_while_a_deck_is_made(phone: Page, served_small: str) -> None:
    """Filtering draws the page anew, but changes nothing that is made."""
    held: list[Route] = []
    phone.route("**/*.pdf", lambda route: held.append(route))
    phone.goto(f"{served_small}cards/?cards={ON_TIME}")
    with phone.expect_request("**/*.pdf"):
        maker(phone).click()
    phone.locator("[name=kind]").select_option("checklist")
    expect(phone.locator("[data-role=shown]")).to_have_text(re.compile("^1 of"))
    expect(maker(phone)).to_be_disabled()
    with phone.expect_download():
        held[0].continue_()
    expect(maker(phone)).to_be_enabled()


@pytest.mark.parametrize(("typed", "counts"), [("0.25", 0.25), ("50", 20), ("", 0)])
def test_a_shift_is_taken_from_its_field(
    phone: Page, served_small: str, tmp_path: Path, typed: str, counts: float
) -> None:
    shift_is_taken(phone, served_small, tmp_path, typed, counts)


@pytest.mark.parametrize(("typed", "counts"), [("0.25", 0.25), ("50", 20), ("", 0)])
def test_a_shift_is_taken_where_nothing_is_stored(
    own_phone: Page, served_small: str, tmp_path: Path, typed: str, counts: float
) -> None:
    own_phone.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } });"
    )
    shift_is_taken(own_phone, served_small, tmp_path, typed, counts)


def shift_is_taken(page: Page, address: str, tmp_path: Path, typed: str, counts: float) -> None:
    page.goto(f"{address}cards/?cards={ON_TIME}")
    plain = made(page, tmp_path).glyphs(0)[0]
    page.locator("summary", has_text="printer shift").click()
    page.get_by_label("Front, right (mm)").fill(typed)
    page.get_by_label("Front, down (mm)").focus()
    expect(page.get_by_label("Front, right (mm)")).to_have_value(f"{counts:g}")
    page.locator("summary", has_text="printer shift").click()
    shifted = made(page, tmp_path).glyphs(0)[0]
    assert shifted.left - plain.left == pytest.approx(counts, abs=0.01)


def test_stored_shifts_are_no_more_than_a_printer_is_off(
    own_phone: Page, served_small: str
) -> None:
    kept = json.dumps({"front-x": 500, "front-y": "much", "back-x": 1.5})
    own_phone.add_init_script(f"localStorage.setItem('katabase-card-shifts', {json.dumps(kept)})")
    own_phone.goto(f"{served_small}cards/")
    own_phone.locator("kb-deck fieldset:enabled").first.wait_for()
    names = ("front-x", "front-y", "back-x", "back-y")
    values = [own_phone.locator(f"[name={name}]").input_value() for name in names]
    assert values == ["20", "0", "1.5", "0"]


def test_enter_in_a_field_makes_nothing(phone: Page, served_small: str) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(f"{served_small}cards/?cards={ON_TIME}")
    phone.locator("kb-deck fieldset:enabled").first.wait_for()
    phone.get_by_role("searchbox", name="Find").last.press("Enter")
    phone.locator("[name=back-x]").evaluate("field => field.closest('details').open = true")
    phone.get_by_label("Back, right (mm)").press("Enter")
    # Whatever Enter began is asked for before this one is.
    phone.get_by_role("searchbox", name="Find").last.fill("minute")
    expect(phone.locator("[data-role=shown]")).not_to_be_empty()
    phone.evaluate("fetch(document.body.dataset.kbRoot + 'cards/index.json')")
    assert not [url for url in asked if url.endswith(".pdf")]
    assert phone.url.endswith(f"cards/?cards={ON_TIME}")


def test_a_card_that_did_not_arrive_stays_in_the_deck(phone: Page, served_small: str) -> None:
    phone.route("**/starting-on-time.json", lambda route: route.fulfill(status=503))
    phone.route("**/desk-walk.json", lambda route: route.abort())
    phone.route("**/rows-0.json", lambda route: route.abort())  # they hold titles as well
    lost = "trait/lost"
    phone.goto(f"{served_small}cards/?cards={ON_TIME},{lost},{WALK},path/first-week")
    expect(status(phone)).to_contain_text(f"Could not be loaded: {ON_TIME}, {WALK}.")
    expect(status(phone)).to_contain_text(f"No longer in this library: {lost}.")
    expect(chosen(phone)).to_have_count(3)
    phone.get_by_label("Size of the card").select_option("3x5")
    expect(phone).to_have_url(
        f"{served_small}cards/?cards={ON_TIME},{WALK},path/first-week&size=3x5"
    )
    expect(status(phone)).not_to_contain_text(lost)  # said once
    phone.unroute_all()
    phone.get_by_role("button", name="Try again").click()
    expect(status(phone)).to_be_empty()
    expect(phone.get_by_role("button", name="Try again")).to_be_hidden()
    expect(chosen(phone).first).to_contain_text("Starting on time")


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("**/cards/index.json", "The cards could not be loaded."),
        ("**/rows-0.json", "The list of cards could not be loaded."),
        ("**/decks/traits.json", 'Could not be loaded: the ready deck "All traits"'),
    ],
)
def test_what_did_not_arrive_is_tried_again(
    phone: Page, served_small: str, file: str, says: str
) -> None:
    phone.route(file, lambda route: route.abort())
    phone.goto(f"{served_small}cards/?deck=traits")
    expect(status(phone)).to_contain_text(says)
    again = phone.get_by_role("button", name="Try again")
    with phone.expect_request(file):
        again.click()
    expect(status(phone)).to_contain_text(says)
    phone.unroute_all()
    again.click()
    expect(again).to_be_hidden()
    expect(chosen(phone)).to_have_count(1)
    expect(phone.locator("[data-role=cards] li")).to_have_count(5)
    expect(status(phone)).to_be_empty()
    assert phone.url.endswith("?deck=traits")


def test_a_step_back_to_a_deck_that_does_not_arrive(phone: Page, served_small: str) -> None:
    phone.goto(f"{served_small}cards/?cards={ON_TIME}")
    phone.locator("kb-deck fieldset:enabled").first.wait_for()
    phone.route("**/decks/*.json", lambda route: route.abort())
    phone.evaluate("history.pushState(null, '', '?deck=traits'); history.pushState(null, '', '?')")
    phone.go_back()
    expect(status(phone)).to_contain_text("Could not be loaded: the ready deck")
    phone.unroute_all()
    phone.get_by_role("button", name="Try again").click()
    expect(chosen(phone)).to_have_text(re.compile("Keeps promises"))


def test_a_card_named_twice_is_one_card(phone: Page, served_small: str) -> None:
    # The former id of the same practice is the same card as well.
    twice = f"{ON_TIME},{WALK},{ON_TIME},starter-kata/on-time"
    phone.goto(f"{served_small}cards/?cards={twice}")
    expect(chosen(phone)).to_have_count(2)
    phone.get_by_role("button", name="Remove Starting on time").click()
    expect(chosen(phone)).to_have_count(1)


def test_a_link_with_ten_thousand_cards_asks_for_few_of_them(
    own_phone: Page, served_small: str
) -> None:
    """The address is put there after the server has seen it: servers refuse so long ones."""
    cards = ",".join([WALK, *(f"starter-kata/no-{number}" for number in range(9_999))])
    own_phone.add_init_script(f"history.replaceState(null, '', '?cards={cards}')")
    asked: list[str] = []
    own_phone.on("request", lambda request: asked.append(request.url))
    own_phone.goto(f"{served_small}cards/")
    expect(status(own_phone)).to_contain_text("A link can hold 250 cards; 9750 more were left out.")
    assert len([url for url in asked if "/cards/starter-kata/" in url]) == 249
    expect(chosen(own_phone)).to_have_text([re.compile("Desk walk")])


def test_each_chosen_card_says_its_language(
    phone: Page, tmp_path: Path, serve: Callable[[Path], str]
) -> None:
    """Whether it came from the address, from a ready deck or from the list."""
    project = make(tmp_path / "german")
    project.edit("kata/checklists/desk-walk.yml", "title: Desk walk\n",
                 "title: Gang an den Tischen\nlanguage: de\n")  # fmt: skip
    result = project.build()
    assert result.returncode == 0, result.stdout + result.stderr
    root = serve(project.site)
    german = chosen(phone).locator("span[lang=de]")
    for query in (f"cards={WALK}", "deck=checklists"):
        phone.goto(f"{root}cards/?{query}")
        expect(german).to_have_text("Gang an den Tischen")
    phone.goto(f"{root}cards/")
    for box in ("Gang an den Tischen", "Starting on time"):
        phone.get_by_role("checkbox", name=box).check()
    expect(chosen(phone)).to_have_count(2)
    expect(german).to_have_text("Gang an den Tischen")


def test_a_deck_that_there_is_not_is_told(phone: Page, served_small: str) -> None:
    phone.goto(f"{served_small}cards/?deck=nope")
    expect(status(phone)).to_have_text('There is no ready deck "nope".')


def test_renamed_and_retired_practices_in_a_shared_deck(phone: Page, served_retired: str) -> None:
    phone.goto(f"{served_retired}cards/?cards=starter-kata/on-time,{WALK}")
    expect(status(phone)).to_have_text('"Desk walk" is retired; use "Starting on time".')
    expect(chosen(phone)).to_have_count(1)
    expect(chosen(phone)).to_contain_text("Starting on time")
    phone.get_by_label("Size of the card").select_option("3x5")
    expect(phone).to_have_url(f"{served_retired}cards/?cards={ON_TIME}&size=3x5")
    assert phone.request.get(f"{served_retired}cards/starter-kata/on-time.json").json() == {
        "moved": ON_TIME
    }


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("kind=checklist", 1),
        ("kind=checklist,trait", 2),
        ("role=coach&kind=checklist&q=nothing-like-it", 0),
        ("trait=keeps-promises&kind=starter-kata", 1),
        ("kind=nope", 5),
    ],
)
def test_a_view_of_the_catalogue_is_a_view_of_the_cards(
    phone: Page, served_small: str, query: str, count: int
) -> None:
    phone.goto(f"{served_small}cards/?{query}")
    expect(phone.locator("[data-role=shown]")).to_have_text(f"{count} of 5 cards")


def test_cards_are_filtered_by_every_facet(phone: Page, served_small: str) -> None:
    phone.goto(f"{served_small}cards/")
    said = phone.locator("[data-role=shown]")
    expect(said).to_have_text("5 of 5 cards")
    for facet, value, count in (
        ("kind", "checklist", 1),
        ("role", "learner", 3),
        ("time", "30", 1),
        ("trait", "keeps-promises", 5),
        ("status", "trial", 1),
    ):
        phone.locator(f"[name={facet}]").select_option(value)
        expect(said).to_have_text(f"{count} of 5 cards")
        phone.locator(f"[name={facet}]").select_option("")
        expect(said).to_have_text("5 of 5 cards")
    assert phone.locator("[name=status] option").all_inner_texts() == ["All", "On trial", "Proven"]


def test_a_view_of_the_catalogue_becomes_a_deck(watched: Page, address: str) -> None:
    watched.goto(f"{address}catalogue/?kind=trait&role=coach")
    watched.wait_for_function(
        "customElements.get('kb-catalogue') && !document.querySelector('.kb-listing[aria-busy]')"
    )
    titles = watched.locator(".kb-listing__title").all_text_contents()
    assert 1 < len(titles) < 40
    watched.get_by_role("link", name="Make a deck of these").click()
    watched.wait_for_url("**/cards/?kind=trait&role=coach#choose")
    expect(watched.locator("[data-role=shown]")).to_be_in_viewport()  # not the ready decks above
    watched.get_by_role("button", name=f"Add all {len(titles)}").click()
    chosen = watched.locator("[data-role=chosen] li > span")
    expect(chosen).to_have_count(len(titles))
    assert chosen.all_inner_texts() == titles
