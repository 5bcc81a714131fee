"""In an editor: what the real YAML language server says, with nothing set up but a clone."""

from __future__ import annotations

import json
import os
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from katabase.domain.canonical import keys_in_order
from katabase.domain.kinds.registry import kinds
from katabase.domain.messages import is_language
from katabase.domain.reading.places import OF_A_LAYER
from katabase.domain.schema import models_of_files
from katabase.products import editor
from katabase.products.pages import listings
from tests.conftest import ROOT
from tests.support import cases
from tests.support.commands import katabase
from tests.support.language_server import LanguageServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUESTIONS = """\
title: New
cadence: each day
minuts: 5
roles: [coach]
parts:
  - title: First
    questions:
      - ask: What did you expect?
        \n"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a small site, gone into."""
    cases.copy_library(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    """The server over this repository as it is cloned."""
    with LanguageServer(ROOT) as running:
        yield running


def said(found: list[dict[str, Any]]) -> str:
    return "\n".join(f"{each['range']['start']['line']}: {each['message']}" for each in found)


def labels(answer: dict[str, Any]) -> list[str]:
    return [item["label"] for item in answer["items"]]


def test_the_server_warns_completes_and_explains(server: LanguageServer) -> None:
    path = ROOT / "kata/questions/never-written.yml"
    found = said(server.open(path, QUESTIONS))
    assert re.search(r'0: Missing property "summary"', found)
    assert re.search(r"1: Value is not accepted.*daily", found)
    assert re.search(r"2: Property minuts is not allowed", found)
    last = QUESTIONS.count("\n") - 1
    assert {"key", "listen_for", "follow_up"} <= set(labels(server.at("completion", path, last, 8)))
    assert "daily" in labels(server.at("completion", path, 1, 9))
    assert "How often it is run." in json.dumps(server.at("hover", path, 1, 2))


def one_of_each() -> dict[str, Path]:
    """Return one shipped file of each folder and sort, those of languages included."""
    found: dict[str, Path] = {}
    for path in sorted((ROOT / "kata").rglob("*.yml")):
        name = path.relative_to(ROOT / "kata")
        found.setdefault(str(name if name.name in OF_A_LAYER else name.parent), path)
    return found


@pytest.mark.parametrize("path", one_of_each().values(), ids=one_of_each())
def test_the_server_finds_nothing_in_a_sound_file(server: LanguageServer, path: Path) -> None:
    assert said(server.open(path, path.read_text("utf-8"))) == ""


def test_every_shipped_file_names_its_schema_in_its_first_line() -> None:
    names = {kind.folder: str(kind) for kind in kinds()}
    for path in (ROOT / "kata").rglob("*.yml"):
        name = path.relative_to(ROOT / "kata")
        # what a language calls words of the library has the form of these
        words = is_language(name.parts[0]) and path.stem != "vocabulary"
        schema = f"{'translating-' if words else ''}{names.get(path.parent.name, path.stem)}.json"
        up = "../" * (len(name.parts) - 1)
        first = path.read_text("utf-8").partition("\n")[0]
        assert first == f"# yaml-language-server: $schema={up}.schemas/{schema}", (
            f"{name}: run katabase format"
        )
        assert (ROOT / "kata/.schemas" / schema).is_file()


def test_the_first_line_is_enough_for_any_editor(here: Path) -> None:
    assert katabase("schemas").exit_code == 0
    shutil.rmtree(here / ".vscode")
    path = here / "kata/questions/new.yml"
    with LanguageServer(here) as server:
        found = said(server.open(path, editor.head(models["questions"]) + QUESTIONS))
    assert "3: Property minuts is not allowed" in found


models = {str(kind): kind for kind in kinds()}


def test_the_schemas_of_this_repository_are_current(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = katabase("schemas", "--check")
    assert result.exit_code == 0, f"{result.output}run katabase schemas and commit what it writes"


def test_settings_of_this_repository_are_those_that_are_written() -> None:
    for name, text in editor.settings("kata"):
        assert (ROOT / name).read_text("utf-8") == text


def test_schemas_know_the_words_of_the_library_and_are_written_anew(here: Path) -> None:
    words = "roles:\n  - id: nurse\n    label: Nurse\n"
    (here / "kata/vocabulary.yml").write_text(words, encoding="utf-8")
    assert katabase("schemas", "--check").exit_code == 1
    assert not (here / "kata/.schemas").exists()
    assert katabase("schemas").exit_code == 0
    assert '"nurse"' in (here / "kata/.schemas/checklist.json").read_text("utf-8")
    (here / "kata/vocabulary.yml").unlink()
    result = katabase("schemas", "--check")
    assert result.exit_code == 1
    assert "kata/.schemas/checklist.json: out of date" in result.output
    assert katabase("check", "--no-cards").exit_code == 0


def test_settings_that_a_person_has_are_kept(here: Path) -> None:
    (here / ".vscode").mkdir()
    (here / ".vscode/settings.json").write_text("{}", encoding="utf-8")
    assert katabase("schemas").exit_code == 0
    assert (here / ".vscode/settings.json").read_text("utf-8") == "{}"


@pytest.mark.parametrize("name", list(models_of_files()))
def test_schema_model_and_guide_name_the_same_keys_in_one_order(name: str) -> None:
    model = models_of_files()[name]
    schema = json.loads((ROOT / f"kata/.schemas/{name}.json").read_text("utf-8"))
    order = keys_in_order(model)
    assert set(schema["properties"]) == set(order)
    shown = re.findall(r"<dt><code>([\w\[\]]+)</code>", str(listings.fields(model)))
    assert [found.removesuffix("[]") for found in shown] == order
    needed = {key for key, field in model.model_fields.items() if field.is_required()}
    assert set(schema.get("required", [])) == needed


def test_format_puts_files_in_order_and_then_has_nothing_to_do(here: Path) -> None:
    path = here / "kata/questions/three-questions.yml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    assert lines[0].startswith("title:")
    path.write_text("".join([lines[1], "# what it is called\n", lines[0], *lines[2:]]), "utf-8")
    before = path.read_bytes()
    result = katabase("format", "--check", str(path))
    assert (result.exit_code, path.read_bytes()) == (1, before)
    assert "kata/questions/three-questions.yml" in result.output
    assert katabase("format").exit_code == 0
    assert path.read_text("utf-8").startswith("# what it is called\ntitle:")
    assert katabase("format", "--check").exit_code == 0


def test_format_names_the_schema_of_each_sort_of_file_where_there_are_schemas(here: Path) -> None:
    files = {
        "starter-kata/starting-on-time.yml": "../.schemas/starter-kata.json",
        "glossary.yml": ".schemas/glossary.json",
        "de/questions/three-questions.yml": "../../.schemas/translating-questions.json",
        "de/vocabulary.yml": "../.schemas/vocabulary.json",
        "de-AT/glossary.yml": "../.schemas/translating-glossary.json",
        "traits/ours.yml": "../.schemas/adapting-trait.json",
    }
    texts = {
        "de/questions/three-questions.yml": "translates: 1.0.0\n",
        "de/vocabulary.yml": "roles: []\n",
        "de-AT/glossary.yml": "terms: []\n",
        "traits/ours.yml": "adapts: 1.0.0\n",
    }
    for name, text in texts.items():
        (here / "kata" / name).parent.mkdir(parents=True, exist_ok=True)
        (here / "kata" / name).write_text(text, encoding="utf-8")
    assert katabase("format").exit_code == 0
    before = {name: (here / "kata" / name).read_text("utf-8") for name in files}
    assert not any("yaml-language-server" in text for text in before.values())
    assert katabase("schemas").exit_code == 0
    assert katabase("format", "--check").exit_code == 1
    assert katabase("format").exit_code == 0
    for name, schema in files.items():
        line = f"# yaml-language-server: $schema={schema}\n"
        assert (here / "kata" / name).read_text("utf-8") == line + before[name]
    assert katabase("format", "--check").exit_code == 0


def test_format_reaches_translations(here: Path) -> None:
    path = here / "kata/de/questions/three-questions.yml"
    path.parent.mkdir(parents=True)
    path.write_text("title: Drei Fragen\n# made from\ntranslates: 1.0.0\n", encoding="utf-8")
    assert katabase("format").exit_code == 0
    assert path.read_text("utf-8") == "# made from\ntranslates: 1.0.0\ntitle: Drei Fragen\n"
    assert katabase("format", "--check").exit_code == 0


def test_format_leaves_what_it_cannot_read_and_says_so(here: Path) -> None:
    path = here / "kata/questions/three-questions.yml"
    path.write_text("title: [", encoding="utf-8")
    result = katabase("format", str(path))
    assert result.exit_code == 1
    assert "left as it is; see katabase check" in result.output + result.stderr
    assert path.read_text("utf-8") == "title: ["


def test_files_of_a_package_are_left_alone(here: Path) -> None:
    (here / "mkdocs.yml").write_text(
        "site_name: X\nplugins:\n  - katabase:\n      layers: [katabase, kata]\n", "utf-8"
    )
    shipped = {path: path.read_bytes() for path in (ROOT / "kata").rglob("*.yml")}
    assert katabase("format").exit_code == 0
    assert shipped == {path: path.read_bytes() for path in (ROOT / "kata").rglob("*.yml")}
    os.chdir(ROOT)
