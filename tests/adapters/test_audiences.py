"""Internal practices and drafts: one configuration shows them, another leaves no trace."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
import yaml
from PIL import Image

from katabase.domain import loading
from katabase.domain.kinds.registry import kinds
from katabase.domain.layers import Layer
from katabase.domain.vocabulary import Status
from tests.conftest import run
from tests.support import cases
from tests.support.project import Project, make

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARK = "zzqxj"
"""A word that nobody writes, and that no code or hash holds: not all its letters are digits."""

SECRET = ("starter-kata", "questions", "checklists", "paths", "traits")


def marked(value: Any, way: tuple[str, ...], number: Iterator[int]) -> Any:
    """Return data in which every text that a person writes has a marker."""
    if isinstance(value, dict):
        return {name: marked(inner, (*way, name), number) for name, inner in value.items()}
    if isinstance(value, list):
        return [marked(inner, way, number) for inner in value]
    if isinstance(value, str) and way[-1] == "link":
        return f"https://{MARK}.example/"
    if isinstance(value, str) and (way[-1] == "keywords" or not A_WORD.fullmatch(value)):
        return f"{MARK}{next(number)} {value}"
    return value


A_WORD = re.compile(r"[a-z0-9./-]+")
"""An id, a version, a word of a vocabulary: nothing that a person has written."""


def plant(project: Project, head: str, name: str) -> None:
    """Write a marked practice of each kind beside the small ones, which lead to it."""
    number = iter(range(10_000))
    for folder in SECRET:
        (source,) = (cases.LIBRARY / folder).glob("*.yml")
        data = yaml.safe_load(source.read_text(encoding="utf-8"))
        data |= {"formerly": [f"{MARK}-{name}-once"], "related": []} | yaml.safe_load(head)
        data["picture"] = {"file": f"pictures/{MARK}.png", "alt": "Ours.", "on_card": "back"}
        picture = project.kata / folder / data["picture"]["file"]
        picture.parent.mkdir(exist_ok=True)
        Image.new("RGB", (40, 20)).save(picture)
        data |= {"traits": []} if "traits" in data else {}
        data |= {"order": 9} if "order" in data else {}
        text = yaml.safe_dump(marked(data, (), number), allow_unicode=True, sort_keys=False)
        project.write(f"kata/{folder}/{MARK}-{name}.yml", text)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = make(tmp_path_factory.mktemp("audiences"))
    plant(made, "{audience: internal, status: trial}", "internal")
    plant(made, "{status: draft}", "draft")
    made.edit(
        f"kata/checklists/{MARK}-draft.yml", f"pictures/{MARK}.png", f"/pictures/{MARK}-own.png"
    )
    (made.folder / "docs/pictures").mkdir()
    Image.new("RGB", (40, 20)).save(made.folder / f"docs/pictures/{MARK}-own.png")
    made.edit(
        "kata/checklists/desk-walk.yml",
        "traits:",
        f"""\
related:
  - questions/{MARK}-internal
  - starter-kata/{MARK}-draft
traits:""",
    )
    made.edit(
        "kata/checklists/desk-walk.yml",
        "In an office, for a manager.",
        f'"In [an office](trait/{MARK}-internal), for [a manager](trait/{MARK}-draft-once)."',
    )
    made.edit(
        "kata/paths/first-week.yml",
        "    move_on_when:\n      - You have",
        f"      - practice: checklist/{MARK}-internal\n        how: Later.\n"
        "    move_on_when:\n      - You have",
    )
    made.edit("kata/glossary.yml", "see: checklist/desk-walk", f"see: checklist/{MARK}-internal")
    result = made.build()
    assert not result.returncode, result.stderr
    return made


def texts_of_pdfs(folder: Path) -> Iterator[tuple[str, str]]:
    for path in folder.rglob("*.pdf"):
        document = pypdfium2.PdfDocument(path)
        pages = (
            document[number].get_textpage().get_text_bounded() for number in range(len(document))
        )
        yield path.name, " ".join([*pages, str(document.get_metadata_dict())])


def test_every_field_of_every_kind_is_marked(site: Project) -> None:
    """What a person writes in a practice has the marker, so that no field is forgotten."""
    loaded = loading.load([Layer(site.kata, "kata")])
    assert not loaded.problems
    planted = [entry for entry in loaded.entries.values() if MARK in entry.id]
    assert {entry.kind for entry in planted} == set(kinds())
    assert len(planted) == 2 * len(kinds())
    for entry in planted:
        for way, text in entry.document.texts():
            assert MARK in text or A_WORD.fullmatch(text), (entry.filename, way)


def test_no_trace_is_left_in_the_public_site(site: Project) -> None:
    assert site.holds(MARK) == []
    assert [name for name, text in texts_of_pdfs(site.site) if MARK in text] == []


def test_the_internal_site_has_what_is_internal_and_no_draft(site: Project) -> None:
    settings = (site.folder / "mkdocs.yml").read_text(encoding="utf-8")
    internal = settings.replace("  - katabase\n", "  - katabase: {audiences: [internal]}\n")
    site.write("mkdocs.internal.yml", internal)
    result = run("mkdocs", "build", "-f", "mkdocs.internal.yml", "-d", "inside", cwd=site.folder)
    assert not result.returncode, result.stderr
    inside = Project(site.folder)
    pages = {path.parent.name for path in (site.folder / "inside").rglob(f"*{MARK}*/index.html")}
    assert {f"{MARK}-internal", f"{MARK}-internal-once"} <= pages
    assert not [name for name in pages if "draft" in name]
    option = ("--config-file", "mkdocs.internal.yml")
    assert run("katabase", "check", *option, cwd=site.folder).returncode == 0
    elsewhere = run("katabase", "check", *option, cwd=site.kata)
    assert elsewhere.returncode == 2
    assert "mkdocs.internal.yml does not exist" in elsewhere.stderr
    walk = (site.folder / "inside/checklists/desk-walk/index.html").read_text(encoding="utf-8")
    assert f"traits/{MARK}-internal/" in walk
    assert inside.holds(MARK) == []  # and the public one lies beside it, untouched


def test_no_trace_is_left_in_the_bundle(site: Project) -> None:
    result = run("katabase", "bundle", "--site", "site", cwd=site.folder)
    assert not result.returncode, result.stderr
    (path,) = site.folder.glob("dist/*.zip")
    with zipfile.ZipFile(path) as bundle:
        for name in bundle.namelist():
            assert MARK not in name
            assert MARK.encode() not in bundle.read(name), name


def test_no_card_of_another_audience_is_printed(site: Project) -> None:
    result = run("katabase", "cards", f"questions/{MARK}-internal", cwd=site.folder)
    assert result.returncode == 2
    assert 'is for the audience "internal"' in result.stderr
    assert re.search(r"audiences: \[internal\]", result.stderr)


def test_an_adapted_practice_does_not_tell_of_a_base_that_is_secret() -> None:
    loaded = loading.load(
        [Layer(cases.LIBRARY, "lib:library"), Layer(cases.CASES / "layers/german-plant", "own")]
    )
    entry = loaded.entries["checklist/desk-walk"]
    assert entry.origin is not None
    base = entry.origin.base
    for change in ({"audience": "internal"}, {"status": Status.DRAFT}):
        object.__setattr__(base, "practice", base.practice.model_copy(update=change))
        assert loaded.published().entries[entry.ref].origin is None
