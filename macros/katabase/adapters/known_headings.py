"""Practice pages whose headings were read before are not read by Markdown again.

What is left of a practice's page when its HTML is parked is a row of headings and marks,
the same for nearly all practices of a kind. Reading it takes 2.5 ms: at 1,000 practices
a tenth of the build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mkdocs.structure.pages import Page

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

KnownHeadings = dict[str, tuple[Any, ...]]
"""What Markdown made of a text, by the text; for one build."""

MADE = ("content", "toc", "_title_from_render", "present_anchor_ids", "links_to_anchors")
"""What ``Page.render`` sets."""


class PracticePage(Page):
    """A page that remembers, for all of its sort, what its Markdown became."""

    def __init__(self, file: File, config: MkDocsConfig, known: KnownHeadings) -> None:
        super().__init__(None, file, config)
        self.known = known

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
