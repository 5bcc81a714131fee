"""An editor says of an adapting file what the check says, as far as a schema can."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from katabase.domain import loading
from katabase.domain.kinds.registry import folders
from katabase.domain.layers import Layer
from katabase.domain.reading import source
from katabase.domain.schema import ADAPTING, adapting_schemas
from tests.support import cases, layered

if TYPE_CHECKING:
    from pathlib import Path

FILES = [
    path
    for case in layered.LAYERS
    for path in sorted(case.rglob("*.yml"))
    if "adapts:" in path.read_text(encoding="utf-8")
]


def as_json(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    return [as_json(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_the_schema_refuses_what_is_written_wrong(path: Path) -> None:
    case = path.parent.parent
    words = loading.load([Layer(cases.LIBRARY, layered.BASE), Layer(case, "own")]).vocabulary
    schema = json.loads(adapting_schemas(words)[f"{ADAPTING}{folders()[path.parent.name]}.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    document, _ = source.read(path, path.name)
    assert document is not None
    found = list(jsonschema.Draft202012Validator(schema).iter_errors(as_json(document.data)))
    lines = {error.absolute_path[0] for error in found if error.absolute_path}
    if case.name == "wrong-verbs":
        assert {"adapts", "steps", "needs"} <= lines
    elif case.name == "wrong-values":
        assert {"title", "steps"} <= lines
    else:
        assert not found, [error.message for error in found]
