"""Pieces of pages that hand-written pages ask for: lists, question sets, tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from katabase.domain.canonical import keys_in_order
from katabase.domain.checks.registry import registry
from katabase.domain.checks.rule import Scope
from katabase.domain.descriptions import meanings
from katabase.domain.fields import LATER
from katabase.domain.fields import VOCABULARY as MARK
from katabase.domain.kinds.registry import kinds
from katabase.domain.messages import messages
from katabase.domain.reading.model_fields import fields_at, model_in
from katabase.domain.vocabulary import SHIPPED, Vocabulary
from katabase.products.catalogue import facets
from katabase.products.catalogue.lists import PAGE, LongList, Section, long_list
from katabase.products.templates import environment, piece

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

    from katabase.domain.checks.rule import Rule
    from katabase.domain.library import Entry, Library
    from katabase.domain.messages import Messages
    from katabase.products.catalogue.data import CatalogueData
    from katabase.products.text import Writer


def select(library: Library, wanted: dict[str, str]) -> list[Entry]:
    """Return the entries that have each wanted value of a facet."""
    return [
        entry
        for entry in library.ordered()
        if all(value in facets.values(entry, library)[name] for name, value in wanted.items())
    ]


def listing(
    library: Library, writer: Writer, wanted: dict[str, str], most: int | None = None
) -> Markup:
    """Return the practices that have the wanted values as a list.

    A list without ``most`` that is longer than a page leads on to the catalogue.
    """
    entries = select(library, wanted)
    query = "&".join(f"{name}={value}" for name, value in wanted.items())
    return piece(
        "pieces/listing.html.j2",
        writer.say,
        entries=entries[: most or PAGE],
        rest=0 if most or len(entries) <= PAGE else len(entries),
        query=f"?{query}" if query else "",
        w=writer,
    )


def questions(entry: Entry, writer: Writer) -> Markup:
    """Return the questions of a set."""
    return piece("pieces/questions.html.j2", writer.say, entry=entry, w=writer)


def checklist(entry: Entry, writer: Writer) -> Markup:
    """Return the items of a checklist."""
    return piece("pieces/checklist.html.j2", writer.say, entry=entry, w=writer)


def catalogue_list(library: Library, say: Messages) -> LongList:
    """Return the list of all practices, by kind."""
    sections = [Section(say(kind.plural), tuple(library.of(kind))) for kind in kinds()]
    return long_list("catalogue/", say("Catalogue"), sections)


def catalogue(library: Library, writer: Writer, data: CatalogueData) -> Markup:
    """Return the first practices of all, with the facets that filter all of them."""
    return piece(
        "pieces/catalogue.html.j2",
        writer.say,
        list=catalogue_list(library, writer.say),
        facets=facets.facets(library, writer.say),
        data=data,
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
    return piece("pieces/recent.html.j2", writer.say, changes=changes[:most], w=writer)


def _code(text: str) -> Markup:
    """Return a sentence as HTML: only `code` is marked in it."""
    parts = re.split(r"`+([^`]+)`+", " ".join(text.split()))
    html = [
        Markup("<code>{}</code>" if index % 2 else "{}").format(part)
        for index, part in enumerate(parts)
    ]
    return Markup("").join(html)


def fields(model: type[BaseModel], vocabulary: Vocabulary = SHIPPED) -> Markup:
    """Return the keys of a file with what its model says of them, and the words they may have."""
    schema = model.model_json_schema()
    rows = list(_rows(model, schema, schema.get("$defs", {}), "", vocabulary))
    return piece("pieces/fields.html.j2", messages(), rows=rows, code=_code)


def _rows(model: Any, schema: Any, parts: Any, before: str, vocabulary: Vocabulary) -> Any:
    """Yield the rows of a model and of those in it; one schema holds them all as its parts."""
    by_key = fields_at(model, ())
    for name in keys_in_order(model):
        field = by_key[name]
        many = "[]" if "list[" in str(field.annotation) else ""
        inner = model_in(field.annotation)
        prop = schema["properties"][name]
        words = _words(prop, parts, vocabulary)
        said = meanings(model)[name]
        yield (
            f"{before}{name}{many}",
            _needed(field),
            said,
            [word for word in words if f"`{word}`" not in said],
        )
        if inner is not None:
            within = _object(prop, parts)
            yield from _rows(inner, within, parts, f"{before}{name}{many}.", vocabulary)


def _needed(field: FieldInfo) -> str:
    """Return for whom a key is needed: for every practice, for a proven one, or nobody."""
    if field.is_required():
        return "required"
    return "for proven" if LATER in field.metadata else ""


def _object(prop: Any, parts: Any) -> Any:
    """Return the schema of the one model that a key holds, alone, in a list or instead of null."""
    if "properties" in prop:
        return prop
    inside = [parts.get(prop.get("$ref", "").rpartition("/")[2]), prop.get("items")]
    inside += prop.get("anyOf", [])
    found = (_object(inner, parts) for inner in inside if inner)
    return next((one for one in found if one), None)


def _words(prop: Any, parts: Any, vocabulary: Vocabulary) -> list[str]:
    """Return the words that a schema allows for a key, or for each entry of its list."""
    if MARK in prop:
        return [str(word) for word in vocabulary.of(prop[MARK])]
    for inner in [parts.get(prop.get("$ref", "").rpartition("/")[2]), prop.get("items")]:
        if inner and "properties" not in inner:
            return _words(inner, parts, vocabulary)
    choices = (_words(inner, parts, vocabulary) for inner in prop.get("anyOf", []))
    return next((found for found in choices if found), list(prop.get("enum", [])))


def rules_guide() -> Markup:
    """Return a section for each rule, by what it looks at: headings in Markdown, HTML below them.

    The anchor of a section is the id of its rule: messages lead there.
    """
    parts = []
    for scope in Scope:
        parts += [f"### {scope.label}", scope.meaning]
        for rule in registry().values():
            if rule.scope is scope:
                parts += [f"#### `{rule.id}`", _rule(rule)]
    return Markup("\n\n".join(parts))


def _rule(rule: Rule) -> str:
    template = environment(messages()).get_template("pieces/rule.html.j2")
    return template.render(rule=rule, code=_code)
