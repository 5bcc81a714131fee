"""What a page needs of the theme's styles, in one style sheet with ours, and of its script.

The theme brings what any site might use, three quarters of what a phone loads on a first
visit. ``Lean`` is one style sheet without the rules that match nothing of what our templates
make, and a page gets it, with our own small script, only if it holds nothing that one of the
rules left out would have matched, and no script that might count on the theme's. Every other
page is left as the theme made it, so what somebody writes by hand, adds by a plugin or sets
by a script of their own looks as it always did.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WORD = re.compile(r"[\w-]+")
CLASS = re.compile(r"\.((?:\\.|[\w-])+)")
CHOICE = re.compile(r"\[(dir|data-md-color-\w+)=\"?([\w-]+)\"?\]")
"""What a page chooses among: its direction, its colours."""
NOT = re.compile(r":not\([^()]*\)")
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
QUOTED = re.compile(r'"[^"\n]*"|`[^`\n]*`')
PIECE = re.compile(
    r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|url\([^"\')]*\)|/\*.*?\*/|[{};]', re.DOTALL
)
"""What must not be looked into, and what ends a part of a style sheet."""


@dataclass(frozen=True)
class Block:
    """A part of a style sheet: what stands before its braces, and what stands in them."""

    head: str
    body: str | None
    """None for a statement without braces, as ``@charset``."""


def blocks(style: str) -> Iterator[Block]:
    """Yield the parts of a style sheet, in their order."""
    depth = start = inner = 0
    for found in PIECE.finditer(style):
        sign = found[0]
        if sign == "{":
            depth += 1
            if depth == 1:
                inner = found.end()
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield Block(style[start : inner - 1].strip(), style[inner : found.start()])
                start = found.end()
        elif depth == 0 and (sign == ";" or sign.startswith("/*")):
            if sign == ";":
                yield Block(style[start : found.start()].strip(), None)
            start = found.end()


def selectors(head: str) -> list[str]:
    """Return the selectors of a rule."""
    if "(" not in head and "[" not in head:
        return head.split(",")
    found, depth, start = [], 0, 0
    for place, sign in enumerate(head):
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign == "," and depth == 0:
            found.append(head[start:place])
            start = place + 1
    return [*found, head[start:]]


def declarations(body: str) -> Iterator[str]:
    """Yield the declarations of a rule."""
    start = depth = 0
    for found in re.finditer(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|[();]', body):
        if found[0] == "(":
            depth += 1
        elif found[0] == ")":
            depth -= 1
        elif found[0] == ";" and depth <= 0:
            yield body[start : found.start()]
            start = found.end()
    if body[start:].strip():
        yield body[start:]


def needs(selector: str) -> set[str]:
    """Return what a page must say for a selector to match: classes, and choices as ``a=b``."""
    plain = NOT.sub("", selector)
    chosen = {f"{name}={value}" for name, value in CHOICE.findall(plain)}
    return chosen | {each.replace("\\", "") for each in CLASS.findall(plain)}


@dataclass(frozen=True)
class Pruned:
    """A style sheet without the rules that need something else than what is said."""

    style: str
    missing: frozenset[str]
    """What a page must not say, or a rule that was left out would match: each of these."""


def pruned(style: str, said: frozenset[str]) -> Pruned:
    """Leave out what needs a class or a choice that nobody says."""
    missing: set[str] = set()
    return Pruned(_pruned(style, said, missing), frozenset(missing))


def _pruned(style: str, said: frozenset[str], missing: set[str]) -> str:
    kept: list[str] = []
    for block in blocks(style):
        if block.body is None:
            if not block.head.startswith("@charset"):
                kept.append(f"{block.head};")
        elif block.head.startswith(("@media", "@supports")):
            inner = _pruned(block.body, said, missing)
            if inner:
                kept.append(f"{block.head}{{{inner}}}")
        elif block.head.startswith("@"):
            kept.append(f"{block.head}{{{block.body}}}")
        else:
            matching = []
            for selector in selectors(block.head):
                unsaid = needs(selector) - said
                missing |= unsaid
                if not unsaid:
                    matching.append(selector)
            if matching:
                kept.append(f"{','.join(matching)}{{{block.body}}}")
    return "".join(kept)


def without_unused(style: str, used: str) -> str:
    """Leave out the variables that neither the style sheet nor ``used`` ever asks for."""
    while True:
        asked = {*VARIABLE.findall(style), *VARIABLE.findall(used)}
        less = _asked_for(style, asked)
        if less == style:
            return style
        style = less


def _asked_for(style: str, asked: set[str]) -> str:
    kept: list[str] = []
    for block in blocks(style):
        if block.body is None:
            kept.append(f"{block.head};")
        elif block.head.startswith(("@media", "@supports")):
            inner = _asked_for(block.body, asked)
            if inner:
                kept.append(f"{block.head}{{{inner}}}")
        elif block.head.startswith("@"):
            kept.append(f"{block.head}{{{block.body}}}")
        else:
            said = [each for each in declarations(block.body) if _is_asked_for(each, asked)]
            if said:
                kept.append(f"{block.head}{{{';'.join(said)}}}")
    return "".join(kept)


def _is_asked_for(declaration: str, asked: set[str]) -> bool:
    name = declaration.partition(":")[0].strip()
    return not name.startswith("--") or name in asked


def words_in_quotes(texts: Iterable[str]) -> frozenset[str]:
    """Return all words that stand in quotes: the classes that templates and scripts write."""
    return frozenset(
        word for text in texts for part in QUOTED.findall(text) for word in WORD.findall(part)
    )


MARKDOWN = frozenset({"headerlink"})
"""Classes that Markdown writes on nearly every page."""
SCRIPTED_PARTS = ("partials/consent.html", "partials/feedback.html", "partials/progress.html")
"""Parts of the theme that need its script: what only they say is not counted."""
SCRIPTED = frozenset({"annotate", "copy", "mermaid", "select", "tabbed-set"})
"""Classes of what needs the theme's script, whatever its styles say."""
FEATURES = frozenset(
    {
        *("content.action.edit", "content.action.view", "navigation.expand", "navigation.footer"),
        *("navigation.indexes", "navigation.path", "navigation.prune", "navigation.sections"),
        *("navigation.tabs", "navigation.tabs.sticky", "navigation.top", "toc.follow"),
        "toc.integrate",
    }
)
"""The features of the theme that need nothing of its script but what ``md-page.js`` does too."""


