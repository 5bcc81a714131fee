"""A practice's texts to HTML: emphasis, strong, code, links, and glossary terms.

Texts are data. HTML in them is shown as text, and a link leads to http, https, mailto
or a practice, whatever the checks said before.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markupsafe import Markup

from katabase.domain.kinds.registry import is_reference
from katabase.domain.messages import Messages, messages
from katabase.domain.scripts import HANGUL, KATAKANA, UNSPACED, marks, slug, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from katabase.domain.glossary import Term
    from katabase.domain.library import Library

MARKS = re.compile(r"[*_`\[\\&]")
"""A text without any of these characters needs no Markdown parser."""

_parser = MarkdownIt("zero", {"html": False}).enable(["emphasis", "backticks", "link", "escape"])


class Terms:
    """Finds the words of the glossary in a text, in every script.

    Each word of the text is looked up first; only terms that begin with one of them are
    searched for. That costs a tenth of searching for all terms at once. Where a script puts
    no spaces between words, the first letter takes the place of the first word.
    """

    def __init__(self, terms: Sequence[Term]) -> None:
        self.by_word: dict[str, Term] = {}
        written: dict[str, str] = {}
        for term in terms:
            for word in (term.term, *term.also):
                self.by_word[word.casefold()] = term
                written[word.casefold()] = word
        beginning: dict[str, list[str]] = defaultdict(list)
        letters: dict[str, list[str]] = defaultdict(list)
        for word in written.values():
            if RUNS_ON.match(word):
                letters[word[0]].append(word)
                continue
            for first in words_of(word.casefold())[:1]:
                beginning[first].append(word)
                beginning[f"{first}s"].append(word)
        self.letters = frozenset(letters)
        self.patterns = {key: _any_of(words) for key, words in {**letters, **beginning}.items()}
        self.names = {
            key: {self.by_word[word.casefold()].term for word in words}
            for key, words in {**letters, **beginning}.items()
        }
        self.anchors = anchors([term.term for term in terms])

    def find(self, text: str, seen: set[str]) -> list[tuple[int, int, Term]]:
        """Return where terms that are not among those seen may stand: start, end, term.

        Sorted by place, the longer one first; places may overlap.
        """
        found = set()
        keys = set(words_of(text.casefold()))
        if self.letters and not text.isascii():
            keys |= self.letters.intersection(text)
        for key in keys:
            if key in self.patterns and not self.names[key] <= seen:
                matches = self.patterns[key].finditer(text)
                found |= {(match.start(), -match.end(), match.group()) for match in matches}
        named = ((start, -end, self._term(word)) for start, end, word in sorted(found))
        return [(start, end, term) for start, end, term in named if term is not None]

    def _term(self, word: str) -> Term | None:
        key = word.casefold()
        return self.by_word.get(key) or self.by_word.get(key.removesuffix("s"))


RUNS_ON = re.compile(f"[{UNSPACED}{HANGUL}]")
"""The beginning of a word that other letters may precede or follow."""


def _any_of(words: list[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(_whole, ordered)), re.IGNORECASE)


def _whole(word: str) -> str:
    """Return a pattern for a word as a whole.

    Between letters of a script without spaces nothing says where a word ends; a run of
    Katakana is one word, and in Korean endings follow a word directly.
    """
    before, after = f"(?<![\\w{marks()}])", f"s?(?![\\w{marks()}])"
    if word.isascii():
        before, after = r"(?<!\w)", r"s?(?!\w)"
    if RUNS_ON.match(word):
        own = next((run for run in (KATAKANA, HANGUL) if re.match(f"[{run}]", word)), "")
        before = f"(?<![{own}])" if own else ""
    if re.search(f"[{KATAKANA}]$", word):
        after = f"(?![{KATAKANA}])"
    elif re.search(f"[{UNSPACED}{HANGUL}]$", word):
        after = f"(?![{marks()}])"
    return f"{before}{re.escape(word)}{after}"


def anchors(terms: Sequence[str]) -> dict[str, str]:
    """Return the anchor of each glossary term: its words, and a hash where those are not enough.

    "C++" and "C#" have the same word; a term that is just its words keeps them.
    """
    words = {term: slug(term) for term in terms}
    shared = Counter(words.values())
    return {
        term: word if word and (shared[word] == 1 or term.lower() == word) else _apart(term, word)
        for term, word in words.items()
    }


def _apart(term: str, word: str) -> str:
    digest = hashlib.sha256(term.lower().encode()).hexdigest()[:6]
    return f"{word or 'term'}-{digest}"


def old_anchor(term: str) -> str:
    """Return the anchor that a term had when only ASCII letters counted; it may be empty."""
    return re.sub(r"[^a-z0-9]+", "-", term.lower()).strip("-")


@dataclass
class Writer:
    """Writes the texts of one page. Each glossary term is linked where it first occurs."""

    library: Library
    terms: Terms
    root: str
    """The way from the page to the site's root, as in ``../../``."""
    seen: set[str] = field(default_factory=set)
    say: Messages = field(default_factory=messages)
    """The words of the interface around the texts."""

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
        address = self.to(f"glossary/#{self.terms.anchors[term.term]}")
        meaning = escape(re.sub(r"[*`]", "", term.meaning), quote=False).replace('"', "&quot;")
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
