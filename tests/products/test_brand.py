"""Contrast of an organisation's colours, held against figures of WCAG's own examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katabase.products.brand import DARK, TEXT, WHITE, colour_of, contrast, nearest, weak

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#ffffff", 4.48),  # the well-known grey that just fails
        ("#767676", "#ffffff", 4.54),  # and its neighbour that passes
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrasts_are_those_of_wcag(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@given(COLOURS, st.sampled_from([WHITE, DARK]))
def test_the_nearest_colour_can_be_read(colour: str, ground: str) -> None:
    found = weak(colour, ground, TEXT)
    assert (found is None) == (contrast(colour, ground) >= TEXT)
    assert contrast(nearest(colour, ground, TEXT), ground) >= TEXT


def test_colours_have_three_or_six_digits() -> None:
    assert colour_of(" #FfA ") == "#ffffaa"
    assert colour_of("#134E4A") == "#134e4a"
    assert colour_of("teal") is None
    assert colour_of("#12345") is None
    assert colour_of("#000000de") == "#000000"
