"""Tags of ready-made cards, carried over to the pages on which the cards are placed.

A placed face is a form XObject. Marked text in it is named by page and form, and the form
has a number of its own in the parent tree (ISO 32000-1, 14.7.4.3 and 14.7.5.2). So a deck
stays what its cards are: readable with a screen reader (PDF/UA-1, ISO 14289-1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, String

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PLACED = {"/K", "/P", "/Pg", "/Type"}
"""The keys of a tag that say where it stands; all others are taken over as they are."""


Matrix = tuple[float, float, float, float, float, float]
"""What turns and moves coordinates (ISO 32000-1, 8.3.3)."""
UNMOVED: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class FacePlace:
    """Where a face of a card came to stand: a page, and on paper the form on that page.

    The matrix is the one by which the form is placed.
    """

    page: pikepdf.Object
    form: pikepdf.Object | None = None
    matrix: Matrix = UNMOVED

    @property
    def holder(self) -> pikepdf.Object:
        """What holds the text."""
        return self.form if self.form is not None else self.page


class Tags:
    """The tags of a document in the making."""

    def __init__(self, target: pikepdf.Pdf) -> None:
        self.target = target
        self.root = target.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = target.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root)
        )
        self.parts: list[pikepdf.Object] = []
        self.numbers: list[int | pikepdf.Object] = []

    def add(self, source: pikepdf.Pdf, places: Sequence[FacePlace]) -> None:
        """Take over the tags of a card; ``places`` has one for each of its pages."""
        tree = source.Root.StructTreeRoot
        pages = {page.obj.objgen: place for page, place in zip(source.pages, places, strict=True)}
        self.root.RoleMap = copied(tree.get("/RoleMap", Dictionary()))
        part = self.target.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name.Part,
                P=self.document,
                T=String(str(source.docinfo.get("/Title", ""))),
                Lang=String(str(source.Root.Lang)),
            )
        )
        card = _Card(self.target, pages)
        part.K = Array([card.tag(kid, part) for document in kids(tree) for kid in kids(document)])
        self.parts.append(part)
        numbers = NumberTree(tree.ParentTree)
        for page, place in zip(source.pages, places, strict=True):
            self._number(place.holder, numbers[int(page.obj.StructParents)], card)

    def _number(self, holder: pikepdf.Object, tags: pikepdf.Object, card: _Card) -> None:
        """Tell the text of a page its tags: the way back, which readers of a place need."""
        number = len(self.numbers) // 2
        holder.StructParents = number
        back = Array([card.made[tag.objgen] for tag in tags])
        self.numbers += [number, self.target.make_indirect(back)]

    def finish(self) -> None:
        """Write the tree."""
        self.document.K = Array(self.parts)
        self.root.K = Array([self.document])
        self.root.ParentTree = self.target.make_indirect(Dictionary(Nums=Array(self.numbers)))
        self.root.ParentTreeNextKey = len(self.numbers) // 2
        self.target.Root.StructTreeRoot = self.root
        self.target.Root.MarkInfo = Dictionary(Marked=True)
        for page in self.target.pages:
            page.obj.Tabs = Name.S


class _Card:
    """The tags of one card on their way."""

    def __init__(self, target: pikepdf.Pdf, pages: dict[tuple[int, int], FacePlace]) -> None:
        self.target = target
        self.pages = pages
        self.made: dict[tuple[int, int], pikepdf.Object] = {}

    def tag(self, old: pikepdf.Object, parent: pikepdf.Object) -> pikepdf.Object:
        """Return the copy of a tag with all that stands in it."""
        fresh = self.target.make_indirect(Dictionary(Type=Name.StructElem, P=parent))
        self.made[old.objgen] = fresh
        for key, value in old.items():
            if key not in PLACED:
                fresh[key] = copied(value)
        place = self.pages[old.Pg.objgen] if "/Pg" in old else None
        if place:
            fresh.Pg = place.page
        seen = place or self._below(old)
        if seen and "/A" in fresh:
            fresh.A = moved(fresh.A, seen.matrix)
        fresh.K = Array(list(self._kids(old, fresh, place)))
        return fresh

    def _below(self, old: pikepdf.Object) -> FacePlace | None:
        """Return where the first of a tag's contents stands, if the tag itself does not say."""
        for kid in kids(old):
            if isinstance(kid, Dictionary):
                place = self.pages[kid.Pg.objgen] if "/Pg" in kid else self._below(kid)
                if place:
                    return place
        return None

    def _kids(
        self, old: pikepdf.Object, fresh: pikepdf.Object, place: FacePlace | None
    ) -> Iterator[pikepdf.Object]:
        for kid in kids(old):
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield self.tag(kid, fresh)
            elif isinstance(kid, Dictionary):
                yield _marked(int(kid.MCID), self.pages[kid.Pg.objgen] if "/Pg" in kid else place)
            else:
                yield _marked(int(kid), place)


def _marked(number: int, place: FacePlace | None) -> pikepdf.Object:
    """Return the name of marked text."""
    if place is None:
        raise ValueError("marked text without a page")
    named = Dictionary(Type=Name.MCR, Pg=place.page, MCID=number)
    if place.form is not None:
        named.Stm = place.form
    return named


def kids(tag: pikepdf.Object) -> list[pikepdf.Object]:
    """Return what stands in a tag: one thing, or an array of them."""
    found = tag.get("/K", Array())
    return list(found) if isinstance(found, Array) else [found]


def copied(value: pikepdf.Object) -> pikepdf.Object:
    """Return a simple value (names, numbers, texts, lists of them) for another document."""
    if isinstance(value, pikepdf.Object):
        return pikepdf.Object.parse(value.unparse(resolved=True))
    return value


def moved(attributes: pikepdf.Object, matrix: Matrix) -> pikepdf.Object:
    """Return a tag's attributes for its new place.

    The box of a picture is given in the coordinates of its page, not in those of the form
    (ISO 32000-1, 14.8.5.4.3): readers use it to show and to enlarge the picture.
    """
    for one in attributes if isinstance(attributes, Array) else [attributes]:
        if isinstance(one, Dictionary) and "/BBox" in one and matrix != UNMOVED:
            left, bottom, right, top = (float(edge) for edge in one.BBox)
            a, b, c, d, e, f = matrix
            across = sorted((a * left + c * bottom + e, a * right + c * top + e))
            upward = sorted((b * left + d * bottom + f, b * right + d * top + f))
            edges = (across[0], upward[0], across[1], upward[1])
            one.BBox = Array([round(edge, 3) for edge in edges])
    return attributes
