"""The small repository with which an organisation begins: it builds as it is."""

from __future__ import annotations

import json
import re
from importlib.resources import files as resources
from pathlib import Path
from typing import TYPE_CHECKING

from katabase import __version__
from katabase.domain.problems import KatabaseError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping

    from katabase.domain.library import Library

ADAPTED = "starter-kata/daily-tier-meeting"
"""The shipped practice that the example adapts."""

HIDDEN = "checklist/healthcare-walk"
"""The shipped practice that the example hides."""

REQUIREMENT = f"katabase @ git+https://github.com/katabase/katabase@v{__version__}"
"""How Katabase is installed unless it is said otherwise: a version, for ever the same."""

FILES = {
    "mkdocs.yml": "mkdocs.yml",
    "docs/index.md": "docs/index.md",
    "requirements.txt": "requirements.txt",
    "README.md": "README.md",
    "gitignore": ".gitignore",
    "kata/our-morning.yml": "kata/questions/our-morning.yml",
    "kata/vocabulary.yml": "kata/vocabulary.yml",
    "kata/adapted.yml": f"kata/{ADAPTED}.yml",
    "kata/hidden.yml": "kata/hidden.yml",
}
"""What stands in the folder ``starter``, and where it goes."""

PIPELINES = {
    "github-actions.yml": ".github/workflows/site.yml",
    "github-preview.yml": ".github/workflows/preview.yml",
    "github-comment.yml": ".github/workflows/comment.yml",
    "gitlab-ci.yml": ".gitlab-ci.yml",
    "preview.sh": "deploy/preview.sh",
}
"""What checks and publishes on two forges: the templates of ``deploy``."""


def starter(
    name: str, requirement: str, options: str, shipped: Library, today: datetime.date
) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file.

    ``options`` are the lines of the plugin's options in mkdocs.yml. ``shipped`` is the
    library of the package, over which the example stands.
    """
    base = shipped.get(ADAPTED)
    if base is None or shipped.get(HIDDEN) is None:
        raise KatabaseError("the shipped library is not whole; install katabase anew")
    said = {
        "NAME": name,
        "QUOTED": json.dumps(name, ensure_ascii=False),
        "OPTIONS": options,
        "REQUIREMENT": requirement,
        "VERSION": __version__,
        "TODAY": today.isoformat(),
        "YEAR": str(today.year),
        "ADAPTED": ADAPTED,
        "BASE": base.practice.version,
        "ADAPTED_TITLE": f"Our {base.practice.title[:1].lower()}{base.practice.title[1:]}",
        "HIDDEN": HIDDEN,
    }
    folder = resources("katabase") / "starter"
    for source, target in FILES.items():
        yield target, _filled((folder / source).read_text(encoding="utf-8"), said)
    for source, target in PIPELINES.items():
        yield target, _pipeline(source)


def _filled(text: str, said: Mapping[str, str]) -> str:
    return re.sub(r"%([A-Z_]+)%", lambda key: said[key[1]], text)


def _pipeline(name: str) -> str:
    """Return a template of ``deploy``: the wheel carries them, in a clone they stand beside."""
    package = Path(str(resources("katabase")))
    for path in (package / "starter" / name, package.parent.parent / "deploy" / name):
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise KatabaseError(f"{name} is missing; install katabase anew")
