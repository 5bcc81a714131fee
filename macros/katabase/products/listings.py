"""Pieces of pages that hand-written pages ask for: lists, question sets, tables."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from katabase.domain import duplicates, rules
from katabase.domain.model import MODELS
from katabase.domain.validation import model_in
from katabase.products import facets
from katabase.products.templates import environment

if TYPE_CHECKING:
    from collections.abc import Callable

    from katabase.domain.library import Entry, Library
    from katabase.domain.vocabulary import Kind
    from katabase.products.text import Writer


def _piece(name: str, **values: object) -> Markup:
    """Render a template to one block of HTML without blank lines."""
    lines = (line.strip() for line in environment().get_template(name).render(values).splitlines())
    return Markup("\n".join(line for line in lines if line))


def select(library: Library, wanted: dict[str, str]) -> list[Entry]:
    """Return the entries that have each wanted value of a facet."""
    return [
        entry
        for entry in library.ordered()
        if all(value in facets.values(entry)[name] for name, value in wanted.items())
    ]


def listing(entries: list[Entry], writer: Writer) -> Markup:
    """Return practices as a list."""
    return _piece("pieces/listing.html.j2", entries=entries, w=writer)


def questions(entry: Entry, writer: Writer) -> Markup:
    """Return the questions of a set."""
    return _piece("pieces/questions.html.j2", entry=entry, w=writer)


def checklist(entry: Entry, writer: Writer) -> Markup:
    """Return the items of a checklist."""
    return _piece("pieces/checklist.html.j2", entry=entry, w=writer)


def catalogue(library: Library, writer: Writer) -> Markup:
    """Return all practices with the facets that filter them."""
    return _piece(
        "pieces/catalogue.html.j2",
        entries=library.ordered(),
        facets=facets.facets(library),
        values=facets.values,
        w=writer,
    )


def recent(library: Library, writer: Writer, most: int) -> Markup:
    """Return the latest changes, newest first."""
    changes = [
        (change.date, entry, change)
        for entry in library.ordered()
        for change in entry.practice.changes
    ]
    changes.sort(key=lambda item: item[0], reverse=True)
    return _piece("pieces/recent.html.j2", changes=changes[:most], w=writer)


def _code(text: str) -> Markup:
    """Return a docstring as HTML: only `code` is marked in it."""
    parts = re.split(r"`+([^`]+)`+", " ".join(text.split()))
    html = [
        Markup("<code>{}</code>" if index % 2 else "{}").format(part)
        for index, part in enumerate(parts)
    ]
    return Markup("").join(html)


def fields(kind: Kind) -> Markup:
    """Return the keys of a kind with what the model says of them."""
    rows = list(_rows(MODELS[kind], ""))
    return _piece("pieces/fields.html.j2", rows=rows, code=_code)


def _rows(model: Any, before: str) -> Any:
    for name, field in model.model_fields.items():
        many = "list[" in str(field.annotation)
        inner = model_in(field.annotation)
        yield (
            before + name + ("[]" if many and inner else ""),
            field.is_required(),
            field.description,
        )
        if inner is not None:
            yield from _rows(inner, f"{before}{name}{'[]' if many else ''}.")


def rules_table() -> Markup:
    """Return the checks with the texts of their docstrings."""
    functions: list[Callable[..., Any]] = [
        *rules.ENTRY_RULES,
        rules.references,
        rules.plain_texts,
        *rules.LIBRARY_RULES,
    ]
    texts = [_code(inspect.getdoc(rule) or "") for rule in functions]
    return _piece("pieces/rules.html.j2", texts=texts, alike=duplicates.ALIKE)
