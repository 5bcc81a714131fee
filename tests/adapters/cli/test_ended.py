"""Ctrl-C while the command line is being loaded: no timing, the interrupt comes from an import."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import pytest

from tests.conftest import ROOT

INTERRUPTED = """
import sys

class Interrupts:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupts())
sys.argv = ["katabase", "check"]
from {module} import {function}
{function}()
"""


@pytest.mark.parametrize("name", ["katabase.adapters.cli.publish", "pydantic"])
def test_ctrl_c_while_loading_is_a_sentence(name: str) -> None:
    """What is started is what the package installs as its script."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        script = tomllib.load(file)["project"]["scripts"]["katabase"]
    module, _, function = script.partition(":")
    code = INTERRUPTED.format(name=name, module=module, function=function)
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert result.returncode == 130
    assert result.stderr == "\nkatabase: ended before it was done\n"


@pytest.mark.parametrize(("stream", "code"), [("stdout", 141), ("stderr", 2)])
def test_who_reads_no_further_gets_no_word_of_a_broken_disk(stream: str, code: int) -> None:
    """As behind ``| true``: the pipe is closed before the first word."""
    program = "import sys; sys.stdin.read(); from katabase.__main__ import run; run()"
    words = ["explain", "bad-id"] if stream == "stdout" else ["explain", "no-rule-of-ours"]
    with subprocess.Popen(
        [sys.executable, "-c", program, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        assert process.stdin
        closed, other = process.stdout, process.stderr
        if stream == "stderr":
            closed, other = other, closed
        assert closed
        assert other
        closed.close()
        process.stdin.close()
        assert other.read() == b""
    assert process.returncode == code
