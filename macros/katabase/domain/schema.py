"""JSON Schemas of the model, for editors that complete and check while one types."""

from __future__ import annotations

import json
from typing import Any

from katabase.domain.glossary import Glossary
from katabase.domain.model import MODELS
from katabase.domain.vocabulary import Kind

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema(kind: Kind) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a kind."""
    return _titled(MODELS[kind].model_json_schema(), kind.label)


def glossary_schema() -> dict[str, Any]:
    """Return the JSON Schema of ``glossary.yml``."""
    return _titled(Glossary.model_json_schema(), "Glossary")


def _titled(found: dict[str, Any], title: str) -> dict[str, Any]:
    return {"$schema": DRAFT, **found, "title": title}


def schemas() -> dict[str, str]:
    """Return the file name and the text of every schema."""
    found = {f"{kind}.json": schema(kind) for kind in Kind}
    found["glossary.json"] = glossary_schema()
    return {name: json.dumps(data, indent=1, sort_keys=True) + "\n" for name, data in found.items()}
