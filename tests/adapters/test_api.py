"""What programs read, judged by others: jsonschema, and RFC 4287 by hand."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as Xml

import jsonschema
import pytest
import yaml

from katabase.domain.kinds.registry import AnyKind, folders, kinds
from katabase.domain.messages import is_language
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

FILES = [
    path for path in sorted((ROOT / "kata").glob("*/*.yml")) if not is_language(path.parent.name)
]
ATOM = "{http://www.w3.org/2005/Atom}"


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def as_json(path: Path) -> Any:
    """Return a YAML file as the data that a JSON Schema judges."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return json.loads(json.dumps(data, default=str))


def test_every_practice_has_its_file_that_says_what_its_yaml_says(site: Path) -> None:
    for path in FILES:
        said = as_json(path)
        if said["status"] == "draft":
            continue
        found = load(site / "api/v1" / path.parent.name / f"{path.stem}.json")
        assert found["id"] == path.stem
        assert found["kind"] == str(folders()[path.parent.name])
        assert found["address"] == f"{path.parent.name}/{path.stem}/"
        for key, value in said.items():
            assert _flat(_as_written(found[key], value)) == _flat(value), (path.name, key)


def _as_written(found: Any, said: Any) -> Any:
    """Return data without the keys of parts that the file leaves out; there they are derived."""
    if isinstance(found, dict) and isinstance(said, dict):
        left_out = {"key"} - set(said)
        return {
            name: _as_written(item, said.get(name))
            for name, item in found.items()
            if name not in left_out
        }
    if isinstance(found, list) and isinstance(said, list) and len(found) == len(said):
        return [_as_written(one, other) for one, other in zip(found, said, strict=True)]
    return found


def _flat(value: Any) -> Any:
    """Return data with the space at the ends of its texts removed, and without defaults."""
    if isinstance(value, dict):
        defaults = ("front", [], None, False)
        return {key: _flat(item) for key, item in value.items() if item not in defaults}
    if isinstance(value, list):
        return [_flat(item) for item in value]
    return value.strip() if isinstance(value, str) else value


def test_the_index_holds_each_published_practice_once(site: Path) -> None:
    practices = load(site / "api/v1/practices.json")["practices"]
    found = [(practice["kind"], practice["id"]) for practice in practices]
    wanted = {
        (str(folders()[path.parent.name]), path.stem)
        for path in FILES
        if as_json(path)["status"] != "draft"
    }
    assert len(found) == len(set(found))
    assert set(found) == wanted
    for practice in practices:
        assert (site / practice["address"] / "index.html").is_file()
        assert {"title", "summary", "version", "updated", "status", "roles"} <= set(practice)
        assert practice["kind"] == "trait" or {"minutes", "cadence"} <= set(practice)


def test_the_guide_names_every_key_of_the_index_and_of_the_site(site: Path) -> None:
    rows = (ROOT / "docs/developing/api.md").read_text("utf-8").splitlines()
    row = next(row for row in rows if row.startswith("| `api/v1/practices.json`"))
    named = set(re.split(r"[ ,:|]+", row))
    for practice in load(site / "api/v1/practices.json")["practices"]:
        assert set(practice) <= named
    assert any(row.startswith("| `api/v1/site.json`") for row in rows)


def test_the_guide_names_what_the_json_of_a_practice_adds_to_its_file(site: Path) -> None:
    rows = (ROOT / "docs/developing/api.md").read_text("utf-8").splitlines()
    row = next(row for row in rows if row.startswith("| `api/v1/schemas/<kind>.json`"))
    for path in (site / "api/v1").glob("*/*.json"):
        if path.parent.name == "schemas":
            continue
        found = load(path)
        schema = load(site / f"api/v1/schemas/{found['kind']}.json")
        for key in set(found) - set(schema["properties"]):
            assert f"`{key}`" in row, (path.name, key)


def test_incoming_links_are_those_that_the_yaml_files_make(site: Path) -> None:
    """Computed here from the YAML alone."""
    wanted: dict[str, set[tuple[str, str]]] = {}
    for path in FILES:
        data = as_json(path)
        source = f"{folders()[path.parent.name]!s}/{path.stem}"
        targets = [(ref, "related") for ref in data.get("related", [])]
        targets += [(f"trait/{name}", "develops") for name in data.get("traits", [])]
        targets += [(ref, "next") for ref in data.get("practise_next", [])]
        targets += [(ref, "before") for ref in data.get("before", [])]
        for stage in data.get("stages", []):
            targets += [(used["practice"], "stage") for used in stage["practices"]]
        for ref, relation in targets:
            wanted.setdefault(ref, set()).add((source, relation))
    for path in FILES:
        ref = f"{folders()[path.parent.name]!s}/{path.stem}"
        found = load(site / "api/v1" / path.parent.name / f"{path.stem}.json")["incoming"]
        links = {(link["practice"], link["relation"]) for link in found}
        assert links == wanted.get(ref, set()), ref


