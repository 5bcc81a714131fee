"""``mkdocs serve``: the page of an edited practice is shown first, all the rest follows.

MkDocs builds the whole site for each edit, and lets browsers wait for it: half a minute for 1,000
practices. If nothing but the words of practices changed, their pages are made alone, with all that
the last build knew, and the rest is built beside what is shown. It takes its place in one step.
What is wrong is shown instead of the site until it is mended: MkDocs would let browsers wait.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import tempfile
import threading
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.commands.build import get_context
from mkdocs.structure.files import InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from katabase.adapters.building import site_files
from katabase.adapters.building.as_html import as_html
from katabase.domain.loading import reloaded
from katabase.products.files import SiteFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import File

    from katabase.adapters.building.site_build import SiteBuild
    from katabase.domain.library import Entry
    from katabase.products.pages.page import Page as GeneratedPage

log = logging.getLogger("mkdocs.plugins.katabase")

KNOWN = {"katabase", "macros"}
"""Plugins that leave the page of a practice to us. With any other one, all is built each time."""

MOST = 20
"""Practices edited since the last whole build; with more, all is built at once."""

States = dict[str, tuple[int, int]]
"""When each file was written last, and its size, by its path."""


@dataclass(frozen=True)
class Built:
    """A whole build that has ended well."""

    build: SiteBuild
    config: MkDocsConfig

    def states(self) -> States:
        """Return how all files are that a build reads, or that the server watches."""
        config, found = self.config, {}
        places = [config.docs_dir, config.config_file_path or "", *config.watch, *config.theme.dirs]
        places += [str(layer.folder) for layer in self.build.layers]
        for place in filter(None, places):
            for path in _files(Path(place).absolute()):
                with contextlib.suppress(OSError):  # it went meanwhile
                    state = path.stat()
                    found[str(path)] = (state.st_mtime_ns, state.st_size)
        return found

    def edited(self, changed: Iterable[str]) -> list[Entry] | None:
        """Return the practices of files that changed; None if more than they must be made anew."""
        library = self.build.site.library
        entries = {str(entry.path.absolute()): entry for entry in library.entries.values()}
        menu = str(self.config.nav)
        found = []
        for path in changed:
            entry = entries.get(path)
            if entry is None or f"{entry.address.rstrip('/')}.md" in menu:
                return None
            again = reloaded(library, entry)
            if again is None:
                return None
            found.append(again)
        return found

    def write(self, entries: Iterable[Entry], folder: Path) -> None:
        """Write the pages of practices into the folder of the site that is shown."""
        for made in self.build.site.again(entries):
            if isinstance(made, SiteFile):
                write_file(made.read(), str(folder / made.path))
            else:
                self._write(made, folder)

    def _write(self, made: GeneratedPage, folder: Path) -> None:
        """Take a page through the steps of MkDocs and ours, and through no one else's."""
        generated, config, made_with = self.build.generated, self.config, self.build.made_with
        file = site_files.file_of(made, config)
        file.content_string = made.markdown
        if made.entry:
            generated.practice(file, config)
        page = file.page or Page(None, file, config)
        page.read_source(config)
        page.markdown = generated.before_markdown(page, page.markdown or "")
        page.render(config, made_with.files)
        page.content = generated.after_markdown(page, page.content or "")
        page.active = True
        context = get_context(made_with.nav, self._pages, config, page)
        context["config"] = as_html(config)
        output = made_with.env.get_template("main.html").render(context)
        output = self.build.leaner(generated.finished(output))
        text = output.encode(errors="xmlcharrefreplace")
        write_file(text, str(folder / file.dest_uri))

    @cached_property
    def _pages(self) -> Sequence[File]:
        return self.build.made_with.files.documentation_pages(inclusion=InclusionLevel.is_in_serve)


class Served:
    """What one build leaves for the next one while a site is served."""

    built: Built | None = None
    """The last whole build that has ended."""
    into: Path | None = None
    """Where to build instead of in the folder that is shown."""
    edited_first: EditedFirst | None = None
    """What the server calls after an edit, if pages may be made by us alone."""

    def __init__(self, *, kept: bool) -> None:
        """``kept`` says whether there is a next build: the site is served, each time as a whole."""
        self.kept = kept

    def begin(self, config: MkDocsConfig) -> None:
        """Let the build that begins go where it is wanted."""
        if self.into:
            config.site_dir = str(self.into)

    def ended(self, build: SiteBuild, config: MkDocsConfig) -> None:
        """Remember a whole build that has ended well."""
        if self.kept:
            self.built = Built(build, config)

    def watch(
        self, server: LiveReloadServer, config: MkDocsConfig, whole: Callable[[], None]
    ) -> None:
        """Stand between a server and what builds its site, if no other plugin has a say."""
        if self.built and can_begin(config):
            self.edited_first = EditedFirst(self, self.built, server, whole)

    def end(self) -> None:
        """Leave nothing behind."""
        if self.edited_first:
            self.edited_first.end()


