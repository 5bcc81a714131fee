"""The command line: ``katabase …``.

Exit 0 clean, 1 problems found, 2 could not run, 130 ended by Ctrl-C, 141 read no further.
"""

from __future__ import annotations

import contextlib
import os
import sys

import click

from katabase import __version__
from katabase.adapters.building import garbage
from katabase.adapters.building.run_mkdocs import plain_disk_errors
from katabase.adapters.cli import (
    bundle,
    cards,
    check,
    diff,
    export,
    init,
    new,
    outdated,
    publish,
    serve,
    worksheets,
    write,
)
from katabase.domain.descriptions import written
from katabase.domain.problems import KatabaseError

ENDED = 130
"""How a shell calls what somebody has ended by Ctrl-C: 1 would say that problems were found."""


UNREAD = 141
"""How a shell calls what ended because nobody reads on, as behind ``| head -1``."""


class Commands(click.Group):
    """A group whose expected errors end in one line and exit code 2, and Ctrl-C in 130."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            with plain_disk_errors():
                return super().invoke(ctx)
        except KatabaseError as error:
            if isinstance(error.__cause__, BrokenPipeError):
                _say_no_more()
                ctx.exit(UNREAD)
            _say(f"katabase: {error}")
            ctx.exit(2)
        except (KeyboardInterrupt, click.Abort):
            _say("\nkatabase: ended before it was done")
            ctx.exit(ENDED)


def _say(sentence: str) -> None:
    try:
        click.echo(sentence, err=True)
    except BrokenPipeError:
        _say_no_more()


def _say_no_more() -> None:
    """Let no further word fail, also what is still in a buffer when the program ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["--help", "-h"]},
    epilog="Begin with katabase init DIR, and go into DIR. katabase COMMAND --help says more.",
)
@click.version_option(__version__)
def main() -> None:
    """Practice definitions in YAML become a site and printable cards."""
    garbage.look_seldom()


main.add_command(check.check)
main.add_command(check.explain)
main.add_command(init.init)
main.add_command(new.new)
main.add_command(write.format_files)
main.add_command(write.schemas)
main.add_command(outdated.outdated)
main.add_command(diff.diff)
main.add_command(publish.publish)
main.add_command(bundle.bundle)
main.add_command(serve.serve)
main.add_command(export.export)
main.add_command(cards.cards)
main.add_command(worksheets.worksheets)
for command in (main, *main.commands.values()):
    command.help = written(command.callback)
