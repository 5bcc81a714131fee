"""How a site prints its cards: organisation, logo, base address, fonts, sizes."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote, urlsplit, urlunsplit

import idna
from pydantic import BeforeValidator, Field, StringConstraints

from katabase.domain.fields import Part
from katabase.domain.layers import is_file
from katabase.domain.messages import SOURCE
from katabase.domain.problems import OptionError, did_you_mean, shortened
from katabase.products.brand import TEXT, WHITE, colour_of, weak
from katabase.products.cards.formats import DEFAULT_FORMAT, DEFAULT_FORMATS, FORMATS
from katabase.products.cards.typeset.fonts import FontError, FontSet, font_set

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic.config import JsonDict

LOGOS = {".svg": "svg", ".png": "png", ".jpg": "jpg", ".jpeg": "jpg"}
LONGEST_NAME = 60
"""Characters of the organisation's name in a footer."""
LARGEST_LOGO = 12_000
"""Bytes. A card's download has 40 KB in all, and every card carries the logo. A PNG is packed
anew in a PDF and may grow to many times its size (a gradient), an SVG and a JPEG hardly. So the
finished cards are weighed as well, see check_cards."""
LOGO_HINT = "best is an SVG of few shapes without fonts, else a JPEG, or a PNG of plain colours"


class SettingsError(OptionError):
    """A setting of the cards that cannot be used."""


def _listed(found: object) -> object:
    """Take one text for a list of one, and nothing for an empty list."""
    if found is None:
        return []
    return [found] if isinstance(found, str) else found


Names = Annotated[list[str], BeforeValidator(_listed)]


_ONE_OF_ALL: JsonDict = {"items": {"type": "string", "enum": [*FORMATS]}}
"""What the page of options says of sizes; ``settings_from`` answers a wrong one in a sentence."""


class CardOptions(Part):
    """What a site may write below ``plugins: katabase: cards:``."""

    organisation: Annotated[str, StringConstraints(max_length=LONGEST_NAME)] | None = None
    """The name in the footer of every face; without it, the site's name."""
    logo: str | None = None
    """An SVG, PNG or JPEG file that stands in the footer instead of the name."""
    colour: str | None = None
    """The colour of all cards, as `#rrggbb`; without it, the primary colour that the site says
    in its palette or its style sheets. `kinds` gives each kind its own, as does a site without
    colours of its own."""
    base: str | None = None
    """The address of the site for the codes; without it, `site_url`."""
    fonts: Names = []
    """Folders, files or packages with fonts for further scripts."""
    sizes: Annotated[Names, Field(json_schema_extra=_ONE_OF_ALL)] = []
    """The sizes that the site offers, the default one first."""


@dataclass(frozen=True)
class Settings:
    """The settings of all cards of a site."""

    organisation: str = ""
    """The name in the footer of every face; with a logo, what stands for it in words."""
    logo: Path | None = None
    """An SVG, PNG or JPEG file that stands in the footer instead of the name."""
    colour: str | None = None
    """The colour of all cards, as ``#rrggbb``; None for those of the kinds."""
    base: str | None = None
    """The address of the site, on which the QR codes build; None prints no QR code."""
    fonts: FontSet = field(default_factory=font_set)
    """The fonts in the order in which they are asked for a glyph."""
    sizes: tuple[str, ...] = DEFAULT_FORMATS
    """The ids of the formats that the site offers ready-made, the default size first."""
    language: str = SOURCE
    """The language of worksheets; a card speaks that of its practice."""

    @cached_property
    def key(self) -> str:
        """What changes the look of a card, for the cache."""
        logo = hashlib.sha256(self.logo.read_bytes()).hexdigest() if self.logo else ""
        fonts = ",".join(f"{file.name}:{file.stat().st_size}" for file in self.fonts.files)
        return "|".join((self.organisation, logo, self.colour or "", self.base or "", fonts))


def settings_from(
    options: CardOptions,
    folder: Path,
    *,
    site_url: str | None = None,
    site_name: str = "",
    language: str = SOURCE,
    brand: str | None = None,
) -> Settings:
    """Return the settings of ``plugins: katabase: cards:`` in the site at ``folder``.

    ``brand`` is the site's own colour, which cards have unless ``cards: colour`` says another.

    Raises SettingsError with the key that was written, what was expected and what was found.
    """
    logo = _logo(options, folder)
    return Settings(
        organisation=_organisation(options, logo, site_name),
        logo=logo,
        colour=_colour(options, brand),
        base=_base(options, site_url),
        fonts=_fonts(options, folder),
        sizes=_sizes(options),
        language=language,
    )


CARDS = ("plugins", "katabase", "cards")


def _error(key: str, expected: str, found: object, hint: str = "") -> SettingsError:
    tail = f"; {hint}" if hint else ""
    loc = (key,) if key.startswith("site_") else (*CARDS, key)
    return SettingsError(loc, f"expected {expected}, found {found}{tail}")


