"""``katabase cards``: practice cards as a PDF, on sheets, or as pictures."""

from __future__ import annotations

import datetime
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from katabase.adapters import mkdocs_yml
from katabase.adapters.config_file import config_file
from katabase.adapters.configuration import layers_of
from katabase.adapters.earlier import library_at
from katabase.adapters.options import options_of, placed
from katabase.adapters.site_version import address_of_latest, default_alias
from katabase.domain import git
from katabase.domain import library as libraries
from katabase.domain.checks.levels import Levels, levels_from
from katabase.domain.kinds.registry import kinds
from katabase.domain.layers import Layer
from katabase.domain.messages import messages
from katabase.domain.problems import KatabaseError, Level, OptionError, as_text, did_you_mean
from katabase.domain.vocabulary import Status, Worksheet
from katabase.products.cards.changed import changed_since_date, changed_since_library
from katabase.products.cards.formats import CARD_FORMATS, DEFAULT_FORMAT, PAPERS, SHEETS
from katabase.products.cards.paper.deck import deck_pdf, deck_pictures
from katabase.products.cards.paper.imposition import Sides, sheet_of
from katabase.products.cards.paper.worksheets import papers_of, worksheet_pdf
from katabase.products.cards.ready_decks import carded, decks_of
from katabase.products.cards.settings import Settings, settings_from
from katabase.products.cards.typeset.cache import FOLDER, Cache
from katabase.products.cards.typeset.card import card_of
from katabase.products.cards.typeset.check import check_cards, name_problem
from katabase.products.outputs import files, ours
from katabase.products.outputs.workspace import scratch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from katabase.adapters.mkdocs_yml import MkdocsYml
    from katabase.domain.layers import Layer
    from katabase.domain.library import Entry, Library
    from katabase.products.cards.paper.sheets import Shift

SINCE = (
    "Only cards to print again: with a day as in 2026-11-22, practices with a change on that day "
    "or later; with a version or commit, cards that read differently than in it."
)


def cards_settings(folder: Path, base: str | None = None) -> Settings:
    """Return the settings of the cards of the site in a folder."""
    site = mkdocs_yml.in_folder(folder)
    options = options_of(site).cards
    if base:
        options = options.model_copy(update={"base": base})
    url, name = str(site.data.get("site_url") or ""), str(site.data.get("site_name") or "")
    with placed(site.path):
        versions = _extra(site).get("version")
        if url and versions:  # a printed card outlives every version but the latest
            url = address_of_latest(url, default_alias(versions), mike=False)
        return settings_from(options, folder, site_url=url, site_name=name)


def _extra(site: MkdocsYml) -> dict[str, Any]:
    found = site.data.get("extra") or {}
    if not isinstance(found, dict):
        said = f"expected keys with values, found {found!r}"
        raise OptionError(("extra",), said)
    return found


def _shift(ctx: click.Context, option: click.Parameter, text: str) -> Shift:
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)", text.replace(" ", ""))
    if not match or max(abs(float(part)) for part in match.groups()) > 20:
        raise click.BadParameter(
            f"expected millimetres to the right and down, each at most 20, as in 1.5,-0.5; "
            f'found "{text}"'
        )
    return float(match.group(1)), float(match.group(2))


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID…]")
@click.option("--deck", help="A ready deck: a path's id, or a kind's folder such as traits.")
@click.option("--size", type=click.Choice(list(CARD_FORMATS)), default=DEFAULT_FORMAT)
@click.option("--sheet", type=click.Choice(SHEETS), help="Place the cards on paper.")
@click.option("--sides", type=click.Choice([str(side) for side in Sides]), default="duplex")
@click.option("--since", metavar="VERSION_OR_DATE", help=SINCE)
@click.option("--png", is_flag=True, help="Write a picture of every face instead of a PDF.")
@click.option("--front-shift", callback=_shift, default="0,0", metavar="X,Y", help="In mm.")
@click.option("--back-shift", callback=_shift, default="0,0", metavar="X,Y", help="In mm.")
@click.option("--base", help="The site's address for the QR codes; default: site_url.")
@click.option("--out", type=click.Path(path_type=Path), help="A PDF; with --png a folder.")
@config_file
def cards(
    ids: tuple[str, ...],
    deck: str | None,
    size: str,
    sheet: str | None,
    sides: str,
    since: str | None,
    *,
    png: bool,
    front_shift: Shift,
    back_shift: Shift,
    base: str | None,
    out: Path | None,
) -> None:
    """Print practice cards: all of them, or those with the given ids.

    Exit 0 if the file was written, 1 if a card does not fit, 2 if it could not run.
    """
    _must_have_effect(deck, since, paper=bool(sheet), png=png)
    if not sheet:
        _need_a_sheet(sides, front_shift, back_shift)
    else:
        sheet_of(CARD_FORMATS[size], PAPERS[sheet], Sides(sides))  # says at once if it does not fit
    settings = cards_settings(Path.cwd(), base)
    layers = layers_of(Path.cwd())
    library = libraries.load(layers)
    entries = _selected(library, ids, deck)
    if since:
        entries = _changed(entries, since, layers)
        if not entries:
            click.echo(f"no card has changed since {since}; nothing to print", err=True)
            return
    if not base:
        _say_where_codes_lead(settings.base)
    target = out or Path("cards" if png else "cards.pdf")
    if png:
        names = (name for entry in entries for name in _picture_names(entry))
        files.must_be_free(target, names, ours.is_png)
    else:
        files.must_be_free(target.parent, [target.name], ours.is_pdf)
    _must_fit(entries, settings, size)
    if png:
        _pictures(entries, settings, size, target)
    else:
        content = deck_pdf(
            [card_of(entry) for entry in entries],
            CARD_FORMATS[size],
            settings,
            paper=PAPERS[sheet] if sheet else None,
            sides=Sides(sides),
            shift=(front_shift, back_shift),
            cache=Cache(Path.cwd() / FOLDER),
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
            "--png draws single faces and --sheet places cards on paper: expected one of them, "
            "found both; leave one out"
        )


