"""An independent judge of tags: what PDF/UA-1 (ISO 14289-1) asks of a file, read with qpdf.

The tests of the Matterhorn Protocol 1.1 that a program can decide and that cards can break:
01 (real content is tagged), 02 (roles), 06 (metadata), 07 (title), 09 (structure), 11
(language), 13 (figures), 14 (headings), 28 (annotations), 30 (forms), 31 (fonts).
``tests/cards/test_tagged.py`` breaks sheets in each of these ways.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

TYPES = """
Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4
H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code
Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form
"""
STANDARD = set(TYPES.split())
"""The structure types of ISO 32000-1, 14.8.4."""
SHOWING = {"Tj": 0, "TJ": 0, "'": 0, '"': 2}
"""What shows text, and which of its operands is the text."""
PAINTERS = ("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "BI")
PAINTING = {*SHOWING, *PAINTERS, "INLINE IMAGE"}
LANGUAGE = re.compile(
    r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z\d]{5,8}|\d[a-z\d]{3}))*(-x(-[a-z\d]{1,8})+)?",
    re.IGNORECASE,
)
"""The tags of BCP 47 (RFC 5646, 2.1) that languages of cards have: no extensions."""
NO_LETTERS = ("\0", "\ufeff", "\ufffe")
"""What no letter may be said to be (Matterhorn 31-028)."""

Where = tuple[int, int]
"""Marked text: the number in the parent tree of its page or form, and its own number."""
Point = tuple[float, float]


def accessible(raw: bytes) -> None:
    """Assert that a PDF has everything the standard asks for, and asks for printing at 100 %."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        _described(pdf)
        roles = _roles(pdf)
        held = list(_tags(pdf, roles))
        painted = _painted(pdf)
        assert painted.marked, "nothing on these pages is tagged"
        assert len(set(painted.marked)) == len(painted.marked), "a number stands twice on a page"
        ways_down = {where: tag.objgen for where, tag in held}
        assert len(ways_down) == len(held), "marked text has two tags"
        assert set(painted.marked) == ways_down.keys(), "marked text and tags differ"
        ways_up = dict(_ways_up(pdf))
        assert ways_up == ways_down, "the ways from text to tags lead elsewhere"
        for where, tag in held:
            if _role(tag, roles) == "Figure":
                _encloses(tag, painted.corners[where])
        _headings(pdf, roles)


