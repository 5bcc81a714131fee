"""The golden cases of `katabase check`: a folder each under tests/cases/problems.

A case holds the files that differ from the small sound library in tests/cases/library,
and expected.txt with what `katabase check` prints over both. There ``{kinds}``,
``{folders}`` and ``{keys}`` stand for lists of what there is, so that a further kind or key
changes no case. After a change of words:

    python -m tests.support.cases

writes every expected.txt anew; read the difference before you commit it.
"""

from __future__ import annotations

import datetime
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from katabase.domain.checks import registry
from katabase.domain.kinds.registry import folders, kinds
from katabase.domain.problems import as_text
from tests.support.commands import katabase

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from katabase.domain.kinds.registry import AnyKind

__all__ = ["CASES", "EXPECTED", "LIBRARY", "PROBLEMS", "as_text", "registry"]

CASES = Path(__file__).parent.parent / "cases"
LIBRARY = CASES / "library"
SHIPPED = CASES.parent.parent / "kata"
PROBLEMS = sorted(path for path in (CASES / "problems").iterdir() if path.is_dir())
EXPECTED = "expected.txt"

TODAY = datetime.date(2026, 11, 22)
"""The day on which the cases are checked."""


def sample(kind: AnyKind) -> Path:
    """Return the file of a practice: of the small library, or else of ours.

    A further kind has its practice in ours alone.
    """
    folders_of = (library / kind.folder for library in (LIBRARY, SHIPPED))
    return min(next(filter(None, map(list, (folder.glob("*.yml") for folder in folders_of)))))


def copy_library(folder: Path) -> Path:
    """Copy the small sound library to the folder ``kata`` in a folder; return that."""
    shutil.copytree(LIBRARY, folder / "kata")
    return folder / "kata"


def build(case: Path, folder: Path) -> None:
    """Lay the files of a case over a copy of the small sound library."""
    kata = copy_library(folder)
    shutil.copytree(case, kata, dirs_exist_ok=True, ignore=shutil.ignore_patterns(EXPECTED))


def on_the_day() -> AbstractContextManager[object]:
    """Let today be the day of the cases."""
    return mock.patch.object(registry, "latest_day", return_value=TODAY)


def check(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """Run `katabase check` in a folder on the day of the cases.

    Returns the exit code and what it printed to both streams. Without ``--cards`` no card
    is set, which would take most of the time.
    """
    if "--cards" not in arguments:
        arguments = ("--no-cards", *arguments)
    before = Path.cwd()
    os.chdir(folder)
    try:
        with on_the_day():
            result = katabase("check", *arguments)
    finally:
        os.chdir(before)
    return result.exit_code, result.stdout, result.stderr


def outcome(case: Path, folder: Path) -> str:
    """Return what `katabase check` prints over a case, and its exit code."""
    build(case, folder)
    code, printed, _ = check(folder)
    return f"{of_any_model(printed)}exit {code}\n"


def of_any_model(printed: str) -> str:
    """Return what was printed with names in the place of lists of kinds, folders and keys.

    The list of a practice's keys is known by ``card``, which all kinds have.
    """
    whole = r"known: (?=[^\[]*\bcard\b)[a-z_, …]+(?= \[unknown-key\])"
    printed = re.sub(whole, "known: {keys}", printed)
    for name, listed in (("{kinds}", map(str, kinds())), ("{folders}", folders())):
        printed = printed.replace(", ".join(listed), name)
    return printed


def _regenerate() -> None:
    for case in PROBLEMS:
        with tempfile.TemporaryDirectory() as folder:
            text = outcome(case, Path(folder))
        (case / EXPECTED).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    _regenerate()
