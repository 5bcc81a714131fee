"""Every component of the site in its states, photographed where it stands, light and dark.

Whoever changes a style sees on ``docs/developing/components.md`` what else it touches. Nothing
is copied: each picture is taken from a page of the built site, after what a person would do.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from katabase.products.cards.typeset.fonts import font_set
from tests.support import pictures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

WIDTH, HEIGHT = 360, 740
"""A phone: what has room there has it everywhere."""
MOST = 420
"""Pixels of a component's height that are shown."""
AIR = 12
"""Pixels around a component: its focus and its shadow."""
COLUMNS, GAP, LABEL = 4, 16, 22
SCHEMES = {"light": ("#ffffff", "#1b1b1f"), "dark": ("#16181d", "#e6e8ee")}
"""The ground of a sheet and the colour of its labels."""


@dataclass(frozen=True)
class Shot:
    """A component in a state: where it stands, and what makes the state."""

    name: str
    address: str
    selector: str
    act: Callable[[Page], object] | None = None


def _focus(selector: str) -> Callable[[Page], object]:
    def act(page: Page) -> None:
        page.keyboard.press("Tab")  # what follows is the keyboard's, so the focus is shown
        page.locator(selector).first.focus()

    return act


def _ask(query: str) -> Callable[[Page], object]:
    def act(page: Page) -> None:
        page.locator(".kb-search__open[role=button]").click()
        page.locator(".kb-dialog__input").fill(query)
        if query:
            page.locator(f'.kb-dialog[data-shown="{query}"]').wait_for()

    return act


def _facet(name: str, value: str) -> Callable[[Page], object]:
    def act(page: Page) -> None:
        page.locator("kb-catalogue:defined form").wait_for()
        page.locator(f".kb-facet[data-facet={name}] > summary").click()
        page.locator(f"kb-catalogue input[name={name}][value='{value}']").check()

    return act


def _nothing(page: Page) -> None:
    page.locator("kb-catalogue:defined form").wait_for()
    page.locator("kb-catalogue input[name=q]").fill("zzzz")


def _pick(page: Page) -> None:
    page.locator("kb-deck fieldset:enabled").first.wait_for()
    for box in page.locator("[data-role=cards] input").all()[:3]:
        box.check()


def _on(times: int, text: str = "") -> Callable[[Page], object]:
    def act(page: Page) -> None:
        page.wait_for_selector("dialog[open] h2")
        for _ in range(times):
            page.locator(".kb-run__foot .kb-button--strong").click()
        if text:
            page.get_by_label("Note").fill(text)
            page.locator(".kb-sign[data-state=kept]").first.wait_for()

    return act


KATA, SET = "starter-kata/coaching-cycle/", "questions/five-questions/"
LIST, PATH = "checklists/safety-walk/", "paths/new-learner/"
RUN = "practise/?practice=questions/five-questions"
OLD = "?card=0.9.0-000000"

