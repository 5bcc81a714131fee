"""What readers see of layers: a German plant and a hospital, each over the small library."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from katabase.domain import library
from katabase.domain.checks import registry
from katabase.domain.layers import Layer
from katabase.domain.problems import Level
from tests.conftest import ROOT
from tests.support import cases, layered

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.layered import Organisation

KATA = "starter-kata/starting-on-time"


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Organisation:
    made = layered.organisation("german-plant", tmp_path_factory.mktemp("plant"))
    made.write("docs/paths/first-week.md", "---\nreplaces: true\n---\n# Our own first week\n")
    result = made.build("--strict")
    assert not result.returncode, result.stderr
    return made


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Organisation:
    made = layered.organisation("hospital", tmp_path_factory.mktemp("hospital"))
    result = made.build("--strict")
    assert not result.returncode, result.stderr
    return made


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
    assert not [name for name in hospital.holds(word) if not name.startswith("contributing/")]


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
    assert len(shown) == 3
    for name, example in shown:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(example, encoding="utf-8")
    walk = (cases.LIBRARY / "checklists/desk-walk.yml").read_text(encoding="utf-8")
    with (tmp_path / "kata/checklists/our-audit-walk.yml").open("a", encoding="utf-8") as file:
        file.write(walk.replace("traits: [keeps-promises]\n", ""))
    found = library.load(
        [Layer(ROOT / "kata", "katabase:library"), Layer(tmp_path / "kata", "kata")]
    )
    assert not [problem for problem in registry.check(found) if problem.level is Level.ERROR]
    assert found.entries["starter-kata/coaching-cycle"].origin
    assert "checklist/warehouse-walk" in found.hidden
    shown_to_all = found.published().entries
    assert "checklist/our-audit-walk" not in shown_to_all
    assert "checklist/our-audit-walk" in found.published(audiences=["internal"]).entries
