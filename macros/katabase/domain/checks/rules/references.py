"""References from one practice to another, in keys and in texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope, Texts, at
from katabase.domain.kinds.registry import is_reference
from katabase.domain.links import targets_in
from katabase.domain.problems import Spot, did_you_mean
from katabase.domain.reading import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry, Library


def _in_keys(entry: Entry, context: Context) -> Iterator[Finding]:
    for link in entry.links():
        spot = entry.document.spot(link.loc)
        yield from _unknown(link.target, context.library, entry.filename, spot)


def _in_texts(texts: Texts, context: Context) -> Iterator[Finding]:
    if "](" not in texts.together:
        return
    for loc, text in texts.texts:
        for target, index in targets_in(text):
            if is_reference(target):
                spot = texts.document.find(loc, target, index)
                yield from _unknown(target, context.library, texts.document.filename, spot)


def _in_glossaries(context: Context) -> Iterator[Finding]:
    for document in context.library.glossaries:
        for index, term in enumerate(document.data["terms"]):
            if term.get("see"):
                spot = document.spot(("terms", index, "see"))
                yield from _unknown(term["see"], context.library, document.filename, spot)


def _unknown(ref: str, library: Library, filename: str, spot: Spot) -> Iterator[Finding]:
    """Yield a finding if no practice has the reference, now or formerly."""
    if ref in library.claimed or ref in library.former:
        return
    kind, _, name = ref.partition("/")
    same_id = sorted(other for other in library.claimed if other.endswith(f"/{name}"))
    same_kind = [other for other in library.claimed if other.startswith(f"{kind}/")]
    hint = f'did you mean "{same_id[0]}"?' if same_id else did_you_mean(ref, same_kind)
    hint = hint or f"there is no practice of the kind {kind} yet; add one or remove the reference"
    yield Finding(filename, spot, sentences.UNKNOWN_ID.said(ref=ref)[1], hint)


UNKNOWN_ID = Rule(
    id="unknown-id",
    scope=Scope.LIBRARY,
    wrong="A reference leads to a practice that does not exist.",
    mend="A practice is named by its kind and its id, which is the name of its file: "
    "`checklist/desk-walk` is `checklists/desk-walk.yml`. Take the id that the message suggests, "
    "or the one in the address of the practice's page. An id that a practice had formerly is known "
    "as well.",
    firm="the link would lead nowhere",
    examples=(
        Example("traits", "related:\n  - checklist/desk-wlak", "related:\n  - checklist/desk-walk"),
    ),
    practice=_in_keys,
    texts=_in_texts,
    library=_in_glossaries,
)


def _itself(entry: Entry, context: Context) -> Iterator[Finding]:
    for link in entry.links():
        if link.target == entry.ref:
            _, message, hint = sentences.ITSELF.said()
            yield at(entry, link.loc, message, hint)


SELF_REFERENCE = Rule(
    id="self-reference",
    scope=Scope.PRACTICE,
    wrong="A practice refers to itself.",
    mend="Name other practices only; the reader is on this page already.",
    examples=(
        Example(
            "traits", "related:\n  - trait/keeps-promises", "related:\n  - checklist/desk-walk"
        ),
    ),
    practice=_itself,
)
