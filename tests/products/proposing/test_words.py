"""The form speaks the language of its site: names of fields, hints, what is wrong with a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from katabase.domain.kinds.registry import kinds
from katabase.domain.messages import messages
from katabase.domain.vocabulary import SHIPPED
from katabase.products.proposing.facts import facts
from katabase.products.proposing.form import form
from tests.domain.test_messages import PLACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Library

PSEUDO = messages("en-XA")
"""A language in which each word of the interface stands in brackets."""


def hints(schema: Any, *, names: bool = False) -> Iterator[str]:
    """Yield what a schema says of its parts; a key may be called ``description`` as well."""
    if isinstance(schema, list):
        for each in schema:
            yield from hints(each)
    elif isinstance(schema, dict):
        for name, each in schema.items():
            if name == "description" and not names:
                yield each
            else:
                yield from hints(each, names=name in ("properties", "$defs"))


@pytest.mark.parametrize("kind", kinds(), ids=str)
def test_each_name_and_hint_is_a_word_of_the_interface(kind: Any) -> None:
    made = form(kind, SHIPPED, PSEUDO)
    assert [name for name in made["names"].values() if not name.startswith("[")] == []
    assert [hint for hint in hints(made["schema"]) if not hint.startswith("[")] == []


def test_each_sentence_is_one_and_keeps_the_places_of_its_values(shipped: Library) -> None:
    english, pseudo = facts(shipped, messages()), facts(shipped, PSEUDO)
    for name, sentence in english["sentences"].items():
        for said, once in zip(pseudo["sentences"][name], sentence, strict=True):
            assert said.startswith("[") or not once, name
            assert sorted(PLACE.findall(said)) == sorted(PLACE.findall(once)), name
    for part in ("forms", "forbidden"):
        said = pseudo[part].values() if part == "forms" else pseudo[part]
        assert all(each[-1].startswith("[") for each in said), part


def test_a_word_is_called_by_what_it_means_as_a_key() -> None:
    """The start of a stage is a day, that of a measure on the storyboard a value."""
    path = next(kind for kind in kinds() if str(kind) == "path")
    names = form(path, SHIPPED, messages("de"))["names"]
    assert (names["start"], messages("de")("Start")) == ("Beginn", "Startwert")


def test_the_key_of_another_kind_is_called_as_the_word_is_elsewhere() -> None:
    assert messages("de").key("Cards to print") == "Cards to print"
    assert messages("de").key("Search") == messages("de")("Search") != "Search"
