"""The build, rehearsed: MkDocs' own steps over the whole site, of which nothing is kept.

What MkDocs, a plugin, a hook or a template says or raises is listened to and becomes
problems. A build stops at the first page that fails; a rehearsal goes on with the next.
"""

from __future__ import annotations

import errno
import io
import logging
import sys
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from katabase.adapters.building.reporting import ReportedError
from katabase.adapters.building.staging import must_be_replaceable
from katabase.adapters.checking.engine_words import Heard, Told
from katabase.adapters.checking.raised import chain
from katabase.adapters.settings.mkdocs_yml import PLUGIN
from katabase.adapters.settings.options import placed
from katabase.domain.problems import KatabaseError, visible
from katabase.products.outputs.workspace import scratch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page

    from katabase.adapters.settings.mkdocs_yml import MkdocsYml
    from katabase.domain.library import Library
    from katabase.domain.problems import Problem

OF_PAGES = (
    "pre_page",
    "page_read_source",
    "page_markdown",
    "page_content",
    "page_context",
    "post_page",
)
"""The events of one page: where one fails, the next page can still be looked at."""
RAISED = ("mkdocs.commands.build", "mkdocs.structure.pages")
"""Who logs as an error what is raised as well."""
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""What a system says where no more can be written; no file of the site is to blame."""


def rehearse(site: MkdocsYml, library: Library | None, *, strict: bool) -> list[Problem]:
    """Return what a build of a site would refuse, or with ``strict`` would say as a warning.

    ``library`` is that of the site, without errors; None if it has some, and then only the
    settings are looked at. The site's plugins and hooks are run.
    Raises KatabaseError if the folder for what is temporary is full.
    """
    listener = _Listener()
    with _unheard(), _listening(listener), scratch() as temporary:
        try:
            config = load_config(str(site.path))
            listener.config = config
            if library is not None:
                _run(config, library, listener, str(temporary.new), strict=strict)
        except ReportedError:
            pass  # its problems have been heard
        except (Exception, SystemExit) as error:
            must_have_room(error, temporary.parent)
            listener.failed(error)
    told = Told(site, listener.config, listener.files)
    return [*listener.problems, *told.problems_of(listener.heard)]


def must_have_room(error: BaseException, folder: Path) -> None:
    """Raise KatabaseError if a build failed because nothing more fits into a folder."""
    full = next((e for e in chain(error) if isinstance(e, OSError) and e.errno in FULL), None)
    if full:
        raise KatabaseError(
            f"{visible(str(folder))}: {full.strerror}; the check builds the site there and removes "
            "it again: make room, name another folder in the variable TMPDIR, or leave the pages "
            "out with --no-pages"
        ) from error


def _run(
    config: MkDocsConfig, library: Library, listener: _Listener, target: str, *, strict: bool
) -> None:
    plugin: Any = config.plugins.get(PLUGIN)
    if plugin:
        with placed(Path(str(config.config_file_path))):
            must_be_replaceable(config, plugin.options.layers)
        plugin.rehearsal = library
    listener.stops = bool(config.strict)
    config.strict = config.strict or strict
    config.site_dir = target
    for event in OF_PAGES:
        methods = config.plugins.events[event]
        config.plugins.events[event] = [listener.guarded(method) for method in methods]
    config.plugins.events["pre_page"].append(listener.watch)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
        if plugin:
            plugin.rehearsal = None  # MkDocs keeps its plugins from one build to the next


@contextmanager
def _unheard() -> Iterator[None]:
    """Keep what plugins and hooks print away from what the check prints."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        yield


@contextmanager
def _listening(listener: _Listener) -> Iterator[None]:
    """Hear what MkDocs counts: all warnings and errors below its own logger."""
    logger = logging.getLogger("mkdocs")
    with ExitStack() as stack:
        logger.addHandler(listener)
        stack.callback(logger.removeHandler, listener)
        yield


class _Listener(logging.Handler):
    """Hears what is said and raised while a site is built."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.config: MkDocsConfig | None = None
        self.stops = False
        """Whether the settings say that warnings stop each build."""
        self.files: tuple[File, ...] = ()
        """All files of the site, once pages are read."""
        self.problems: list[Problem] = []
        """What our own plugin has found."""
        self.heard: list[Heard] = []
        self.broken: set[str] = set()
        """The pages that have failed: what else is said of them follows from that."""
        self.page: Page | None = None
        """The page of which MkDocs has said last that it cannot be made."""

    def emit(self, record: logging.LogRecord) -> None:
        """Take a warning, with the error that is being handled while it is said."""
        problem = getattr(record, "problem", None)
        page = getattr(self.config, "_current_page", None)
        if problem is not None:
            self.problems.append(problem)
        elif record.name in RAISED and record.levelno >= logging.ERROR:
            self.page = page
        elif page is None or page.file.src_uri not in self.broken:
            error = record.levelno >= logging.ERROR or self.stops
            self.heard.append(Heard(record.getMessage(), page, sys.exc_info()[1], error))

    def failed(self, error: BaseException, page: Page | None = None) -> None:
        """Take what was raised, unless it only says that something was said before."""
        page = page or self.page
        if page is not None:
            if page.file.src_uri in self.broken:
                return
            self.broken.add(page.file.src_uri)
        if isinstance(error, Abort):
            if not isinstance(error.__context__, Exception):
                return  # for warnings in a strict build, or for settings that were named
            error = error.__context__
            if isinstance(error, ReportedError):
                return
        last = self.heard[-1] if self.heard else None
        if isinstance(error, SystemExit) and last and last.page is page and last.cause:
            self.heard[-1] = last.stopping()
        else:
            self.heard.append(Heard("", page, error, stops=True))

    def watch(self, page: Page, **others: Any) -> None:
        """Have a page left empty whose Markdown cannot be read.

        That happens between its events, where an extension of Markdown fails.
        """
        render = page.render

        def handle(config: MkDocsConfig, files: Files) -> None:
            try:
                render(config, files)
            except (Exception, SystemExit) as error:
                self.failed(error, page)
                page.content = ""

        page.render = handle  # type: ignore[method-assign]

    def guarded(self, method: Callable[..., Any]) -> Callable[..., Any]:
        """Return what handles an event of a page, and leaves the page as it is if it fails."""

        def handle(*args: Any, **kwargs: Any) -> Any:
            page = kwargs.get("page") or next(iter(args), None)
            self.files = self.files or tuple(kwargs.get("files") or ())
            try:
                return method(*args, **kwargs)
            except (Exception, SystemExit) as error:
                self.failed(error, page)
                return None

        return handle
