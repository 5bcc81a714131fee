"""An independent judge of tags: what PDF/UA-1 (ISO 14289-1) asks of a file, read with qpdf.

The tests of the Matterhorn Protocol 1.1 that a program can decide and that cards can break:
01 (real content is tagged), 02 (roles), 06 (metadata), 07 (title), 09 (structure), 11
(language), 14 (headings), 28 (annotations), 30 (forms), 31 (fonts).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

if TYPE_CHECKING:
    from collections.abc import Iterator

TYPES = """
Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4
H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code
Link Annot Figure Formula Form
"""
STANDARD = set(TYPES.split())
"""The structure types of ISO 32000-1, 14.8.4."""
PAINTERS = "S s f F f* B B* b b* Tj TJ ' \" sh BI"
PAINTING = {Operator(name) for name in (*PAINTERS.split(), "INLINE IMAGE")}
Where = tuple[int, int]
"""Marked text: the number in the parent tree of its page or form, and its own number."""


def accessible(raw: bytes) -> None:
    """Assert that a PDF has everything the standard asks for, and asks for printing at 100 %."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        assert pdf.Root.ViewerPreferences.PrintScaling == "/None"
        _described(pdf)
        ways_down = dict(_tags(pdf))
        ways_up = _parent_tree(pdf)
        marked = set(_marked(pdf))
        assert marked, "nothing on these pages is tagged"
        assert marked == ways_down.keys(), "marked text and tags differ"
        for place, number in marked:
            assert ways_up[place][number].objgen == ways_down[place, number], (place, number)
        _headings(pdf)


def _described(pdf: pikepdf.Pdf) -> None:
    assert bool(pdf.Root.MarkInfo.Marked)
    assert not bool(pdf.Root.MarkInfo.get("/Suspects", False))
    assert str(pdf.Root.Lang)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as meta:
        assert meta["pdfuaid:part"] == "1"
        assert meta["dc:title"] == str(pdf.docinfo["/Title"])


def _tags(pdf: pikepdf.Pdf) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield all marked text that a tag holds, with the tag that holds it."""
    roles = {str(key) for key in pdf.Root.StructTreeRoot.get("/RoleMap", Dictionary())}
    tops = _kids(pdf.Root.StructTreeRoot)
    assert [str(top.S) for top in tops] == ["/Document"]
    waiting = [(pdf.Root.StructTreeRoot, tops[0])]
    while waiting:
        parent, tag = waiting.pop()
        assert tag.P.objgen == parent.objgen, "a tag does not know its parent"
        assert str(tag.S)[1:] in STANDARD or str(tag.S) in roles, tag.S
        assert str(tag.S) != "/Figure" or str(tag.get("/Alt", "")), "a figure without words"
        for kid in _kids(tag):
            if isinstance(kid, Dictionary) and "/S" in kid:
                waiting.append((tag, kid))
            elif isinstance(kid, Dictionary):
                assert kid.Type == "/MCR", kid.Type
                holder = kid.get("/Stm", kid.get("/Pg", tag.get("/Pg")))
                if "/Stm" in kid:
                    assert kid.Stm.objgen in _forms_of(kid.get("/Pg", tag.get("/Pg")))
                yield (int(holder.StructParents), int(kid.MCID)), tag.objgen
            else:
                yield (int(tag.Pg.StructParents), int(kid)), tag.objgen


def _kids(tag: pikepdf.Object) -> list[pikepdf.Object]:
    kids = tag.get("/K", Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _forms_of(page: pikepdf.Object) -> set[tuple[int, int]]:
    return {form.objgen for form in page.Resources.get("/XObject", Dictionary()).values()}


def _parent_tree(pdf: pikepdf.Pdf) -> dict[int, pikepdf.Object]:
    tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) > max(tree)
    return {int(key): value for key, value in tree.items()}


def _marked(pdf: pikepdf.Pdf) -> Iterator[Where]:
    """Yield all marked text that the pages and their forms paint."""
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        assert page.obj.get("/Tabs", "/S") == "/S"
        assert len(page.obj.get("/Annots", Array())) == 0  # cards have neither links nor fields
        assert "/Group" not in page.obj or "/CS" in page.obj.Group
        yield from _marked_in(page.obj, seen)


def _marked_in(holder: pikepdf.Object, seen: set[tuple[int, int]]) -> Iterator[Where]:
    """Fail for anything painted that is neither tagged nor declared an artifact."""
    resources = holder.get("/Resources", Dictionary())
    for font in resources.get("/Font", Dictionary()).values():
        _usable(font)
    open_marks: list[int | str] = []
    for operands, operator in pikepdf.parse_content_stream(holder):
        if operator in (Operator("BDC"), Operator("BMC")):
            open_marks.append(_mark(operands))
            if isinstance(open_marks[-1], int):
                assert not any(isinstance(mark, int) for mark in open_marks[:-1]), "tags nested"
                yield int(holder.StructParents), open_marks[-1]
        elif operator == Operator("EMC"):
            open_marks.pop()
        elif operator == Operator("Do"):
            yield from _placed(resources.XObject[operands[0]], open_marks, seen)
        elif operator in PAINTING:
            assert any(mark != "" for mark in open_marks), f"{operator} outside of any tag"
    assert not open_marks


def _mark(operands: list[pikepdf.Object]) -> int | str:
    """The number of a mark, "artifact", or nothing for marks that say nothing of tags."""
    if operands[0] == Name.Artifact:
        return "artifact"
    facts = operands[1] if len(operands) > 1 else Dictionary()
    return int(facts.MCID) if isinstance(facts, Dictionary) and "/MCID" in facts else ""


def _placed(
    thing: pikepdf.Object, open_marks: list[int | str], seen: set[tuple[int, int]]
) -> Iterator[Where]:
    if thing.Subtype == "/Image" or "/StructParents" not in thing:
        assert any(mark != "" for mark in open_marks), "a picture outside of any tag"
        return
    assert not open_marks, "a tagged form within a tag"
    assert thing.objgen not in seen, "a tagged form stands twice"
    seen.add(thing.objgen)
    yield from _marked_in(thing, seen)


def _headings(pdf: pikepdf.Pdf) -> None:
    """The first heading is of the first level, and none skips a level."""
    before = 0
    for name in _in_order(pdf.Root.StructTreeRoot):
        if len(name) == 3 and name[1] == "H" and name[2].isdigit():
            assert int(name[2]) <= before + 1, "a heading skips a level"
            before = int(name[2])
    assert before, "no heading"


def _in_order(tag: pikepdf.Object) -> Iterator[str]:
    if "/S" in tag:
        yield str(tag.S)
    for kid in _kids(tag):
        if isinstance(kid, Dictionary) and kid.get("/Type") != "/MCR":
            yield from _in_order(kid)


def _usable(font: pikepdf.Object) -> None:
    """A font is embedded, and its letters can be told."""
    assert "/ToUnicode" in font, font
    inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    descriptor = inner.FontDescriptor
    assert any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")), font
