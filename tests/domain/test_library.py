"""Layers, look-up and back-links; the links are counted again from the YAML itself."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from katabase.domain import layers, loading
from katabase.domain.checks import registry
from katabase.domain.kinds.registry import folders
from katabase.domain.kinds.starter_kata import STARTER_KATA
from katabase.domain.kinds.trait import TRAIT
from katabase.domain.links import Relation
from katabase.domain.problems import Level, nearest
from tests.support import cases

if TYPE_CHECKING:
    from pathlib import Path

    from katabase.domain.library import Library

ROOT = cases.CASES.parent.parent
ADDED = "questions/four-questions.yml"


def write(folder: Path, **changes: str) -> Path:
    """Write one more practice, a copy of another with some keys changed."""
    text = (cases.LIBRARY / "questions/three-questions.yml").read_text(encoding="utf-8")
    data = yaml.safe_load(text) | {"title": "Four questions"} | changes
    path = folder / ADDED
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    return path


def test_a_folder_over_a_folder_adds(tmp_path: Path) -> None:
    cases.copy_library(tmp_path)
    path = write(tmp_path / "own")
    found = loading.load(layers.resolve(["kata", "own/"], tmp_path))
    entry = found.entries["questions/four-questions"]
    assert len(found.entries) == 6
    assert (entry.filename, entry.path, entry.address) == (
        f"own/{ADDED}",
        path.resolve(),
        "questions/four-questions/",
    )


def test_in_a_clash_of_ids_the_upper_layer_wins(tmp_path: Path) -> None:
    cases.copy_library(tmp_path)
    write(tmp_path / "own")
    write(tmp_path / "third")
    found = loading.load(layers.resolve(["kata", "own", "third"], tmp_path))
    assert [(p.path, p.level) for p in registry.check(found) if p.rule == "id-clash"] == [
        (f"third/{ADDED}", Level.WARNING)
    ]
    assert found.entries["questions/four-questions"].filename.startswith("third/")


def test_a_layer_can_be_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "acme_kata"
    cases.copy_library(package).rename(package / "library")
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "acme_kata", raising=False)
    (layer,) = layers.resolve(["acme_kata"], tmp_path / "nowhere")
    found = loading.load([layer])
    assert len(found.entries) == 5
    assert found.entries["path/first-week"].filename == "acme_kata:library/paths/first-week.yml"


def test_the_own_package_is_a_layer(tmp_path: Path) -> None:
    (layer,) = layers.resolve(["katabase"], tmp_path)
    assert layer.folder == ROOT / "kata"


@pytest.mark.parametrize("name", ["nowhere", "no where", "os", "a.b", "../x"])
def test_a_layer_that_does_not_exist_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(layers.LayerError, match="was not found: expected a folder in"):
        layers.resolve([name], tmp_path)


@pytest.mark.parametrize("name", ["", ".", "kata/.."])
def test_the_folder_of_the_site_is_no_layer(name: str, tmp_path: Path) -> None:
    """Settings and pages lie there, and every file of them would be told to move."""
    (tmp_path / "kata").mkdir()
    with pytest.raises(layers.LayerError, match="is the folder of the site; expected one in it"):
        layers.resolve([name], tmp_path)


def test_lookup_follows_former_ids_and_nothing_else(tmp_path: Path) -> None:
    found = loading.load([layers.Layer(cases.copy_library(tmp_path), "kata")])
    entry = found.get("starter-kata/on-time")
    assert entry is not None
    assert entry.ref == "starter-kata/starting-on-time"
    assert found.get("path/on-time") is None
    assert found.get("") is None


def test_a_published_library_has_no_drafts(tmp_path: Path) -> None:
    kata = cases.copy_library(tmp_path)
    write(kata, status="draft")
    found = loading.load([layers.Layer(kata, "kata")])
    assert set(found.entries) - set(found.published().entries) == {"questions/four-questions"}


def in_order(value: Any) -> list[str]:
    return value if isinstance(value, list) else []


def written_links(kata: Path) -> Counter[tuple[str, str, str]]:
    """Count who refers to whom and how, read with PyYAML alone."""
    found: Counter[tuple[str, str, str]] = Counter()
    for folder, kind in folders().items():
        for path in (kata / folder).glob("*.yml"):
            data, ref = yaml.safe_load(path.read_text(encoding="utf-8")), f"{kind}/{path.stem}"
            targets = [("related", target) for target in in_order(data.get("related"))]
            targets += [("develops", f"trait/{name}") for name in in_order(data.get("traits"))]
            targets += [("next", target) for target in in_order(data.get("practise_next"))]
            targets += [("before", target) for target in in_order(data.get("before"))]
            for stage in in_order(data.get("stages")):
                targets += [("stage", used["practice"]) for used in stage["practices"]]
            if "successor" in data:
                targets.append(("successor", data["successor"]))
            found.update((ref, how, target) for how, target in targets)
    return found


@pytest.mark.parametrize("kata", [ROOT / "kata", cases.LIBRARY], ids=["shipped", "small"])
def test_back_links_are_those_that_the_files_write(kata: Path) -> None:
    found = loading.load([layers.Layer(kata, "kata")])
    computed = Counter(
        (link.source, str(link.relation), ref)
        for ref, links in found.incoming.items()
        for link in links
    )
    assert computed == written_links(kata)
    assert {how for _, how, _ in computed} >= {str(Relation.RELATED), str(Relation.STAGE)}


def test_a_back_link_over_a_former_id_leads_to_the_present_one(tmp_path: Path) -> None:
    kata = cases.copy_library(tmp_path)
    write(kata, related=["starter-kata/on-time"])  # type: ignore[arg-type]
    found = loading.load([layers.Layer(kata, "kata")])
    links = found.incoming["starter-kata/starting-on-time"]
    assert "questions/four-questions" in [link.source for link in links]
    assert {link.target for link in links} == {"starter-kata/starting-on-time"}


def test_traits_stand_in_their_order_and_others_by_title(shipped: Library) -> None:
    orders = [getattr(entry.practice, "order", None) for entry in shipped.of(TRAIT)]
    assert orders == sorted(orders)
    titles = [entry.practice.title.casefold() for entry in shipped.of(STARTER_KATA)]
    assert titles == sorted(titles)


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("starter-kata/coaching-cicle", "starter-kata/coaching-cycle"),
        ("starterkata/coaching-cycle", "starter-kata/coaching-cycle"),
        ("trait/coaching-cycle", "starter-kata/coaching-cycle"),
        ("starter-kata/daily-tier-meeting", None),  # only its kind is like any other
        ("/forms/a4.pdf", "/forms/a3.pdf"),
        ("/a3.pdf", "/forms/a3.pdf"),
        ("hiden", "hidden"),
    ],
)
def test_what_two_references_share_makes_them_no_more_alike(word: str, near: str | None) -> None:
    known = [
        "starter-kata/coaching-cycle",
        "starter-kata/a3-storytelling",
        "/forms/a3.pdf",
        "hidden",
    ]
    assert nearest(word, known) == near