class EditedFirst:
    """What a server calls after each edit: shows edited practices at once, then all the rest."""

    def __init__(
        self,
        served: Served,
        built: Built,
        server: LiveReloadServer,
        whole: Callable[[], None],
    ) -> None:
        """Take the place of ``whole``, which builds the site, and has just built what is shown."""
        self.served, self.server, self.whole = served, server, whole
        self.built = built
        """The last whole build that is shown."""
        self.then = built.states()
        """How the files were before it."""
        self.first = server.root
        """The folder of MkDocs' own, into which it builds. It stays that of the site which is
        shown: a request that waits for a build has chosen its file before."""
        self.folder = Path(tempfile.mkdtemp(prefix="katabase_"))
        self.bell = self.folder / "bell"
        """A watched folder: what is written there lets the server call us."""
        self.bell.mkdir()
        self.rest: threading.Thread | None = None
        self.ready: tuple[Built, States, Path] | None = None
        """What was built beside the site that is shown, how files were before, where it lies."""
        self.failed: States | None = None
        """How the files were before the rest could not be built."""
        self.rang = False
        self.mistakes = Mistakes()
        self.broken = False
        """Whether mistakes are shown in place of the site."""
        server.builder = self
        server.error_handler = self.error_page
        server.watch(str(self.bell))

    def __call__(self) -> None:
        """Show what was edited. The server calls this when a watched file has changed."""
        broken = self.broken
        self._show_mistakes(broken=False)
        self._take_over()
        now = self.built.states()
        if now in (self.then, self.failed) and self.rang:
            self._show_mistakes(broken=broken)
            return
        changed = {path for path in {*now, *self.then} if now.get(path) != self.then.get(path)}
        edited = self.built.edited(changed) if len(changed) <= MOST else None
        whole = Path(self.server.root, "index.html").is_file()  # a build may have ended midway
        if not edited or not whole:
            self._build_all()
            return
        self.built.write(edited, Path(self.server.root))
        log.info("The edited practice is shown; what else follows from it is being built")
        if self.rest is None or not self.rest.is_alive():
            self.rang = False
            self.rest = threading.Thread(target=self._build_rest, daemon=True)
            self.rest.start()

    def _build_all(self) -> None:
        """Build the site while browsers wait, as MkDocs does."""
        if self.rest:
            self.rest.join()  # one build at a time
            self._take_over()
        then = self.built.states()
        self.rang = False
        try:
            with self.mistakes.heard():
                self.whole()
        except (Exception, SystemExit) as error:  # the next edit may mend it
            self.mistakes.and_at_last(error)
            self._show_mistakes(broken=True)
            return
        if self.served.built:
            self._show(self.served.built, then, self.first)

    def _build_rest(self) -> None:
        """Build the whole site beside the one that is shown, then let the server call us."""
        then = self.built.states()
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        self.served.into = folder
        try:
            self.whole()
            if self.served.built:
                self.ready = (self.served.built, then, folder)
        except (Exception, SystemExit) as error:  # the server says the same, and lives on
            log.error("What else follows from the edit could not be built: %s", error)
            self.failed = then
        finally:
            self.served.into = None
            self.rang = True
            with contextlib.suppress(OSError):  # the server has ended
                (self.bell / "rung").write_text(folder.name, encoding="utf-8")

    def _take_over(self) -> None:
        """Show what was built beside the site, if that has ended."""
        ready, self.ready = self.ready, None
        if ready:
            built, then, folder = ready
            self._show(built, then, str(folder))

    def _show(self, built: Built, then: States, root: str) -> None:
        self.built, self.then, self.failed = built, then, None
        if root != self.first:
            before = tempfile.mkdtemp(dir=self.folder)
            shutil.move(self.first, Path(before, "site"))
            shutil.move(root, self.first)
            shutil.rmtree(before, ignore_errors=True)

    def _show_mistakes(self, *, broken: bool) -> None:
        """Show mistakes in place of the site, or the site again."""
        self.broken, self.server.root = broken, str(self.bell) if broken else self.first

    def error_page(self, code: int) -> bytes | None:
        """Return the page of the site for an error; None if it has none.

        While nothing can be built, every page is one that says why.
        """
        if self.broken:
            return self.mistakes.page()
        path = Path(self.server.root, f"{code}.html")
        return path.read_bytes() if path.is_file() else None

    def end(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder, ignore_errors=True)


class Mistakes(logging.Handler):
    """What a build has said that is wrong, for the browser of whoever made the mistake."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what was logged."""
        self.said.append(record.getMessage())

    @contextlib.contextmanager
    def heard(self) -> Iterator[None]:
        """Listen to one build."""
        self.said.clear()
        logger = logging.getLogger("mkdocs")
        logger.addHandler(self)
        try:
            yield
        finally:
            logger.removeHandler(self)

    def and_at_last(self, error: BaseException) -> None:
        """Log what ended the build, if it has not been said, and that the server goes on."""
        if not self.said:
            self.said.append(str(error) or type(error).__name__)
            log.error("%s", self.said[0], exc_info=not isinstance(error, SystemExit))
        log.info("Nothing was built. Mend it, and the site is shown again")

    def page(self) -> bytes:
        """Return a page that says it, and looks by itself whether it is mended."""
        said = "".join(f"<li>{escape(each)}</li>" for each in self.said)
        return PAGE.format(said=said).encode()


PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>This is to be mended</title>
<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="2">
<style>:root {{ color-scheme: light dark; font: 1.1rem/1.5 system-ui; }}
body {{ max-width: 45rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }}
li {{ margin: 1rem 0; font-family: monospace; }}</style></head>
<body><h1>This is to be mended</h1><ul>{said}</ul>
<p>The site is shown again as soon as the file is saved without it.</p></body></html>
"""


def can_begin(config: MkDocsConfig) -> bool:
    """Say whether pages of practices may be made by us alone: no other plugin or hook has a say."""
    return set(config.plugins) <= KNOWN and not config.hooks


def _files(place: Path) -> Iterator[Path]:
    """Yield all files of a place, or the place itself, but for what is hidden in it."""
    if place.is_file():
        yield place
    for above, folders, names in os.walk(place):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(above, name) for name in names)
