"""The cards of a site: files to publish, and the facts that pages and the deck page need."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from katabase.domain.model import Path as LearningPath
from katabase.domain.vocabulary import Kind, Status
from katabase.products.cards.card import Card, card_of
from katabase.products.cards.formats import FORMATS, PAPERS, SHEETS
from katabase.products.cards.imposition import Sides, sheet_of
from katabase.products.cards.press import Job, press
from katabase.products.cards.worksheets import calibration_files, worksheet_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry, Library
    from katabase.products.cards.cache import Cache
    from katabase.products.cards.settings import Settings

INDEX = "cards/index.json"


@dataclass(frozen=True)
class SiteFile:
    """A file to publish: its path below the site, and what is in it."""

    path: str
    content: bytes


def carded(library: Library) -> list[Entry]:
    """Return the entries that have a card: all but the retired ones."""
    return [entry for entry in library.ordered() if entry.practice.status is not Status.RETIRED]


def card_path(kind: Kind, name: str, size: str, settings: Settings) -> str:
    """Return the site path of a card's PDF. An id holds no dot, so no two paths are alike."""
    middle = "" if size == settings.sizes[0] else f".{size}"
    return f"cards/{kind.folder}/{name}{middle}.pdf"


def picture_path(kind: Kind, name: str, side: str) -> str:
    """Return the site path of the picture of a face."""
    return f"cards/{kind.folder}/{name}.{side}.svg"


def site_files(
    library: Library, settings: Settings, cache: Cache | None = None
) -> Iterator[SiteFile]:
    """Yield every file of the site's cards.

    Raises MisfitError if a face is too long; ``check_cards`` says where and how to mend it.
    """
    cards = [card_of(entry) for entry in carded(library)]
    jobs = [
        Job(card, size, pictures=size == settings.sizes[0])
        for card in cards
        for size in settings.sizes
    ]
    for made in press(jobs, settings, cache):
        made.must_fit()
        card = made.job.card
        for name, content in made.files.items():
            if name == "pdf":
                yield SiteFile(card_path(card.kind, card.id, made.job.size, settings), content)
            else:
                yield SiteFile(picture_path(card.kind, card.id, name.split(".")[0]), content)
    facts = json.dumps(index_of(library, settings), ensure_ascii=False, separators=(",", ":"))
    yield SiteFile(INDEX, facts.encode())
    for name, content in worksheet_files(settings):
        yield SiteFile(f"cards/worksheets/{name}.pdf", content)
    for name, content in calibration_files(settings):
        yield SiteFile(f"cards/{name}.pdf", content)


def index_of(library: Library, settings: Settings) -> dict[str, Any]:
    """Return what the deck page knows: cards, ready decks, sizes, papers and sheets."""
    entries = carded(library)
    return {
        "cards": [_facts(entry, settings) for entry in entries],
        "decks": list(decks_of(library)),
        "sizes": [asdict(FORMATS[size]) for size in settings.sizes],
        "papers": [asdict(PAPERS[paper]) for paper in SHEETS],
        "sheets": {
            f"{size}/{paper}/{sides}": sheet_of(FORMATS[size], PAPERS[paper], sides).data()
            for size in settings.sizes
            for paper in SHEETS
            for sides in Sides
        },
    }


def _facts(entry: Entry, settings: Settings) -> dict[str, Any]:
    card: Card = card_of(entry)
    practice = entry.practice
    files = {size: card_path(card.kind, card.id, size, settings) for size in settings.sizes}
    return {
        "id": card.ref,
        "kind": card.kind.value,
        "title": card.title,
        "summary": practice.summary,
        "version": card.version,
        "hash": card.digest,
        "updated": card.updated.isoformat(),
        "roles": list(practice.roles),
        "url": card.address,
        "files": files,
        "front": picture_path(card.kind, card.id, "front"),
        "back": picture_path(card.kind, card.id, "back"),
    }


def decks_of(library: Library) -> Iterator[dict[str, Any]]:
    """Yield the ready decks: one a path with all that is practised on it, one a kind."""
    shown = {entry.ref for entry in carded(library)}
    for entry in library.of(Kind.PATH):
        if isinstance(entry.practice, LearningPath) and entry.ref in shown:
            used = [item.practice for stage in entry.practice.stages for item in stage.practices]
            known = [found.ref for ref in used if (found := library.get(ref))]
            cards = [ref for ref in dict.fromkeys([entry.ref, *known]) if ref in shown]
            yield {"id": entry.id, "title": entry.practice.title, "cards": cards}
    for kind in Kind:
        refs = [entry.ref for entry in library.of(kind) if entry.ref in shown]
        if refs:
            yield {"id": kind.folder, "title": f"All {kind.plural.lower()}", "cards": refs}
