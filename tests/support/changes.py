"""The golden cases of changes: edits of the small library, and what `katabase diff` says of each.

``tests/cases/changes/edits.yml`` holds the edits, ``expected.txt`` what is printed. After a
change of words:

    python -m tests.support.changes

writes it anew; read the difference before you commit it.
"""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from tests.support import cases
from tests.support.commands import katabase

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = cases.CASES / "changes"
EDITS: dict[str, list[list[str]]] = yaml.safe_load((FOLDER / "edits.yml").read_text("utf-8"))
EXPECTED = FOLDER / "expected.txt"


def outcomes() -> dict[str, str]:
    """Return what is printed for each edit, as text and as a comment."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        for name in ("old", "new"):
            cases.copy_library(base / name)
            with contextlib.chdir(base / name):
                katabase("check", "--no-cards", "--fix")
        return {name: _outcome(base, edits) for name, edits in EDITS.items()}


def _outcome(base: Path, edits: list[list[str]]) -> str:
    files = {base / "new/kata" / name for name, _, _ in edits}
    kept = {path: path.read_text(encoding="utf-8") for path in files}
    for name, old, new in edits:
        path = base / "new/kata" / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name}: {old!r} stands there {text.count(old)} times"
        path.write_text(text.replace(old, new), encoding="utf-8")
    with contextlib.chdir(base):
        results = [katabase("diff", "old", "new", "--format", style) for style in STYLES]
    printed = [result.stdout for result in results]
    assert "cannot be read" not in "".join(result.stderr for result in results), edits
    for path, text in kept.items():
        path.write_text(text, encoding="utf-8")
    return "\n".join(printed)


STYLES = ("text", "markdown")


def _lines() -> Iterator[str]:
    for name, printed in outcomes().items():
        yield f"== {name}\n{printed}\n"


def together() -> str:
    """Return what is printed for all edits in one."""
    return "".join(_lines())


if __name__ == "__main__":
    EXPECTED.write_text(together(), encoding="utf-8")
