"""The feed of changes says in which language each of its words is."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

from katabase.domain import layers, loading
from katabase.domain.messages import messages
from katabase.products import feeds
from tests.support import cases

if TYPE_CHECKING:
    from pathlib import Path


def test_the_language_of_the_feed_and_of_what_is_in_another_one(tmp_path: Path) -> None:
    walk = cases.copy_library(tmp_path) / "checklists/desk-walk.yml"
    text = walk.read_text(encoding="utf-8")
    walk.write_text(text.replace("status:", "language: de\nstatus:"), encoding="utf-8")
    known = loading.load([layers.Layer(tmp_path / "kata", "kata")])
    feed = Xml.fromstring(feeds.atom(known, messages(), site_name="A", site_url=""))
    assert feed.get(feeds.LANG) == "en"
    spoken = {
        entry.findtext(f"{{{feeds.ATOM}}}title"): entry.get(feeds.LANG)
        for entry in feed.iter(f"{{{feeds.ATOM}}}entry")
    }
    assert spoken.pop("Desk walk 1.0.0") == "de"
    assert set(spoken.values()) == {None}
