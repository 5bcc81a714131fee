"""What the browser tests share beside the shipped site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.project import make

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="session")
def served_small(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The address of a small site that has a former id."""
    project = make(tmp_path_factory.mktemp("small"))
    result = project.build("--strict")
    assert result.returncode == 0, result.stdout + result.stderr
    return serve(project.site)
