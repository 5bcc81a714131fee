"""The index is kept by what decides it: the same bytes as made anew, and never those of another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from katabase.products.outputs.kept import Cache
from katabase.products.search import writing
from katabase.products.search.index import SearchDocument, Text
from katabase.products.search.writing import SearchWriting, key_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DOCUMENTS = [
    SearchDocument(f"traits/{name}/", {"title": name}, [Text(name, 10)], names=([name], []))
    for name in ("calm", "open")
]
BESIDE = {"words": '["calm", "open"]\n', "facets": "[]\n"}


def written(site: Path, kept: Path | None) -> dict[str, bytes]:
    """Write the search of a site; return its files."""
    site.mkdir()
    SearchWriting(DOCUMENTS, site, BESIDE, kept=Cache(kept, writing.MOST_KEPT)).finish()
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*.*")}


def test_what_is_kept_is_what_would_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kept once, taken without the program, made again once it is damaged."""
    kept = tmp_path / "kept"
    anew = written(tmp_path / "without", None)
    assert written(tmp_path / "first", kept) == anew
    with monkeypatch.context() as patched:
        patched.setattr(writing.pieces, "pieces", lambda *_, **__: pytest.fail("made again"))
        assert written(tmp_path / "second", kept) == anew
    (entry,) = (path for path in kept.rglob("*") if path.is_file())
    entry.write_bytes(entry.read_bytes()[:-1])
    assert written(tmp_path / "third", kept) == anew


CHANGES: dict[str, Callable[[], str]] = {
    "a text": lambda: key_of([replace(DOCUMENTS[0], texts=[Text("x", 10)]), DOCUMENTS[1]], BESIDE),
    "an address": lambda: key_of([replace(DOCUMENTS[0], address="x/"), DOCUMENTS[1]], BESIDE),
    "a phrase": lambda: key_of([replace(DOCUMENTS[0], names=([], [])), DOCUMENTS[1]], BESIDE),
    "the order": lambda: key_of(DOCUMENTS[::-1], BESIDE),
    "one less": lambda: key_of(DOCUMENTS[:1], BESIDE),
    "what lies beside": lambda: key_of(DOCUMENTS, {**BESIDE, "facets": "[1]\n"}),
}


def test_all_that_decides_an_index_is_in_its_name() -> None:
    names = [key_of(DOCUMENTS, BESIDE), *(change() for change in CHANGES.values())]
    assert len(set(names)) == len(names)
    assert key_of(iter(DOCUMENTS), dict(BESIDE)) == names[0]


def test_a_kept_index_that_leads_out_of_its_folder_is_not_taken(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept")
    cache.put(key_of(DOCUMENTS, BESIDE), {"../../stray.txt": b"x"})
    cache.prune()
    assert written(tmp_path / "site", tmp_path / "kept") == written(tmp_path / "other", None)
    assert not (tmp_path.parent / "stray.txt").exists()
    assert not (tmp_path / "stray.txt").exists()
