"""Which words of a page are in which language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from katabase.domain import layers, library, loading
from katabase.domain.messages import ENDED, FROM_LEFT, speaks
from katabase.products.cards.typeset.card import card_of
from katabase.products.pages.maker import PageMaker
from tests.conftest import CASES
from tests.support import cases, layered

if TYPE_CHECKING:
    from pathlib import Path

SCRIPTS = loading.load([layers.Layer(CASES / "scripts/kata", "kata")])


def page(maker: PageMaker, uri: str) -> str:
    return next(page.markdown for page in maker.pages() if page.uri == uri)


def foreign(folder: Path, language: str, *texts: str) -> library.Library:
    """The small library with one practice in another language."""
    kata = cases.copy_library(folder)
    path = kata / "checklists/desk-walk.yml"
    text = path.read_text(encoding="utf-8")
    for old, new in zip(
        (
            "title: Desk walk",
            "What to look for on a walk along the desks.",
            "Does today's date stand on the board?",
            "place: In an office, for a manager.",
        ),
        (f"title: {texts[0]}\nlanguage: {language}", *texts[1:3], f"place: {texts[3]}"),
        strict=True,
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return loading.load([layers.Layer(kata, "kata")])


@pytest.fixture
def esperanto(tmp_path: Path) -> library.Library:
    """One practice in a language that the interface does not speak, and that nobody will add."""
    assert not speaks("eo")
    return foreign(
        tmp_path,
        "eo",
        "Promeno inter la tabloj",
        "Kion oni rigardu ĉe la *tabloj*.",
        "Ĉu la hodiaŭa dato staras sur la tabulo?",
        "En oficejo, por teamestro.",
    )


@pytest.fixture
def german(tmp_path: Path) -> library.Library:
    """One practice in a language that the interface speaks."""
    assert speaks("de")
    return foreign(
        tmp_path,
        "de",
        "Gang an den Tischen",
        "Worauf man an den *Tischen* achtet.",
        "Steht das Datum von heute an der Tafel?",
        "Im Büro, für eine Leiterin.",
    )


def test_a_site_in_one_language_has_no_marks(tmp_path: Path) -> None:
    whole = loading.load([layers.Layer(cases.copy_library(tmp_path), "kata")])
    assert not any(" lang=" in page.markdown for page in PageMaker(whole).pages() if page.entry)


def test_a_practice_in_another_language_says_so_on_its_page(esperanto: library.Library) -> None:
    html = page(PageMaker(esperanto), "checklists/desk-walk.md")
    assert '<div class="kb-head kb-checklist" lang="eo">' in html
    assert re.search(r'<h1 id="desk-walk">Promeno inter la tabloj</h1>', html)
    assert '<p class="kb-crumbs" lang="en"><a href="../../catalogue/">Catalogue</a>' in html
    assert '<p class="kb-answer' in html
    assert re.search(r'<p class="kb-answer[^>]* lang="en">Yes or no</p>', html)
    assert ' dir="' not in html  # both are read from the left


def test_its_title_says_so_wherever_it_stands(esperanto: library.Library) -> None:
    maker = PageMaker(esperanto)
    for uri in ("catalogue.md", "checklists/index.md", "roles/manager.md"):
        html = page(maker, uri)
        assert re.search(r' lang="eo"[^<]*(?:<[^/][^<]*)?>Promeno inter la tabloj<', html), uri
        assert re.search(r'<p lang="eo">Kion oni rigardu ĉe la <em>tabloj</em>.</p>', html), uri
    row = next(text for name, text in maker.catalogue_data.files() if "rows-" in name)
    assert 'lang=\\"eo\\"' in row
    see = page(maker, "glossary.md")
    assert re.search(r'<a href="../checklists/desk-walk/" lang="eo">', see)


def test_on_an_esperanto_site_the_others_are_marked(esperanto: library.Library) -> None:
    maker = PageMaker(esperanto, language="eo")
    assert " lang=" not in page(maker, "checklists/desk-walk.md").partition("## Where it leads")[0]
    html = page(maker, "traits/keeps-promises.md")
    assert '<div class="kb-head kb-trait" lang="en">' in html
    html = page(maker, "cards/index.md")
    assert 'data-deck="first-week" lang="en"><span><span>First week<' in html


def test_labels_speak_the_language_of_the_practice_if_they_can(german: library.Library) -> None:
    """All words of the page but the titles of other practices are German, and say so."""
    html = page(PageMaker(german), "checklists/desk-walk.md")
    assert '<div class="kb-head kb-checklist" lang="de">' in html
    assert '<p class="kb-crumbs"><a href="../../catalogue/">Katalog</a>' in html
    assert '## Wohin es führt {#where-it-leads lang="de"}' in html
    assert re.search(r'<p class="kb-answer[^>]*>Ja oder nein</p>', html)
    assert re.search(r'lang="en"[^<]*(?:<[^/][^<]*)?(?:<[^/][^<]*)?>Keeps promises<', html)
    other = page(PageMaker(german), "traits/keeps-promises.md")
    assert "Katalog" not in other
    assert "{#" not in other
    on_german = page(PageMaker(german, language="de"), "traits/keeps-promises.md")
    assert '\n## Where it leads {lang="en"}\n' in on_german


def test_a_german_site_says_nothing_of_the_language_of_a_german_practice(
    german: library.Library,
) -> None:
    html = page(PageMaker(german, language="de"), "checklists/desk-walk.md")
    assert " lang=" not in html.partition("{#where-it-leads}")[0]
    assert "{#where-it-leads}" in html


def test_a_practice_that_is_not_translated_says_so_in_the_language_of_the_site(
    german: library.Library,
) -> None:
    html = page(PageMaker(german, language="de"), "traits/keeps-promises.md")
    said = "Diese Übung gibt es auf Deutsch noch nicht; sie steht hier auf Englisch."
    assert f'<p class="kb-note" lang="de">{said}</p>' in html
    assert "gibt es auf" not in page(PageMaker(german, language="de"), "checklists/desk-walk.md")


def test_parts_that_are_not_translated_say_so() -> None:
    """The page is German, the sentence that nobody has translated is English."""
    found = layered.load(cases.CASES / "layers/german-plant", language="de")
    html = page(PageMaker(found, language="de"), "starter-kata/starting-on-time.md")
    assert '<h3 id="step-2">Die Minute anschreiben</h3>' in html
    assert '<p lang="en">Note the reason if it is another one.</p>' in html
    assert re.search(r'<h3 id="step-3" lang="en">Note the minute</h3>', html)
    assert 'lang="en">Write on the board' not in html
    assert "auf Englisch" in html
    behind = page(PageMaker(found, language="de"), "checklists/desk-walk.md")
    assert "0.9.0" in behind


def test_words_of_a_vocabulary_speak_the_language_of_the_words_around_them(tmp_path: Path) -> None:
    """A translation of the vocabulary gives no German names to what is shown in English."""
    kata = cases.copy_library(tmp_path)
    desk = kata / "checklists/desk-walk.yml"
    text = desk.read_text(encoding="utf-8")
    text = f"{text}extra:\n  hall: h3\n".replace("roles: [manager]", "roles: [manager, nurse]")
    desk.write_text(text.replace("cadence: weekly", "cadence: each-shift"), encoding="utf-8")
    words = """\
