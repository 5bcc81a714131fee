"""A package brings a kind of its own: its module and its template are all that it takes."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

import jsonschema
import pypdfium2
import pytest
import yaml

from tests.conftest import CASES, run
from tests.support.project import Project, make

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

BROUGHT = CASES / "further-kind"
KEYS = "# Keys\n\n{% for kind in kinds() %}\n{{ fields(kind.id) }}\n\n{% endfor %}\n"
FILE = BROUGHT / "kata/standards/tighten-the-wheel.yml"


def with_package(folder: Path) -> str:
    """Return a PYTHONPATH on which the packages of a folder are found first."""
    return os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH", "")]))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = make(tmp_path_factory.mktemp("further"))
    shutil.copytree(BROUGHT / "kata", made.kata, dirs_exist_ok=True)
    made.write(
        "docs/keys.md",
        "# Keys\n\n{% for kind in kinds() %}\n{{ fields(kind.id) }}\n\n{% endfor %}\n",
    )
    result = made.build("--strict", PYTHONPATH=with_package(BROUGHT))
    assert not result.returncode, result.stderr
    return made


def read(project: Project, *parts: str) -> str:
    return project.site.joinpath(*parts).read_text(encoding="utf-8")


def test_it_has_a_page_with_an_address_for_each_part(project: Project) -> None:
    page = read(project, "standards/tighten-the-wheel/index.html")
    assert "Every bolt holds at 110 newton metres." in page
    assert 'id="crosswise"' in page


def test_it_stands_in_lists_and_facets(project: Project) -> None:
    assert "Tighten the wheel" in read(project, "standards/index.html")
    catalogue = read(project, "catalogue/index.html")
    assert "Tighten the wheel" in catalogue
    assert 'value="standard"' in catalogue
    assert "Tighten the wheel" in read(project, "roles/team-leader/index.html")


def test_what_it_leads_to_leads_back(project: Project) -> None:
    assert "Standards that develop it" in read(project, "traits/keeps-promises/index.html")
    assert "Tighten the wheel" in read(project, "checklists/desk-walk/index.html")


def test_it_has_a_card_in_its_colour(project: Project) -> None:
    with pypdfium2.PdfDocument(project.site / "cards/standards/tighten-the-wheel.pdf") as pdf:
        front, back = (page.get_textpage().get_text_range() for page in pdf)
    assert "Tighten crosswise" in " ".join(front.split())
    assert "the wheel lies flat" in " ".join(back.split())
    styles = next(project.site.glob("assets/katabase/*/css/katabase.css")).read_text("utf-8")
    assert "--kb-standard:#5b4a00" in styles
    assert ".kb-standard{--kb-own:var(--kb-standard);--kb-icon:url(" in styles


def test_programs_find_it_and_its_schema_takes_it(project: Project) -> None:
    found = json.loads(read(project, "api/v1/standards/tighten-the-wheel.json"))
    assert found["kind"] == "standard"
    schema = json.loads(read(project, "api/v1/schemas/standard.json"))
    data = json.loads(json.dumps(yaml.safe_load(FILE.read_text("utf-8")), default=str))
    jsonschema.Draft202012Validator(schema).validate(data)
    other = json.loads(read(project, "api/v1/schemas/path.json"))
    assert "standard" in json.dumps(other["$defs"]["StagePractice"])


def test_it_is_in_the_search_and_in_the_guide(project: Project) -> None:
    facets = json.loads(read(project, "search/head.json"))["facets"]
    kind = next(facet for facet in facets if facet["name"] == "kind")
    assert {"value": "standard", "label": "Standards", "count": 1} in kind["choices"]
    assert "What makes it go right." in read(project, "keys/index.html")


def broken(folder: Path, old: str, new: str) -> subprocess.CompletedProcess[str]:
    """Check a library while the package has a fault."""
    shutil.copytree(BROUGHT, folder / "packages", ignore=shutil.ignore_patterns("kata"))
    shutil.copytree(CASES / "library", folder / "kata")
    module = folder / "packages/standards_kind/__init__.py"
    module.write_text(module.read_text("utf-8").replace(old, new), encoding="utf-8")
    return run("katabase", "check", cwd=folder, PYTHONPATH=with_package(folder / "packages"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('folder="standards"', 'folder="paths"', 'its folder "paths" is that of another kind'),
        ('folder="standards"', 'folder="cards"', 'its folder "cards" is taken by the site'),
        (
            'id="standard"',
            'id="Standard"',
            "expected lower-case letters, digits and single hyphens",
        ),
        (
            '    developed_by="Standards that develop it",\n',
            "    developed_by=None,\n",
            "a heading",
        ),
        ("    prompts=_prompts,\n", "", "cannot be loaded"),
        ("STANDARD = Kind(", "STANDARD = dict(", "expected a Kind, found dict"),
        ('light="#5b4a00"', 'light="brown"', "accent.light: expected a colour"),
        (
            'package="standards_kind"',
            'package="standards_kind", icon="<b>"',
            "expected an SVG path",
        ),
        ("list[Element]", "list[Elemnt]", "model: name 'Elemnt' is not defined"),
        (
            "Title, Titled",
            "Title, Keyed as Titled",
            "Element has a key: expected the property wording",
        ),
    ],
    ids=[
        "folder-of-another",
        "folder-of-the-site",
        "id",
        "no-heading",
        "half-there",
        "no-kind",
        "no-colour",
        "no-path",
        "no-such-part",
        "no-wording",
    ],
)
def test_a_kind_that_is_not_whole_is_refused_in_a_sentence(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    result = broken(tmp_path, old, new)
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stderr.count("\n") == 1


def beside_a_practice(folder: Path, file: str, old: str, new: str) -> str:
    """Return what a check in a site with a practice of the kind says while it has a fault."""
    made = make(folder / "site")
    shutil.copytree(BROUGHT / "kata", made.kata, dirs_exist_ok=True)
    shutil.copytree(BROUGHT, folder / "packages", ignore=shutil.ignore_patterns("kata"))
    faulty = folder / "packages/standards_kind" / file
    text = faulty.read_text("utf-8")
    assert old in text
    faulty.write_text(text.replace(old, new), encoding="utf-8")
    search = with_package(folder / "packages")
    result = run("katabase", "check", cwd=made.folder, PYTHONPATH=search)
    assert result.returncode
    said = result.stdout + result.stderr
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("__init__.py", "(standard.result,)", "(standard.reslt,)", "its sections of "),
        ("__init__.py", "Prompt(element.key", "Prompt(element.kay", "its prompts of "),
        ("__init__.py", 'back=lambda standard, _: [(rows("numb', 'back=lambda s, _: [(rows("b', ""),
        ("__init__.py", "front=lambda standard, _: [", "front=lambda s, _: [] and [", "a wording"),
        ("__init__.py", "lambda _, say: (say", "lambda _: (say", "its card: captions of "),
        (
            "templates/pages/standard.html.j2",
            "practice.elements",
            "practice.elemnts",
            "(standard.html.j2:8)",
        ),
        ("templates/pages/standard.html.j2", "{% endfor %}", "", "(standard.html.j2:1"),
    ],
    ids=["sections", "prompts", "style", "no-wording", "captions", "page", "syntax"],
)
def test_a_fault_of_a_package_is_a_sentence_that_names_it(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    found = beside_a_practice(tmp_path, file, old, new)
    assert 'the kind "standard"' in found
    assert said in found


def test_a_part_may_stand_below_the_one_that_holds_it(tmp_path: Path) -> None:
    """Pydantic knows such a part by name alone until somebody asks."""
    shutil.copytree(BROUGHT, tmp_path / "packages", ignore=shutil.ignore_patterns("kata"))
    shutil.copytree(CASES / "library", tmp_path / "kata")
    shutil.copytree(BROUGHT / "kata/standards", tmp_path / "kata/standards")
    module = tmp_path / "packages/standards_kind/__init__.py"
    text = module.read_text("utf-8")
    text = text.replace("    point: Line\n", "    point: Line\n    hints: list[Hint] = []\n")
    text = text.replace("class Standard(", "class Hint(Titled):\n    pass\n\n\nclass Standard(")
    module.write_text(text, encoding="utf-8")
    practice = tmp_path / "kata/standards/tighten-the-wheel.yml"
    with practice.open("a", encoding="utf-8") as file:
        file.write("    hints:\n      - title: No force\n")
    search = with_package(tmp_path / "packages")
    result = run("katabase", "check", "--fix", cwd=tmp_path, PYTHONPATH=search)
    assert not result.returncode, result.stdout + result.stderr
    assert "key: no-force" in practice.read_text("utf-8")


def test_a_key_that_nobody_describes_is_asked_for_by_its_name(tmp_path: Path) -> None:
    made = make(tmp_path / "site")
    shutil.copytree(BROUGHT, tmp_path / "packages", ignore=shutil.ignore_patterns("kata"))
    module = tmp_path / "packages/standards_kind/__init__.py"
    text = module.read_text("utf-8").replace('    """What is right at the end."""\n', "")
    module.write_text(text, encoding="utf-8")
    search = with_package(tmp_path / "packages")
    result = run(
        "katabase", "new", "standard", "lift", "--no-ask", cwd=made.folder, PYTHONPATH=search
    )
    assert not result.returncode, result.stderr
    assert 'result: "TODO: result"' in (made.kata / "standards/lift.yml").read_text("utf-8")


def test_where_the_package_is_not_installed_nobody_is_sent_to_rename_its_folder_alone(
    tmp_path: Path,
) -> None:
    shutil.copytree(CASES / "library", tmp_path / "kata")
    shutil.copytree(BROUGHT / "kata/standards", tmp_path / "kata/standards")
    result = run("katabase", "check", cwd=tmp_path)
    assert result.returncode == 1
    said = "kata/standards:1:1: error: "
    [line] = [line for line in result.stdout.splitlines() if line.startswith(said)]
    assert "if a package brings this kind, install it" in line


def test_a_kind_without_a_template_is_refused_in_a_sentence(tmp_path: Path) -> None:
    made = make(tmp_path / "site")
    shutil.copytree(BROUGHT, tmp_path / "packages", ignore=shutil.ignore_patterns("kata"))
    (tmp_path / "packages/standards_kind/templates/pages/standard.html.j2").unlink()
    result = made.build(PYTHONPATH=with_package(tmp_path / "packages"))
    assert result.returncode
    assert (
        "expected templates/pages/standard.html.j2 in the package standards_kind" in result.stderr
    )
    assert "Traceback" not in result.stderr
