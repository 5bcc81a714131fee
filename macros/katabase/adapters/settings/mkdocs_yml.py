"""A site's mkdocs.yml as MkDocs reads it, and where in it each setting stands.

MkDocs' own loader follows ``INHERIT`` and ``!ENV``. What other tags would run or import
is passed over, so that checking the practices of somebody's proposal runs nothing of theirs.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import get_yaml_loader, yaml_load
from yaml.composer import ComposerError
from yaml.parser import ParserError
from yaml.scanner import ScannerError

from katabase.adapters.settings.config_file import chosen
from katabase.domain.problems import KatabaseError, Spot, as_sentence, visible
from katabase.domain.reading import syntax
from katabase.domain.reading.document import Document
from katabase.domain.reading.marks import Mark
from katabase.domain.reading.rawtext import decode
from katabase.domain.reading.syntax import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import IO

    from katabase.domain.reading.document import Loc

NAMES = ("mkdocs.yml", "mkdocs.yaml")
"""What MkDocs calls the file, in the order in which it looks."""

PLUGIN = "katabase"
"""What the plugin is called in mkdocs.yml, and by MkDocs where it says who made a page."""

KATABASE: Loc = ("plugins", PLUGIN)
"""The way to the options of the plugin."""


@dataclass
class _File:
    """One file of settings: the site's own, or one that it inherits from."""

    path: Path
    text: str
    root: yaml.Node | None = None
    reading: yaml.Node | None = None
    """The value that was read last."""

    @property
    def filename(self) -> str:
        return filename_of(self.path)


@dataclass(frozen=True)
class MkdocsYml:
    """The settings of a site, and the files in which they stand."""

    path: Path
    data: dict[str, Any] = field(default_factory=dict)
    files: tuple[_File, ...] = ()
    """The site's own first, then those from which it inherits."""

    def place(self, loc: Loc) -> str:
        """Return ``file:line:column`` of a setting, or of the nearest above it that stands there.

        The file alone if there is none.
        """
        above = (loc[:length] for length in range(len(loc), 0, -1))
        for file, node in (found for way in above for found in self._found(way)):
            return f"{file.filename}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"
        return filename_of(self.path)

    def has(self, loc: Loc) -> bool:
        """Say whether a setting stands in one of the files."""
        return next(self._found(loc), None) is not None

    def find(self, words: Sequence[str]) -> tuple[str, Spot, Loc, str] | None:
        """Return where words stand, each below the one before it if it is there.

        The file, the place, the way to it and the last word that was found; None if none is.
        """
        for file in self.files:
            found: tuple[yaml.Node, yaml.Node, Loc, str] | None = None
            for word in words:
                below = _named(found[1] if found else file.root, word, found[2] if found else ())
                found = (*below, word) if below else found
            if found:
                mark = found[0].start_mark
                return file.filename, Spot(mark.line + 1, mark.column + 1), found[2], found[3]
        return None

    def document(self, loc: Loc, data: Any) -> Document:
        """Return the data at the end of a way with the places in the file where it stands."""
        for file, node in self._found(loc):
            document = Document(file.filename, file.text, data)
            _note(node, document)
            return document
        return Document(filename_of(self.path), "", data)

    def _found(self, loc: Loc) -> Iterator[tuple[_File, yaml.Node]]:
        for file in self.files:
            node = file.root
            for step in loc:
                node = _below(node, step)
            if node is not None:
                yield file, node


def in_folder(folder: Path) -> MkdocsYml:
    """Return the settings of the site in a folder; none if there is no such file.

    A command that was given ``--config-file`` has its settings there.

    Raises KatabaseError as ``read`` does.
    """
    given = chosen(folder)
    if given:
        return read(given)
    found = (folder / name for name in NAMES)
    return read(next((path for path in found if path.is_file()), folder / NAMES[0]))


def read(path: Path) -> MkdocsYml:
    """Return the settings in a file; none if it is not there.

    Raises KatabaseError if it cannot be read, with the place.
    """
    if not os.path.lexists(path):
        return MkdocsYml(path)
    _must_be_a_file(path)
    files: list[_File] = []
    try:
        with path.open("rb") as stream:
            data = yaml_load(stream, _loader(files))
    except (ConfigurationError, ValueError, OverflowError) as error:
        raise KatabaseError(_sentence(error, files)) from error
    except RecursionError as error:
        raise KatabaseError(f"{files[-1].filename} cannot be read: nested too deep") from error
    except OSError as error:
        place = filename_of(Path(error.filename or path))
        raise KatabaseError(f"{place} cannot be read: {error.strerror or error}") from error
    return MkdocsYml(path, data, tuple(files))


def filename_of(path: Path) -> str:
    """Return a path as from here, or whole if it lies elsewhere."""
    here = Path(os.path.relpath(path))
    return here.as_posix() if ".." not in here.parts else str(path)


