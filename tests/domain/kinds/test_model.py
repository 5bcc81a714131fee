"""The model: everything described, schema and model of one mind, vocabularies complete."""

from __future__ import annotations

import datetime
import inspect
import json
import re
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from katabase.domain import (
    fields,
    glossary,
    layers,
    loading,
    schema,
    shared_parts,
    vocabulary,
    words,
)
from katabase.domain.descriptions import meanings
from katabase.domain.kinds import questions, starter_kata
from katabase.domain.kinds.practice import Developing, Practice
from katabase.domain.kinds.registry import folders, kinds
from katabase.domain.messages import is_language
from katabase.domain.reading import source
from katabase.domain.slugs import is_slug
from katabase.domain.vocabulary import OPEN, SHIPPED, Labelled
from tests.support import cases

if TYPE_CHECKING:
    from pathlib import Path

ROOT = cases.CASES.parent.parent

OF_KINDS = (sys.modules[kind.model.__module__] for kind in kinds())
MODULES = [fields, shared_parts, glossary, words, *OF_KINDS]

PARTS = sorted(
    {
        found
        for module in MODULES
        for _, found in inspect.getmembers(module, inspect.isclass)
        if issubclass(found, fields.Part)
    },
    key=lambda part: part.__name__,
)
CLOSED = [
    found
    for _, found in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(found, Labelled) and found is not Labelled
]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_part_and_every_field_is_described(part: type[fields.Part]) -> None:
    assert part.__doc__
    assert part.__doc__.strip().endswith(".")
    assert len(meanings(part)) == len(part.model_fields)
    for name, said in meanings(part).items():
        assert said.strip().endswith("."), f"{part.__name__}.{name}"


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_part_is_frozen_and_refuses_unknown_keys(part: type[fields.Part]) -> None:
    assert part.model_config["frozen"]
    assert part.model_config["extra"] == "forbid"


def test_the_parts_above_are_all_parts() -> None:
    assert len(PARTS) > 20
    some = {shared_parts.Source, glossary.Term, starter_kata.StarterKata, questions.Question}
    assert some <= set(PARTS)


@pytest.mark.parametrize("words", CLOSED, ids=lambda words: words.__name__)
def test_every_word_has_a_label_of_its_own(words: type[Labelled]) -> None:
    labels = [word.label for word in words]
    assert all(labels)
    assert len(set(labels)) == len(labels)
    for word in words:
        assert word.label[0].isupper()
        assert is_slug(word.value)


@pytest.mark.parametrize("name", OPEN)
def test_every_word_that_can_be_added_to_has_a_label_of_its_own(name: str) -> None:
    found = SHIPPED.of(name)
    assert [str(word) for word in found.values()] == list(found)
    assert len({word.label for word in found.values()}) == len(found)
    for word in found.values():
        assert is_slug(word)
        assert word.label[0].isupper()
        assert word.plural
        assert word.introduction or name != "roles"


def test_every_kind_has_a_folder_and_a_model_of_its_own() -> None:
    assert set(folders().values()) == set(kinds())
    assert len({kind.model for kind in kinds()}) == len(kinds())
    for kind in kinds():
        assert issubclass(kind.model, Practice)
        assert bool(kind.developed_by) is issubclass(kind.model, Developing)


def as_json(value: Any) -> Any:
    """Return data of the reader as JSON knows it: dates as text."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    return [as_json(item) for item in value] if isinstance(value, list) else value


def judge(text: str) -> jsonschema.Draft202012Validator:
    found = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(found)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(found, format_checker=checker)


@cache
def judges(kata: Path) -> dict[str, jsonschema.Draft202012Validator]:
    """Return the schemas of a library, which know the words that it adds."""
    added = loading.load([layers.Layer(kata, "kata")]).vocabulary
    return {name: judge(text) for name, text in schema.schemas(added).items()}


def judge_of(path: Path) -> jsonschema.Draft202012Validator:
    kind = folders().get(path.parent.name)
    known = judges(ROOT / "kata" if path.is_relative_to(ROOT / "kata") else cases.LIBRARY)
    return known[f"{kind}.json" if kind else f"{path.stem}.json"]


def data_of(path: Path) -> Any:
    document, problems = source.read(path, path.name)
    assert document is not None, problems
    return as_json(document.data)


GOOD = [
    path
    for kata in (ROOT / "kata", cases.LIBRARY)
    for pattern in ("*.yml", "*/*.yml")
    for path in sorted(kata.glob(pattern))
    if not is_language(path.parent.name)
]


@pytest.mark.parametrize("path", GOOD, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_sound_file_follows_its_schema(path: Path) -> None:
    assert not list(judge_of(path).iter_errors(data_of(path)))


OF_THE_SCHEMA = {
    "unknown-key",
    "missing-key",
    "wrong-type",
    "wrong-value",
    "wrong-count",
    "out-of-range",
    "too-long",
    "empty-text",
    "line-break",
    "bad-id",
    "bad-version",
    "bad-reference",
    "bad-language",
}


SAID_TWICE = "vocabulary-says-twice"
"""The case of two entries with one id: a schema looks at each entry by itself."""


def broken() -> list[Path]:
    """Return the files of the golden cases in which the model itself finds something."""
    found = []
    for case in cases.PROBLEMS:
        for line in (case / cases.EXPECTED).read_text(encoding="utf-8").splitlines():
            place, _, rule = line.rstrip("]").rpartition(" [")
            path = case / place.partition(":")[0].removeprefix("kata/")
            if rule in OF_THE_SCHEMA and path.suffix == ".yml":
                found.append(path)
    # A schema knows what is in a file, not what the file is called.
    named = r"(?!index)[a-z][^.]*\.yml"
    readable = (path for path in dict.fromkeys(found) if re.fullmatch(named, path.name))
    return [
        path
        for path in readable
        if path.parent.name != SAID_TWICE and source.read(path, "x")[0] is not None
    ]


@pytest.mark.parametrize("path", broken(), ids=lambda path: path.parent.parent.name)
def test_a_file_that_the_model_refuses_breaks_its_schema(path: Path) -> None:
    assert list(judge_of(path).iter_errors(data_of(path)))


def test_enough_broken_files_were_judged() -> None:
    assert len(broken()) > 30


def test_a_schema_describes_every_key() -> None:
    for judging in judges(cases.LIBRARY).values():
        for part in [judging.schema, *judging.schema.get("$defs", {}).values()]:
            for name, key in part.get("properties", {}).items():
                assert key.get("description"), name
