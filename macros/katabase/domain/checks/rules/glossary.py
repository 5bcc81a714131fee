"""The words of the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.reading.document import Document, Keys


def _twice(context: Context) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for document in context.library.glossaries:
        for way, word in _words(document):
            key, spot = " ".join(word.casefold().split()), document.spot(way)
            if key in seen:
                message = f'"{word}" stands in the glossary already: {seen[key]}'
                yield Finding(document.shown, spot, message, "keep one of them")
            seen.setdefault(key, f"{document.shown}:{spot.line}")


def _words(document: Document) -> Iterator[tuple[Keys, str]]:
    for index, term in enumerate(document.data["terms"]):
        yield ("terms", index, "term"), term["term"]
        for number, word in enumerate(term.get("also", [])):
            yield ("terms", index, "also", number), word


DUPLICATE_TERM = Rule(
    id="duplicate-term",
    scope=Scope.LIBRARY,
    wrong="A word stands in the glossary twice.",
    mend="A word has one meaning in a library. Keep the better of the two, or add one word to "
    "`also` of the other.",
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
