"""The words of the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope
from katabase.domain.glossary import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.reading.document import Document, Loc


def _twice(context: Context) -> Iterator[Finding]:
    seen: dict[str, tuple[str, int]] = {}
    last, translated = _replaced(context), _translated(context)
    for number, document in enumerate(context.library.glossaries):
        for loc, word in _words(document, translated, number):
            key, spot = folded(word), document.spot(loc)
            if number < last.get(key, 0):
                continue
            if key in seen:
                message = f'"{word}" stands in the glossary already: {seen[key][0]}'
                below = seen[key][1] < number
                yield Finding(
                    document.filename, spot, message, KEEP + (OR_REPLACE if below else "")
                )
            seen.setdefault(key, (f"{document.filename}:{spot.line}", number))


def _replaced(context: Context) -> dict[str, int]:
    """Return the last glossary, by its number, that replaces a word of those before it."""
    return {
        folded(word): number
        for number, document in enumerate(context.library.glossaries)
        for term in document.data["terms"]
        if term.get("replaces")
        for word in (term["term"], *term.get("also", []))
    }


def _translated(context: Context) -> dict[str, int]:
    """Return the glossary, by its number, that says a word of those before it in its language."""
    return {
        folded(term["translates"]): number
        for number, document in enumerate(context.library.glossaries)
        for term in document.data["terms"]
        if term.get("translates")
    }


def _words(
    document: Document, translated: dict[str, int], number: int
) -> Iterator[tuple[Loc, str]]:
    """Yield the words of a glossary, but for those in whose place others come."""
    for index, term in enumerate(document.data["terms"]):
        if translated.get(folded(term["term"]), -1) > number:
            continue
        yield ("terms", index, "term"), term["term"]
        for place, word in enumerate(term.get("also", [])):
            yield ("terms", index, "also", place), word


KEEP = "keep one of them"
OR_REPLACE = '; "replaces: true" puts a word in the place of that of a layer below'

DUPLICATE_TERM = Rule(
    id="duplicate-term",
    scope=Scope.LIBRARY,
    wrong="A word stands in the glossary twice.",
    mend="A word has one meaning in a library. Keep the better of the two, or add one word to "
    "`also` of the other. A layer may give a word of a layer below a meaning of its own: "
    "`replaces: true`.",
    firm="a word on a page could lead to one meaning only",
    examples=(
        Example(
            "glossary.yml",
            "terms:\n  - term: Gemba\n    meaning: Where the work is done.\n"
            "  - term: gemba\n    meaning: The real place.",
            "terms:\n  - term: Gemba\n    meaning: Where the work is done.\n    also: [real place]",
        ),
    ),
    library=_twice,
)
