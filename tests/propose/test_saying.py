"""The form says what `katabase check` says, word for word, and knows every key of the schemas."""

from __future__ import annotations

import copy
import re
import shutil
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

from katabase.domain import layers, loading
from katabase.domain.checks import registry
from katabase.products.cards.typeset.fonts import font_set
from tests.conftest import ROOT
from tests.propose.test_writing import plain

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from katabase.domain.library import Library

KNOWN = {
    "$defs", "$ref", "$schema", "additionalProperties", "anyOf", "default", "description", "enum",
    "format", "items", "maxItems", "maxLength", "maximum", "minItems", "minLength", "minimum",
    "pattern", "properties", "required", "title", "type",
}  # fmt: skip
"""Keywords of JSON Schema that the form acts on, or that say nothing to it."""

SOMEWHERE = re.compile(r"(stands in )(?:line \d+|\S+?)(?=: | \()")
"""A place in a message: the check names a line, the form the key of its field."""

WRONG: list[tuple[str, str, dict[str, Any]]] = [
    ("questions", "title", {"title": "word " * 20}),
    ("questions", "summary", {"summary": None}),
    ("questions", "parts", {"parts": []}),
    ("questions", "minutes", {"minutes": 900}),
    ("questions", "minutes", {"minutes": 0}),
    ("questions", "minutes", {"minutes": "five"}),
    ("questions", "cadence", {"cadence": "now and then, or else"}),
    ("questions", "when", {"when": "At the <b>board</b>."}),
    ("questions", "when", {"when": "At {{ time }}."}),
    ("questions", "when", {"when": "See ![board](https://example.org/b.png)"}),
    ("questions", "when", {"when": "See [the walk](walk.html)."}),
    ("questions", "related[1]", {"related": ["questions/zzzz-qqqq"]}),
    ("questions", "related[1]", {"related": ["qqqq"]}),
    ("questions", "people.max", {"people": {"min": 4, "max": 2}}),
    ("questions", "sources[1].link", {"sources": [
        {"author": "A", "year": 2020, "title": "T", "link": "qqqq"}]}),
    ("starter-kata", "steps", {"steps": [{"title": "One", "do": "This."}]}),
    ("starter-kata", "examples[1]", {"examples": [{"workplace": "office", "title": "A meeting"}]}),
    ("starter-kata", "steps[2].trains", {"status": "proven"}),
    ("checklist", "groups[1].items[1].if_no", {"groups": [
        {"title": "G", "items": [{"look": "L?", "answer": "note", "if_no": "Why?"}]}]}),
    ("questions", "diagram.phases[1].first", {"diagram": {"phases": [
        {"title": "P", "first": "zzzz-qqqq"}]}}),
    ("questions", "diagram.phases[2].first", {"diagram": {"phases": [
        {"title": "P", "first": "obstacles"}, {"title": "Q", "first": "target-condition"}]}}),
    ("questions", "diagram.sort", {"diagram": {"sort": "board"}}),
    ("questions", "when", {"summary": "Ask three of them.", "when": "ask three of them"}),
    ("starter-kata", "steps[2].title", {"steps": [
        {"key": "a", "title": "Count the parts", "do": "Now.", "trains": "Facts."},
        {"key": "b", "title": "Count the parts", "do": "Then.", "trains": "Facts."}]}),
    ("checklist", "groups[1].items[2].look", {"groups": [{"title": "G", "items": [
        {"look": "Does the date stand on the board?", "answer": "count"},
        {"look": "Does the date stand on that board?", "answer": "count"}]}]}),
    ("path", "stages[2].start", {"stages": [
        {"title": "A", "start": 1, "end": 3, "focus": "F", "practices": []},
        {"title": "B", "start": 2, "end": 4, "focus": "F", "practices": []}]}),
    ("path", "stages[2].end", {"stages": [
        {"title": "A", "start": 1, "end": 3, "focus": "F", "practices": []},
        {"title": "B", "start": 9, "end": 4, "focus": "F", "practices": []}]}),
]  # fmt: skip
"""A kind, the place that the form names, and what a sound practice of it says there instead."""


