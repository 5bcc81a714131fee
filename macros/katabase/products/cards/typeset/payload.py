"""A card as the data that the layout reads. Texts stay texts; nothing here is markup."""

from __future__ import annotations

import re
from dataclasses import asdict
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from katabase.domain.kinds.kind import Bars
from katabase.domain.scripts import direction
from katabase.products.cards.settings import LOGOS
from katabase.products.cards.typeset.faces import PICTURES
from katabase.products.cards.typeset.runs import pieces_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from katabase.products.cards.formats import CardFormat
    from katabase.products.cards.settings import Settings
    from katabase.products.cards.typeset.card import Card, CardPicture
    from katabase.products.cards.typeset.faces import Block, Face, Variant
    from katabase.products.cards.typeset.runs import Runs

AUTHOR = "Katabase"
"""The author that a PDF names when no organisation is set."""


def page_data(card: Card, form: CardFormat, settings: Settings) -> dict[str, Any]:
    """Return what ``pages.typ`` reads to set one card."""
    return {
        "format": {**asdict(form), "sizes": form.sizes},
        "title": card.title,
        "author": settings.organisation or AUTHOR,
        "lang": card.language.partition("-")[0].lower(),
        "cards": [payload(card, form, settings)],
    }


def payload(card: Card, form: CardFormat, settings: Settings) -> dict[str, Any]:
    """Return a card in a format as plain data."""
    language, _, region = card.language.partition("-")
    return {
        "ref": card.ref,
        "kind": card.say(card.kind.label),
        "accent": settings.colour or card.kind.accent.light,
        "icon": icon_svg(card.kind.icon),
        "roles": [
            {"label": label, "icon": icon_svg(icon, QUIET_INK)} for label, icon in card.roles
        ],
        "lang": language.lower(),
        "rtl": direction(card.language) == "rtl",
        "region": region.upper() if len(region) == 2 and region.isalpha() else None,
        "label-lang": card.say.locale.language,
        "size": form.around or form.smallest,
        "title": form.title,
        "organisation": settings.organisation,
        "logo": _logo(settings),
        "foot": [card.id, card.versions, card.updated.isoformat(), card.digest, *card.own],
        "draft": card.draft,
        "qr": _code(card, settings),
        "qr-alt": card.say(
            "QR code: is this card, version %(version)s, still current?", version=card.version
        ),
        "faces": [_face(face, card, form) for face in card.faces],
    }


def _code(card: Card, settings: Settings) -> str | None:
    if settings.base is None or card.draft:
        return None
    return qr_svg(qr_address(card, settings.base))


def qr_address(card: Card, base: str | None) -> str:
    """Return the address in the QR code: the page, and which card is in hand."""
    return f"{base or ''}{card.address}?card={card.edition}"


QUIET_INK = "#55555c"
"""The colour of what stands around the words of a card."""


def icon_svg(path: str, colour: str = "#fff") -> str:
    """Return a sign drawn in a colour: that of a kind in white, on the ground of its colour."""
    pen = f'fill="none" stroke="{colour}" stroke-width="2.4" stroke-linecap="round"'
    line = f'<path {pen} d="{path}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{line}</svg>'


QUIET = 4
"""Modules of white around a QR code (ISO/IEC 18004)."""


@lru_cache(maxsize=64)
def qr_svg(address: str) -> str:
    """Return a QR code (ISO/IEC 18004) with its quiet zone of four modules.

    Its modules are areas, not lines: pdfium, which prints from Chromium, draws lines of a
    placed page that is turned by 90 degrees too thin, and no reader knows the code then.
    """
    import segno  # only where a card is set: most are kept

    rows = segno.make_qr(address, error="m", boost_error=False).matrix
    side = len(rows) + 2 * QUIET
    areas = "".join(
        f"M{x + QUIET} {y + QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for x, length in _dark(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path d="{areas}"/></svg>'
    )


def _dark(row: bytes | bytearray) -> Iterator[tuple[int, int]]:
    """Yield the start and the length of each run of dark modules."""
    start = 0
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            yield start, length
        start += length


def _logo(settings: Settings) -> dict[str, Any] | None:
    if settings.logo is None:
        return None
    kind = LOGOS[settings.logo.suffix.lower()]
    return {"format": kind, "data": list(settings.logo.read_bytes())}


def _face(face: Face, card: Card, form: CardFormat) -> dict[str, Any]:
    variants = [_variant(variant, card.foreign) for variant in face.variants]
    drawn = [each for each in card.pictures if each.side == face.side.value]
    pictures = [_picture(each) for each in drawn if not form.one_each]
    return {
        "side": face.side.value,
        "caption": face.caption,
        "variants": variants,
        "pictures": pictures,
    }


def _picture(picture: CardPicture) -> dict[str, Any]:
    return {
        "format": picture.format,
        "data": list(picture.path.read_bytes()),
        "alt": picture.alt,
        "ratio": picture.width / picture.height,
    }


LABEL = re.compile(r"(\d{1,2}) ")
"""The number that an author gave to a row, as in "2 What is it for?"."""


def _block(block: Block, foreign: Mapping[str, str]) -> dict[str, Any]:
    """Return a block; numbers that an author gave to all its rows stand before them."""
    data = asdict(block)
    if foreign:
        data["rows"] = [_told(row, foreign) for row in block.rows]
    if block.style in PICTURES:  # its columns are narrow, so each word is measured
        data["each"] = [pieces_of(row, 0) for row in block.rows]
    if isinstance(block.drawn, Bars):
        data["drawn"]["spans"] = _shares(block.drawn)
    found = [LABEL.match(row[0][0]) if row else None for row in block.rows]
    if block.style == "bullets" and len(found) > 1 and all(found):
        data["marks"] = [label[1] for label in found if label]
        data["rows"] = [
            ((row[0][0][label.end() :], *row[0][1:]), *row[1:])
            for row, label in zip(data["rows"], found, strict=True)
            if label
        ]
    return data


def _shares(bars: Bars) -> list[tuple[float, float]]:
    """Return where each bar begins and ends on one scale of time, from 0 to 1."""
    first = min(start for start, _ in bars.spans)
    whole = max(end for _, end in bars.spans) + 1 - first
    return [((start - first) / whole, (end + 1 - first) / whole) for start, end in bars.spans]


def _told(row: Runs, foreign: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return a row with the language behind each run that is in another one than its card.

    A row has one text or two; each is looked for as a whole, however it is marked.
    """
    told: list[tuple[str, ...]] = []
    while len(told) < len(row):
        first = len(told)
        ends = range(len(row), first, -1)
        found = next((end for end in ends if text_of(row[first:end]) in foreign), None)
        if found is None:
            told.append(row[first])
        else:
            language = foreign[text_of(row[first:found])]
            told += [(*run, language) for run in row[first:found]]
    return told


def _variant(variant: Variant, foreign: Mapping[str, str]) -> dict[str, Any]:
    rows = [row for block in variant.blocks for row in block.rows]
    return {
        "title": variant.title,
        "title-lang": [foreign[variant.title]] if variant.title in foreign else [],
        "title-pieces": pieces_of(((variant.title, ""),)),
        "name": variant.name,
        "picture": variant.is_picture,
        "blocks": [_block(block, foreign) for block in variant.blocks],
        "pieces": [piece for row in rows for piece in pieces_of(row, 16)],
    }
