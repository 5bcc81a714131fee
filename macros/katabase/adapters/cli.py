"""The command line: ``katabase …``. Exit 0 clean, 1 problems found, 2 could not run."""

from __future__ import annotations

import click

from katabase import __version__
from katabase.adapters import (
    cli_bundle,
    cli_cards,
    cli_check,
    cli_diff,
    cli_export,
    cli_init,
    cli_new,
    cli_outdated,
    cli_publish,
    cli_serve,
    cli_worksheets,
    cli_write,
    garbage,
)
from katabase.adapters.run_mkdocs import plain_disk_errors
from katabase.domain.descriptions import written
from katabase.domain.problems import KatabaseError


class Commands(click.Group):
    """A group whose expected errors end in one line and exit code 2."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            with plain_disk_errors():
                return super().invoke(ctx)
        except KatabaseError as error:
            click.echo(f"katabase: {error}", err=True)
            ctx.exit(2)


@click.group(
    cls=Commands,
    epilog="Begin with katabase init DIR, and go into DIR. katabase COMMAND --help says more.",
)
@click.version_option(__version__)
def main() -> None:
    """Practice definitions in YAML become a site and printable cards."""
    garbage.look_seldom()


main.add_command(cli_check.check)
main.add_command(cli_check.explain)
main.add_command(cli_init.init)
main.add_command(cli_new.new)
main.add_command(cli_write.format_files)
main.add_command(cli_write.schemas)
main.add_command(cli_outdated.outdated)
main.add_command(cli_diff.diff)
main.add_command(cli_publish.publish)
main.add_command(cli_bundle.bundle)
main.add_command(cli_serve.serve)
main.add_command(cli_export.export)
main.add_command(cli_cards.cards)
main.add_command(cli_worksheets.worksheets)
for command in (main, *main.commands.values()):
    command.help = written(command.callback)
