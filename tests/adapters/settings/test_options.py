"""Options that cannot be used end in one sentence, on the command line and in MkDocs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from katabase.adapters.settings import mkdocs_yml
from katabase.adapters.settings.card_settings import cards_settings
from katabase.adapters.settings.options import options_of
from katabase.domain.descriptions import meanings
from katabase.domain.problems import KatabaseError
from tests.conftest import run
from tests.support import cases
from tests.support.sites import small_project

if TYPE_CHECKING:
    from pathlib import Path

CARDS = "plugins:\n  - search\n  - katabase:\n      cards:"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    cases.copy_library(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(folder: Path, config: str) -> str:
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    with pytest.raises(KatabaseError) as raised:
        cards_settings(folder)
    return str(raised.value)


FAR = "x" * 5_000
PLACED = [
    (" abc", 'mkdocs.yml:4:14, plugins: katabase: cards: expected keys with values, found "abc"'),
    (" 5", "mkdocs.yml:4:14, plugins: katabase: cards: expected keys with values, found the num"),
    (" {fonts: 5}", "mkdocs.yml:4:22, plugins: katabase: cards.fonts: expected a list, found the"),
    ("\n        sizes: a66", "mkdocs.yml:5:16, plugins: katabase: cards: sizes: expected some of"),
    ("\n        bases: x", 'mkdocs.yml:5:9, plugins: katabase: unknown key "cards.bases"; did you'),
    (f"\n        logo: {FAR}", "mkdocs.yml:5:15, plugins: katabase: cards: logo: expected a file"),
    (f"\n        fonts: [{FAR}]", "mkdocs.yml:5:16, plugins: katabase: cards: fonts: no font"),
    ("\n        colour: '#ff0'", "mkdocs.yml:5:17, plugins: katabase: cards: colour: expected a c"),
    ("\n        base: x", "mkdocs.yml:5:15, plugins: katabase: cards: base: expected an address"),
    ("\nsite_url: kata.example", "mkdocs.yml:5:11, site_url: expected an address"),
    ("\nsite_url: https://a.example/te am/", "site_url: expected an address without a blank"),
    ("\nsite_url: https://me:pw@a.example/", "site_url: expected an address without a login"),
    ("\nsite_url: https://a.example/index.html", "site_url: expected the address of the folder"),
    ("\nsite_url: https://a.example/?b=c", "site_url: expected the address of the folder"),
    ("\n        base: https://a.example/b#c", "cards: base: expected the address of the folder"),
    ("\nextra: 3", "mkdocs.yml:5:8, extra: expected keys with values, found 3"),
]


@pytest.mark.parametrize(("below", "expected"), PLACED, ids=[each[:36] for each, _ in PLACED])
def test_a_setting_of_the_cards_is_named_with_its_place(
    folder: Path, below: str, expected: str
) -> None:
    found = said(folder, CARDS + below)
    assert expected in found
    assert "\n" not in found
    assert len(found) < 400


def test_a_setting_is_named_in_the_file_in_which_it_stands(folder: Path) -> None:
    above = "plugins:\n  katabase: {cards: {\n    base: x}}\n"
    (folder / "above.yml").write_text(above, encoding="utf-8")
    found = said(folder, "INHERIT: above.yml\nplugins: {katabase: {layers: [kata]}}")
    assert "above.yml:3:11, plugins: katabase: cards: base: expected an address" in found


def test_what_nobody_set_for_the_cards_has_no_limit(folder: Path) -> None:
    address = f"https://{'intranet.' * 12}example/team/"
    name = "The works of a company with a name that is far too long for the foot of a small card"
    (folder / "mkdocs.yml").write_text(f"site_name: {name}\nsite_url: {address}\n", "utf-8")
    settings = cards_settings(folder)
    assert settings.base == address
    assert name.startswith(settings.organisation.rstrip("…"))
    assert len(settings.organisation) <= 60


def test_a_name_that_was_written_for_the_cards_has_a_limit_of_its_own(folder: Path) -> None:
    found = said(folder, f"{CARDS}\n        organisation: {'long ' * 20}")
    assert "mkdocs.yml:5:23, plugins: katabase: cards.organisation: expected at most 60" in found


def test_every_option_is_described_and_has_a_default(folder: Path) -> None:
    options = options_of(mkdocs_yml.in_folder(folder))
    for model in (type(options), type(options.cards)):
        assert all(meanings(model).values())
    assert options.layers == ["kata"]


def test_the_other_name_of_the_file(folder: Path) -> None:
    (folder / "mkdocs.yaml").write_text("plugins: {katabase: {layers: 5}}", encoding="utf-8")
    with pytest.raises(KatabaseError, match=r"mkdocs\.yaml:1:30, plugins: katabase: layers"):
        options_of(mkdocs_yml.in_folder(folder))


@pytest.mark.parametrize(
    ("plugin", "expected"),
    [
        ("  - katabase: {cards: abc}\n", "cards: expected keys with values"),
        ("  - katabase: {laiers: [kata]}\n", 'did you mean "layers"?'),
        ("  - katabase: {layers: [own]}\n", 'the layer "own" was not found'),
        ("  - katabase: {layers: [.]}\n", '"." is the folder of the site; expected one in it'),
        ("  - katabase: {layers: [kata, ./kata]}\n", '"./kata" is the layer kata, which stands'),
        ("  - katabase\n  - katabase\n", "katabase: stands there twice"),
    ],
)
def test_mkdocs_says_the_same(tmp_path: Path, plugin: str, expected: str) -> None:
    project = small_project(tmp_path / "project")
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("  - katabase:\n      layers: [kata]\n", plugin), "utf-8")
    result = run("mkdocs", "build", cwd=project)
    assert result.returncode == 1
    assert expected in result.stderr
    assert "mkdocs.yml" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (project / "site").exists()
