"""What of an adapted practice is the organisation's own, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from katabase.domain.extra import Extra
from katabase.domain.fields import Keyed, Part
from katabase.domain.kinds.kind import TRAIT_ID
from katabase.domain.kinds.registry import is_reference
from katabase.domain.messages import N_
from katabase.domain.sentences import first_sentence
from katabase.domain.shared_parts import Picture
from katabase.products.inlines import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.layers.origin import Touched
    from katabase.domain.library import Entry, Library
    from katabase.domain.messages import Messages

KEPT, GONE, NEW = "kept", "gone", "new"

HEADS = {
    "title": N_("Title"),
    "summary": N_("Summary"),
    "minutes": N_("Minutes"),
    "cadence": N_("How often"),
    "roles": N_("Roles"),
    "goals": N_("Goals"),
    "keywords": N_("Words to search with"),
    "searched_as": N_("What people type who look for it"),
    "related": N_("Related"),
    "traits": N_("Traits"),
    "sources": N_("Sources"),
    "status": N_("Status"),
    "card": N_("The card"),
    "picture": N_("Picture"),
    "extra": N_("Our own fields"),
}
"""What keys are called that are no section of a page."""


@dataclass(frozen=True)
class Difference:
    """One place in which a practice differs from the one that it adapts."""

    label: str
    anchor: str
    """The key of the part on the page; empty if it is no part, or gone."""
    sentences: tuple[tuple[str, str], ...]
    """Each sentence behind what it is: ``kept``, ``gone`` or ``new``."""


def differences(entry: Entry, library: Library, say: Messages) -> list[Difference]:
    """Return how an adapted practice differs from its base, in the order of its file."""
    if entry.origin is None:
        return []
    found = (_difference(entry, each, library, say) for each in entry.origin.touched)
    return [each for each in found if any(mark != KEPT for mark, _ in each.sentences)]


def _difference(entry: Entry, touched: Touched, library: Library, say: Messages) -> Difference:
    base: Any = entry.origin.base.practice if entry.origin else None
    before = _sentences(_at(base, touched.address), library, say)
    after = _sentences(_at(entry.practice, touched.address), library, say)
    label, anchor = _label(entry, touched, base, library, say)
    return Difference(label, anchor, tuple(_compared(before, after)))


def _at(practice: Any, address: tuple[str, ...]) -> Any:
    """Return what stands at an address, a part by its key; None if nothing does."""
    for step in address:
        if isinstance(practice, list):
            practice = next((part for part in practice if getattr(part, "key", "") == step), None)
        else:
            practice = getattr(practice, step, None)
    if address == ("traits",):
        return [f"{TRAIT_ID}/{name}" for name in practice or []]
    return practice


def _sentences(value: Any, library: Library, say: Messages) -> list[str]:
    return [
        sentence
        for text in _texts(value, library, say)
        for sentence in _cut(" ".join(text.split()))
    ]


def _texts(value: Any, library: Library, say: Messages) -> Iterator[str]:
    """Yield what a reader sees of a value, in order."""
    if isinstance(value, Extra):
        yield from value.told()
    elif isinstance(value, Picture):
        yield from filter(None, (*value.told(), value.source, value.licence))
    elif isinstance(value, Part):
        for name, inner in value:
            if name != "key":
                yield from _texts(inner, library, say)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, library, say)
    elif label := getattr(value, "label", ""):
        yield say(label)
    elif isinstance(value, str) and is_reference(value):
        entry = library.get(value)
        if entry:
            yield entry.practice.title
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _cut(text: str) -> Iterator[str]:
    while text:
        sentence = first_sentence(text)
        yield sentence
        text = text[len(sentence) :].strip()


def _compared(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for operation, start, end, begin, stop in matcher.get_opcodes():
        if operation == "equal":
            yield from ((KEPT, sentence) for sentence in before[start:end])
        else:
            yield from ((GONE, sentence) for sentence in before[start:end])
            yield from ((NEW, sentence) for sentence in after[begin:stop])


def _label(
    entry: Entry, touched: Touched, base: Any, library: Library, say: Messages
) -> tuple[str, str]:
    """Return what the place is called, and its anchor if it is a part of the page."""
    for length in range(len(touched.address), 0, -1):
        address = touched.address[:length]
        for practice in (entry.practice, base):
            part = _at(practice, address)
            if isinstance(part, Keyed):
                return plain(part.wording), part.key if practice is entry.practice else ""
    name = touched.address[0]
    if name in HEADS:
        return say(HEADS[name]), ""
    for practice in (entry.practice, base):
        texts = set(_texts(_at(practice, (name,)), library, say))
        for section in entry.kind.sections(practice, say):
            if texts & set(section.texts):
                return section.heading, ""
    return say(entry.kind.label), ""
