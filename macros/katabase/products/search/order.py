"""Puts Pagefind's index into a fixed order, so that a build can be repeated to the byte.

Pagefind (1.5) writes its filters, and the values within each, in the order of a hash
table that is seeded anew each time; the names of the files follow their content. All
else in the index is the same twice. This module sorts them and names them again.

A file is "pagefind_dcd" and then CBOR, compressed with gzip. A filter is
``[name, [[value, [page, …]], …]]``; the list of filters is the fourth part of the
language's ``pf_meta`` file, whose own name stands in ``pagefind-entry.json``.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import cbor2

from katabase.products import packing

if TYPE_CHECKING:
    from pathlib import Path

SIGNATURE = b"pagefind_dcd"
FILTERS = 3
"""Where the filters stand in the parts of a ``pf_meta`` file."""


def put_in_order(folder: Path) -> None:
    """Bring the index in a folder into a fixed order."""
    path = folder / "pagefind-entry.json"
    entry = json.loads(path.read_text(encoding="utf-8"))
    for language in entry["languages"].values():
        language["hash"] = _ordered_language(folder, language["hash"])
    text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_text(text, encoding="utf-8")


def _ordered_language(folder: Path, name: str) -> str:
    meta = folder / f"pagefind.{name}.pf_meta"
    parts = _read(meta)
    parts[FILTERS] = sorted(
        [title, _ordered_filter(folder / "filter", file)] for title, file in parts[FILTERS]
    )
    meta.unlink()
    return _write(folder, "pagefind.{}.pf_meta", name, parts)


def _ordered_filter(folder: Path, name: str) -> str:
    path = folder / f"{name}.pf_filter"
    title, values = _read(path)
    path.unlink()
    return _write(folder, "{}.pf_filter", name, [title, sorted(values)])


def _read(path: Path) -> Any:
    return cbor2.loads(packing.unpack(path.read_bytes()).removeprefix(SIGNATURE))


def _write(folder: Path, pattern: str, old: str, data: Any) -> str:
    """Write a file under a name made like the old one, ``en_`` and digits of a hash."""
    content = SIGNATURE + cbor2.dumps(data)
    language, _, digits = old.rpartition("_")
    name = f"{language}_{hashlib.sha256(content).hexdigest()[: len(digits)]}"
    (folder / pattern.format(name)).write_bytes(packing.reproducibly(content))
    return name
