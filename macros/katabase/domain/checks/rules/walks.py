"""When a walk is stopped at once, for safety."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope, of_file
from katabase.domain.kinds.checklist import Checklist
from katabase.domain.problems import Level
from katabase.domain.reading import sentences
from katabase.domain.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry


def _stopped(entry: Entry, context: Context) -> Iterator[Finding]:
    begun = entry.practice.status is not Status.DRAFT
    if begun and isinstance(entry.practice, Checklist) and not entry.practice.stop_rule:
        _, message, hint = sentences.NO_STOP_RULE.said()
        yield of_file(entry.filename, message, hint)


NO_STOP_RULE = Rule(
    id="no-stop-rule",
    scope=Scope.PRACTICE,
    level=Level.WARNING,
    wrong="A walk does not say when it is stopped at once.",
    mend="Whoever walks with a list in hand notes what they see, and a danger that is only noted "
    "goes on. `stop_rule` says what is stopped at once, by whom and how. It stands first on the "
    "page, on the card and in the run. A draft may be without one.",
    examples=(
        Example(
            "checklists",
            "stop_rule:",
            "stop_rule: If you see danger, stop it at once with the people there.",
        ),
    ),
    practice=_stopped,
)
