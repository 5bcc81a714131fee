"""One zip of a built site, with its checksums: the same input gives the same bytes.

The files are stored, not deflated: zlib and its successors pack the same data into
different bytes, and the bundle has to be the same on every machine. Names are sorted,
times and permissions fixed, and nothing in it says where or when it was made.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from katabase.domain.problems import KatabaseError
from katabase.domain.reading.characters import composed
from katabase.domain.slugs import slug
from katabase.products.outputs import ours
from katabase.products.publishing.by_hand import README, opened_by_hand

if TYPE_CHECKING:
    from pathlib import Path

    from katabase.products.outputs.workspace import Workspace

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold."""
MODE = 0o100644 << 16
"""A regular file that its owner can write and everybody can read."""
UNIX = 3


LONGEST_NAME = 50
"""Letters of a site's name in a file's name: at most 200 bytes, and systems allow 255."""


class BundleError(KatabaseError):
    """A site that cannot be bundled."""


@dataclass(frozen=True)
class Bundle:
    """What was written."""

    path: Path
    digest: str
    """SHA-256 of the zip; stands in the file beside it."""
    files: int


def name_of(info: dict[str, Any]) -> str:
    """Return the bundle's file name, from the site's name and version."""
    words = slug(composed(str(info["name"])))[:LONGEST_NAME].strip("-") or "site"
    version = info.get("version")
    return f"{words}-{version}.zip" if version else f"{words}.zip"


def bundle(site: Path, info: dict[str, Any], workspace: Workspace) -> Bundle:
    """Write the bundle of a built site, and its checksum beside it, where the workspace lies.

    ``info`` is what the site says of itself. The zip holds the site's files at its root, its
    pages able to be opened from a folder, and three more: the manifest, a README, and the
    SHA-256 of every file, which ``sha256sum -c`` reads. Raises BundleError if the site has a
    file of such a name, NotOursError if the bundle would replace what we did not write.

    While the zip is exchanged there is no checksum: a wrong one would be worse.
    """
    files = site_files(site)
    for name in (MANIFEST, SUMS, README):
        if name in files:
            raise BundleError(f"{site / name}: the bundle needs this name for itself; rename it")
    path = workspace.parent / name_of(info)
    beside = path.with_name(path.name + ".sha256")
    ours.must_be(path, is_bundle)
    ours.must_be(beside, is_checksum)
    contents = opened_by_hand(info, {name: (site / name).read_bytes() for name in files})
    contents[MANIFEST] = manifest(info, contents).encode()
    sums = "".join(f"{_sha256(contents[name])}  {name}\n" for name in sorted(contents))
    contents[SUMS] = sums.encode()
    _write(workspace.new / path.name, contents)
    digest = _sha256((workspace.new / path.name).read_bytes())
    beside.unlink(missing_ok=True)
    workspace.put(path.name)
    _add_checksum(workspace, path, beside)
    return Bundle(path, digest, len(contents))


def _add_checksum(workspace: Workspace, path: Path, beside: Path) -> None:
    """Write the checksum of the zip that lies there, which another run may have exchanged."""
    said = None
    while said != (line := f"{_sha256(path.read_bytes())}  {path.name}\n"):
        (workspace.new / beside.name).write_text(line, encoding="utf-8")
        workspace.put(beside.name)
        said = line


def is_bundle(content: bytes) -> bool:
    """Say whether a zip is one of ours: its manifest names Katabase."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            said = json.loads(archive.read(MANIFEST))
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError):
        return False
    return isinstance(said, dict) and "katabase" in said


def is_checksum(content: bytes) -> bool:
    """Say whether a file is the checksum of one zip."""
    return re.fullmatch(rb"[0-9a-f]{64}  [^\n]+\.zip\n", content) is not None


def site_files(site: Path) -> list[str]:
    """Return the site's files by name, without hidden ones (``.git``, ``.nojekyll``)."""
    names = (path.relative_to(site) for path in site.rglob("*") if path.is_file())
    return sorted(
        name.as_posix() for name in names if not any(part.startswith(".") for part in name.parts)
    )


def manifest(info: dict[str, Any], contents: dict[str, bytes]) -> str:
    """Return what the bundle says of itself, as JSON."""
    data = {
        "name": info.get("name"),
        "site_version": info.get("version"),
        "library_version": info.get("library"),
        "katabase": info.get("katabase"),
        "counts": {
            **info.get("practices", {}),
            "terms": info.get("terms"),
            "pages": sum(name.endswith("index.html") for name in contents),
            "files": len(contents),
            "bytes": sum(map(len, contents.values())),
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _write(path: Path, contents: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = MODE
            entry.create_system = UNIX
            archive.writestr(entry, contents[name])


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
