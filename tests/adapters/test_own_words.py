"""A hospital's own roles, goals and cadences: each has its label, its page and its facet."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support import cases
from tests.support.project import Project, make

if TYPE_CHECKING:
    from pathlib import Path

WORDS = """\
roles:
  - id: nurse
    label: Nurse
    introduction: You see each patient many times a day.
  - id: manager
    label: Ward manager
workplaces:
  - id: theatre
    label: Operating theatre
goals:
  - id: access
    label: Access to care
cadences:
  - id: each-shift
    label: Every shift
"""
WALK = "kata/checklists/desk-walk.yml"


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = make(tmp_path_factory.mktemp("hospital"))
    made.write("kata/vocabulary.yml", WORDS)
    made.edit(WALK, "roles: [manager]", "roles: [nurse, manager]\ngoals: [access]")
    made.edit(WALK, "cadence: weekly", "cadence: each-shift")
    made.write("docs/index.md", '# Home\n\n{{ practices(role="nurse", goal="access") }}\n')
    result = made.build("--strict")
    assert not result.returncode, result.stderr
    return made


def read(project: Project, path: str) -> str:
    return (project.site / path).read_text(encoding="utf-8")


def test_a_role_of_its_own_has_a_page(hospital: Project) -> None:
    page = read(hospital, "roles/nurse/index.html")
    assert "For the nurse" in page
    assert "You see each patient many times a day." in page
    assert "Desk walk" in page
    assert "For the ward manager" in read(hospital, "roles/manager/index.html")


def test_its_words_stand_on_the_practice(hospital: Project) -> None:
    page = read(hospital, "checklists/desk-walk/index.html")
    assert ">Nurse</a>, " in page
    assert ">Ward manager</a>" in page
    assert "<li>Every shift</li>" in page


def test_practices_are_filtered_by_its_words(hospital: Project) -> None:
    facets = {facet["name"]: facet for facet in json.loads(read(hospital, "search/facets.json"))}
    labels = {
        name: {choice["value"]: choice["label"] for choice in facet["choices"]}
        for name, facet in facets.items()
    }
    assert labels["role"]["nurse"] == "Nurse"
    assert labels["goal"] == {"access": "Access to care"}
    assert "Desk walk" in read(hospital, "index.html")


def test_the_schema_of_its_site_knows_its_words(hospital: Project) -> None:
    schema = json.loads(read(hospital, "api/v1/schemas/checklist.json"))
    assert "nurse" in schema["properties"]["roles"]["items"]["enum"]
    assert "each-shift" in schema["properties"]["cadence"]["enum"]


def test_an_unknown_word_is_named_with_the_nearest(tmp_path: Path) -> None:
    kata = cases.copy_library(tmp_path)
    (kata / "vocabulary.yml").write_text(WORDS, encoding="utf-8")
    walk = kata / "checklists/desk-walk.yml"
    text = walk.read_text("utf-8").replace("roles: [manager]", "roles: [nurs]")
    walk.write_text(text, encoding="utf-8")
    code, printed, _ = cases.check(tmp_path)
    assert code == 1
    assert 'found "nurs"; did you mean "nurse"?' in printed


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: nurse", "id: Nurse", "expected an id of lower-case letters"),
        ("label: Nurse", "name: Nurse", 'unknown key "roles[1].name"'),
        ("roles:", "rolls:", 'did you mean "roles"?'),
    ],
)
def test_a_word_that_is_not_whole_is_a_problem_with_its_place(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    kata = cases.copy_library(tmp_path)
    (kata / "vocabulary.yml").write_text(WORDS.replace(old, new, 1), encoding="utf-8")
    code, printed, _ = cases.check(tmp_path)
    assert code == 1
    assert said in printed
    assert "kata/vocabulary.yml:" in printed
