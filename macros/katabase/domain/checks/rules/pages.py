"""What is found while pages that were written by hand are made."""

from __future__ import annotations

from katabase.domain.checks.rule import Rule, Scope

MACRO = Rule(
    id="macro",
    scope=Scope.PAGE,
    wrong="A macro is called with something that does not exist.",
    mend="The message names the page, the line and the nearest word. `link` and the others take "
    "the kind and the id of a practice.",
    firm="the page would have a hole",
)
