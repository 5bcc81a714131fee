"""Translations: golden cases over the small library, and laws that hold for all."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml

from katabase.domain import loading
from katabase.domain.checks import registry
from katabase.domain.fields import WORDS, Part, key_of
from katabase.domain.kinds.registry import kinds
from katabase.domain.layers import Layer, languages_of
from katabase.domain.problems import Level
from katabase.domain.schema import translating_schemas
from katabase.domain.translating.standing import left
from tests.conftest import ROOT
from tests.support import cases, layered

if TYPE_CHECKING:
    from pathlib import Path

KATA = "starter-kata/starting-on-time"
PLANT = cases.CASES / "layers/german-plant"
SHIPPED = Layer(ROOT / "kata", "kata")


@pytest.mark.parametrize("folder", layered.TRANSLATED, ids=lambda folder: folder.parent.name)
def test_a_case_comes_out_as_expected(folder: Path) -> None:
    assert layered.translated(folder) == (folder / cases.EXPECTED).read_text(encoding="utf-8")


def without_words(value: Any) -> Any:
    """Return all of a practice that is the same in every language."""
    if isinstance(value, Part):
        fields = type(value).model_fields
        kept = {key_of(n, f): getattr(value, n) for n, f in fields.items() if not _word(f)}
        return {name: without_words(inner) for name, inner in kept.items() if name != "language"}
    return [without_words(each) for each in value] if isinstance(value, list) else value


def _word(field: Any) -> bool:
    return WORDS in field.metadata or WORDS in str(field.annotation)


@pytest.mark.parametrize("language", languages_of([SHIPPED]))
def test_nothing_but_words_differs(language: str) -> None:
    """The oracle knows no translation: it drops all texts, and compares what is left."""
    base, other = loading.load([SHIPPED]), loading.load([SHIPPED], language=language)
    assert list(base.entries) == list(other.entries)
    translated = [entry for entry in other.ordered() if entry.translations]
    assert translated
    for entry in translated:
        old = base.entries[entry.ref].practice
        assert without_words(entry.practice) == without_words(old), entry.ref
        assert entry.practice.title != old.title or "PDCA" in old.title
        assert entry.practice.language == language


def test_a_word_may_be_spelled_as_the_one_that_it_translates(tmp_path: Path) -> None:
    """But no other word of the language may take it a second time."""
    kata = cases.copy_library(tmp_path)
    (kata / "de").mkdir()
    words = "terms:\n  - term: GEMBA\n    translates: gemba\n    meaning: Ort der Arbeit.\n"
    (kata / "de/glossary.yml").write_text(words, encoding="utf-8")
    layer = Layer(kata, "kata")
    assert "gemba" in {term.term.lower() for term in loading.load([layer]).terms}

    def said() -> list[str]:
        found = loading.load([layer], language="de")
        return [problem.path for problem in registry.check(found) if "glossary" in problem.message]

    assert said() == []
    words += "  - term: Halle\n    meaning: Wo gearbeitet wird.\n    also: [Gemba]\n"
    (kata / "de/glossary.yml").write_text(words, encoding="utf-8")
    assert said() == ["kata/de/glossary.yml"]


def test_a_site_without_the_language_knows_nothing_of_it() -> None:
    found = layered.load(PLANT)
    assert not [shown for shown in found.files if "/de/" in shown]
    assert not any(entry.translations for entry in found.entries.values())


def test_a_region_takes_the_general_language_first(tmp_path: Path) -> None:
    case = tmp_path / "own"
    shutil.copytree(PLANT, case)
    austrian = case / "de-AT/questions/three-questions.yml"
    austrian.parent.mkdir(parents=True)
    austrian.write_text("translates: 1.0.0\ntitle: Drei Fragen heuer\nsummary: Kurz.\n", "utf-8")
    found = layered.load(case, language="de-AT").entries["questions/three-questions"]
    assert found.practice.title == "Drei Fragen heuer"
    assert found.practice.parts[0].title == "Am Board"  # type: ignore[attr-defined]
    assert layered.load(case, language="de").entries[found.ref].practice.title == "Drei Fragen"


def test_what_has_gone_from_the_original_stops_nobody(tmp_path: Path) -> None:
    """After an upgrade a step has gone: its words are left out, and somebody is told."""
    base, own = tmp_path / "base", tmp_path / "own"
    shutil.copytree(cases.LIBRARY, base)
    words = own / f"de/{KATA}.yml"
    words.parent.mkdir(parents=True)
    words.write_text(
        "translates: 1.0.0\ntitle: Anfangen\nsummary: Kurz.\n"
        "steps:\n  sweep-room:\n    title: Fegen\n  note-minute:\n    title: Notieren\n",
        encoding="utf-8",
    )
    found = loading.load([Layer(base, layered.BASE), Layer(own, "own")], language="de")
    problems = [p for p in registry.check(found) if p.path.startswith("own/")]
    assert {p.rule for p in problems} == {"cannot-translate", "translation-behind"}
    assert {p.level for p in problems} == {Level.WARNING}
    entry = found.entries[KATA]
    assert [step.title for step in entry.practice.steps] == ["Write the minute", "Notieren"]  # type: ignore[attr-defined]
    assert "steps/write-minute/title" in left(entry)


def test_a_schema_takes_what_the_model_takes() -> None:
    schemas = translating_schemas()
    for kind in kinds():
        schema = json.loads(schemas[f"translating-{kind}.json"])
        for path in (ROOT / "kata").glob(f"*/{kind.folder}/*.yml"):
            data = yaml.safe_load(path.read_text(encoding="utf-8"))
            data["translates"] = str(data["translates"])
            jsonschema.validate(data, schema)
            with pytest.raises(jsonschema.ValidationError):
                jsonschema.validate({**data, "minutes": 3}, schema)
