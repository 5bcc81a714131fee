"""The card cache: what is damaged is made again, what cannot be kept is not missed."""

from __future__ import annotations

import multiprocessing
import os
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katabase.products.cards.paper.calibration import calibration_files
from katabase.products.cards.typeset import batch as presses
from katabase.products.cards.typeset import one_sheet
from katabase.products.cards.typeset.batch import Job, set_cards
from katabase.products.cards.typeset.card import card_of
from katabase.products.outputs.kept import KEPT, Cache, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.queues import Queue
    from pathlib import Path

    from katabase.domain.library import Library
    from katabase.products.cards.settings import Settings

CARD = {"pdf": b"%PDF-1.7 a card\n" * 90, "front.svg": b"<svg/>", "back.svg": b""}


def kept(folder: Path) -> Path:
    """Keep a card; return its file."""
    cache = Cache(folder)
    assert cache.put("ab12", CARD)
    cache.prune()
    (entry,) = (path for path in folder.rglob("*") if path.is_file())
    return entry


@given(st.dictionaries(st.text(min_size=1), st.binary()))
def test_what_is_packed_comes_out_again(files: dict[str, bytes]) -> None:
    assert unpacked(b"".join(packed(files))) == files


@given(st.data())
def test_no_other_bytes_come_out(data: st.DataObject) -> None:
    """Any byte changed, any end cut off."""
    whole = b"".join(packed(CARD))
    place = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != whole[place]))
    for damaged in (whole[:place], whole[:place] + bytes([byte]) + whole[place + 1 :]):
        with pytest.raises(ValueError, match="not what was packed"):
            unpacked(damaged)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "emptied": lambda path: path.write_bytes(b""),
    "deleted": lambda path: path.unlink(),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-40]),
    "another picture": lambda path: path.write_bytes(path.read_bytes().replace(b"svg", b"png")),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "a dangling link": lambda path: (path.unlink(), path.symlink_to("nowhere")),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_card_is_made_again(
    tmp_path: Path, shipped: Library, settings: Settings, damage: str
) -> None:
    """The same bytes as before, and kept again if the system lets us."""
    job = Job(card_of(shipped.ordered()[0]), "a6", pictures=True)
    (first,) = set_cards([job], settings, Cache(tmp_path))
    for path in [path for path in tmp_path.glob("[!.]*/*") if path.is_file()]:
        DAMAGE[damage](path)
    (again,) = set_cards([job], settings, Cache(tmp_path))
    assert again.files == first.files
    assert again.files["pdf"].startswith(b"%PDF")


def test_what_is_whole_is_not_made_again(
    tmp_path: Path, shipped: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = Job(card_of(shipped.ordered()[0]), "a6")
    (first,) = set_cards([job], settings, Cache(tmp_path))
    monkeypatch.setattr(presses, "set_card", lambda *_: pytest.fail("was made again"))
    (again,) = set_cards([job], settings, Cache(tmp_path))
    assert again.files == first.files


@pytest.mark.parametrize("where", ["a file", "below a file", "a dangling link", "a closed folder"])
def test_a_folder_that_cannot_be_used_is_ignored(
    tmp_path: Path, shipped: Library, settings: Settings, where: str
) -> None:
    place = tmp_path / "cards"
    if where in ("a file", "below a file"):
        place.write_text("x", encoding="utf-8")
    elif where == "a dangling link":
        place.symlink_to("/nowhere/at/all")
    else:
        place.mkdir(mode=0)
        if os.access(place, os.W_OK):  # root may write anywhere, so try what it may not
            place.rmdir()
            place.symlink_to("/proc/1")
    folder = place / "below" if where == "below a file" else place
    job = Job(card_of(shipped.ordered()[0]), "a6")
    (made,) = set_cards([job], settings, Cache(folder))
    assert made.files["pdf"].startswith(b"%PDF")
    Cache(folder).prune()


def test_what_nobody_asked_for_goes(tmp_path: Path) -> None:
    """What an earlier release kept, a folder a card, too."""
    entry = kept(tmp_path)
    old = entry.with_name("abcd")
    old.mkdir()
    (old / "pdf").write_bytes(b"x")
    past = time.time() - KEPT - 60
    os.utime(old, (past, past))
    Cache(tmp_path).prune()
    assert not old.exists()
    assert Cache(tmp_path).get("ab12") == CARD
    os.utime(entry, (past, past))
    assert Cache(tmp_path).get("ab12") == CARD  # asked for, so it stays
    Cache(tmp_path).prune()
    assert entry.exists()
    os.utime(entry, (past, past))
    Cache(tmp_path).prune()
    assert not entry.exists()


def test_a_sheet_that_is_kept_is_not_set_again(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = dict(calibration_files(settings, Cache(tmp_path)))
    assert forms == dict(calibration_files(settings))
    monkeypatch.setattr(one_sheet, "make", lambda *_: pytest.fail("was set again"))
    assert dict(calibration_files(settings, Cache(tmp_path))) == forms


def test_only_so_many_stay(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most=2)
    for number, key in enumerate(("aa1", "aa2", "bb3")):
        cache.put(key, {"x": key.encode()})
        os.utime(tmp_path / key[:2] / key, (time.time() - 9 + number,) * 2)
    cache.prune()
    assert [key for key in ("aa1", "aa2", "bb3") if Cache(tmp_path).has(key)] == ["aa2", "bb3"]


def test_what_somebody_else_keeps_in_the_folder_stays(tmp_path: Path) -> None:
    """The folder may be said by mistake: what is not named as ours is not removed, however old."""
    kept(tmp_path)
    strange = [tmp_path / "photos" / "of-the-line.jpg", tmp_path / "ab" / "notes.txt"]
    past = time.time() - KEPT - 60
    for path in strange:
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
        os.utime(path, (past, past))
    Cache(tmp_path).prune()
    assert all(path.exists() for path in strange)


KEYS = 120


def _write_and_read(folder: Path, first: int, wrong: Queue[str]) -> None:
    cache = Cache(folder)
    for turn in range(KEYS):
        number = (first + turn * 7) % KEYS
        key, whole = f"{number:02x}{number:04x}", {"pdf": bytes([number]) * 40_000}
        found = cache.get(key)
        if found not in (None, whole):
            wrong.put(key)
        if found is None and not cache.put(key, whole):
            wrong.put(f"{key} was not kept")
    cache.prune()


def test_machines_share_a_folder(tmp_path: Path) -> None:
    """Several write and read the same at once: whatever anybody finds is whole."""
    context = multiprocessing.get_context("fork")
    wrong: Queue[str] = context.Queue()
    writers = [
        context.Process(target=_write_and_read, args=(tmp_path, first, wrong))
        for first in (0, 0, 60)
    ]
    for each in writers:
        each.start()
    for each in writers:
        each.join(timeout=60)
    assert [each.exitcode for each in writers] == [0, 0, 0]
    assert wrong.empty()
    found = {path.name for path in tmp_path.glob("*/*") if path.is_file()}
    assert len(found) == KEYS
    assert not list(tmp_path.glob(".katabase-*"))
