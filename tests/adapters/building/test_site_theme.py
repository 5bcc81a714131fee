"""Which themes are ones that we know."""

from __future__ import annotations

from pathlib import Path

import material
import mkdocs.themes.mkdocs

from katabase.adapters.building.site_theme import is_material


def test_a_theme_is_taken_by_what_it_has() -> None:
    """A fork of Material, or a child of it, has another name and the same blocks."""
    ours = Path(material.__file__).parent / "templates"
    theirs = Path(mkdocs.themes.mkdocs.__file__).parent
    assert is_material([str(ours / "partials"), str(ours)])
    assert not is_material([str(theirs), str(ours)])
    assert not is_material([])
