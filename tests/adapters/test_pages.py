"""A practice's page holds all that its YAML file says; read here without the package."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.support.reading import read, squeeze, unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.reading import Seen

FOLDERS = {
    "starter-kata": "starter-kata",
    "trait": "traits",
    "questions": "questions",
    "checklist": "checklists",
    "path": "paths",
}
FILES = [path for name in FOLDERS.values() for path in sorted((ROOT / "kata" / name).glob("*.yml"))]
REFERENCE = re.compile(rf"({'|'.join(FOLDERS)})/([a-z0-9-]+)")
LABELS = {
    "cadence": {
        "several-a-day": "Several times a day",
        "daily": "Daily",
        "several-a-week": "Several times a week",
        "weekly": "Weekly",
        "two-weekly": "Every two weeks",
        "monthly": "Monthly",
        "quarterly": "Every quarter",
        "yearly": "Once a year",
        "as-needed": "When it is needed",
        "once": "Once",
    },
    "status": {"trial": "On trial", "proven": "Proven", "retired": "Retired", "draft": "Draft"},
    "answer": {
        "yes-no": "Yes or no",
        "note": "A note",
        "count": "A count",
        "scale": "Scale 1 to 5",
    },
    "workplace": {
        "factory": "Factory",
        "ward": "Hospital ward",
        "warehouse": "Warehouse",
        "office": "Office",
        "software-team": "Software team",
        "service": "Service desk or shop",
        "laboratory": "Laboratory",
        "home": "At home",
    },
    "level": {
        "beginner": "For beginners",
        "practised": "For the practised",
        "experienced": "For the experienced",
    },
    "counted_in": {"day": "Day", "week": "Week", "month": "Month"},
}
ELSEWHERE = {
    *(
        "keywords",
        "searched_as",
        "card",
        "language",
        "order",
        "formerly",
        "updated",
        "side",
        "worksheet",
        "key",
    ),
    *("process", "found", "worked_on", "gone"),  # they stand on the filled-in forms
    "diagram",  # drawn, and said in its alternative: tests/products/diagrams
}
"""Keys that a page does not show as they stand: for the search, the card, the order of lists."""


def practices() -> Iterator[tuple[Path, Any]]:
    for path in FILES:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        if data["status"] != "draft":
            yield path, data


PRACTICES = list(practices())
OWN_ROLES = {
    role["id"]: role["label"]
    for role in yaml.safe_load((ROOT / "kata/vocabulary.yml").read_text(encoding="utf-8"))["roles"]
}
NAMES = [path.stem for path, _ in PRACTICES]
each = pytest.mark.parametrize(("path", "data"), PRACTICES, ids=NAMES)


def place_of(ref: str) -> tuple[str, str]:
    kind, _, name = ref.partition("/")
    return FOLDERS[kind], name


def ref_of(path: Path) -> str:
    kind = next(kind for kind, folder in FOLDERS.items() if folder == path.parent.name)
    return f"{kind}/{path.stem}"


def leads_to(seen: Seen, ref: str) -> bool:
    """Say whether a practice's page links another one, from its place two folders deep."""
    kind, _, name = ref.partition("/")
    return f"{FOLDERS[kind]}/{name}/" in seen.targets


