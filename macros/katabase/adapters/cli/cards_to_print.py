"""Which cards somebody asks for: by ids, by a deck, or by what has changed."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from katabase.adapters.cli.earlier import library_at
from katabase.adapters.settings import mkdocs_yml
from katabase.adapters.settings.configuration import own_of
from katabase.adapters.settings.options import language_of, options_of
from katabase.domain import git, loading
from katabase.domain.kinds.registry import kinds
from katabase.domain.messages import messages
from katabase.domain.problems import KatabaseError, Level, did_you_mean, visible
from katabase.domain.reading import source
from katabase.domain.translating.laying import in_other_words
from katabase.domain.vocabulary import Status
from katabase.products.cards.changed import changed_since_date, changed_since_library
from katabase.products.cards.formats import MOST_COPIES
from katabase.products.cards.ready_decks import carded, decks_of
from katabase.products.outputs.workspace import scratch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from katabase.domain.layers import Layer
    from katabase.domain.library import Entry, Library


@dataclass(frozen=True)
class Order:
    """What somebody asks for."""

    entries: list[Entry]
    copies: Mapping[str, int]
    """How many of a card, by its reference, if a number of its own was named."""


COPIES = re.compile(r"[1-9]\d{0,3}")


def without_copies(name: str) -> tuple[str, int | None]:
    """Return an id and the number of copies behind it, as in ``five-questions:6``.

    Raises KatabaseError for what is no such number.
    """
    ref, colon, number = name.partition(":")
    if not colon:
        return ref, None
    if not COPIES.fullmatch(number) or int(number) > MOST_COPIES:
        raise KatabaseError(
            f'"{name}": expected copies from 1 to {MOST_COPIES} behind the colon, '
            f'found "{number}"; write {ref}:6, or leave the colon out'
        )
    return ref, int(number)


def to_print(
    layers: list[Layer], ids: tuple[str, ...], deck: str | None, since: str | None
) -> Order:
    """Return what to print; no entries only if no card has changed since a day or version.

    Raises KatabaseError for names that nothing has, and for a version that git does not know.
    """
    order = _named(_as_here(loading.load(layers, own=own_of(Path.cwd()))), ids, deck)
    return replace(order, entries=_changed(order.entries, since, layers)) if since else order


def _as_here(library: Library) -> Library:
    """Return a library in the words of the site in this folder."""
    return in_other_words(library, language_of(mkdocs_yml.in_folder(Path.cwd())), source.read)


def _named(library: Library, ids: tuple[str, ...], deck: str | None) -> Order:
    """Return what to print: what is published, and drafts only if they are named."""
    audiences = options_of(mkdocs_yml.in_folder(Path.cwd())).audiences
    published = library.published(audiences=audiences)
    wanted = [without_copies(name) for name in ids]
    if not ids:
        _say_what_cannot_be_read(library)
    if deck:
        decks = {
            ready.id: [entry.ref for entry in ready.cards]
            for ready in decks_of(published, messages())
        }
        if deck not in decks:
            raise KatabaseError(f'there is no deck "{deck}"; {did_you_mean(deck, decks)}')
        wanted += [(ref, None) for ref in decks[deck]]
    if not wanted:
        found = carded(published)
        _say_what_is_left_out(library)
        if not found:
            raise KatabaseError("the library holds no practice with a card; see katabase check")
        return Order(found, {})
    named = [(_for(audiences, _one(library, name)), number) for name, number in wanted]
    entries = {entry.ref: published.get(entry.ref) or entry for entry, _ in named}
    return Order(list(entries.values()), {entry.ref: number for entry, number in named if number})


def _say_what_cannot_be_read(library: Library) -> None:
    """Whoever prints all cards, or a deck, should know that a card is missing among them."""
    read = {entry.filename for entry in library.entries.values()}
    wrong = {each.path for each in library.problems if each.level is Level.ERROR} - read
    if wrong:
        shown = ", ".join(sorted(wrong)[:3]) + (" and more" if len(wrong) > 3 else "")
        number = f"{len(wrong)} file{'' if len(wrong) == 1 else 's'} with errors"
        click.echo(visible(f"left out: {number} ({shown}); see katabase check"), err=True)


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
            before = library_at(since, layers, Path.cwd(), temporary.new)
        except git.GitError as error:
            message = f"--since {since}: expected a date as in 2026-11-22 or a version; {error}"
            raise KatabaseError(message) from error
        return changed_since_library(entries, _as_here(before).published())
