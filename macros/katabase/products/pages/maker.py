"""Makes the pages of a library. None of them grows with it: long lists are cut into pages."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from katabase.domain.kinds.registry import kind_named, kinds
from katabase.domain.messages import SOURCE, Messages, messages, speaks
from katabase.domain.scripts import in_alphabet
from katabase.products.cards.formats import FORMATS, PAPERS
from katabase.products.cards.paper.filled import PAPERS as FILLED_PAPERS
from katabase.products.cards.paper.filled import SHEETS, filled_of, filled_sets
from katabase.products.catalogue.data import CatalogueData
from katabase.products.catalogue.lists import LongList, Section, long_list
from katabase.products.diagrams.drawing import Drawings, drawn_of
from katabase.products.inlines import plain
from katabase.products.pages import guides, listings
from katabase.products.pages.origins import differences
from katabase.products.pages.page import Page, front_matter
from katabase.products.pages.related import Group, related_groups, shortened
from katabase.products.pages.translated import note
from katabase.products.proposing.repository import improvable
from katabase.products.templates import page_of, render
from katabase.products.terms import Terms, old_anchor
from katabase.products.text import Writer
from katabase.products.tongues import HELD, Tongues

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from katabase.domain.glossary import Term
    from katabase.domain.kinds.registry import AnyKind
    from katabase.domain.library import Entry, Library
    from katabase.domain.vocabulary import Word
    from katabase.products.cards.on_pages import CardOnPage
    from katabase.products.cards.paper.filled import FilledSet
    from katabase.products.proposing.repository import Repository

ROLE_MOST = 40
"""Practices of a kind on the page of a role; the catalogue has all of them."""


class PageMaker:
    """Makes the pages of one library."""

    def __init__(
        self,
        library: Library,
        cards: Mapping[str, CardOnPage] | None = None,
        sizes: Sequence[str] = tuple(FORMATS),
        language: str = SOURCE,
        owner: str = "",
        repository: Repository | None = None,
    ) -> None:
        """``owner`` is whose site it is, as adapted practices say it."""
        self.repository = repository
        self.improvable = improvable(library, repository)
        self.library = library
        self.say = messages(language)
        self.tongues = Tongues(library, language)
        self.sizes = sizes
        self.owner = owner
        self.cards = cards or {}
        self.terms = Terms(library.terms)
        self._drawn: dict[str, Drawings | None] = {}

    def writer(self, address: str, say: Messages | None = None) -> Writer:
        """Return the writer for a page at an address such as ``starter-kata/x/``.

        Its words are those of the site, unless others are given.
        """
        root = "../" * address.count("/")
        return Writer(self.library, self.terms, root, say=say or self.say)

    def say_of(self, entry: Entry) -> Messages:
        """Return the words around a practice: in its own language, if the interface speaks it."""
        language = entry.practice.language
        return messages(language) if speaks(language) else self.say

    def diagram(self, entry: Entry) -> Drawings | None:
        """Return the picture of a practice; None if it has none."""
        if entry.ref not in self._drawn:
            self._drawn[entry.ref] = drawn_of(entry, self.say_of(entry))
        return self._drawn[entry.ref]

    def last_diagram(self, entry: Entry) -> Drawings | None:
        """Return the picture of a practice for the last time: it is let go of."""
        found = self.diagram(entry)
        del self._drawn[entry.ref]
        return found

    @cached_property
    def catalogue_data(self) -> CatalogueData:
        """The library in pieces, for scripts."""
        return CatalogueData(self.library, self.tongues, self.say)

    def over(self, library: Library, cards: Mapping[str, CardOnPage]) -> PageMaker:
        """Return what makes the pages of another state of the library.

        ``cards`` are those that are other ones there.
        """
        cards = {**self.cards, **cards}
        mine = (self.sizes, self.tongues.home, self.owner, self.repository)
        return PageMaker(library, cards, *mine)

    def pages(self) -> Iterator[Page]:
        """Yield every page that follows from the library."""
        return map(self._with_languages, self._pages())

    def pages_of(self, entry: Entry) -> Iterator[Page]:
        """Yield the pages of one practice."""
        return map(self._with_languages, self.practice(entry))

    def _with_languages(self, page: Page) -> Page:
        return Page(page.uri, partial(self._marked, page), page.entry)

    def _pages(self) -> Iterator[Page]:
        yield from self.catalogue()
        for entry in self.library.ordered():
            yield from self.practice(entry)
        for kind in kinds():
            if self.library.of(kind):
                yield from self.kind(kind)
        for role in self.library.vocabulary.roles.values():
            yield self.role(role)
        yield self.glossary()
        yield from map(self.filled, filled_sets(self.library))
        yield from guides.pages(
            self.library, self.catalogue_data, self.sizes, self.say, self.repository
        )

    def _marked(self, page: Page) -> str:
        labels = self.say_of(page.entry).language if page.entry else ""
        return self.tongues.marked(page.markdown, page.entry, labels)

    def catalogue(self) -> Iterator[Page]:
        """Yield the catalogue: its first page, where it is filtered, and the rest of the list."""
        whole = listings.catalogue_list(self.library, self.say)
        piece = listings.catalogue(self.library, self.writer(whole.address), self.catalogue_data)
        body = render("pages/catalogue.html.j2", self.say, list=whole, piece=piece)
        intro = self.say("All practices, to be filtered by kind, role, time, trait and status.")
        bare = {"hide": ["navigation", "toc"], "search": {"exclude": True}}
        yield Page("catalogue.md", front_matter(whole.heading, intro, **bare) + body)
        yield from self.more(whole)

    def more(self, whole: LongList) -> Iterator[Page]:
        """Yield the pages of a long list after its first."""
        for number, address in whole.numbered()[1:]:
            writer = self.writer(address)
            first, last = whole.span(number)
            span = self.say("%(first)s to %(last)s", first=first, last=last)
            title = f"{whole.heading}: {span}"
            body = render(
                "pages/more.html.j2", self.say, list=whole, number=number, title=title, w=writer
            )
            of_all = self.say("%(part)s of %(total)s.", part=title, total=whole.total)
            head = front_matter(title, of_all, hide=["toc"])
            yield Page(address.rstrip("/") + ".md", head + body)

    def practice(self, entry: Entry) -> Iterator[Page]:
        """Yield the page of a practice, and one of all that is related if that is very much."""
        groups = shortened(related_groups(self.library, entry, self.say_of(entry)))
        made = partial(self._practice, entry, groups)
        yield Page(entry.address.rstrip("/") + ".md", made, entry)
        if any(len(group.shown) < len(group.entries) for group in groups):
            yield from self.related(entry, groups)

    def related(self, entry: Entry, groups: list[Group]) -> Iterator[Page]:
        """Yield the pages that list all practices related to one."""
        sections = [Section(group.title, group.entries) for group in groups]
        title = plain(entry.practice.title)
        about = self.say("%(title)s: where it leads", title=title)
        whole = long_list(f"{entry.address}related/", about, sections)
        writer = self.writer(whole.address)
        body = render("pages/related.html.j2", self.say, list=whole, entry=entry, w=writer)
        told = self.say("All practices that are related to %(title)s.", title=title)
        head = front_matter(whole.heading, told)
        yield Page(whole.address.rstrip("/") + ".md", head + body)
        yield from self.more(whole)

    def _practice(self, entry: Entry, groups: list[Group]) -> str:
        practice = entry.practice
        say = self.say_of(entry)
        writer = self.writer(entry.address, say)
        body = render(
            page_of(entry.kind),
            say,
            entry=entry,
            practice=practice,
            library=self.library,
            w=writer,
            card=self.cards.get(entry.ref),
            diagram=self.diagram(entry),
            groups=groups,
            owner=self.owner,
            differs=differences(entry, self.library, say),
            translated=self._translated(entry),
            filled={one.example.key: one.address for one in filled_of(entry)},
            successor=self.library.get(practice.successor) if practice.successor else None,
        )
        title = f"{plain(practice.title)} ({say.within(say(entry.kind.label))})"
        more = {"improve": True} if entry.ref in self.improvable else {}
        head = front_matter(
            title,
            plain(practice.summary),
            practice=entry.ref,
            heading=plain(practice.title),
            **more,
        )
        return head + body

    def _translated(self, entry: Entry) -> tuple[str, str]:
        """Return what is said of the language of a practice, and the attributes of that."""
        said = note(entry, self.say)
        language = HELD if self.tongues.isolates else self.say.language
        return said, self.tongues.attributes(language, entry.practice.language)

    def kind(self, kind: AnyKind) -> Iterator[Page]:
        """Yield the pages of a kind: all its practices."""
        sections = [Section("", tuple(self.library.of(kind)))]
        title, intro = self.say(kind.plural), self.say(kind.introduction)
        whole = long_list(f"{kind.folder}/", title, sections)
        body = render(
            "pages/listing.html.j2",
            self.say,
            list=whole,
            intro=intro,
            filter_query=f"kind={kind}",
            w=self.writer(whole.address),
        )
        yield Page(f"{kind.folder}/index.md", front_matter(title, intro) + body)
        yield from self.more(whole)

    def role(self, role: Word) -> Page:
        """Return the page of a role: what somebody in it practises, by kind."""
        entries = [entry for entry in self.library.ordered() if role in entry.practice.roles]
        intro = self.say(role.introduction) if role.introduction else ""
        title = self.say("For the %(role)s", role=self.say.within(self.say(role.label)))
        body = render(
            "pages/role.html.j2",
            self.say,
            role=role,
            title=title,
            intro=intro,
            most=ROLE_MOST,
            kinds=[
                (kind, found)
                for kind in sorted(kinds(), key=lambda each: each.role_place)
                if (found := [entry for entry in entries if entry.kind is kind])
            ],
            w=self.writer(f"roles/{role}/"),
        )
        head = front_matter(title, intro or title)
        return Page(f"roles/{role}.md", head + body)

    def filled(self, one: FilledSet) -> Page:
        """Return the page of the forms that a worked example fills in."""
        say = self.say_of(one.entry)
        title = say("Filled in: %(title)s", title=plain(one.example.title))
        body = render(
            "pages/filled.html.j2",
            say,
            title=title,
            one=one,
            forms=[(worksheet, one.form(worksheet, say)) for worksheet in SHEETS],
            papers=[(PAPERS[paper].label, paper) for paper in FILLED_PAPERS],
            printed=one.entry.ref in self.cards,
            w=self.writer(one.address, say),
        )
        about = say("The forms of one learner, as an example.")
        head = front_matter(title, about, search={"exclude": True})
        return Page(one.address.rstrip("/") + ".md", head + body)

    def glossary(self) -> Page:
        """Return the page of the field's words."""
        writer = self.writer("glossary/")
        writer.seen = {term.term for term in self.library.terms}
        taken = set(self.terms.anchors.values())
        letters: dict[str, list[tuple[Term, str, str]]] = {}
        for term in self.library.terms:
            first = in_alphabet(term.term)[:1].upper()
            places = letters.setdefault(first if first.isalnum() else "0", [])
            places.append((term, *self._anchors(term, taken)))
        body = render(
            "pages/glossary.html.j2",
            self.say,
            library=self.library,
            w=writer,
            letters=letters.items(),
        )
        intro = self.say("The words of lean leadership in one or two sentences each.")
        return Page("glossary.md", front_matter(self.say("Glossary"), intro) + body)

    def _anchors(self, term: Term, taken: set[str]) -> tuple[str, str]:
        """Return a term's anchor, and its old one if that leads to nothing else."""
        old = old_anchor(term.term)
        if old in taken:
            old = ""
        taken.add(old)
        return self.terms.anchors[term.term], old

    def redirects(self, script: str) -> Iterator[tuple[str, str]]:
        """Yield the site path and the HTML of each redirect from a former id.

        ``script`` is the site path of the script that keeps the query of a printed card.
        """
        for former, ref in self.library.former.items():
            kind, _, old = former.partition("/")
            entry = self.library.entries[ref]
            target = f"../{entry.id}/"
            html = render(
                "pages/redirect.html.j2",
                self.say_of(entry),
                entry=entry,
                language=self.say_of(entry).language,
                target=target,
                script=f"../../{script}",
            )
            yield f"{kind_named(kind).folder}/{old}/index.html", html
