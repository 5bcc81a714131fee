"""What MkDocs, its plugins and templates say, as problems: with a place and the nearest name.

Nothing here hangs on how they word it. The words in quotation marks are looked for: one that
names a page is where it happened, one that stands in that file is the place. What was raised
has its place in its traceback, in a line of a page, of a template or of a hook.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from katabase.adapters.checking.raised import IN_WORDS, Raised, chain, sentence, telling
from katabase.adapters.checking.words_in_files import Place, WordsInFiles, file_of
from katabase.adapters.settings.mkdocs_yml import filename_of
from katabase.domain.checks.rules.site import BUILD, STRICT_BUILD
from katabase.domain.problems import Problem, Spot, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File
    from mkdocs.structure.pages import Page

    from katabase.adapters.settings.mkdocs_yml import MkdocsYml

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
PLACED = re.compile(
    r"(?P<file>[^\s:,]+\.\w+)(?::(?P<line>\d+):(?P<column>\d+))?(?:: |, )(?P<said>.*)", re.DOTALL
)
ITEM = re.compile(r"^\s+- (.+)$", re.MULTILINE)
TRACED = '\n  File "'
"""Where a traceback begins that somebody has put into a message."""
LONGEST = 300
"""Characters of a message of somebody else's; what follows tells nobody more."""


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


class Told:
    """Turns what was heard over one site into problems."""

    def __init__(
        self, site: MkdocsYml, config: MkDocsConfig | None, files: tuple[File, ...]
    ) -> None:
        """``config`` is None if the settings could not be read; ``files`` are those of the site."""
        self.site, self.folder = site, site.path.resolve().parent
        docs = Path(config.docs_dir if config else self.folder / "docs")
        self.words = WordsInFiles(site, docs, files)
        self.raised = Raised(self.folder, config)
        self._failed: set[tuple[str, str]] = set()

    def problems_of(self, heard: Iterable[Heard]) -> Iterator[Problem]:
        """Yield the problems, each with a place; the same of many pages once."""
        yield from dict.fromkeys(self._problems_of(heard))

    def _problems_of(self, heard: Iterable[Heard]) -> Iterator[Problem]:
        for each in heard:
            rule = BUILD if each.stops else STRICT_BUILD
            for message, place in self._told(each):
                hint = f'did you mean "{place.near}"?' if place.near else ""
                yield Problem(place.filename, place.spot, rule.id, message, hint, rule.level)

    def _told(self, heard: Heard) -> Iterator[tuple[str, Place]]:
        causes = list(chain(heard.cause))
        traced = next(filter(None, (self.raised.place(each, heard.page) for each in causes)), None)
        if heard.said and not (traced and heard.page):
            yield from self._said(heard.said, heard.page)
            return
        error = telling(causes)
        said = sentence(error)
        extension = self.raised.extension(error)
        if extension:
            yield from self._of_extension(extension, said, traced, heard.page)
            return
        placed = PLACED.match(said)
        if placed:
            spot = Spot(int(placed["line"] or 1), int(placed["column"] or 1))
            yield self._short(placed["said"]), Place(placed["file"], spot)
        elif isinstance(error, IN_WORDS) and traced is None:
            yield from self._said(said, heard.page)
        else:
            who = self.raised.plugin(error)
            if who and not isinstance(error, IN_WORDS):
                said = f"{who}: {said}"
            yield self._short(said), traced or self._fallback(said, heard.page, who)

    def _said(self, said: str, page: Page | None) -> Iterator[tuple[str, Place]]:
        said = COLOUR.sub("", said)
        items = ITEM.findall(said)
        if not items:
            yield self._short(said), self.words.place(said, page)
        head = self._short(ITEM.sub("", said)).rstrip(":")
        for item in items:
            yield f"{head}: {item}", self.words.place(f'"{item}"', page)

    def _of_extension(
        self, name: str, said: str, traced: Place | None, page: Page | None
    ) -> Iterator[tuple[str, Place]]:
        """Yield what an extension fails with, once: with the first page that it cannot read."""
        if (name, said) in self._failed:
            return
        self._failed.add((name, said))
        where = f"{traced.filename}:{traced.spot.line}: " if traced else ""
        read = file_of(page)
        first = filename_of(read) if read else page.file.src_uri if page else ""
        message = f"markdown_extensions: {name} cannot read {first}: {where}{said}"
        found = self.words.in_settings(["markdown_extensions", name])
        yield self._short(message), found or Place(filename_of(self.site.path))

    def _fallback(self, said: str, page: Page | None, plugin: str) -> Place:
        if file_of(page):
            return self.words.place(said, page)
        found = self.words.in_settings(["plugins", plugin]) if plugin else None
        return found or Place(filename_of(self.site.path))

    def _short(self, said: str) -> str:
        """Return words on one line, without the folder and what is too long to be read."""
        first, *traced = said.strip().split(TRACED)
        said = f"{first} {traced[-1].splitlines()[-1]}" if traced else first
        said = " ".join(COLOUR.sub("", said).replace(f"{self.folder}/", "").split()).rstrip(".")
        return visible(said if len(said) <= LONGEST else f"{said[:LONGEST]}…")
