"""What programs read: the JSON API, the JSON Schemas, and the Atom feed of changes.

Everything follows from the library, in a fixed order, without a time of its own: the
same library gives the same bytes. Addresses are relative to the site's root, so the
files hold at any place.
"""

from __future__ import annotations

import json
from importlib.resources import files as resources
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.etree import ElementTree as Xml

from katabase.domain.pictures import pictures_of
from katabase.domain.schema import schemas
from katabase.domain.translating.standing import original_of
from katabase.products.inlines import plain
from katabase.products.outputs.prepared import prepared
from katabase.products.pictures import with_sizes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry, Library
    from katabase.domain.messages import Messages
    from katabase.products.outputs.kept import Cache, Files

API = "api/v1"
ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RECORDS = resources("katabase") / "products" / "schemas" / "records.json"
"""The JSON Schema of what people write while they practise, made from the scripts' own shapes."""
NEWEST = 50
"""The feed holds this many changes."""


def files(
    library: Library, say: Messages, kept: Cache, *, site_name: str, site_url: str
) -> Iterator[tuple[str, str]]:
    """Yield the site path and the text of every file; ``kept`` is where schemas are kept."""
    index = [summary(library, entry) for entry in library.ordered()]
    yield f"{API}/practices.json", _json({"practices": index})
    for entry in library.ordered():
        yield f"{API}/{entry.kind.folder}/{entry.id}.json", _json(full(library, entry))
    terms = [term.model_dump(mode="json", exclude_none=True) for term in library.terms]
    yield f"{API}/glossary.json", _json({"terms": terms})
    words = library.vocabulary

    def make() -> Files:
        return {name: text.encode() for name, text in schemas(words).items()}

    for name, content in prepared(kept, "schemas", [repr(words)], make).items():
        yield f"{API}/schemas/{name}", content.decode()
    yield f"{API}/schemas/records.json", RECORDS.read_text(encoding="utf-8")
    yield "feed.xml", atom(library, say, site_name=site_name, site_url=site_url)


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def summary(library: Library, entry: Entry) -> dict[str, Any]:
    """Return what the index says of a practice."""
    practice = entry.practice
    data = practice.model_dump(mode="json", include=IN_INDEX, exclude_none=True, by_alias=True)
    return {"id": entry.id, "kind": str(entry.kind), "address": entry.address, **data}


IN_INDEX = {
    "title",
    "summary",
    "version",
    "updated",
    "status",
    "successor",
    "language",
    "roles",
    "minutes",
    "cadence",
    "level",
    "keywords",
    "extra",
    "traits",
    "formerly",
}


def full(library: Library, entry: Entry) -> dict[str, Any]:
    """Return all that a practice says, with the links that lead to it."""
    data = entry.practice.model_dump(mode="json", exclude_none=True, by_alias=True)
    incoming = [
        {"practice": link.source, "relation": str(link.relation)}
        for link in library.incoming[entry.ref]
    ]
    head: dict[str, Any] = {"id": entry.id, "kind": str(entry.kind), "address": entry.address}
    if entry.origin:
        head["adapts"] = entry.origin.base.practice.version
    if entry.practice.replaces:
        head["replaces"] = True
    package = library.package_of(entry.filename)
    if package:
        head["package"] = package
    if entry.translations:
        head["translated_from"] = original_of(entry).language
    if any(pictures_of(entry.practice)):
        data = with_sizes(data, entry.practice)
    return {**head, **data, "incoming": incoming}


def atom(library: Library, say: Messages, *, site_name: str, site_url: str) -> str:
    """Return the Atom feed (RFC 4287) of the newest changes.

    Ids are tag URIs (RFC 4151) made of the practice and its version: they stay the same
    wherever the site lives. That of the feed has the name and the language of the site: a
    reader's program takes two feeds with one id for the same (RFC 4287, 4.2.6). Links are
    relative to the feed if the site's URL is not known.
    """
    Xml.register_namespace("", ATOM)
    changes = sorted(
        (
            (change.date, entry.ref, entry, change)
            for entry in library.ordered()
            for change in entry.practice.changes
        ),
        key=lambda item: (item[0], item[1], item[3].version),
        reverse=True,
    )[:NEWEST]
    feed = Xml.Element(f"{{{ATOM}}}feed", {LANG: say.language})
    newest = changes[0][0] if changes else "1970-01-01"
    _element(feed, "id", f"tag:katabase,2026:changes:{say.language}:{quote(site_name, safe='')}")
    _element(feed, "title", say("%(site)s: changes", site=site_name))
    _element(feed, "updated", f"{newest}T00:00:00Z")
    _element(feed, "link", None, rel="self", href=f"{site_url}feed.xml")
    _element(feed, "link", None, rel="alternate", href=site_url or "./")
    author = Xml.SubElement(feed, f"{{{ATOM}}}author")
    _element(author, "name", site_name)
    for date, ref, entry, change in changes:
        language = entry.practice.language
        other = {} if language == say.language else {LANG: language}
        item = Xml.SubElement(feed, f"{{{ATOM}}}entry", other)
        _element(item, "id", f"tag:katabase,2026:{ref}:{change.version}")
        _element(item, "title", f"{plain(entry.practice.title)} {change.version}")
        _element(item, "updated", f"{date}T00:00:00Z")
        _element(item, "link", None, rel="alternate", href=f"{site_url}{entry.address}")
        _element(item, "summary", plain(change.change))
    Xml.indent(feed)
    return Xml.tostring(feed, encoding="unicode", xml_declaration=True) + "\n"


def _element(parent: Xml.Element, name: str, text: str | None, **attributes: str) -> None:
    Xml.SubElement(parent, f"{{{ATOM}}}{name}", attributes).text = text
