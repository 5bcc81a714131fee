"""How many related practices stand on a practice's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.messages import messages
from katabase.products.pages.related import MOST, WHOLE, Group, related_groups, shortened

if TYPE_CHECKING:
    from katabase.domain.library import Entry, Library


def groups(library: Library, *sizes: int, named: int = 0) -> list[Group]:
    """Return groups of so many practices; the practice names the first ones of each."""
    entries: list[Entry] = library.ordered()
    return [Group(f"Group {size}", tuple(entries[:size]), named=named) for size in sizes]


def shown(found: list[Group]) -> list[int]:
    return [len(group.shown) for group in found]


def test_a_few_are_all_shown(shipped: Library) -> None:
    assert shown(shortened(groups(shipped, WHOLE - 2, 2))) == [WHOLE - 2, 2]


def test_of_many_each_group_shows_some_and_the_longest_give_way(shipped: Library) -> None:
    found = shown(shortened(groups(shipped, WHOLE - 2, 3, 1)))
    assert sum(found) == MOST
    assert found == [4, 3, 1]


def test_what_a_practice_names_itself_is_always_shown(shipped: Library) -> None:
    assert shown(shortened(groups(shipped, WHOLE, WHOLE, named=MOST))) == [MOST, MOST]


def test_no_group_repeats_what_another_says_better(shipped: Library) -> None:
    for entry in shipped.ordered():
        found = {
            group.title: set(group.entries) for group in related_groups(shipped, entry, messages())
        }
        for weaker, stronger in (
            ("Practise before", "Be able to do first"),
            ("It prepares for", "Practise next"),
        ):
            assert not found.get(weaker, set()) & found.get(stronger, set()), entry.ref
