"""Typst, the only layout engine: data in, PDF or pictures out."""

from __future__ import annotations

import datetime
import json
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import typst

from katabase.domain.problems import KatabaseError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from katabase.products.cards.typeset.fonts import FontSet

ROOT = Path(__file__).parent / "typst"
MISFIT = "MISFIT"
SVG = "svg"
PDF_STANDARD: Literal["ua-1"] = "ua-1"


class LayoutError(KatabaseError):
    """A document that cannot be set; the text says what and where."""


@dataclass(frozen=True)
class Misfit:
    """A face that is too long at the smallest legal type. Lengths in mm."""

    ref: str
    side: str
    what: str
    """`text`, `word` or `title`."""
    needs: float
    has: float
    word: str = ""
    """The word that is too wide, if it is one."""


class MisfitError(LayoutError):
    """Faces that do not fit."""

    def __init__(self, misfits: list[Misfit]) -> None:
        self.misfits = misfits
        named = ", ".join(f"{misfit.ref} ({misfit.side})" for misfit in misfits)
        super().__init__(f"too long for the card: {named}; see katabase check --cards")


_local = threading.local()


def _compiler(source: str, fonts: FontSet) -> typst.Compiler:
    """Return this thread's compiler of a source; the fonts are read once."""
    known: dict[Any, typst.Compiler] = _local.__dict__.setdefault("compilers", {})
    key = (source, fonts.files)
    if key not in known:
        known[key] = typst.Compiler(ROOT / source, root=ROOT, font_paths=fonts.typst())
    return known[key]


def make(
    source: str,
    data: dict[str, Any],
    fonts: FontSet,
    *,
    kinds: Iterable[str] = ("pdf",),
    date: datetime.date = datetime.date(2026, 1, 1),
    ppi: float = 144,
) -> dict[str, list[bytes]]:
    """Set a document and return its files by kind: one PDF, or one picture a page.

    The same data and date give the same bytes. Raises MisfitError for faces that are too
    long, LayoutError for anything else that Typst refuses.
    """
    inputs = {"data": json.dumps({**data, "fonts": list(fonts.families)}, ensure_ascii=False)}
    compiler = _compiler(source, fonts)
    stamp = datetime.datetime(date.year, date.month, date.day, tzinfo=datetime.UTC)
    made: dict[str, list[bytes]] = {}
    for kind in kinds:
        try:
            files = compiler.compile(
                format=kind,  # type: ignore[arg-type]
                sys_inputs=inputs,
                pdf_standards=PDF_STANDARD if kind == "pdf" else [],
                timestamp=stamp,
                ppi=ppi,
            )
        except typst.TypstError as error:
            raise _understood(error, data, fonts) from None
        made[kind] = files if isinstance(files, list) else [files or b""]
    return made


def _understood(error: typst.TypstError, data: dict[str, Any], fonts: FontSet) -> LayoutError:
    _, found, text = error.message.partition(MISFIT)
    if found:
        return MisfitError([_misfit(item) for item in json.loads(text.rstrip('"'))])
    if not all(_can_be_drawn(logo, fonts) for logo in _logos(data)):
        return LayoutError(
            "cards: logo: expected a picture that can be read, found one that is none or is "
            "damaged; save it anew as SVG or PNG, or name another file: mkdocs.yml, plugins: "
            "katabase: cards: logo"
        )
    drawn = ((card, each) for card in data.get("cards", []) for face in card["faces"]
             for each in face["pictures"])  # fmt: skip
    for card, picture in drawn:
        if not _can_be_drawn(picture, fonts):
            return LayoutError(
                f'{card["ref"]}: the picture "{picture["alt"]}" cannot be set on the card; save '
                "it anew as PNG, or take on_card away from it"
            )
    return LayoutError(f"the layout was refused: {error.message}")


def _logos(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the logo of the cards that are set, once."""
    return [card["logo"] for card in data.get("cards", [])[:1] if card["logo"]]


def _can_be_drawn(logo: dict[str, Any], fonts: FontSet) -> bool:
    try:
        _compiler("logo.typ", fonts).compile(sys_inputs={"data": json.dumps({"logo": logo})})
    except typst.TypstError:
        return False
    return True


def _misfit(item: dict[str, Any]) -> Misfit:
    measures = (
        ("title", item["title"], item["title-free"]),
        ("word", item["width"], item["wide-free"]),
        ("text", item["height"], item["free"]),
    )
    what, needs, has = next(
        (measure for measure in measures if measure[1] > measure[2]), measures[-1]
    )
    word = str(item["words"].get(what, ""))
    return Misfit(item["ref"], item["side"], what, round(needs, 1), round(has, 1), word)
