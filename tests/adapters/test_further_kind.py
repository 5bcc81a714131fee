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
    ],
    ids=["folder-of-another", "folder-of-the-site", "id", "no-heading", "half-there", "no-kind"],
)
def test_a_kind_that_is_not_whole_is_refused_in_a_sentence(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    result = broken(tmp_path, old, new)
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stderr.count("\n") == 1


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
