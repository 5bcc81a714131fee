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
def served_small(serve: Callable[[Path], str]) -> str:
    """The address of a small site that has a former id."""

    def build(folder: Path) -> None:
        result = make(folder).build("--strict")
        assert result.returncode == 0, result.stdout + result.stderr

    return serve(shared.once("small", build) / "site")
