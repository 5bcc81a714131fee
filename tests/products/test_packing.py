"""Packed files: read by others, the same everywhere, compared by what they hold."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katabase.products import packing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@given(st.binary(max_size=300), st.integers(1, 50))
def test_others_can_read_what_is_packed(data: bytes, times: int) -> None:
    for pack in (packing.quickly, packing.reproducibly):
        assert gzip.decompress(pack(data * times)) == data * times


@pytest.mark.parametrize("pack", [packing.quickly, packing.reproducibly])
def test_the_header_names_no_machine(pack: Callable[[bytes], bytes]) -> None:
    method_flags_and_time = b"\x08\x00\x00\x00\x00\x00"
    assert pack(b"genba")[:10] == b"\x1f\x8b" + method_flags_and_time + b"\x02\xff"


def test_what_counts_towards_a_sum_has_the_same_bytes_everywhere() -> None:
    """The bytes were written down on one machine; this is another one."""
    packed = packing.reproducibly(b"target condition, obstacle, experiment. " * 50)
    assert packed[10:-8].hex() == EXPECTED


EXPECTED = (
    "edca3501c0300004402bbf17349519c3f22323f4379feac53a2b8cef33ed"
    "6a7f9f1aef20553f5e738dd97db3d8eff9512df8f8f8f8f8f8f8e27d1e"
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (gzip.compress(b"a" * 5000, 9), gzip.compress(b"a" * 5000, 1), True),
        (gzip.compress(b"a" * 5000), gzip.compress(b"a" * 4999), False),
        (gzip.compress(b"a" * 5000), gzip.compress(b"a" * 5000)[:-1], False),
        (b"damaged", b"also damaged", False),
        (b"damaged", b"damaged", True),
    ],
    ids=["another level", "other bytes", "cut off", "both damaged", "the same damage"],
)
def test_copies_are_compared_by_what_they_unpack_to(
    tmp_path: Path, one: bytes, other: bytes, expected: bool
) -> None:
    for name, data in (("1.gz", one), ("2.gz", other), ("1.html", one), ("2.html", other)):
        (tmp_path / name).write_bytes(data)
    assert packing.same(tmp_path / "1.gz", tmp_path / "2.gz") is expected
    assert packing.same(tmp_path / "1.html", tmp_path / "2.html") is (one == other)
