"""The fonts of cards: Noto Sans from its package, and what a site adds.

Noto Sans covers Latin, Greek and Cyrillic. Another script needs a font with static or
variable TrueType outlines: a folder, a file, or an installed package that holds fonts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst
from fontTools.ttLib import TTCollection, TTFont

from katabase.domain.layers import is_file, is_folder, package_folder
from katabase.domain.problems import KatabaseError, shortened

SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
DEFAULT = "fontpkg_noto_sans"


class FontError(KatabaseError):
    """A font that cannot be found or read."""


@dataclass(frozen=True)
class FontSet:
    """The fonts of a site: files, families in the order in which they are asked."""

    files: tuple[Path, ...]
    families: tuple[str, ...]

    def missing(self, text: str) -> list[str]:
        """Return the characters of a text that no font has, in order of their code."""
        known = covered(self.files)
        return sorted({char for char in text if ord(char) not in known and not char.isspace()})

    def typst(self) -> typst.Fonts:
        """Return the fonts for the layout engine; those of the machine are left out."""
        return _typst_fonts(self.files)


@cache
def _typst_fonts(files: tuple[Path, ...]) -> typst.Fonts:
    folders = sorted({str(file.parent) for file in files})
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )


def font_set(names: tuple[str, ...] = (), base: Path | None = None) -> FontSet:
    """Return the fonts for the names of a site's configuration.

    A name is a folder or a file, relative to ``base``, or an installed package.
    Raises FontError for a name under which no font is found.
    """
    files: list[Path] = []
    for name in (DEFAULT, *names):
        files += [file for file in _files(name, base or Path.cwd()) if file not in files]
    fonts = _typst_fonts(tuple(files)).fonts()
    order = {str(file): index for index, file in enumerate(files)}
    ranked = sorted(fonts, key=lambda font: order.get(str(font.path), len(order)))
    return FontSet(tuple(files), tuple(dict.fromkeys(font.family for font in ranked)))


def _files(name: str, base: Path) -> list[Path]:
    place = Path(name) if Path(name).is_absolute() else base / name
    if is_file(place) and place.suffix.lower() in SUFFIXES:
        return [place.resolve()]
    if not is_folder(place) and name.isidentifier():
        place = package_folder(name) or place
    inside = place.rglob("*") if is_folder(place) else iter(())
    found = sorted(file for file in inside if file.suffix.lower() in SUFFIXES)
    if not found:
        raise FontError(
            f'no font was found under "{shortened(name)}": expected a folder with .ttf or .otf '
            f"files in {base}, or an installed package that holds fonts"
        )
    # An upright face comes before its italic, and a family's own order is by name.
    return sorted(
        (file.resolve() for file in found), key=lambda file: ("Italic" in file.name, file)
    )


@cache
def covered(files: tuple[Path, ...]) -> frozenset[int]:
    """Return the code points that the fonts have a glyph for."""
    points: set[int] = set()
    for file in files:
        if file.suffix.lower() in (".ttc", ".otc"):
            fonts = list(TTCollection(file, lazy=True).fonts)
        else:
            fonts = [TTFont(file, lazy=True)]
        for font in fonts:
            points.update(font.getBestCmap() or {})
    return frozenset(points)
