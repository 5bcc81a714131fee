"""Adapt, replace, hide: golden cases over the small library, and laws that hold for all."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from katabase.domain import loading
from katabase.domain.checks import registry
from katabase.domain.fixes import without_key
from katabase.domain.layers import Layer
from katabase.domain.links import Relation
from katabase.domain.problems import Level
from tests.support import cases, layered

if TYPE_CHECKING:
    from pathlib import Path

PLANT = cases.CASES / "layers/german-plant"
KATA = "starter-kata/starting-on-time"


@pytest.mark.parametrize("case", layered.LAYERS, ids=lambda case: case.name)
def test_a_case_comes_out_as_expected(case: Path) -> None:
    assert layered.outcome(case) == (case / cases.EXPECTED).read_text(encoding="utf-8")


def test_no_position_of_an_adapted_practice_is_made_up() -> None:
    """Each text stands in the file and the line that its position names."""
    found = layered.load(PLANT)
    folders = {layered.BASE: cases.LIBRARY, "own": PLANT}
    for entry in (each for each in found.ordered() if each.origin):
        for way, text in entry.document.texts():
            spot = entry.document.find(way, text.split()[0])
            shown = getattr(spot, "file", entry.filename)
            folder = next(folders[name] for name in folders if shown.startswith(name))
            path = folder / shown.removeprefix(f"{layered.BASE}/").removeprefix("own/")
            line = path.read_text(encoding="utf-8").splitlines()[spot.line - 1]
            assert line[spot.column - 1 :].lstrip("'\"").startswith(text.split()[0]), way


def test_a_part_keeps_the_key_of_the_base() -> None:
    found = layered.load(PLANT)
    kata = found.entries[KATA]
    assert [step.key for step in kata.practice.steps] == [  # type: ignore[attr-defined]
        "safety-first",
        "write-minute",
        "note-minute",
        "tell-next-shift",
    ]
    assert [link.target for link in kata.links() if link.relation is Relation.RELATED] == [
        "checklist/desk-walk",
        "checklist/hall-walk",
    ]
    assert without_key(kata)[0][0] == "steps"  # only what the plant itself has inserted


def test_a_layer_adapts_what_a_layer_below_has_adapted(tmp_path: Path) -> None:
    """A group adapts the library, and a plant the group's result."""
    text = (PLANT / "checklists/desk-walk.yml").read_text(encoding="utf-8")
    head = text[: text.index("groups:")]
    own = tmp_path / "checklists/desk-walk.yml"
    own.parent.mkdir()
    own.write_text(
        head + "groups:\n  - adapt: board\n    items:\n      - adapt: shift-book\n"
        "        why: Who signs has read it.\n      - remove: todays-date-stand-board\n",
        encoding="utf-8",
    )
    layers = [Layer(cases.LIBRARY, layered.BASE), Layer(PLANT, "group"), Layer(tmp_path, "own")]
    found = loading.load(layers)
    entry = found.entries["checklist/desk-walk"]
    (item,) = entry.practice.groups[0].items  # type: ignore[attr-defined]
    assert (item.key, item.look, item.why) == (
        "shift-book",
        "Is the shift book signed?",
        "Who signs has read it.",
    )
    assert str(entry.document.spot(("groups", 0, "items", 0, "look"))).count("group/")
    assert entry.origin is not None
    assert entry.origin.base.origin is not None
    # the group's version is what the plant adapts, and the plant's line is named
    own.write_text(own.read_text("utf-8").replace("adapts: 1.0.0", "adapts: 0.9.0"), "utf-8")
    (moved,) = [p for p in registry.check(loading.load(layers)) if p.rule == "base-moved"]
    assert (moved.path, moved.spot.line) == ("own/checklists/desk-walk.yml", 1)
    assert "group/checklists/desk-walk.yml, which is at 1.0.0" in moved.message


def test_a_layer_says_one_word_of_a_card_and_keeps_the_others(tmp_path: Path) -> None:
    text = (PLANT / f"{KATA}.yml").read_text(encoding="utf-8")
    own = tmp_path / f"{KATA}.yml"
    own.parent.mkdir()
    head = text[: text.index("title:")].replace("1.1.0", "1.0.0", 1)
    own.write_text(f"{head}card:\n  front:\n    title: On time\n", encoding="utf-8")
    layers = [Layer(cases.LIBRARY, layered.BASE), Layer(PLANT, "group"), Layer(tmp_path, "own")]
    entry = loading.load(layers).entries[KATA]
    card = entry.practice.card
    assert card
    assert card.front
    assert (card.front.title, card.back) == ("On time", None)
    assert card.front.lines == ["Write the minute on the hall board.", "Note the minute."]
    assert str(entry.document.spot(("card", "front", "lines", 0))).count("group/")


