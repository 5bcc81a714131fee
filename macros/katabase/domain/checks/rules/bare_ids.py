"""Ids of practices that stand in a text as they are, and lead nowhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope, Texts
from katabase.domain.links import CODE
from katabase.domain.problems import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

BARE = re.compile(r"(?<!\]\()(?<![\w/<.-])[a-z][a-z0-9-]*/[a-z0-9]+(?:-[a-z0-9]+)*(?![\w/-]|\.\w)")
"""What may be a reference within words: not the target of a link, and no longer path."""


def _bare(texts: Texts, context: Context) -> Iterator[Finding]:
    if "/" not in texts.together:
        return
    for loc, text in texts.texts:
        if "/" not in text:
            continue
        for match in BARE.finditer(CODE.sub(lambda code: " " * len(code.group()), text)):
            ref = match.group()
            if ref != text and (ref in context.library.claimed or ref in context.library.former):
                spot = texts.document.find(loc, ref, match.start())
                message = f'the id "{ref}" stands in a text'
                hint = f"write words that lead there: [its name]({ref})"
                yield Finding(texts.document.filename, spot, message, hint)


BARE_ID = Rule(
    id="bare-id",
    scope=Scope.TEXTS,
    level=Level.WARNING,
    wrong="The id of a practice stands in a text as it is.",
    mend="A reader sees letters and a slash, and cannot follow them. Write the practice's name as "
    "a link to its id.",
    examples=(
        Example(
            "checklists",
            "place: Every desk, as in questions/three-questions.",
            "place: Every desk, as in [three questions](questions/three-questions).",
        ),
    ),
    texts=_bare,
)
