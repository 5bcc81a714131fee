"""The command line: ``katabase …``. Exit 0 clean, 1 problems found, 2 could not run, 130 ended."""

from __future__ import annotations

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


class Commands(click.Group):
    """A group whose expected errors end in one line and exit code 2, and Ctrl-C in 130."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            with plain_disk_errors():
                return super().invoke(ctx)
        except KatabaseError as error:
            click.echo(f"katabase: {error}", err=True)
            ctx.exit(2)
        except (KeyboardInterrupt, click.Abort):
            click.echo("\nkatabase: ended before it was done", err=True)
            ctx.exit(ENDED)


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
