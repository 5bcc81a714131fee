"""Ids, keys and anchors: what form they have, and how words become one."""

from __future__ import annotations

import re
import unicodedata

from katabase.domain.scripts import words_of

WORDS = r"[a-z0-9]+(?:-[a-z0-9]+)*"

SLUG = f"^{WORDS}$"
"""The form of every id and key, in words of the regular expressions that JSON Schema knows:
lower-case letters, digits and single hyphens. ``assets/page.js`` has the same."""

REFERENCE = f"^{WORDS}/{WORDS}$"
"""The form of ``kind/id``."""


def is_slug(text: str) -> bool:
    """Say whether a text has the form of an id."""
    return re.fullmatch(SLUG, text) is not None


def slug(text: str) -> str:
    """Return a text as an anchor or a file's name: words in small letters and hyphens.

    Letters of every script stay. Empty if there is no letter and no digit.
    """
    return "-".join(words_of(text.lower().replace("_", " ")))


def ascii_slug(text: str) -> str:
    """Return a text as an id: what is no letter from a to z and no digit becomes a hyphen."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def without_accents(text: str) -> str:
    """Return a text in ASCII: letters lose their accents, what has no such letter is left out."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
