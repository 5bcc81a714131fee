"""What a checklist asks when the answer is no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope, at
from katabase.domain.kinds.checklist import Checklist
from katabase.domain.reading import sentences
from katabase.domain.vocabulary import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry
    from katabase.domain.reading.document import Loc


def _never_asked(entry: Entry, context: Context) -> Iterator[Finding]:
    if not isinstance(entry.practice, Checklist):
        return
    for place, group in enumerate(entry.practice.groups):
        for index, item in enumerate(group.items):
            if item.if_no and item.answer is not Answer.YES_NO:
                loc: Loc = ("groups", place, "items", index, "if_no")
                _, message, hint = sentences.NEVER_ASKED.said(answer=item.answer)
                yield at(entry, loc, message, hint)


def _item(answer: str) -> str:
    return (
        "groups:\n  - key: board\n    title: The board\n    items:\n"
        "      - key: date\n        look: Does today's date stand on the board?\n"
        f"        why: An old date shows that nobody looks.\n        answer: {answer}\n"
        "        if_no: Who writes it tomorrow?"
    )


NEVER_ASKED = Rule(
    id="never-asked",
    scope=Scope.PRACTICE,
    wrong="An item of a checklist has an `if_no`, but nobody can answer it with no.",
    mend="`if_no` is shown when somebody answers no on a walk. Only items with `answer: yes-no` "
    "have that answer.",
    practice=_never_asked,
    examples=(Example("checklists", _item("note"), _item("yes-no")),),
)
