"""Problems and errors as MkDocs shows them: a line each, and no traceback."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.utils import CountHandler

from katabase.domain.problems import KatabaseError, Level, Problem, as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mkdocs.config.defaults import MkDocsConfig

log = logging.getLogger("mkdocs.plugins.katabase")


class ReportedError(PluginError):
    """Stops a build for problems that have been shown."""


def report(problems: Iterable[Problem], *, stop: bool = True) -> None:
    """Show every problem; who listens to the log gets it as it is.

    Raises ReportedError if one is an error, which stops the build.
    """
    errors = 0
    for problem in problems:
        error = problem.level is Level.ERROR
        errors += error
        level = logging.ERROR if error else logging.WARNING
        log.log(level, as_text(problem), extra={"problem": problem})
    if errors and stop:
        raise ReportedError(f"{errors} errors in the library; nothing was built")


@contextmanager
def in_one_sentence() -> Iterator[None]:
    """Turn our errors into what MkDocs shows without a traceback."""
    try:
        yield
    except KatabaseError as error:
        raise PluginError(str(error)) from error


def failed_strictly(config: MkDocsConfig) -> bool:
    """Say whether MkDocs is about to stop a strict build for warnings."""
    handlers = logging.getLogger("mkdocs").handlers
    counts = [handler.get_counts() for handler in handlers if isinstance(handler, CountHandler)]
    return bool(config.strict and any(counts))
