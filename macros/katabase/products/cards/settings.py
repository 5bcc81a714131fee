"""How a site prints its cards: organisation, logo, base address, fonts, sizes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from katabase.domain.problems import KatabaseError, did_you_mean
from katabase.products.cards.fonts import FontSet, font_set
from katabase.products.cards.formats import DEFAULT_FORMAT, FORMATS

if TYPE_CHECKING:
    from pathlib import Path

LOGOS = {".svg": "svg", ".png": "png", ".jpg": "jpg", ".jpeg": "jpg"}
LARGEST_LOGO = 12_000
"""Bytes. A card's download has 40 KB in all, and every card carries the logo. A PNG is packed
anew in a PDF and may grow to many times its size (a gradient), an SVG and a JPEG hardly. So the
finished cards are weighed as well, see check_cards."""
LOGO_HINT = "best is an SVG of few shapes without fonts, else a JPEG, or a PNG of plain colours"


class SettingsError(KatabaseError):
    """A setting of the cards that cannot be used."""


@dataclass(frozen=True)
class Settings:
    """The settings of all cards of a site."""

    organisation: str = ""
    """The name in the footer of every face; with a logo, what stands for it in words."""
    logo: Path | None = None
    """An SVG, PNG or JPEG file that stands in the footer instead of the name."""
    base: str | None = None
    """The address of the site, on which the QR codes build; None prints no QR code."""
    fonts: FontSet = field(default_factory=font_set)
    """The fonts in the order in which they are asked for a glyph."""
    sizes: tuple[str, ...] = tuple(FORMATS)
    """The ids of the formats that the site offers ready-made, the default size first."""

    @cached_property
    def key(self) -> str:
        """What changes the look of a card, for the cache."""
        logo = hashlib.sha256(self.logo.read_bytes()).hexdigest() if self.logo else ""
        fonts = ",".join(f"{file.name}:{file.stat().st_size}" for file in self.fonts.files)
        return "|".join((self.organisation, logo, self.base or "", fonts))


def settings_from(
    options: dict[str, Any], folder: Path, *, site_url: str | None = None, site_name: str = ""
) -> Settings:
    """Return the settings of ``plugins: katabase: cards:`` in the site at ``folder``.

    Raises SettingsError with the key, what was expected and what was found.
    """
    unknown = [
        key for key in options if key not in ("organisation", "logo", "base", "fonts", "sizes")
    ]
    if unknown:
        known = ["organisation", "logo", "base", "fonts", "sizes"]
        raise _error(unknown[0], "a known key", "an unknown one", did_you_mean(unknown[0], known))
    logo = _logo(options, folder)
    return Settings(
        organisation=_organisation(options, logo, site_name),
        logo=logo,
        base=_base(options, site_url),
        fonts=font_set(tuple(_texts(options, "fonts", [])), folder),
        sizes=_sizes(options),
    )


def _error(key: str, expected: str, found: object, hint: str = "") -> SettingsError:
    tail = f"; {hint}" if hint else ""
    place = "mkdocs.yml, plugins: katabase: cards"
    return SettingsError(f"{place}: {key}: expected {expected}, found {found}{tail}")


def _text(options: dict[str, Any], key: str, default: str) -> str:
    value = options.get(key, default)
    if value is None:
        return ""
    if not isinstance(value, str) or "\n" in value.strip() or len(value) > 60:
        raise _error(key, "one line of at most 60 characters", repr(value)[:80])
    return value.strip()


def _organisation(options: dict[str, Any], logo: Path | None, site_name: str) -> str:
    name = _text(options, "organisation", site_name)
    if name or logo is None:
        return name
    # The name is what a screen reader says in place of the logo; PDF/UA-1 demands it.
    name = _text({}, "organisation", site_name)
    if not name:
        expected = "a name for those who cannot see the logo"
        hint = "write organisation: there, or site_name: in mkdocs.yml"
        raise _error("organisation", expected, "none, and no site_name either", hint)
    return name


def _texts(options: dict[str, Any], key: str, default: list[str]) -> list[str]:
    value = options.get(key) or default
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _error(key, "a list of texts", repr(value)[:80])
    return value


def _logo(options: dict[str, Any], folder: Path) -> Path | None:
    name = _text(options, "logo", "")
    if not name:
        return None
    path = folder / name
    if path.suffix.lower() not in LOGOS or not path.is_file():
        raise _error("logo", "a file .svg, .png or .jpg", f'"{name}"', f"looked at {path}")
    size = path.stat().st_size
    if size > LARGEST_LOGO:
        raise _error("logo", f"at most {LARGEST_LOGO:,} bytes", f"{size:,}", LOGO_HINT)
    return path


def _base(options: dict[str, Any], site_url: str | None) -> str | None:
    base = _text(options, "base", (site_url or ""))
    if not base:
        return None
    if not base.startswith(("https://", "http://")):
        raise _error("base", "an address that begins with https:// or http://", f'"{base}"')
    return base.rstrip("/") + "/"


def _sizes(options: dict[str, Any]) -> tuple[str, ...]:
    sizes = _texts(options, "sizes", list(FORMATS))
    for size in sizes:
        if size not in FORMATS:
            hint = did_you_mean(size, FORMATS)
            raise _error("sizes", f"some of {', '.join(FORMATS)}", f'"{size}"', hint)
    return tuple(dict.fromkeys(sizes)) or (DEFAULT_FORMAT,)