def _need_a_sheet(sides: str, front: Shift, back: Shift) -> None:
    """Raise UsageError for an option that only has an effect on sheets."""
    moved = {"--front-shift": front, "--back-shift": back}
    found = [name for name, shift in moved.items() if shift != (0, 0)]
    if sides != Sides.DUPLEX:
        found.insert(0, f"--sides {sides}")
    if found:
        raise click.UsageError(
            f"{found[0]} has an effect on sheets only: expected it with --sheet, found it "
            f"without; add --sheet {SHEETS[0]}, or leave it out"
        )


def _counted(entries: list[Entry]) -> str:
    return f"{len(entries)} card{'' if len(entries) == 1 else 's'}"


def _say_where_codes_lead(base: str | None) -> None:
    said = f"the codes lead to {base}; --base names another address"
    click.echo(said if base else "no site_url and no --base: the cards carry no QR code", err=True)


def _selected(library: Library, ids: tuple[str, ...], deck: str | None) -> list[Entry]:
    """Return what to print: what is published, and drafts only if they are named."""
    audiences = options_of(mkdocs_yml.in_folder(Path.cwd())).audiences
    published = library.published(audiences=audiences)
    wanted = list(ids)
    if deck:
        decks = {
            ready.id: [entry.ref for entry in ready.cards]
            for ready in decks_of(published, messages())
        }
        if deck not in decks:
            raise KatabaseError(f'there is no deck "{deck}"; {did_you_mean(deck, decks)}')
        wanted += decks[deck]
    if not wanted:
        found = carded(published)
        _say_what_is_left_out(library)
        if not found:
            raise KatabaseError("the library holds no practice with a card; see katabase check")
        return found
    named = [_for(audiences, _one(library, name)) for name in wanted]
    return list({entry.ref: published.get(entry.ref) or entry for entry in named}.values())


def _say_what_is_left_out(library: Library) -> None:
    drafts = [
        entry.ref
        for entry in carded(library.published(drafts=True))
        if entry.practice.status is Status.DRAFT
    ]
    if drafts:
        shown = ", ".join(drafts[:3]) + (" and more" if len(drafts) > 3 else "")
        number = f"{len(drafts)} draft{'' if len(drafts) == 1 else 's'}"
        click.echo(f"left out: {number} ({shown}); name one to print it with its mark", err=True)


def _one(library: Library, name: str) -> Entry:
    entry = library.get(name) or _by_bare_id(library, name)
    if entry is None:
        if name in library.claimed:
            raise KatabaseError(f'"{name}" has errors and cannot be printed; see katabase check')
        known = [*library.entries, *(entry.id for entry in library.entries.values())]
        raise KatabaseError(f'there is no practice "{name}"; {did_you_mean(name, known)}')
    if entry.ref in library.hidden:
        raise KatabaseError(f"{entry.ref} is hidden in {library.hidden[entry.ref]}")
    if entry.practice.status is Status.RETIRED:
        successor = entry.practice.successor
        mend = f"print {successor} instead" if successor else "nothing has replaced it"
        raise KatabaseError(f"{entry.ref} is retired and has no card any more; {mend}")
    return entry


def _for(audiences: list[str], entry: Entry) -> Entry:
    """Return a practice that the readers of this site may see. Raises KatabaseError."""
    audience = entry.practice.audience
    if audience is None or audience in audiences:
        return entry
    raise KatabaseError(
        f'{entry.ref} is for the audience "{audience}", and this site is not; print it with '
        f"a mkdocs.yml that has plugins: katabase: audiences: [{audience}]"
    )


def _by_bare_id(library: Library, name: str) -> Entry | None:
    """Return the entry of an id without its kind: a present id first, then a former one."""
    same = [entry for entry in library.entries.values() if entry.id == name]
    if not same:
        former = [library.get(f"{kind}/{name}") for kind in kinds()]
        same = [entry for entry in former if entry is not None]
    if len(same) > 1:
        refs = ", ".join(entry.ref for entry in same)
        raise KatabaseError(f'"{name}" could be one of {refs}; name it with its kind')
    return same[0] if same else None


def _changed(entries: list[Entry], since: str, layers: list[Layer]) -> list[Entry]:
    try:
        day = datetime.date.fromisoformat(since)
    except ValueError:
        return _changed_since_version(entries, since, layers)
    return changed_since_date(entries, day)


def _changed_since_version(entries: list[Entry], since: str, layers: list[Layer]) -> list[Entry]:
    with scratch() as temporary:
        try:
            before = library_at(since, layers, temporary.new)
        except git.GitError as error:
            message = f"--since {since}: expected a date as in 2026-11-22 or a version; {error}"
            raise KatabaseError(message) from error
        return changed_since_library(entries, before.published())


def _levels() -> Levels:
    site = mkdocs_yml.in_folder(Path.cwd())
    with placed(site.path):
        return levels_from(options_of(site).checks)


def _must_fit(entries: list[Entry], settings: Settings, size: str) -> None:
    cache = Cache(Path.cwd() / FOLDER)
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
        pictures = deck_pictures(card_of(entry), CARD_FORMATS[size], settings)
        for name, picture in zip(_picture_names(entry), pictures, strict=True):
            yield name, ours.signed_png(picture)


def _picture_names(entry: Entry) -> list[str]:
    return [f"{entry.kind.folder}-{entry.id}-{side}.png" for side in ("front", "back")]


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default="worksheets", help="A folder.")
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
