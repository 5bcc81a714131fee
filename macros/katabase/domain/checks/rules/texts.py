"""Texts hold words, emphasis, strong, code and links; nothing that runs or hides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope, Texts
from katabase.domain.kinds.registry import is_reference
from katabase.domain.links import targets_in
from katabase.domain.own_files import is_own
from katabase.domain.problems import Level, did_you_mean, nearest
from katabase.domain.reading import sentences
from katabase.domain.reading.characters import hidden
from katabase.domain.reading.rawtext import hidden_character
from katabase.domain.vocabulary import FieldType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from katabase.domain.library import Entry
    from katabase.domain.own_files import OwnFiles
    from katabase.domain.problems import Spot

GOOD_LINK = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
BAD_SCHEME = re.compile(r"\b(?:javascript|vbscript|data|file):\S{1,24}", re.IGNORECASE)
AUTOLINK = r"<[a-z][a-z0-9+.-]*:[^>\s]*>|<[^\s<>@]+@[^\s<>@]+>"
HTML = rf"(?!{AUTOLINK})<[A-Za-z/!?][^>\n]{{0,40}}>?"
# The lengths are limited so that a text of a megabyte of brackets is read in one pass.
LABELLED = r"\[[^\]]{0,200}\]\[[^\]]{0,200}\]|^\[[^\]]{1,200}\]:\s"


class Forbidden(NamedTuple):
    """What no text may hold."""

    pattern: re.Pattern[str]
    mend: str
    signs: tuple[str, ...]
    """It holds one of these at least: where none stands, nobody need look further."""


NO_HTML = Forbidden(
    re.compile(HTML, re.IGNORECASE),
    "HTML is not allowed; use *emphasis*, **strong** or `code`",
    ("<",),
)
NO_BRACES = Forbidden(
    re.compile(r"\{\{|\{%|\{#|#\}|%\}|\}\}"),
    "template braces are not allowed; write the value itself",
    ("{", "}"),
)
NO_IMAGE = Forbidden(
    re.compile(r"!\[[^\]]{0,200}\]\("),
    'a text holds no image; a picture stands under "picture:", with file and alt',
    ("![",),
)


def _without(forbidden: Forbidden) -> Callable[[Texts, Context], Iterator[Finding]]:
    """Return the check that finds something forbidden in a text."""
    pattern, hint, signs = forbidden

    def check(texts: Texts, context: Context) -> Iterator[Finding]:
        together = texts.together
        if not any(sign in together for sign in signs) or not pattern.search(together):
            return
        for loc, text in texts.texts:
            for match in pattern.finditer(text):
                spot = texts.document.find(loc, match.group(), match.start())
                message = sentences.FOUND.said(found=_short(match.group()))[1]
                yield Finding(texts.document.filename, spot, message, hint)

    return check


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else flat[:39] + "…"


RAW_HTML = Rule(
    id="raw-html",
    scope=Scope.TEXTS,
    wrong="A text holds HTML.",
    mend="Texts are words: pages, cards and search results all show the same ones. Write "
    "`*emphasis*`, `**strong**` or a code mark. A sign such as < before a number is no HTML.",
    firm="a text must not be able to change the page that shows it",
    examples=(Example("questions", "when: At the <b>board</b>.", "when: At the **board**."),),
    texts=_without(NO_HTML),
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
    texts=_without(NO_BRACES),
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
    texts=_without(NO_IMAGE),
)

_FORMS = (
    Forbidden(re.compile(AUTOLINK, re.IGNORECASE), "write a link as [words](https://…)", ("<",)),
    Forbidden(BAD_SCHEME, "allowed are https, http, mailto, kind/id and /file", (":",)),
    Forbidden(
        re.compile(LABELLED, re.MULTILINE),
        "write a link as [words](https://…) or [words](kind/id)",
        ("][", "]:"),
    ),
)
_FORM_CHECKS = tuple(map(_without, _FORMS))

FORBIDDEN = (NO_HTML, NO_BRACES, NO_IMAGE, *_FORMS)
"""What no text may hold, each with how to mend it: a form looks for it while one types."""
WRITE_LINK = sentences.NO_LINK.hint


def _links(texts: Texts, context: Context) -> Iterator[Finding]:
    for check in _FORM_CHECKS:
        yield from check(texts, context)
    if "](" not in texts.together:
        return
    for loc, text in texts.texts:
        for target, index in targets_in(text):
            good = is_reference(target) or is_own(target) or GOOD_LINK.fullmatch(target)
            if not good and not BAD_SCHEME.match(target):
                spot = texts.document.find(loc, target, index)
                message = sentences.NO_LINK.said(found=_short(target))[1]
                if not target:
                    message = message.replace('found ""', "found nothing")
                own = context.library.own
                known = own.names() if own and target.startswith("/") else ()
                near = nearest(target, known) if known else None
                hint = did_you_mean(target, context.library.claimed) if "/" in target else ""
                hint = f'did you mean "{near}"?' if near else hint
                yield Finding(texts.document.filename, spot, message, hint or WRITE_LINK)


BAD_LINK = Rule(
    id="bad-link",
    scope=Scope.TEXTS,
    wrong="A link has another form than `[words](kind/id)` or `[words](https://…)`, or leads to "
    "something that could run.",
    mend="Links lead to another practice, to `https://`, `http://` or `mailto:`, or with a slash "
    "before its name to a page or file below the site's `docs`, as in `/forms/a3.pdf`. Every link "
    "has words, because an address alone cannot be read aloud. The `link` of a source begins with "
    "`https://`, `http://` or `mailto:`.",
    firm="a link must not be able to run anything",
    examples=(
        Example(
            "questions",
            'when: "Read [the walk](checklists/desk-walk.yml) first."',
            'when: "Read [the walk](checklist/desk-walk) first."',
        ),
    ),
    texts=_links,
)


def _fields_to_own(entry: Entry, context: Context) -> Iterator[Finding]:
    own = context.library.own
    extra = entry.practice.extra
    for field, value in extra.shown() if extra and own else ():
        if (
            field.type is FieldType.LINK
            and value.startswith("/")
            and own
            and own.address(value) is None
        ):
            spot = entry.document.spot(("extra", field.id))
            yield _no_file(own, value, entry.filename, spot)


def _no_file(own: OwnFiles, target: str, filename: str, spot: Spot) -> Finding:
    name = target.partition("#")[0]
    message = f'there is no page or file "{_short(name)}" below {own.filename}/'
    return Finding(filename, spot, message, did_you_mean(name, own.names()) or WRITE_LINK)


def _to_own(texts: Texts, context: Context) -> Iterator[Finding]:
    own = context.library.own
    if own is None or "](" not in texts.together:
        return
    for loc, text in texts.texts:
        for target, index in targets_in(text):
            if is_own(target) and own.address(target) is None:
                spot = texts.document.find(loc, target, index)
                yield _no_file(own, target, texts.document.filename, spot)


UNKNOWN_FILE = Rule(
    id="unknown-file",
    scope=Scope.TEXTS,
    wrong="A link leads to a page or file of the site's own that does not exist.",
    mend="With a slash before its name, a link leads to what lies below the site's `docs`: "
    "`/rules.md` is `docs/rules.md`, `/forms/a3.pdf` is `docs/forms/a3.pdf`.",
    firm="the link would lead nowhere",
    practice=_fields_to_own,
    texts=_to_own,
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


# A list of one line may be a sentence that begins with a dash, or with a number: leave it.
HEADING = re.compile(r"^ {0,3}(?:#{1,6}[ \t]+\S|```|~~~)", re.MULTILINE)
BLOCK = re.compile(r"^\s*(?:[-*+\u2022][ \t]+|\d{1,2}[.)][ \t]+|>[ \t]|\|.*\|\s*$)", re.MULTILINE)
WIKI = re.compile(r"\[\[[^\]\n]{1,200}\]\]")
SETEXT = re.compile(r"^(?:={3,}|-{3,})\s*$", re.MULTILINE)


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
            message = f'found "{_short(words)}", which is shown as it stands'
            hint = WRITE_LINK if found.re is WIKI else "write sentences, or entries of a list"
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
            message = f'"{_short(match[1])}" is a part of the text: there, # begins no comment'
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
            message = f'found a tab behind "{_short(written[:place][-30:])}"'
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
            message = f'"{_short(text)}" says nothing'
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
