"""Which cards have to be printed again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from katabase.domain.library import Entry
from katabase.domain.reading.document import Document
from katabase.products.cards.typeset.card import card_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from katabase.domain.changes.state import Held
    from katabase.domain.library import Library


def changed_since_date(entries: Iterable[Entry], day: datetime.date) -> list[Entry]:
    """Return the practices with a change on a day or later, as their own history says."""
    return [
        entry for entry in entries if any(change.date >= day for change in entry.practice.changes)
    ]


def changed_since_library(entries: Iterable[Entry], before: Library) -> list[Entry]:
    """Return the practices whose card reads differently from an earlier library's, or is new.

    A renamed practice is found under its former ids; a change of the page that does not
    reach the card is none.
    """
    return [entry for entry in entries if _digest_before(entry, before) != card_of(entry).digest]


def _digest_before(entry: Entry, before: Library) -> str | None:
    for name in (entry.id, *entry.practice.formerly):
        found = before.get(f"{entry.kind}/{name}")
        if found is not None:
            return card_of(found).digest
    return None


def wording_of(held: Held) -> str:
    """Return a text that changes with what the card of a practice says, however it is known."""
    document = Document(held.filename, "")
    entry = Entry(held.kind, held.id, held.practice, Path(held.filename), document)
    return card_of(entry).digest
