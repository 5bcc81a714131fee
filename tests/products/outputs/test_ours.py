"""What may be replaced: nothing that holds sources, nothing that we did not write."""

from __future__ import annotations

import io
import json
import os
import struct
import zlib
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest
from PIL import Image

from katabase.products.outputs import files, ours
from katabase.products.outputs.ours import NotOursError

if TYPE_CHECKING:
    from pathlib import Path

BUILT_BY = {
    "Material": '<meta name="generator" content="mkdocs-1.6.1, mkdocs-material-9.7.0">',
    "MkDocs": "</body>\n</html>\n<!--\nMkDocs version : 1.6.1\nBuild Date UTC : 2026-11-25\n-->\n",
}


def write(path: Path, text: str = "work") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def refused(place: Path, *sources: Path) -> str:
    with pytest.raises(NotOursError) as caught:
        ours.must_be_a_site(place, sources)
    return str(caught.value)


@pytest.mark.parametrize("built", BUILT_BY)
def test_a_site_of_mkdocs_may_be_replaced(tmp_path: Path, built: str) -> None:
    """Whoever comes from plain MkDocs, or an earlier release, does not empty it by hand."""
    write(tmp_path / "site/index.html", f"<html>{BUILT_BY[built]}")
    write(tmp_path / "site/downloads/values.yml")
    ours.must_be_a_site(tmp_path / "site", [tmp_path / "docs"])


def test_a_site_of_ours_without_any_page_may_be_replaced(tmp_path: Path) -> None:
    write(tmp_path / "site/api/v1/site.json", json.dumps({"katabase": "0.9"}))
    ours.must_be_a_site(tmp_path / "site", [])


def test_versions_of_a_site_stay(tmp_path: Path) -> None:
    """Beside them lies a page for missing addresses, which looks as if all were one site."""
    site = tmp_path / "site"
    write(site / "404.html", BUILT_BY["Material"])
    write(site / "versions.json", json.dumps([{"version": "1.0", "title": "1", "aliases": []}]))
    ours.must_be_a_site(site, [])  # a file of this name, and no version
    write(site / "1.0/index.html", BUILT_BY["Material"])
    assert 'holds the versions of a site, as "1.0", which a site would replace' in refused(site)
    for other in ("[1]", '{"1.0": 1}', "x"):
        write(site / "versions.json", other)
        ours.must_be_a_site(site, [])


def test_nothing_and_an_empty_folder_may_be_replaced(tmp_path: Path) -> None:
    ours.must_be_a_site(tmp_path / "none", [])
    (tmp_path / "empty/.git").mkdir(parents=True)
    ours.must_be_a_site(tmp_path / "empty", [])


def test_what_nobody_of_us_built_stays(tmp_path: Path) -> None:
    write(tmp_path / "site/index.html", "<title>Written by hand</title>")
    write(tmp_path / "site/api/v1/site.json", "[1")
    said = refused(tmp_path / "site")
    assert 'holds "api" and is no site that Katabase or MkDocs has built' in said
    assert "empty it yourself" in said


def test_sources_stay_whatever_they_look_like(tmp_path: Path) -> None:
    """The folder itself, one above it, by another spelling, through a link."""
    work = tmp_path / "work"
    write(work / "kata/index.html", BUILT_BY["Material"])
    (tmp_path / "link").symlink_to(work / "kata", target_is_directory=True)
    for place, source in (
        (work / "kata", work / "kata"),
        (work, work / "kata/traits/not-there.yml"),
        (work / "kata", work / "kata/../kata"),
        (work / "kata", tmp_path / "link"),
    ):
        assert "from which the site is made" in refused(place, source)


def test_a_link_and_a_file_stay(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert "is a link" in refused(tmp_path / "link")
    assert "is a file" in refused(write(tmp_path / "file"))


def test_a_site_of_another_user_is_named_before_anything_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a build by root; root itself may write anywhere, so the answer is set."""
    write(tmp_path / "site/index.html", BUILT_BY["Material"])
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "belongs to somebody else, and you may not write there" in refused(tmp_path / "site")


@pytest.mark.parametrize("name", ["index.html", "404.html", "api/v1/site.json"])
def test_what_would_never_end_is_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "site" / name).parent.mkdir(parents=True)
    os.mkfifo(tmp_path / "site" / name)
    assert "is no site" in refused(tmp_path / "site")


def test_pictures_are_signed_and_still_pictures(tmp_path: Path) -> None:
    """Judged by Pillow."""
    Image.new("RGB", (3, 2), "red").save(tmp_path / "plain.png")
    plain = (tmp_path / "plain.png").read_bytes()
    signed = ours.signed_png(plain)
    assert (ours.is_png(plain), ours.is_png(signed)) == (False, True)
    (tmp_path / "signed.png").write_bytes(signed)
    with Image.open(tmp_path / "signed.png") as picture:
        picture.load()
        assert (picture.size, picture.info["Software"]) == ((3, 2), "Katabase")
    start = signed.index(b"tEXt")
    size = struct.unpack(">I", signed[start - 4 : start])[0]
    crc = struct.unpack(">I", signed[start + 4 + size : start + 8 + size])[0]
    assert crc == zlib.crc32(signed[start : start + 4 + size])


def test_a_pdf_of_somebody_else_is_not_ours() -> None:
    stranger = io.BytesIO()
    document = pdfium.PdfDocument.new()
    document.new_page(100, 100)
    document.save(stranger)
    assert not ours.is_pdf(stranger.getvalue())
    assert not ours.is_pdf(b"%PDF-1.7 broken")
    assert not ours.is_pdf(b"kind: trait\n")


def test_files_of_others_stay(tmp_path: Path) -> None:
    """A file, a link, a folder; an empty file holds no work."""
    write(tmp_path / "letter.txt")
    (tmp_path / "link.txt").symlink_to("letter.txt")
    (tmp_path / "folder.txt").mkdir()
    for name, words in (
        ("letter.txt", "there is a file that Katabase did not write"),
        ("link.txt", "is a link"),
        ("folder.txt", "is a folder"),
    ):
        with pytest.raises(NotOursError, match=words):
            files.write(tmp_path, [(name, b"ours")], lambda content: content == b"ours")
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "work"
    write(tmp_path / "empty.txt", "")
    for _ in range(2):
        files.write(tmp_path, [("empty.txt", b"ours")], lambda content: content == b"ours")
    assert (tmp_path / "empty.txt").read_bytes() == b"ours"
    assert not list(tmp_path.glob(".*"))
