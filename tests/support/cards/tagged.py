"""An independent judge of tags: what PDF/UA-1 (ISO 14289-1) asks of a file, read with qpdf.

The tests of the Matterhorn Protocol 1.1 that a program can decide and that cards can break:
01 (real content is tagged), 02 (roles), 06 (metadata), 07 (title), 09 (structure), 11
(language), 13 (figures), 14 (headings), 28 (annotations), 30 (forms), 31 (fonts).
``tests/products/cards/paper/test_pdf_tags.py`` breaks sheets in each of these ways.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary

from tests.support.cards.painted import Point, Where, is_language, number_of, painted

if TYPE_CHECKING:
    from collections.abc import Iterator

TYPES = """
Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4
H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code
Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form
"""
STANDARD = set(TYPES.split())
"""The structure types of ISO 32000-1, 14.8.4."""


def accessible(raw: bytes) -> None:
    """Assert that a PDF has everything the standard asks for, and asks for printing at 100 %."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        _described(pdf)
        roles = _roles(pdf)
        held = list(_tags(pdf, roles))
        ink = painted(pdf)
        assert ink.marked, "nothing on these pages is tagged"
        assert len(set(ink.marked)) == len(ink.marked), "a number stands twice on a page"
        ways_down = {where: tag.objgen for where, tag in held}
        assert len(ways_down) == len(held), "marked text has two tags"
        assert set(ink.marked) == ways_down.keys(), "marked text and tags differ"
        ways_up = dict(_ways_up(pdf))
        assert ways_up == ways_down, "the ways from text to tags lead elsewhere"
        for where, tag in held:
            if _role(tag, roles) == "Figure":
                _encloses(tag, ink.corners[where])
        _headings(pdf, roles)


def read_in_order(raw: bytes) -> list[str]:
    """Return the marked text of a PDF as it is read aloud: in the order of its tags."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        text = painted(pdf).text
        return ["".join(text[where]) for where, _ in _tags(pdf, _roles(pdf))]


def read_by_language(raw: bytes) -> dict[str, str]:
    """Return the marked text of a PDF by its language, which a tag has from those around it."""
    found: dict[str, str] = {}
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        text = painted(pdf).text
        for where, tag in _tags(pdf, _roles(pdf)):
            above = tag
            while "/Lang" not in above and "/P" in above:
                above = above.P
            language = str(above.get("/Lang", pdf.Root.Lang))
            found[language] = found.get(language, "") + "".join(text[where])
    return found


def _described(pdf: pikepdf.Pdf) -> None:
    wishes = pdf.Root.get("/ViewerPreferences", Dictionary())
    assert wishes.get("/PrintScaling") == "/None"
    assert bool(wishes.get("/DisplayDocTitle", False)), "the title is not shown"
    assert tuple(map(int, pdf.pdf_version.split("."))) >= (1, 7), "too old for these wishes"
    about = pdf.Root.get("/MarkInfo", Dictionary())
    assert bool(about.get("/Marked", False)), "not said to be tagged"
    assert not bool(about.get("/Suspects", False))
    assert is_language(pdf.Root.get("/Lang", "")), "the document has no language"
    with pdf.open_metadata() as meta:
        assert meta.get("pdfuaid:part") == "1", "no PDF/UA"
        assert meta.get("dc:title"), "no title"
        assert meta.get("dc:title") == str(pdf.docinfo.get("/Title", ""))


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
            yield (number_of(tag.Pg), int(kid)), tag
        elif "/S" not in kid:
            assert kid.Type == "/MCR", kid.Type
            page = kid.Pg if "/Pg" in kid else tag.Pg
            if "/Stm" in kid:
                assert kid.Stm.objgen in _forms_of(page), "a form of another page"
            yield (number_of(kid.get("/Stm", page)), int(kid.MCID)), tag
        else:
            _is_sound(kid, parent, roles)
            waiting += [(kid, kid, one) for one in reversed(_kids(kid))]


def _is_sound(tag: pikepdf.Object, parent: pikepdf.Object, roles: dict[str, str]) -> None:
    assert "/P" in tag, "a tag without a parent"
    assert tag.P.objgen == parent.objgen, "a tag does not know its parent"
    assert _role(tag, roles) in STANDARD, tag.S
    assert "/Lang" not in tag or is_language(tag.Lang), f"no language: {tag.Lang}"
    if _role(tag, roles) == "Figure":
        assert str(tag.get("/Alt", "")).strip(), "a figure without words"


def _kids(tag: pikepdf.Object) -> list[pikepdf.Object]:
    kids = tag.get("/K", Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _forms_of(page: pikepdf.Object) -> set[tuple[int, int]]:
    return {form.objgen for _, form in page.Resources.get("/XObject", Dictionary()).items()}


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
