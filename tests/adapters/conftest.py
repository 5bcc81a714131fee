"""The small site, built once for all tests of the adapters."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.support.project import Project, make

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small site, built."""
    project = make(tmp_path_factory.mktemp("small"))
    result = project.build("--strict")
    assert result.returncode == 0, result.stdout + result.stderr
    return project


@pytest.fixture
def built(small: Project, tmp_path: Path) -> Project:
    """A copy of the small site, built: a test may change it."""
    shutil.copytree(small.folder, tmp_path / "copy", symlinks=True)
    return Project(tmp_path / "copy")
