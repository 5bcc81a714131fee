"""Long lists keep every practice once and in order; facets count what practices have."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from katabase.domain.messages import messages
from katabase.products.catalogue.facets import facets, time_of, values
from katabase.products.catalogue.lists import PAGE, Section, long_list

if TYPE_CHECKING:
    from katabase.domain.library import Library


@pytest.mark.parametrize("size", [0, 1, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE])
@pytest.mark.parametrize("parts", [1, 7])
def test_pages_hold_every_practice_once_and_in_order(
    shipped: Library, size: int, parts: int
) -> None:
    entries = (list(shipped.ordered()) * PAGE)[:size]
    assert len(entries) == size
    sections = [Section(f"Part {n}", tuple(entries[n::parts])) for n in range(parts)]
    found = long_list("questions/", "Questions", sections)
    seen = [entry for number, _ in found.numbered() for entry in found.entries(number)]
    assert seen == [entry for section in sections for entry in section.entries]
    assert found.total == size
    spans = [found.span(number) for number, _ in found.numbered()]
    assert spans == [
        (first, min(first + PAGE - 1, size)) for first in range(1, max(size, 1) + 1, PAGE)
    ]
    addresses = [address for _, address in found.numbered()]
    assert addresses[0] == "questions/"
    assert len(set(addresses)) == len(addresses)


def test_a_facet_counts_the_practices_that_have_its_values(shipped: Library) -> None:
    counted: dict[str, Counter[str]] = {}
    for entry in shipped.entries.values():
        for name, found in values(entry, shipped).items():
            assert len(set(found)) == len(found)
            counted.setdefault(name, Counter()).update(found)
    shown = {
        facet.name: {choice.value: choice.count for choice in facet.choices}
        for facet in facets(shipped, messages("en"))
    }
    assert shown == {name: dict(found) for name, found in counted.items() if found}


@pytest.mark.parametrize(
    ("minutes", "value"), [(1, "5"), (5, "5"), (6, "15"), (15, "15"), (30, "30"), (31, "more")]
)
def test_a_time_is_in_one_span(minutes: int, value: str) -> None:
    assert time_of(minutes) == value
