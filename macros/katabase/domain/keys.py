"""The keys of a practice's parts: unique in it, and derived from the first words if missing.

Everything that refers to a part (a record, a translation, a layer, a link into a page)
names its key and never its position. A derived key holds as long as the wording does;
``katabase check --fix`` writes it into the file, and from then on it holds for ever.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from katabase.domain.fields import LONGEST_KEY, Keyed, Part
from katabase.domain.messages import messages
from katabase.domain.parts import parts_in
from katabase.domain.slugs import ascii_slug, without_accents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.kinds.kind import Kind
    from katabase.domain.kinds.practice import Practice
    from katabase.domain.reading.document import Loc

SHORT = 28
"""Characters of a derived key: enough to know the part by, short in an address."""

MOST_WORDS = 4
"""Words of a derived key."""

_FILLER = """
a an and are as at be been by can could did do does for from had has have how if in is it its of on
or so that the their them then there they this to was we were what when where which who will with
would you your
"""
FILLER = frozenset(_FILLER.split())
"""Words that say little about a part. A key is an address, and one that is derived must not
change with the words that others pass over: so this list is its own, and stays."""

NUMBERED = re.compile(r"(?:q|i|step-|stage-)[0-9]+")
"""The anchors of parts before parts had keys; pages still know them."""

HEADINGS = frozenset({"the-card", "where-it-leads", "sources", "version-history", "what-differs"})
"""Anchors that the pages of all kinds have."""


def parts_of(practice: Practice) -> Iterator[tuple[Loc, Keyed]]:
    """Yield every part of a practice that has a key, with the way to it, in reading order."""
    for loc, part in parts_in(practice):
        if isinstance(part, Keyed):
            yield loc, part


def reserved(kind: Kind[Any], practice: Practice, name: str) -> frozenset[str]:
    """Return what no part of a practice may be called: other anchors of its page."""
    own = {section.anchor for section in kind.sections_of(practice, messages()) if not section.item}
    return frozenset(own | HEADINGS | set(kind.headings) | {name})


def with_keys(kind: Kind[Any], practice: Practice, name: str) -> Practice:
    """Return a practice whose parts all have a key, those that its file leaves out derived.

    A key that the file has is kept, also one that stands twice: the check reports it.
    """
    parts = [part for _, part in parts_of(practice)]
    if all(part.key for part in parts):
        return practice
    taken = {part.key for part in parts if part.key} | reserved(kind, practice, name)
    derived = []
    for part in parts:
        key = part.key or key_from(part.wording, taken)
        taken.add(key)
        derived.append(key)
    given = iter(derived)
    found: Practice = _keyed(practice, given)
    return found


def _keyed(value: Any, given: Iterator[str]) -> Any:
    """Return a value with the keys put in, in the order of ``parts_of``."""
    if isinstance(value, Part):
        update: dict[str, Any] = {"key": next(given)} if isinstance(value, Keyed) else {}
        for name, inner in value:
            if isinstance(inner, Part) or (
                isinstance(inner, list) and inner and isinstance(inner[0], Part)
            ):
                update[name] = _keyed(inner, given)
        return value.model_copy(update=update) if update else value
    return [_keyed(item, given) for item in value]


def key_from(wording: str, taken: set[str] | frozenset[str]) -> str:
    """Return a key that is not taken, from the first words that say something.

    A wording without Latin letters or digits gives six digits of its hash: a key must be
    easy to type in an address.
    """
    words = ascii_slug(without_accents(wording).replace("'", "")).split("-")
    telling = [word for word in words if word not in FILLER] or words
    for most in range(MOST_WORDS, max(len(telling), MOST_WORDS) + 1):
        key = _joined(telling[:most], LONGEST_KEY if most > MOST_WORDS else SHORT)
        if key and _free(key, taken):
            return key
    start = _joined(telling[:MOST_WORDS], SHORT)
    if not start or NUMBERED.fullmatch(start):
        start = f"part-{hashlib.sha256(wording.encode()).hexdigest()[:6]}"
        if _free(start, taken):
            return start
    return next(key for number in range(2, 10_000) if _free(key := f"{start}-{number}", taken))


def _joined(words: list[str], longest: int) -> str:
    """Join words with hyphens, as many as are not too long; a first long word is cut."""
    key = ""
    for word in words:
        longer = f"{key}-{word}" if key else word[:longest]
        if len(longer) > longest:
            break
        key = longer
    return key


def _free(key: str, taken: set[str] | frozenset[str]) -> bool:
    return key not in taken and not NUMBERED.fullmatch(key)
