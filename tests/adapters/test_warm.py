"""What starts warm in the tests is what people start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import run
from tests.support import warm

if TYPE_CHECKING:
    from pathlib import Path

COLD = {"PYTHONVERBOSE": ""}
"""What the interpreter itself reads: such a command starts from nothing."""


@pytest.mark.parametrize(
    "command",
    [("katabase", "check", "nothing"), ("mkdocs", "build", "--strict"), ("mike", "--version")],
)
def test_a_command_that_starts_warm_ends_as_one_that_starts_from_nothing(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    warmly, cold = run(*command, cwd=tmp_path), run(*command, cwd=tmp_path, **COLD)
    assert warmly.args == command
    assert cold.args == [str(warm.BIN / command[0]), *command[1:]]
    assert (warmly.returncode, warmly.stdout, warmly.stderr) == (
        cold.returncode,
        cold.stdout,
        cold.stderr,
    )
