"""A worked example fills in forms: all that it says stands on them, and inside the paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from katabase.domain import layers, loading
from katabase.domain.kinds.starter_kata import Example, Experiment, Obstacle
from katabase.domain.messages import messages
from katabase.domain.vocabulary import SHIPPED, Worksheet
from katabase.products.cards.paper.filled import ROOM, SHEETS, FilledSet, filled_of, filled_sets
from katabase.products.cards.paper.worksheets import worksheet_pdf
from katabase.products.cards.settings import CardOptions, settings_from
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LIBRARY = loading.load(layers.resolve(["kata"], ROOT))
SETS = list(filled_sets(LIBRARY))
SETTINGS = settings_from(CardOptions(), ROOT)
EACH = [(one, worksheet) for one in SETS for worksheet in SHEETS]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def printed(one: FilledSet, worksheet: Worksheet, paper: str = "a4") -> list[str]:
    """Return the words on the one page of a form, read by another program."""
    form = one.form(worksheet, messages())
    document = pypdfium2.PdfDocument(worksheet_pdf(worksheet, paper, SETTINGS, form))
    assert len(document) == 1
    page = document[0]
    text = page.get_textpage()
    width, height = page.get_size()
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index)
        assert 0 <= left <= right <= width
        assert 0 <= bottom <= top <= height
    return words(text.get_text_range())


def entries(one: FilledSet, worksheet: Worksheet) -> list[str]:
    form = one.form(worksheet, messages())
    cells = [cell["entry"] for row in form["rows"] for cell in row["cells"]]
    texts = [field["entry"] for field in form["fields"]]
    for entry in cells:
        texts += [cell for row in entry for cell in row] if isinstance(entry, list) else [entry]
    return [text for text in texts if text]


@pytest.mark.parametrize(
    ("one", "worksheet"), EACH, ids=lambda value: getattr(value, "address", value)
)
def test_all_that_is_written_is_printed(one: FilledSet, worksheet: Worksheet) -> None:
    found = "".join(printed(one, worksheet))
    written = entries(one, worksheet)
    assert written
    for text in written:
        for line in text.split("\n"):
            assert "".join(words(line)) in found, line


def test_an_example_stands_on_each_form_of_its_set() -> None:
    """What the forms of a set say together is what the board says."""
    for one in SETS:
        said = " ".join(text for worksheet in SHEETS for text in entries(one, worksheet))
        for row in (*one.example.obstacles, *one.example.experiments):
            for _, text in row:
                assert not text or text in said


def test_names_of_fields_stand_on_one_line() -> None:
    """However many lines what is written in one of them takes."""
    for one in SETS:
        form = one.form(Worksheet.EXPERIMENTING_RECORD, messages())
        pdf = worksheet_pdf(Worksheet.EXPERIMENTING_RECORD, "a4", SETTINGS, form)
        text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
        bottoms = []
        for field in form["fields"]:
            found = text.search(field["name"], match_case=True).get_next()
            assert found
            bottoms.append(text.get_charbox(found[0])[1])
        assert max(bottoms) - min(bottoms) < 0.5, one.address


def longest() -> Example:
    """Return an example as long as one may be that fills in forms."""
    line = ("word " * 40)[: ROOM["line"]].strip()
    text = ("word " * 200)[: ROOM["text"]].strip()
    rows = ROOM["rows"]
    return Example(
        key="long",
        workplace=SHIPPED.workplaces["office"],
        title="Long",
        challenge=line,
        current_condition=text,
        target_condition=text,
        obstacles=[
            Obstacle(obstacle=line, found="Day 1", worked_on="Day 2", learned=line, gone="Day 3")
            for _ in range(rows)
        ],
        experiments=[
            Experiment(when="Day 1", step=line, prediction=line, result=line, learning=line)
            for _ in range(rows)
        ],
    )


@pytest.mark.parametrize("worksheet", SHEETS)
def test_the_longest_example_has_room(worksheet: Worksheet) -> None:
    one = FilledSet(SETS[0].entry, longest())
    wanted = sum(words(text).count("word") for text in entries(one, worksheet))
    assert printed(one, worksheet).count("word") == wanted


def test_an_example_without_room_fills_in_nothing(tmp_path: Path) -> None:
    entry = SETS[0].entry
    example = longest()
    for change in (
        {"target_condition": "word " * 200},
        {"obstacles": []},
        {"experiments": [*example.experiments, example.experiments[0]]},
        {"challenge": None},
    ):
        practice = entry.practice.model_copy(
            update={"examples": [example.model_copy(update=change)]}
        )
        changed = type(entry)(entry.kind, entry.id, practice, entry.path, entry.document)
        assert list(filled_of(changed)) == []