def read_in_order(raw: bytes) -> list[str]:
    """Return the marked text of a PDF as it is read aloud: in the order of its tags."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        text = _painted(pdf).text
        return ["".join(text[where]) for where, _ in _tags(pdf, _roles(pdf))]


def _described(pdf: pikepdf.Pdf) -> None:
    wishes = pdf.Root.get("/ViewerPreferences", Dictionary())
    assert wishes.get("/PrintScaling") == "/None"
    assert bool(wishes.get("/DisplayDocTitle", False)), "the title is not shown"
    assert tuple(map(int, pdf.pdf_version.split("."))) >= (1, 7), "too old for these wishes"
    about = pdf.Root.get("/MarkInfo", Dictionary())
    assert bool(about.get("/Marked", False)), "not said to be tagged"
    assert not bool(about.get("/Suspects", False))
    assert _is_language(pdf.Root.get("/Lang", "")), "the document has no language"
    with pdf.open_metadata() as meta:
        assert meta.get("pdfuaid:part") == "1", "no PDF/UA"
        assert meta.get("dc:title"), "no title"
        assert meta.get("dc:title") == str(pdf.docinfo.get("/Title", ""))


def _is_language(value: pikepdf.Object | str) -> bool:
    return LANGUAGE.fullmatch(str(value)) is not None


def _roles(pdf: pikepdf.Pdf) -> dict[str, str]:
    """What the document's own types stand for, which ends at one of the standard's."""
    given = pdf.Root.StructTreeRoot.get("/RoleMap", Dictionary())
    steps = {str(key)[1:]: str(value)[1:] for key, value in given.items()}
    assert not steps.keys() & STANDARD, "a standard type means something else"
    roles = {}
    for name, end in steps.items():
        for _ in steps:
            end = steps.get(end, end)
        assert end in STANDARD, f"{name} ends at no standard type"
        roles[name] = end
    return roles


def _role(tag: pikepdf.Object, roles: dict[str, str]) -> str:
    name = str(tag.S)[1:]
    return roles.get(name, name)


def _tags(pdf: pikepdf.Pdf, roles: dict[str, str]) -> Iterator[tuple[Where, pikepdf.Object]]:
    """Yield all marked text that a tag holds, with the tag that holds it, in their order."""
    tops = _kids(pdf.Root.StructTreeRoot)
    assert [str(top.S) for top in tops] == ["/Document"]
    waiting = [(pdf.Root.StructTreeRoot, tops[0], tops[0])]
    while waiting:
        parent, tag, kid = waiting.pop()
        if not isinstance(kid, Dictionary):
            yield (_number(tag.Pg), int(kid)), tag
        elif "/S" not in kid:
            assert kid.Type == "/MCR", kid.Type
            page = kid.Pg if "/Pg" in kid else tag.Pg
            if "/Stm" in kid:
                assert kid.Stm.objgen in _forms_of(page), "a form of another page"
            yield (_number(kid.get("/Stm", page)), int(kid.MCID)), tag
        else:
            _is_sound(kid, parent, roles)
            waiting += [(kid, kid, one) for one in reversed(_kids(kid))]


def _is_sound(tag: pikepdf.Object, parent: pikepdf.Object, roles: dict[str, str]) -> None:
    assert "/P" in tag, "a tag without a parent"
    assert tag.P.objgen == parent.objgen, "a tag does not know its parent"
    assert _role(tag, roles) in STANDARD, tag.S
    assert "/Lang" not in tag or _is_language(tag.Lang), f"no language: {tag.Lang}"
    if _role(tag, roles) == "Figure":
        assert str(tag.get("/Alt", "")).strip(), "a figure without words"


def _number(holder: pikepdf.Object) -> int:
    assert "/StructParents" in holder, "tagged text that does not know its tags"
    return int(holder.StructParents)


def _kids(tag: pikepdf.Object) -> list[pikepdf.Object]:
    kids = tag.get("/K", Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _forms_of(page: pikepdf.Object) -> set[tuple[int, int]]:
    return {form.objgen for form in page.Resources.get("/XObject", Dictionary()).values()}


def _ways_up(pdf: pikepdf.Pdf) -> Iterator[tuple[Where, tuple[int, int]]]:
    tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) > max(tree)
    for key, tags in tree.items():
        for number, tag in enumerate(tags):
            if tag is not None:
                yield (int(key), number), tag.objgen


def _encloses(figure: pikepdf.Object, corners: list[Point]) -> None:
    """The box of a figure is on its page around all that is painted (to half a point)."""
    attributes = figure.get("/A", Array())
    every = list(attributes) if isinstance(attributes, Array) else [attributes]
    boxes = [one.BBox for one in every if isinstance(one, Dictionary) and "/BBox" in one]
    assert len(boxes) == 1, "a figure without a box"
    left, bottom, right, top = (float(edge) for edge in boxes[0])
    assert corners, "an empty figure"
    across, upward = [x for x, _ in corners], [y for _, y in corners]
    assert left - 0.5 <= min(across) <= max(across) <= right + 0.5, "a figure beside its box"
    assert bottom - 0.5 <= min(upward) <= max(upward) <= top + 0.5, "a figure above its box"


def _headings(pdf: pikepdf.Pdf, roles: dict[str, str]) -> None:
    """The first heading is of the first level, and none skips a level."""
    before = 0
    for tag in _in_order(pdf.Root.StructTreeRoot):
        level = re.fullmatch(r"H(\d)", _role(tag, roles))
        if level:
            assert int(level[1]) <= before + 1, "a heading skips a level"
            before = int(level[1])
    assert before, "no heading"


def _in_order(tag: pikepdf.Object) -> Iterator[pikepdf.Object]:
    if "/S" in tag:
        yield tag
    for kid in _kids(tag):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from _in_order(kid)


@dataclass
class _Painted:
    """What the pages and their forms paint."""

    marked: list[Where] = field(default_factory=list)
    text: dict[Where, list[str]] = field(default_factory=lambda: defaultdict(list))
    corners: dict[Where, list[Point]] = field(default_factory=lambda: defaultdict(list))
    fonts: dict[tuple[int, int], _Letters] = field(default_factory=dict)
    forms: set[tuple[int, int]] = field(default_factory=set)


def _painted(pdf: pikepdf.Pdf) -> _Painted:
    found = _Painted()
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
        found: _Painted,
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
        assert "/Lang" not in facts or _is_language(facts.Lang), f"no language: {facts.Lang}"
        return (_number(self.holder), int(facts.MCID)) if "/MCID" in facts else ""

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
