"""What is kept of schemas, forms, scripts and styles, and when it is made anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from katabase.domain.kinds import registry
from katabase.domain.messages import messages
from katabase.domain.vocabulary import SHIPPED
from katabase.products.assets import assets
from katabase.products.lean import Theme
from katabase.products.outputs import prepared as module
from katabase.products.outputs.kept import Cache
from katabase.products.outputs.prepared import MOST_KEPT, prepared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from katabase.products.outputs.kept import Files

MADE: Files = {"one": b"1", "two": b""}
THEME = Theme(".a{b:c}.md-d{e:f}[dir=rtl] .a{g:h}", ('<p class="a">',), frozenset({"dir=ltr"}))


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Cache]:
    cache = Cache(tmp_path / "kept", MOST_KEPT)
    yield cache
    cache.prune()


def never() -> Files:
    raise AssertionError("it was made again")


def test_it_is_made_once(kept: Cache) -> None:
    assert prepared(kept, "a", ["b"], lambda: MADE) == MADE
    assert prepared(kept, "a", ["b"], never) == MADE


def test_all_that_decides_it_is_in_its_name(kept: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared(kept, "a", ["b", b"c"], lambda: MADE)
    for name, said in (("b", ["b", "c"]), ("a", ["bc"]), ("a", ["b", "c", ""]), ("a", ["b"])):
        assert prepared(kept, name, said, dict) == {}
    monkeypatch.setattr(module, "_program", lambda: b"another version")
    assert prepared(kept, "a", ["b", b"c"], dict) == {}


def test_what_leads_out_of_its_folder_is_not_taken(kept: Cache) -> None:
    prepared(kept, "a", [], lambda: {"../stray": b""})
    assert prepared(kept, "a", [], lambda: MADE) == MADE


def test_what_was_damaged_is_made_again(kept: Cache, tmp_path: Path) -> None:
    prepared(kept, "a", [], lambda: MADE)
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file() and len(path.name) == 32)
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    assert prepared(kept, "a", [], dict) == {}


def test_a_kind_of_another_package_is_made_each_time(
    kept: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its code may lie anywhere, also where its model is one of ours."""
    brought = (*registry.kinds(), replace(registry.kinds()[0], id="standard"))
    monkeypatch.setattr(registry, "kinds", lambda: brought)
    prepared(kept, "a", [], lambda: MADE)
    assert prepared(kept, "a", [], dict) == {}


CHANGES: dict[str, dict[str, Any]] = {
    "nothing": {},
    "language": {"say": messages("de")},
    "no theme": {"theme": None},
    "styles": {"theme": replace(THEME, styles=".a{b:d}")},
    "template": {"theme": replace(THEME, templates=('<p class="md-d">',))},
    "choice": {"theme": replace(THEME, choices=frozenset({"dir=ltr", "dir=rtl"}))},
    "own styles": {"theme": replace(THEME, others=(("own.css", "a{color:var(--md-x)}"),))},
    "roles": {"roles": list(SHIPPED.roles.values())[:1]},
    "offline": {"offline": False},
}


@pytest.mark.parametrize("change", CHANGES)
def test_kept_assets_are_those_that_would_be_made(kept: Cache, change: str) -> None:
    """Whatever was kept before, and again when they are taken."""
    usual: dict[str, Any] = {"say": messages(), "theme": THEME, "roles": SHIPPED.roles.values()}
    assets(**usual, kept=kept)
    said = {**usual, **CHANGES[change]}
    made = assets(**said)
    assert assets(**said, kept=kept) == made
    assert assets(**said, kept=kept) == made
    assert (made == assets(**usual)) is (change == "nothing")
