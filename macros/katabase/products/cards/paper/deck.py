"""A deck: an ordered set of cards in one PDF, one after another or on sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Name, String

from katabase.products.cards.paper.imposition import Sides, sheet_of, special_sheets
from katabase.products.cards.paper.pdf_tags import Tags
from katabase.products.cards.paper.sheets import Shift, on_sheets, one_by_one
from katabase.products.cards.typeset.batch import Job, set_cards
from katabase.products.cards.typeset.big import cards_in
from katabase.products.cards.typeset.engine import make
from katabase.products.cards.typeset.output import save_pdf
from katabase.products.cards.typeset.payload import AUTHOR, page_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from katabase.products.cards.formats import CardFormat, Paper
    from katabase.products.cards.paper.imposition import Sheet
    from katabase.products.cards.settings import Settings
    from katabase.products.cards.typeset.card import Card
    from katabase.products.outputs.kept import Cache


def deck_pdf(
    cards: list[Card],
    form: CardFormat,
    settings: Settings,
    *,
    paper: Paper | None = None,
    sides: Sides = Sides.DUPLEX,
    special: str = "",
    copies: int = 1,
    own_copies: Mapping[str, int] | None = None,
    shift: tuple[Shift, Shift] = ((0, 0), (0, 0)),
    cache: Cache | None = None,
) -> bytes:
    """Return a deck as one PDF: tagged, same bytes for the same deck.

    It is made of the cards' own PDFs, so a long deck takes little memory, and no time for
    cards that the cache holds. Without ``paper`` every face is a page of the card's size.
    ``special`` is the name of a sheet that has its own way with sides, in place of both.
    ``shift`` moves fronts and backs on a sheet, for printers that do. Copies of a card stand
    beside one another; ``own_copies`` says how many of a card, by its reference, if not
    ``copies``. Raises MisfitError for cards that do not fit.
    """
    sheet = sheet_for(form, paper, sides, special)
    files: list[bytes] = []
    main = form.id == settings.sizes[0]  # kept with its pictures, see check_cards
    jobs = [Job(one, form.id, pictures=main) for card in cards for one in cards_in(card, form.id)]
    for made in set_cards(jobs, settings, cache):
        made.must_fit()
        number = (own_copies or {}).get(made.job.card.ref, copies)
        files += [made.files["pdf"]] * number
    with pikepdf.new() as target:
        tags = Tags(target)
        if sheet is None:
            one_by_one(target, tags, files)
        else:
            on_sheets(target, tags, files, sheet, shift)
        tags.finish()
        _describe(target, cards, settings)
        return save_pdf(target, duplex=sheet is None or sheet.duplex)


def sheet_for(
    form: CardFormat, paper: Paper | None, sides: Sides, special: str = ""
) -> Sheet | None:
    """Return the sheet that is asked for; None for pages of the card's own size.

    Raises PaperError if no whole card has room on the paper.
    """
    if special:
        return special_sheets(form)[special]
    return sheet_of(form, paper, sides) if paper else None


def _describe(target: pikepdf.Pdf, cards: list[Card], settings: Settings) -> None:
    """Name the deck, in both places where readers look. Its date is that of its newest card."""
    title = cards[0].title if len(cards) == 1 else f"{len(cards)} practice cards"
    author = settings.organisation or AUTHOR
    language = cards[0].language.partition("-")[0].lower()
    day = max(card.updated for card in cards)
    target.Root.Lang = String(language)
    stamp = String(f"D:{day:%Y%m%d}000000Z")
    for key, value in (("Title", title), ("Author", author), ("Creator", AUTHOR)):
        target.docinfo[Name(f"/{key}")] = String(value)
    target.docinfo[Name.CreationDate] = target.docinfo[Name.ModDate] = stamp
    with target.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as facts:
        facts["dc:title"] = title
        facts["dc:creator"] = [author]
        facts["dc:language"] = {language}
        facts["xmp:CreateDate"] = facts["xmp:ModifyDate"] = f"{day.isoformat()}T00:00:00Z"
        facts["pdfuaid:part"] = "1"


def deck_pictures(
    card: Card, form: CardFormat, settings: Settings, *, ppi: float = 200
) -> list[bytes]:
    """Return PNG pictures of the front and the back of a card, or of all that it becomes."""
    pictures = []
    for one in cards_in(card, form.id):
        data = page_data(one, form, settings)
        made = make("pages.typ", data, settings.fonts, kinds=("png",), date=card.updated, ppi=ppi)
        pictures += made["png"]
    return pictures
