"""Pages of every site that say the same everywhere: the deck page, printing, worksheets.

A site that has a page of its own at the same place keeps its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.vocabulary import Kind, Role
from katabase.products.pages.page import Page
from katabase.products.templates import environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.products.catalogue.shelf import Shelf

GUIDES = {
    "deck.md": "cards/index.md",
    "printing.md": "cards/printing.md",
    "worksheets.md": "cards/worksheets.md",
}
"""The template, and where its page would stand below the documentation folder."""


def pages(shelf: Shelf) -> Iterator[Page]:
    """Yield the guides; the deck page finds the library in ``shelf``."""
    for name, uri in GUIDES.items():
        template = environment().get_template(f"guides/{name}")
        yield Page(uri, template.render(shelf=shelf, kinds=Kind, roles=Role) + "\n")