def _organisation(options: CardOptions, logo: Path | None, site_name: str) -> str:
    name = " ".join((options.organisation or "").split())
    if name or (options.organisation is not None and logo is None):
        return name
    # The name is what a screen reader says in place of the logo; PDF/UA-1 demands it.
    name = " ".join(site_name.split())
    if not name and logo:
        expected = "a name for those who cannot see the logo"
        hint = "write organisation: there, or site_name: in mkdocs.yml"
        raise _error("organisation", expected, "none, and no site_name either", hint)
    return name if logo else _short(name)


def _short(name: str) -> str:
    """Return the first words of a name that is too long for a footer: nobody wrote it for one."""
    if len(name) <= LONGEST_NAME:
        return name
    words = name[:LONGEST_NAME].rpartition(" ")[0] or name[: LONGEST_NAME - 1]
    return f"{words.rstrip(' ,;:·|–-')}…"


def _fonts(options: CardOptions, folder: Path) -> FontSet:
    try:
        return font_set(tuple(options.fonts), folder)
    except FontError as error:
        raise SettingsError((*CARDS, "fonts"), str(error)) from error


def _logo(options: CardOptions, folder: Path) -> Path | None:
    name = (options.logo or "").strip()
    if not name:
        return None
    path = folder / name
    if path.suffix.lower() not in LOGOS or not is_file(path):
        raise _error(
            "logo", "a file .svg, .png or .jpg", f'"{shortened(name)}"', f"looked in {folder}"
        )
    size = path.stat().st_size
    if size > LARGEST_LOGO:
        raise _error("logo", f"at most {LARGEST_LOGO:,} bytes", f"{size:,}", LOGO_HINT)
    return path


def _colour(options: CardOptions, brand: str | None) -> str | None:
    """Return the organisation's colour, in which small words have to be read on white paper."""
    if not options.colour:
        return brand
    if options.colour == OF_KINDS:
        return None
    colour = colour_of(options.colour)
    if colour is None:
        expected = f'a colour as in "#1a5276", or {OF_KINDS}'
        raise _error("colour", expected, f'"{shortened(options.colour)}"')
    faint = weak(colour, WHITE, TEXT)
    if faint:
        expected = f"a contrast to white of at least {faint.least:g}"
        raise _error(
            "colour", expected, f"{faint.contrast:.1f} of {colour}", f'write "{faint.better}"'
        )
    return colour


OF_KINDS = "kinds"
"""What is written for the colour of cards that have those of their kinds."""


def _base(options: CardOptions, site_url: str | None) -> str | None:
    written = (options.base or "").strip()
    base = written or (site_url or "").strip()
    if not base:
        return None
    key = "base" if written else "site_url"
    if not base.startswith(("https://", "http://")):
        expected = "an address that begins with https:// or http://"
        raise _error(key, expected, f'"{shortened(base)}"')
    for pattern, expected, hint in NO_FOLDER:
        if pattern.search(base):
            raise _error(key, expected, f'"{shortened(base)}"', hint)
    try:
        return in_ascii(base.rstrip("/") + "/")
    except ValueError:
        raise _error(key, "an address that exists", f'"{shortened(base)}"') from None


NO_FOLDER = (
    (re.compile(r"\s"), "an address without a blank", "write %20 for it, or name another folder"),
    (
        re.compile(r"^\w+://[^/?#]*@"),
        "an address without a login",
        "leave out what stands before the @: pages and cards show the address to everybody",
    ),
    (
        re.compile(r"[?#]|\.html?(?:/|$)", re.IGNORECASE),
        "the address of the folder in which the site lies",
        "leave out what comes behind the folder, such as index.html, ? and #",
    ),
)
"""What an address must not hold, since that of a page goes on behind it; a printed code cannot be
mended."""


def in_ascii(address: str) -> str:
    """Return an address as codes on cards need it: not every scanner knows other letters.

    The host is written as the network knows it (IDNA 2008), the path with escapes. Raises
    ValueError for an address whose host is none.
    """
    if address.isascii():
        return address
    parts = urlsplit(address)
    host = idna.encode(parts.hostname or "", uts46=True).decode("ascii")
    login, at, _ = parts.netloc.rpartition("@")
    port = f":{parts.port}" if parts.port else ""
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
    return urlunsplit((parts.scheme, f"{login}{at}{host}{port}", path, "", ""))


def _sizes(options: CardOptions) -> tuple[str, ...]:
    for size in options.sizes:
        if size not in FORMATS:
            hint = did_you_mean(size, FORMATS)
            raise _error("sizes", f"some of {', '.join(FORMATS)}", f'"{shortened(size)}"', hint)
    if options.sizes and FORMATS[options.sizes[0]].one_each:
        expected = "a size that shows a whole card before those of big type"
        raise _error("sizes", expected, f'"{options.sizes[0]}"', f"put {DEFAULT_FORMAT} before it")
    return tuple(dict.fromkeys(options.sizes)) or DEFAULT_FORMATS
