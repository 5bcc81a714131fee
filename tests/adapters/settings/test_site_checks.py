"""Brand, home page, requests to other hosts: what the check and the build say of a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from katabase.adapters.settings.card_settings import cards_settings
from katabase.products.cards.settings import CardOptions, settings_from
from tests.support import cases
from tests.support.project import Project, make

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Project:
    return make(tmp_path)


def found(site: Project) -> list[str]:
    """Return what the check says of the settings and of the site's own pages."""
    printed = cases.check(site.folder)[1].splitlines()
    return [line for line in printed if line.rpartition("[")[2][:-1] in RULES]


RULES = ("weak-contrast", "foreign-request", "no-home", "unknown-file")


def test_a_plain_site_has_nothing_to_hear(site: Project) -> None:
    assert found(site) == []


def test_fonts_from_another_host_are_said(site: Project) -> None:
    site.edit("mkdocs.yml", "theme: {name: material, font: false}", "theme: {name: material}")
    assert found(site) == [
        "mkdocs.yml:4:8: warning: the theme would load its fonts from Google; "
        'add "font: false" below theme [foreign-request]'
    ]
    site.edit("mkdocs.yml", "plugins:\n", "plugins:\n  - privacy\n")
    assert found(site) == []


def test_a_missing_home_page_is_said(site: Project) -> None:
    (site.folder / "docs/index.md").unlink()
    (said,) = found(site)
    assert said.startswith("mkdocs.yml:1:1: warning: docs/index.md is missing")
    site.write("docs/README.md", "# Home\n")
    assert found(site) == []


def test_what_pages_and_settings_ask_other_hosts_for_is_said(site: Project) -> None:
    site.write(
        "docs/page.md",
        "# Page\n\n![a](https://other.example/a.png)\n\n`![b](https://other.example/b.png)`\n\n"
        "```html\n<script src='https://other.example/c.js'></script>\n```\n\n"
        '<iframe title="x" src="//other.example/d"></iframe> [a link](https://other.example/e)\n',
    )
    site.edit("mkdocs.yml", "plugins:\n", "extra_css:\n  - https://other.example/f.css\nplugins:\n")
    assert [line.partition(": warning: ")[::2][0] for line in found(site)] == [
        "docs/page.md:3:6",
        "docs/page.md:11:24",
        "mkdocs.yml:6:5",
    ]


@pytest.mark.parametrize(
    ("palette", "weak"),
    [
        ("{primary: indigo}", 0),
        ("{primary: teal}", 2),  # white on it, and links of it on white
        ("{primary: yellow}", 1),  # its header has dark words
        ("[{scheme: default, primary: indigo}, {scheme: slate, primary: custom}]", 0),
    ],
)
def test_a_palette_that_cannot_be_read_is_said(site: Project, palette: str, weak: int) -> None:
    site.edit("mkdocs.yml", "font: false}", f"font: false, palette: {palette}}}")
    said = found(site)
    assert len(said) == weak, said
    assert all(" the nearest that has it is #" in line for line in said)
    assert all(line.startswith("mkdocs.yml:4:") for line in said)


def test_colours_of_an_own_style_sheet_are_said_with_the_line(site: Project) -> None:
    site.edit("mkdocs.yml", "plugins:\n", "extra_css: [brand.css]\nplugins:\n")
    site.write(
        "docs/brand.css",
        ":root > * {\n  --md-primary-fg-color: #e3000f;\n  --md-accent-fg-color: #ffcc00;\n}\n"
        '[data-md-color-scheme="slate"] {\n  --md-typeset-a-color: #e3000f;\n}\n',
    )
    assert [line.split(": warning: ")[0] for line in found(site)] == [
        "docs/brand.css:3:3",
        "docs/brand.css:6:3",
    ]
    site.write("docs/brand.css", ":root > * {\n  --md-primary-fg-color: #0a5c36;\n}\n")
    assert found(site) == []
    result = site.build("--strict")
    assert not result.returncode, result.stderr
    page = (site.site / "checklists/desk-walk/index.html").read_text(encoding="utf-8")
    ours, own = page.index("assets/katabase/"), page.index("brand.css")
    assert ours < own  # of two that weigh as much, the organisation's counts


def test_a_palette_of_material_is_taken(site: Project) -> None:
    site.edit("mkdocs.yml", "font: false}", "font: false, palette: {primary: indigo}}")
    assert not site.build("--strict").returncode
    page = (site.site / "checklists/desk-walk/index.html").read_text(encoding="utf-8")
    assert 'data-md-color-primary="indigo"' in page or "data-md-color-primary=indigo" in page
    assert 'data-md-color-accent="custom"' in page or "data-md-color-accent=custom" in page


@pytest.mark.parametrize(
    ("palette", "style", "wanted"),
    [
        ("", "", None),
        ("{primary: custom}", "", None),
        ("{primary: indigo}", "", "#4051b5"),
        (
            "[{scheme: slate, primary: indigo}, {scheme: default, primary: deep purple}]",
            "",
            "#7e56c2",
        ),
        ("{primary: indigo}", ":root > * {--md-primary-fg-color: #0a5c36}", "#0a5c36"),
        ("", "[data-md-color-scheme=slate] {--md-primary-fg-color: #0a5c36}", None),
        ("{primary: amber}", "", "#946f00"),
    ],
)
def test_cards_have_the_colour_of_the_site(
    site: Project, palette: str, style: str, wanted: str | None
) -> None:
    """As far as words in it can be read; a colour that is too light is made darker."""
    if palette:
        site.edit("mkdocs.yml", "font: false}", f"font: false, palette: {palette}}}")
    site.write("docs/brand.css", style)
    site.edit("mkdocs.yml", "plugins:\n", "extra_css: [brand.css]\nplugins:\n")
    assert cards_settings(site.folder).colour == wanted
    for own, then in (("kinds", None), ("#1a5276", "#1a5276")):
        options = CardOptions(colour=own)
        assert settings_from(options, site.folder, brand=wanted).colour == then


def test_a_link_to_a_file_of_our_own_that_is_not_there_is_said(site: Project) -> None:
    statement = "statement: A promise is kept, or taken back"
    form = "statement: A promise on [the form](/forms/promis.pdf) is kept, or taken back"
    site.edit("kata/traits/keeps-promises.yml", statement, form)
    site.write("docs/forms/promise.pdf", "%PDF-1.4")
    assert found(site) == [
        "kata/traits/keeps-promises.yml:19:36: error: there is no page or file "
        '"/forms/promis.pdf" below docs/; did you mean "/forms/promise.pdf"? [unknown-file]'
    ]
    (site.folder / "docs/forms/promise.pdf").rename(site.folder / "docs/forms/promis.pdf")
    assert found(site) == []
