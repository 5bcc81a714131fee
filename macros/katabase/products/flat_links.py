"""Pages as folders: where a page's source lies is where its address leads.

Engines disagree about what a relative link in HTML is relative to: MkDocs leaves it to the
browser, so it is the page's address; Zensical takes it from the folder of the source, as it
takes a link in Markdown. In a file that is called ``index.md`` the two are the same. So an
exported page ``start/learner.md`` becomes ``start/learner/index.md``, and the links in its
Markdown, which were relative to the source, follow.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

INDEX = "index.md"
_INDEXES = {INDEX, "README.md"}
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")
_CODE = re.compile(r"(?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`)")
_INLINE = re.compile(r"(?P<before>\]\(\s*<?)(?P<target>[^)\s<>]+)")
_REFERENCE = re.compile(r"^(?P<before> {0,3}\[[^\]]+\]:\s*<?)(?P<target>[^\s<>]+)")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/|#|\?", re.IGNORECASE)


def as_folder(uri: str) -> str:
    """Return where the source of a page lies as a folder, as in ``start/learner/index.md``."""
    path = PurePosixPath(uri)
    if path.name in _INDEXES:
        return str(path.with_name(INDEX))
    return str(path.with_suffix("") / INDEX)


def moved(markdown: str, uri: str, pages: Callable[[str], bool]) -> str:
    """Return the Markdown of a page so that its links are right in the page as a folder.

    ``pages`` says whether a path is that of another page, which moves too. Code stays as
    it is, and so do links in HTML: they are relative to the address, which stays.
    """
    folder = posixpath.dirname(uri)
    home = posixpath.dirname(as_folder(uri))

    def follow(match: re.Match[str]) -> str:
        target = match["target"]
        if _ELSEWHERE.match(target):
            return match[0]
        path, sign, rest = re.match(r"([^?#]*)([?#]?)(.*)", target).groups()  # type: ignore[union-attr]
        meant = posixpath.normpath(posixpath.join(folder, path))
        if pages(meant):
            meant = as_folder(meant)
        return f"{match['before']}{posixpath.relpath(meant, home or '.')}{sign}{rest}"

    lines: list[str] = []
    fence = ""
    for line in markdown.split("\n"):
        found = _FENCE.match(line)
        if found and (not fence or found["fence"].startswith(fence)):
            fence = "" if fence else found["fence"]
        lines.append(line if fence or found else _outside_of_code(line, follow))
    return "\n".join(lines)


def _outside_of_code(line: str, follow: Callable[[re.Match[str]], str]) -> str:
    parts: list[str] = []
    end = 0
    for code in _CODE.finditer(line):
        parts += [_linked(line[end : code.start()], follow), code[0]]
        end = code.end()
    return "".join([*parts, _linked(line[end:], follow)])


def _linked(text: str, follow: Callable[[re.Match[str]], str]) -> str:
    return _INLINE.sub(follow, _REFERENCE.sub(follow, text))
