"""Problems and errors as MkDocs shows them: a line each, and no traceback."""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.utils import CountHandler

from katabase.domain.problems import KatabaseError, Level, Problem, as_text
from katabase.domain.reports import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mkdocs.config.defaults import MkDocsConfig

    from katabase.products.cards.typeset.batch import Progress

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
        raise ReportedError(f"{counted(errors, 'error')} in the library; nothing was built")


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


SELDOM = 5.0
"""Seconds between two lines that say how far the cards are."""


def cards_being_set() -> Progress:
    """Return what says in the log how far the cards are, and how long the rest will take."""
    began = said = time.monotonic()

    def say(done: int, wanted: int) -> None:
        nonlocal began, said
        now = time.monotonic()
        if not done:
            began = said = now
        elif now - said >= SELDOM and done < wanted:
            said = now
            left = about((now - began) / done * (wanted - done))
            log.info(f"Cards: {done:,} of {wanted:,} set, about {left} left")

    return say


def about(seconds: float) -> str:
    """Return a time as people say it: no more exact than an estimate can be."""
    tens = max(1, round(seconds / 10)) * 10
    minutes, rest = divmod(tens, 60)
    if minutes >= 5:
        return f"{round(seconds / 60)} min"
    return " ".join([f"{minutes} min"] * (minutes > 0) + [f"{rest} s"] * (rest > 0))
