"""What readers see of layers: a German plant and a hospital, each over the small library."""

from __future__ import annotations

import json
import posixpath
import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from katabase.adapters.building.site_files import without
from katabase.adapters.settings import mkdocs_yml
from katabase.adapters.settings.site_checks import problems_of_site
from katabase.domain import loading
from katabase.domain.checks import registry
from katabase.domain.layers import Layer
from katabase.domain.problems import Level
from tests.conftest import ROOT
from tests.support import cases, layered
from tests.support.commands import katabase

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.layered import Organisation

KATA = "starter-kata/starting-on-time"


@pytest.fixture(scope="module")
def plant() -> Organisation:
    return layered.spoken("german-plant", "de")


@pytest.fixture(scope="module")
def hospital() -> Organisation:
    return layered.spoken("hospital", "ar")


def page(made: Organisation, address: str) -> str:
    return (made.site / address / "index.html").read_text(encoding="utf-8")


def words(pdf: bytes) -> str:
    return " ".join(
        " ".join(each.get_textpage().get_text_bounded().split())
        for each in pypdfium2.PdfDocument(pdf)
    )


def test_a_page_says_where_it_comes_from_and_what_differs(plant: Organisation) -> None:
    html = page(plant, KATA)
    (told,) = re.findall(r'<details class="kb-differs".*?</details>', html, re.DOTALL)
    told = re.sub(r'<span class="kb-hidden">[^<]*</span>', "", told)
    assert "Example Works, adapted from the library 1.1.0" in told
    assert (
        "<del>Facts before opinions.</del> <ins>Facts before opinions, and before blame.</ins>"
        in told
    )
    assert '<a href="#safety-first">Look at safety first</a>' in told
    assert "<del>The learner expected 9:00" in told
    assert "meeting <del>punctual</del> <ins>Frühbesprechung</ins>" in told
    steps = re.findall(r'<li class="kb-step" id="([^"]*)"', html)
    assert steps == ["safety-first", "write-minute", "note-minute", "tell-next-shift"]


def test_the_brand_can_be_read_and_is_on_the_cards(plant: Organisation) -> None:
    assert list(problems_of_site(mkdocs_yml.read(plant.folder / "mkdocs.yml"))) == []
    card = pypdfium2.PdfDocument(plant.site / "cards/starter-kata/starting-on-time.pdf")
    picture = card[0].render(scale=2).to_pil().convert("RGB")
    assert layered.COLOUR in {colour for _, colour in picture.getcolors(1 << 20) or []}
    for name in ("starter-kata/starting-on-time", "worksheets/storyboard-a4"):
        assert "Example Works" in words((plant.site / f"cards/{name}.pdf").read_bytes()), name


def test_a_page_that_nobody_adapted_says_nothing_of_it(plant: Organisation) -> None:
    html = page(plant, "questions/three-questions")
    assert "what-differs" not in html
    assert "adapted" not in html


def test_the_card_has_both_versions(plant: Organisation) -> None:
    (pdf, *_) = (plant.site / "cards/starter-kata").glob("starting-on-time*.pdf")
    assert "1.0.0 (1.1.0)" in words(pdf.read_bytes())


def test_a_layer_brings_a_picture_and_a_field(plant: Organisation) -> None:
    html = page(plant, KATA)
    step = html[html.index('id="note-minute"') :]
    (address,) = re.findall(r'src="\.\./\.\./(pictures/starter-kata/starting-on-time/[^"]+)"', html)
    assert address in step
    assert (plant.site / address).read_bytes().startswith(b"<svg")
    assert "<li>Halle: Halle 3</li>" in html
    (told,) = re.findall(r'<details class="kb-differs".*?</details>', html, re.DOTALL)
    assert "The board of hall 3 with the minute in the middle." in told
    assert "bilder/tafel.svg" not in told
    (pdf, *_) = (plant.site / "cards/starter-kata").glob("starting-on-time*.pdf")
    assert "Halle: Halle 3" in words(pdf.read_bytes())


def test_the_plants_own_meaning_of_a_word_stands_alone(plant: Organisation) -> None:
    html = page(plant, "glossary")
    assert "Hall 3, where we build gearboxes." in html
    assert "The place where the work is done." not in html


@pytest.mark.parametrize("word", ["Keeps promises", "keeps-promises", "first-week", "First week"])
def test_nothing_of_what_is_hidden_is_left(hospital: Organisation, word: str) -> None:
    # the guide of the checks has its own small library in its examples
    assert not [name for name in hospital.holds(word) if "contributing/" not in name]


def test_a_kind_of_which_nothing_is_left_has_no_page_and_no_entry_in_the_menu(
    hospital: Organisation,
) -> None:
    assert not (hospital.site / "traits").exists()
    assert (hospital.site / "checklists/index.html").is_file()
    assert 'href="traits/' not in page(hospital, "")
    menu = ["index.md", {"What leaders are like": [{"Traits": "traits/index.md"}]}]
    kept = [{"Walks": "checklists/index.md"}]
    assert without([*menu, *kept], {"traits/index.md"}) == ["index.md", *kept]
    assert without(None, {"traits/index.md"}) is None


def test_what_replaces_a_practice_stands_at_its_address(hospital: Organisation) -> None:
    assert "Is the bell within reach?" in page(hospital, "checklists/desk-walk")
    assert not hospital.holds("Does today's date stand on the board?")


def test_a_page_of_its_own_takes_the_place_that_it_says(plant: Organisation) -> None:
    html = page(plant, "paths/first-week")
    assert "Our own first week" in html
    assert "What you can do at the end" not in html


