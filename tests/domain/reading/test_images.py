"""Files of pictures: what may be shown, how large it is, and what is refused with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image as Pillow

from katabase.domain.reading.images import ImageFaultError, image

if TYPE_CHECKING:
    from pathlib import Path

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
SIZED = HEAD + 'viewBox="0 0 40 20">\n'


def drawing(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "drawing.svg"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<g onclick='alert(1)'/>",
        "<g ONLOAD='alert(1)'/>",
        "<foreignObject><b xmlns='http://www.w3.org/1999/xhtml'>words</b></foreignObject>",
        "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script>",
        "<image href='https://example.org/a.png'/>",
        "<image xlink:href='//example.org/a.png'/>",
        "<image href='data:image/svg+xml;base64,AAAA'/>",
        "<use href='other.svg#a'/>",
        "<use href='data:text/html,&lt;script>'/>",
        "<a href='https://example.org/'><path d=''/></a>",
        "<set attributeName='href' to='javascript:alert(1)'/>",
        "<animate attributeName='x' begin='0s'/>",
        "<path fill='java\nscript:alert(1)'/>",
        "<path fill='url(https://example.org/#a)'/>",
        "<path style='background: u\\72l(https://example.org/)'/>",
        "<style>@import 'https://example.org/a.css';</style>",
        "<style>@font-face { src: url(a.woff) }</style>",
        "<style>path { fill: image-set('a.png' 1x) }</style>",
        "<iframe src='https://example.org/'/>",
        "<e:listener xmlns:e='http://www.w3.org/2001/xml-events' handler='#a'/>",
        "<?xml-stylesheet href='a.css'?>",
    ],
)
def test_what_could_run_or_load_is_refused_with_its_line(inside: str, tmp_path: Path) -> None:
    path = drawing(tmp_path, f"{SIZED}<path d='M0 0'/>\n{inside}</svg>")
    with pytest.raises(ImageFaultError, match=r"^line 3: "):
        image(path)


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]>' + SIZED + "</svg>",
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SIZED + "&a;</svg>",
        '<html xmlns="http://www.w3.org/1999/xhtml"/>',
        '<svg viewBox="0 0 4 4"/>',
        HEAD + "/>",
        HEAD + 'viewBox="0 0 0 4"/>',
        HEAD + 'width="100%" height="100%"/>',
        SIZED,
    ],
)
def test_what_is_no_plain_drawing_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(ImageFaultError):
        image(drawing(tmp_path, text))


def test_a_drawing_of_a_program_is_shown(tmp_path: Path) -> None:
    """With notes of Inkscape, a style, a gradient of its own and an embedded photograph."""
    inside = """\
<!-- made by hand -->
<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>
<style>.a { fill: url(#g); stroke: #000 } @media print { .a { fill: #fff } }</style>
<linearGradient id="g"/><path class="a" d="M0 0" style="clip-path:url(#c)"/>
<use xlink:href="#g"/><image href="data:image/png;base64,iVBORw0KGgo="/>
<text>A line that is online</text>"""
    doctype = '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "a.dtd">\n'
    found = image(drawing(tmp_path, f"{doctype}{SIZED}{inside}</svg>"))
    assert (found.format, found.width, found.height) == ("SVG", 40, 20)


def test_a_drawing_has_the_size_that_it_says(tmp_path: Path) -> None:
    text = f'{HEAD}width="1in" height="48px" viewBox="0 0 1 1"></svg>'
    found = image(drawing(tmp_path, text))
    assert (found.width, found.height) == (96, 48)


def test_a_photograph_stands_as_it_is_seen(tmp_path: Path) -> None:
    """Phones write down that they lay on their side, and where they were."""
    path = tmp_path / "photo.jpg"
    exif = Pillow.Exif()
    exif[0x0112] = 6
    exif[0x8825] = {1: "N"}
    Pillow.new("RGB", (30, 20)).save(path, exif=exif)
    found = image(path)
    assert (found.format, found.width, found.height, found.located) == ("JPEG", 20, 30, True)


@pytest.mark.parametrize("form", ["png", "jpg", "webp"])
def test_formats_are_known_by_their_bytes(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{form}"
    Pillow.effect_noise((64, 48), 50).convert("RGB").save(path)
    assert (image(path).width, image(path).height) == (64, 48)
    half = tmp_path / f"half.{form}"
    half.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(ImageFaultError):
        image(half)
    other = tmp_path / ("a.webp" if form != "webp" else "a.png")
    other.write_bytes(path.read_bytes())
    with pytest.raises(ImageFaultError, match="as the name says"):
        image(other)


def test_other_formats_and_too_many_bytes_are_refused(tmp_path: Path) -> None:
    for name, content in (("a.gif", b"GIF89a"), ("a.png", b"0" * 5_000_001)):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ImageFaultError, match="expected"):
            image(tmp_path / name)
