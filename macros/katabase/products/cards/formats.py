"""Sizes of cards and paper. Lengths in millimetres, type sizes in points."""

from __future__ import annotations

from dataclasses import dataclass

from katabase.domain.messages import N_

SCALE = (36.0, 32.0, 28.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0)
"""The type sizes in points that cards are set in, those of printers: so few that most cards of
a kind have the same, and far enough from one another that another one is seen to be meant."""
COMMON = 11.0
"""The type size in points that a hand-held card has if there is much on it."""


@dataclass(frozen=True)
class CardFormat:
    """A size of card, always wider than high: lines stay long enough to be read, and the code
    stands beside the title. Playing cards lie on their side as well.
    """

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
    largest: float
    """The type size in points from which text is fitted: a face with few words fills its room."""
    common: float = COMMON
    """The type size in points above which there is air between the lines."""

    around: float | None = None
    """The type size in points of kind, caption and foot; that of the smallest text if None."""
    one_each: bool = False
    """Whether each side has one row of a card alone, so that a card becomes several."""

    @property
    def sizes(self) -> tuple[float, ...]:
        """The type sizes in points that are tried, the largest first."""
        return tuple(size for size in SCALE if self.smallest <= size <= self.largest)


@dataclass(frozen=True)
class Paper:
    """A size of paper, upright. Every sheet is emitted upright."""

    id: str
    label: str
    width: float
    height: float


CARD_FORMATS = {
    form.id: form
    for form in (
        # A6: ISO 216. Index cards: 3 x 5 in and 4 x 6 in of 25.4 mm.
        CardFormat("a6", "A6", 148.0, 105.0, 6.0, 8.0, 20.0, 18.0, 16.0),
        CardFormat("3x5", "3 × 5 in", 127.0, 76.2, 5.0, 7.0, 17.0, 16.0, 14.0),
        CardFormat("4x6", "4 × 6 in", 152.4, 101.6, 6.0, 7.0, 20.0, 18.0, 16.0),
        # A5 to hang up, with type to be read from farther away. A7, poker and business cards
        # for a pocket: 6 points are the least that a lower-case letter is still 1.1 mm high in.
        CardFormat("a5", "A5", 210.0, 148.0, 8.0, 9.0, 26.0, 22.0, 22.0, 14.0),
        CardFormat("a7", "A7", 105.0, 74.0, 4.0, 6.0, 14.0, 15.0, 12.0),
        CardFormat("poker", "Poker card", 88.0, 63.0, 4.0, 6.0, 12.0, 14.0, 11.0),
        CardFormat("business", "Business card", 85.0, 55.0, 4.0, 6.0, 12.0, 14.0, 11.0),
    )
}
BIG = {
    form.id: form
    for form in (
        CardFormat(
            "a6-big",
            N_("A6, big type"),
            148.0,
            105.0,
            6.0,
            18.0,
            13.0,
            18.0,
            36.0,
            18.0,
            around=10.0,
            one_each=True,
        ),
    )
}
"""Sizes of which each side has one row, for weak eyes and for walls."""
FORMATS = CARD_FORMATS | BIG
"""All sizes, by their names."""
PAPERS = {
    paper.id: paper
    for paper in (
        Paper("a4", "A4", 210.0, 297.0),
        Paper("letter", "US Letter", 215.9, 279.4),
        Paper("a3", "A3", 297.0, 420.0),
    )
}
SHEETS = ("a4", "letter")
"""The papers on which cards are imposed; A3 is for worksheets and posters."""
POSTERS = ("a4", "a3", "letter")
"""The papers that one face of a card fills, enlarged, to hang at a board."""
BLEED = 3.0
"""Millimetres around a card that a print shop cuts off."""
MOST_COPIES = 50
"""Copies of each card in a deck: more of them are a print shop's."""

DEFAULT_FORMAT = "a6"
DEFAULT_FORMATS = ("a6", "3x5", "4x6")
"""The sizes of a site that names none; each one more takes its time in every build."""
