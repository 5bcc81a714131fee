"""What MkDocs, its plugins and templates say, as problems: with a place and the nearest name.

Nothing here hangs on how they word it. The words in quotation marks are looked for: one that
names a page is where it happened, one that stands in that file is the place. What was raised
has its place in its traceback, in a line of a page, of a template or of a hook.
"""

from __future__ import annotations

import posixpath
import re
import traceback
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.plugins import get_plugins
from mkdocs.utils import get_theme_names
from mkdocs.utils.meta import get_data

from katabase.adapters.mkdocs_yml import filename_of
from katabase.domain.checks.rules.site import BUILD, STRICT_BUILD
from katabase.domain.problems import KatabaseError, Problem, Spot, nearest, visible
from katabase.domain.reading.positions import Positions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mkdocs.structure.files import File
    from mkdocs.structure.pages import Page

    from katabase.adapters.mkdocs_yml import MkdocsYml
    from katabase.domain.reading.document import Loc

QUOTED = re.compile(r"(?<!\w)'([^'\n]+)'(?!\w)|\"([^\"\n]+)\"|`([^`\n]+)`")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
PLACED = re.compile(
    r"(?P<file>[^\s:,]+\.\w+)(?::(?P<line>\d+):(?P<column>\d+))?(?:: |, )(?P<said>.*)", re.DOTALL
)
ITEM = re.compile(r"^\s+- (.+)$", re.MULTILINE)
AS_A_LINK = (r"\]\(<?(%s)[\s>)]", r"[\]=][:\"' ]+(%s)(?!\w)", "(%s)")
"""How a word stands in a page, the likeliest first: a link, a reference or HTML, any text."""
CALL = re.compile(r"\{\{|\{%")
TRACED = '\n  File "'
"""Where a traceback begins that somebody has put into a message."""
IN_WORDS = (BuildError, KatabaseError, UndefinedError, TemplateSyntaxError, TemplateNotFound)
"""Errors whose words were written for whoever runs the site."""
LONGEST = 300
"""Characters of a message of somebody else's; what follows tells nobody more."""
START = Spot()
INSTALLED = "site-packages"
"""A part of the path of what was not written for this site."""


@dataclass(frozen=True)
class Heard:
    """Something that was said or raised while a site was built."""

    said: str
    """Empty for what was only raised."""
    page: Page | None
    cause: BaseException | None
    stops: bool
    """Whether it stops a build; else only a strict one."""

    def stopping(self) -> Heard:
        """Return the same as what stops the build."""
        return replace(self, stops=True)


@dataclass(frozen=True)
class _Place:
    filename: str
    spot: Spot = START
    near: str = ""
    """The name that was meant, if one is near."""


