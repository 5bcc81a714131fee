"""``katabase check``: every problem of a library, with place and remedy."""

from __future__ import annotations

from pathlib import Path

import click

from katabase.adapters import cli_cards
from katabase.adapters.configuration import layers_of
from katabase.domain import library as libraries
from katabase.domain import rules
from katabase.domain.problems import FORMATS, KatabaseError, Level, Problem


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH…]", type=click.Path(path_type=Path))
@click.option("--format", "style", type=click.Choice(list(FORMATS)), default="text")
@click.option("--cards", is_flag=True, help="Set every card in every size as well.")
@click.option("--strict", is_flag=True, help="Let warnings count as problems.")
def check(paths: tuple[Path, ...], style: str, *, cards: bool, strict: bool) -> None:
    """Check practices: the whole library, or the given files and folders.

    Prints path:line:column: level: message, one line a problem. Exit 0 if there is no
    error, 1 if there is one (with --strict: or a warning), 2 if the check could not run.
    """
    _must_exist(paths)
    library = libraries.load(layers_of(Path.cwd(), paths))
    found = rules.check(library)
    if cards:
        found += cli_cards.problems_of(library)
    problems = [problem for problem in found if _within(problem, paths)]
    for problem in problems:
        click.echo(FORMATS[style](problem))
    errors = sum(problem.level is Level.ERROR for problem in problems)
    if style == "text":
        count = f"{len(library.claimed)} practices checked"
        click.echo(f"{count}: {errors} errors, {len(problems) - errors} warnings", err=True)
    raise SystemExit(1 if errors or (strict and problems) else 0)


def _must_exist(paths: tuple[Path, ...]) -> None:
    for path in paths:
        if not path.exists():
            raise KatabaseError(f"{path} does not exist; expected a YAML file or a folder")


def _within(problem: Problem, paths: tuple[Path, ...]) -> bool:
    if not paths:
        return True
    place = Path(problem.path).resolve()
    return any(place.is_relative_to(path.resolve()) for path in paths)
