"""Where cards stand on paper, as data that both Typst and the browser place by.

Every sheet is upright and is turned on its long edge: so a back stands in the mirrored
column, and a card that lies on its side is turned by 90 degrees on the front and by 270
on the back. Lengths in millimetres from the top left corner.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from katabase.domain.problems import KatabaseError
from katabase.domain.vocabulary import Labelled
from katabase.products.cards.formats import BLEED, PAPERS, POSTERS, SHEETS

if TYPE_CHECKING:
    from katabase.products.cards.formats import CardFormat, Paper


class Sides(Labelled):
    """How the two faces of a card come onto paper."""

    DUPLEX = ("duplex", "Both sides of the paper")
    SINGLE = ("single", "One side of the paper, every face a card of its own")
    FOLD = ("fold", "One side of the paper, cut out and folded")


class PaperError(KatabaseError):
    """A size of card that does not fit on a paper."""


@dataclass(frozen=True)
class Slot:
    """A face's place on a page. ``turn`` is clockwise, in degrees."""

    card: int
    """Which card of the sheet, counted from 0."""
    face: int
    """0 for the front, 1 for the back."""
    x: float
    y: float
    turn: int
    scale: float = 1.0
    """How much it is enlarged."""


@dataclass(frozen=True)
class Mark:
    """A line for cutting (or, if dashed, for folding)."""

    x1: float
    y1: float
    x2: float
    y2: float
    fold: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper with cards: one page, two for duplex, or a page for each face."""

    width: float
    height: float
    cards: int
    """Cards on a full sheet."""
    pages: tuple[tuple[Slot, ...], ...]
    marks: tuple[Mark, ...]
    duplex: bool = False
    """Whether its pages are the two sides of a paper."""
    bleed: float = 0.0
    """Millimetres around the card that a print shop cuts off; 0 for sheets that people cut."""

    def data(self) -> dict[str, Any]:
        """Return the sheet as plain data, without what is as usual."""
        found = asdict(self)
        for slot in (slot for page in found["pages"] for slot in page if slot["scale"] == 1):
            del slot["scale"]
        return found if self.bleed else {k: v for k, v in found.items() if k != "bleed"}


@dataclass(frozen=True)
class _Grid:
    """Equal boxes centred on paper, row by row."""

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    turned: bool

    @property
    def boxes(self) -> int:
        return self.columns * self.rows

    def at(self, index: int) -> tuple[float, float]:
        row, column = divmod(index, self.columns)
        return self.left + column * self.width, self.top + row * self.height

    def mirrored(self, index: int) -> tuple[float, float]:
        row, column = divmod(index, self.columns)
        return self.at(row * self.columns + self.columns - 1 - column)


def _grid(width: float, height: float, paper: Paper, *, turned: bool) -> _Grid:
    if turned:
        width, height = height, width
    columns, rows = int((paper.width + 0.01) // width), int((paper.height + 0.01) // height)
    left, top = (paper.width - columns * width) / 2, (paper.height - rows * height) / 2
    return _Grid(columns, rows, width, height, round(left, 4), round(top, 4), turned)


BOXES = {Sides.DUPLEX: 1, Sides.SINGLE: 2, Sides.FOLD: 1}
"""Boxes that a card takes on the paper: its faces stand in one, or side by side in two."""


def _best(form: CardFormat, paper: Paper, sides: Sides) -> _Grid:
    """The grid with more cards; upright cards if that makes no difference."""
    height = form.height * (2 if sides is Sides.FOLD else 1)
    grids = [_grid(form.width, height, paper, turned=turned) for turned in (False, True)]
    return max(grids, key=lambda grid: grid.boxes // BOXES[sides])


def fits(form: CardFormat, paper: Paper, sides: Sides) -> bool:
    """Say whether a whole card of a format has room on a paper."""
    return _best(form, paper, sides).boxes >= BOXES[sides]


def sheet_of(form: CardFormat, paper: Paper, sides: Sides) -> Sheet:
    """Return the sheet of a format on a paper. Raises PaperError if no whole card has room."""
    if not fits(form, paper, sides):
        raise PaperError(_no_room(form, paper, sides))
    grid = _best(form, paper, sides)
    cards = grid.boxes // BOXES[sides]
    pages = {Sides.DUPLEX: _duplex, Sides.SINGLE: _single, Sides.FOLD: _folded}[sides](grid, cards)
    marks = (*_cuts(grid, paper), *(_folds(grid, paper) if sides is Sides.FOLD else ()))
    return Sheet(paper.width, paper.height, cards, pages, marks, sides is Sides.DUPLEX)


def _no_room(form: CardFormat, paper: Paper, sides: Sides) -> str:
    height = form.height * (2 if sides is Sides.FOLD else 1)
    needed = f"{form.width:g} × {height:g} mm" + (" twice" if BOXES[sides] == 2 else "")
    possible = [
        f"{PAPERS[name].id} with {' or '.join(found)}"
        for name in SHEETS
        if (found := [str(other) for other in Sides if fits(form, PAPERS[name], other)])
    ]
    return (
        f"{form.label} does not fit on {paper.label} with sides {sides}: expected room for "
        f"{needed}, found {paper.width:g} × {paper.height:g} mm; "
        f"what fits: {', '.join([*possible, 'card stock of that size'])}"
    )


def poster_of(form: CardFormat, paper: Paper) -> Sheet:
    """Return a sheet that lies, filled by one face, with the other face on the next.

    The border of the card grows with it, so printers need no margin besides.
    """
    width, height = paper.height, paper.width
    scale = min(width / form.width, height / form.height)
    left, top = (width - scale * form.width) / 2, (height - scale * form.height) / 2
    faces = ((Slot(0, face, round(left, 4), round(top, 4), 0, round(scale, 5)),) for face in (0, 1))
    return Sheet(width, height, 1, tuple(faces), ())


def bled_of(form: CardFormat) -> Sheet:
    """Return a card as print shops take it: its two faces, each with bleed and crop marks."""
    edge = BLEED + AWAY + LONG
    width, height = form.width + 2 * edge, form.height + 2 * edge
    xs, ys = (edge, edge + form.width), (edge, edge + form.height)
    marks = [Mark(x, y, x, y + LONG) for x in xs for y in (0.0, height - LONG)]
    marks += [Mark(x, y, x + LONG, y) for x in (0.0, width - LONG) for y in ys]
    faces = tuple((Slot(0, face, edge, edge, 0),) for face in (0, 1))
    return Sheet(width, height, 1, faces, tuple(marks), duplex=True, bleed=BLEED)


PRINT_SHOP = "bleed"
"""The name of the sheet for print shops, whose paper is not ours to know."""


def special_sheets(form: CardFormat) -> dict[str, Sheet]:
    """Return the sheets that hold one card and have their own way with its sides, by name."""
    posters = {f"poster-{paper}": poster_of(form, PAPERS[paper]) for paper in POSTERS}
    return {**posters, PRINT_SHOP: bled_of(form)}


SPECIAL = (*(f"poster-{paper}" for paper in POSTERS), PRINT_SHOP)
"""The names of these sheets."""


Pages = tuple[tuple[Slot, ...], ...]


def _duplex(grid: _Grid, cards: int) -> Pages:
    turns = (90, 270) if grid.turned else (0, 0)
    fronts = tuple(Slot(index, 0, *grid.at(index), turns[0]) for index in range(cards))
    backs = tuple(Slot(index, 1, *grid.mirrored(index), turns[1]) for index in range(cards))
    return fronts, backs


def _single(grid: _Grid, cards: int) -> Pages:
    turn = 90 if grid.turned else 0
    faces = range(2 * cards)
    return (tuple(Slot(index // 2, index % 2, *grid.at(index), turn) for index in faces),)


def _folded(grid: _Grid, cards: int) -> Pages:
    """Front below, back above it upside down: folded backwards, the card turns like a page."""
    slots: list[Slot] = []
    for index in range(cards):
        x, y = grid.at(index)
        if grid.turned:  # the unit lies on its right side: its top looks to the right
            slots += [Slot(index, 0, x, y, 90), Slot(index, 1, x + grid.width / 2, y, 270)]
        else:
            slots += [Slot(index, 0, x, y + grid.height / 2, 0), Slot(index, 1, x, y, 180)]
    return (tuple(slots),)


AWAY, LONG, ROOM, EDGE = 1.5, 4.0, 6.0, 4.5
"""Of a crop mark: distance from the card, length, the margin that it needs, and the border
of the paper that printers leave white. Without that margin, marks stand inside."""


def _ticks(start: float, end: float, size: float) -> list[tuple[float, float]]:
    """Return the stretches of a cutting line at which marks are drawn."""
    if start >= ROOM:
        return [(start - AWAY - LONG, start - AWAY), (end + AWAY, end + AWAY + LONG)]
    return [(EDGE, EDGE + LONG - 0.5), (size - EDGE - LONG + 0.5, size - EDGE)]


def _cuts(grid: _Grid, paper: Paper) -> list[Mark]:
    xs = [grid.left + grid.width * index for index in range(grid.columns + 1)]
    ys = [grid.top + grid.height * index for index in range(grid.rows + 1)]
    upright = [x for x in xs if 1 < x < paper.width - 1]
    level = [y for y in ys if 1 < y < paper.height - 1]
    marks = [Mark(x, a, x, b) for x in upright for a, b in _ticks(ys[0], ys[-1], paper.height)]
    marks += [Mark(a, y, b, y) for y in level for a, b in _ticks(xs[0], xs[-1], paper.width)]
    if xs[0] < ROOM or ys[0] < ROOM:
        for x in xs[1:-1]:
            for y in ys[1:-1]:
                marks += [Mark(x - 2, y, x + 2, y), Mark(x, y - 2, x, y + 2)]
    return marks


def _folds(grid: _Grid, paper: Paper) -> list[Mark]:
    if grid.turned:
        xs = [grid.left + grid.width * (index + 0.5) for index in range(grid.columns)]
        stretches = _ticks(grid.top, grid.top + grid.height * grid.rows, paper.height)
        return [Mark(x, a, x, b, fold=True) for x in xs for a, b in stretches]
    ys = [grid.top + grid.height * (index + 0.5) for index in range(grid.rows)]
    stretches = _ticks(grid.left, grid.left + grid.width * grid.columns, paper.width)
    return [Mark(a, y, b, y, fold=True) for y in ys for a, b in stretches]
