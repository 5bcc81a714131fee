"""What is searched of a practice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from katabase.products.pages.maker import PageMaker
from katabase.products.search.index import FEW, document
from katabase.products.search.small_words import small_words

if TYPE_CHECKING:
    from katabase.domain.library import Library


def test_a_practice_of_which_few_are_known_to_type_is_looked_for_by_what_it_says(
    shipped: Library,
) -> None:
    maker = PageMaker(shipped)
    entry = shipped.entries["questions/five-questions"]
    own = entry.practice.searched_as
    assert len(own) >= FEW
    assert list(document(maker, entry).searched_as) == own
    few = entry.practice.model_copy(update={"searched_as": own[: FEW - 1]})
    typed = document(maker, replace(entry, practice=few)).searched_as
    assert list(typed[: FEW - 1]) == own[: FEW - 1]
    assert {few.title, few.summary, *few.keywords} <= set(typed)
    assert {heading for _, heading in document(maker, entry).items} <= set(typed)


def test_a_site_has_the_small_words_of_its_language_and_of_english() -> None:
    english, german, other = map(small_words, ("en", "de-CH", "eo"))
    assert other == english
    assert english.nothing < german.nothing
    assert english.little < german.little
    assert "fur" in german.nothing, "as the index folds it"
    assert not german.nothing & german.little
