"""What follows from the program and a few words of a site, and not from its practices.

Schemas, forms, scripts and styles are the same from one build to the next, and making them
takes as long as the pages of thirty practices. So they are kept: scripts run in the browsers of
readers, so it is in the user's own folder, where nothing comes with a proposal.
"""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import version
from importlib.resources import files as resources
from pathlib import Path
from typing import TYPE_CHECKING

from katabase.domain.kinds.registry import only_ours
from katabase.products.outputs.places import is_below

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from katabase.products.outputs.kept import Cache, Files

PREPARED = "prepared"
"""The folder of these things among what is kept for a user."""
MOST_KEPT = 48
"""Three things a site, each of a few hundred kilobytes."""
MAKERS = ("pydantic", "pydantic-core")
"""The packages whose version decides how a schema comes out."""


def prepared(
    kept: Cache, name: str, said: Iterable[str | bytes], make: Callable[[], Files]
) -> Files:
    """Return what is made of the program and of what is ``said``; made only if it is not kept.

    ``said`` must hold all that decides how it comes out, beside the program.
    """
    if not only_ours():
        return make()  # nobody knows all that another package makes its kind of
    digest = hashlib.sha256(_program())
    for part in (name, *said):
        content = part if isinstance(part, bytes) else part.encode()
        digest.update(b"%d\0" % len(content) + content)
    key = digest.hexdigest()[:32]
    found = kept.get(key)
    if found is None or not all(map(is_below, found)):
        found = make()
        kept.put(key, found)
    return found


@cache
def _program() -> bytes:
    """What makes these things: our code and its words, and what reads the models."""
    digest = hashlib.sha256(f"{sys.version}\0{[*map(version, MAKERS)]}".encode())
    ours = Path(str(resources("katabase")))
    for path in sorted([*ours.rglob("*.py"), *ours.rglob("*.po")]):
        digest.update(f"{path.relative_to(ours)}\0".encode() + path.read_bytes())
    return digest.digest()
