"""What is done to a PDF after Typst: how it is to be printed, and a smaller file."""

from __future__ import annotations

import io
import re

import pikepdf
from pikepdf import Name, String

from katabase.products.outputs.ours import MARK


def ready_to_print(raw: bytes, *, duplex: bool) -> bytes:
    """Return a PDF that asks for 100 % and, if wanted, for turning on the long edge."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        return save_pdf(pdf, duplex=duplex)


def save_pdf(pdf: pikepdf.Pdf, *, duplex: bool) -> bytes:
    """Return the bytes of a PDF with the same wishes; the same PDF gives the same bytes."""
    wishes = pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary())
    wishes.PrintScaling = Name("/None")
    wishes.Duplex = Name("/DuplexFlipLongEdge") if duplex else Name("/Simplex")
    wishes.DisplayDocTitle = True
    pdf.Root.ViewerPreferences = wishes
    pdf.docinfo[Name.MadeBy] = String(MARK)  # so it may be replaced by a later one
    out = io.BytesIO()
    pdf.save(
        out,
        min_version="1.7",  # of which the wishes are: PrintScaling came with 1.6, Duplex with 1.7
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return out.getvalue()


SURPLUS = re.compile(r"(?<=\.\d\d)\d+")
"""Digits after the second decimal; looking behind is three times as fast as a group."""
IDENTIFIER = re.compile(r"g[0-9A-F]{32}")
EMPTY = (' fill-rule="nonzero"', ' x="0"', ' y="0"')


def slim_svg(raw: bytes) -> bytes:
    """Return a picture of a face with shorter names and coordinates of 0.01 point.

    That is 0.004 mm: nothing that an eye or a screen could tell, at 60 % of the size.
    """
    text = raw.decode("utf-8")
    for attribute in EMPTY:
        text = text.replace(attribute, "")
    text = SURPLUS.sub("", text)
    names: dict[str, str] = {}
    text = IDENTIFIER.sub(lambda match: names.setdefault(match.group(), f"g{len(names)}"), text)
    return text.encode("utf-8")
