"""Blocks of HTML are taken out of a generated page before Markdown reads it, and put back.

A generated page is headings in Markdown and finished HTML between them. Python-Markdown
and MkDocs each parse that HTML again, tag by tag, and change nothing: at 1,000 practices
that was half of the build.
"""

from __future__ import annotations

import re

MARK = "kbblock{}kb"


def park(markdown: str) -> tuple[str, list[str]]:
    """Return the Markdown with a mark for each block of HTML, and the blocks."""
    blocks: list[str] = []
    kept: list[str] = []
    for chunk in markdown.split("\n\n"):
        if chunk.lstrip().startswith("<"):
            kept.append(MARK.format(len(blocks)))
            blocks.append(chunk.strip())
        else:
            kept.append(chunk)
    return "\n\n".join(kept), blocks


def restore(html: str, blocks: list[str]) -> str:
    """Return the HTML with the blocks in the place of their marks."""
    return re.sub(
        rf"<p>{MARK.format('([0-9]+)')}</p>", lambda match: blocks[int(match.group(1))], html
    )


def anchors(blocks: list[str]) -> set[str]:
    """Return the anchors within the blocks, so that links to them count as found."""
    return {anchor for block in blocks for anchor in re.findall(r'\bid="([^"]+)"', block)}