@dataclass(frozen=True)
class Theme:
    """What a theme brings, as far as it has to be known here."""

    styles: str
    """Its style sheets, one after another."""
    templates: tuple[str, ...]
    """The texts of the templates that a page may be made of."""
    choices: frozenset[str]
    """What pages choose, as in ``data-md-color-scheme=slate``."""
    others: tuple[tuple[str, str], ...] = ()
    """The style sheets of the site's own, which may ask for variables of the theme: where they
    lie in the site, and what is in them."""

    @property
    def said(self) -> tuple[str, ...]:
        """All of it, in an order that is always the same."""
        others = (text for other in self.others for text in other)
        return (self.styles, *self.templates, *sorted(self.choices), *others)


@dataclass(frozen=True)
class Lean:
    """One style sheet for most pages, and which pages are content with it."""

    style: str
    missing: frozenset[str]
    """What no page may say that is to have it: classes, and choices as ``dir=rtl``."""
    others: tuple[str, ...] = ()
    """The style sheets of the site's own that were looked at, by their place in the site."""

    def fits(self, html: str) -> bool:
        """Say whether a page has nothing for which the theme's own files are needed."""
        if "var(--md" in html or not all(map(_known, SCRIPT.findall(html))):
            return False
        if not all(
            LOOKED_AT.search(each) or each.endswith(self.others) for each in SHEET.findall(html)
        ):
            return False
        said = {word for name in SAID.findall(html) for word in name.split()}
        pairs = (pair for pattern in CHOSEN for pair in pattern.findall(html))
        chosen = {f"{name}={value}" for name, value in pairs}
        return self.missing.isdisjoint(said | chosen)

    def fitted(self, html: str) -> str:
        """Return a page with what it needs in the place of what the theme brings, if it fits."""
        found = SHEETS.search(html)
        if not found or not BUNDLE.search(html) or not self.fits(html):
            return html
        folder = found["folder"]
        sheet = f'<link rel="stylesheet" href="{folder}{PAGE_STYLE}">'
        page = html[: found.start()] + sheet + html[found.end() :]
        return BUNDLE.sub(f'<script src="{folder}{PAGE_SCRIPT}" defer></script>', page, count=1)


PAGE_STYLE, PAGE_SCRIPT = "css/page.css", "md-page.js"
"""The style sheet and the script of a page that is content with them, among our assets."""
SAID = re.compile(r'class="([^"]*)"')
CHOSEN = (re.compile(r'(dir)="([\w-]+)"'), re.compile(r'(data-md-color-\w+)="([\w-]+)"'))
"""What a page has chosen; two patterns that each begin with letters are found ten times faster."""
SCRIPT = re.compile(r"<script\b([^>]*)>")
BUNDLE = re.compile(r'<script src="[^"]*assets/javascripts/bundle\.\w+\.min\.js"></script>')
SHEETS = re.compile(
    r'<link rel="stylesheet" href="[^"]*assets/stylesheets/main\.\w+\.min\.css">\s*'
    r'(?:<link rel="stylesheet" href="[^"]*assets/stylesheets/palette\.\w+\.min\.css">\s*)?'
    r'<link rel="stylesheet" href="(?P<folder>[^"]*assets/katabase/\w+/)css/katabase\.css">'
)
"""The style sheets of every page, the theme's and then ours, with nothing between them."""
SHEET = re.compile(r'<link\b(?=[^>]*\brel="?stylesheet)[^>]*\bhref="?([^"> ]*)')
LOOKED_AT = re.compile(
    r"assets/(?:stylesheets/(?:main|palette)\.\w+\.min|katabase/\w+/css/katabase)\.css$"
)
OURS = re.compile(
    r'src="[^"]*assets/(?:katabase/\w+/|javascripts/bundle\.)|type="application/(?:ld\+)?json"'
)


def _known(attributes: str) -> bool:
    """Say whether a script is one of ours, the theme's, or none but data."""
    return OURS.search(attributes) is not None


@lru_cache(maxsize=8)
def lean(theme: Theme, own: str, scripts: tuple[str, ...], templates: tuple[str, ...]) -> Lean:
    """Return what most pages of a site need, from a theme and from what is ours.

    ``own`` is our style sheet; ``scripts`` and ``templates`` are the texts of ours that name
    classes or ask for variables.
    """
    said = words_in_quotes([*theme.templates, *templates, *scripts]) | theme.choices | MARKDOWN
    found = pruned(theme.styles, said)
    used = "\n".join([own, *(text for _, text in theme.others), *scripts])
    style = without_unused(found.style, used)
    return Lean(
        f"{style}\n{own}", found.missing | SCRIPTED, tuple(path for path, _ in theme.others)
    )
