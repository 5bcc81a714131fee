"""Texts that would be shown as nobody meant them: another Markdown, a comment, a paste, a gap."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from katabase.domain.checks.forbidden import QUOTED
from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope, Texts
from katabase.domain.problems import Level, shortened
from katabase.domain.reading import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

# A list of one line may be a sentence that begins with a dash, or with a number: leave it.
HEADING = re.compile(r"^ {0,3}(?:#{1,6}[ \t]+\S|```|~~~)", re.MULTILINE)
BLOCK = re.compile(r"^\s*(?:[-*+\u2022][ \t]+|\d{1,2}[.)][ \t]+|>[ \t]|\|.*\|\s*$)", re.MULTILINE)
WIKI = re.compile(r"\[\[[^\]\n]{1,200}\]\]")
SETEXT = re.compile(r"^(?:={3,}|-{3,})\s*$", re.MULTILINE)


WRITE_SENTENCES = "write sentences, or entries of a list"


def _blocks(texts: Texts, context: Context) -> Iterator[Finding]:
    for loc, text in texts.texts:
        if loc[:1] == ("changes",):
            continue
        found = HEADING.search(text) or SETEXT.search(text) or WIKI.search(text)
        if not found and "\n" in text:
            found = BLOCK.search(text)
        if found:
            line = text[found.start() :].strip().split("\n")[0]
            words = found.group() if found.re is WIKI else line
            spot = texts.document.find(loc, words, found.start())
            message = f'found "{shortened(words, QUOTED)}", which is shown as it stands'
            hint = sentences.NO_LINK.hint if found.re is WIKI else WRITE_SENTENCES
            yield Finding(texts.document.filename, spot, message, hint)


FOREIGN_MARKDOWN = Rule(
    id="foreign-markdown",
    scope=Scope.TEXTS,
    level=Level.WARNING,
    wrong="A text holds a list, a heading, a quotation, a table or a link of another Markdown, "
    "which is shown as it stands.",
    mend="Texts know emphasis, strong, code and links. What would be a list is often a list of the "
    "practice: `steps`, `needs`, `items`, each entry with a dash of YAML. Else write sentences; a "
    "blank line begins a new paragraph.",
    examples=(
        Example(
            "questions",
            "when: |\n  Use it:\n\n  - at the board\n  - every morning",
            "when: Use it at the board, every morning.",
        ),
    ),
    texts=_blocks,
)


COMMENT = re.compile(r"\n[ ]*(# .*)")
"""A line of a folded text that looks like a comment."""


def _comments(texts: Texts, context: Context) -> Iterator[Finding]:
    document = texts.document
    if " # " not in texts.together:
        return
    for loc, _ in texts.texts:
        start, end = document.range(loc)
        if document.text[start : start + 1] != ">":
            continue
        for match in COMMENT.finditer(document.text, start, end):
            message = (
                f'"{shortened(match[1], QUOTED)}" is a part of the text: there, # begins no comment'
            )
            hint = "write comments above the key; if it is no comment, put it into one sentence"
            spot = document.positions.spot(match.start(1))
            yield Finding(document.filename, spot, message, hint)


COMMENT_IN_TEXT = Rule(
    id="comment-in-text",
    scope=Scope.TEXTS,
    level=Level.WARNING,
    wrong="A line within a text behind `>` begins with `#`, as a comment does.",
    mend="Behind `>` and `|` every line that is indented belongs to the text, so readers would see "
    "it. A comment stands on a line of its own above the key.",
    examples=(
        Example(
            "questions",
            "when: >-\n  At the board.\n  # ask Ann\n  Every morning.",
            "# ask Ann\nwhen: >-\n  At the board.\n  Every morning.",
        ),
    ),
    texts=_comments,
)


def _tabs(texts: Texts, context: Context) -> Iterator[Finding]:
    document = texts.document
    if "\t" not in document.text:
        return
    for loc, _ in texts.texts:
        start, end = document.range(loc)
        written = document.text[start:end].rstrip()
        place = written.find("\t")
        if place >= 0:
            message = f'found a tab behind "{shortened(written[:place][-30:])}"'
            hint = "is it pasted from a spreadsheet? write a space, or an entry for each cell"
            yield Finding(document.filename, document.positions.spot(start + place), message, hint)


TAB_IN_TEXT = Rule(
    id="tab-in-text",
    scope=Scope.TEXTS,
    level=Level.WARNING,
    wrong="A text holds a tab.",
    mend="Cells that are pasted from a spreadsheet stand with tabs between them, and run together "
    "on the page. Give each its own entry or sentence.",
    examples=(Example("questions", "when: At the board\tevery morning.", "when: At the board."),),
    texts=_tabs,
)

EMPTY_WORDS = re.compile(
    r"\W*(?:todo|tbd|tba|fixme|xxx+|lorem ipsum.*|n/?a|none|nothing|to be (?:done|defined|written)"
    r"|(?:add|insert|write|your) (?:text|words?|title|summary)(?: here)?|\.{2,}|\u2026|\?+)\W*",
    re.IGNORECASE | re.DOTALL,
)


def _placeholders(texts: Texts, context: Context) -> Iterator[Finding]:
    for loc, text in texts.texts:
        if len(text) < 200 and EMPTY_WORDS.fullmatch(text):
            message = f'"{shortened(text, QUOTED)}" says nothing'
            hint = "write the text; leave the key out if the practice can do without it"
            yield Finding(texts.document.filename, texts.document.spot(loc), message, hint)


PLACEHOLDER = Rule(
    id="placeholder",
    scope=Scope.TEXTS,
    level=Level.WARNING,
    wrong="A text stands in for one that is still to be written.",
    mend="A reader at the gemba sees the words as they stand. Write the text, or give the practice "
    "the status `draft` until you know it.",
    examples=(Example("questions", "when: TODO", "when: At the board, every morning."),),
    texts=_placeholders,
)
