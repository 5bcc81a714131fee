"""A site as a value: everything that is published, found without any engine."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from katabase.domain.layers import Layer
from katabase.domain.loading import load
from katabase.domain.problems import Level
from katabase.products.cards.settings import Settings
from katabase.products.site import Site, SiteSettings
from tests.conftest import CASES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from katabase.domain.library import Library

URL = "https://example.org/practise/"


@pytest.fixture(scope="module")
def library() -> Library:
    return load([Layer(CASES / "library", "kata")])


@pytest.fixture(scope="module")
def site(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the small library, with cards in one size."""
    cards = Settings(organisation="Small", base=URL, sizes=("a6",))
    cache = tmp_path_factory.mktemp("cards")
    return Site(library, SiteSettings("Small", URL, version="1.2", cards=cards, kept=cache))


def test_a_sound_library_has_no_problems(site: Site) -> None:
    assert list(site.problems()) == []


def test_every_practice_has_a_page(site: Site) -> None:
    pages = {page.uri: page for page in site.pages()}
    for entry in site.published.ordered():
        page = pages[entry.address.rstrip("/") + ".md"]
        assert page.entry is entry
        assert entry.practice.title in page.markdown
    assert {"catalogue.md", "glossary.md", "cards/index.md"} <= set(pages)


def test_no_two_pages_and_no_two_files_stand_at_one_place(site: Site) -> None:
    places = [page.uri for page in site.pages()]
    places += [file.path for file in (*site.files(), *site.redirects())]
    assert len(places) == len(set(places))


def test_files_are_there_with_their_content(site: Site) -> None:
    files = {file.path: file.read() for file in site.files()}
    assert all(files.values())
    for entry in site.published.ordered():
        place = entry.address.rstrip("/")
        assert files[f"cards/{place}.pdf"].startswith(b"%PDF")
        assert json.loads(files[f"api/v1/{place}.json"])["title"] == entry.practice.title
    assert json.loads(files["api/v1/site.json"])["version"] == "1.2"
    assert URL.encode() in files["feed.xml"]
    assert f"{site.theme.assets}katabase.js" in files
    assert {*site.theme.styles, *chain(*site.theme.modules.values())} <= set(files)
    for element, names in {
        "kb-catalogue": ("words", "catalogue/data"),
        "kb-practise": ("practise/keeping", "elements/kb-run", "practise/runner"),
    }.items():
        assert {f"{site.theme.assets}{name}.js" for name in names} <= {*site.theme.modules[element]}


def test_every_former_id_leads_on(site: Site) -> None:
    redirects = {file.path: file.read().decode() for file in site.redirects()}
    former = site.published.former
    assert len(redirects) == len(former) > 0
    for old, ref in former.items():
        entry = site.published.entries[ref]
        [html] = [
            text
            for path, text in redirects.items()
            if path.endswith(f"{old.split('/')[1]}/index.html")
        ]
        assert f"../{entry.id}/" in html


def test_every_practice_is_found_by_the_search(site: Site) -> None:
    documents = {document.address: document for document in site.search_documents()}
    for entry in site.published.ordered():
        title = documents[entry.address].meta["title"]
        assert entry.practice.title == title == documents[entry.address].texts[0].text
    files = site.search_files()
    assert set(files) == {"words", "facets", "small"}
    assert all(json.loads(text) for text in files.values())


def _with(folder: Path, old: str, new: str) -> Library:
    """Return a library of one starter kata, a word of its file replaced."""
    text = (CASES / "library/starter-kata/starting-on-time.yml").read_text(encoding="utf-8")
    assert old in text
    (folder / "starter-kata").mkdir()
    (folder / "starter-kata/one.yml").write_text(text.replace(old, new), encoding="utf-8")
    return load([Layer(folder, "kata")])


def test_problems_of_the_library_are_problems_of_the_site(tmp_path: Path) -> None:
    broken = _with(tmp_path, "title: Starting on time", "titel: Starting on time")
    problems = list(Site(broken, SiteSettings()).problems())
    assert any("titel" in problem.message for problem in problems)
    assert any(problem.level is Level.ERROR for problem in problems)


def test_problems_of_cards_are_problems_of_the_site(library: Library) -> None:
    """Glagolitic letters are in no font of the cards."""
    cards = Settings(organisation="Ⰳ", sizes=("a6",))
    found = {problem.rule for problem in Site(library, SiteSettings(cards=cards)).problems()}
    assert found == {"card-glyph"}


def test_drafts_are_shown_only_on_demand(tmp_path: Path) -> None:
    library = _with(tmp_path, "status: ", "status: draft # ")
    [draft] = library.ordered()
    for drafts in (True, False):
        site = Site(library, SiteSettings(drafts=drafts))
        assert any(page.entry is draft for page in site.pages()) is drafts
        assert (draft.address in [doc.address for doc in site.search_documents()]) is drafts


def test_a_site_loads_no_engine() -> None:
    """A second engine needs no first one."""
    program = (
        "import sys; from pathlib import Path; from katabase.domain import layers, loading; "
        "from katabase.products.site import Site, SiteSettings; "
        "layer = layers.Layer(Path(sys.argv[1]), 'kata'); "
        "site = Site(loading.load([layer]), SiteSettings()); "
        "print(len(list(site.pages())), len(list(site.redirects()))); "
        "sys.exit(any(name.split('.')[0] in ('mkdocs', 'material', 'click') "
        "for name in sys.modules))"
    )
    command = [sys.executable, "-c", program, str(CASES / "library")]
    done = subprocess.run(command, cwd=ROOT / "macros", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
