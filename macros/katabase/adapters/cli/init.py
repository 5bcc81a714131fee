"""``katabase init``: a small repository of an organisation's own, which builds at once."""

from __future__ import annotations

import datetime
import re
import shlex
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from katabase.adapters.cli.write import write_for_editors
from katabase.adapters.settings.options import Options
from katabase.domain import loading
from katabase.domain.descriptions import meanings
from katabase.domain.layers import resolve
from katabase.domain.problems import KatabaseError, visible
from katabase.domain.reading.model_fields import model_in
from katabase.products.outputs import files
from katabase.products.starter import REQUIREMENT, starter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

LAYERS = """\
      # Folders and packages that make up the library, the first one lowest.
      layers:
        - katabase # the shipped library
        - kata # our own folder over it"""

NAMED = re.compile(
    r"[A-Za-z0-9]([\w.-]*[A-Za-z0-9])? *(\[[\w ,.-]*\])? *"  # a name, with what it may bring along
    r"(@ *\S+|\(?(([<>=!~]=|[<>]|===) *[\w.*+!-]+ *,? *)+\)?)?"  # its address, or its versions
    r"( *;.*)?(\s#.*)?",
    re.ASCII,
)
"""A package by its name, as a line of requirements.txt (PEP 508), without what pip alone judges."""

PLACE = re.compile(r"-(e|-editable)\b.|[^\s#-][^#]*([/\\]|\.(whl|zip|tar\.gz)$)")
"""An address or the way to a file or folder, which may have blanks in it."""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", help="What the site is called; default: the name of the folder.")
@click.option(
    "--requirement",
    default=REQUIREMENT,
    show_default=True,
    help="How Katabase is installed: a line as pip takes it, or the way to a wheel.",
)
@click.option(
    "--ask/--no-ask", default=None, help="Whether to ask. Without either: at a terminal, yes."
)
def init(folder: Path, name: str | None, requirement: str, *, ask: bool | None) -> None:
    """Write a small repository for practices of your own, in the new folder DIR.

    Its site builds at once: the shipped library with a practice added, one adapted and one
    hidden, all settings with what they mean, checks for two forges, and a README with the
    commands of a week. Exit 0 written, 2 if it could not.
    """
    _must_be_empty(folder)
    named = name or re.sub(r"[-_]+", " ", folder.resolve().name).strip().capitalize()
    if name is None and (ask if ask is not None else sys.stdin.isatty()):
        named = str(click.prompt("What is the site called?", default=named, err=True)).strip()
    _must_be_a_name(named)
    _must_be_a_requirement(requirement)
    shipped = loading.load(resolve(["katabase"], Path.cwd()))
    lines = "\n".join([LAYERS, *commented(Options, "      ", leave_out=("layers",))])
    for path, text in starter(named, requirement, lines, shipped, datetime.date.today()):
        target = folder / path
        files.write(target.parent, [(target.name, text.encode("utf-8"))], lambda _: False)
    write_for_editors(folder)
    filename = visible(str(folder))
    here = folder.resolve() == Path.cwd().resolve()
    then = "The" if here else f"Now: cd {shlex.quote(filename)}; the"
    click.echo(f"{filename}: written. {then} README says how it goes on")


def _must_be_a_name(name: str) -> None:
    """Raise KatabaseError for what the written files would read as something else."""
    wrong = sorted({char for char in name if not char.isprintable() or char in "<>{}"})
    if not name or wrong:
        found = f'"{visible(name)}", with {visible(" ".join(wrong))}' if name else "nothing"
        raise KatabaseError(
            f"expected a name in letters, digits and plain signs, found {found}; "
            "say another one with --name, and write it as you like into mkdocs.yml later"
        )


def _must_be_a_requirement(line: str) -> None:
    """Raise KatabaseError for what pip would refuse when the site is first built elsewhere."""
    if line.isprintable() and (NAMED.fullmatch(line.strip()) or PLACE.match(line.strip())):
        return
    found = f'"{visible(line)}"' if line.strip() else "nothing"
    raise KatabaseError(
        f"--requirement: expected a line as pip takes it, found {found}; say a name, as in "
        '"katabase==1.2", or the way to a wheel, as in "./katabase-1.2-py3-none-any.whl"'
    )


def _must_be_empty(folder: Path) -> None:
    """Raise KatabaseError if something stands there; a repository that was just made may."""
    if folder.is_dir():
        found = sorted(path.name for path in folder.iterdir() if path.name != ".git")
        if found:
            raise KatabaseError(
                f"{visible(str(folder))}: expected a new or an empty folder, found "
                f"{visible(', '.join(found[:3]))}; in the folder of a MkDocs site that is there, "
                'add "- katabase" to plugins in mkdocs.yml and make a folder kata'
            )


def commented(
    model: type[BaseModel], indent: str, leave_out: tuple[str, ...] = ()
) -> Iterator[str]:
    """Yield every option with what it means, as comments of a YAML file."""
    for name, field in model.model_fields.items():
        if name in leave_out:
            continue
        said = " ".join(meanings(model)[name].split())
        yield from (f"{indent}# {line}" for line in textwrap.wrap(said, 90))
        inner = model_in(field.annotation)
        if inner is None:
            yield f"{indent}# {name}: {_default(field.default)}"
        else:
            yield f"{indent}# {name}:"
            for line in commented(inner, ""):
                yield f"{indent}#   {line}"


def _default(value: Any) -> str:
    if value in ("", None):
        return '""'
    return str(value).lower() if isinstance(value, bool) else str(value)