def keywords(schema: Any, *, names: bool = False) -> set[str]:
    if isinstance(schema, list):
        return {word for each in schema for word in keywords(each)}
    if not isinstance(schema, dict):
        return set()
    found = set() if names else set(schema)
    for key, value in schema.items():
        if names or key not in ("enum", "default", "required"):
            found |= keywords(value, names=not names and key in ("properties", "$defs"))
    return found


def test_the_form_knows_every_word_of_the_schemas(published: dict[str, Any]) -> None:
    for path, data in published.items():
        if "schema" in data:
            assert keywords(data["schema"]) <= KNOWN, path


def said_by_the_form(form: Page, kind: str, data: Any, ref: str = "") -> list[dict[str, str]]:
    script = "([kind, data, ref]) => kb.problems(data, read[`propose/${kind}.json`],"
    script += " read['propose/facts.json'], ref)"
    return list(form.evaluate(script, [kind, data, ref]))


def test_what_no_font_has_is_said_where_the_card_shows_it(form: Page, shipped: Library) -> None:
    entry = shipped.entries["checklist/safety-walk"]
    data = plain(entry.document.data)
    data["title"] += " 🏭 → ✓ ü"
    data["groups"][0]["items"][1]["look"] += " 改善"
    script = "([data, printed]) => kb.problems(data, read['propose/checklist.json'],"
    script += " read['propose/facts.json'], '', printed).filter(({advice}) => !advice)"
    assert form.evaluate(script, [data, ""]) == []
    data.pop("card")  # now the card shows the items
    face = "([data]) => kb.card_of(read['propose/checklist.json'], data).map((each) =>"
    printed = form.evaluate(f"{face} each.textContent).join('')", [data])
    found = form.evaluate(script, [data, printed])
    fonts = font_set()
    assert [(each["way"], each["message"]) for each in found] == [
        ("title", 'no font of the cards has "🏭" (U+1F3ED)'),
        ("groups[1].items[2].look", 'no font of the cards has "改" (U+6539)'),
        ("groups[1].items[2].look", 'no font of the cards has "善" (U+5584)'),
    ]
    assert fonts.missing("🏭 → ✓ ü改善") == ["善", "改", "🏭"]


def test_the_class_of_what_fonts_lack_says_what_they_lack() -> None:
    fonts = font_set()
    lacking = re.compile(
        "[" + re.sub(r"\\u\{(\w+)\}", lambda m: f"\\U{int(m[1], 16):08x}", fonts.lacking()) + "]"
    )
    for code in [*range(0x80, 0xD800), *range(0xE000, 0x20100)]:
        char = chr(code)
        if unicodedata.category(char) not in ("Cn", "Co"):
            assert bool(lacking.match(char)) == bool(fonts.missing(char)), hex(code)


@pytest.mark.parametrize(("kind", "way", "wrong"), WRONG, ids=[f"{a} {b}" for a, b, _ in WRONG])
def test_the_form_says_what_the_check_says(
    form: Page, shipped: Library, tmp_path: Path, kind: str, way: str, wrong: dict[str, Any]
) -> None:
    entry = next(entry for entry in shipped.ordered() if str(entry.kind) == kind)
    data = copy.deepcopy(plain(entry.document.data))
    data |= wrong
    if "stages" in wrong:
        for stage in data["stages"]:
            stage["practices"] = [{"practice": "questions/five-questions", "how": "Daily."}]
    if wrong.get("status") == "proven":
        del data["steps"][1]["trains"]
    data = {key: value for key, value in data.items() if value is not None}
    found = [
        (each["message"], each["hint"])
        for each in said_by_the_form(form, kind, data)
        if each["way"] == way
    ]
    assert found
    script = "([kind, data]) => kb.new_file(data, read[`propose/${kind}.json`])"
    text = form.evaluate(script, [kind, data])
    text += "parts: []\n" if wrong.get("parts") == [] else ""
    path = tmp_path / "kata" / entry.kind.folder / f"{entry.id}.yml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "kata/vocabulary.yml", tmp_path / "kata")
    problems = registry.check(loading.load(layers.resolve(["kata"], tmp_path)))
    said = {problem.message.removeprefix(f"{way}: "): problem.hint for problem in problems}
    if wrong.get("parts") == []:  # a file says nothing of a list that is empty, or has it
        assert "expected a list of at least 1, found 0" in said
        return
    said = {SOMEWHERE.sub(r"\1…", message): hint for message, hint in said.items()}
    for words, hint in found:
        message = SOMEWHERE.sub(r"\1…", words)
        assert message in said, said
        near = said[message].startswith(("did you mean", "there is no", "known:"))
        assert said[message] == hint or near, (hint, said[message])