@pytest.mark.parametrize("kind", kinds(), ids=str)
def test_the_published_schema_takes_each_file_of_its_kind(site: Path, kind: AnyKind) -> None:
    schema = load(site / "api/v1/schemas" / f"{kind}.json")
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    judge = validator(schema, format_checker=jsonschema.FormatChecker())
    files = [path for path in FILES if path.parent.name == kind.folder]
    assert files
    for path in files:
        errors = [error.message for error in judge.iter_errors(as_json(path))]
        assert not errors, (path.name, errors)


@pytest.mark.parametrize("kind", kinds(), ids=str)
def test_the_published_schema_refuses_what_is_wrong(site: Path, kind: AnyKind) -> None:
    schema = load(site / "api/v1/schemas" / f"{kind}.json")
    judge = jsonschema.validators.validator_for(schema)(schema)
    good = as_json(next(path for path in FILES if path.parent.name == kind.folder))
    assert judge.is_valid(good)
    wrong = [
        {**good, "unknown_key": 1},
        {**good, "status": "prooven"},
        {**good, "minutes": "20 min"},
        {**good, "roles": []},
        {**good, "version": "1.0"},
        {key: value for key, value in good.items() if key != "summary"},
    ]
    for data in wrong:
        assert not judge.is_valid(data)


def test_every_field_of_the_schemas_is_described(site: Path) -> None:
    """The descriptions are what an editor shows to a contributor."""

    def walk(node: Any, where: str) -> None:
        if isinstance(node, dict):
            for name, field in node.get("properties", {}).items():
                assert field.get("description") or "$ref" in str(field), f"{where}.{name}"
            for key, value in node.items():
                if key not in ("if", "then", "else"):  # they hold conditions, not fields
                    walk(value, f"{where}.{key}")
        elif isinstance(node, list):
            for item in node:
                walk(item, where)

    for path in (site / "api/v1/schemas").glob("*.json"):
        walk(load(path), path.stem)


INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
URI = re.compile(r"[a-z][a-z0-9+.-]*:\S+")


def test_the_feed_is_atom(site: Path) -> None:
    """RFC 4287: what a feed and an entry must have (4.1.1, 4.1.2), once each where it says so."""
    feed = Xml.parse(site / "feed.xml").getroot()
    assert feed.tag == f"{ATOM}feed"
    _once(feed, "id", URI)
    _once(feed, "title", re.compile(r".+"))
    _once(feed, "updated", INSTANT)
    assert feed.findall(f"{ATOM}author/{ATOM}name")
    assert [link.get("rel") for link in feed.findall(f"{ATOM}link")].count("self") == 1
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    ids = [_once(entry, "id", URI) for entry in entries]
    assert len(ids) == len(set(ids))
    for entry in entries:
        _once(entry, "title", re.compile(r".+"))
        _once(entry, "updated", INSTANT)
        _once(entry, "summary", re.compile(r".+"))
        alternate = [
            link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "alternate"
        ]
        assert len(alternate) == 1
        address = str(alternate[0].get("href"))
        assert (site / address / "index.html").is_file(), address
    updated = [str(entry.findtext(f"{ATOM}updated")) for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == max(updated)


def _once(parent: Xml.Element, name: str, form: re.Pattern[str]) -> str:
    found = parent.findall(f"{ATOM}{name}")
    assert len(found) == 1, name
    text = (found[0].text or "").strip()
    assert form.fullmatch(text), (name, text)
    return text


def test_each_page_leads_to_the_feed(site: Path) -> None:
    for page in ("index.html", "catalogue/index.html", "traits/mirror-and-window/index.html"):
        html = (site / page).read_text(encoding="utf-8")
        link = re.search(r'<link [^>]*type="application/atom\+xml"[^>]*href="([^"]+)"', html)
        assert link, page
        assert (site / page).parent.joinpath(link[1]).resolve() == (site / "feed.xml").resolve()