def test_a_page_that_does_not_say_so_is_refused(tmp_path: Path) -> None:
    made = layered.organisation("german-plant", tmp_path)
    made.write("docs/paths/first-week.md", "# Our own first week\n")
    result = made.build()
    assert result.returncode
    assert "[taken-address]" in result.stderr


def test_what_the_guide_shows_works_over_the_shipped_library(tmp_path: Path) -> None:
    """Each example that names its file is written there; the versions are those of today."""
    text = (ROOT / "docs/publishing/own-library.md").read_text(encoding="utf-8")
    shown = re.findall(r"```yaml\n# (kata/\S+)\n(.*?)```", text, re.DOTALL)
    assert len(shown) == 4
    for name, example in shown:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(example, encoding="utf-8")
    walk = (cases.LIBRARY / "checklists/desk-walk.yml").read_text(encoding="utf-8")
    with (tmp_path / "kata/checklists/our-audit-walk.yml").open("a", encoding="utf-8") as file:
        file.write(walk.replace("traits: [keeps-promises]\n", ""))
    found = loading.load(
        [Layer(ROOT / "kata", "katabase:library"), Layer(tmp_path / "kata", "kata")]
    )
    assert not [problem for problem in registry.check(found) if problem.level is Level.ERROR]
    assert found.entries["starter-kata/coaching-cycle"].origin
    assert "checklist/warehouse-walk" in found.hidden
    shown_to_all = found.published().entries
    assert "checklist/our-audit-walk" not in shown_to_all
    assert "checklist/our-audit-walk" in found.published(audiences=["internal"]).entries


def links_of(made: Organisation, address: str) -> dict[str, str]:
    """Return where the menu of languages leads, as addresses below the site."""
    html = page(made, address)
    found = re.findall(r'<a href="([^"]*)" hreflang="([a-z]+)"', html)
    at = f"{address}/" if address else ""
    return {language: posixpath.normpath(f"/{at}{href}") for href, language in found}


@pytest.mark.parametrize(("case", "language"), [("german-plant", "de"), ("hospital", "ar")])
def test_a_practice_has_one_address_in_every_language(case: str, language: str) -> None:
    made = layered.spoken(case, language)
    first = {p.relative_to(made.site) for p in made.site.rglob("index.html")}
    other = {
        p.relative_to(made.site / language) for p in (made.site / language).rglob("index.html")
    }
    # what is cut into pages is called by what it holds, and the page of its own is one language's
    pieces = re.compile(r"/[0-9a-f]{8}/")
    assert {p for p in first if p.parts[0] != language and not pieces.search(str(p))} == {
        p for p in other if not pieces.search(str(p))
    }
    for address in ("starter-kata/starting-on-time", "catalogue", "cards", ""):
        expected = {
            "en": f"/{address}".rstrip("/") or "/",
            language: f"/{language}/{address}".rstrip("/"),
        }
        assert links_of(made, address) == expected
        assert links_of(made, f"{language}/{address}".rstrip("/")) == expected


def test_a_page_of_one_language_leads_to_the_first_page_of_the_other(plant: Organisation) -> None:
    assert links_of(plant, "paths/first-week")["de"] == "/de"


def test_the_other_language_is_spoken_throughout(plant: Organisation) -> None:
    """Page, card, feed, worksheet and the way back to the page; nothing of it in the first."""
    html = page(plant, f"de/{KATA}")
    assert '<html lang="de"' in html
    assert "Die Minute anschreiben" in html
    (pdf, *_) = (plant.site / "de/cards/starter-kata").glob("starting-on-time*.pdf")
    assert "Die Minute ans Hallenboard schreiben." in words(pdf.read_bytes())
    feed = (plant.site / "de/feed.xml").read_text(encoding="utf-8")
    assert "https://kata.example/de/starter-kata/starting-on-time/" in feed
    assert "Pünktlich anfangen in Halle 3" in feed
    info = json.loads((plant.site / "de/api/v1/site.json").read_text(encoding="utf-8"))
    assert info["cards"] == "https://kata.example/de/"
    said = plant.holds("Die Minute anschreiben")
    assert said
    assert all(name.startswith("de/") for name in said)


def test_nurses_read_it_from_the_right(hospital: Organisation) -> None:
    html = page(hospital, "ar/checklists/desk-walk")
    assert re.search(r'<html lang="ar"[^>]*>', html)
    assert '<body dir="rtl"' in html
    assert "هل الجرس في متناول اليد؟" in html
    assert ">العربية</a>" in html  # also in the menu, though the interface does not speak it
    assert "ممرّض" in html  # the word of the hospital's own vocabulary


@pytest.mark.parametrize(
    ("options", "other", "said"),
    [
        ("mkdocs.fr.yml", "", 'languages: expected a file beside this one, found "mkdocs.fr.yml"'),
        (
            "mkdocs.de.yml",
            "site_name: x\n",
            'expected settings that begin with "INHERIT: mkdocs.yml"',
        ),
        ("mkdocs.de.yml", "INHERIT: mkdocs.yml\n", "expected another language than en, found"),
    ],
)
def test_settings_of_a_language_that_cannot_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: str, other: str, said: str
) -> None:
    """The check says it with the place, before anything is built."""
    made = layered.organisation("german-plant", tmp_path)
    made.edit("mkdocs.yml", "kata]}", f"kata], languages: [{options}]}}")
    made.edit("mkdocs.yml", "acme_kata, ", "")
    if other:
        made.write("mkdocs.de.yml", other)
    monkeypatch.chdir(made.folder)
    result = katabase("check", "--no-cards")
    assert result.exit_code == 2
    assert said in result.stderr
    assert "mkdocs.yml:6:" in result.stderr
