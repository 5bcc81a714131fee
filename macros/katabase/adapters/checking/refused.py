"""All that a build would refuse, found without building: practices, pages, cards."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from katabase.adapters.building.site_languages import languages_of as languages_of_site
from katabase.adapters.checking.rehearsal import rehearse
from katabase.adapters.settings import mkdocs_yml
from katabase.adapters.settings.card_settings import cards_kept, cards_settings
from katabase.adapters.settings.configuration import CONFIG
from katabase.adapters.settings.docs_folder import own_html_in, own_pages_in, replaces
from katabase.adapters.settings.options import language_of, options_of, placed
from katabase.adapters.settings.site_checks import problems_of_site
from katabase.domain import loading
from katabase.domain.checks import registry
from katabase.domain.checks.levels import levels_from
from katabase.domain.checks.rules import since
from katabase.domain.checks.rules.pages import taken_addresses
from katabase.domain.layers import languages_of, resolve
from katabase.domain.problems import KatabaseError, Level
from katabase.domain.reading import source
from katabase.domain.translating.laying import in_other_words
from katabase.products.cards.ready_decks import carded
from katabase.products.cards.typeset.check import check_cards, glyph_problems
from katabase.products.outputs.kept import Cache
from katabase.products.publishing import promises

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from katabase.adapters.settings.mkdocs_yml import MkdocsYml
    from katabase.domain.changes.state import State
    from katabase.domain.library import Entry, Library
    from katabase.domain.problems import Problem


def problems_of(
    library: Library,
    site: MkdocsYml,
    *,
    cards: bool | None,
    wanted: Callable[[str], bool],
    before: Sequence[State] = (),
    spoken: Mapping[str, Sequence[State]] | None = None,
    others: Sequence[Library] = (),
    pages: bool = False,
    strict: bool = False,
) -> list[Problem]:
    """Return what is wrong with a site, as bad as its settings have it.

    ``wanted`` says whether a file, by its path as people see it, is looked at. ``cards`` says
    whether its card is set, None if there is a site, whose sizes and fonts are known; it is
    where the practice itself has no error. With what readers could see ``before``, the newest
    last, also what became of that is said, and of the site in further languages (``spoken``, by
    their tags). ``others`` are the same library in other languages.
    ``pages`` says whether settings and pages are read as a build, or a strict one, reads them.
    """
    options = options_of(site)
    with placed(site.path):
        levels = levels_from(options.checks)
        if options.languages:
            languages_of_site(site, options)
    shown = library.published(drafts=True, audiences=options.audiences)
    now = None
    if any(each.published for each in before):
        now = promises.state_of_publishing(library, options.audiences)
    found = levels.of(registry.check(library, before=tuple(before), now=now))
    said = {(each.path, each.message) for each in found}  # of the first language, with lines
    kept = levels.of(_kept_in_languages(library, site, spoken or {}))
    found += [each for each in kept if (each.path, each.message) not in said]
    found += levels.of(taken_addresses(shown, _own_pages(site, shown)))
    found += levels.of(problems_of_site(site))
    broken = {problem.path for problem in found if problem.level is Level.ERROR}
    entries = [e for e in carded(shown) if wanted(e.filename) and e.filename not in broken]
    if cards or (cards is None and site.files):
        found += levels.of(registry.ours(library, _on_cards(entries, site)))
    elif site.files:
        found += levels.of(registry.ours(library, _without_glyph(entries, site)))
    for other in others:
        found += levels.of(_translated(library, other, site, wanted, cards=cards))
    if pages and site.files:
        sound = not any(problem.level is Level.ERROR for problem in found)
        known = set(found)
        rehearsed = levels.of(_rehearsed(library if sound else None, site, strict=strict))
        found += [problem for problem in rehearsed if problem not in known]
    settings = {CONFIG, *(file.filename for file in site.files)}
    chosen = [problem for problem in found if problem.path in settings or wanted(problem.path)]
    return sorted(chosen, key=lambda problem: problem.order)


def in_other_languages(library: Library, site: MkdocsYml) -> list[Library]:
    """Return the library in each language into which its own layers, or its site, put it."""
    own = [layer for layer in library.layers if not layer.packaged]
    languages = dict.fromkeys([*languages_of(own), language_of(site)])
    found = (in_other_words(library, language, source.read) for language in languages)
    return [other for other in found if other is not library]


def _kept_in_languages(
    library: Library, site: MkdocsYml, spoken: Mapping[str, Sequence[State]]
) -> Iterator[Problem]:
    """Yield what a site does not keep of what it has promised in further languages."""
    if not spoken or not site.files:
        return
    with placed(site.path):
        languages = languages_of_site(site, options_of(site))
    if not languages.first:
        return
    further = {each.language: each for each in languages.all[1:]}
    for name, before in spoken.items():
        if name not in further:
            yield promises.language_lost(name, site.files[0].filename)
            continue
        other = options_of(mkdocs_yml.read(further[name].path))
        same = other.layers == options_of(site).layers
        shown = library if same else loading.load(resolve(other.layers, site.path.parent))
        words = in_other_words(shown, name, source.read)
        yield from since.broken(before, promises.state_of_publishing(words, other.audiences))


def _rehearsed(library: Library | None, site: MkdocsYml, *, strict: bool) -> Iterator[Problem]:
    """Yield what a build of the site would refuse, in each of its languages."""
    yield from rehearse(site, library, strict=strict)
    with placed(site.path):
        languages = languages_of_site(site, options_of(site))
    if languages.first:
        for other in languages.all[1:]:
            yield from rehearse(mkdocs_yml.read(other.path), library, strict=strict)


def _translated(
    library: Library,
    other: Library,
    site: MkdocsYml,
    wanted: Callable[[str], bool],
    *,
    cards: bool | None,
) -> Iterator[Problem]:
    """Yield what is wrong with translations, and on their cards."""
    files = set(other.files) - set(library.files)
    known, laid = set(library.problems), set(other.problems)
    found = [p for p in registry.check(other) if (p.path in files or p in laid) and p not in known]
    yield from found
    if not (cards or (cards is None and site.files)):
        return
    broken = {problem.path for problem in found if problem.level is Level.ERROR}
    shown = other.published(drafts=True, audiences=options_of(site).audiences)
    entries = [e for e in carded(shown) if e.translations and e.filename not in broken]
    on_cards = _on_cards([e for e in entries if wanted(e.filename)], site)
    yield from registry.ours(other, on_cards)


def _own_pages(site: MkdocsYml, library: Library) -> dict[str, str]:
    """Return the site's own pages by address, but for those that are to replace a practice's."""
    folder = site.path.parent
    practices = {entry.address for entry in library.ordered()}

    def meant(address: str, name: str) -> bool:
        if address not in practices:
            return False
        return replaces((folder / name).read_text(encoding="utf-8", errors="replace"))

    own = own_pages_in(folder, site.data)
    finished = dict(own_html_in(folder, site.data))
    return finished | {address: name for address, name in own if not meant(address, name)}


def _on_cards(entries: list[Entry], site: MkdocsYml) -> Iterator[Problem]:
    settings = cards_settings(site.path.parent)
    # Without settings it is no site of its own, and nothing is left behind.
    cache = cards_kept(site.path.parent) if site.files else Cache(None)
    yield from check_cards(entries, settings, cache, sizes=settings.sizes)


def _without_glyph(entries: list[Entry], site: MkdocsYml) -> Iterator[Problem]:
    """Yield what no font of the site can print, which is quickly known."""
    with suppress(KatabaseError):  # a setting that cannot be used is said when cards are set
        yield from glyph_problems(entries, cards_settings(site.path.parent).fonts)
