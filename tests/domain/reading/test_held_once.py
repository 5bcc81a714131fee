"""What a practice says is held once, and is the same as before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from katabase.domain.extra import model_with
from katabase.domain.fields import Known
from katabase.domain.keys import with_keys
from katabase.domain.reading.held_once import hold_once, texts_in
from katabase.domain.reading.validation import validate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from katabase.domain.library import Library


def held(value: Any) -> Iterator[Any]:
    """Yield all models and texts within a value."""
    if isinstance(value, BaseModel | str):
        yield value
    within = value.__dict__.values() if isinstance(value, BaseModel) else ()
    for each in value if isinstance(value, list) else within:
        yield from held(each)


def test_a_practice_says_the_same_in_the_texts_of_its_file(shipped: Library) -> None:
    written: dict[frozenset[str], Any] = {}
    for entry in shipped.ordered():
        if entry.translations or entry.origin:
            continue
        model = model_with(entry.kind.model, shipped.vocabulary)
        made, problems = validate(entry.document, model, Known(shipped.vocabulary))
        assert made is not None, problems
        made = with_keys(entry.kind, made, entry.id)
        said, sets = made.model_dump(), [each.model_fields_set.copy() for each in models(made)]
        texts = texts_in(entry.document.data)
        hold_once(made, texts, written)
        assert made.model_dump() == said
        assert [each.model_fields_set for each in models(made)] == sets
        texts_held = [each for each in held(made) if type(each) is str and each in texts]
        assert texts_held
        assert all(each is texts[each] for each in texts_held), entry.ref
    assert len({id(each) for each in written.values()}) == len(written)


def models(value: Any) -> list[BaseModel]:
    return [each for each in held(value) if isinstance(each, BaseModel)]


def test_a_copy_of_a_practice_has_keys_of_its_own(shipped: Library) -> None:
    """The set of keys that were written belongs to many models."""
    entry = next(each for each in shipped.ordered() if not each.practice.formerly)
    before = entry.practice.model_fields_set.copy()
    copy = entry.practice.model_copy(update={"formerly": ["once"]})
    assert "formerly" in copy.model_fields_set
    assert entry.practice.model_fields_set == before


def test_a_loaded_library_holds_its_texts_once(shipped: Library) -> None:
    entry = shipped.entries["starter-kata/coaching-cycle"]
    assert entry.practice.summary is entry.document.data["summary"]
    assert entry.practice.searched_as[0] is entry.document.data["searched_as"][0]
