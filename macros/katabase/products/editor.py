"""What an editor needs in a clone: schemas beside the practices, and settings that name them.

With these files the YAML language server (in VS Code the extension "YAML" by Red Hat)
completes, explains and warns without any set-up.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from katabase.domain.kinds.registry import kinds
from katabase.domain.layers.adapting import ADAPTS
from katabase.domain.modeline import SCHEMAS, modeline
from katabase.domain.schema import (
    ADAPTING,
    TRANSLATING,
    adapting_schemas,
    models_of_files,
    schemas,
    translating_schemas,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from katabase.domain.kinds.registry import AnyKind
    from katabase.domain.vocabulary import Vocabulary

SETTINGS = ".vscode/settings.json"
EXTENSIONS = ".vscode/extensions.json"


def head(kind: AnyKind) -> str:
    """Return the first line of a new practice's file, which names its schema to any editor."""
    return f"{modeline(f'../{SCHEMAS}/{kind}.json')}\n"


def schema_name(name: str, data: Mapping[str, Any], *, translation: bool) -> str:
    """Return the file name of the schema that a file of a library follows.

    ``name`` is its kind, or what a file of the whole library is called; ``data`` is what it
    says; ``translation`` says whether it lies in the folder of a language.
    """
    if translation and name != "vocabulary":  # words of its own are written alike everywhere
        return f"{TRANSLATING}{name}.json"
    return f"{ADAPTING if ADAPTS in data else ''}{name}.json"


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
    found[f"{place}/{TRANSLATING}glossary.json"] = f"{library}/*/glossary.yml"
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
