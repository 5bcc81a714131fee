"""What a printed card is: its content, its version, its short hash, its address."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from katabase.domain.messages import SOURCE, Messages, messages, speaks
from katabase.domain.pictures import pictures_of
from katabase.domain.translating.standing import in_other_languages
from katabase.domain.vocabulary import Status
from katabase.products.cards.typeset.faces import NUMBER, Face, faces_of
from katabase.products.cards.typeset.runs import runs_of, text_of
from katabase.products.pictures import digest, shown

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from katabase.domain.kinds.registry import AnyKind
    from katabase.domain.library import Entry

HASH_LENGTH = 6
"""Hexadecimal digits of the short hash: two wordings of one card differ in it with a
probability of 1 - 1/16,777,216."""


@dataclass(frozen=True)
class CardPicture:
    """A picture on a face of a card."""

    side: str
    path: Path
    format: str
    """As the layout calls it: ``png``, ``jpg``, ``webp`` or ``svg``."""
    alt: str
    width: int
    """Pixels, as the height: only how both go together matters."""
    height: int
    bytes: int
    digest: str


@dataclass(frozen=True)
class Card:
    """One practice's card, independent of any size and of the site that prints it."""

    ref: str
    id: str
    kind: AnyKind
    title: str
    language: str
    version: str
    updated: datetime.date
    address: str
    """The page's address below the site."""
    faces: tuple[Face, Face]
    filename: str
    """The file of the practice, as people see it."""
    adapts: str = ""
    """The version of the practice that it adapts; empty if it adapts none."""
    draft: bool = False
    """Whether the practice is not published: its card says so, and no code leads to a page."""
    own: tuple[str, ...] = ()
    """What the site adds at its foot, each with its label."""
    pictures: tuple[CardPicture, ...] = ()
    """What is drawn on its faces."""
    roles: tuple[tuple[str, str], ...] = ()
    """Whom it is for: what each role is called, and its sign."""
    foreign: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The texts that are not in its language, without marks, each with the one it is in."""
    source: tuple[Face, Face] | None = None
    """The faces with their labels in English, if those of ``faces`` speak another language."""

    @property
    def say(self) -> Messages:
        """The words around those of the author: in the language of the card, or in English."""
        return messages(self.language if speaks(self.language) else SOURCE)

    @cached_property
    def digest(self) -> str:
        """The short hash of what is printed, the id left out: a new name keeps a card current.

        So does a better translation of its labels.
        """
        faces = [_words_of(face) for face in self.source or self.faces]
        content = [str(self.kind), self.title, self.language, faces]
        if self.pictures:
            content.append([[each.side, each.digest] for each in self.pictures])
        text = json.dumps(content, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:HASH_LENGTH]

    @cached_property
    def fingerprint(self) -> str:
        """A hash of everything that the card is: the same for the same card."""
        return hashlib.sha256(repr(self).encode()).hexdigest()

    @property
    def edition(self) -> str:
        """Version and short hash, as they stand in the QR code."""
        return f"{self.version}-{self.digest}"

    @property
    def versions(self) -> str:
        """Its version as it is printed, that of the practice which it adapts behind it."""
        return f"{self.version} ({self.adapts})" if self.adapts else self.version

    def strings(self) -> Iterable[str]:
        """Return every text that may be printed, in all wordings."""
        yield self.say(self.kind.label)
        yield from (label for label, _ in self.roles)
        yield from self.own
        for face in self.faces:
            yield face.caption
            for variant in face.variants:
                yield from variant.strings()


def _words_of(face: Face) -> dict[str, Any]:
    """Return the words of a face.

    What stands before a row or above a title is none of them, nor is how rows are drawn.
    """
    data = asdict(face)
    for variant in data["variants"]:
        del variant["name"]
        for block in variant["blocks"]:
            del block["marks"], block["drawn"]
    return data


_cards: WeakKeyDictionary[Entry, Card] = WeakKeyDictionary()


def card_of(entry: Entry) -> Card:
    """Return the card of an entry. It is worked out once: pages, files and checks ask for it."""
    card = _cards.get(entry)
    if card is None:
        card = _cards[entry] = _card_of(entry)
    return card


FORMATS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp", "SVG": "svg"}


def _pictures(entry: Entry) -> Iterator[CardPicture]:
    """Yield the pictures that a practice has on its card, in reading order."""
    for _, picture in pictures_of(entry.practice):
        found = shown(picture) if picture.on_card else None
        if found and picture.on_card:
            image = found.image
            yield CardPicture(
                side=picture.on_card.value,
                path=found.path,
                format=FORMATS[image.format],
                alt=picture.alt,
                width=image.width,
                height=image.height,
                bytes=image.bytes,
                digest=digest(found.path),
            )


def _foreign(entry: Entry) -> dict[str, str]:
    """Return the texts of a practice in other languages: by author's number, and without it."""
    return {
        text_of(runs_of(NUMBER.sub("", text) if bare else text)): language
        for language, texts in in_other_languages(entry).items()
        for text in texts
        for bare in (False, True)
    }


def _card_of(entry: Entry) -> Card:
    practice = entry.practice
    source = faces_of(practice, entry.kind, messages())
    card = Card(
        ref=entry.ref,
        id=entry.id,
        kind=entry.kind,
        title=practice.title,
        language=practice.language,
        version=practice.version,
        updated=practice.updated,
        address=entry.address,
        faces=source,
        filename=entry.filename,
        adapts=entry.origin.base.practice.version if entry.origin else "",
        draft=practice.status is Status.DRAFT,
        own=tuple(practice.extra.on_card(practice.language)) if practice.extra else (),
        pictures=tuple(_pictures(entry)),
        foreign=_foreign(entry),
    )
    called = (role.in_language(practice.language) for role in practice.roles)
    roles = tuple((card.say(role.label), role.icon) for role in called)
    if card.say is messages():
        return replace(card, roles=roles)
    faces = faces_of(practice, entry.kind, card.say)
    return replace(card, faces=faces, source=source, roles=roles)
