"""``katabase cards``: practice cards as a PDF, on sheets, or as pictures."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from katabase.adapters.cli.cards_to_print import to_print, without_copies
from katabase.adapters.settings import mkdocs_yml
from katabase.adapters.settings.card_settings import cards_kept, cards_settings
from katabase.adapters.settings.config_file import config_file
from katabase.adapters.settings.configuration import layers_of
from katabase.adapters.settings.options import options_of, placed
from katabase.domain.checks.levels import Levels, levels_from
from katabase.domain.problems import Level, as_text
from katabase.products.cards.formats import (
    DEFAULT_FORMAT,
    FORMATS,
    MOST_COPIES,
    PAPERS,
    SHEETS,
)
from katabase.products.cards.paper.deck import deck_pdf, deck_pictures
from katabase.products.cards.paper.imposition import SPECIAL, Sides, sheet_of
from katabase.products.cards.settings import Settings
from katabase.products.cards.typeset.big import cards_in
from katabase.products.cards.typeset.card import card_of
from katabase.products.cards.typeset.check import check_cards
from katabase.products.outputs import files, ours

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from katabase.domain.library import Entry
    from katabase.products.cards.paper.sheets import Shift
    from katabase.products.cards.settings import Settings

SHEET = (
    "Place the cards on paper; enlarge each face to a poster; or add bleed, crop marks and boxes "
    "for a print shop."
)
SHIFT = "In mm to the right and down, for a printer that shifts a side, as in 1.5,-0.5."
OUT = "A PDF, or with --png a folder; default: cards.pdf, or cards."
SINCE = (
    "Only cards to print again: with a day as in 2026-11-22, practices with a change on that day "
    "or later; with a version or commit, cards that read differently than in it."
)


def _shift(ctx: click.Context, option: click.Parameter, text: str) -> Shift:
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)", text.replace(" ", ""))
    if not match or max(abs(float(part)) for part in match.groups()) > 20:
        raise click.BadParameter(
            f"expected millimetres to the right and down, each at most 20, as in 1.5,-0.5; "
            f'found "{text}"'
        )
    return float(match.group(1)), float(match.group(2))


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID[:COPIES]…]")
@click.option("--deck", help="A ready deck: a path's id, or a kind's folder such as traits.")
@click.option(
    "--size",
    type=click.Choice(list(FORMATS)),
    default=DEFAULT_FORMAT,
    show_default=True,
    help="Of a card.",
)
@click.option("--sheet", type=click.Choice((*SHEETS, *SPECIAL)), help=SHEET)
@click.option(
    "--sides",
    type=click.Choice([str(side) for side in Sides]),
    default="duplex",
    show_default=True,
    help="; ".join(f"{side}: {side.label[0].lower()}{side.label[1:]}" for side in Sides) + ".",
)
@click.option(
    "--copies",
    type=click.IntRange(1, MOST_COPIES),
    default=1,
    show_default=True,
    help="Of each card.",
)
@click.option("--since", metavar="VERSION_OR_DATE", help=SINCE)
@click.option("--png", is_flag=True, help="Write a picture of every face instead of a PDF.")
@click.option("--front-shift", callback=_shift, default="0,0", metavar="X,Y", help=SHIFT)
@click.option("--back-shift", callback=_shift, default="0,0", metavar="X,Y", help=SHIFT)
@click.option("--base", help="The site's address for the QR codes; default: site_url.")
@click.option("--out", type=click.Path(path_type=Path), help=OUT)
@config_file
def cards(
    ids: tuple[str, ...],
    deck: str | None,
    size: str,
    sheet: str | None,
    sides: str,
    copies: int,
    since: str | None,
    *,
    png: bool,
    front_shift: Shift,
    back_shift: Shift,
    base: str | None,
    out: Path | None,
) -> None:
    """Print practice cards: all of them, or those with the given ids.

    An id may say how many copies of its card, as in five-questions:6.

    Exit 0 if the file was written, 1 if a card does not fit, 2 if it could not run.
    """
    counted = any(without_copies(name)[1] for name in ids)
    _must_have_effect(deck, since, paper=bool(sheet) or copies > 1 or counted, png=png)
    special = sheet if sheet in SPECIAL else ""
    paper = PAPERS[sheet] if sheet and not special else None
    if paper:
        sheet_of(FORMATS[size], paper, Sides(sides))  # says at once if it does not fit
    else:
        _need_a_sheet(sides, front_shift, back_shift)
    settings = cards_settings(Path.cwd(), base)
    order = to_print(layers_of(Path.cwd()), ids, deck, since)
    entries = order.entries
    if not entries:
        click.echo(f"no card has changed since {since}; nothing to print", err=True)
        return
    if not base:
        _say_where_codes_lead(settings.base)
    target = out or Path("cards" if png else "cards.pdf")
    _must_be_free(target, entries, size, png=png)
    _must_fit(entries, settings, size)
    if png:
        _pictures(entries, settings, size, target)
    else:
        content = deck_pdf(
            [card_of(entry) for entry in entries],
            FORMATS[size],
            settings,
            paper=paper,
            sides=Sides(sides),
            special=special or "",
            copies=copies,
            own_copies=order.copies,
            shift=(front_shift, back_shift),
            cache=cards_kept(Path.cwd()),
        )
        files.write(target.parent, [(target.name, content)], ours.is_pdf)
        click.echo(f"{target}: {_counted(entries)}", err=True)


def _must_have_effect(deck: str | None, since: str | None, *, paper: bool, png: bool) -> None:
    """Raise UsageError for what would do nothing: paper would be wasted on a guess."""
    if since == "":
        raise click.UsageError(
            "--since: expected a day as in 2026-11-22 or a version, found nothing; "
            "leave --since out to print all cards"
        )
    if deck == "":
        raise click.UsageError(
            "--deck: expected a path's id or a kind's folder such as traits, found nothing; "
            "leave --deck out to print all cards"
        )
    if png and paper:
        raise click.UsageError(
            "--png draws single faces, --sheet and copies place cards on paper: expected one of "
            "them, found both; leave one out"
        )


def _need_a_sheet(sides: str, front: Shift, back: Shift) -> None:
    """Raise UsageError for an option that only has an effect on sheets."""
    moved = {"--front-shift": front, "--back-shift": back}
    found = [name for name, shift in moved.items() if shift != (0, 0)]
    if sides != Sides.DUPLEX:
        found.insert(0, f"--sides {sides}")
    if found:
        raise click.UsageError(
            f"{found[0]} has an effect on sheets of cards only: expected it with --sheet "
            f"{' or '.join(SHEETS)}, found it without; add that, or leave it out"
        )


def _counted(entries: list[Entry]) -> str:
    return f"{len(entries)} card{'' if len(entries) == 1 else 's'}"


def _say_where_codes_lead(base: str | None) -> None:
    said = f"the codes lead to {base}; --base names another address"
    click.echo(said if base else "no site_url and no --base: the cards carry no QR code", err=True)


def _must_be_free(target: Path, entries: list[Entry], size: str, *, png: bool) -> None:
    """Stop before anything is made if a file of somebody's stands where ours would."""
    if png:
        names = (name for entry in entries for name in _picture_names(entry, size))
        files.must_be_free(target, names, ours.is_png)
    else:
        files.must_be_free(target.parent, [target.name], ours.is_pdf)