def test_a_sound_practice_has_nothing_to_mend(form: Page, shipped: Library) -> None:
    for entry in shipped.entries.values():
        data = plain(entry.document.data)
        assert said_by_the_form(form, str(entry.kind), data, entry.ref) == [], entry.ref


def test_the_words_of_a_picture_can_be_changed_and_nothing_of_it_is_lost(form: Page) -> None:
    script = """([data]) => {
      const form = read["propose/questions.json"];
      const fields = new kb.Fields(form, read["propose/facts.json"], () => {}, () => {});
      const box = document.createElement("div");
      box.append(...fields.keys(data, form.schema, ""));
      const ways = [...box.querySelectorAll("[data-way*=picture]")].map((each) => each.dataset.way);
      const alt = box.querySelector("[data-way='picture.alt']");
      if (alt) {
        alt.value = "A board";
        alt.dispatchEvent(new Event("input", { bubbles: true }));
      }
      return [ways, data];
    }"""
    picture = {"file": "board.png", "alt": "Board", "on_card": "front"}
    ways, data = form.evaluate(script, [{"title": "T", "picture": picture}])
    assert {"picture.file", "picture.alt", "picture.caption", "picture.licence"} <= set(ways)
    assert data == {"title": "T", "picture": {**picture, "alt": "A board"}}
    assert form.evaluate(script, [{"title": "T"}]) == [[], {"title": "T"}]


AT = {"url": "https://example.org/a/b", "branch": "main"}


@pytest.mark.parametrize(
    ("forge", "fresh", "address"),
    [
        ("github", True, "/new/main/kata/questions?filename=x.yml&value=a%3A%20b"),
        ("gitlab", True, "/-/new/main/kata/questions?file_name=x.yml"),
        ("gitea", True, "/_new/main/kata/questions?filename=x.yml&value=a%3A%20b"),
        ("github", False, "/edit/main/kata/questions/x.yml"),
        ("gitlab", False, "/-/edit/main/kata/questions/x.yml"),
        ("gitea", False, "/_edit/main/kata/questions/x.yml"),
    ],
)
def test_the_way_to_a_forge(form: Page, forge: str, fresh: bool, address: str) -> None:
    script = "([at, fresh, text]) => kb.address_of(at, 'kata/questions/x.yml', text, fresh)"
    found = form.evaluate(script, [{**AT, "forge": forge}, fresh, "a: b"])
    assert found == {"address": AT["url"] + address, "holds": "value=" in address}
    found = form.evaluate(script, [{**AT, "forge": forge}, fresh, "ü" * 1_400])
    assert not found["holds"]
    assert len(found["address"]) < 200


def test_the_preview_goes_through_lists_and_leaves_out_what_says_nothing(form: Page) -> None:
    lines = [
        ["heading", "Before"], ["text", "⟦before[]⟧"],
        ["heading", "⟦groups[].title⟧"], ["ticks", "⟦groups[].items[].look⟧"],
        ["heading", "End"], ["text", "⟦end⟧"],
    ]  # fmt: skip
    items = [{"look": "a"}, {"look": "b"}]
    data = {
        "groups": [{"title": "One", "items": items}, {"title": "Two", "items": [{"look": "c"}]}]
    }
    found = form.evaluate("([l, d]) => kb.told(l, new Map([['', d]]))", [lines, data])
    assert found == [
        ["heading", "One"], ["ticks", "a"], ["ticks", "b"], ["heading", "Two"], ["ticks", "c"],
    ]  # fmt: skip
