"""What would be wrong on paper: faces that are too long, characters without a glyph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.problems import Problem
from katabase.products.cards.card import card_of
from katabase.products.cards.formats import FORMATS
from katabase.products.cards.press import Job, press

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from katabase.domain.library import Entry
    from katabase.products.cards.cache import Cache
    from katabase.products.cards.engine import Misfit
    from katabase.products.cards.settings import Settings


def check_cards(
    entries: Iterable[Entry],
    settings: Settings,
    cache: Cache | None = None,
    *,
    sizes: Iterable[str] = tuple(FORMATS),
    seen: Callable[[int], object] = lambda _: None,
) -> Iterator[Problem]:
    """Yield every face that does not fit in a size, and every card with missing characters."""
    by_ref = {entry.ref: entry for entry in entries}
    cards = [card_of(entry) for entry in by_ref.values()]
    sound = []
    for card in cards:
        missing = settings.fonts.missing("".join(card.strings()) + settings.organisation)
        if missing:
            yield _missing(by_ref[card.ref], missing)
        else:
            sound.append(card)
    main = settings.sizes[0]  # with its pictures: what is set here is not set again for the site
    jobs = [Job(card, size, pictures=size == main) for card in sound for size in sizes]
    for made in press(jobs, settings, cache, seen=seen):
        for misfit in made.misfits:
            yield misfit_problem(by_ref[made.job.card.ref], misfit, made.job.size)


def misfit_problem(entry: Entry, misfit: Misfit, size: str) -> Problem:
    """Return the problem of a face that does not fit."""
    form = FORMATS[size]
    written = getattr(entry.practice.card, misfit.side, None) is not None
    way = ("card", misfit.side) if written else ()
    what = {"text": "the text is", "word": "a word is", "title": "the title is"}[misfit.what]
    direction = "high" if misfit.what == "text" else "wide"
    message = (
        f"card {misfit.side}, {form.label}: at the smallest type, {form.smallest:g} pt, {what} "
        f"{misfit.needs:g} mm {direction}; expected at most {misfit.has:g} mm"
    )
    hint = (
        f"shorten card: {misfit.side}: lines"
        if written
        else f"add shorter lines under card: {misfit.side}: lines"
    )
    return Problem(entry.shown, entry.document.spot(way), "card-too-long", message, hint)


def _missing(entry: Entry, characters: list[str]) -> Problem:
    document = entry.document
    listed = ", ".join(f'"{char}" (U+{ord(char):04X})' for char in characters[:8])
    more = f" and {len(characters) - 8} more" if len(characters) > 8 else ""
    way = next((way for way, text in document.texts() if characters[0] in text), ())
    spot = document.find(way, characters[0]) if way else document.spot(())
    message = f"no font of the cards has {listed}{more}"
    hint = "replace them, or name a font that has them: mkdocs.yml, plugins: katabase: cards: fonts"
    return Problem(entry.shown, spot, "card-glyph", message, hint)
