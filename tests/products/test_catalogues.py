"""A site in a language with a catalogue: no word of its pages, cards and worksheets is English."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from babel.messages.pofile import read_po

import katabase
from katabase.domain import layers, library, loading
from katabase.domain.messages import languages, messages
from katabase.products.cards.formats import CARD_FORMATS
from katabase.products.cards.paper.worksheets import FORMS, _said
from katabase.products.cards.settings import Settings
from katabase.products.cards.typeset.card import card_of
from katabase.products.cards.typeset.payload import payload
from katabase.products.pages.maker import PageMaker
from tests.support import cases
from tests.support import messages as tool
from tests.support.greek import greek

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.products.pages.page import Page

WORD = re.compile(r"[^\W\d_]{2,}")
LATIN = re.compile(r"[A-Za-z]")
SHOWN = re.compile(r'(?:aria-label|alt|title|placeholder|data-meaning)="([^"]*)"')
NAMES = {"US", "Letter", "Small", "mm", "in", "KB", "katabase", "PDF"}
NAMES |= {
    word for form in CARD_FORMATS.values() for word in WORD.findall(f"{form.id} {form.label}")
}
"""Papers, sizes of cards and units, which are called so everywhere."""
STYLES = {"strong", "emph"}
"""How a piece of a card is set; no reader sees the word."""
ENGLISH = {"contributing/checks.md"}
"""What is for people who write YAML, whose keys and messages are English."""
GUIDES = Path(katabase.__file__).parent / "templates/guides"
WHOLE = "cards/printing.md"
"""The longest guide, which a language translates as a whole, or not at all."""


def heading_of_guide(language: str) -> str | None:
    """Return the heading of the longest guide in a language; None where it is in English."""
    path = GUIDES / f"printing.{language}.md"
    found = re.search(r"^# .+", path.read_text("utf-8"), re.M) if path.is_file() else None
    return found[0] if found else None


@cache
def said_in(language: str) -> frozenset[str]:
    """All words of a catalogue, and those of the guide that is translated whole.

    What the catalogue lacks is said in English; how much of it may is tested elsewhere.
    """
    with (tool.LOCALE / language / "katabase.po").open("rb") as file:
        catalog = read_po(file, locale=language)
    strings = [
        form or source
        for message in catalog
        if message.id
        for source, form in (
            [(message.id, message.string)]
            if isinstance(message.id, str)
            else zip(message.id, message.string, strict=True)
        )
    ]
    wide = messages(language).locale.months["format"]["wide"]
    months = ["de", *(wide[month] for month in range(1, 13))]  # "22 de noviembre de 2026"
    path = GUIDES / f"printing.{language}.md"
    guide = path.read_text(encoding="utf-8") if path.is_file() else ""
    return frozenset(WORD.findall(" ".join([*strings, *months, guide]))) | NAMES


def forgotten(text: str, language: str) -> list[str]:
    """Return the words in Latin letters that are not among those of the language."""
    known = said_in(language) | {word.lower() for word in said_in(language)}
    return [word for word in WORD.findall(text) if LATIN.search(word) and word not in known]


def seen(markdown: str) -> str:
    """Return what a reader meets on a page: its texts, and those of attributes that are said."""
    _, head, body = markdown.split("---\n", 2)
    body = re.sub(r"<(script|style|code)\b.*?</\1>|<!--.*?-->|`[^`]*`", " ", body, flags=re.S)
    body = re.sub(r"\]\([^)]*\)|\{#[^}]*\}", " ", body)
    data = yaml.safe_load(head)
    heads = [data["title"], data["description"]] if "description" in data else [data["title"]]
    shown = [*heads, *SHOWN.findall(body), re.sub(r"<[^>]*>", " ", body)]
    return unescape(unescape(" ".join(shown)))


@pytest.fixture(scope="module", params=languages()[1:])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def practices(language: str, tmp_path_factory: pytest.TempPathFactory) -> library.Library:
    """The small library in Greek letters, said to be in the language."""
    kata = cases.copy_library(tmp_path_factory.mktemp(language))
    for path in kata.rglob("*.yml"):
        data = greek(yaml.safe_load(path.read_text(encoding="utf-8")))
        if path.stem != "glossary":
            data["language"] = language
        path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return loading.load([layers.Layer(kata, "kata")])


@pytest.fixture(scope="module")
def pages(practices: library.Library, language: str) -> list[Page]:
    found = PageMaker(practices, language=language).pages()
    english = ENGLISH if heading_of_guide(language) else {*ENGLISH, WHOLE}
    return [page for page in found if page.uri not in english]


def test_no_page_says_an_english_word(pages: list[Page], language: str) -> None:
    assert {"catalogue.md", "cards/index.md", "practise/index.md"} <= {page.uri for page in pages}
    found = {
        page.uri: words for page in pages if (words := forgotten(seen(page.markdown), language))
    }
    assert not found


def test_the_longest_guide_is_translated(pages: list[Page], language: str) -> None:
    heading = heading_of_guide(language)
    if heading is None:
        pytest.skip("this language has no longest guide of its own")
    (guide,) = [page.markdown for page in pages if page.uri == WHOLE]
    assert f"\n{heading}\n" in guide
    regional = PageMaker(loading.load([]), language=f"{language}-CH").pages()
    assert any(f"\n{heading}\n" in page.markdown for page in regional)


@pytest.mark.parametrize("language", ["de", "es"])
def test_ours_translate_the_longest_guide(language: str) -> None:
    assert heading_of_guide(language)


def test_no_card_has_an_english_label(practices: library.Library, language: str) -> None:
    for entry in practices.ordered():
        card = card_of(entry)
        for form in CARD_FORMATS.values():
            data = payload(card, form, Settings(language=language))
            said = [data["kind"], data["qr-alt"], *texts(data["faces"])]
            assert set(forgotten(" ".join(said), language)) <= STYLES, entry.ref


def test_no_worksheet_has_an_english_word(language: str) -> None:
    for worksheet, (use, fields, rows, _) in FORMS.items():
        said = _said([worksheet.label, use, fields, rows], messages(language))
        assert not forgotten(" ".join(texts(said)), language), worksheet


def texts(data: Any) -> Iterator[str]:
    """Yield every text of plain data but for names of what it is."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for name, value in data.items():
            if name not in ("kind", "side", "style", "marks"):
                yield from texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from texts(value)
