"""Commands whose help lists what may be said for an argument, as it is known when it is asked."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def with_names(argument: str, names: Callable[[], Iterable[str]]) -> type[click.Command]:
    """Return the class of a command whose help names all values of an argument."""

    class Listing(click.Command):
        def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
            super().format_help_text(ctx, formatter)
            said = f"{argument} is one of {', '.join(sorted(names()))}."
            lines = textwrap.wrap(said, formatter.width - 2, break_on_hyphens=False)
            formatter.write_paragraph()
            formatter.write("".join(f"  {line}\n" for line in lines))

    return Listing
