"""Sizes of cards and paper. Lengths in millimetres, type sizes in points."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """A size of card, always wider than high."""

    id: str
    """The name on the command line and in addresses."""
    label: str
    """The name that readers see."""
    width: float
    """Trimmed width in mm."""
    height: float
    """Trimmed height in mm."""
    margin: float
    """The border in mm that stays free of text: cutting and printers need it."""
    smallest: float
    """The smallest type in points that is still legal on it."""
    title: float
    """The largest title in points."""
    qr: float
    """The side of the QR code in mm, its quiet zone included."""
    largest: float = 11.0
    """The type size in points from which text is fitted."""


@dataclass(frozen=True)
class Paper:
    """A size of paper, upright. Every sheet is emitted upright."""

    id: str
    label: str
    width: float
    height: float


FORMATS = {
    form.id: form
    for form in (
        # A6: ISO 216. Index cards: 3 x 5 in and 4 x 6 in of 25.4 mm.
        Format("a6", "A6", 148.0, 105.0, 6.0, 8.0, 20.0, 18.0),
        Format("3x5", "3 × 5 in", 127.0, 76.2, 5.0, 7.0, 17.0, 16.0),
        Format("4x6", "4 × 6 in", 152.4, 101.6, 6.0, 7.0, 20.0, 18.0),
    )
}
PAPERS = {
    paper.id: paper
    for paper in (
        Paper("a4", "A4", 210.0, 297.0),
        Paper("letter", "US Letter", 215.9, 279.4),
        Paper("a3", "A3", 297.0, 420.0),
    )
}
SHEETS = ("a4", "letter")
"""The papers on which cards are imposed; A3 is for worksheets."""

DEFAULT_FORMAT = "a6"
