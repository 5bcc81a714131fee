"""Compressed files (gzip, RFC 1952) that do not tell on which machine they were made.

The same data gives other bytes with another zlib, and Python 3.13 writes another system
into the header than 3.12. So copies are compared by what they unpack to, and files whose
bytes count towards a sum are packed by Zopfli, which brings its own algorithm along.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import zopfli.zlib

if TYPE_CHECKING:
    from pathlib import Path

HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
"""Deflated; no name, no time, packed tightly, on a system that is not named."""

SUFFIX = ".gz"

SHORT = 16_384
"""Bytes that are packed in one piece."""


def quickly(data: bytes) -> bytes:
    """Return the data packed by this machine's zlib: other bytes with another zlib."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return _framed(data, packer.compress(data) + packer.flush())


def reproducibly(data: bytes) -> bytes:
    """Return the data packed into the same bytes on every machine; about 0.5 MB a second.

    Of what Zopfli can try, this is what pays: all of it takes three times as long and saves
    one byte in a hundred, and half a second goes on looking where a short text could be cut.
    """
    cut = len(data) > SHORT
    in_zlib = zopfli.zlib.compress(
        data, numiterations=1, blocksplitting=cut, blocksplittingmax=4 if cut else 1
    )
    return _framed(data, in_zlib[2:-4])  # without the header and the sum of RFC 1950


def _framed(data: bytes, deflated: bytes) -> bytes:
    return HEADER + deflated + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)


def unpack(data: bytes) -> bytes:
    """Return what was packed. Raises ValueError if it is damaged."""
    try:
        return zlib.decompress(data, 16 + zlib.MAX_WBITS)
    except zlib.error as error:
        raise ValueError(str(error)) from error


def same(one: Path, other: Path) -> bool:
    """Say whether two files hold the same, compressed ones by what they unpack to."""
    first, second = one.read_bytes(), other.read_bytes()
    if first == second or one.suffix != SUFFIX:
        return first == second
    try:
        return unpack(first) == unpack(second)
    except ValueError:
        return False