class Told:
    """Turns what was heard over one site into problems."""

    def __init__(
        self, site: MkdocsYml, config: MkDocsConfig | None, files: tuple[File, ...]
    ) -> None:
        """``config`` is None if the settings could not be read; ``files`` are those of the site."""
        self.site, self.config, self.files = site, config, files
        self.folder = site.path.resolve().parent
        self.docs = Path(config.docs_dir if config else self.folder / "docs")
        self._seen: Counter[tuple[str, str]] = Counter()

    def problems_of(self, heard: Iterable[Heard]) -> Iterator[Problem]:
        """Yield the problems, each with a place; the same of many pages once."""
        yield from dict.fromkeys(self._problems_of(heard))

    def _problems_of(self, heard: Iterable[Heard]) -> Iterator[Problem]:
        for each in heard:
            rule = BUILD if each.stops else STRICT_BUILD
            for message, place in self._told(each):
                hint = f'did you mean "{place.near}"?' if place.near else ""
                yield Problem(place.filename, place.spot, rule.id, message, hint, rule.level)

    def _told(self, heard: Heard) -> Iterator[tuple[str, _Place]]:
        causes = list(_chain(heard.cause))
        traced = next(filter(None, (self._traced(each, heard.page) for each in causes)), None)
        if heard.said and not (traced and heard.page):
            yield from self._said(heard.said, heard.page)
            return
        error = _telling(causes)
        said = _sentence(error)
        extension = self._extension(error)
        if extension:
            yield from self._of_extension(extension, said, traced, heard.page)
            return
        placed = PLACED.match(said)
        if placed:
            spot = Spot(int(placed["line"] or 1), int(placed["column"] or 1))
            yield self._short(placed["said"]), _Place(placed["file"], spot)
        elif isinstance(error, IN_WORDS) and traced is None:
            yield from self._said(said, heard.page)
        else:
            who = self._plugin(error)
            if who and not isinstance(error, IN_WORDS):
                said = f"{who}: {said}"
            yield self._short(said), traced or self._fallback(said, heard.page, who)

    # What was said.

    def _said(self, said: str, page: Page | None) -> Iterator[tuple[str, _Place]]:
        said = COLOUR.sub("", said)
        items = ITEM.findall(said)
        if not items:
            yield self._short(said), self._place(said, page)
        head = self._short(ITEM.sub("", said)).rstrip(":")
        for item in items:
            yield f"{head}: {item}", self._place(f'"{item}"', page)

    def _place(self, said: str, page: Page | None) -> _Place:
        words = _words(said)
        named = [path for path in map(self._named, [*words, said.partition(" ")[0]]) if path]
        own = self._file(page)
        for path in [own] if own else named:
            found = self._in_page(path, words)
            if found:
                return found
        found = None if own else self._in_settings(words)
        first = own or next(iter(named), self.site.path)
        return found or _Place(filename_of(first))

    def _named(self, word: str) -> Path | None:
        """Return the file of the site that a word names, within its folder or that of its docs."""
        paths = (folder / word for folder in (self.docs, self.folder))
        return next((p for p in paths if p.is_file() and p.is_relative_to(self.folder)), None)

    def _in_settings(self, words: list[str]) -> _Place | None:
        found = self.site.find(words)
        if found is None:
            return None
        filename, spot, loc, word = found
        known = self._names(loc, word)
        near = nearest(word, known) if word not in known else None
        return _Place(filename, spot, near or "")

    def _names(self, loc: Loc, word: str) -> set[str]:
        """Return the names that may stand at a place of the settings; none where any may."""
        if loc == (word,):
            return {key for key, _ in MkDocsConfig._schema}
        names: set[str] = set()
        if loc[0] == "nav":
            names = set(self._pages)
        elif loc[0] == "plugins" and len(loc) <= 3:
            names = {*get_plugins()}
        elif loc == ("theme", "name"):
            names = {*get_theme_names()}
        return names

    @cached_property
    def _pages(self) -> list[str]:
        files = self.docs.rglob("*.md") if self.docs.is_dir() else ()
        return sorted(path.relative_to(self.docs).as_posix() for path in files)

    def _in_page(self, path: Path, words: list[str]) -> _Place | None:
        text = _text(path)
        name = filename_of(path)
        for word in words:
            index = self._index(name, text, word)
            if index is not None:
                return _Place(name, Positions(text).spot(index), self._link_near(path, word))
        return None

    def _index(self, name: str, text: str, word: str) -> int | None:
        """Return where a word stands in a file, as a link first; the next place the next time."""
        for pattern in AS_A_LINK:
            found = [match.start(1) for match in re.finditer(pattern % re.escape(word), text)]
            if found:
                number = self._seen[(name, word)]
                self._seen[(name, word)] += 1
                return found[min(number, len(found) - 1)]
        return None

    def _link_near(self, path: Path, word: str) -> str:
        """Return the link that was meant: to another page, or to another place of one."""
        target, hash_, anchor = word.partition("#")
        own = path.relative_to(self.docs).as_posix() if path.is_relative_to(self.docs) else ""
        folder = posixpath.dirname(own)
        page = self._page_at(posixpath.normpath(posixpath.join(folder, target)) if target else own)
        if page is not None:
            anchors = page.present_anchor_ids or set()
            near = nearest(anchor, anchors) if hash_ and anchor not in anchors else None
            return f"{target}#{near}" if near else ""
        pages = (file.src_uri for file in self.files if file.is_documentation_page())
        links = {posixpath.relpath(uri, folder or ".").removesuffix(".md") for uri in pages}
        near = nearest(target.removesuffix(".md"), links) if target else None
        return f"{near}.md" if near else ""

    def _page_at(self, uri: str) -> Any:
        return next((file.page for file in self.files if file.src_uri == uri), None)

    def _file(self, page: Page | None) -> Path | None:
        path = Path(page.file.abs_src_path) if page and page.file.abs_src_path else None
        return path if path and path.is_file() else None

    # What was raised.

    def _traced(self, error: BaseException, page: Page | None) -> _Place | None:
        """Return the place of an error by its own words or by its traceback."""
        if isinstance(error, TemplateSyntaxError):
            if error.filename and self._is_own(error.filename):
                return self._at(Path(error.filename), error.lineno, error)
            return self._in_template(page, error.lineno, error)
        if isinstance(error, SyntaxError) and error.filename and self._is_own(error.filename):
            spot = Spot(error.lineno or 1, error.offset or 1)
            return _Place(filename_of(Path(error.filename)), spot)
        if isinstance(error, UnicodeDecodeError) and page is not None:
            path = self._file(page)
            before = error.object[: error.start].decode("utf-8", errors="replace")
            spot = Positions(before).spot(len(before))
            return _Place(filename_of(path), spot) if path else None
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

    def _in_template(self, page: Page | None, line: int, error: BaseException) -> _Place | None:
        """Return the place in a page that is a template: what it says at its head is none of it."""
        path = self._file(page)
        if path is None:
            return None
        text = _text(path)
        body = get_data(text)[0]
        above = text[: len(text) - len(body)].count("\n") if text.endswith(body) else 0
        return self._at(path, line + above, error)

    def _at(self, path: Path, line: int, error: BaseException) -> _Place:
        lines = _text(path).split("\n")
        written = lines[line - 1] if 0 < line <= len(lines) else ""
        words = _words(str(error))
        columns = [written.find(word) for word in words if word in written]
        call = CALL.search(written)
        column = min(
            columns, default=call.start() if call else len(written) - len(written.lstrip())
        )
        return _Place(filename_of(path), Spot(line, column + 1), self._name_near(error, words))

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

    def _plugin(self, error: BaseException | None) -> str:
        """Return the plugin in which an error was raised, by its name in mkdocs.yml."""
        if error is None or self.config is None:
            return ""
        names = {id(plugin): name for name, plugin in self.config.plugins.items()}
        frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
        found = (names.get(id(frame.f_locals.get("self"))) for frame in reversed(frames))
        return next(filter(None, found), "")

    def _extension(self, error: BaseException | None) -> str:
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

    def _of_extension(
        self, name: str, said: str, traced: _Place | None, page: Page | None
    ) -> Iterator[tuple[str, _Place]]:
        """Yield what an extension fails with, once: with the first page that it cannot read."""
        self._seen[(name, said)] += 1
        if self._seen[(name, said)] > 1:
            return
        where = f"{traced.filename}:{traced.spot.line}: " if traced else ""
        read = self._file(page)
        first = filename_of(read) if read else page.file.src_uri if page else ""
        message = f"markdown_extensions: {name} cannot read {first}: {where}{said}"
        found = self._in_settings(["markdown_extensions", name])
        yield self._short(message), found or _Place(filename_of(self.site.path))

    def _fallback(self, said: str, page: Page | None, plugin: str) -> _Place:
        if self._file(page):
            return self._place(said, page)
        found = self._in_settings(["plugins", plugin]) if plugin else None
        return found or _Place(filename_of(self.site.path))

    def _short(self, said: str) -> str:
        """Return words on one line, without the folder and what is too long to be read."""
        first, *traced = said.strip().split(TRACED)
        said = f"{first} {traced[-1].splitlines()[-1]}" if traced else first
        said = " ".join(COLOUR.sub("", said).replace(f"{self.folder}/", "").split()).rstrip(".")
        return visible(said if len(said) <= LONGEST else f"{said[:LONGEST]}…")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and those of which it came, the last one first."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _telling(causes: list[BaseException]) -> BaseException | None:
    """Return the error that says most: one that was put into words, or the first one raised."""
    worded = (error for error in causes if isinstance(error, IN_WORDS))
    return next(worded, causes[-1] if causes else None)


def _sentence(error: BaseException | None) -> str:
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


def _words(said: str) -> list[str]:
    """Return the words in quotation marks."""
    return [next(filter(None, match.groups())) for match in QUOTED.finditer(said)]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")
