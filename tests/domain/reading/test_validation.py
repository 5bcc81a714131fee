"""What is said of a key that no practice has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from katabase.domain.kinds.trait import Trait
from tests.support import cases

if TYPE_CHECKING:
    from pathlib import Path

FILE = "traits/keeps-promises.yml"


def test_an_unknown_key_is_answered_with_those_that_may_still_be_written(tmp_path: Path) -> None:
    path = cases.copy_library(tmp_path) / FILE
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "xyzzy: 1\n", encoding="utf-8")
    free = sorted(set(Trait.model_fields) - set(yaml.safe_load(text)))
    listed = ", ".join(free[:12]) + (", …" if len(free) > 12 else "")
    _, printed, _ = cases.check(tmp_path)
    assert f'unknown key "xyzzy"; known: {listed} [unknown-key]' in printed
