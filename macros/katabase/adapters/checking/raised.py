"""Where something was raised: in a page, a template or a hook of the site, in a plugin.

An error has its place in its own words or in its traceback.
"""

from __future__ import annotations

import re
import traceback
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from mkdocs.exceptions import BuildError
from mkdocs.utils.meta import get_data

from katabase.adapters.checking.words_in_files import Place, file_of, text_of, words_of
from katabase.adapters.settings.mkdocs_yml import filename_of
from katabase.domain.problems import KatabaseError, Spot, nearest
from katabase.domain.reading.positions import Positions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

IN_WORDS = (BuildError, KatabaseError, UndefinedError, TemplateSyntaxError, TemplateNotFound)
"""Errors whose words were written for whoever runs the site."""
CALL = re.compile(r"\{\{|\{%")
INSTALLED = "site-packages"
"""A part of the path of what was not written for this site."""


class Raised:
    """Finds where errors come from that are raised while one site is built."""

    def __init__(self, folder: Path, config: MkDocsConfig | None) -> None:
        """``folder`` is that of mkdocs.yml; ``config`` is None if it could not be read."""
        self.folder, self.config = folder, config

    def place(self, error: BaseException, page: Page | None) -> Place | None:
        """Return the place of an error by its own words or by its traceback."""
        if isinstance(error, TemplateSyntaxError):
            if error.filename and self._is_own(error.filename):
                return self._at(Path(error.filename), error.lineno, error)
            return self._in_template(page, error.lineno, error)
        if isinstance(error, SyntaxError) and error.filename and self._is_own(error.filename):
            spot = Spot(error.lineno or 1, error.offset or 1)
            return Place(filename_of(Path(error.filename)), spot)
        if isinstance(error, UnicodeDecodeError) and page is not None:
            path = file_of(page)
            before = error.object[: error.start].decode("utf-8", errors="replace")
            spot = Positions(before).spot(len(before))
            return Place(filename_of(path), spot) if path else None
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if frame.filename == "<template>":
                return self._in_template(page, frame.lineno or 1, error)
            if self._is_own(frame.filename):
                return self._at(Path(frame.filename), frame.lineno or 1, error)
        return None

    def _is_own(self, filename: str) -> bool:
        path = Path(filename).absolute()
        ours = path.is_relative_to(self.folder) and INSTALLED not in path.parts
        return ours and path.is_file()

    def _in_template(self, page: Page | None, line: int, error: BaseException) -> Place | None:
        """Return the place in a page that is a template: what it says at its head is none of it."""
        path = file_of(page)
        if path is None:
            return None
        text = text_of(path)
        body = get_data(text)[0]
        above = text[: len(text) - len(body)].count("\n") if text.endswith(body) else 0
        return self._at(path, line + above, error)

    def _at(self, path: Path, line: int, error: BaseException) -> Place:
        lines = text_of(path).split("\n")
        written = lines[line - 1] if 0 < line <= len(lines) else ""
        words = words_of(str(error))
        columns = [written.find(word) for word in words if word in written]
        call = CALL.search(written)
        column = min(
            columns, default=call.start() if call else len(written) - len(written.lstrip())
        )
        return Place(filename_of(path), Spot(line, column + 1), self._name_near(error, words))

    def _name_near(self, error: BaseException, words: list[str]) -> str:
        """Return the name of a macro, a filter or a variable that was meant."""
        macros: Any = self.config.plugins.get("macros") if self.config else None
        if (
            not words
            or macros is None
            or not isinstance(error, UndefinedError | TemplateSyntaxError)
        ):
            return ""
        env = macros.env
        known = {*env.globals, *macros.variables}
        if isinstance(error, TemplateSyntaxError):
            known = {*env.filters, *env.tests}
        return nearest(words[-1], map(str, known)) or ""

    def plugin(self, error: BaseException | None) -> str:
        """Return the plugin in which an error was raised, by its name in mkdocs.yml."""
        if error is None or self.config is None:
            return ""
        names = {id(plugin): name for name, plugin in self.config.plugins.items()}
        frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
        found = (names.get(id(frame.f_locals.get("self"))) for frame in reversed(frames))
        return next(filter(None, found), "")

    def extension(self, error: BaseException | None) -> str:
        """Return the Markdown extension in which an error was raised, by its name in mkdocs.yml."""
        if error is None or self.config is None:
            return ""
        names = {_module(name): name for name in self.config.markdown_extensions}
        for frame, _ in reversed([*traceback.walk_tb(error.__traceback__)]):
            module = str(frame.f_globals.get("__name__", ""))
            while module:
                if module in names:
                    return names[module]
                module = module.rpartition(".")[0]
        return ""


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and those of which it came, the last one first."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def telling(causes: list[BaseException]) -> BaseException | None:
    """Return the error that says most: one that was put into words, or the first one raised."""
    worded = (error for error in causes if isinstance(error, IN_WORDS))
    return next(worded, causes[-1] if causes else None)


def sentence(error: BaseException | None) -> str:
    """Return what an error says, in its own words if these are for people."""
    if isinstance(error, TemplateNotFound):
        return f'there is no template "{error.name}"'
    if isinstance(error, TemplateSyntaxError):
        return error.message or ""
    if isinstance(error, SyntaxError):
        return f"{type(error).__name__}: {error.msg}"
    if isinstance(error, UndefinedError | BuildError | KatabaseError):
        return str(error)
    if error is None or isinstance(error, SystemExit):
        return "ends the build"
    return f"{type(error).__name__}: {error}".rstrip(": ")


def _module(extension: str) -> str:
    """Return the module of a Markdown extension, which is named by it or by an entry point."""
    found = entry_points(group="markdown.extensions", name=extension)
    return next((each.module for each in found), extension.partition(":")[0])
