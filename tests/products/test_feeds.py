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


def test_feeds_of_two_sites_are_two_for_a_reader_of_both(tmp_path: Path) -> None:
    """Their entries are the same: one change of one practice, wherever somebody reads of it."""
    cases.copy_library(tmp_path)
    known = loading.load([layers.Layer(tmp_path / "kata", "kata")])

    def ids(site: str, language: str, url: str) -> tuple[str | None, set[str | None]]:
        text = feeds.atom(known, messages(language), site_name=site, site_url=url)
        feed, name = Xml.fromstring(text), f"{{{feeds.ATOM}}}id"
        entries = {entry.findtext(name) for entry in feed.iter(f"{{{feeds.ATOM}}}entry")}
        return feed.findtext(name), entries

    one, entries = ids("Works Ärmel & Co", "en", "")
    assert one == "tag:katabase,2026:changes:en:Works%20%C3%84rmel%20%26%20Co"
    assert ids("Works Ärmel & Co", "en", "https://moved.example/") == (one, entries)
    others = [ids("Other works", "en", ""), ids("Works Ärmel & Co", "de", "")]
    assert len({one, *(feed for feed, _ in others)}) == 3
    assert [same for _, same in others] == [entries, entries]
