"""What waits outside of memory comes back as it was."""

from __future__ import annotations

import errno
import tempfile
from io import BytesIO
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katabase.domain.reading.set_aside import SetAside, Waiting
from katabase.domain.reading.source import read
from tests.conftest import ROOT

if TYPE_CHECKING:
    from katabase.domain.reading.document import Document
    from katabase.domain.reading.marks import Mark

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.lists(VALUES))
def test_every_value_comes_back_as_often_as_it_is_asked_for(values: list[Any]) -> None:
    aside = SetAside()
    places = [aside.put(value) for value in values]
    for _ in range(2):
        assert [aside.get(place) for place in reversed(places)] == values[::-1]
    more = aside.put("more")  # behind the others, wherever somebody has read last
    assert [aside.get(place) for place in places] == values
    assert aside.get(more) == "more"


@given(st.lists(st.tuples(st.integers(0, 3), st.text())), st.integers(0, 5), st.integers(0, 5))
def test_values_wait_in_the_order_of_their_rank(
    values: list[tuple[int, str]], start: int, end: int
) -> None:
    waiting = Waiting(iter(values), rank=lambda value: value[0])
    expected = sorted(values, key=lambda value: value[0])
    assert list(waiting) == list(waiting) == expected
    assert waiting[start:end] == expected[start:end]
    assert [waiting[at] for at in range(len(waiting))] == expected


def test_a_full_disk_is_said_with_the_folder_that_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    full = BytesIO()
    full.write = Mock(side_effect=OSError(errno.ENOSPC, "No space left on device"))  # type: ignore[method-assign]
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: full)
    with pytest.raises(OSError, match="No space left") as caught:
        SetAside().put("text")
    assert caught.value.errno == errno.ENOSPC
    assert caught.value.filename == tempfile.gettempdir()


def all_of(document: Document) -> list[Any]:
    """Return what can be asked of a file, with the place of each value and key."""
    ways = list(document.marks.ways())
    marks: list[Mark] = list(document.marks)
    places = [(document.spot(loc), document.key_spot(loc), document.raw(loc)) for loc in ways]
    return [document.text, document.data, ways, marks, places, list(document.texts())]


def test_a_file_that_waits_says_all_that_it_said() -> None:
    aside, told = SetAside(), []
    for path in sorted((ROOT / "kata").rglob("*.yml")):
        document, _ = read(path, path.name)
        assert document is not None
        told.append((document, all_of(document)))
        document.wait(aside)
        assert not {"text", "data", "marks", "positions"} & vars(document).keys()
    for document, before in reversed(told):
        assert all_of(document) == before
        assert document.data is document.data  # one file's questions are answered from one copy
        with pytest.raises(AttributeError):
            document.dta  # noqa: B018
