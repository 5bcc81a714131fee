"""A bundle: its name in every script, what it replaces, and two of them at once."""

from __future__ import annotations

import subprocess
import zipfile
from typing import TYPE_CHECKING
from unittest import mock

import pytest

from katabase.products.outputs.ours import NotOursError
from katabase.products.outputs.workspace import Workspace
from katabase.products.publishing import bundle
from katabase.products.publishing.bundle import name_of
from tests.support.sites import least_site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "version", "file"),
    [
        ("Łódź Works: kata", "2.1", "łódź-works-kata-2.1.zip"),
        ("改善の型", None, "改善の型.zip"),
        ("Cafe\u0301 <Nord>", None, "café-nord.zip"),
        ("गेम्बा", "1", "गेम्बा-1.zip"),
        ("../..", None, "site.zip"),
        ("x" * 300, None, "x" * 50 + ".zip"),
    ],
)
def test_no_letter_is_lost(name: str, version: str | None, file: str) -> None:
    assert name_of({"name": name, "version": version}) == file
    assert len(file.encode()) < 255


def bundled(site: Path, folder: Path) -> None:
    with Workspace(folder) as workspace:
        bundle.bundle(site, INFO, workspace)


INFO = {"name": "A & B", "version": "1.0", "katabase": "1"}


def test_two_bundles_at_once_leave_one_zip_and_its_checksum(tmp_path: Path) -> None:
    """One run exchanges the zip while the other one is about to write its checksum."""
    sites = [least_site(tmp_path / words, "1.0", words) for words in ("one", "two")]
    folder = tmp_path / "dist"
    folder.mkdir()
    put = Workspace.put
    inside: list[str] = []

    def slow_put(workspace: Workspace, name: str) -> Path:
        if name.endswith(".sha256") and not inside:
            inside.append(name)
            bundled(sites[1], folder)
        return put(workspace, name)

    with mock.patch.object(Workspace, "put", slow_put):
        bundled(sites[0], folder)
    subprocess.run(
        ["sha256sum", "--check", "--quiet", "a-b-1.0.zip.sha256"], cwd=folder, check=True
    )
    assert sorted(path.name for path in folder.iterdir()) == ["a-b-1.0.zip", "a-b-1.0.zip.sha256"]
    with zipfile.ZipFile(folder / "a-b-1.0.zip") as archive:
        assert archive.read("index.html").startswith(b"two")


@pytest.mark.parametrize("name", ["a-b-1.0.zip", "a-b-1.0.zip.sha256"])
def test_what_is_no_bundle_of_ours_stays(tmp_path: Path, name: str) -> None:
    site = least_site(tmp_path / "site", "1.0", "one")
    folder = tmp_path / "dist"
    folder.mkdir()
    with zipfile.ZipFile(folder / name, "w") as archive:
        archive.writestr("letter.txt", "dear")
    before = (folder / name).read_bytes()
    with pytest.raises(NotOursError, match="there is a file that Katabase did not write"):
        bundled(site, folder)
    assert (folder / name).read_bytes() == before
    assert [path.name for path in folder.iterdir()] == [name]
    (folder / name).unlink()
    for _ in range(2):
        bundled(site, folder)
