"""What the build makes of the site's version."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from katabase.adapters.settings import site_version


def config(**values: Any) -> Any:
    return SimpleNamespace(**{"extra": {}, "plugins": {}, "site_url": "https://h/p/", **values})


def test_without_a_version_there_is_no_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MIKE_DOCS_VERSION", raising=False)
    site = config(extra={"version": {"default": "latest"}})
    assert site_version.apply(site) is None
    assert (site.extra, site.site_url) == ({}, "https://h/p/")


@pytest.mark.parametrize(
    ("options", "mike", "site_url", "expected"),
    [
        (None, False, "https://h/p/", "https://h/p/latest/"),
        (None, True, "https://h/p/1.2", "https://h/p/latest/"),  # mike's plugin was there first
        ({"default": "stable"}, True, "https://h/1.2", "https://h/stable/"),
        ({"default": ["stable", "latest"]}, False, "https://h/", "https://h/stable/"),
        ({"alias": True}, False, "", ""),
    ],
)
def test_addresses_lead_to_the_default_version(
    monkeypatch: pytest.MonkeyPatch, options: Any, mike: bool, site_url: str, expected: str
) -> None:
    monkeypatch.setenv("MIKE_DOCS_VERSION", "1.2")
    monkeypatch.delenv("KATABASE_ALONE", raising=False)
    extra = {"version": options} if options else {}
    site = config(extra=extra, site_url=site_url, plugins={"mike": 1} if mike else {})
    assert site_version.apply(site) == "1.2"
    assert site.site_url == expected
    assert site.extra["version"]["provider"] == "mike"


def test_a_site_that_stands_alone_knows_its_version_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIKE_DOCS_VERSION", "1.2")
    monkeypatch.setenv("KATABASE_ALONE", "1")
    site = config(extra={"version": {"default": "latest"}})
    assert site_version.apply(site) == "1.2"
    assert (site.extra, site.site_url) == ({}, "https://h/p/")
