"""The fonts of cards: Noto Sans from its package, what a site adds, and two for signs.

Noto Sans covers Latin, Greek, Cyrillic and Devanagari; Inter and Fira Code have arrows,
mathematics and the common signs. Another script needs a font with static or variable
TrueType outlines: a folder, a file, or an installed package that holds fonts.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst
from fontTools.ttLib import TTCollection, TTFont

from katabase.domain.layers import is_file, is_folder, package_folder
from katabase.domain.problems import KatabaseError, shortened

SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
DEFAULT = "fontpkg_noto_sans"
SIGNS = ("fontpkg_inter", "fontpkg_fira_code")
"""Asked last, so that they lend signs and no letters."""

FOR_SCRIPTS = {
    **{"Arab": "fontpkg-amiri", "Hebr": "fontpkg-heebo", "Thai": "fontpkg-sarabun"},
    **{"Khmr": "fontpkg-noto-sans-khmer"},
    **{"Taml": "fontpkg-noto-sans-tamil", "Telu": "fontpkg-noto-sans-telugu"},
    **dict.fromkeys(("Hani", "Hira", "Kana", "Hang", "Bopo"), "noto-cjk-sans-jp-regular"),
}
"""A package with a font for a script (ISO 15924), all under the Open Font License."""


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
        return sorted(
            {char for char in text if ord(char) not in known and not NO_GLYPH.match(char)}
        )

    def nearest(self, char: str) -> str | None:
        """Return a character that prints and is most like one that does not, if there is any.

        It is its letter without accents, or a sign whose name has fewer words of the same:
        a check mark for a heavy check mark.
        """
        known = covered(self.files)
        plain = unicodedata.normalize("NFKD", char)
        plain = "".join(part for part in plain if not unicodedata.combining(part))
        if plain and plain != char and not self.missing(plain):
            return plain
        wanted = set(unicodedata.name(char, "").split())
        alike = [
            (len(words), sign)
            for sign in _signs(known)
            if (words := set(unicodedata.name(sign).split())) <= wanted
        ]
        return max(alike, default=(0, None))[1]

    def lacking(self) -> str:
        """Return the characters that no font has, as a class of regular expressions of scripts.

        Codes that are no characters yet join their neighbours: the class stays short.
        """
        known, ranges = covered(self.files), [[0x80, 0]]
        for code in range(0x80, LAST + 1):
            if code in known or NO_GLYPH.match(chr(code)):
                ranges.append([code + 1, 0])
            elif unicodedata.category(chr(code)) not in ("Cn", "Co", "Cs"):
                first, last = ranges[-1]
                ranges[-1] = [first if last else code, code]
        return "".join(f"\\u{{{first:x}}}-\\u{{{last:x}}}" for first, last in ranges if last)

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
    for name in (DEFAULT, *names, *SIGNS):
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


LAST = 0x3FFFF
"""The last code point of letters and signs; tags and variants follow."""

NO_GLYPH = re.compile("[\\s\u200c\u200d\u180b-\u180d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""White space, joiners, and what chooses a variant: nothing is drawn for them."""


@cache
def _signs(known: frozenset[int]) -> tuple[str, ...]:
    """Return the signs among code points that have a name."""
    chars = (chr(code) for code in sorted(known))
    return tuple(
        char
        for char in chars
        if unicodedata.category(char)[0] in "SP" and bool(unicodedata.name(char, ""))
    )


@cache
def covered(files: tuple[Path, ...]) -> frozenset[int]:
    """Return the code points that the fonts have a glyph for."""
    points: set[int] = set()
    for file in files:
        many = file.suffix.lower() in (".ttc", ".otc")
        with (TTCollection if many else TTFont)(file, lazy=True) as opened:
            for font in opened.fonts if many else [opened]:
                named_by_number(font)
                points.update(font.getBestCmap() or {})
    return frozenset(points)


def named_by_number(font: TTFont) -> TTFont:
    """Call the glyphs of a font by their numbers: reading their names takes half of the time."""
    font.setGlyphOrder([f"{number}" for number in range(font["maxp"].numGlyphs)])
    return font
