"""A board or a form: its fields where they hang, each with the step that fills it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from katabase.products.diagrams.canvas import DOT, EDGE, TEXT, Canvas
from katabase.products.diagrams.measure import width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from katabase.domain.kinds.figure import Board, Field

GAP = 6
"""From one field to the next."""
PAD = 9
"""From the edge of a field to its words."""
LOW, HIGH = 38, 92
"""How high a field is at least: one across the board, and a column as a whole."""


def draw(board: Board, wide: int) -> Canvas:
    """Return the picture of a board."""
    canvas = Canvas(wide)
    y: float = EDGE + GAP
    for across, group in groupby(board.fields, lambda each: each.column is None):
        fields = list(group)
        if across or not _fits(fields, wide):
            for field in fields:
                y = _field(canvas, field, EDGE + GAP, y, wide - 2 * EDGE - 2 * GAP, LOW) + GAP
        else:
            y = _columns(canvas, fields, y) + GAP
    canvas.reach(y)
    frame = Canvas(wide)
    frame.rect(EDGE, EDGE, wide - 2 * EDGE, y - EDGE, "o", 4)
    canvas.shapes = [*frame.shapes, *canvas.shapes]
    canvas.reach(y + EDGE)
    return canvas


def _columns_of(fields: Sequence[Field]) -> list[list[Field]]:
    numbers = sorted({field.column or 0 for field in fields})
    return [[field for field in fields if field.column == number] for number in numbers]


def _needs(columns: Sequence[Sequence[Field]]) -> list[float]:
    """Return how wide each column is at least: as its longest word."""
    words = [[word for field in column for word in field.title.split()] for column in columns]
    return [max(width(word, TEXT, bold=True) for word in each) + 2 * PAD for each in words]


def _room(columns: int, wide: int) -> float:
    return wide - 2 * EDGE - (columns + 1) * GAP


def _fits(fields: Sequence[Field], wide: int) -> bool:
    columns = _columns_of(fields)
    return sum(_needs(columns)) <= _room(len(columns), wide)


def _columns(canvas: Canvas, fields: Sequence[Field], y: float) -> float:
    """Draw columns that are equally high, each as wide as its words need; return their foot."""
    columns = _columns_of(fields)
    least, room = _needs(columns), _room(len(columns), canvas.width)
    same = room / len(columns)
    spare = (room - sum(least)) / len(columns)
    wides = [same] * len(columns) if max(least) <= same else [each + spare for each in least]
    needs = [
        [_height(field, wide) for field in column]
        for column, wide in zip(columns, wides, strict=True)
    ]
    high = max(HIGH, *(sum(each) + (len(each) - 1) * GAP for each in needs))
    x: float = EDGE + GAP
    for column, wide, heights in zip(columns, wides, needs, strict=True):
        top = y
        more = (high - sum(heights) - (len(column) - 1) * GAP) / len(column)
        for field, needed in zip(column, heights, strict=True):
            top = _field(canvas, field, x, top, wide, needed + more) + GAP
        x += wide + GAP
    return y + high


def _height(field: Field, wide: float) -> float:
    return _words(Canvas(1), field, 0, 0, wide) + PAD


def _field(canvas: Canvas, field: Field, x: float, y: float, wide: float, least: float) -> float:
    high = max(least, _height(field, wide))
    canvas.rect(x, y, wide, high, "p", 3)
    canvas.rect(x, y, wide, high, "q", 3)
    _words(canvas, field, x, y, wide)
    return y + high


def _words(canvas: Canvas, field: Field, x: float, y: float, wide: float) -> float:
    """Set the number of a field and its words beside it, or below it in a narrow field."""
    y += PAD
    if not field.number:
        return canvas.lines(x + PAD, y, wide - 2 * PAD, field.title, "h")
    canvas.number(x + PAD + DOT, y + DOT, field.number)
    room = wide - 2 * PAD - 28
    if wide >= 200:
        return max(canvas.lines(x + PAD + 28, y + 1, room, field.title, "h"), y + 2 * DOT)
    return canvas.lines(x + PAD, y + 2 * DOT + 4, wide - 2 * PAD, field.title, "h")
