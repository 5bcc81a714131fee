"""A generated page: where it stands, what it says."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from katabase.domain.library import Entry


@dataclass(frozen=True)
class Page:
    """A generated page."""

    uri: str
    """Where the Markdown would stand below the documentation folder."""
    made: str | Callable[[], str]
    """The page with its front matter, or what makes it."""
    entry: Entry | None = None
    """The practice that the page shows, if it shows one."""

    @cached_property
    def markdown(self) -> str:
        """The page with its front matter; it is made when somebody asks for it."""
        return self.made if isinstance(self.made, str) else self.made()


def front_matter(title: str, description: str, **more: object) -> str:
    """Return the head of a Markdown file. Macros are off: YAML text never runs."""
    head = {"title": title, "description": description, "render_macros": False, **more}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    return "\n".join(["---", *lines, "---", "", ""])
