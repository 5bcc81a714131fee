"""Python's -OO drops docstrings from a program; nothing that the product shows may be one."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.conftest import ROOT

SHOWN = """
import json, sys
from click import Context
from katabase.adapters.cli import main
from katabase.domain import schema
from katabase.products.pages import listings

shown = {**schema.schemas(), "guide": str(listings.rules_guide())}
for name, command in {"": main, **main.commands}.items():
    shown["katabase " + name] = command.get_help(Context(command))
json.dump({"docstrings": schema.__doc__ is not None, "shown": shown}, sys.stdout)
"""


def shown(*options: str) -> dict[str, object]:
    command = [sys.executable, *options, "-B", "-c", SHOWN]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    found: dict[str, object] = json.loads(result.stdout)
    return found


def test_a_program_without_docstrings_shows_the_same() -> None:
    usual, optimised = shown(), shown("-OO")
    assert (usual["docstrings"], optimised["docstrings"]) == (True, False)
    assert optimised["shown"] == usual["shown"]
    assert "Print practice cards" in str(usual["shown"])
    assert "description" in str(usual["shown"])
