"""All rules, found in the modules of ``rules``; and the check of a library against them."""

from __future__ import annotations

import datetime
import importlib
import pkgutil
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from katabase.domain.checks import rules
from katabase.domain.checks.rule import Context, Rule, Scope, texts_of
from katabase.domain.problems import Level, Problem, at_most

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from katabase.domain.changes.state import State
    from katabase.domain.library import Library


@cache
def registry() -> Mapping[str, Rule]:
    """Return every rule by its id, in the order of the guide: by scope, then by id.

    Raises ValueError if two rules have one id.
    """
    found: dict[str, Rule] = {}
    for rule in sorted(_rules(), key=lambda rule: (list(Scope).index(rule.scope), rule.id)):
        if rule.id in found:
            raise ValueError(f'two rules are called "{rule.id}"')
        found[rule.id] = rule
    return MappingProxyType(found)


def _rules() -> Iterator[Rule]:
    for module in pkgutil.iter_modules(rules.__path__, f"{rules.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Rule):
                yield value


def latest_day() -> datetime.date:
    """Return the day that has begun somewhere on earth (UTC+14).

    A contributor in Auckland writes tomorrow's date, seen from a server in London.
    """
    now = datetime.datetime.now(datetime.UTC)
    return (now + datetime.timedelta(hours=14)).date()


def check(
    library: Library,
    today: datetime.date | None = None,
    before: tuple[State, ...] = (),
    now: State | None = None,
) -> list[Problem]:
    """Return every problem of a library, those of loading included, by place.

    With what readers could see ``before``, the newest last, also what became of that. ``now``
    is what they would see, if that is another account than the library's own.
    """
    context = Context(library, today or latest_day(), before, now)
    problems = {*library.problems, *run(registry().values(), context)}
    return sorted(ours(library, problems), key=lambda problem: problem.order)


def ours(library: Library, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems without the warnings in files of installed packages.

    Those who run a site cannot mend them, and are not to be stopped by them.
    """
    for problem in problems:
        if problem.level is Level.ERROR or not library.packaged(problem.path):
            yield problem


def run(chosen: Iterable[Rule], context: Context) -> Iterator[Problem]:
    """Yield what some rules find in a library."""
    todo = list(chosen)
    for entry in context.library.entries.values():
        for rule in todo:
            if rule.practice:
                yield from map(rule.problem, rule.practice(entry, context))
    for rule in todo:
        if rule.library:
            yield from map(rule.problem, rule.library(context))
    for document in context.library.documents:
        texts = texts_of(document)
        for rule in todo:
            if rule.texts:
                yield from at_most(map(rule.problem, rule.texts(texts, context)))
