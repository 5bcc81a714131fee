"""Practice pages whose headings were read before are not read by Markdown again.

What is left of a practice's page when its HTML is parked is a row of headings and marks,
the same for nearly all practices of a kind. Reading it takes 2.5 ms: at 1,000 practices
a tenth of the build.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from katabase.adapters.building import parked_html

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from katabase.domain.reading.set_aside import Place, SetAside
    from katabase.products.pages.page import Page as GeneratedPage

KnownHeadings = dict[str, tuple[Any, ...]]
"""What Markdown made of a text, by the text; for one build."""

MADE = ("content", "toc", "_title_from_render", "present_anchor_ids", "links_to_anchors")
"""What ``Page.render`` sets."""


class WaitingFile(File):
    """The file of a page: what it says waits outside of memory for being read."""

    _aside: SetAside
    _place: Place | None = None

    def wait(self, markdown: str, aside: SetAside) -> None:
        """Let the file say this."""
        self._aside, self._place = aside, aside.put(markdown)

    @property
    def content_string(self) -> str:
        """What the file says."""
        return super().content_string if self._place is None else self._aside.get(self._place)

    @content_string.setter
    def content_string(self, value: str) -> None:
        self._place = None
        File.content_string.fset(self, value)  # type: ignore[attr-defined]

    @property
    def content_bytes(self) -> bytes:
        """What the file says, in UTF-8."""
        return super().content_bytes if self._place is None else self.content_string.encode()

    @content_bytes.setter
    def content_bytes(self, value: bytes) -> None:
        self._place = None
        File.content_bytes.fset(self, value)  # type: ignore[attr-defined]


class UnreadPage(Page):
    """A practice's page that nobody reads: only its anchors can be asked for.

    The practice was checked; what other pages need of it is that they lead to something.
    """

    def __init__(self, file: File, config: MkDocsConfig, made: GeneratedPage) -> None:
        super().__init__(None, file, config)
        self._config, self._made = config, made

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Make nothing of it."""
        self.content = ""

    @cached_property
    def present_anchor_ids(self) -> set[str]:  # type: ignore[override]
        """The anchors of the page, which is made for it and read by MkDocs."""
        file = File.generated(self._config, self.file.src_uri, content=self._made.markdown)
        page = Page(None, file, self._config)
        page.read_source(self._config)
        page.markdown, parked = parked_html.park(page.markdown or "")
        page.render(self._config, Files([]))
        return (page.present_anchor_ids or set()) | parked_html.anchors(parked)


class PracticePage(Page):
    """A page that remembers, for all of its sort, what its Markdown became."""

    def __init__(
        self, file: File, config: MkDocsConfig, known: KnownHeadings, aside: SetAside
    ) -> None:
        super().__init__(None, file, config)
        self.known = known
        self._aside = aside
        self._place: Place | None = None

    @property
    def content(self) -> str | None:
        """The content as HTML, which waits outside of memory for being written."""
        return None if self._place is None else self._aside.get(self._place)

    @content.setter
    def content(self, html: str | None) -> None:
        self._place = None if html is None else self._aside.put(html)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Convert the Markdown to HTML, or take what the same Markdown became before.

        Links in it would be read relative to the first such page; there are none, they
        stand in the parked HTML.
        """
        key = self.markdown or ""
        if key not in self.known:
            super().render(config, files)
            self.known[key] = tuple(getattr(self, name, None) for name in MADE)
            return
        for name, value in zip(MADE, self.known[key], strict=True):
            setattr(self, name, value)