def missing(data: Any, seen: Seen, key: str = "") -> Iterator[str]:
    """Yield what stands in the YAML and not on the page."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name not in ELSEWHERE:
                yield from missing(value, seen, name)
    elif isinstance(data, list):
        for item in data:
            yield from missing(item, seen, key)
    elif not _shown(data, seen, key):
        yield f"{key}: {data}"


OWN_ROLES = {
    role["id"]: role["label"]
    for role in yaml.safe_load((ROOT / "kata/vocabulary.yml").read_text("utf-8"))["roles"]
}
"""The roles that the shipped library adds, as readers see them."""


def _shown(data: Any, seen: Seen, key: str) -> bool:
    if data is True:  # a cue for the run mode; the page says it in its order
        return True
    text = str(data)
    if key in LABELS:
        return LABELS[key][text] in seen.text
    if key == "traits":
        return leads_to(seen, f"trait/{text}")
    if key == "roles":
        return f"roles/{text}/" in seen.targets
    if key in ("asked_by", "asked_to"):
        return OWN_ROLES.get(text, text.replace("-", " ")).lower() in seen.text.lower()
    if key == "date":
        return f"{data.day} {data:%B %Y}" in seen.text
    if key == "link":
        return text in seen.links
    if key == "minutes":
        return f"{text} min" in seen.text
    if isinstance(data, str) and REFERENCE.fullmatch(text):
        return leads_to(seen, text)
    return all(unmarked(part) in seen.text for part in re.split(r"\n\s*\n", text.strip()))


@each
def test_a_page_says_all_that_its_yaml_says(site: Path, path: Path, data: Any) -> None:
    seen = read(site, path.parent.name, path.stem)
    assert list(missing(data, seen)) == []


@each
def test_links_within_texts_lead_where_they_say(site: Path, path: Path, data: Any) -> None:
    seen = read(site, path.parent.name, path.stem)
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        assert leads_to(seen, target) if REFERENCE.fullmatch(target) else target in seen.links


def with_related(site: Path, ref: str) -> Iterator[Seen]:
    """Yield the page of a practice, and the one with all that is related, if it has one."""
    folder, name = place_of(ref)
    yield read(site, folder, name)
    if (site / folder / name / "related").exists():
        yield read(site, folder, f"{name}/related")


@each
def test_related_practices_lead_back(site: Path, path: Path, data: Any) -> None:
    here = ref_of(path)
    targets = [ref for key in ("related", "practise_next", "before") for ref in data.get(key, [])]
    targets += [f"trait/{name}" for name in data.get("traits", [])]
    for stage in data.get("stages", []):
        targets += [used["practice"] for used in stage["practices"]]
    for target in targets:
        assert any(leads_to(seen, here) for seen in with_related(site, target)), (
            f"{target} does not lead back to {here}"
        )


@each
def test_title_description_and_the_way_to_improve_it(site: Path, path: Path, data: Any) -> None:
    seen = read(site, path.parent.name, path.stem)
    assert seen.title.startswith(data["title"])
    assert len(seen.title) <= 100
    assert seen.description == unmarked(data["summary"])
    assert f"propose/?practice={ref_of(path)}" in seen.targets


def test_titles_and_descriptions_are_distinct(site: Path) -> None:
    pages = [read(site, path.parent.name, path.stem) for path, _ in PRACTICES]
    assert len({page.title for page in pages}) == len(pages)
    assert len({page.description for page in pages}) == len(pages)


@each
def test_ids_are_unique_and_headings_in_order(site: Path, path: Path, data: Any) -> None:
    file = site / path.parent.name / path.stem / "index.html"
    seen = read(site, path.parent.name, path.stem)
    assert len(seen.ids) == len(set(seen.ids))
    article = file.read_text(encoding="utf-8").partition("<article")[2]
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", article)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_search_index_leads_to_anchors_that_exist(site: Path) -> None:
    """The sections of a kind and the template of its pages go together; old anchors hold."""
    from katabase.domain import layers, loading
    from katabase.domain.keys import parts_of, reserved
    from katabase.domain.messages import messages

    found = loading.load(layers.resolve(["kata"], ROOT))
    for entry in found.published().entries.values():
        seen = read(site, entry.kind.folder, entry.id)
        items = 0
        for section in entry.kind.sections(entry.practice, messages()):
            assert section.anchor in seen.ids, (entry.ref, section.anchor)
            assert squeeze(unmarked(section.heading)) in seen.text
            items += section.item
        keys = [part.key for _, part in parts_of(entry.practice)]
        assert set(keys) <= set(seen.ids)
        assert len(set(keys)) == len(keys)
        former = {"questions": "q", "checklist": "i", "starter-kata": "step-", "path": "stage-"}
        before = former.get(str(entry.kind))
        old = {f"{before}{number}" for number in range(1, items + 1)}
        assert old <= set(seen.ids)
        headings = set(seen.ids) - set(keys) - old - {entry.id}
        known = reserved(entry.kind, entry.practice, entry.id)
        assert {name for name in headings if not name.startswith("__")} <= known


def test_former_ids_have_a_page_that_leads_on(site: Path) -> None:
    former = [(path, old) for path, data in PRACTICES for old in data.get("formerly", [])]
    for path, old in former:
        html = (site / path.parent.name / old / "index.html").read_text(encoding="utf-8")
        assert f'href="../{path.stem}/"' in html
        assert f'content="0; url=../{path.stem}/"' in html
