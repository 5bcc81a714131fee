"""Links in texts lead to what is there, and to nothing that could run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from katabase.domain.checks.forbidden import BAD_SCHEME, LINK_FORMS, QUOTED, without
from katabase.domain.checks.rule import Context, Example, Finding, Rule, Scope, Texts
from katabase.domain.kinds.registry import is_reference
from katabase.domain.links import targets_in
from katabase.domain.own_files import is_own
from katabase.domain.problems import did_you_mean, nearest, shortened
from katabase.domain.reading import sentences
from katabase.domain.vocabulary import FieldType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.library import Entry
    from katabase.domain.own_files import OwnFiles
    from katabase.domain.problems import Spot

GOOD_LINK = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
WRITE_LINK = sentences.NO_LINK.hint

_FORM_CHECKS = tuple(map(without, LINK_FORMS))


def _links(texts: Texts, context: Context) -> Iterator[Finding]:
    for check in _FORM_CHECKS:
        yield from check(texts, context)
    if "](" not in texts.together:
        return
    for loc, text in texts.texts:
        for target, index in targets_in(text):
            good = is_reference(target) or is_own(target) or GOOD_LINK.fullmatch(target)
            if not good and not BAD_SCHEME.pattern.match(target):
                spot = texts.document.find(loc, target, index)
                message = sentences.NO_LINK.said(found=shortened(target, QUOTED))[1]
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
    message = f'there is no page or file "{shortened(name, QUOTED)}" below {own.filename}/'
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
