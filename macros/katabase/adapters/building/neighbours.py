"""Plugins beside ours, or options of them, that cannot work with it: refused in one sentence.

What was tried with which result stands in ``docs/publishing/plugins.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.problems import OptionError

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

REFUSED = {
    "i18n": (
        "it expects a file behind every page, and those of a library have none; give each "
        "language a site of its own, or write the language of a practice in its file"
    ),
    "offline": (
        "it makes pages without addresses of their own, and a practice's address is /kind/id/; "
        "leave it out: a site is complete under any address, without a network"
    ),
    "print-site": (
        "it writes into the folder of the finished site before there is one; print cards and "
        "worksheets, or leave it out"
    ),
}
"""Why a plugin is refused, and what to do, by the plugin's name."""

LEADING_ON = (
    "katabase cannot work with mike's alias_type: redirect: below latest/ there are then only "
    "pages that lead on, no cards, feeds and data, and a card that is scanned without a signal "
    "opens nothing; leave it out (links), or write copy"
)
"""Why an option of mike is refused, and what to do."""


def must_get_on(config: MkDocsConfig) -> None:
    """Raise OptionError if a plugin stands in mkdocs.yml that cannot work beside ours.

    A plugin that is switched off by an option of its own may stand there.
    """
    ours = type(config.plugins["katabase"])
    if sum(isinstance(plugin, ours) for plugin in config.plugins.values()) > 1:
        raise OptionError(("plugins", "katabase"), "stands there twice; keep one of them")
    for key, plugin in config.plugins.items():
        name = key.rpartition("/")[2]  # Material's own are called material/name
        if name in REFUSED and plugin.config.get("enabled", True):
            said = f"katabase cannot work with {name}: {REFUSED[name]}"
            raise OptionError(("plugins", name), said)
        if name == "mike" and plugin.config.get("alias_type") == "redirect":
            raise OptionError(("plugins", name, "alias_type"), LEADING_ON)
