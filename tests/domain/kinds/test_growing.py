"""A proposal starts small: what a draft and a trial may leave out, and what check says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from katabase.domain import layers, loading
from katabase.domain.canonical import keys_in_order
from katabase.domain.checks.rules.ready import next_status, to_come
from katabase.domain.fields import later_keys
from katabase.domain.kinds.registry import kinds
from katabase.domain.messages import messages
from katabase.domain.reading.model_fields import model_in
from tests.support import cases

if TYPE_CHECKING:
    from pathlib import Path

    from katabase.domain.library import Entry


def smallest(data: Any, model: Any) -> Any:
    """Return a practice with nothing but what every practice needs."""
    small = {}
    for name in keys_in_order(model):
        field = model.model_fields[name]
        if field.is_required():
            inner = model_in(field.annotation)
            value = data[name]
            if inner is not None:
                value = (
                    [smallest(part, inner) for part in value]
                    if isinstance(value, list)
                    else smallest(value, inner)
                )
            small[name] = value
    return small


@pytest.fixture(params=kinds(), ids=str)
def small(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The file of a practice on trial, as small as can be, in the small sound library."""
    kind = request.param
    kata = cases.copy_library(tmp_path)
    sample = cases.sample(kind)
    path = kata / kind.folder / sample.name
    path.parent.mkdir(exist_ok=True)
    data = smallest(yaml.safe_load(sample.read_text("utf-8")), kind.model)
    data["status"] = "trial"
    path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return path


def entry_of(path: Path) -> Entry:
    found = loading.load([layers.Layer(path.parent.parent, "kata")])
    assert not found.problems
    return next(entry for entry in found.entries.values() if entry.path == path)


def test_it_passes_and_check_says_what_is_missing(small: Path) -> None:
    code, printed, said = cases.check(small.parent.parent.parent, str(small))
    errors = [line for line in printed.splitlines() if ": error: " in line]
    assert (code, errors) == (0, [])
    assert 'before it becomes "proven", write keywords' in said
    for name in later_keys(entry_of(small).kind.model):
        assert name in said


def test_as_proven_each_missing_key_is_an_error(small: Path) -> None:
    entry = entry_of(small)
    small.write_text(small.read_text("utf-8").replace("status: trial", "status: proven"), "utf-8")
    code, printed, _ = cases.check(small.parent.parent.parent)
    assert code == 1
    assert printed.count("[not-yet-proven]") == len(list(to_come(entry.practice)))


def test_its_page_has_no_heading_over_nothing_and_its_card_prints(small: Path) -> None:
    entry = entry_of(small)
    say = messages()
    for section in entry.kind.sections(entry.practice, say):
        assert section.item or section.texts, section.heading
        assert all(section.texts)
    for prompt in entry.kind.prompts(entry.practice):
        assert all(prompt.help)
    for side in (entry.kind.card.front, entry.kind.card.back):
        for wording in side(entry.practice, say):
            assert wording
            assert all(block.rows and all(row.text or row.strong for row in block.rows)
                       for block in wording)  # fmt: skip


def test_what_is_left_for_later_is_not_in_the_data(small: Path) -> None:
    said = entry_of(small).practice.model_dump(mode="json")
    for name in later_keys(entry_of(small).kind.model):
        assert name not in said


def test_the_shipped_library_is_whole(shipped: Any) -> None:
    for entry in shipped.ordered():
        found = next_status(entry)
        assert not found or not found[1], (entry.ref, found)


def test_a_text_to_be_written_stops_a_trial_and_no_draft(tmp_path: Path) -> None:
    path = cases.copy_library(tmp_path) / "questions/three-questions.yml"
    text = path.read_text("utf-8").replace("ask: Which minute", "ask: TODO Which minute")
    path.write_text(text.replace("status: proven", "status: draft"), "utf-8")
    code, printed, said = cases.check(tmp_path, str(path))
    assert "to-be-written" not in printed
    assert 'before it becomes "trial", write parts[1].questions' in said
    path.write_text(text, "utf-8")
    code, printed, _ = cases.check(tmp_path, str(path))
    assert code == 1
    assert "[to-be-written]" in printed
