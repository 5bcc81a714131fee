"""What would be wrong on paper: faces too long, characters without a glyph, files too large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fontTools.unicodedata import script

from katabase.domain.problems import Problem, Spot
from katabase.domain.reading import sentences
from katabase.products.cards.formats import FORMATS
from katabase.products.cards.settings import LOGO_HINT
from katabase.products.cards.typeset.batch import Job, set_cards
from katabase.products.cards.typeset.big import cards_in
from katabase.products.cards.typeset.card import card_of
from katabase.products.cards.typeset.fonts import FOR_SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from katabase.domain.library import Entry
    from katabase.domain.reading.document import Loc
    from katabase.products.cards.settings import Settings
    from katabase.products.cards.typeset.batch import Progress
    from katabase.products.cards.typeset.engine import Misfit
    from katabase.products.cards.typeset.fonts import FontSet
    from katabase.products.outputs.kept import Cache


LARGEST_CARD = 40_000
"""Bytes. So much may a card's download have if it is written in ASCII."""
LARGEST_LETTER = 300
"""Bytes for the shape of each other letter on it: a card in Japanese has some hundreds."""
SITE = "mkdocs.yml"
"""Where the settings stand. Which line it is, they do not tell."""


def check_cards(
    entries: Iterable[Entry],
    settings: Settings,
    cache: Cache | None = None,
    *,
    sizes: Iterable[str] | None = None,
    seen: Callable[[int], object] = lambda _: None,
    progress: Progress = lambda _, __: None,
) -> Iterator[Problem]:
    """Yield what does not fit in a size, what has no glyph, and what is too large a file.

    Without ``sizes``, every size that the settings offer is looked at.

    What a setting is to blame for is one problem, about ``mkdocs.yml``, and not one a card.
    """
    by_ref = {entry.ref: entry for entry in entries}
    unnamed = name_problem(settings)
    if unnamed:
        yield unnamed
    sound = []
    for entry in by_ref.values():
        missing = list(glyph_problems([entry], settings.fonts))
        yield from missing
        if not missing and not unnamed:  # the name stands on every card, so that none could be set
            sound.append(entry)
    main = settings.sizes[0]  # with its pictures: what is set here is not set again for the site
    wanted = list(sizes or settings.sizes)
    jobs = (
        Job(one, size, pictures=size == main)
        for card in map(card_of, sound)
        for size in wanted
        for one in cards_in(card, size)
    )
    weights: dict[tuple[str, str], int] = {}
    for made in set_cards(jobs, settings, cache, seen=seen, progress=progress):
        key, weight = (made.job.card.ref, made.job.size), len(made.files.get("pdf", b""))
        weights[key] = max(weight, weights.get(key, 0))
        for misfit in made.misfits:
            yield misfit_problem(by_ref[made.job.card.ref], misfit, made.job.size)
    yield from _too_large(weights, by_ref, settings)


def name_problem(settings: Settings) -> Problem | None:
    """Return the problem of an organisation's name that no font can print, if it is one."""
    missing = settings.fonts.missing(settings.organisation)
    if not missing:
        return None
    key = "plugins: katabase: cards: organisation"
    message = f'{key}: no font of the cards has {_listed(missing)} of "{settings.organisation}"'
    hint = "write it in other characters, or name a font that has them under cards: fonts"
    return Problem(SITE, Spot(), "card-glyph", message, hint)


def _too_large(
    weights: dict[tuple[str, str], int], by_ref: dict[str, Entry], settings: Settings
) -> Iterator[Problem]:
    """Yield each practice whose largest card is too large, or the logo that is to blame."""
    largest = {ref: (weight, size) for (ref, size), weight in sorted(weights.items(), key=_weight)}
    most = {ref: largest_card(by_ref[ref]) for ref in largest}
    heavy = {ref: found for ref, found in largest.items() if found[0] > most[ref]}
    if heavy and settings.logo:
        ref, (weight, size) = max(heavy.items(), key=lambda item: item[1])
        message = (
            f"plugins: katabase: cards: logo: {settings.logo.name} makes cards too large: expected "
            f"at most {most[ref]:,} bytes a PDF, found {weight:,} ({ref}, {_label(size)})"
        )
        yield Problem(SITE, Spot(), "card-too-large", message, f"make it smaller: {LOGO_HINT}")
        return
    for entry in (entry for ref, entry in by_ref.items() if ref in heavy):
        weight, size = heavy[entry.ref]
        message = (
            f"card, {_label(size)}: expected a PDF of at most {most[entry.ref]:,} bytes, "
            f"found {weight:,}"
        )
        hint = "name fonts of simpler shapes: the shape of each letter is part of the file"
        spot = entry.document.spot(("card",))
        yield Problem(entry.filename, spot, "card-too-large", message, hint)


