"""The package's scripts and styles, under an address that changes with their content."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from dataclasses import dataclass
from importlib.resources import files as resources
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from katabase.domain.kinds.registry import kinds
from katabase.domain.messages import of_scripts
from katabase.products.lean import PAGE_STYLE, Lean, lean
from katabase.products.outputs.kept import Cache
from katabase.products.outputs.prepared import prepared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from katabase.domain.messages import Messages
    from katabase.domain.vocabulary import Word
    from katabase.products.lean import Theme
    from katabase.products.outputs.kept import Files

WORDS = "words.js"
"""The script that holds the words of all scripts."""
ENGLISH = b'{language:"en",words:{}}'
"""What stands in it in the place of another language."""
WORKER = "offline/sw.js"
"""The service worker. It lies at the root of a site and not among the scripts of its pages."""
FOLDER = "offline/folder.js"
"""The script of pages that are opened from a folder. Only a bundle has it."""
UNUSED = (WORKER, FOLDER, "records/schema.js")
"""What no page of a site loads."""
SWITCH = "offline/here.js"
"""The script that brings the worker into a page."""
ON, OFF = b"const ON=true;", b"const ON=false;"
TEMPLATES = ("pages", "parts", "pieces")
"""The folders of templates of which the content of pages is made."""
STYLES = "css/katabase.css"
"""The style sheet of every page: the colours of the kinds, then all files in assets/css."""
LEAN = "lean.json"
"""Which pages can do without the theme's own, where the files are kept; no file of a site."""


@dataclass(frozen=True)
class Assets:
    """All asset files: ``prefix`` is the site path of their folder, with a slash at the end."""

    prefix: str
    files: tuple[tuple[str, bytes], ...]
    """Path below the folder, and what is in the file. All style sheets are one: a page waits
    for it, so it is one request."""
    lean: Lean | None = None
    """What most pages need of the theme, with ours; None if all pages need the theme's own."""

    @property
    def style_path(self) -> str:
        """The site path of the style sheet that every page loads."""
        return self.prefix + STYLES

    def modules_of(self, *elements: str) -> list[str]:
        """Return the site paths of the modules that elements load: their own, then the others."""
        scripts = dict(self.files)
        found = [f"elements/{element}.js" for element in elements]
        for name in found:
            for other in IMPORT.findall(scripts[name].decode()):
                path = posixpath.normpath(posixpath.join(posixpath.dirname(name), other))
                if path not in found:
                    found.append(path)
        return [self.prefix + name for name in found]


IMPORT = re.compile(r"""^(?:import|export)\b[^"';]*?["'](\.[^"']+)["'];""", re.MULTILINE)
"""A module that another one cannot begin without."""


def assets(
    say: Messages,
    theme: Theme | None = None,
    roles: Iterable[Word] = (),
    *,
    offline: bool = True,
    kept: Cache | None = None,
) -> Assets:
    """Return the assets, with the words of a language and the signs of roles.

    ``offline`` says whether pages bring a worker. What was made of the same files is taken
    from what is ``kept``.

    Of the ``theme`` there is what most pages need, None if none is to do without the rest.

    One hash over all of them: modules import one another by relative paths, and a file that
    changes must not meet an old one from a cache.
    """
    folder = Path(str(resources("katabase"))) / "assets"
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    sources = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    texts, signs, words = _templates() if theme else (), _roles(roles), _words(say)
    said = (*(part for source in sources.items() for part in source), *texts, signs, words)

    def make() -> Files:
        found = _published_of(sources, signs, words, offline=offline)
        if theme:
            found |= _kept(_lean(theme, found, texts))
        return found

    found = prepared(
        kept or Cache(None), "assets", (*said, str(offline), *(theme.said if theme else ())), make
    )
    needed = _needed(found) if theme else None
    found.pop(LEAN, None)
    digest = hashlib.sha256()
    for name, content in found.items():
        digest.update(name.encode() + b"\0" + content + b"\0")
    return Assets(f"assets/katabase/{digest.hexdigest()[:10]}/", tuple(found.items()), needed)


