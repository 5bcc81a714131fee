"""What a file of a picture is: its format and its pixels, and whether it may be shown.

A photograph is read by Pillow, and so is known to be whole. An SVG is a program's text: only
what draws is let through, by a list of what may stand in it, so that a page which shows it can
never run anything or ask another host.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP", ".svg": "SVG"}
"""The formats that every browser shows and that a card can hold, by the end of the name."""

MOST_BYTES, MOST_PIXELS = 5_000_000, 40_000_000
"""What a phone and the printed card can still take."""

TURNED = (5, 6, 7, 8)
"""Orientations (EXIF) in which a camera lay on its side: width and height change places."""

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"

_DRAWS = """
svg g defs symbol use title desc metadata path rect circle ellipse line polyline polygon text tspan
textPath linearGradient radialGradient stop pattern clipPath mask marker image style switch view
filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting
feSpotLight feTile feTurbulence
"""
DRAWS = frozenset(_DRAWS.split())
"""The elements that draw, or say what a drawing is."""

NOTES = re.compile(
    r"http://(?:www\.inkscape\.org/|sodipodi\.sourceforge\.net/|www\.w3\.org/1999/02/22-rdf-"
    r"|creativecommons\.org/ns|web\.resource\.org/cc|purl\.org/dc/|ns\.adobe\.com/"
    r"|www\.bohemiancoding\.com/|www\.serif\.com/)"
)
"""Namespaces in which drawing programs keep notes of their own: nothing shows or runs them."""

EMBEDDED = re.compile(r"data:image/(?:png|jpeg|webp|gif);base64,[A-Za-z0-9+/=\s]*")
STYLED = re.compile(r"\\|@(?!media\b)|//|url\(\s*[\"']?\s*(?!#)|(?:image(?:-set)?|src)\(", re.I)
"""What a style could ask another place for."""
RUNS = re.compile(r"(?:java|vb)script:", re.IGNORECASE)
LENGTH = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(px|pt|mm|cm|in)?\s*")
PIXELS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 960 / 25.4, "in": 96.0}


@dataclass(frozen=True)
class Image:
    """A picture that can be shown."""

    format: str
    """``PNG``, ``JPEG``, ``WEBP`` or ``SVG``."""
    width: int
    """Pixels, as the picture is seen."""
    height: int
    bytes: int
    located: bool = False
    """Whether the file says where on earth it was taken."""


class ImageFaultError(Exception):
    """A file that cannot be shown: what was expected and found, and how to mend it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def image(path: Path) -> Image:
    """Return what a file of a picture is. Raises ImageFaultError, and OSError."""
    found = path.stat()
    return _image(path, found.st_size, found.st_mtime_ns)


@lru_cache(maxsize=2048)
def _image(path: Path, size: int, _changed: int) -> Image:
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        expected = f"expected a file that ends in {', '.join(FORMATS)}"
        raise ImageFaultError(f'{expected}; found "{path.suffix}"', "save it as one of these")
    if size > MOST_BYTES:
        message = f"expected at most {MOST_BYTES:,} bytes, found {size:,}"
        raise ImageFaultError(message, "save it smaller: 1,600 pixels are enough for a page")
    return _drawing(path.read_bytes(), size) if form == "SVG" else _photograph(path, form, size)


def _photograph(path: Path, form: str, size: int) -> Image:
    from PIL import Image as Pillow  # only where there are pictures

    try:
        with Pillow.open(path, formats=("PNG", "JPEG", "WEBP")) as opened:
            found, (width, height) = str(opened.format), opened.size
            if found != form:
                raise ImageFaultError(
                    f"expected {form}, as the name says; found {found}",
                    f"rename it, or save it as {form}",
                )
            if width * height > MOST_PIXELS:
                message = f"expected at most {MOST_PIXELS:,} pixels, found {width * height:,}"
                raise ImageFaultError(message, "save it smaller")
            exif = opened.getexif()
            located = bool(exif.get_ifd(0x8825))
            if exif.get(0x0112) in TURNED:
                width, height = height, width
            opened.load()
    except (OSError, ValueError, SyntaxError, Pillow.DecompressionBombError) as error:
        message = f"expected a picture ({form}), found what is none, or only a part of one"
        raise ImageFaultError(message, "open it in a drawing program and save it anew") from error
    return Image(form, width, height, size, located)


