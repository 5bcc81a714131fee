"""What a diagram names: parts of its practice."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope, at
from katabase.domain.keys import parts_of
from katabase.domain.kinds.practice import Developing
from katabase.domain.reading import sentences
from katabase.domain.vocabulary import Drawing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry
    from katabase.domain.reading.document import Loc


def _diagram(entry: Entry, context: Context) -> Iterator[Finding]:
    diagram = entry.practice.diagram if isinstance(entry.practice, Developing) else None
    if diagram is None:
        return
    parts = [part for _, part in parts_of(entry.practice)]
    places = {part.key: place for place, part in enumerate(parts)}
    for loc, key in diagram.names():
        if key not in places:
            near = get_close_matches(key, places, n=1)
            _, message, mend = sentences.NO_PART.said(key=key)
            hint = f'did you mean "{near[0]}"?' if near else mend
            yield at(entry, ("diagram", *loc), message, hint)
    begun = -1
    for index, phase in enumerate(diagram.phases):
        place = places.get(phase.first, len(parts))
        if place <= begun:
            first: Loc = ("diagram", "phases", index, "first")
            _, message, hint = sentences.PHASE_BEFORE.said(title=phase.title)
            yield at(entry, first, message, hint)
        elif place < len(parts):
            begun = place
    if diagram.sort is Drawing.BOARD and not diagram.fields:
        _, message, hint = sentences.NO_FIELDS.said()
        yield at(entry, ("diagram", "sort"), message, hint)


DIAGRAM = Rule(
    id="diagram",
    scope=Scope.PRACTICE,
    wrong="The diagram of a practice names a step that is not there, or phases out of order.",
    mend="A `diagram` refers to steps and questions by their `key`. A phase lasts from its `first` "
    "step until the next phase begins. `sort: board` needs `fields`.",
    practice=_diagram,
    examples=(
        Example(
            "starter-kata",
            "diagram:\n  sort: board",
            "diagram:\n  sort: stair",
        ),
    ),
)
