"""What is wrong with a site's brand, and what it would ask other hosts for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from katabase.adapters.settings.docs_folder import own_pages_in
from katabase.adapters.settings.site_colours import BLOCK, CUSTOM, VARIABLE, named_colours, palettes
from katabase.domain.checks.rule import Finding
from katabase.domain.checks.rules.site import FOREIGN_REQUEST, NO_HOME, WEAK_CONTRAST
from katabase.domain.reading.positions import Positions
from katabase.products.brand import DARK, SIGN, TEXT, WHITE, colour_of, weak

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from katabase.adapters.settings.mkdocs_yml import MkdocsYml
    from katabase.domain.problems import Problem
    from katabase.domain.reading.document import Loc

FOREIGN = re.compile(r"(?:https?:)?//", re.IGNORECASE)

ASKED = re.compile(
    r"<(?:img|script|iframe|video|audio|source|embed)\b[^>]*?\bsrc\s*=\s*[\"']?"
    r"(?P<src>(?:https?:)?//[^\"'\s>]+)"
    r"|!\[[^\]\n]*\]\(\s*<?(?P<image>(?:https?:)?//[^)\s>]+)",
    re.IGNORECASE,
)
FENCED = re.compile(r"^(`{3,}|~{3,}).*?^\1", re.MULTILINE | re.DOTALL)
INLINE_CODE = re.compile(r"(`+)(?!`).{1,400}?(?<!`)\1(?!`)")


def problems_of_site(site: MkdocsYml) -> Iterator[Problem]:
    """Yield what is wrong with the settings of a site, and with the pages of its own."""
    if not site.files:
        return
    folder = site.path.parent
    yield from _home(site, folder)
    yield from map(FOREIGN_REQUEST.problem, _asked(site, folder))
    yield from map(WEAK_CONTRAST.problem, _weak(site, folder))


def _theme(site: MkdocsYml) -> dict[str, Any]:
    found = site.data.get("theme")
    return found if isinstance(found, dict) else {}


def _docs(site: MkdocsYml, folder: Path) -> Path:
    return folder / str(site.data.get("docs_dir") or "docs")


def _home(site: MkdocsYml, folder: Path) -> Iterator[Problem]:
    docs = str(site.data.get("docs_dir") or "docs")
    if not (folder / docs).is_dir():  # MkDocs says so itself, and builds nothing
        return
    if all(address for address, _ in own_pages_in(folder, site.data)):
        message = f"{docs}/index.md is missing, so the address of the site shows nothing"
        yield NO_HOME.problem(_at(site, ("docs_dir",), message, "write it, a sentence is enough"))


def _at(site: MkdocsYml, loc: Loc, message: str, hint: str) -> Finding:
    document = site.document(loc, None)
    return Finding(document.filename, document.spot(()), message, hint)


def _asked(site: MkdocsYml, folder: Path) -> Iterator[Finding]:
    """Yield what a reader's browser would ask other hosts for."""
    plugins = str(site.data.get("plugins") or "")
    if "privacy" in plugins:
        return
    theme = _theme(site)
    if theme.get("name") == "material" and theme.get("font") is not False:
        hint = 'add "font: false" below theme'
        yield _at(site, ("theme",), "the theme would load its fonts from Google", hint)
    for key in ("extra_css", "extra_javascript"):
        for number, name in enumerate(site.data.get(key) or []):
            name = name.get("path") if isinstance(name, dict) else name
            if isinstance(name, str) and FOREIGN.match(name):
                hint = "put the file into docs/ and name it here"
                yield _at(site, (key, number), f"{key}: {name} lies on another host", hint)
    for key in ("logo", "favicon"):
        if FOREIGN.match(str(theme.get(key) or "")):
            message = f"theme: {key}: {theme[key]} lies on another host"
            yield _at(site, ("theme", key), message, "put the picture into docs/ and name it here")
    extra = site.data.get("extra")
    if isinstance(extra, dict) and extra.get("analytics"):
        message = "extra: analytics tells another host who reads what"
        yield _at(site, ("extra", "analytics"), message, "remove it")
    for _, name in own_pages_in(folder, site.data):
        yield from _asked_by(name, (folder / name).read_text("utf-8", errors="replace"))


def _asked_by(filename: str, text: str) -> Iterator[Finding]:
    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match.group())

    seen = INLINE_CODE.sub(blank, FENCED.sub(blank, text))
    positions = Positions(text)
    for match in ASKED.finditer(seen):
        name = match["src"] or match["image"]
        message = f"asks another host: {name[:80]}"
        spot = positions.spot(match.start("src" if match["src"] else "image"))
        yield Finding(filename, spot, message, "put the file into docs/ and name it here")


def _weak(site: MkdocsYml, folder: Path) -> Iterator[Finding]:
    """Yield colours of the palette and of the site's own style sheets that cannot be read."""
    theme = _theme(site)
    named = named_colours()
    written = theme.get("palette")
    for number, scheme in enumerate(palettes(written)):
        ground = DARK if scheme.get("scheme") == "slate" else WHITE
        loc: Loc = (
            ("theme", "palette", number) if isinstance(written, list) else ("theme", "palette")
        )
        name = str(scheme.get("primary") or CUSTOM)
        colours = named.get(name.replace(" ", "-"), {})
        yield from (
            _at(site, (*loc, "primary"), f"primary: {name}: {said}", hint)
            for said, hint in _pairs(colours, ground)
        )
    for name in site.data.get("extra_css") or []:
        path = _docs(site, folder) / str(name)
        if not FOREIGN.match(str(name)) and path.is_file():
            yield from _weak_in(path, folder)


def _weak_in(path: Path, folder: Path) -> Iterator[Finding]:
    text = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
    positions, filename = Positions(text), path.relative_to(folder).as_posix()
    for block in BLOCK.finditer(text):
        ground = DARK if "slate" in block["selector"] else WHITE
        places = {each["name"]: each for each in VARIABLE.finditer(block["body"])}
        colours = {name: each["colour"] for name, each in places.items()}
        if not colours:
            continue
        first = next(iter(places.values()))
        for said, hint in _pairs(colours, ground):
            there = next((each for name, each in places.items() if said.startswith(name)), first)
            spot = positions.spot(block.start("body") + there.start())
            yield Finding(filename, spot, said, hint)


def _pairs(colours: dict[str, str], ground: str) -> Iterator[tuple[str, str]]:
    """Yield what is said of colours that stand on one another, and how to mend it."""
    given = {name: colour_of(colour) for name, colour in colours.items()}
    primary = given.get("--md-primary-fg-color")
    above = given.get("--md-primary-bg-color") or WHITE
    pairs = [("--md-primary-fg-color", primary, above, TEXT, "below the words of the header")]
    link = given.get("--md-typeset-a-color") or (primary if ground == WHITE else None)
    pairs.append(("--md-typeset-a-color", link, ground, TEXT, "for links on the page"))
    accent = given.get("--md-accent-fg-color")
    pairs.append(("--md-accent-fg-color", accent, ground, SIGN, "for what is chosen on the page"))
    for name, colour, other, least, where in pairs:
        found = weak(colour, other, least) if colour else None
        if found:
            yield (
                f"{name}, {where}: {found.colour} has a contrast of {found.contrast:.1f} to "
                f"{found.ground}; expected at least {found.least:g}",
                f"the nearest that has it is {found.better}",
            )