SHOTS = (
    Shot("Head of a practice", KATA, ".kb-head"),
    Shot("A scanned card that is old", KATA + OLD, ".kb-verdict--old:not(:empty)"),
    Shot("Main action, focus", KATA, ".kb-actions", _focus(".kb-actions .kb-button")),
    Shot("Jumps", KATA, ".kb-jumps"),
    Shot("What it needs", KATA, ".kb-needs"),
    Shot("Step", KATA, ".kb-step"),
    Shot("Example", KATA, ".kb-example"),
    Shot("Pitfalls", KATA, ".kb-pitfalls"),
    Shot("Levels", KATA, ".kb-levels"),
    Shot("Card", KATA, ".kb-card"),
    Shot("Related practices", KATA, ".kb-related"),
    Shot("Picture", KATA, ".kb-diagram"),
    Shot("Question", SET, ".kb-question"),
    Shot("Items of a walk", LIST, ".kb-item"),
    Shot("Danger", LIST, ".kb-note--warn"),
    Shot("Timeline", PATH, ".kb-timeline"),
    Shot("Word of the glossary", KATA, ".kb-bubble:visible", _focus(".kb-term")),
    Shot("Home, first look", "", ".kb-hero"),
    Shot("Home, doors", "", ".kb-doors"),
    Shot("Kinds", "", ".kb-tiles--kinds"),
    Shot("Catalogue, filters", "catalogue/", ".kb-facets"),
    Shot("Catalogue, one chosen", "catalogue/", ".kb-facets", _facet("kind", "trait")),
    Shot("Catalogue, an entry", "catalogue/", ".kb-listing"),
    Shot("Catalogue, nothing", "catalogue/", ".kb-facets__bar", _nothing),
    Shot("Search, nothing asked", "", ".kb-dialog", _ask("")),
    Shot("Search, results", "", ".kb-dialog", _ask("five questions")),
    Shot("Search, a typing error", "", ".kb-dialog", _ask("obstcle")),
    Shot("Search, a word of others", "", ".kb-dialog", _ask("jira")),
    Shot("Deck, ready ones", "cards/", ".kb-deck__ready"),
    Shot("Deck, three chosen", "cards/", ".kb-deck__chosen", _pick),
    Shot("Deck, making it", "cards/", ".kb-deck__make", _pick),
    Shot("Run, a question", RUN, "dialog[open]", _on(1)),
    Shot("Run, a note is kept", RUN, "dialog[open]", _on(2, "14 of 20, counted")),
    Shot("My practice, empty", "practise/", "kb-practise"),
    Shot(
        "Worksheet",
        "cards/worksheets/improvement-kata-dust-marks-coated-parts/",
        ".kb-form__scroll",
    ),
    Shot("Proposal, a field", "propose/?kind=checklist", "kb-propose"),
)


def sheets(browser: Browser, root: str, folder: Path) -> Iterator[Path]:
    """Write one sheet a scheme into a folder; yield their paths."""
    for scheme, colours in SCHEMES.items():
        found = [(shot.name, _taken(browser, root, shot, scheme)) for shot in SHOTS]
        path = folder / f"{pictures.components(scheme)}.webp"
        _sheet(found, *colours).save(path, quality=40, method=6)
        yield path


def _taken(browser: Browser, root: str, shot: Shot, scheme: str) -> Image.Image:
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        service_workers="block",
    )
    page = context.new_page()
    page.goto(root + shot.address, wait_until="networkidle")
    if shot.act:
        shot.act(page)
    page.add_style_tag(
        content=".md-header { position: static !important }"
    )  # lies over what is tall
    part = page.locator(shot.selector).first
    part.scroll_into_view_if_needed()
    box, down = part.bounding_box(), page.evaluate("scrollY")
    assert box, shot
    left, top = max(0, box["x"] - AIR), max(0, box["y"] + down - AIR)
    clip = {"x": left, "y": top, "width": min(box["width"] + 2 * AIR, WIDTH - left)}
    high = min(box["height"] + 2 * AIR, MOST)
    taken = page.screenshot(full_page=True, clip={**clip, "height": high})  # type: ignore[arg-type]
    context.close()
    return Image.open(io.BytesIO(taken))


def _sheet(found: list[tuple[str, Image.Image]], ground: str, ink: str) -> Image.Image:
    """Return the pictures in columns, each below its name, the shortest column filled first."""
    feet = [GAP] * COLUMNS
    places = []
    for name, picture in found:
        column = feet.index(min(feet))
        places.append((name, picture, GAP + column * (WIDTH + GAP), feet[column]))
        feet[column] += LABEL + picture.height + GAP
    sheet = Image.new("RGB", (COLUMNS * (WIDTH + GAP) + GAP, max(feet)), ground)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(str(font_set().files[0]), 14)
    for name, picture, x, y in places:
        draw.text((x, y), name, fill=ink, font=font)
        sheet.paste(picture, (x, y + LABEL))
    return sheet
