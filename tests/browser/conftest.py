"""What the browser tests share beside the shipped site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import shared
from tests.support.project import make

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="session")
def small_site() -> Path:
    """A small site that has a former id. All tests share it: only look."""

    def build(folder: Path) -> None:
        result = make(folder).build("--strict")
        assert result.returncode == 0, result.stdout + result.stderr

    return shared.once("small", build) / "site"


@pytest.fixture(scope="session")
def served_small(small_site: Path, serve: Callable[[Path], str]) -> str:
    """The address of the small site."""
    return serve(small_site)
