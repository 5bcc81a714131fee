"""Every practice printed, in both schemes and on both papers: judged on pixels and on text."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import MAIN, OTHERS
from tests.support.watching import DESKTOP, turn_to

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SCHEMES = ("light", "dark")
THIN = 4
"""A sign by itself that is narrower, in points, such as a quotation mark, has no dark pixel."""
FOLDERS = ("starter-kata", "traits", "questions", "checklists", "paths")
DARK = 130
"""The darkest pixel of a line of text is darker than this, or it is too pale to read: on white,
a contrast of 4 or more."""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport=DESKTOP)
    yield page
    page.close()


@pytest.fixture(scope="module")
def schemes(browser: Browser) -> Iterator[dict[str, Page]]:
    """A page of a device that wishes it light, and one that wishes it dark."""
    light = browser.new_page(viewport=DESKTOP, color_scheme="light")
    dark = browser.new_page(viewport=DESKTOP, color_scheme="dark")
    yield {"light": light, "dark": dark}
    light.close()
    dark.close()


def printed(page: Page, paper: str) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(page.pdf(format=paper, prefer_css_page_size=False))


def lines(sheet: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    """Return the boxes of the words of a sheet: left, bottom, right, top in points.

    Not those of Japanese words alone: a machine without a font for them draws thin empty boxes.
    """
    text = sheet.get_textpage()
    found = (text.get_rect(index) for index in range(text.count_rects()))
    return [box for box in found if not all(map(is_wide, text.get_text_bounded(*box).strip()))]


def is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


PRINTED = [
    *((path, scheme) for path in MAIN.values() for scheme in SCHEMES),
    *((path, "dark") for path in OTHERS.values()),
]
"""Home, practices and catalogue in both schemes, the other pages in the one that may be pale."""


@pytest.mark.parametrize(("path", "scheme"), PRINTED)
def test_what_is_printed_is_dark_on_white_in_every_scheme(
    schemes: dict[str, Page], address: str, path: str, scheme: str
) -> None:
    """Each line of text has dark pixels, and nearly all of the sheet is white."""
    page = schemes[scheme]
    page.goto(address + path)
    shown = {"light": "default", "dark": "slate"}[scheme]
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", shown)
    for sheet in printed(page, "A4"):
        picture = sheet.render(scale=2).to_pil().convert("L")
        high = sheet.get_height()
        pale = []
        for left, bottom, right, top in lines(sheet):
            # An underscore that ends a line is a line of its own, lower than a pixel.
            edges = (left, high - top - 0.5, right + 0.5, high - bottom + 0.5)
            box = tuple(int(2 * edge) for edge in edges)
            if right - left > THIN and picture.crop(box).getextrema()[0] > DARK:
                pale.append(box)
        assert not pale
        assert picture.resize((1, 1)).getpixel((0, 0)) > 215


def test_every_practice_is_at_most_three_sheets(page: Page, address: str, site: Path) -> None:
    """No sheet but the last is half empty, and no heading ends a sheet."""
    wrong = []
    for folder in FOLDERS:
        for number, file in enumerate(sorted((site / folder).glob("*/index.html"))):
            url = f"{address}{folder}/{file.parent.name}/"
            if number:
                turn_to(page, url)
            else:
                page.goto(url)
            heads = {head.strip() for head in page.locator(HEADS).all_inner_texts()}
            for paper in ("A4", "Letter"):
                sheets = printed(page, paper)
                name = f"{file.parent.name} on {paper}"
                if len(sheets) > 3:
                    wrong.append(f"{name}: {len(sheets)} sheets")
                wrong += [f"{name}: {fault}" for fault in faults(sheets, heads)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", ["catalogue", "role", "glossary", "form"])
def test_other_long_pages_fill_their_sheets(page: Page, address: str, name: str) -> None:
    """The preview beside the form scrolls on a screen; what scrolls is not cut between sheets."""
    page.goto(address + (MAIN | OTHERS)[name])
    if name == "form":
        page.locator(".kb-propose__preview .kb-lead").wait_for()
    heads = {head.strip() for head in page.locator(HEADS).all_inner_texts()}
    assert list(faults(printed(page, "Letter"), heads)) == []


HEADS = "article :is(h2, h3, h4, .kb-moveon > p, .kb-stage__span, .kb-example__place)"
"""What leads to the text below it."""


def faults(sheets: pypdfium2.PdfDocument, heads: set[str]) -> Iterator[str]:
    """Yield what a reader of the paper would complain of; ``heads`` are the page's headings."""
    for number, sheet in enumerate(sheets, 1):
        foot = sheet.get_height() * 0.035  # the number of the sheet stands there
        body = [box for box in lines(sheet) if box[1] > foot]
        if not body:
            yield f"sheet {number} is empty"
            continue
        last = min(body, key=lambda box: box[1])
        if number < len(sheets) and last[1] > sheet.get_height() * 0.42:
            yield f"sheet {number} is empty below {last[1]:.0f} points"
        if sheet.get_textpage().get_text_bounded(bottom=last[1], top=last[3]).strip() in heads:
            yield f"sheet {number} ends with a heading"


