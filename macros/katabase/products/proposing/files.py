"""The files that the form reads: one for all kinds, one a kind, one a practice to improve."""

from __future__ import annotations

import datetime
import json
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Any

from katabase.domain.checks.rules.duplicates import asked_in
from katabase.domain.kinds.registry import kinds
from katabase.domain.reading.outline import outline
from katabase.products.outputs.prepared import prepared
from katabase.products.proposing.facts import facts
from katabase.products.proposing.form import form
from katabase.products.proposing.repository import improvable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Library
    from katabase.domain.messages import Messages
    from katabase.products.cards.typeset.fonts import FontSet
    from katabase.products.outputs.kept import Cache, Files
    from katabase.products.proposing.repository import Repository

FOLDER = "propose"
"""The folder of the page and of what it reads."""


def files(
    library: Library,
    say: Messages,
    repository: Repository | None,
    kept: Cache,
    fonts: FontSet,
) -> Iterator[tuple[str, str]]:
    """Yield the site path and the text of all that the form reads.

    ``kept`` is where is kept what is the same in every library, ``fonts`` are those of cards.
    """
    known = {**facts(library, say), "lacking": _lacking(fonts, kept)}
    yield f"{FOLDER}/facts.json", _json(known)
    words = library.vocabulary

    def make() -> Files:
        return {str(kind): _json(form(kind, words, say)).encode() for kind in kinds()}

    forms = prepared(kept, "forms", [repr(words), say.language], make)
    for kind in kinds():
        others = [[each.ref, each.text, each.justified] for each in asked_in(library, kind)]
        found = {**json.loads(forms[str(kind)]), "asked": others}
        yield f"{FOLDER}/{kind}.json", _json(found)
    for entry in improvable(library, repository).values():
        assert repository is not None
        raw = entry.path.read_bytes()
        found = {
            "path": repository.place(entry.path),
            "crlf": b"\r\n" in raw,
            "mark": raw.startswith(BOM_UTF8),
            "text": entry.document.text,
            "data": entry.document.data,
            "outline": outline(entry.document),
        }
        yield f"{FOLDER}/{entry.ref}.json", _json(found)


def _lacking(fonts: FontSet, kept: Cache) -> str:
    """Return what fonts lack, as it was found before for the same ones."""
    names = [f"{file.name}:{file.stat().st_size}" for file in fonts.files]
    made = prepared(kept, "lacking", names, lambda: {"class": fonts.lacking().encode()})
    return made["class"].decode()


def _json(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=_day)
    return f"{text}\n"


def _day(value: Any) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
