"""What is said of a key that no practice has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import yaml
from pydantic import BaseModel, Field

from katabase.domain.fields import Known
from katabase.domain.kinds.trait import Trait
from katabase.domain.problems import as_text
from katabase.domain.reading import source
from katabase.domain.reading.validation import validate
from katabase.domain.vocabulary import SHIPPED
from tests.support import cases

if TYPE_CHECKING:
    from pathlib import Path


class OfAPackage(BaseModel):
    code: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


def test_a_form_that_only_a_package_knows_is_said_as_it_stands() -> None:
    document, _ = source.parse(b"code: abc\n", "x.yml")
    assert document is not None
    _, problems = validate(document, OfAPackage, Known(vocabulary=SHIPPED, kinds=()))
    assert [as_text(problem) for problem in problems] == [
        'x.yml:1:7: error: code: expected the form ^[A-Z]{3}$, found "abc"; the guide says what '
        "stands under this key [wrong-value]"
    ]


FILE = "traits/keeps-promises.yml"


def test_an_unknown_key_is_answered_with_those_that_may_still_be_written(tmp_path: Path) -> None:
    path = cases.copy_library(tmp_path) / FILE
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "xyzzy: 1\n", encoding="utf-8")
    free = sorted(set(Trait.model_fields) - set(yaml.safe_load(text)))
    listed = ", ".join(free[:12]) + (", …" if len(free) > 12 else "")
    _, printed, _ = cases.check(tmp_path)
    assert f'unknown key "xyzzy"; known: {listed} [unknown-key]' in printed
