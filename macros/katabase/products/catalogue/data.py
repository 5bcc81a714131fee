"""The whole library in pieces for scripts: to filter it and to show any part of it.

``facts.json`` says which practices have each choice of each facet, ``words.json`` holds
the words by which a title or keyword is found, ``choices-NAME.json`` the choices of a facet
that has many, and ``rows-N.json`` the rows of the list as they stand on pages, with addresses
below the site's root. A practice is its place in
the order of the library. All files stand in a folder that is named after what is in
them: a page never reads the pieces of another build.
"""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

from markupsafe import escape

from katabase.products.catalogue import facets
from katabase.products.inlines import plain
from katabase.products.search.folding import flat
from katabase.products.templates import environment
from katabase.products.terms import Terms
from katabase.products.text import Writer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from katabase.domain.library import Entry, Library
    from katabase.domain.messages import Messages
    from katabase.products.catalogue.facets import Choice
    from katabase.products.tongues import Tongues

ROWS = 20
"""Rows in a piece: about 2 KB compressed. Fifty results that stand far apart are 100 KB."""


class CatalogueData:
    """The pieces of one library."""

    rows = ROWS

    def __init__(self, library: Library, tongues: Tongues, say: Messages) -> None:
        self.library = library
        self.tongues = tongues
        self.say = say

    @cached_property
    def folder(self) -> str:
        """Where the pieces lie below the site, as in ``catalogue/3f9a1c20/``."""
        digest = hashlib.sha256("\0".join(self._pieces.values()).encode()).hexdigest()
        return f"catalogue/{digest[:8]}/"

    def files(self) -> list[tuple[str, str]]:
        """Return the site path and the text of each piece."""
        return [(self.folder + name, text) for name, text in self._pieces.items()]

    def choices(self, facet: str) -> str:
        """Return the site path of the choices of a long facet."""
        return f"{self.folder}choices-{facet}.json"

    @cached_property
    def _pieces(self) -> dict[str, str]:
        entries = self.library.ordered()
        rows = self._rows(entries)
        pieces = {
            "facts.json": _json(_facts(entries, self.library)),
            "words.json": _json(_words(entries)),
        }
        for facet in facets.facets(self.library, self.say):
            if facet.is_long:
                pieces[f"choices-{facet.name}.json"] = _json(self._choices(facet.choices))
        for start in range(0, len(rows), ROWS):
            pieces[f"rows-{start // ROWS}.json"] = _json(rows[start : start + ROWS])
        return pieces

    def _rows(self, entries: list[Entry]) -> list[str]:
        template: Any = environment(self.say).get_template("parts/listing.html.j2")
        row = template.module.row
        writer = Writer(self.library, Terms(()), "", say=self.say)
        rows = (str(row(entry, writer, entry.ref)) for entry in entries)
        return [" ".join(self.tongues.marked(html).split()) for html in rows]

    def _choices(self, choices: Sequence[Choice]) -> dict[str, Any]:
        labels = "".join(f"<span>{escape(choice.label)}</span>" for choice in choices)
        return {
            "choices": [(choice.value, choice.count) for choice in choices],
            "labels": self.tongues.marked(f"<p>{labels}</p>"),
        }


def _facts(entries: list[Entry], library: Library) -> dict[str, Any]:
    found: dict[str, dict[str, list[int]]] = {each.name: {} for each in facets.properties(library)}
    for place, entry in enumerate(entries):
        for name, values in facets.values(entry, library).items():
            for value in values:
                found[name].setdefault(value, []).append(place)
    used = {name: places for name, places in found.items() if places}
    return {"total": len(entries), "facets": used}


def _words(entries: list[Entry]) -> list[str]:
    return [
        flat(
            " ".join(
                (
                    plain(entry.practice.title),
                    plain(entry.practice.summary),
                    *entry.practice.keywords,
                )
            )
        )
        for entry in entries
    ]


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
