"""Library to pages: one a practice, one a kind, one a role, the glossary, redirects.

A page is Markdown: headings as Markdown, everything else as blocks of HTML, so that
any Markdown site generator can take it. Links are relative, so that a page works at
any place; that needs addresses of the form ``/folder/id/``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from katabase.domain.vocabulary import Kind, Role
from katabase.products.related import related_groups
from katabase.products.templates import render
from katabase.products.text import Terms, Writer, plain, slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from katabase.domain.library import Entry, Library
    from katabase.products.cards.views import CardView


@dataclass(frozen=True)
class Page:
    """A generated page."""

    uri: str
    """Where the Markdown would stand below the documentation folder."""
    markdown: str
    """The page with its front matter."""
    entry: Entry | None = None
    """The practice that the page shows, if it shows one."""


def front_matter(title: str, description: str, **more: object) -> str:
    """Return the head of a Markdown file. Macros are off: YAML text never runs."""
    head = {"title": title, "description": description, "render_macros": False, **more}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    return "\n".join(["---", *lines, "---", "", ""])


class PageMaker:
    """Makes the pages of one library."""

    def __init__(self, library: Library, cards: Mapping[str, CardView] | None = None) -> None:
        self.library = library
        self.cards = cards or {}
        self.terms = Terms(library.terms)

    def writer(self, address: str) -> Writer:
        """Return the writer for a page at an address such as ``starter-kata/x/``."""
        return Writer(self.library, self.terms, "../" * address.count("/"))

    def pages(self) -> Iterator[Page]:
        """Yield every page that follows from the library."""
        for entry in self.library.ordered():
            yield self.practice(entry)
        for kind in Kind:
            yield self.kind(kind)
        for role in Role:
            yield self.role(role)
        yield self.glossary()

    def practice(self, entry: Entry) -> Page:
        """Return the page of a practice."""
        practice = entry.practice
        writer = self.writer(entry.address)
        body = render(
            f"pages/{entry.kind}.html.j2",
            entry=entry,
            practice=practice,
            library=self.library,
            w=writer,
            card=self.cards.get(entry.ref),
            groups=related_groups(self.library, entry),
            successor=self.library.get(practice.successor) if practice.successor else None,
        )
        title = f"{plain(practice.title)} ({entry.kind.label.lower()})"
        head = front_matter(
            title, plain(practice.summary), practice=entry.ref, heading=plain(practice.title)
        )
        return Page(entry.address.rstrip("/") + ".md", head + body, entry)

    def kind(self, kind: Kind) -> Page:
        """Return the page of a kind: all its practices."""
        entries = self.library.of(kind)
        body = render(
            "pages/listing.html.j2",
            heading=kind.plural,
            intro=KIND_INTROS[kind],
            entries=entries,
            filter_query=f"kind={kind}",
            w=self.writer(f"{kind.folder}/"),
        )
        return Page(f"{kind.folder}/index.md", front_matter(kind.plural, KIND_INTROS[kind]) + body)

    def role(self, role: Role) -> Page:
        """Return the page of a role: what somebody in it practises, by kind."""
        entries = [entry for entry in self.library.ordered() if role in entry.practice.roles]
        intro = ROLE_INTROS[role]
        body = render(
            "pages/role.html.j2",
            role=role,
            intro=intro,
            kinds=[
                (kind, found)
                for kind in (Kind.PATH, Kind.STARTER_KATA, Kind.QUESTIONS, Kind.CHECKLIST)
                if (found := [entry for entry in entries if entry.kind is kind])
            ],
            w=self.writer(f"roles/{role}/"),
        )
        return Page(f"roles/{role}.md", front_matter(f"For the {role.label.lower()}", intro) + body)

    def glossary(self) -> Page:
        """Return the page of the field's words."""
        writer = self.writer("glossary/")
        writer.seen = {term.term for term in self.library.terms}
        body = render("pages/glossary.html.j2", library=self.library, w=writer, slug=slug)
        intro = "The words of lean leadership in one or two sentences each."
        return Page("glossary.md", front_matter("Glossary", intro) + body)

    def redirects(self, script: str) -> Iterator[tuple[str, str]]:
        """Yield the site path and the HTML of each redirect from a former id.

        ``script`` is the site path of the script that keeps the query of a printed card.
        """
        for former, ref in self.library.former.items():
            kind, _, old = former.partition("/")
            entry = self.library.entries[ref]
            target = f"../{entry.id}/"
            html = render(
                "pages/redirect.html.j2", entry=entry, target=target, script=f"../../{script}"
            )
            yield f"{Kind(kind).folder}/{old}/index.html", html


KIND_INTROS = {
    Kind.STARTER_KATA: "Small, fixed routines. Follow one to the letter until its pattern "
    "has become natural, then make it your own.",
    Kind.TRAIT: "What leaders of lasting organisations have in common, as others see and hear "
    "it at the place where the work is done, and the kata that develop it.",
    Kind.QUESTIONS: "Questions to ask as they stand, each with what to listen for and what to "
    "ask when the answer is thin.",
    Kind.CHECKLIST: "What to look for and ask on a walk to the place where the work is done, "
    "each item with its reason.",
    Kind.PATH: "Which practices in which order, for a role, and the signs that it is time to "
    "move on.",
}

ROLE_INTROS = {
    Role.LEARNER: "You work on a real problem of your own process and practise a scientific "
    "way of thinking while you do it.",
    Role.COACH: "You ask questions, keep to the pattern and see to it that the learner learns.",
    Role.SECOND_COACH: "You watch the coaching, not the problem, and coach the coach afterwards.",
    Role.TEAM_LEADER: "You are beside the work every hour: you see problems first and help "
    "people to solve them.",
    Role.MANAGER: "You connect the direction of the organisation with the work, and develop "
    "the people who lead it.",
    Role.SENIOR_LEADER: "You set hard goals, go and see, and practise in public what you ask "
    "of others.",
}
