"""Texts hold words, emphasis, strong, code and links; nothing that runs or hides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.checks.forbidden import NO_BRACES, NO_HTML, NO_IMAGE, without
from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope, Texts
from katabase.domain.reading.characters import hidden
from katabase.domain.reading.rawtext import hidden_character

if TYPE_CHECKING:
    from collections.abc import Iterator

RAW_HTML = Rule(
    id="raw-html",
    scope=Scope.TEXTS,
    wrong="A text holds HTML.",
    mend="Texts are words: pages, cards and search results all show the same ones. Write "
    "`*emphasis*`, `**strong**` or a code mark. A sign such as < before a number is no HTML.",
    firm="a text must not be able to change the page that shows it",
    examples=(Example("questions", "when: At the <b>board</b>.", "when: At the **board**."),),
    texts=without(NO_HTML),
)

TEMPLATE_BRACES = Rule(
    id="template-braces",
    scope=Scope.TEXTS,
    wrong="A text holds braces of a template.",
    mend="Texts are data and never run. What a template would put there, write yourself.",
    firm="a text must not be able to run anything",
    examples=(
        Example("questions", 'when: "At {{ time }}, daily."', "when: At the agreed time, daily."),
    ),
    texts=without(NO_BRACES),
)

IMAGE = Rule(
    id="image",
    scope=Scope.TEXTS,
    wrong="A text holds an image.",
    mend="A text is read aloud, searched and printed small. A picture stands under `picture`, with "
    "words for those who do not see it.",
    firm="the image would be missing on the page and on the card",
    examples=(
        Example(
            "questions",
            'when: "At the board: ![board](https://example.org/board.png)"',
            "when: At the board that shows the target condition.",
        ),
    ),
    texts=without(NO_IMAGE),
)


UNESCAPE = "remove the escape; within double quotes two backslashes stand for one"


def _unseen(texts: Texts, context: Context) -> Iterator[Finding]:
    if next(hidden(texts.together), None) is None:
        return
    for loc, text in texts.texts:
        for index in hidden(text):
            spot = texts.document.find_character(loc, text[index], index)
            found = hidden_character(text[index], texts.document.filename, spot, UNESCAPE)
            yield Finding(found.path, found.spot, found.message, found.hint)


INVISIBLE_CHARACTER = Rule(
    id="invisible-character",
    scope=Scope.TEXTS,
    wrong="A text holds a character that nobody sees, or a code that is no character.",
    mend="Such characters come with text that is copied from a web page or a word processor. They "
    "break the search, and a text can read differently from what it is. Delete the place and type "
    "it anew.",
    firm="a text could read differently from what it is",
    examples=(Example("questions", 'when: "At the\\u200B board."', "when: At the board."),),
    texts=_unseen,
)
