"""The command line, called in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from katabase.adapters.cli import main

if TYPE_CHECKING:
    from click.testing import Result


def katabase(*arguments: str) -> Result:
    """Run `katabase` with some arguments.

    An exception that the command does not catch is raised here: there are no tracebacks.
    """
    try:
        runner = CliRunner(mix_stderr=False)  # click 8.1 keeps the streams apart only so
    except TypeError:
        runner = CliRunner()
    return runner.invoke(main, arguments, catch_exceptions=False)