def _published_of(sources: dict[str, bytes], signs: bytes, words: bytes, *, offline: bool) -> Files:
    """Return the files of a site, from those in the package."""
    sheets = {path: text for path, text in sources.items() if path.startswith("css/")}
    found = {
        path: _published(path, content)
        for path, content in sources.items()
        if path not in {*sheets, *UNUSED} and not posixpath.basename(path).startswith(".")
    }
    found[STYLES] = _style(sheets, signs)
    assert ENGLISH in found[WORDS]
    found[WORDS] = found[WORDS].replace(ENGLISH, words)
    if not offline:
        assert ON in found[SWITCH]
        found[SWITCH] = found[SWITCH].replace(ON, OFF)
    return found


def _templates() -> tuple[str, ...]:
    folder = Path(str(resources("katabase"))) / "templates"
    parts = [path for each in TEMPLATES for path in sorted((folder / each).rglob("*.j2"))]
    return tuple(path.read_text(encoding="utf-8") for path in parts)


def _lean(theme: Theme, files: Files, templates: tuple[str, ...]) -> Lean:
    ours = [text.decode() for name, text in files.items() if name.endswith((".js", ".css"))]
    return lean(theme, files[STYLES].decode(), tuple(ours), templates)


def _kept(needed: Lean) -> Files:
    """Return what most pages need of the theme, as files."""
    facts = {"missing": sorted(needed.missing), "others": needed.others}
    return {PAGE_STYLE: needed.style.encode(), LEAN: json.dumps(facts).encode()}


def _needed(files: Files) -> Lean:
    facts = json.loads(files[LEAN])
    return Lean(files[PAGE_STYLE].decode(), frozenset(facts["missing"]), tuple(facts["others"]))


def worker() -> bytes:
    """Return the service worker as it is published, not yet knowing any build."""
    return _of_package(WORKER)


def of_folder() -> bytes:
    """Return the script of pages that are opened from a folder, as it is published."""
    return _of_package(FOLDER)


def _of_package(name: str) -> bytes:
    return _published(name, (resources("katabase") / "assets" / name).read_bytes())


def _published(name: str, content: bytes) -> bytes:
    if posixpath.basename(posixpath.dirname(name)) == "vendor":
        return content
    if name.endswith(".js"):
        return without_comments(without_descriptions(content))
    return without_remarks(content) if name.endswith(".css") else content


DESCRIPTION = re.compile(rb"""((?:\bshape\.\w+\(|\brecord\("\w+",)\s*)"[^"\n]*\"""")
"""What a field of a record is for: said to those who read the source and the schema."""


def without_descriptions(script: bytes) -> bytes:
    """Return the model of records as pages need it, without what its schema says of fields."""
    return DESCRIPTION.sub(rb'\1""', script)


COMMENT = re.compile(rb"^[ \t]*(?://[^\n]*|/\*\*(?:(?!\*/).)*\*/[ \t]*)$", re.MULTILINE | re.DOTALL)
"""A comment that has its lines for itself."""
WITHIN = re.compile(rb"/\*\* @type \{[^\n]*?\} \*/ |(?<=[;,{(\[]) //[^\n\"'`/\\]*$", re.MULTILINE)
"""A type within a line, and a comment at its end, after code that cannot be within a text."""

BARE = re.compile(rb"^[ \t\n]+", re.MULTILINE)
"""Indentation, and lines on which nothing stands."""


TEXT = rb'"(?:[^"\\\n]|\\.)*"|`[^`\n]*`'
"""A text in a line of code."""
SIGN = re.compile(rb"(%b)| ([=!&|?:,;{}()\[\]*]+) ?|([=!&|?:,;{}()\[\]*]+) " % TEXT)
"""A text, or a sign of code with the blanks around it, which say nothing; at + and - they may."""
HARD = re.compile(rb"(?:[^\"`]|%b)*?['/]|[^\n]*`[^`\n]*\$\{[^}`\n]*`" % TEXT)
"""The beginning of a line in which something may be another sort of text: an expression of
signs (``/[ ]/``), an apostrophe, a text within what is filled into a text."""