@pytest.mark.parametrize(
    ("path", "selector", "pseudo", "least"),
    [
        ("starter-kata/coaching-cycle/", ".kb-step h3", "::after", 4),
        ("questions/five-questions/", ".kb-question", "::after", 9),
        ("checklists/first-gemba-walk/", ".kb-answer", "::after", 9),
        ("traits/mirror-and-window/", ".kb-asks > li", "::after", 3),
        ("paths/new-learner/", ".kb-stage__practices > li", "::before", 9),
    ],
)
def test_there_is_room_to_tick_and_to_write(
    page: Page, address: str, path: str, selector: str, pseudo: str, least: int
) -> None:
    """A box or a line of its own stands at each place where somebody answers."""
    page.goto(address + path)
    page.emulate_media(media="print")
    drawn = page.evaluate(
        """([selector, pseudo]) => [...document.querySelectorAll(selector)]
            .map((node) => getComputedStyle(node, pseudo))
            .filter(({ content }) => content !== "none" && content !== "normal")
            .map((style) => [parseFloat(style.height), style.borderBottomStyle, style.content])""",
        [selector, pseudo],
    )
    page.emulate_media(media="screen")
    assert len(drawn) >= least
    assert all(height >= 10 and (line == "solid" or len(text) > 4) for height, line, text in drawn)


@pytest.mark.parametrize("media", ["print", "screen"])
@pytest.mark.parametrize("name", ["five-questions", "tbp-coaching"])
def test_questions_have_the_numbers_that_texts_speak_of(
    page: Page, address: str, name: str, media: Literal["print", "screen"]
) -> None:
    """They begin anew where the card is turned. "Go on with 3" is said by a text."""
    page.goto(f"{address}questions/{name}/")
    asked = page.evaluate(
        """() => [...document.querySelectorAll("ol.kb-dialogue")].flatMap((list) =>
            [...list.querySelectorAll(".kb-ask")].map((one, place) =>
                `${list.start + place} ${one.textContent.split(" ", 3).join(" ")}`))"""
    )
    page.emulate_media(media=media)
    sheets = printed(page, "A4")
    page.emulate_media(media="null")
    text = " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in sheets).split())
    assert len(asked) > 5
    assert [one for one in asked if one not in text] == []


def test_a_run_prints_what_was_written(schemes: dict[str, Page], address: str) -> None:
    """In light boxes on a dark device, without the frame that shows where the keyboard is."""
    page = schemes["dark"]
    page.goto(address + "practise/?practice=checklist/safety-walk")
    place = page.get_by_label("Where is this?")
    place.fill("Hall 2")
    page.emulate_media(media="print")
    style = "(node) => [getComputedStyle(node).outlineStyle, getComputedStyle(node).colorScheme]"
    assert place.evaluate(style) == ["none", "light"]
    expect(page.locator(".kb-run__clock")).to_be_hidden()
    [sheet] = printed(page, "A4")
    page.emulate_media(media="screen")
    text = sheet.get_textpage().get_text_bounded()
    assert "Hall 2" in text
    assert "Begin" not in text


def test_the_button_prints(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("window.print = () => { document.title = 'printed'; }")
    page.goto(address + "questions/five-questions/")
    page.locator("kb-print:defined button:not(.kb-star)").click()
    assert page.title() == "printed"
    context.close()
