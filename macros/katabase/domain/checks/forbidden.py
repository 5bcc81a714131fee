"""What no text may hold, whoever looks for it: the check of files, or a form while one types."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from katabase.domain.checks.rule import Context, Finding, Texts
from katabase.domain.problems import shortened
from katabase.domain.reading import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

AUTOLINK = r"<[a-z][a-z0-9+.-]*:[^>\s]*>|<[^\s<>@]+@[^\s<>@]+>"
HTML = rf"(?!{AUTOLINK})<[A-Za-z/!?][^>\n]{{0,40}}>?"
# The lengths are limited so that a text of a megabyte of brackets is read in one pass.
LABELLED = r"\[[^\]]{0,200}\]\[[^\]]{0,200}\]|^\[[^\]]{1,200}\]:\s"

QUOTED = 40
"""Characters of a text that a message quotes."""


class Forbidden(NamedTuple):
    """What no text may hold."""

    pattern: re.Pattern[str]
    mend: str
    signs: tuple[str, ...]
    """It holds one of these at least: where none stands, nobody need look further."""


NO_HTML = Forbidden(
    re.compile(HTML, re.IGNORECASE),
    "HTML is not allowed; use *emphasis*, **strong** or `code`",
    ("<",),
)
NO_BRACES = Forbidden(
    re.compile(r"\{\{|\{%|\{#|#\}|%\}|\}\}"),
    "template braces are not allowed; write the value itself",
    ("{", "}"),
)
NO_IMAGE = Forbidden(
    re.compile(r"!\[[^\]]{0,200}\]\("),
    'a text holds no image; a picture stands under "picture:", with file and alt',
    ("![",),
)
BAD_SCHEME = Forbidden(
    re.compile(r"\b(?:javascript|vbscript|data|file):\S{1,24}", re.IGNORECASE),
    "allowed are https, http, mailto, kind/id and /file",
    (":",),
)
LINK_FORMS = (
    Forbidden(re.compile(AUTOLINK, re.IGNORECASE), "write a link as [words](https://…)", ("<",)),
    BAD_SCHEME,
    Forbidden(
        re.compile(LABELLED, re.MULTILINE),
        "write a link as [words](https://…) or [words](kind/id)",
        ("][", "]:"),
    ),
)
"""Links as other Markdown writes them, and those that lead to something that could run."""

FORBIDDEN = (NO_HTML, NO_BRACES, NO_IMAGE, *LINK_FORMS)
"""What no text may hold, each with how to mend it."""


def without(forbidden: Forbidden) -> Callable[[Texts, Context], Iterator[Finding]]:
    """Return the check that finds something forbidden in a text."""
    pattern, hint, signs = forbidden

    def check(texts: Texts, context: Context) -> Iterator[Finding]:
        together = texts.together
        if not any(sign in together for sign in signs) or not pattern.search(together):
            return
        for loc, text in texts.texts:
            for match in pattern.finditer(text):
                spot = texts.document.find(loc, match.group(), match.start())
                message = sentences.FOUND.said(found=shortened(match.group(), QUOTED))[1]
                yield Finding(texts.document.filename, spot, message, hint)

    return check
