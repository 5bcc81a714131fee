"""Pages of every site that say the same everywhere: decks, printing, worksheets, proposing.

A site that has a page of its own at the same place keeps its own.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from katabase.domain.kinds.registry import kinds
from katabase.domain.vocabulary import Worksheet
from katabase.products.cards.formats import FORMATS, MOST_COPIES, PAPERS, POSTERS, SHEETS
from katabase.products.cards.paper.filled import filled_sets
from katabase.products.cards.paper.imposition import PRINT_SHOP, Sides, fits, sheet_of
from katabase.products.cards.paper.worksheets import papers_of
from katabase.products.cards.ready_decks import decks_of
from katabase.products.catalogue import facets
from katabase.products.pages import listings
from katabase.products.pages.page import Page
from katabase.products.practise import mode
from katabase.products.proposing.repository import Repository
from katabase.products.templates import environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from katabase.domain.library import Library
    from katabase.domain.messages import Messages
    from katabase.products.cards.formats import CardFormat
    from katabase.products.catalogue.data import CatalogueData

GUIDES = {
    "deck.md": "cards/index.md",
    "printing.md": "cards/printing.md",
    "worksheets.md": "cards/worksheets.md",
    "checks.md": "contributing/checks.md",
    "practise.md": "practise/index.md",
    "propose.md": "propose/index.md",
}
"""The template, and where its page would stand below the documentation folder."""

FILLED = 12
"""Filled-in sets that the page of worksheets names; the others stand on their practices' pages."""

DECKS = 12
"""Ready decks that the deck page shows at once; more of them are folded away."""


def section_of(rule: str, site_url: str) -> str:
    """Return the address of a rule's section on a site."""
    return f"{site_url.rstrip('/')}/{GUIDES['checks.md'].removesuffix('.md')}/#{rule}"


def pages(
    library: Library,
    data: CatalogueData,
    sizes: Sequence[str],
    say: Messages,
    repository: Repository | None = None,
) -> Iterator[Page]:
    """Yield the guides for a site with cards in these sizes.

    The deck page finds the library in ``data``.
    """
    facts = {
        "cycle": next((entry.ref for entry in library.ordered() if mode(entry) == "cycle"), ""),
        "data": data,
        "former": library.former,
        "facets": facets.facets(library, say),
        "rules": listings.rules_guide(),
        "sizes": [_size(FORMATS[size], say) for size in sizes],
        "papers": [PAPERS[paper] for paper in SHEETS],
        "special": _special(say),
        "most_copies": MOST_COPIES,
        "decks": list(decks_of(library, say)),
        "most": DECKS,
        "worksheets": [
            (worksheet, [(PAPERS[paper].label, paper) for paper in papers_of(worksheet)])
            for worksheet in Worksheet
        ],
        "kinds": kinds(),
        "repository": repository or Repository(Path()),
        "filled": list(islice(filled_sets(library), FILLED)),
    }
    for name, uri in GUIDES.items():
        template = environment(say).select_template(_names(name, say))
        yield Page(uri, template.render(facts) + "\n")


def _names(name: str, say: Messages) -> list[str]:
    """Return the templates of a guide to try: a guide of much text is translated as a whole."""
    stem = name.removesuffix(".md")
    tongues = dict.fromkeys((say.language, say.language.partition("-")[0]))
    return [*(f"guides/{stem}.{tongue}.md" for tongue in tongues), f"guides/{name}"]


def _special(say: Messages) -> list[tuple[str, str]]:
    """Return the name and the label of each sheet that has its own way with the sides."""
    posters = [
        (f"poster-{paper}", say("Poster, %(paper)s", paper=PAPERS[paper].label))
        for paper in POSTERS
    ]
    return [*posters, (PRINT_SHOP, say("For a print shop: 3 mm bleed, crop marks"))]


def _size(form: CardFormat, say: Messages) -> dict[str, Any]:
    """Return what the guides say of a size: how many cards a sheet takes, and more."""
    possible = {
        PAPERS[paper]: [sides for sides in Sides if fits(form, PAPERS[paper], sides)]
        for paper in SHEETS
    }
    sheets = [
        (paper.label, sheet_of(form, paper, Sides.DUPLEX))
        for paper, found in possible.items()
        if Sides.DUPLEX in found
    ]
    return {
        "id": form.id,
        "label": say(form.label),
        "millimetres": f"{form.width:g} × {form.height:g} mm",
        "sheets": [(sheet.cards, label) for label, sheet in sheets],
        "smallest": f"{form.smallest:g}",
        "largest": f"{form.largest:g}",
        "only": [
            (paper.label, found) for paper, found in possible.items() if len(found) < len(Sides)
        ],
    }
