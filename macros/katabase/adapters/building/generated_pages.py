"""How the pages that follow from the library pass through MkDocs: as little as can be.

A generated page is headings in Markdown and finished HTML between them (``parked_html``), and
most practices of a kind have the same headings (``known_headings``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import escape

from katabase.adapters.building import parked_html, permalinks
from katabase.adapters.building.known_headings import KnownHeadings, PracticePage, UnreadPage
from katabase.adapters.settings.mkdocs_yml import PLUGIN
from katabase.domain.reading.set_aside import SetAside

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File
    from mkdocs.structure.pages import Page

    from katabase.products.pages.page import Page as GeneratedPage

BREAK = re.compile(
    r'\n(?:(?<=">\n)'
    r"|(?=</?(?:article|aside|body|button|dd|div|dl|dt|figure|footer|form|h[1-6]|head|header|html"
    r"|input|label|li|link|main|meta|nav|ol|p|script|section|svg|title|ul)[ >]|</(?:a|span)>))"
)
NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
"""What an SVG file needs and a drawing within HTML does not (HTML, 13.1.2)."""
SKIP = re.compile(r'<a href="[^"]*" class="md-skip">\s*[^<]*</a>(?=\s*</div>)')


def is_generated(page: Page) -> bool:
    """Say whether a page follows from the library; all others were written by hand."""
    return page.file.generated_by == PLUGIN


class GeneratedPages:
    """The generated pages of one build."""

    def __init__(self) -> None:
        self.aside = SetAside()
        """Where texts of the pages wait."""
        self._known: KnownHeadings = {}
        self._parked: dict[str, list[str]] = {}

    def practice(self, file: File, config: MkDocsConfig) -> None:
        """Let a file be the page of a practice."""
        PracticePage(file, config, self._known, self.aside)

    def unread(self, file: File, config: MkDocsConfig, made: GeneratedPage) -> None:
        """Let a file be the page of a practice that nobody reads."""
        UnreadPage(file, config, made)

    def before_markdown(self, page: Page, markdown: str) -> str:
        """Return a page's Markdown without its HTML, which waits for the rest."""
        for key in {"title", "heading", "description"} & set(page.meta):
            page.meta[key] = escape(str(page.meta[key]))  # Material puts it in as it is
        markdown, self._parked[page.file.src_uri] = parked_html.park(markdown)
        page.file.content_string = markdown  # all pages are read before one is written
        return markdown

    def after_markdown(self, page: Page, html: str) -> str:
        """Return a page's content with its HTML put back."""
        if isinstance(page, UnreadPage):
            return html
        parked = self._parked.pop(page.file.src_uri)
        page.present_anchor_ids = (page.present_anchor_ids or set()) | parked_html.anchors(parked)
        return parked_html.restore(permalinks.removed(html), parked)

    @staticmethod
    def finished(output: str) -> str:
        """Drop the theme's indentation, a sixth of a practice's page. Code keeps its own.

        No line is broken where nothing is to be seen of it, and the theme's own link to the
        content goes: ours stands in the header of every page.
        """
        output = SKIP.sub("", output, count=1).replace(f"<svg{NAMESPACE}", "<svg")
        if "<pre" in output:
            return output
        first, *lines = output.split("\n")
        if not lines:
            return output
        kept = filter(None, map(str.strip, lines[:-1]))
        return BREAK.sub("", "\n".join([first.rstrip(), *kept, lines[-1].lstrip()]))
