"""The signs beside headings that link to them ("¶"): a heading is read without them.

They are for the mouse; the same links stand in the contents of each page.
"""

from __future__ import annotations

import re

LINK = re.compile(r'<a class="headerlink"(?P<rest>[^>]*>.*?</a>)', re.DOTALL)


def silenced(html: str) -> str:
    """Return a page on which no link beside a heading is read aloud or reached by keyboard."""
    return LINK.sub(r'<a class="headerlink" aria-hidden="true" tabindex="-1"\g<rest>', html)


def removed(html: str) -> str:
    """Return a page without them: a practice's page has jumps, and must stay small."""
    return LINK.sub("", html)