def _levels() -> Levels:
    site = mkdocs_yml.in_folder(Path.cwd())
    with placed(site.path):
        return levels_from(options_of(site).checks)


def _must_fit(entries: list[Entry], settings: Settings, size: str) -> None:
    cache = cards_kept(Path.cwd())
    with click.progressbar(
        length=len(entries),
        label=f"Setting {_counted(entries)}",
        file=sys.stderr,
    ) as bar:
        found = check_cards(entries, settings, cache, sizes=[size], seen=bar.update)
        problems = _levels().of(found)
    for problem in problems:
        click.echo(as_text(problem))
    if any(problem.level is Level.ERROR for problem in problems):
        raise SystemExit(1)


def _pictures(entries: list[Entry], settings: Settings, size: str, target: Path) -> None:
    with click.progressbar(entries, label=f"Drawing {_counted(entries)}", file=sys.stderr) as bar:
        files.write(target, _drawn(bar, settings, size), ours.is_png)


def _drawn(entries: Iterable[Entry], settings: Settings, size: str) -> Iterator[tuple[str, bytes]]:
    for entry in entries:
        pictures = deck_pictures(card_of(entry), FORMATS[size], settings)
        for name, picture in zip(_picture_names(entry, size), pictures, strict=True):
            yield name, ours.signed_png(picture)


def _picture_names(entry: Entry, size: str) -> list[str]:
    count = len(cards_in(card_of(entry), size))
    numbers = [f"-{number}" for number in range(1, count + 1)] if count > 1 else [""]
    stem = f"{entry.kind.folder}-{entry.id}"
    return [f"{stem}{number}-{side}.png" for number in numbers for side in ("front", "back")]
