"""Keys in order: whole lines move with their comments, and the file says what it said.

Judge of what a file says is ruamel.yaml, which shares no code with the reader.
"""

from __future__ import annotations

import copy
import random
import re
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from katabase.domain import schema
from katabase.domain.canonical import in_order, keys_in_order
from katabase.domain.kinds.registry import folders, kinds
from katabase.domain.messages import is_language
from katabase.domain.reading import source
from katabase.domain.reading.model_fields import fields_at, model_in
from katabase.domain.translating.glossary import TranslatedGlossary
from katabase.domain.translating.words import keys_with_words, name_of, nameless, says
from tests.support import cases

KATA = cases.CASES.parent.parent / "kata"
FILES = [path.relative_to(KATA) for path in sorted(KATA.rglob("*.yml"))]
SAMPLES = {kind: yaml.safe_load(cases.sample(kind).read_text("utf-8")) for kind in kinds()}


def model_of(name: str) -> Any:
    return schema.models_of_files()[name]


def ordered(text: str, model: Any, *, translation: bool = False) -> str:
    raw = text.encode()
    document, problems = source.parse(raw, "x.yml")
    assert document is not None, problems
    return in_order(document, model, raw, translation=translation).decode()


def translated(data: dict[str, Any], model: Any) -> dict[str, Any]:
    """Return what a translation says of a practice, or of a part of one."""
    fields, said = fields_at(model, ()), {}
    for name in [name for name in keys_with_words(model) if name in data]:
        value, inner = data[name], model_in(fields[name].annotation)
        if inner is not None and not isinstance(value, list):
            value = translated(value, inner)
        elif inner is not None and not nameless(inner):
            value = {
                name_of(part, inner, part.get("key", f"part-{number}")): (
                    part.get(says(inner), "-") if says(inner) else translated(part, inner)
                )
                for number, part in enumerate(value)
            }
        said[name] = value
    return said


def judged(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text.removeprefix("\ufeff"))


def without_dashes(text: str) -> list[str]:
    """Return the lines of a text, each without the dash that the first key of a part has."""
    lines = text.removeprefix("\ufeff").splitlines()
    return sorted(re.sub(r"^( *)- (?=\w+:)", r"\1  ", line) for line in lines)


def must_be_in_order(data: Any, model: Any, *, translation: bool = False) -> None:
    known = [*(["translates"] if "translates" in data else []), *keys_in_order(model)]
    assert list(data) == [name for name in dict.fromkeys(known) if name in data]
    fields = fields_at(model, ())
    for name, value in data.items():
        inner = model_in(fields[name].annotation) if name in fields else None
        if inner is None or (translation and says(inner)):
            continue
        named = translation and not isinstance(value, list) and not nameless(inner)
        for part in value.values() if named else value if isinstance(value, list) else [value]:
            must_be_in_order(part, inner, translation=translation)


class Written:
    """YAML as people write it: any order of keys, any quotes, comments above keys."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.comments = 0

    def mapping(self, data: dict[str, Any], indent: str, dash: str = "") -> str:
        names = list(data)
        self.chance.shuffle(names)
        text = ""
        for name in names:
            first = (dash or indent) if name == names[0] else indent
            if not (dash and name == names[0]):
                text += self.above(name, indent)
            text += f"{first}{name}:{self.value(data[name], indent)}"
        return text

    def above(self, name: str, indent: str) -> str:
        if self.chance.random() < 0.3:
            self.comments += 1
            blank = "\n" if self.chance.random() < 0.3 else ""
            return f"{blank}{indent}# {self.comments} of {name}\n"
        return "\n" if self.chance.random() < 0.1 else ""

    def value(self, value: Any, indent: str) -> str:
        deeper = indent + "  "
        if isinstance(value, dict):
            return "\n" + self.mapping(value, deeper)
        if isinstance(value, list):
            if not value or not isinstance(value[0], dict):
                return f" {yaml.safe_dump(value, default_flow_style=True, width=9999)}"
            at = self.chance.choice(["", "  "]) + indent
            dashes = self.chance.choice([f"{at}- ", f"{at}-\n{at}  "])
            return "\n" + "".join(self.mapping(part, f"{at}  ", dashes) for part in value)
        if isinstance(value, str) and self.chance.random() < 0.7:
            return self.text(value, deeper)
        return f" {yaml.safe_dump(value, width=9999).removesuffix('...' + chr(10))}"

    def text(self, value: str, indent: str) -> str:
        style = self.chance.choice(['"', "'", ">-", "|-", "|", "|+", "#"])
        if style in "\"'":
            flat = (
                f"'{value}'"
                if style == "'" and "'" not in value
                else yaml.dump(value, default_style='"', width=9999, allow_unicode=True).strip()
            )
            return f" {flat}  # behind\n" if self.chance.random() < 0.2 else f" {flat}\n"
        if style == "#":  # what looks like a comment within a text is none
            return f" |-\n{indent}# {value[:20].strip()}\n{indent}- key: {len(value)}\n"
        lines = [line.strip() for line in value.splitlines() if line.strip()]
        end = "\n\n" if style == "|+" or self.chance.random() < 0.2 else "\n"
        return f" {style}\n{indent}" + f"\n{indent}".join(lines) + end


@pytest.mark.parametrize("kind", kinds(), ids=str)
@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_whatever_order_a_person_writes(kind: Any, seed: int, ending: str, mark: bool) -> None:
    written = Written(random.Random(seed))
    text = written.mapping(copy.deepcopy(SAMPLES[kind]), "").replace("\n", ending)
    text = "\ufeff" + text if mark else text
    new = ordered(text, kind.model)
    assert judged(new) == judged(text)
    must_be_in_order(judged(new), kind.model)
    assert ordered(new, kind.model) == new
    assert new.startswith("\ufeff") is mark
    assert without_dashes(new) == without_dashes(text)
    for name, rest in re.findall(r"# \d+ of (\w+)\s+(.*)", new):
        assert rest.lstrip("- ").startswith((f"{name}:", "#")), (name, rest)


@pytest.mark.parametrize("kind", kinds(), ids=str)
@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32))
def test_whatever_order_a_translation_is_written_in(kind: Any, seed: int) -> None:
    data = {"translates": "1.0.0", **translated(SAMPLES[kind], kind.model)}
    text = Written(random.Random(seed)).mapping(copy.deepcopy(data), "")
    new = ordered(text, kind.model, translation=True)
    assert judged(new) == judged(text)
    assert next(iter(judged(new))) == "translates"
    must_be_in_order(judged(new), kind.model, translation=True)
    assert ordered(new, kind.model, translation=True) == new
    assert sorted(new.splitlines()) == sorted(text.splitlines())
    for name, below in re.findall(r"# \d+ of ([\w-]+)\s+(.*)", new):
        assert below.startswith((f"{name}:", "#")), (name, below)


@pytest.mark.parametrize("path", FILES, ids=str)
def test_the_shipped_files_say_the_same_in_order(path: Any) -> None:
    text = (KATA / path).read_text("utf-8")
    kind = folders().get(path.parent.name)
    model = model_of(str(kind) if kind else path.stem)
    if translation := is_language(path.parts[0]):
        model = TranslatedGlossary if path.stem == "glossary" else model
    new = ordered(text, model, translation=translation)
    assert judged(new) == judged(text)
    assert without_dashes(new) == without_dashes(text)
    if not (translation and path.stem == "glossary"):
        must_be_in_order(judged(new), model, translation=translation)


QUESTIONS = folders()["questions"].model


TRANSLATION = """\
# for readers in Vienna
title: Drei Fragen
# made from
translates: 1.0.0
parts:
  the-card:
    # one by one
    questions:
      second:
        # nobody says it like that
        ask: Was ist?
      first:
        why: Wir
        ask: Wer?
    # whose side
    title: Die Karte
