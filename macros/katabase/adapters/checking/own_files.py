"""The files of a library that are a person's own: of no package, below the folder of the site."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from katabase.domain.canonical import in_order
from katabase.domain.layers import in_language, is_file, languages_of
from katabase.domain.modeline import SCHEMAS, with_modeline
from katabase.domain.problems import Problem
from katabase.domain.reading.places import GLOSSARY, survey
from katabase.domain.schema import models_of_files
from katabase.domain.translating.glossary import TranslatedGlossary
from katabase.products import editor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from katabase.domain.layers import Layer
    from katabase.domain.reading.document import Document
    from katabase.domain.reading.places import Place


@dataclass(frozen=True)
class OwnFile:
    """A file of a layer that is no package's."""

    place: Place
    schemas: Path
    """Where the schemas of its library lie, if it has them."""
    translation: bool
    """Whether it lies in the folder of a language."""

    def formatted(self, document: Document, raw: bytes) -> bytes:
        """Return its bytes in order, with the line for editors if there is a schema to name."""
        name = str(self.place.kind or self.place.path.stem)
        new = in_order(document, self._model(name), raw, translation=self.translation)
        schema = self.schemas / editor.schema_name(
            name, document.data, translation=self.translation
        )
        if not is_file(schema):
            return new
        return with_modeline(new, Path(os.path.relpath(schema, self.place.path.parent)).as_posix())

    def _model(self, name: str) -> type[BaseModel]:
        if self.translation and self.place.path.name == GLOSSARY:
            return TranslatedGlossary
        return models_of_files()[name]


def own_files(layers: list[Layer], paths: tuple[Path, ...]) -> Iterator[OwnFile]:
    """Yield the files of the layers that are no package's, and lie within the paths."""
    for layer in layers:
        if layer.packaged:
            continue
        for folder in _folders(layer):
            for place in survey(folder):
                if not isinstance(place, Problem) and _within(place.path, paths):
                    yield OwnFile(place, layer.folder / SCHEMAS, folder is not layer)


def _folders(layer: Layer) -> Iterator[Layer]:
    """Yield a layer and then the folders of its languages."""
    yield layer
    found = [folder for tag in languages_of([layer]) for folder in in_language(layer, tag)]
    yield from dict.fromkeys(found)  # that of "de" is one of "de-AT" as well


def _within(path: Path, paths: tuple[Path, ...]) -> bool:
    real = Path(os.path.realpath(path))
    within = real.is_relative_to(os.path.realpath(Path.cwd()))
    if not paths:
        return within
    return any(real.is_relative_to(os.path.realpath(chosen)) for chosen in paths)
