"""What the form writes: nothing is lost, and what nobody changed stands as it stood.

The judges are PyYAML, the reader of the check and `katabase format`, never the form itself.
"""

from __future__ import annotations

import copy
import json
import random
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from katabase.domain.canonical import in_order
from katabase.domain.fields import Known
from katabase.domain.kinds.registry import ids, kind_named, kinds
from katabase.domain.reading import source
from katabase.domain.reading.characters import hidden
from katabase.domain.reading.outline import outline
from katabase.domain.reading.validation import validate
from katabase.products.proposing.form import BY_ITSELF

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from katabase.domain.library import Library

NASTY = [
    "yes", "No", "null", "12", "1:1", "2026-11-22", "- a dash", "# no comment", "a # hash",
    "a: colon", "ends with:", "[bracket", "{brace}", "'single'", '"double" quotes', "*stars*",
    "&and", "!tag", "%percent", "@at", "`code`", "back\\slash", "comma, comma", "é ü ß",
    "日本語の質問", "עברית", "👩🏽\u200d🏭 works", "1.0.0", "1e3", ".inf", "~", "|", ">", "?", "-",
    "a word " * 40, "longwithoutspaces" * 12, "two  spaces", "0x1F", "010", "on", "tab\tin it",
]  # fmt: skip
"""What people write and YAML could take for something else."""

PASTED = {
    "Über\u00adgabe im\u00a0Lager\u200b": "Übergabe im\u00a0Lager",
    "\ufeffA cell\tand another\u200e": "A cell and another",
    "\uf0b7 Word’s bullet\u2028and line": " Word’s bulletand line",
    "Takt\u200dzeit\u200d": "Taktzeit",
    "👩🏽\u200d🏭 می\u200cخواهم": "👩🏽\u200d🏭 می\u200cخواهم",
    "a bell\x07, a\x1b[31m colour": "a bell, a[31m colour",
}
"""What comes with a text from elsewhere, and what the form makes of it."""

LONG = ["one\ntwo", "a paragraph\n\nand another one", "- no list\n- at all", "ends: with\ncolon:"]


def data_of(text: str, ref: str) -> Any:
    """Return what a file says: by the check's reader, which must agree with PyYAML."""
    document, problems = source.parse(text.encode("utf-8"), ref)
    assert document is not None, (ref, problems, text)
    assert not problems, (ref, problems, text)
    return plain(document.data)


def plain(data: Any) -> Any:
    return json.loads(json.dumps(data, default=str))


def test_what_nobody_sees_does_not_get_into_a_file(form: Page) -> None:
    found = form.evaluate("(texts) => kb.pruned(texts)", list(PASTED))
    assert found == list(PASTED.values())
    assert not [text for text in found if list(hidden(text))]
    assert form.evaluate("kb.pruned({title: ' \u200b', steps: ['\u00ad']})") == {}


def test_what_somebody_wrote_stands_over_a_practice_that_has_changed(form: Page) -> None:
    old = {"title": "T", "minutes": 5, "steps": [{"do": "A"}, {"do": "B"}], "needs": ["N"]}
    mine = {"title": "Mine", "minutes": 5, "steps": [{"do": "A"}, {"do": "My B"}], "roles": ["r"]}
    now = {"title": "T", "minutes": 9, "steps": [{"do": "New A"}, {"do": "B"}], "needs": ["N"]}
    merged = "([from, mine, now]) => kb.merged(from, mine, now)"
    assert form.evaluate(merged, [old, mine, now]) == {
        "title": "Mine",
        "minutes": 9,
        "steps": [{"do": "New A"}, {"do": "My B"}],
        "roles": ["r"],
    }
    assert form.evaluate(merged, [old, old, now]) == now
    assert form.evaluate(merged, [old, mine, old]) == mine
    longer = {**now, "steps": [{"do": "A"}]}
    assert form.evaluate(merged, [old, mine, longer])["steps"] == mine["steps"]