def largest_card(entry: Entry) -> int:
    """Return how many bytes a card's PDF may have at most."""
    letters = {char for text in card_of(entry).strings() for char in text if not char.isascii()}
    pictures = sum(picture.bytes for picture in card_of(entry).pictures)
    return LARGEST_CARD + LARGEST_LETTER * len(letters) + 2 * pictures


def _label(size: str) -> str:
    return FORMATS[size].label


def _weight(item: tuple[tuple[str, str], int]) -> int:
    return item[1]


def misfit_problem(entry: Entry, misfit: Misfit, size: str) -> Problem:
    """Return the problem of a face that does not fit."""
    form = FORMATS[size]
    word = f'"{misfit.word}"' if misfit.word else "a word"
    what = {"text": "the text is", "word": f"{word} is", "title": f"{word} of the title is"}
    direction = "high" if misfit.what == "text" else "wide"
    message = (
        f"card {misfit.side}, {form.label}: at the smallest type, {form.smallest:g} pt, "
        f"{what[misfit.what]} {misfit.needs:g} mm {direction}; "
        f"expected at most {misfit.has:g} mm"
    )
    loc, hint = _remedy(entry, misfit)
    spot = _place(entry, misfit.word, loc) if misfit.word else entry.document.spot(loc)
    return Problem(entry.filename, spot, "card-too-long", message, hint)


def _remedy(entry: Entry, misfit: Misfit) -> tuple[Loc, str]:
    """Return the way to what has to be shortened, and how."""
    side = misfit.side
    face = getattr(entry.practice.card, side, None)
    if misfit.what == "title":
        if face is not None and face.title:
            return ("card", side, "title"), f"shorten card: {side}: title"
        add = f"add a shorter one with its lines under card: {side}: title"
        return ("title",), f"shorten the title, or {add}"
    drawn = any(picture.side == side for picture in card_of(entry).pictures)
    less = ", or take on_card away from its picture" if drawn and misfit.what == "text" else ""
    if face is not None:
        return ("card", side), f"shorten card: {side}: lines{less}"
    if misfit.what == "word":
        return (), f"divide or shorten it, or add other lines under card: {side}: lines"
    return (), f"add shorter lines under card: {side}: lines{less}"


def _listed(characters: list[str]) -> str:
    listed = ", ".join(f'"{char}" (U+{ord(char):04X})' for char in characters[:MOST_NAMED])
    more = len(characters) - MOST_NAMED
    return listed + (f" and {more} more" if more > 0 else "")


MOST_NAMED = 8
"""So many characters are named one by one; more of them are another script."""


def glyph_problems(entries: Iterable[Entry], fonts: FontSet) -> Iterator[Problem]:
    """Yield the characters of cards that no font has, each with its place."""
    for entry in entries:
        yield from _missing(entry, fonts.missing("".join(card_of(entry).strings())), fonts)


def _missing(entry: Entry, characters: list[str], fonts: FontSet) -> Iterator[Problem]:
    if len(characters) > MOST_NAMED:
        yield _missing_one(entry, characters, _font_hint(characters[-1]))
        return
    for char in characters:
        near = fonts.nearest(char)
        hint = f'write "{near}", which prints' if near else _font_hint(char)
        yield _missing_one(entry, [char], hint)


def _missing_one(entry: Entry, characters: list[str], hint: str) -> Problem:
    _, message, _ = sentences.NO_GLYPH.said(characters=_listed(characters))
    return Problem(entry.filename, _place(entry, characters[0]), "card-glyph", message, hint)


def _font_hint(char: str) -> str:
    where = "mkdocs.yml, plugins: katabase: cards: fonts"
    package = FOR_SCRIPTS.get(script(char))
    if package is None:
        return f"write it in words, or name a font that has it: {where}"
    return f"pip install {package}, and name it: {where}: [{package.replace('-', '_')}]"


def _place(entry: Entry, piece: str, within: Loc = ()) -> Spot:
    """Return where a piece of a card's text stands in the file; the file's start if nowhere."""
    texts = [(loc, text) for loc, text in entry.document.texts() if loc[: len(within)] == within]
    found = next(((loc, text.index(piece)) for loc, text in texts if piece in text), None)
    return entry.document.find(found[0], piece, found[1]) if found else entry.document.spot(within)
