"""Checks of the texts within a practice: they hold words, and nothing that runs or hides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from katabase.domain.links import is_reference, targets_in
from katabase.domain.problems import Problem, Spot, at_most, did_you_mean
from katabase.domain.reading.characters import hidden
from katabase.domain.reading.rawtext import hidden_character

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Library
    from katabase.domain.reading.document import Document, Keys

GOOD_LINK = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
BAD_SCHEME = re.compile(r"\b(?:javascript|vbscript|data|file):\S{1,24}", re.IGNORECASE)
AUTOLINK = r"<[a-z][a-z0-9+.-]*:[^>\s]*>|<[^\s<>@]+@[^\s<>@]+>"

FORBIDDEN = (
    (
        re.compile(AUTOLINK, re.IGNORECASE),
        "bad-link",
        "write a link as [words](https://…)",
    ),
    (
        re.compile(rf"(?!{AUTOLINK})<[A-Za-z/!?][^>\n]{{0,40}}>?", re.IGNORECASE),
        "raw-html",
        "HTML is not allowed; use *emphasis*, **strong** or `code`",
    ),
    (
        re.compile(r"\{\{|\{%|\{#|#\}|%\}|\}\}"),
        "template-braces",
        "template braces are not allowed; write the value itself",
    ),
    (BAD_SCHEME, "bad-link", "allowed are https, http, mailto and kind/id"),
    (
        re.compile(r"!\[[^\]]{0,200}\]\("),
        "image",
        "images are not allowed in texts; say in words what it shows",
    ),
    (
        re.compile(r"\[[^\]]{0,200}\]\[[^\]]{0,200}\]|^\[[^\]]{1,200}\]:\s", re.MULTILINE),
        "bad-link",
        "write a link as [words](https://…) or [words](kind/id)",
    ),
)
"""What must not stand in a text, under which rule, and what to do instead.

The lengths are limited so that a text of a megabyte of brackets is read in one pass.
"""


def plain_texts(document: Document, library: Library) -> list[Problem]:
    """`raw-html`, `template-braces`, `bad-link`, `image`, `invisible-character`, `unknown-id`:
    a text holds more than emphasis, strong, code and links to http, https, mailto or a practice.
    """
    return at_most(_all(document, library))


def _all(document: Document, library: Library) -> Iterator[Problem]:
    texts = list(document.texts())
    # Nearly all practices hold nothing of this: one look at all texts together says so.
    together = "\n\n".join(text for _, text in texts)
    suspects = [rule for rule in FORBIDDEN if rule[0].search(together)]
    unseen, linked = next(hidden(together), None) is not None, "](" in together
    if not (suspects or unseen or linked):
        return
    for way, text in texts:
        for index in hidden(text):
            spot = document.find_character(way, text[index], index)
            yield hidden_character(text[index], document.shown, spot, UNESCAPE)
        for pattern, rule, hint in suspects:
            for match in pattern.finditer(text):
                place = document.find(way, match.group(), match.start())
                message = f'found "{_short(match.group())}" in a text'
                yield Problem(document.shown, place, rule, message, hint)
        yield from _links(document, way, text, library)


def _links(document: Document, way: Keys, text: str, library: Library) -> Iterator[Problem]:
    for target, index in targets_in(text):
        place = document.find(way, target, index)
        if is_reference(target):
            yield from unknown_id(target, library, document.shown, place)
        elif not GOOD_LINK.fullmatch(target) and not BAD_SCHEME.match(target):
            message = "expected a link to https, http, mailto or kind/id, "
            message += f'found "{_short(target)}"' if target else "found nothing"
            hint = did_you_mean(target, library.claimed) if "/" in target else ""
            yield Problem(document.shown, place, "bad-link", message, hint or WRITE_LINK)


UNESCAPE = "remove the escape; within double quotes two backslashes stand for one"
WRITE_LINK = "write [words](https://…) or [words](kind/id)"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else flat[:39] + "…"


def unknown_id(ref: str, library: Library, shown: str, spot: Spot) -> Iterator[Problem]:
    """Yield a problem if no practice has the reference, now or formerly."""
    if ref in library.claimed or ref in library.former:
        return
    kind, _, name = ref.partition("/")
    same_id = sorted(other for other in library.claimed if other.endswith(f"/{name}"))
    same_kind = [other for other in library.claimed if other.startswith(f"{kind}/")]
    hint = f'did you mean "{same_id[0]}"?' if same_id else did_you_mean(ref, same_kind)
    hint = hint or f"there is no practice of the kind {kind} yet; add one or remove the reference"
    yield Problem(shown, spot, "unknown-id", f'there is no practice "{ref}"', hint)
