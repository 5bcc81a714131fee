"""The version of the site: what mike, or ``katabase publish``, says while one is built.

Both name the version in the environment, as mike has always done. With a version the
site shows Material's version menu and the banner of old versions, and every address
that leaves the site (canonical links, the feed, the codes on printed cards) leads to
the default version, ``latest``. Without one, the menu stays off: its list of versions
would be asked from a place that belongs to somebody else.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from katabase.products.publishing.site_info import LATEST

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

VARIABLE = "MIKE_DOCS_VERSION"
"""The environment variable in which mike tells the build its version."""

ALONE = "KATABASE_ALONE"
"""Set while a site is built that carries its version but has no others beside it."""


def site_version() -> str | None:
    """Return the version that is being built, or None."""
    return os.environ.get(VARIABLE) or None


def default_alias(version: object) -> str:
    """Return the first default version of Material's ``extra: version:`` settings."""
    default = version.get("default") if isinstance(version, dict) else None
    names = default if isinstance(default, list) else [default]
    return str(names[0] or LATEST) if names else LATEST


def apply(config: MkDocsConfig) -> str | None:
    """Set what follows from the site's version, and return the version."""
    version = site_version()
    options = config.extra.pop("version", None)
    if version is None or os.environ.get(ALONE):
        return version
    alias = default_alias(options)
    config.extra["version"] = {"provider": "mike", "default": alias, **(options or {})}
    if config.site_url:
        config.site_url = address_of_latest(config.site_url, alias, mike="mike" in config.plugins)
    return version


def home(config: MkDocsConfig, version: str | None) -> tuple[str, list[str]]:
    """Return where the site lies, and the folders in which this version may lie below that.

    The address is that of the folder that holds the versions, or of a site alone, which
    has no such folders; empty if nobody knows it. Asked after ``apply``.
    """
    url = f"{config.site_url.rstrip('/')}/" if config.site_url else ""
    if version is None or "version" not in config.extra:
        return url, []
    alias = default_alias(config.extra["version"])
    return url.removesuffix(f"{alias}/"), [version, alias]


def address_of_latest(site_url: str, alias: str, *, mike: bool) -> str:
    """Return the address of the default version, with a slash at its end.

    ``mike`` says that mike's plugin has already put a version behind the site's address.
    """
    root = site_url.rstrip("/")
    if mike:
        root = root.rpartition("/")[0]
    return f"{root}/{alias}/"
