"""The site's settings as the theme may write them into a page."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from markupsafe import escape

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

TEXTS = ("site_name", "site_description", "site_author", "repo_name")
"""Settings that are text. Others, such as ``copyright``, are HTML on purpose."""


def as_html(config: MkDocsConfig) -> MkDocsConfig:
    """Return the settings with their texts as HTML: Material writes them as they are.

    A copy, because feeds, cards and other plugins need the texts themselves. What escapes
    a text once more, as Material does in some places, leaves it as it is.
    """
    shown = copy.copy(config)
    for name in TEXTS:
        if isinstance(config[name], str):
            shown[name] = escape(config[name])
    return shown
