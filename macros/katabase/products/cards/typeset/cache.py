"""Under which names finished cards and sheets are kept: all that decides how they look."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from katabase.products.cards.formats import FORMATS
from katabase.products.cards.typeset.engine import ROOT

if TYPE_CHECKING:
    from katabase.products.cards.settings import Settings
    from katabase.products.cards.typeset.card import Card

CARDS = "cards"
"""The folder of cards among what a site keeps."""


@cache
def _layout_key() -> str:
    """What the layout itself is: the engine's version, our templates and code."""
    digest = hashlib.sha256(version("typst").encode())
    for path in sorted([*ROOT.glob("*.typ"), *ROOT.parent.glob("*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def key_of(card: Card, size: str, settings: Settings, *, pictures: bool) -> str:
    """Return the name under which a card in a size is kept."""
    kind = (card.kind.accent.light, card.kind.icon, card.say(card.kind.label))
    form = str(FORMATS[size])
    parts = (_layout_key(), settings.key, form, str(pictures), card.fingerprint, *kind)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def sheet_key(source: str, data: dict[str, Any], settings: Settings, *, duplex: bool) -> str:
    """Return the name under which is kept what a layout, ``source``, makes of data."""
    parts = (_layout_key(), settings.key, source, str(duplex), json.dumps(data, sort_keys=True))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
