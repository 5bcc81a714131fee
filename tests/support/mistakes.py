"""Natural mistakes, one edit of the small sound library each, and what the check says to them.

They stand in tables below tests/cases/mistakes: a name, the file, what stands there, what a
contributor wrote instead, and ``said``, what `katabase check` prints. After a change of words:

    python -m tests.support.mistakes

writes every ``said`` anew; read the difference before you commit it.
"""

from __future__ import annotations

import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.support import cases

TABLES = sorted((cases.CASES / "mistakes").glob("*.yml"))


@dataclass(frozen=True)
class Mistake:
    """One edit, and what the check says."""

    name: str
    file: str
    """The path within the library."""
    was: str
    """What the sound file says, once."""
    wrong: str
    said: str

    def outcome(self, folder: Path) -> str:
        """Return what `katabase check` prints when the mistake is made in an empty folder."""
        path = cases.copy_library(folder) / self.file
        sound = path.read_text(encoding="utf-8")
        assert sound.count(self.was) == 1, f"{self.name}: {self.was!r} stands not once"
        path.write_text(sound.replace(self.was, self.wrong), encoding="utf-8")
        return cases.of_any_model(cases.check(folder)[1])


def mistakes(table: Path) -> list[Mistake]:
    """Return the mistakes of a table."""
    return [Mistake(**row) for row in yaml.safe_load(table.read_text(encoding="utf-8"))]


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as they stand."""


def _text(dumper: Any, text: str) -> Any:
    style = "|" if "\n" in text.strip("\n") or text.endswith("]\n") else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _regenerate() -> None:
    for table in TABLES:
        rows = []
        for mistake in mistakes(table):
            with tempfile.TemporaryDirectory() as folder:
                row = {**asdict(mistake), "said": mistake.outcome(Path(folder))}
            rows.append(
                yaml.dump([row], Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000)
            )
        table.write_text("\n".join(rows), encoding="utf-8")


if __name__ == "__main__":
    _regenerate()