def _drawing(content: bytes, size: int) -> Image:
    reader = _Drawing()
    try:
        reader.parser.Parse(content, True)
    except expat.ExpatError as error:
        message = f"line {error.lineno}: expected a drawing (SVG), found what is no XML"
        raise ImageFaultError(message, "save it anew") from error
    if reader.size is None:
        message = "expected an SVG with a viewBox, or width and height in pixels; found neither"
        raise ImageFaultError(message, 'write viewBox="0 0 WIDTH HEIGHT" in its first element')
    width, height = reader.size
    return Image("SVG", width, height, size)


class _Drawing:
    """Reads an SVG from its beginning, and stops at the first thing that may not stand there."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        self.size: tuple[int, int] | None = None
        self.depth = 0
        self.style: list[str] | None = None

    def _refuse(self, what: str, hint: str) -> None:
        message = f"line {self.parser.CurrentLineNumber}: {what}"
        raise ImageFaultError(message, hint)

    def _doctype(self, _name: str, _system: Any, _public: Any, inside: int) -> None:
        if inside:  # without entities of its own it is harmless, and old programs write it
            self._refuse("a document type with declarations of its own", "save it as plain SVG")

    def _instruction(self, target: str, _data: str) -> None:
        self._refuse(f"<?{target}?> could load something", "remove it")

    def _begin(self, full: str, attributes: dict[str, str]) -> None:
        space, _, name = full.rpartition(" ")
        if not self.depth and (space, name) != (SVG, "svg"):
            self._refuse(f'expected <svg xmlns="{SVG}">, found <{name}>', "save it as SVG")
        self.depth += 1
        if space != SVG:
            if not NOTES.match(space):
                self._refuse(f"<{name}> of another language: {space or 'none'}", PLAIN)
            return
        if name not in DRAWS:
            self._refuse(f"<{name}> could run or load something", PLAIN)
        if self.depth == 1:
            self.size = _size(attributes)
        if name == "style":
            self.style = []
        for attribute, value in attributes.items():
            self._attribute(name, attribute, value)

    def _attribute(self, element: str, full: str, value: str) -> None:
        space, _, name = full.rpartition(" ")
        if name.lower().startswith("on"):
            self._refuse(f"<{element}> has {name}, which runs", f"remove {name}")
        if RUNS.search(re.sub(r"\s", "", value)):
            self._refuse(f"<{element}> has {name}, which runs", f"remove {name}")
        if name == "href" and space in ("", XLINK):
            embedded = element == "image" and EMBEDDED.fullmatch(value.strip())
            if not value.strip().startswith("#") and not embedded:
                found = value.strip()[:40]
                self._refuse(
                    f"<{element}> leads outside of the file: {found}", "embed it, or remove it"
                )
        elif space == "" and STYLED.search(value) and ("(" in value or name == "style"):
            self._refuse(f"<{element}> has {name}, which could load something", f"remove {name}")

    def _words(self, text: str) -> None:
        if self.style is not None:
            self.style.append(text)

    def _end(self, _full: str) -> None:
        self.depth -= 1
        if self.style is not None:
            if STYLED.search("".join(self.style)):
                self._refuse("<style> could load something", "leave only rules that draw")
            self.style = None


PLAIN = 'save it as "plain SVG", with texts as text and not as HTML'


def _size(attributes: dict[str, str]) -> tuple[int, int] | None:
    """Return the pixels of a drawing: what it says itself, or the sides of its view box."""
    sides = [LENGTH.fullmatch(attributes.get(name, "")) for name in ("width", "height")]
    if all(sides):
        found = [float(side[1]) * PIXELS[side[2] or ""] for side in sides if side]
    else:
        try:
            box = [float(each) for each in re.split(r"[\s,]+", attributes["viewBox"].strip())]
        except (KeyError, ValueError):
            return None
        found = box[2:] if len(box) == 4 else []
    if len(found) != 2 or not all(1 <= side <= 100_000 for side in found):
        return None
    return round(found[0]), round(found[1])
