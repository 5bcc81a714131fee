"""``katabase worksheets``: blank worksheets as PDFs."""

from __future__ import annotations

from pathlib import Path

import click

from katabase.adapters.settings.card_settings import cards_settings
from katabase.adapters.settings.config_file import config_file
from katabase.domain.problems import as_text
from katabase.domain.vocabulary import Worksheet
from katabase.products.cards.paper.worksheets import papers_of, worksheet_pdf
from katabase.products.cards.typeset.check import name_problem
from katabase.products.outputs import files, ours


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default="worksheets",
    show_default=True,
    help="A folder.",
)
@config_file
def worksheets(out: Path) -> None:
    """Write the blank worksheets as PDFs for A4, US Letter and, for the storyboard, A3."""
    settings = cards_settings(Path.cwd())
    unnamed = name_problem(settings)
    if unnamed:
        click.echo(as_text(unnamed))
        raise SystemExit(1)
    papers = {
        f"{worksheet}-{paper}.pdf": (worksheet, paper)
        for worksheet in Worksheet
        for paper in papers_of(worksheet)
    }
    files.must_be_free(out, papers, ours.is_pdf)
    made = ((name, worksheet_pdf(*form, settings)) for name, form in papers.items())
    files.write(out, made, ours.is_pdf)
    for name in papers:
        click.echo(str(out / name), err=True)
