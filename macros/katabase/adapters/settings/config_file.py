"""``--config-file``: another mkdocs.yml in the folder of the site, as for the public one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from katabase.domain.problems import KatabaseError, visible

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")

CHOSEN = "katabase.config_file"
"""Under this name the context of a command holds the file that was chosen."""


def _choose(ctx: click.Context, _: click.Parameter, path: Path | None) -> None:
    if path is None:
        return
    if path.is_dir():
        raise KatabaseError(
            f"--config-file: expected a file such as mkdocs.yml, found the folder "
            f"{visible(str(path))}"
        )
    if not path.is_file():
        raise KatabaseError(f"--config-file: {visible(str(path))} does not exist")
    if path.resolve().parent != Path.cwd().resolve():
        folder = visible(str(path.resolve().parent))
        raise KatabaseError(f"--config-file: expected a file in this folder; go to {folder}")
    ctx.meta[CHOSEN] = path.resolve()


def config_file(command: Command) -> Command:
    """Give a command the option ``--config-file``, which ``chosen`` knows from then on."""
    return click.option(
        "--config-file",
        type=click.Path(path_type=Path),
        expose_value=False,
        callback=_choose,
        help="The settings of the site, if they are not in mkdocs.yml.",
    )(command)


def chosen(folder: Path) -> Path | None:
    """Return the settings that the command was given for the site in a folder, if any."""
    context = click.get_current_context(silent=True)
    found = context.meta.get(CHOSEN) if context else None
    return found if isinstance(found, Path) and found.parent == folder.resolve() else None
