"""Every command that reads the settings of a site can be given other ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from katabase.adapters.cli import main
from tests.support.commands import katabase
from tests.support.project import make

if TYPE_CHECKING:
    from pathlib import Path

WITHOUT_A_SITE = {"explain", "init", "serve"}


@pytest.mark.parametrize("name", sorted(set(main.commands) - WITHOUT_A_SITE))
def test_a_command_takes_other_settings(name: str) -> None:
    options = {option for param in main.commands[name].params for option in param.opts}
    assert "--config-file" in options


def test_the_settings_that_are_named_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make(tmp_path)
    project.write("mkdocs.other.yml", "plugins:\n  - katabase: {layers: [nowhere]}\n")
    monkeypatch.chdir(project.folder)
    assert katabase("check", "--no-cards").exit_code == 0
    other = katabase("check", "--no-cards", "--config-file", "mkdocs.other.yml")
    assert other.exit_code == 2
    assert "mkdocs.other.yml:2:25" in other.stderr
    assert katabase("check", "--no-cards").exit_code == 0  # the choice holds for one command
    project.write("below/mkdocs.yml", "site_name: Below\n")
    below = katabase("check", "--config-file", "below/mkdocs.yml")
    assert below.exit_code == 2
    assert "expected a file in this folder; go to" in below.stderr