def _must_be_a_file(path: Path) -> None:
    """Raise KatabaseError for a folder, a link that leads nowhere, or what would never end."""
    if not path.is_file():
        found = "a folder" if path.is_dir() else "something else"
        raise KatabaseError(f"{filename_of(path)} cannot be read: expected a file, found {found}")


class _Tolerant(yaml.SafeLoader):
    """Reads plain values; knows no tag, and so makes and runs nothing."""


_Tolerant.add_multi_constructor("", lambda *_: None)


def _loader(files: list[_File]) -> Any:
    """Return a loader that adds each file that it reads to a list."""

    class Recording(_Tolerant):
        def __init__(self, stream: IO[bytes]) -> None:
            path = Path(stream.name)
            if any(file.path == path for file in files):
                raise KatabaseError(
                    f"{files[0].filename} cannot be read: INHERIT leads back to {filename_of(path)}"
                )
            text, problems = decode(stream.read(), filename_of(path))
            if text is None:
                raise KatabaseError(as_sentence(problems[0]))
            self.file = _File(path, text)
            files.append(self.file)
            super().__init__(text)

        def get_single_node(self) -> Any:
            self.file.root = super().get_single_node()
            if self.file.root and not isinstance(self.file.root, yaml.MappingNode):
                raise KatabaseError(
                    f"{self.file.filename}:1:1: expected keys with values, as in site_name: …"
                )
            parent = _below(self.file.root, "INHERIT")
            if isinstance(parent, yaml.ScalarNode):
                above = self.file.path.parent / parent.value
                if above.exists():
                    _must_be_a_file(above)
            elif parent:
                raise KatabaseError(
                    f"{self.file.filename}:{parent.start_mark.line + 1}:"
                    f"{parent.start_mark.column + 1}: expected the name of a file"
                )
            return self.file.root

        def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
            if node.start_mark:  # what comes from the environment stands in no file
                self.file.reading = node
            return super().construct_object(node, deep)

    return get_yaml_loader(Recording)


def _sentence(error: Exception, files: list[_File]) -> str:
    """Return what is wrong with the file that was read last, in our words."""
    file = files[-1]
    document = Document(file.filename, file.text)
    cause: Any = error.__context__ or error
    if isinstance(cause, ScannerError | ParserError | ComposerError):
        at = getattr(cause.problem_mark, "index", 0)
        began = getattr(cause.context_mark, "index", at)
        return as_sentence(syntax.problem_of(Refusal(file.text, began, at), document))
    parent = _below(file.root, "INHERIT") if isinstance(error, ConfigurationError) else None
    node: Any = parent if cause is error and parent else file.reading or file.root
    if node is None:
        return f"{file.filename} cannot be read"
    spot = document.positions.spot(node.start_mark.index)
    raw = " ".join(file.text[node.start_mark.index : node.end_mark.index].split())[:60]
    what = "an inherited file that exists" if node is parent else "another value"
    return f"{file.filename}:{spot.line}:{spot.column}: expected {what}, found {visible(raw)}"


def _below(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    """Return the value under a key or at a place of a list; None if there is none.

    In a list of plugins, a plugin stands under its name, with options or without.
    """
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if not isinstance(node, yaml.SequenceNode):
        return None
    if isinstance(step, int):
        return node.value[step] if step < len(node.value) else None
    for item in node.value:
        if item.value == step:
            return item  # type: ignore[no-any-return]
        found = _below(item, step) if isinstance(item, yaml.MappingNode) else None
        if found is not None:
            return found
    return None


def _named(node: yaml.Node | None, word: str, loc: Loc) -> tuple[yaml.Node, yaml.Node, Loc] | None:
    """Return the nearest key or value that is a word: itself, what stands below, the way."""
    level = [(node, loc)]
    while level:
        below: list[tuple[yaml.Node | None, Loc]] = []
        for each, way in level:
            if isinstance(each, yaml.MappingNode):
                for key, value in each.value:
                    if key.value == word:
                        return key, value, (*way, word)
                    below.append((value, (*way, key.value)))
            elif isinstance(each, yaml.SequenceNode):
                below += [(item, (*way, number)) for number, item in enumerate(each.value)]
            elif isinstance(each, yaml.ScalarNode) and each.value == word:
                return each, each, way
        level = below
    return None


def _note(
    node: yaml.Node,
    document: Document,
    step: str | int = 0,
    above: int = 0,
    key: yaml.Node | None = None,
) -> None:
    """Note where a value, its key and all that stands below it are."""
    start, before = node.start_mark, (key or node).start_mark
    end = node.end_mark.index if isinstance(node, yaml.ScalarNode) else 0
    number = document.marks.add(step, Mark(above, start.index, end, before.index))
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _note(item, document, index, number)
    elif isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            _note(value, document, name.value, number, name)
