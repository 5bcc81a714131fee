"""Ended at any moment, an output is whole, or comes back at the next start; nothing stays."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.conftest import ROOT

MEMORY = Path("/dev/shm")
"""Where Linux keeps files in memory: some hundred states are made, and thrown away."""


def test_ended_before_each_rename_write_and_sync() -> None:
    place = MEMORY if os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        command = [sys.executable, "-m", "tests.products.outputs.killed", folder]
        result = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
        )
    assert result.returncode == 0, result.stdout + result.stderr
    counts = [int(line.split()[-1]) for line in result.stdout.splitlines()]
    assert len(counts) == 10
    assert min(counts) > 10, result.stdout
