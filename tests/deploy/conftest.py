"""The shipped site and a small site with versions, behind a real nginx."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import run
from tests.support.sites import rename_practice, small_project
from tests.support.webserver import nginx

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SUB = "/any/sub/path"


@pytest.fixture(scope="session")
def at_root(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The shipped site at the root of a host."""
    with nginx(tmp_path_factory.mktemp("nginx"), site) as address:
        yield address


@pytest.fixture(scope="session")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions of the small site, published below a path, for a host nobody knows."""
    root = tmp_path_factory.mktemp("versions")
    project = small_project(tmp_path_factory.mktemp("small") / "project")
    target = str(root) + SUB
    for version in ("1.0", "1.1"):
        command = ("katabase", "publish", target, "--version", version, "--alias", "latest")
        result = run(*command, cwd=project)
        assert result.returncode == 0, result.stdout + result.stderr
        if version == "1.0":
            rename_practice(project, "checklists", "evening-look-back", "evening-look")
            path = project / "kata/checklists/morning-walk.yml"
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace("evening-look-back", "evening-look"), encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def below_a_path(versions: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The versions behind nginx; the address of the folder that holds them."""
    with nginx(tmp_path_factory.mktemp("nginx"), versions, SUB) as address:
        yield address.rstrip("/") + SUB + "/"
