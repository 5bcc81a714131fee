"""A hospital's own roles, goals and cadences: each has its label, its page and its facet."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import Image

from katabase.domain.vocabulary import SHIPPED
from tests.conftest import run
from tests.support import cases
from tests.support.project import Project, make

if TYPE_CHECKING:
    from pathlib import Path

WORDS = """\
roles:
  - id: nurse
    label: Nurse
    introduction: You see each patient many times a day.
    icon: M12 4v16M4 12h16
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
fields:
  - id: owner
    label: Owner
    type: text
  - id: house
    label: House
    type: choice
    choices:
      - id: east-wing
        label: East wing
      - id: west-wing
        label: West wing
    facet: true
    card: true
  - id: rule
    label: The rule
    type: link
  - id: seen
    label: Looked at
    type: date
  - id: secret
    label: Not shown
    type: number
    page: false
"""
WALK = "kata/checklists/desk-walk.yml"
MORE = """\
extra:
  owner: Quality office
  house: east-wing
  rule: /rules.md#beds
  seen: 2026-11-20
  secret: 4711
picture:
  file: pictures/ward.png
  alt: Four beds around a board.
  caption: The ward, seen from *the door*.
  source: Ward 7
  licence: CC BY 4.0
  on_card: back
"""
SHOWN = """\
        answer: yes-no
        picture:
          file: /pictures/bell.png
          alt: A bell within reach of a bed.
"""


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = make(tmp_path_factory.mktemp("hospital"))
    made.write("kata/vocabulary.yml", WORDS)
    made.edit(WALK, "roles: [manager]", "roles: [nurse, manager]\ngoals: [access]")
    made.edit(WALK, "cadence: weekly", "cadence: each-shift")
    made.edit(WALK, "        answer: yes-no\n", SHOWN)
    made.edit(WALK, "place: In an office", "place: By [the rules](/rules.md#beds), in an office")
    made.write(WALK, (made.folder / WALK).read_text(encoding="utf-8") + MORE)
    for name, colour in (("kata/checklists/pictures/ward", "teal"), ("docs/pictures/bell", "red")):
        path = made.folder / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (60, 40), colour).save(path)
    made.write("docs/rules.md", "# Rules\n\n## Beds\n\nOne board a bed.\n")
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


def test_roles_have_their_signs(hospital: Project) -> None:
    """Its own, or that of the role which it calls by another name."""
    [sheet] = hospital.site.glob("assets/katabase/*/css/katabase.css")
    lines = sheet.read_text(encoding="utf-8").splitlines()
    drawn = {role: [line for line in lines if f".kb-role-{role}{{" in line] for role in SIGNS}
    for role, sign in SIGNS.items():
        assert len(drawn[role]) == 1, role
        assert f"d='{sign}'" in drawn[role][0].replace("%20", " ")
        assert f'[href*="roles/{role}/"]' in drawn[role][0]
    assert "kb-role-nurse" in read(hospital, "roles/nurse/index.html")


SIGNS = {"nurse": "M12 4v16M4 12h16", "manager": SHIPPED.roles["manager"].icon}


def test_its_words_stand_on_the_practice(hospital: Project) -> None:
    page = read(hospital, "checklists/desk-walk/index.html")
    assert ">Nurse</a>, " in page
    assert ">Ward manager</a>" in page
    assert "<li>Every shift</li>" in page


def test_practices_are_filtered_by_its_words(hospital: Project) -> None:
    found = json.loads(read(hospital, "search/head.json"))["facets"]
    facets = {facet["name"]: facet for facet in found}
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
    fields = schema["$defs"]["Extra"]
    assert set(fields["properties"]) == {"owner", "house", "rule", "seen", "secret"}
    assert not fields["additionalProperties"]
    assert '"enum": [\n    "east-wing",\n    "west-wing"' in json.dumps(schema, indent=1)


def test_its_own_fields_stand_on_the_page(hospital: Project) -> None:
    page = read(hospital, "checklists/desk-walk/index.html")
    assert "<li>Owner: Quality office</li>" in page
    assert "<li>House: East wing</li>" in page
    assert '<li><a href="../../rules/#beds">The rule</a></li>' in page
    assert "<li>Looked at: 20 November 2026</li>" in page
    assert "Not shown" not in page


def test_practices_are_filtered_by_its_fields(hospital: Project) -> None:
    found = json.loads(read(hospital, "search/head.json"))["facets"]
    facets = {facet["name"]: facet for facet in found}
    choice = {"value": "east-wing", "label": "East wing", "count": 1}
    assert facets["house"] == {"name": "house", "label": "House", "choices": [choice]}
    assert "owner" not in facets
    assert 'value="east-wing"' in read(hospital, "catalogue/index.html")


def test_programs_read_its_fields(hospital: Project) -> None:
    (listed,) = (
        each["extra"]
        for each in json.loads(read(hospital, "api/v1/practices.json"))["practices"]
        if "extra" in each
    )
    said = json.loads(read(hospital, "api/v1/checklists/desk-walk.json"))["extra"]
    assert said == listed
    assert (said["house"], said["seen"], said["secret"]) == ("east-wing", "2026-11-20", 4711)


def test_the_card_has_its_field_and_its_picture(hospital: Project) -> None:
    pdf = pypdfium2.PdfDocument(hospital.site / "cards/checklists/desk-walk.pdf")
    assert "House: East wing" in pdf[0].get_textpage().get_text_bounded()
    kinds = [[each.type for each in page.get_objects()] for page in pdf]
    images = [kind.count(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE) for kind in kinds]
    assert images == [0, 1]


def test_pictures_keep_their_place_and_say_what_they_show(hospital: Project) -> None:
    page = read(hospital, "checklists/desk-walk/index.html")
    found = re.findall(r'<img src="\.\./\.\./(pictures/[^"]+)" alt="([^"]+)" ([^>]+)>', page)
    assert [alt for _, alt, _ in found] == [
        "Four beds around a board.",
        "A bell within reach of a bed.",
    ]
    for address, _, rest in found:
        assert (hospital.site / address).is_file()
        assert rest == 'width="60" height="40" loading="lazy" decoding="async"'
    assert "seen from <em>the door</em>. <small>Ward 7, CC BY 4.0</small>" in page
    kept = [path for path, *_ in json.loads(read(hospital, "offline.json"))["files"]]
    assert {address for address, _, _ in found} <= set(kept)
    picture = json.loads(read(hospital, "api/v1/checklists/desk-walk.json"))["picture"]
    assert (picture["address"], picture["width"]) == (found[0][0], 60)


def test_a_text_leads_to_a_page_of_its_own(hospital: Project) -> None:
    page = read(hospital, "checklists/desk-walk/index.html")
    assert 'By <a href="../../rules/#beds">the rules</a>, in an office' in page


def test_what_is_not_there_is_said_with_the_nearest_name(hospital: Project) -> None:
    """The check looks below docs as well, where a site is."""
    walk = (hospital.folder / WALK).read_text(encoding="utf-8")
    wrong = walk.replace("(/rules.md", "(/rule.md").replace("/pictures/bell", "/pictures/bel")
    hospital.write(WALK, wrong.replace("rule: /rules.md", "rule: /roles.md"))
    result = run("katabase", "check", "--no-cards", cwd=hospital.folder).stdout
    hospital.write(WALK, walk)
    assert 'there is no page or file "/rule.md" below docs/; did you mean "/rules.md"?' in result
    assert 'there is no page or file "/roles.md" below docs/; did you mean "/rules.md"?' in result
    assert 'no file /pictures/bel.png; did you mean "/pictures/bell.png"?' in result


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
