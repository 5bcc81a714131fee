"""A sheet that is no card, set by Typst and kept as cards are: a worksheet, a calibration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from katabase.products.cards.typeset.cache import sheet_key
from katabase.products.cards.typeset.engine import make
from katabase.products.outputs.kept import Cache

if TYPE_CHECKING:
    from katabase.products.cards.settings import Settings


def one_sheet(
    source: str, data: dict[str, Any], settings: Settings, cache: Cache | None, *, duplex: bool
) -> bytes:
    """Return what a layout makes of data as a PDF, from the cache if it is kept there."""
    store = cache or Cache(None)
    key = sheet_key(source, data, settings, duplex=duplex)
    kept = store.get(key)
    if kept and "pdf" in kept:
        return kept["pdf"]
    from katabase.products.cards.typeset.output import ready_to_print

    made = ready_to_print(make(source, data, settings.fonts)["pdf"][0], duplex=duplex)
    store.put(key, {"pdf": made})
    return made
