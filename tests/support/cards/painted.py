"""What the pages of a PDF paint: marked text, its letters, and where it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWING = {"Tj": 0, "TJ": 0, "'": 0, '"': 2}
"""What shows text, and which of its operands is the text."""
PAINTERS = ("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "BI")
PAINTING = {*SHOWING, *PAINTERS, "INLINE IMAGE"}
NO_LETTERS = ("\0", "\ufeff", "\ufffe")
"""What no letter may be said to be (Matterhorn 31-028)."""

Where = tuple[int, int]
"""Marked text: the number in the parent tree of its page or form, and its own number."""
Point = tuple[float, float]
LANGUAGE = re.compile(
    r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z\d]{5,8}|\d[a-z\d]{3}))*(-x(-[a-z\d]{1,8})+)?",
    re.IGNORECASE,
)
"""The tags of BCP 47 (RFC 5646, 2.1) that languages of cards have: no extensions."""


def is_language(value: pikepdf.Object | str) -> bool:
    return LANGUAGE.fullmatch(str(value)) is not None


def number_of(holder: pikepdf.Object) -> int:
    assert "/StructParents" in holder, "tagged text that does not know its tags"
    return int(holder.StructParents)


@dataclass
class Painted:
    """What the pages and their forms paint."""

    marked: list[Where] = field(default_factory=list)
    text: dict[Where, list[str]] = field(default_factory=lambda: defaultdict(list))
    corners: dict[Where, list[Point]] = field(default_factory=lambda: defaultdict(list))
    fonts: dict[tuple[int, int], _Letters] = field(default_factory=dict)
    forms: set[tuple[int, int]] = field(default_factory=set)


def painted(pdf: pikepdf.Pdf) -> Painted:
    found = Painted()
    for page in pdf.pages:
        assert page.obj.get("/Tabs", "/S") == "/S"
        assert len(page.obj.get("/Annots", Array())) == 0  # cards have neither links nor fields
        assert "/Group" not in page.obj or "/CS" in page.obj.Group
        _Reader(page.obj, found).read()
    return found


class _Letters:
    """A font that is embedded, and what its codes stand for (ISO 32000-1, 9.10.3)."""

    def __init__(self, font: pikepdf.Object) -> None:
        self.wide = font.Subtype == "/Type0"
        if font.Subtype != "/Type3":
            inner = font.DescendantFonts[0] if self.wide else font
            files = ("/FontFile", "/FontFile2", "/FontFile3")
            assert any(key in inner.FontDescriptor for key in files), "a font is not embedded"
        assert not self.wide or font.Encoding == "/Identity-H", font.Encoding
        assert "/ToUnicode" in font, "letters that cannot be told"
        self.means = dict(_mapped(font.ToUnicode.read_bytes().decode("latin-1")))

    def read(self, shown: pikepdf.Object) -> str:
        """The text of one operand, of which every code has to stand for something."""
        raw = b"".join(bytes(one) for one in _strings(shown))
        step = 2 if self.wide else 1
        codes = [int.from_bytes(raw[at : at + step]) for at in range(0, len(raw), step)]
        lost = [code for code in codes if not self.means.get(code)]
        assert not lost, f"codes that stand for nothing: {lost}"
        text = "".join(self.means[code] for code in codes)
        assert not any(sign in text for sign in NO_LETTERS), ascii(text)
        return text


def _strings(shown: pikepdf.Object) -> list[pikepdf.Object]:
    if isinstance(shown, Array):
        return [one for one in shown if isinstance(one, pikepdf.String)]
    return [shown]


def _mapped(cmap: str) -> Iterator[tuple[int, str]]:
    """Yield the codes of a CMap with what they stand for (Adobe Technical Note 5411)."""
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(r"<([^>]*)>\s*<([^>]*)>", block):
            yield int(code, 16), _text(text)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        row = r"<([^>]*)>\s*<([^>]*)>\s*(?:<([^>]*)>|\[([^\]]*)\])"
        for first, last, start, each in re.findall(row, block):
            codes = range(int(first, 16), int(last, 16) + 1)
            texts = [_text(one) for one in re.findall(r"<([^>]*)>", each)]
            for number, code in enumerate(codes):
                begun = _text(start)
                yield code, texts[number] if each else begun[:-1] + chr(ord(begun[-1]) + number)


def _text(digits: str) -> str:
    return bytes.fromhex(re.sub(r"\s", "", digits)).decode("utf-16-be")


UNMOVED = pikepdf.Matrix()


class _Reader:
    """Reads what a page or a form paints; fails for what is neither tagged nor an artifact."""

    def __init__(
        self,
        holder: pikepdf.Object,
        found: Painted,
        marks: tuple[Where | str, ...] = (),
        matrix: pikepdf.Matrix = UNMOVED,
    ) -> None:
        self.holder, self.found, self.matrix = holder, found, matrix
        self.marks = list(marks)
        self.before = len(marks)
        self.resources = holder.get("/Resources", Dictionary())
        self.font: _Letters | None = None
        self.saved: list[tuple[pikepdf.Matrix, _Letters | None]] = []

    def read(self) -> None:
        for one in pikepdf.parse_content_stream(self.holder):
            self._one(str(one.operator), list(one.operands))
        assert len(self.marks) == self.before, "a mark without an end"

    def _one(self, name: str, operands: list[pikepdf.Object]) -> None:
        if name in ("m", "re"):
            self._corner(float(operands[0]), float(operands[1]))
        elif name in ("q", "Q", "cm"):
            self._state(name, operands)
        elif name in ("BDC", "BMC"):
            self._open(operands)
        elif name == "EMC":
            assert len(self.marks) > self.before, "an end without a mark"
            self.marks.pop()
        elif name == "Tf":
            font = self.resources.Font[str(operands[0])]
            if font.objgen not in self.found.fonts:
                self.found.fonts[font.objgen] = _Letters(font)
            self.font = self.found.fonts[font.objgen]
        elif name == "Do":
            self._place(self.resources.XObject[str(operands[0])])
        elif name in PAINTING:
            assert any(self.marks), f"{name} outside of any tag"
            if name in SHOWING:
                self._show(operands[SHOWING[name]])

    def _state(self, name: str, operands: list[pikepdf.Object]) -> None:
        if name == "q":
            self.saved.append((self.matrix, self.font))
        elif name == "Q":
            self.matrix, self.font = self.saved.pop()
        else:
            self.matrix = pikepdf.Matrix(*(float(one) for one in operands)) @ self.matrix

    def _open(self, operands: list[pikepdf.Object]) -> None:
        """Tagged text and artifacts never stand in one another (Matterhorn 01-001, 01-002)."""
        mark = self._mark(operands)
        tagged = any(isinstance(one, tuple) for one in self.marks)
        if mark == "artifact":
            assert not tagged, "an artifact in tagged text"
        elif isinstance(mark, tuple):
            assert "artifact" not in self.marks, "tagged text in an artifact"
            assert not tagged, "tags nested"
            self.found.marked.append(mark)
        self.marks.append(mark)

    def _mark(self, operands: list[pikepdf.Object]) -> Where | str:
        """Tagged text, "artifact", or nothing for marks that say nothing of tags."""
        if operands[0] == Name.Artifact:
            return "artifact"
        facts = operands[1] if len(operands) > 1 else Dictionary()
        if isinstance(facts, Name):
            facts = self.resources.Properties[str(facts)]
        assert "/Lang" not in facts or is_language(facts.Lang), f"no language: {facts.Lang}"
        return (number_of(self.holder), int(facts.MCID)) if "/MCID" in facts else ""

    def _show(self, shown: pikepdf.Object) -> None:
        assert self.font, "text without a font"
        text = self.font.read(shown)
        for mark in self.marks:
            if isinstance(mark, tuple):
                self.found.text[mark].append(text)

    def _corner(self, x: float, y: float) -> None:
        for mark in self.marks:
            if isinstance(mark, tuple):
                self.found.corners[mark].append(self.matrix.transform((x, y)))

    def _place(self, thing: pikepdf.Object) -> None:
        if thing.Subtype == "/Image":
            assert any(self.marks), "a picture outside of any tag"
            for x, y in ((0, 0), (0, 1), (1, 0), (1, 1)):
                self._corner(x, y)
            return
        if "/StructParents" in thing:
            assert not self.marks, "a tagged form within a tag"
            assert thing.objgen not in self.found.forms, "a tagged form stands twice"
            self.found.forms.add(thing.objgen)
        own = pikepdf.Matrix(*(float(one) for one in thing.get("/Matrix", (1, 0, 0, 1, 0, 0))))
        _Reader(thing, self.found, tuple(self.marks), own @ self.matrix).read()
