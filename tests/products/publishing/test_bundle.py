"""The name of a bundle's file holds the letters of the site's name, in every script."""

from __future__ import annotations

import pytest

from katabase.products.publishing.bundle import name_of


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