def test_warnings_of_a_package_are_nobodys_here(tmp_path: Path) -> None:
    """A practice without a source is a warning in one's own folder, and none in a package."""
    base = tmp_path / "base"
    shutil.copytree(cases.LIBRARY, base)
    walk = base / "checklists/desk-walk.yml"
    text = walk.read_text(encoding="utf-8")
    start, end = text.index("sources:"), text.index("traits:")
    walk.write_text(text[:start] + text[end:], encoding="utf-8")
    own = loading.load([Layer(base, "base")])
    assert "no-source" in {problem.rule for problem in registry.check(own)}
    theirs = loading.load([Layer(base, "base:library")])
    assert "no-source" not in {problem.rule for problem in registry.check(theirs)}
    walk.write_text("title: [\n", encoding="utf-8")  # what stops a build is said all the same
    theirs = loading.load([Layer(base, "base:library")])
    assert [p.path for p in registry.check(theirs) if p.level is Level.ERROR]


def test_a_former_id_below_does_not_take_an_id_above(tmp_path: Path) -> None:
    """The library renames something to what was ours: our codes still lead to ours."""
    own = tmp_path / "starter-kata/on-time.yml"
    own.parent.mkdir()
    text = (cases.LIBRARY / f"{KATA}.yml").read_text(encoding="utf-8")
    text = text.replace("formerly: [on-time]", "formerly: [our-start]")
    own.write_text(text.replace("title: Starting", "title: Our way of starting"), "utf-8")
    base = tmp_path / "base"
    shutil.copytree(cases.LIBRARY, base)
    theirs = base / f"{KATA}.yml"
    theirs.write_text(
        theirs.read_text("utf-8").replace("[on-time]", "[on-time, our-start, once]"), "utf-8"
    )
    own_layer = Layer(tmp_path, "own")
    found = loading.load([Layer(base, layered.BASE), replace_folder(own_layer, tmp_path)])
    assert found.get("starter-kata/on-time").filename == "own/starter-kata/on-time.yml"  # type: ignore[union-attr]
    assert found.former == {
        "starter-kata/our-start": "starter-kata/on-time",
        "starter-kata/once": KATA,
    }
    assert not [p for p in registry.check(found) if p.rule in ("former-id", "id-clash")]


def replace_folder(layer: Layer, folder: Path) -> Layer:
    """Return a layer that holds only the kinds' folder of a test, and not its base."""
    target = folder / "only"
    shutil.copytree(folder / "starter-kata", target / "starter-kata")
    return Layer(target, layer.filename)


def test_who_replaces_a_practice_has_its_former_ids(tmp_path: Path) -> None:
    own = tmp_path / f"{KATA}.yml"
    own.parent.mkdir()
    text = (cases.LIBRARY / f"{KATA}.yml").read_text(encoding="utf-8")
    own.write_text(text.replace("formerly: [on-time]", "replaces: true"), encoding="utf-8")
    found = loading.load([Layer(cases.LIBRARY, layered.BASE), Layer(tmp_path, "own")])
    assert found.former == {"starter-kata/on-time": KATA}
    assert found.entries[KATA].filename.startswith("own/")
    assert not [p for p in registry.check(found) if p.rule == "id-clash"]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["own"], "this layer is the lowest; name the one that has it before it in layers"),
        (
            ["own", "base"],
            "base/checklists/desk-walk.yml stands in a layer above; name that one before this in "
            "layers",
        ),
    ],
)
def test_a_base_that_lies_elsewhere_is_a_matter_of_the_layers(
    tmp_path: Path, names: list[str], said: str
) -> None:
    own = tmp_path / "checklists/desk-walk.yml"
    own.parent.mkdir()
    shutil.copyfile(PLANT / "checklists/desk-walk.yml", own)
    folders = {"own": tmp_path, "base": cases.LIBRARY}
    found = loading.load([Layer(folders[name], name) for name in names])
    assert [each.hint for each in found.problems if each.rule == "no-base"] == [said]