def without_comments(script: bytes) -> bytes:
    """Return a script without comments, and without blanks that say nothing, line by line.

    They are a third of what a phone would load, and are for those who read the source; a line
    that an error in a browser names can be read as it is published.
    """
    bare = WITHIN.sub(b"", COMMENT.sub(b"", script))
    runs_on = any(line.count(b"`") % 2 for line in bare.splitlines())  # a text over several lines
    return bare if runs_on else _close(BARE.sub(b"", bare))


def _close(script: bytes) -> bytes:
    """Return a script without the blanks around its signs; texts and hard lines stay."""
    lines = script.split(b"\n")
    hard = {
        place: line
        for place, line in enumerate(lines)
        if (b"/" in line or b"'" in line or b"${" in line) and HARD.match(line)
    }
    for place in hard:
        lines[place] = b""
    closed = SIGN.sub(rb"\1\2\3", b"\n".join(lines)).split(b"\n")
    for place, line in hard.items():
        closed[place] = line
    return b"\n".join(closed)


REMARK = re.compile(rb'("[^"\n]*")|/\*.*?\*/', re.DOTALL)
BLANK = re.compile(rb'("[^"\n]*")|\s*([{};,])\s*|(?<=[-\w]):\s+|\s+')


def without_remarks(style: bytes) -> bytes:
    """Return a style sheet without comments and without blanks that say nothing.

    What stands in quotes stays as it is. A blank before a colon is part of a selector.
    """
    bare = REMARK.sub(lambda found: found[1] or b"", style)
    close = BLANK.sub(_blank, bare).replace(b";}", b"}").replace(b"}", b"}\n").lstrip()
    return close.replace(b"\n}", b"}")


def _blank(found: re.Match[bytes]) -> bytes:
    quoted, sign = found[1], found[2]
    if quoted or sign:
        return quoted or sign
    return b":" if found[0].startswith(b":") else b" "


def _style(sheets: dict[str, bytes], signs: bytes) -> bytes:
    """Return all style sheets as one: what all use first, what paper changes last."""
    order = {"css/tokens.css": 0, "css/print.css": 2}
    ordered = sorted(sheets, key=lambda name: (order.get(name, 1), name))
    return without_remarks(b"\n".join([_colours(), signs, *(sheets[name] for name in ordered)]))


def _words(say: Messages) -> bytes:
    """Return the words of a language, as the script of the words holds them."""
    words = of_scripts(say)
    if not words:
        return ENGLISH
    data = {"language": say.locale.language, "words": words}
    return json.dumps(data, ensure_ascii=False).encode()


SAFE = "/:= '"
"""What may stand in a quoted address as it is."""


def _sign(path: str) -> str:
    """Return a line drawn on 24 by 24 as a picture that a style sheet holds."""
    pen = "fill='none' stroke='#000' stroke-width='2' stroke-linecap='round'"
    line = f"<path {pen} d='{path}'/>"
    drawn = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'>{line}</svg>"
    return f'url("data:image/svg+xml,{quote(drawn, safe=SAFE)}")'


def _roles(roles: Iterable[Word]) -> bytes:
    """Return which links to a role, and which page of one, have which sign."""
    return "".join(
        f'[href*="roles/{role}/"],.kb-role-{role}{{--kb-icon:{_sign(role.icon)}}}\n'
        for role in roles
    ).encode()


def _colours() -> bytes:
    """Return the colours of all kinds, in both schemes, and which part of a page has which sign.

    The dark ones are for screens: paper is white in every scheme.
    """
    light = "".join(f"--kb-{kind}:{kind.accent.light};" for kind in kinds())
    dark = "".join(f"--kb-{kind}:{kind.accent.dark};" for kind in kinds())
    own = "".join(
        f".kb-{kind}{{--kb-own:var(--kb-{kind});--kb-icon:{_sign(kind.icon)}}}\n"
        for kind in kinds()
    )
    schemes = f':root,[data-md-color-scheme="default"]{{{light}}}\n'
    screen = f'@media screen{{[data-md-color-scheme="slate"]{{{dark}}}}}\n'
    return f"{schemes}{screen}{own}".encode()
