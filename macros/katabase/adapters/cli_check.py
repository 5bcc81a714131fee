"""``katabase check``: every problem of a library, with place and remedy."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import click

from katabase.adapters import cli_cards
from katabase.adapters.configuration import CONFIG, layers_of, plugin_options, site_config
from katabase.domain import library as libraries
from katabase.domain.checks import registry
from katabase.domain.checks.levels import levels_from
from katabase.domain.problems import FORMATS, KatabaseError, Level, Problem, visible
from katabase.domain.vocabulary import KIND_OF_FOLDER


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH…]", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "style",
    type=click.Choice(list(FORMATS)),
    default="text",
    help="text for people, github for annotations in a pull request, json for programs.",
)
@click.option("--cards", is_flag=True, help="Set every card in every size as well.")
@click.option("--strict", is_flag=True, help="Let warnings count as problems.")
def check(paths: tuple[Path, ...], style: str, *, cards: bool, strict: bool) -> None:
    """Check practices: the whole library, or the given files and folders.

    Prints path:line:column: level: message, one line a problem. Exit 0 if there is no
    error, 1 if there is one (with --strict: or a warning), 2 if the check could not run.
    """
    _print_anything()
    _must_exist(paths)
    library = libraries.load(layers_of(Path.cwd(), paths))
    levels = levels_from(plugin_options(site_config(Path.cwd())).get("checks"))
    found = [*registry.check(library), *(cli_cards.problems_of(library) if cards else [])]
    found = levels.of(found)
    problems = [p for p in found if p.path == CONFIG or _within(p.path, paths)]
    files = [shown for shown in library.files if _within(shown, paths)]
    _must_have_checked(paths, files, problems)
    for problem in problems:
        click.echo(FORMATS[style](problem))
    errors = sum(problem.level is Level.ERROR for problem in problems)
    if style == "text":
        count = f"{_counted(len(files), 'file')} checked"
        warnings = _counted(len(problems) - errors, "warning")
        click.echo(f"{count}: {_counted(errors, 'error')}, {warnings}", err=True)
    raise SystemExit(1 if errors or (strict and problems) else 0)


def _print_anything() -> None:
    """Let a terminal that cannot show a character show its code instead of a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _must_exist(paths: tuple[Path, ...]) -> None:
    for path in paths:
        if not os.path.lexists(path):
            shown = visible(str(path))
            raise KatabaseError(f"{shown} does not exist; expected a YAML file or a folder")


def _must_have_checked(paths: tuple[Path, ...], files: list[str], problems: list[Problem]) -> None:
    """Raise KatabaseError for a path without any practice: nothing checked is not clean."""
    looked_at = [*files, *(problem.path for problem in problems)]
    if not paths and looked_at:
        return
    for path in paths or (Path("the library"),):
        if not any(_within(shown, (path,)) for shown in looked_at):
            folders = ", ".join(KIND_OF_FOLDER)
            raise KatabaseError(
                f"no practice found in {visible(str(path))}; expected a YAML file, or a folder "
                f"that holds one of {folders}"
            )


def _within(shown: str, paths: tuple[Path, ...]) -> bool:
    """Say whether a file lies within one of the paths, as it is written or behind links."""
    return not paths or any(
        Path(place(shown)).is_relative_to(place(path))
        for path in paths
        for place in (_written, os.path.realpath)
    )


def _written(path: Path | str) -> str:
    return os.path.normpath(Path(path).absolute())
