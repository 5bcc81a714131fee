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
from tests.support import cases

FILES = [
    path
    for pattern in ("*.yml", "*/*.yml")
    for path in sorted((cases.CASES.parent.parent / "kata").glob(pattern))
    if not is_language(path.parent.name)
]
SAMPLES = {
    kind: yaml.safe_load(next((cases.LIBRARY / kind.folder).glob("*.yml")).read_text("utf-8"))
    for kind in kinds()
}


def model_of(name: str) -> Any:
    return schema.models_of_files()[name]


def ordered(text: str, model: Any) -> str:
    raw = text.encode()
    document, problems = source.parse(raw, "x.yml")
    assert document is not None, problems
    return in_order(document, model, raw).decode()


def judged(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text.removeprefix("\ufeff"))


def without_dashes(text: str) -> list[str]:
    """Return the lines of a text, each without the dash that the first key of a part has."""
    lines = text.removeprefix("\ufeff").splitlines()
    return sorted(re.sub(r"^( *)- (?=\w+:)", r"\1  ", line) for line in lines)


def must_be_in_order(data: Any, model: Any) -> None:
    known = keys_in_order(model)
    assert list(data) == [name for name in known if name in data]
    fields = fields_at(model, ())
    for name, value in data.items():
        inner = model_in(fields[name].annotation)
        if inner is not None:
            for part in value if isinstance(value, list) else [value]:
                must_be_in_order(part, inner)


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


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_shipped_files_say_the_same_in_order(path: Any) -> None:
    text = path.read_text("utf-8")
    kind = folders().get(path.parent.name)
    model = model_of(str(kind) if kind else path.stem)
    new = ordered(text, model)
    assert judged(new) == judged(text)
    assert without_dashes(new) == without_dashes(text)
    must_be_in_order(judged(new), model)


QUESTIONS = folders()["questions"].model


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
