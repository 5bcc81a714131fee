"""The cards of a site: files to publish, and the facts that pages and the deck page need."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from katabase.domain.kinds.registry import kind_named, kinds
from katabase.domain.messages import messages
from katabase.products.cards.formats import FORMATS, PAPERS, SHEETS
from katabase.products.cards.paper.calibration import calibration_files
from katabase.products.cards.paper.filled import filled_files
from katabase.products.cards.paper.imposition import Sides, fits, sheet_of, special_sheets
from katabase.products.cards.paper.worksheets import worksheet_files
from katabase.products.cards.ready_decks import carded, deck_path, decks_of, retired
from katabase.products.cards.typeset.batch import Job, set_cards
from katabase.products.cards.typeset.card import Card, card_of
from katabase.products.files import SiteFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.kinds.registry import AnyKind
    from katabase.domain.library import Entry, Library
    from katabase.products.cards.settings import Settings
    from katabase.products.outputs.kept import Cache

INDEX = "cards/index.json"


def card_path(kind: AnyKind, name: str, size: str, settings: Settings) -> str:
    """Return the site path of a card's PDF. An id holds no dot, so no two paths are alike."""
    middle = "" if size == settings.sizes[0] else f".{size}"
    return f"cards/{kind.folder}/{name}{middle}.pdf"


def picture_path(kind: AnyKind, name: str, side: str) -> str:
    """Return the site path of the picture of a face."""
    return f"cards/{kind.folder}/{name}.{side}.svg"


def card_files(
    library: Library, settings: Settings, cache: Cache | None = None
) -> Iterator[SiteFile]:
    """Yield every file of the site's cards.

    Raises MisfitError if a face is too long; ``check_cards`` says where and how to mend it.
    """
    jobs = (
        Job(card, size, pictures=size == settings.sizes[0])
        for card in map(card_of, carded(library))
        for size in settings.sizes
        if not FORMATS[size].one_each
    )
    for made in set_cards(jobs, settings, cache):
        made.must_fit()
        card = made.job.card
        for name, content in made.files.items():
            if name == "pdf":
                yield SiteFile(card_path(card.kind, card.id, made.job.size, settings), content)
            else:
                yield SiteFile(picture_path(card.kind, card.id, name.split(".")[0]), content)
    yield from _one_each(library, settings, cache)
    yield SiteFile(INDEX, _json(index_of(library, settings)))
    for deck in decks_of(library, messages(settings.language)):
        yield SiteFile(deck_path(deck), _json(deck.data()))
    for entry in carded(library):
        yield SiteFile(f"cards/{entry.address.rstrip('/')}.json", _json(_facts(entry, settings)))
    yield from _stubs(library)
    for name, content in worksheet_files(settings, cache):
        yield SiteFile(f"cards/worksheets/{name}.pdf", content)
    for path, content in filled_files(library, settings, cache):
        yield SiteFile(path, content)
    for name, content in calibration_files(settings, cache):
        yield SiteFile(f"cards/{name}.pdf", content)


def _one_each(library: Library, settings: Settings, cache: Cache | None) -> Iterator[SiteFile]:
    """Yield the cards in sizes of which a sheet holds one: there the sheet is the file."""
    sizes = [size for size in settings.sizes if FORMATS[size].one_each]
    if not sizes:
        return
    from katabase.products.cards.paper.deck import deck_pdf  # brings what reads and writes PDF

    for size in sizes:
        for card in map(card_of, carded(library)):
            content = deck_pdf([card], FORMATS[size], settings, cache=cache)
            yield SiteFile(card_path(card.kind, card.id, size, settings), content)


def index_of(library: Library, settings: Settings) -> dict[str, Any]:
    """Return what the deck page knows from the start: ready decks, sizes, papers and sheets.

    A size that does not fit a paper has no sheet there, and the page does not offer it.
    The index does not grow with the library but by a line for each path. ``without`` are the
    places, in the order of the library, of practices that have no card.
    """
    refs = [entry.ref for entry in library.ordered()]
    shown = {entry.ref for entry in carded(library)}
    return {
        "practices": len(library.entries),
        "without": [place for place, ref in enumerate(refs) if ref not in shown],
        "decks": [
            {"id": deck.id, "title": deck.title, "cards": len(deck.cards), "file": deck_path(deck)}
            for deck in decks_of(library, messages(settings.language))
        ],
        "folders": {str(kind): kind.folder for kind in kinds()},
        "sizes": [asdict(FORMATS[size]) for size in settings.sizes],
        "papers": [asdict(PAPERS[paper]) for paper in SHEETS],
        "sheets": _sheets(settings),
    }


def _sheets(settings: Settings) -> dict[str, dict[str, Any]]:
    """Return every sheet that a size of the site fits, by size, paper and sides."""
    forms = [FORMATS[size] for size in settings.sizes]
    usual = {
        f"{form.id}/{paper}/{sides}": sheet_of(form, PAPERS[paper], sides).data()
        for form in forms
        for paper in SHEETS
        for sides in Sides
        if fits(form, PAPERS[paper], sides)
    }
    special = {
        f"{form.id}/{name}/{Sides.DUPLEX if sheet.duplex else Sides.SINGLE}": sheet.data()
        for form in forms
        for name, sheet in special_sheets(form).items()
    }
    return usual | special


def _stubs(library: Library) -> Iterator[SiteFile]:
    """Yield where shared decks learn what became of cards that were renamed or retired."""
    for former, ref in sorted(library.former.items()):
        if former not in library.entries:
            kind, _, old = former.partition("/")
            yield SiteFile(f"cards/{kind_named(kind).folder}/{old}.json", _json({"moved": ref}))
    for entry in retired(library):
        after = library.get(entry.practice.successor or "")
        stub = {
            "retired": True,
            "title": entry.practice.title,
            "successor": after and after.ref,
            "successor_title": after and after.practice.title,
        }
        yield SiteFile(f"cards/{entry.address.rstrip('/')}.json", _json(stub))


def _facts(entry: Entry, settings: Settings) -> dict[str, Any]:
    card: Card = card_of(entry)
    practice = entry.practice
    files = {size: card_path(card.kind, card.id, size, settings) for size in settings.sizes}
    return {
        "id": card.ref,
        "kind": str(card.kind),
        "title": card.title,
        "language": card.language,
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


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
