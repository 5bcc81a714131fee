"""Where the files of a site are kept: what its settings say of the forge, and what they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mkdocs.config import load_config

from katabase.adapters.settings.repository import forge_of, repository_of
from katabase.domain.layers import Layer

if TYPE_CHECKING:
    from pathlib import Path

HUB, LAB, TEA = "https://github.com/o/r", "https://gitlab.com/o/r", "https://codeberg.org/o/r"


@pytest.mark.parametrize(
    ("repo_url", "edit_uri", "expected"),
    [
        (HUB, "edit/main/docs/", (HUB, "github", "main", "docs/")),
        (f"{HUB}/", "blob/main/", (HUB, "github", "main", "")),
        (LAB, "edit/master/docs/", (LAB, "gitlab", "master", "docs/")),
        (LAB, "-/edit/main/site/docs/", (LAB, "gitlab", "main", "site/docs/")),
        ("https://code.example.org/o/r", "-/edit/main/docs/",
         ("https://code.example.org/o/r", "gitlab", "main", "docs/")),
        (TEA, "_edit/main/docs/", (TEA, "gitea", "main", "docs/")),
        ("https://code.example.org/o/r", "src/branch/main/docs/",
         ("https://code.example.org/o/r", "gitea", "main", "docs/")),
        (HUB, "https://forge.example/o/r/-/edit/main/docs/",
         ("https://forge.example/o/r", "gitlab", "main", "docs/")),
        (HUB, "", (HUB, "", "", "")),
        ("https://forge.example/o/r", "", ("https://forge.example/o/r", "", "", "")),
        ("", "", ("", "", "", "")),
    ],
)  # fmt: skip
def test_the_forge_is_found_in_the_settings(
    repo_url: str, edit_uri: str, expected: tuple[str, str, str, str]
) -> None:
    assert forge_of(repo_url, edit_uri) == expected


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        (f"repo_url: {HUB}\nedit_uri: edit/main/docs/\n", "kata"),
        (f"repo_url: {HUB}\nedit_uri: edit/main/site/docs/\n", "site/kata"),
        (f"repo_url: {HUB}\nedit_uri: edit/main/content/\ndocs_dir: content\n", "kata"),
        (f"repo_url: {HUB}\n", "kata"),
        ("", "kata"),
    ],
)
def test_a_practice_has_its_place_in_the_repository(
    tmp_path: Path, settings: str, place: str
) -> None:
    for name in ("docs", "content"):
        (tmp_path / name).mkdir()
    (tmp_path / "mkdocs.yml").write_text(f"site_name: Small\n{settings}", encoding="utf-8")
    config = load_config(str(tmp_path / "mkdocs.yml"))
    lower, own = Layer(tmp_path.parent / "other", "other"), Layer(tmp_path / "kata", "kata")
    found = repository_of(config, [lower, own], mail="kata@example.org")
    assert found.practices == place
    assert found.place(own.folder / "questions/x.yml") == f"{place}/questions/x.yml"
    assert found.place(lower.folder / "questions/x.yml") is None