roles: [{{id: nurse, label: {0}}}, {{id: manager, label: {1}}}]
cadences: [{{id: each-shift, label: {2}}}]
fields: [{{id: hall, label: {3}, type: choice, card: true, choices: [{{id: h3, label: {3} 3}}]}}]
"""
    names = {
        "": ("Nurse", "Boss", "Each shift", "Hall"),
        "de": ("Pflege", "Leitung", "Je Schicht", "Halle"),
        "de-AT": ("Schwester", "Chefin", "Je Dienst", "Saal"),
    }
    for folder, said in names.items():
        (kata / folder).mkdir(exist_ok=True)
        (kata / folder / "vocabulary.yml").write_text(words.format(*said), encoding="utf-8")
    upper = tmp_path / "own/de-AT"  # a layer above may translate them as well
    upper.mkdir(parents=True)
    upper.joinpath("vocabulary.yml").write_text(words.format(*names["de-AT"]), encoding="utf-8")
    over = [layers.Layer(kata, "kata"), layers.Layer(tmp_path / "own", "own")]
    found = loading.load(over, language="de-AT")
    assert not found.problems
    facts = page(PageMaker(found, language="de-AT"), "checklists/desk-walk.md").partition(
        "kb-actions"
    )
    for english, austrian in zip(names[""], names["de-AT"], strict=True):
        assert re.search(rf"\b{english}\b", facts[0])
        assert austrian not in facts[0]
    card = card_of(found.entries["checklist/desk-walk"])
    assert [label for label, _ in card.roles] == ["Boss", "Nurse"]
    assert card.own == ("Hall: Hall 3",)
    catalogue = page(PageMaker(found, language="de-AT"), "catalogue.md")
    assert all(said in catalogue for said in names["de-AT"][:2])
    assert "Nurse" not in catalogue
    desk.write_text(f"language: de\n{desk.read_text(encoding='utf-8')}", encoding="utf-8")
    own = loading.load(over, language="de-AT")
    shown = page(PageMaker(own, language="de-AT"), "checklists/desk-walk.md").partition(
        "kb-actions"
    )
    assert all(said in shown[0] for said in names["de-AT"])


def test_direction_is_told_where_it_changes() -> None:
    html = page(PageMaker(SCRIPTS), "questions/arabic.md")
    assert '<div class="kb-head kb-questions" lang="ar" dir="rtl">' in html
    assert '<b lang="en" dir="ltr">Listen for</b>' in html
    html = page(PageMaker(SCRIPTS, language="he"), "questions/arabic.md")
    assert '<div class="kb-head kb-questions" lang="ar">' in html


def test_english_of_the_interface_says_so_among_words_from_the_right() -> None:
    """A screen reader would read it by the rules of Hebrew; so it does what nobody translates."""
    maker = PageMaker(SCRIPTS, language="he")
    html = page(maker, "questions/hebrew.md")
    assert f'\n## {FROM_LEFT}Where it leads{ENDED} {{lang="en"}}\n' in html
    assert f'<b lang="en">{FROM_LEFT}Listen for' in html
    other = page(maker, "questions/arabic.md")
    assert re.search(rf'<p class="kb-note" lang="en">{FROM_LEFT}This practice has not', other)
    assert f'<p class="kb-lead">{SCRIPTS.entries["questions/hebrew"].practice.summary}' in html
    for made in maker.pages():
        for text in re.findall(rf"<[^/<>][^<>]*>{FROM_LEFT}[^<>]*{ENDED}</", made.markdown):
            before, _, after = made.markdown.partition(text)
            chunk = before.rpartition("\n\n")[2] + after.partition("\n\n")[0]
            assert 'lang="en"' in text or 'lang="en"' in chunk, (made.uri, text)


def without_language(html: str) -> str:
    return re.sub(r' (?:data-language|lang)="[a-z-]+"(?: dir="[a-z]+")?', "", html)


def test_nothing_but_attributes_is_added() -> None:
    for one, other in zip(
        PageMaker(SCRIPTS).pages(), PageMaker(SCRIPTS, language="xx")._pages(), strict=True
    ):
        bare = without_language(one.markdown)
        bare = bare.replace("into English yet", "into xx yet")  # the note has the site's language
        said = without_language(other.markdown)
        assert bare == said or "data-pieces" in bare
