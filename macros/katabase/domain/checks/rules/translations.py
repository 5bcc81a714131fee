"""What translations say of the practices that they translate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Context, Finding, Rule, Scope
from katabase.domain.problems import Level
from katabase.domain.translating.reading import CANNOT_TRANSLATE, TRANSLATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry

NOT_TRANSLATED = Rule(
    id=CANNOT_TRANSLATE,
    scope=Scope.KEYS,
    wrong="A translation says something for which the practice has no place.",
    mend="A translation gives words only, each behind the key of its part; minutes, roles, "
    "references and all else that is the same in every language is taken over. The message names "
    "the file of the practice and the nearest key. After an upgrade a part may have gone: "
    "`katabase outdated` says what has changed.",
    firm="what the file says would have to be guessed",
)


def _behind(entry: Entry, context: Context) -> Iterator[Finding]:
    for each in entry.translations:
        if each.behind:
            document, now = each.document, each.base.practice.version
            yield Finding(
                document.filename,
                document.spot((TRANSLATES,)),
                f"translates {each.translates} of {each.base.filename}, which is at {now}",
                f"katabase outdated says what has changed; --accept {each.language}/{entry.ref} "
                "when the words are right again",
            )


TRANSLATION_BEHIND = Rule(
    id="translation-behind",
    scope=Scope.PRACTICE,
    level=Level.WARNING,
    wrong="A practice has changed since it was translated.",
    mend="Its page says so to readers until somebody has looked. `katabase outdated` says what has "
    "changed, and what is not translated yet. `katabase outdated --accept` writes the version down "
    "when the words are right again.",
    practice=_behind,
)
