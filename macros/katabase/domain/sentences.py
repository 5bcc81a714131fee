"""Where the first sentence of a text ends."""

from __future__ import annotations

import re


def first_sentence(text: str) -> str:
    """Return a text up to the end of its first sentence, marks included."""
    paragraph = text.split("\n\n")[0].strip()
    match = re.match(r"(.+?[.!?…。؟](?:[\"'”’)\]*_]*))(?=\s+[^a-z\s])", paragraph, re.DOTALL)
    return match.group(1) if match else paragraph
