"""A practice's texts to HTML: emphasis, strong, code, links, and glossary terms.

Texts are data. HTML in them is shown as text, and a link leads to http, https, mailto
or a practice, whatever the checks said before.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markupsafe import Markup

from katabase.domain.links import is_reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from katabase.domain.glossary import Term
    from katabase.domain.library import Library

MARKS = re.compile(r"[*_`\[\\&]")
"""A text without any of these characters needs no Markdown parser."""

WORD = re.compile(r"\w+")

_parser = MarkdownIt("zero", {"html": False}).enable(["emphasis", "backticks", "link", "escape"])


def slug(word: str) -> str:
    """Return the anchor of a glossary term."""
    return re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-")


class Terms:
    """Finds the words of the glossary in a text.

    Each word of the text is looked up first; only terms that begin with one of them are
    searched for. That costs a tenth of searching for all terms at once.
    """

    def __init__(self, terms: Sequence[Term]) -> None:
        self.by_word: dict[str, Term] = {}
        for term in terms:
            for word in (term.term, *term.also):
                self.by_word[word.casefold()] = term
        beginning: dict[str, list[str]] = defaultdict(list)
        for word in self.by_word:
            for first in WORD.findall(word)[:1]:
                beginning[first].append(word)
                beginning[f"{first}s"].append(word)
        self.patterns = {first: _any_of(words) for first, words in beginning.items()}
        self.names = {
            first: {self.by_word[word].term for word in words} for first, words in beginning.items()
        }

    def find(self, text: str, seen: set[str]) -> list[tuple[int, int, Term]]:
        """Return where terms that are not among those seen may stand: start, end, term.

        Sorted by place, the longer one first; places may overlap.
        """
        found = set()
        for word in set(WORD.findall(text.casefold())):
            if word in self.patterns and not self.names[word] <= seen:
                matches = self.patterns[word].finditer(text)
                found |= {(match.start(), -match.end(), match.group()) for match in matches}
        return [(start, -end, self._term(word)) for start, end, word in sorted(found)]

    def _term(self, word: str) -> Term:
        key = word.casefold()
        return self.by_word.get(key) or self.by_word[key.removesuffix("s")]


def _any_of(words: list[str]) -> re.Pattern[str]:
    ordered = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(ordered)})s?\b", re.IGNORECASE)


@dataclass
class Writer:
    """Writes the texts of one page. Each glossary term is linked where it first occurs."""

    library: Library
    terms: Terms
    root: str
    """The way from the page to the site's root, as in ``../../``."""
    seen: set[str] = field(default_factory=set)

    def inline(self, text: str) -> Markup:
        """Return a text as HTML without a paragraph around it."""
        flat = " ".join(text.split())
        if not MARKS.search(flat):
            return Markup(self._plain(flat, link=True))
        tokens = _parser.parseInline(flat)[0].children or []
        return Markup("".join(self._tokens(tokens)))

    def bare(self, text: str) -> Markup:
        """Return a text as ``inline`` does, without links: for texts within a link."""
        return Markup(re.sub(r"</?a\b[^>]*>", "", self.unlinked(text)))

    def unlinked(self, text: str) -> Markup:
        """Return a text as ``inline`` does, without links to the glossary: for a lead."""
        kept, self.seen = self.seen, {term.term for term in self.library.terms}
        html = self.inline(text)
        self.seen = kept
        return html

    def paragraphs(self, text: str) -> Markup:
        """Return a text as HTML paragraphs; a blank line begins a new one."""
        parts = [part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
        return Markup("").join(Markup("<p>{}</p>").format(self.inline(part)) for part in parts)

    def to(self, address: str) -> str:
        """Return the way from the page to an address below the site's root."""
        return self.root + address

    def _tokens(self, tokens: Sequence[Any]) -> list[str]:
        out: list[str] = []
        inside = 0
        for token in tokens:
            if token.type == "link_open":
                inside += 1
                out.append(f'<a href="{escape(self._href(str(token.attrGet("href"))))}">')
            elif token.type == "link_close":
                inside -= 1
                out.append("</a>")
            elif token.type == "code_inline":
                out.append(f"<code>{escape(token.content)}</code>")
            elif token.type in TAGS:
                out.append(TAGS[token.type])
            else:
                out.append(self._plain(token.content, link=not inside))
        return out

    def _href(self, target: str) -> str:
        if is_reference(target):
            entry = self.library.get(target)
            return self.to(entry.address) if entry else "#"
        return target if re.match(r"(?:https?://|mailto:)", target, re.IGNORECASE) else "#"

    def _plain(self, text: str, *, link: bool) -> str:
        if not link:
            return escape(text, quote=False)
        out, last = [], 0
        for start, end, term in self.terms.find(text, self.seen):
            if start < last or term.term in self.seen:
                continue
            self.seen.add(term.term)
            out += [escape(text[last:start], quote=False), self._term(text[start:end], term)]
            last = end
        return "".join(out) + escape(text[last:], quote=False)

    def _term(self, word: str, term: Term) -> str:
        address = self.to(f"glossary/#{slug(term.term)}")
        meaning = escape(re.sub(r"[*`]", "", term.meaning))
        return f'<a class="kb-term" href="{address}" data-meaning="{meaning}">{escape(word)}</a>'


TAGS = {
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "softbreak": " ",
    "hardbreak": " ",
}


def plain(text: str) -> str:
    """Return a text without its marks, for titles, descriptions and feeds."""
    flat = " ".join(text.split())
    if not MARKS.search(flat):
        return flat
    tokens = _parser.parseInline(flat)[0].children or []
    return "".join(" " if token.type.endswith("break") else token.content for token in tokens)
