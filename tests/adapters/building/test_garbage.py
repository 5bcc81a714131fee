"""A process of ours looks for garbage seldom, and never more often than it was told to."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from katabase.adapters.building import garbage
from katabase.adapters.plugin import KatabasePlugin

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_a_build_looks_seldom() -> None:
    gc.set_threshold(700, 10, 10)
    KatabasePlugin().on_startup(command="build", dirty=False)
    assert gc.get_threshold() == garbage.OFTEN


@pytest.mark.parametrize("told", [(0, 10, 10), (200_000, 10, 10)])
def test_what_somebody_has_told_python_stays(told: tuple[int, int, int]) -> None:
    gc.set_threshold(*told)
    garbage.look_seldom()
    assert gc.get_threshold() == told
