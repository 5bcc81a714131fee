"""The stages of a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Finding, Rule, Scope, at
from katabase.domain.kinds.path import Path
from katabase.domain.reading import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry
    from katabase.domain.reading.document import Loc


def _stages(entry: Entry, context: Context) -> Iterator[Finding]:
    if not isinstance(entry.practice, Path):
        return
    before = 0
    for index, stage in enumerate(entry.practice.stages):
        loc: Loc = ("stages", index, "start")
        if stage.start <= before:
            _, message, hint = sentences.STAGE_START.said(
                before=before, start=stage.start, next=before + 1
            )
            yield at(entry, loc, message, hint)
        if stage.end < stage.start:
            _, message, hint = sentences.STAGE_END.said(start=stage.start, end=stage.end)
            yield at(entry, ("stages", index, "end"), message, hint)
        before = max(before, stage.end)


STAGES = Rule(
    id="stages",
    scope=Scope.PRACTICE,
    wrong="The stages of a path do not follow one another.",
    mend="`start` and `end` count days, weeks or months from 1. A stage begins after the one "
    "before has ended, and ends on the day on which it begins or later.",
    practice=_stages,
)
