"""Where a site's files are kept, as its settings say it: ``repo_url`` and ``edit_uri``."""

from __future__ import annotations

import os
import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from katabase.products.proposing.repository import Repository

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from katabase.domain.layers import Layer

FORGES = (
    ("github", re.compile(r"(?:edit|blob|tree|raw)/(?P<branch>[^/]+)/(?P<docs>.*)")),
    ("gitlab", re.compile(r"(?:-/)?(?:edit|blob|tree)/(?P<branch>[^/]+)/(?P<docs>.*)")),
    ("gitea", re.compile(r"(?:_edit|src/branch|_new)/(?P<branch>[^/]+)/(?P<docs>.*)")),
)
"""The forges, and how an ``edit_uri`` looks there."""
HOSTS = {"codeberg": "gitea", "forgejo": "gitea"}
"""Hosts that have another name than what they run."""


WHOLE = re.compile(r"(?P<url>https?://.+?)/(?P<edit>(?:-/|_?edit/|blob/|tree/|raw/|src/branch/).*)")
"""An ``edit_uri`` that is an address itself."""


def forge_of(repo_url: str, edit_uri: str) -> tuple[str, str, str, str]:
    """Return the repository, its forge, the branch and the folder of the pages in it.

    The last three are empty if the settings do not tell. The host's name says the forge, or
    the form of the ``edit_uri``.
    """
    whole = WHOLE.fullmatch(edit_uri)
    if whole:
        repo_url, edit_uri = whole["url"], whole["edit"]
    url = repo_url.rstrip("/")
    host = urlsplit(repo_url).hostname or ""
    named = [forge for name, forge in HOSTS.items() if name in host]
    named += [forge for forge, _ in FORGES if forge in host]
    named += ["gitlab"] if edit_uri.startswith("-/") else []
    for forge, form in FORGES:
        match = form.fullmatch(edit_uri.lstrip("/"))
        if match and (not named or forge == named[0]):
            return url, forge, match["branch"], match["docs"]
    return url, "", "", ""


def repository_of(config: MkDocsConfig, layers: list[Layer], *, mail: str) -> Repository:
    """Return where the files of a site are kept."""
    folder = Path(config.config_file_path or ".").resolve().parent
    url, forge, branch, docs = forge_of(config.repo_url or "", config.edit_uri or "")
    up = os.path.relpath(folder, Path(config.docs_dir).resolve())
    within = posixpath.normpath(posixpath.join(docs, Path(up).as_posix())) if forge else "."
    own = [layer.folder for layer in layers if layer.folder.is_relative_to(folder)]
    return Repository(
        folder,
        own[-1] if own else None,
        "" if within.startswith(".") else within,
        url,
        forge,
        branch,
        mail,
    )
