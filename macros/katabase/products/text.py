"""A practice's texts to HTML: emphasis, strong, code, links, and glossary terms.

Texts are data. HTML in them is shown as text, and a link leads to http, https, mailto
or a practice, whatever the checks said before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup

from katabase.domain.kinds.registry import is_reference
from katabase.domain.messages import Messages, messages
from katabase.domain.own_files import is_own
from katabase.domain.sentences import first_sentence
from katabase.products import pictures
from katabase.products.inlines import Code, Link, Marked, Words, inlines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.glossary import Term
    from katabase.domain.library import Library
    from katabase.domain.shared_parts import Picture
    from katabase.products.inlines import Inlines
    from katabase.products.terms import Terms


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
        return Markup(self._html(_tree_of(text), links=True, terms=True))

    def bare(self, text: str) -> Markup:
        """Return a text as ``inline`` does, without links: for texts within a link."""
        return Markup(self._html(_tree_of(text), links=False, terms=False))

    def unlinked(self, text: str) -> Markup:
        """Return a text as ``inline`` does, without links to the glossary: for a lead."""
        return Markup(self._html(_tree_of(text), links=True, terms=False))

    def paragraphs(self, text: str) -> Markup:
        """Return a text as HTML paragraphs; a blank line begins a new one."""
        parts = [part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
        return Markup("").join(Markup("<p>{}</p>").format(self.inline(part)) for part in parts)

    def to(self, address: str) -> str:
        """Return the way from the page to an address below the site's root."""
        return self.root + address

    def shown(self, picture: Picture | None) -> pictures.Shown | None:
        """Return a picture with its address and size; None if it cannot be shown."""
        return pictures.shown(picture)

    def _html(self, tree: Inlines, *, links: bool, terms: bool) -> str:
        return "".join(self._pieces(tree, links=links, terms=terms))

    def _pieces(self, tree: Inlines, *, links: bool, terms: bool) -> Iterator[str]:
        for inline in tree:
            match inline:
                case Words(text):
                    yield self._with_terms(text) if terms else escape(text, quote=False)
                case Code(text):
                    yield f"<code>{escape(text)}</code>"
                case Marked(mark, inner):
                    yield f"<{mark}>{self._html(inner, links=links, terms=terms)}</{mark}>"
                case Link(target, inner):
                    words = self._html(inner, links=links, terms=False)
                    yield f'<a href="{escape(self.href(target))}">{words}</a>' if links else words

    def href(self, target: str) -> str:
        """Return where a link leads, seen from the page; ``#`` if it may lead nowhere."""
        if is_reference(target):
            entry = self.library.get(target)
            return self.to(entry.address) if entry else "#"
        if is_own(target):
            own = self.library.own
            address = own.address(target) if own else None
            return "#" if address is None else self.to(address)
        return target if re.match(r"(?:https?://|mailto:)", target, re.IGNORECASE) else "#"

    def _with_terms(self, text: str) -> str:
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
        # The first sentence: the rest is one tap away, and a page has up to fifteen of them.
        short = re.sub(r"[*`]", "", first_sentence(term.meaning))
        meaning = escape(short, quote=False).replace('"', "&quot;")
        return f'<a class="kb-term" href="{address}" data-meaning="{meaning}">{escape(word)}</a>'


def _tree_of(text: str) -> Inlines:
    return inlines(" ".join(text.split()))
