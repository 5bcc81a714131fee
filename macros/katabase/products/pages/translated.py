"""What a page says of the language that it is in: in the place of which one, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.translating.standing import languages_of_words, left, original_of

if TYPE_CHECKING:
    from katabase.domain.library import Entry
    from katabase.domain.messages import Messages


def note(entry: Entry, say: Messages) -> str:
    """Return what readers are told of a practice's language, in that of the site; mostly nothing.

    A practice that nobody has translated is shown as it was written.
    """
    language = entry.practice.language
    if _general(language) != _general(say.language):
        return say(
            "This practice has not been translated into %(language)s yet. "
            "It is shown in %(other)s.",
            language=say.name_of(say.language),
            other=say.name_of(language),
        )
    said = []
    for each in entry.translations:
        if each.behind:
            said.append(
                say(
                    "The original has changed since this was translated: the words here are "
                    "those of version %(old)s, the original is at version %(new)s.",
                    old=each.translates,
                    new=each.base.practice.version,
                )
            )
    if left(entry):
        found = {each for _, each in languages_of_words(entry)} - {language}
        others = sorted(found) or [original_of(entry).language]
        names = ", ".join(map(say.name_of, others))
        said.append(say("What is not translated yet is shown in %(other)s.", other=names))
    return " ".join(said)


def _general(tag: str) -> str:
    return tag.partition("-")[0].lower()