summary: Drei.
"""


def test_a_translation_comes_into_the_order_of_its_practice_and_its_parts_stay() -> None:
    assert (
        ordered(TRANSLATION, QUESTIONS, translation=True)
        == """\
# made from
translates: 1.0.0
# for readers in Vienna
title: Drei Fragen
summary: Drei.
parts:
  the-card:
    # whose side
    title: Die Karte
    # one by one
    questions:
      second:
        # nobody says it like that
        ask: Was ist?
      first:
        ask: Wer?
        why: Wir
"""
    )


def test_a_translated_term_says_first_what_it_translates() -> None:
    text = "terms:\n  - meaning: M\n    translates: learner\n    term: Lernende\n"
    assert ordered(text, TranslatedGlossary, translation=True) == (
        "terms:\n  - term: Lernende\n    translates: learner\n    meaning: M\n"
    )


def test_a_line_for_the_editor_stays_at_the_top() -> None:
    text = "# yaml-language-server: $schema=x.json\n# why\nminutes: 5\ntitle: T\n"
    assert ordered(text, QUESTIONS) == (
        "# yaml-language-server: $schema=x.json\ntitle: T\n# why\nminutes: 5\n"
    )


def test_a_comment_further_right_belongs_to_what_is_above() -> None:
    text = "roles:\n  - coach\n  # - learner\n# whose it is\ntitle: T\n"
    assert ordered(text, QUESTIONS) == (
        "# whose it is\ntitle: T\nroles:\n  - coach\n  # - learner\n"
    )


def test_an_unknown_key_stays_behind_its_neighbour() -> None:
    text = "summary: S\nminuts: 5\ntitle: T\n"
    assert ordered(text, QUESTIONS) == "title: T\nsummary: S\nminuts: 5\n"


def test_a_last_line_without_an_end_moves_and_the_file_still_ends_without_one() -> None:
    assert ordered("summary: S\ntitle: T", QUESTIONS) == "title: T\nsummary: S"


def test_a_text_that_would_change_stays_where_it_is() -> None:
    text = "summary: S\ntitle: |\n  T"  # above another key, its last line would have an end
    assert ordered(text, QUESTIONS) == text


def test_what_stands_in_braces_stays() -> None:
    text = "sources:\n  - {year: 2020, author: A, title: T}\n"
    assert ordered(text, QUESTIONS) == text


def test_a_list_over_several_lines_moves_whole() -> None:
    text = "roles: [coach,\n  learner\n]\ntitle: T\n"
    assert ordered(text, QUESTIONS) == "title: T\nroles: [coach,\n  learner\n]\n"


@pytest.mark.parametrize("kind", kinds(), ids=str)
def test_every_key_of_the_model_has_its_place(kind: Any) -> None:
    names = keys_in_order(kind.model)
    assert sorted(names) == sorted(kind.model.model_fields)
    assert names[:2] == ["title", "summary"]
    assert names[-2:] == ["card", "searched_as"]
