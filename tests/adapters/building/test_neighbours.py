"""Plugins beside ours: refused in one sentence, or listed with what was tried."""

from __future__ import annotations

import re
from importlib.metadata import entry_points
from importlib.util import find_spec
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from mkdocs.plugins import BasePlugin

from katabase.adapters.building.neighbours import REFUSED, must_get_on
from katabase.adapters.plugin import KatabasePlugin
from katabase.domain.problems import OptionError
from tests.conftest import ROOT, run
from tests.support import plugins

if TYPE_CHECKING:
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig

LISTED = dict(
    re.findall(
        r"^\| `([a-z0-9-]+)` \| (\w+)",
        (ROOT / "docs/publishing/plugins.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)


def site_with(**others: dict[str, object]) -> MkDocsConfig:
    found: dict[str, Any] = {"katabase": KatabasePlugin()}
    for name, options in others.items():
        found[name.replace("_", "-")] = BasePlugin()
        found[name.replace("_", "-")].config = options
    return cast("MkDocsConfig", SimpleNamespace(plugins=found))


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_plugin_that_cannot_work_is_refused_unless_it_is_off(name: str) -> None:
    with pytest.raises(OptionError, match=f"mkdocs.yml, plugins: {name}: katabase cannot work"):
        must_get_on(site_with(**{name: {}}))
    with pytest.raises(OptionError, match=name):
        must_get_on(site_with(**{f"material/{name}": {"enabled": True}}))
    must_get_on(site_with(**{f"material/{name}": {"enabled": False}}))
    must_get_on(site_with(search={}))


def test_an_alias_that_only_leads_on_is_refused() -> None:
    """Cards, feeds and data are asked for below ``latest/``, with and without a signal."""
    must_get_on(site_with(mike={"alias_type": "symlink"}))
    must_get_on(site_with(mike={"alias_type": "copy"}))
    with pytest.raises(OptionError, match="alias_type: redirect: below latest/"):
        must_get_on(site_with(mike={"alias_type": "redirect"}))


def test_what_is_refused_and_what_was_tried_is_listed() -> None:
    assert set(LISTED) == set(plugins.TRIALS) | {"mike"}  # mike: tests/versions/test_mike.py
    assert {name for name, word in LISTED.items() if word == "refused"} == set(REFUSED)
    assert set(LISTED.values()) == {"works", "refused"}


def installed() -> list[str]:
    """Return the plugins that work beside ours, are installed here, and leave ``nav`` alone."""
    here = {each.name.rpartition("/")[2] for each in entry_points(group="mkdocs.plugins")}
    here -= set() if find_spec("cairosvg") else {"social"}  # what draws its pictures
    return [
        name
        for name, trial in plugins.TRIALS.items()
        if name in here and LISTED[name] == "works" and trial.nav
    ]


@pytest.mark.parametrize("first", [True, False], ids=["before ours", "after ours"])
def test_plugins_that_are_installed_beside_ours(tmp_path: Path, *, first: bool) -> None:
    """Those of Material and all others that are here, at once.

    ``python -m tests.support.plugins`` installs the others and tries each by itself.
    """
    names = installed()
    assert {"blog", "meta", "privacy", "search", "tags"} <= set(names)
    project = plugins.project_with("blog", tmp_path, first=first)
    config = project / "mkdocs.yml"
    others = "".join(plugins.entry(name) for name in names)
    text = config.read_text(encoding="utf-8").replace("  - blog\n", others)
    config.write_text(text, encoding="utf-8")
    result = run("mkdocs", "build", "--strict", cwd=project)
    assert result.returncode == 0, result.stderr
    for name in names:
        assert plugins.missing_in(project / "site", plugins.TRIALS[name].shows) == "", name


def test_offline_is_refused_for_what_it_does(tmp_path: Path) -> None:
    project = plugins.project_with("offline", tmp_path, first=True)
    result = run("mkdocs", "build", "--strict", cwd=project)
    assert result.returncode == 1
    assert "katabase cannot work with offline" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (project / "site").exists()
