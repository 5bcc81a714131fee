"""What an editor needs in a clone: schemas beside the practices, and settings that name them.

With these files the YAML language server (in VS Code the extension "YAML" by Red Hat)
completes, explains and warns without any set-up.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from katabase.domain.kinds.registry import kinds
from katabase.domain.schema import (
    TRANSLATING,
    adapting_schemas,
    models_of_files,
    schemas,
    translating_schemas,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.kinds.registry import AnyKind
    from katabase.domain.vocabulary import Vocabulary

SCHEMAS = ".schemas"
"""The folder of the schemas, within the folder of a library."""

SETTINGS = ".vscode/settings.json"
EXTENSIONS = ".vscode/extensions.json"


def modeline(kind: AnyKind) -> str:
    """Return the first line of a practice's file, which names its schema to any editor."""
    return f"# yaml-language-server: $schema=../{SCHEMAS}/{kind}.json\n"


def schema_files(words: Vocabulary) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each schema of a library with these words."""
    found = {**schemas(words), **adapting_schemas(words), **translating_schemas(words)}
    for name, text in found.items():
        yield name, text.encode("utf-8")


def is_schema(content: bytes) -> bool:
    """Say whether a file is a JSON Schema, so that a new one may replace it."""
    return b'"$schema"' in content


def settings(library: str) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each settings file.

    ``library`` is the folder of the practices, as seen from the top of the repository.
    """
    place = f"{library}/{SCHEMAS}"
    found = {f"{place}/{kind}.json": f"{library}/{kind.folder}/*.yml" for kind in kinds()}
    for kind in kinds():
        translations = f"{library}/*/{kind.folder}/*.yml"
        found[f"{place}/{TRANSLATING}{kind}.json"] = translations
    for name in models_of_files():
        found.setdefault(f"{place}/{name}.json", f"{library}/{name}.yml")
    data = {
        "yaml.schemas": found,
        "yaml.schemaStore.enable": False,
        "yaml.format.enable": False,
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2},
        "files.insertFinalNewline": True,
    }
    yield SETTINGS, _json(data)
    yield EXTENSIONS, _json({"recommendations": ["redhat.vscode-yaml"]})


def _json(data: object) -> str:
    return json.dumps(data, indent=2) + "\n"