def test_a_list_from_elsewhere_is_its_lines(form: Page) -> None:
    pasted = "• Tür\tja\r\n\r\n2. Tor\no\tTisch\r- Theke\u2028\uf0b7 Tafel\n10 Stühle\n"
    assert form.evaluate("(text) => kb.lines_of(text)", pasted) == [
        "Tür ja", "Tor", "Tisch", "Theke", "Tafel", "10 Stühle",
    ]  # fmt: skip


def schema_at(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    for choice in schema.get("anyOf", ()):
        if choice.get("type") != "null":
            return schema_at(choice, root)
    place = schema.get("$ref", "").rpartition("/")[2]
    return dict(root["$defs"][place]) if place else schema


def leaves(data: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to each text."""
    if isinstance(data, dict):
        return [each for key, value in data.items() for each in leaves(value, (*way, key))]
    if isinstance(data, list):
        return [each for key, value in enumerate(data) for each in leaves(value, (*way, key))]
    return [way] if isinstance(data, str) else []


def put(data: Any, way: tuple[Any, ...], value: Any) -> Any:
    changed = copy.deepcopy(data)
    place = changed
    for step in way[:-1]:
        place = place[step]
    place[way[-1]] = value
    return changed


def edited(form: Page, ref: str, tries: list[Any]) -> list[str]:
    """Return the file of a practice with each of some other data."""
    script = "([ref, tries]) => tries.map((next) => kb.edited(read[`propose/${ref}.json`], next,"
    script += " read[`propose/${ref.split('/')[0]}.json`]))"
    return list(form.evaluate(script, [ref, tries]))


def written(form: Page, kind: str, tries: list[Any]) -> list[str]:
    script = (
        "([kind, tries]) => tries.map((data) => kb.new_file(data, read[`propose/${kind}.json`]))"
    )
    return list(form.evaluate(script, [kind, tries]))


def test_a_file_that_nobody_changes_stays_as_it_is(form: Page, shipped: Library) -> None:
    for entry in shipped.entries.values():
        text = entry.path.read_text(encoding="utf-8")
        assert edited(form, entry.ref, [plain(entry.document.data)]) == [text], entry.ref


def test_a_changed_value_changes_its_lines_and_no_other(form: Page, shipped: Library) -> None:
    chance = random.Random(12)
    whole = 0
    for entry in shipped.entries.values():
        text, data = entry.document.text, plain(entry.document.data)
        ways = [way for way in leaves(data) if way[-1] not in (*BY_ITSELF, "key")]
        chosen = chance.sample(ways, min(3, len(ways)))
        tries = [put(data, way, chance.choice(NASTY).strip()) for way in chosen]
        for way, next_data, new in zip(chosen, tries, edited(form, entry.ref, tries), strict=True):
            assert data_of(new, entry.ref) == next_data, (entry.ref, way)
            start, end = entry.document.range(way)
            if not end:
                continue
            before = text.rfind("\n", 0, start) + 1
            flow = text[before:start].count("[") > text[before:start].count("]")
            end = start + len(text[start:end].rstrip())
            after = text.find("\n", end)
            if not flow:
                assert new.startswith(text[:before]), (entry.ref, way)
                assert new.endswith(text[after:]), (entry.ref, way)
                whole += 1
    assert whole > 200


def test_a_changed_value_of_one_line_changes_one_line(form: Page, shipped: Library) -> None:
    for entry in shipped.entries.values():
        data = plain(entry.document.data)
        next_data = put(data, ("title",), f"{data['title'][:50]} anew")
        (new,) = edited(form, entry.ref, [next_data])
        old = entry.document.text.splitlines()
        lines = new.splitlines()
        assert len(old) == len(lines)
        assert sum(a != b for a, b in zip(old, lines, strict=True)) == 1, entry.ref


def _lists(data: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = []
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, list):
            found.append((*way, key))
        if isinstance(value, dict | list):
            found += _lists(value, (*way, key))
    return found


def test_entries_are_moved_removed_and_added(form: Page, shipped: Library) -> None:
    """Also keys come and go; the file is in order afterwards, and its other lines are there."""
    chance = random.Random(7)
    for entry in shipped.entries.values():
        data = plain(entry.document.data)
        tries = []
        for _ in range(2):
            changed = copy.deepcopy(data)
            for _ in range(chance.randint(1, 3)):
                way = chance.choice([each for each in _lists(changed) if each[0] not in BY_ITSELF])
                rows = changed
                for step in way:
                    rows = rows[step]
                act = chance.choice(["move", "remove", "add", "key"])
                if act == "move":
                    rows.insert(chance.randrange(len(rows)), rows.pop(chance.randrange(len(rows))))
                elif act == "remove" and len(rows) > 1:
                    rows.pop(chance.randrange(len(rows)))
                elif act == "add":
                    new = copy.deepcopy(chance.choice(rows))
                    if isinstance(new, dict) and "key" in new:
                        del new["key"]
                    rows.insert(chance.randint(0, len(rows)), new)
                elif isinstance(row := chance.choice(rows), dict):
                    row.pop(chance.choice([*list(row)[1:], list(row)[-1]]))
                    if not row:
                        row["why"] = "because"
            changed.pop("level", None) if chance.random() < 0.3 else changed.update(
                level="beginner"
            )
            tries.append(_without_empty(changed))
        for next_data, new in zip(tries, edited(form, entry.ref, tries), strict=True):
            assert data_of(new, entry.ref) == next_data, entry.ref
            document, _ = source.parse(new.encode("utf-8"), entry.ref)
            assert document is not None
            raw = new.encode("utf-8")
            assert in_order(document, entry.kind.model, raw) == raw, entry.ref


def _without_empty(data: Any) -> Any:
    if isinstance(data, dict):
        kept = {key: _without_empty(value) for key, value in data.items()}
        return {key: value for key, value in kept.items() if value not in ({}, [])}
    if isinstance(data, list):
        return [each for each in map(_without_empty, data) if each not in ({}, [])]
    return data


ODD = """\
# yaml-language-server: $schema=../.schemas/questions.json
title: 'Odd ''quotes'''
# above the summary
summary: >
  Folded, with its
  line feed.

version: "1.0.0"
updated: 2026-11-22
changes:
- {version: 1.0.0, date: 2026-11-22, change: First version.}
status: trial
roles:
  # the first role
  - coach

  # the second role
  # who learns 👩🏽 at work
  - learner
minutes: 5
cadence: daily
keywords: [one,
  two, "three"]
when: |-
  At the board.

  # no comment, but text
  Every day.
asked_by: coach
parts:
  -
    title: Emoji 🏭 before
    questions:
      - ask: First?
        why: 'It''s so'
      # above the second
      - why: In another order
        ask: >-
          Second, in
          two lines?
# the end
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_comments_quotes_and_blank_lines_stay(form: Page, ending: str) -> None:
    document, _ = source.parse(ODD.encode("utf-8"), "odd")
    assert document is not None
    data = plain(document.data)
    odd = {"text": ODD, "data": data, "outline": outline(document), "crlf": ending == "\r\n"}
    form.evaluate("(odd) => { read['propose/questions/odd.json'] = odd }", odd)
    other = {
        "title": put(data, ("title",), "Even"),
        "role": put(data, ("roles",), ["learner", "coach", "manager"]),
        "keyword": put(data, ("keywords",), ["one", "four"]),
        "ask": put(data, ("parts", 0, "questions", 1, "ask"), "Third?"),
        "last": put(data, ("parts", 0, "questions"), data["parts"][0]["questions"][:1]),
        "level": {**data, "level": "beginner"},
    }
    found = dict(zip(other, edited(form, "questions/odd", list(other.values())), strict=True))
    for name, text in found.items():
        assert text.count("\r\n") == (text.count("\n") if ending == "\r\n" else 0)
        found[name] = text.replace("\r\n", "\n")
        assert data_of(found[name], name) == other[name], name
    assert found["title"] == ODD.replace("'Odd ''quotes'''", "Even")
    assert found["ask"] == ODD.replace(">-\n          Second, in\n          two lines?", "Third?")
    assert found["keyword"] == ODD.replace('[one,\n  two, "three"]', "[one, four]")
    assert found["level"] == ODD.replace("keywords:", "level: beginner\nkeywords:")
    assert found["last"] == ODD.replace(
        "      # above the second\n      - why: In another order\n        ask: >-\n"
        "          Second, in\n          two lines?\n",
        "",
    )
    for comment in ("# the first role", "# the second role", "# who learns 👩🏽 at work"):
        assert found["role"].count(comment) == 1


def _made(schema: dict[str, Any], root: dict[str, Any], chance: random.Random, way: str) -> Any:
    """Return data that fits a schema, with nasty texts."""
    one = schema_at(schema, root)
    if "enum" in one:
        return chance.choice(one["enum"])
    if "properties" in one:
        names = [
            name
            for name in one["properties"]
            if name in one.get("required", ()) or chance.random() < 0.5
        ]
        return {name: _made(one["properties"][name], root, chance, name) for name in names}
    match one["type"]:
        case "array":
            least = one.get("minItems", 1)
            number = chance.randint(least, min(one.get("maxItems", 4), least + 2))
            return [_made(one["items"], root, chance, way) for _ in range(number)]
        case "integer":
            least = one.get("minimum", 1)
            return chance.randint(least, min(one.get("maximum", least + 20), least + 20))
        case "boolean":
            return True
    if one.get("format") == "date":
        return "2026-11-22"
    pattern = one.get("pattern", "")
    if "(starter-kata|" in pattern:
        return "questions/five-questions"
    if pattern.startswith("^[a-z0-9]"):
        return chance.choice(["on", "no", "null", "a-name", "x1"])
    fixed = {"^(0|": "1.2.3", "^[a-z]{2": "de", "^(?:http": "https://example.org/a?b=c#d"}
    for start, value in fixed.items():
        if pattern.startswith(start):
            return value
    texts = NASTY + (LONG if one.get("maxLength", 0) > 400 else [])
    return chance.choice(texts).strip()[: one.get("maxLength")].strip()


@pytest.mark.parametrize("kind", [str(kind) for kind in kinds()])
def test_a_new_file_says_what_was_written(
    form: Page, shipped: Library, published: dict[str, Any], kind: str
) -> None:
    chance = random.Random(kind)
    schema = published[f"propose/{kind}.json"]["schema"]
    own = [plain(entry.document.data) for entry in shipped.of(kind_named(kind))]
    made = [_without_empty(_made(schema, schema, chance, "")) for _ in range(25)]
    known = Known(shipped.vocabulary, ids())
    model = kind_named(kind).model
    for data, text in zip([*own, *made], written(form, kind, [*own, *made]), strict=True):
        assert data_of(text, kind) == data
        assert plain(yaml.safe_load(text)) == data
        document, _ = source.parse(text.encode("utf-8"), kind)
        assert document is not None
        found, problems = validate(document, model, known)
        assert found is not None, (problems, text)
        raw = text.encode("utf-8")
        assert in_order(document, model, raw) == raw


def test_a_new_file_folds_long_texts_and_quotes_only_what_needs_it(form: Page) -> None:
    words = "A sentence of some length that says what is done here and why. " * 3
    (text,) = written(form, "questions", [{
        "title": "Plain", "summary": words.strip(), "roles": ["coach", "learner"], "minutes": 5,
        "keywords": ["1:1", "no"], "when": "One.\n\nTwo.",
    }])  # fmt: skip
    head, _, rest = text.partition("\n")
    assert head.startswith("# yaml-language-server: $schema=")
    lines = rest.splitlines()
    assert lines[:2] == ["title: Plain", "summary: >-"]
    assert all(len(line) <= 98 for line in lines)
    assert "roles: [coach, learner]" in lines
    assert lines[lines.index("keywords:") + 1 :][:2] == ['  - "1:1"', '  - "no"']
    assert lines[lines.index("when: |-") + 1 :][:3] == ["  One.", "", "  Two."]
