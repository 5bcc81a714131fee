"""Under `mkdocs serve`, what is shown first and what follows are what a clean build makes."""

from __future__ import annotations

import random
import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from katabase.adapters.building.serving import EditedFirst
from tests.support.project import Project, make
from tests.support.sites import fingerprints, rename_practice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

URL = "http://127.0.0.1:8000/practise/"


@dataclass
class Served:
    """A served project without its sockets: what MkDocs would call, called by hand."""

    project: Project
    server: LiveReloadServer
    first: EditedFirst

    @property
    def shown(self) -> dict[str, str]:
        return fingerprints(Path(self.server.root))

    def look(self) -> None:
        """Do what the server does when a watched file has changed."""
        self.server.builder()

    def follow(self) -> None:
        """Wait for the rest, and show it."""
        if self.first.rest:
            self.first.rest.join()
            self.look()

    def clean(self, folder: Path) -> dict[str, str]:
        """Return what a clean build of the same files shows."""
        site = folder / "site"
        shutil.rmtree(site, ignore_errors=True)
        with _other_plugins():
            config = _config(self.project, site)
            config.plugins.on_startup(command="serve", dirty=False)
            build(config, serve_url=URL)
        return fingerprints(site)


def _config(project: Project, site: Path) -> Any:
    config = load_config(str(project.folder / "mkdocs.yml"), site_dir=str(site))
    config.site_url = URL
    return config


@contextmanager
def _other_plugins() -> Iterator[None]:
    """Let MkDocs make plugins that know of no build before; it keeps those of a process."""
    kept: dict[str, Any] = dict(MkDocsConfig._schema)["plugins"].plugin_cache  # type: ignore[attr-defined]
    before = dict(kept)
    kept.clear()
    yield
    kept.clear()
    kept.update(before)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    project = make(tmp_path / "project")
    project.edit("mkdocs.yml", "site_name: Small", "site_name: Small & sound")
    site = tmp_path / "shown"
    with _other_plugins():
        config = _config(project, site)
        config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url=URL)

        def whole() -> None:
            build(_config(project, site), serve_url=URL)

        server = LiveReloadServer(whole, "127.0.0.1", 0, str(site))
        config.plugins.on_serve(server, config=config, builder=whole)
        assert isinstance(server.builder, EditedFirst)
        yield Served(project, server, server.builder)
        config.plugins.on_shutdown()
        assert not server.builder.folder.exists()
        server.server_close()


PROMISES, WALK = "kata/traits/keeps-promises.yml", "kata/checklists/desk-walk.yml"
PAGE = "traits/keeps-promises/index.html"


def _title(project: Project, name: str, number: int) -> None:
    path = project.folder / name
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(place for place, line in enumerate(lines) if line.startswith("title:"))
    lines[at] = f"title: Number {number}\n"
    path.write_text("".join(lines), encoding="utf-8")


def _option(project: Project, number: int) -> None:
    path = project.folder / "mkdocs.yml"
    path.write_text(f"{path.read_text('utf-8')}\nsite_description: About {number}\n", "utf-8")
    lines = path.read_text("utf-8").splitlines()
    told = [line for line in lines if line.startswith("site_description")][-1:]
    rest = [line for line in lines if line and not line.startswith("site_description")]
    path.write_text("\n".join([*rest, *told, ""]), "utf-8")


def _template(project: Project, number: int) -> None:
    folder = project.folder / "templates"
    text = f'{{% extends "katabase.html" %}}{{% block announce %}}Day {number}{{% endblock %}}'
    project.write(str(folder / "main.html"), text)
    path = project.folder / "mkdocs.yml"
    named = path.read_text("utf-8").replace("font: false}", "font: false, custom_dir: templates}")
    path.write_text(named, "utf-8")


def _rename(project: Project, number: int) -> None:
    path = next((project.folder / "kata/checklists").glob("*.yml"))
    rename_practice(project.folder, "checklists", path.stem, f"walk-{number}")


def _page(project: Project, number: int) -> None:
    project.write("docs/index.md", f"# Home {number}\n\n{{{{ catalogue() }}}}\n")


EDITS: dict[str, Callable[[Project, int], None]] = {
    "title": lambda project, number: _title(project, PROMISES, number),
    "option": _option,
    "template": _template,
    "rename": _rename,
    "page": _page,
}


def test_the_edited_page_is_shown_first_as_a_clean_build_makes_it(
    served: Served, tmp_path: Path
) -> None:
    before = served.shown
    release = threading.Event()
    whole = served.first.whole
    served.first.whole = lambda: (release.wait(), whole())[1]  # type: ignore[func-returns-value]
    _title(served.project, PROMISES, 1)
    served.look()
    shown, clean = served.shown, served.clean(tmp_path)
    changed = {name for name in shown if shown[name] != before.get(name)}
    assert PAGE in changed
    assert {name for name in changed if shown[name] != clean[name]} == set()
    release.set()
    served.follow()
    assert served.shown == clean


def test_what_cannot_be_built_is_said_and_the_last_site_stays(
    served: Served, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A practice may be sound by itself and wrong beside others: that is seen by the rest."""
    _title(served.project, WALK, 1)
    served.look()
    served.follow()
    served.project.edit(WALK, "traits: [keeps-promises]", "traits: [keeps-nothing]")
    served.look()
    assert served.first.rest
    served.first.rest.join()
    assert "keeps-nothing" in caplog.text
    assert "could not be built" in caplog.text
    served.look()
    assert Path(served.server.root, PAGE).is_file()
    served.project.edit(WALK, "traits: [keeps-nothing]", "traits: [keeps-promises]")
    served.look()
    served.follow()
    assert served.shown == served.clean(tmp_path)


def test_what_is_wrong_is_shown_in_place_of_the_site_until_it_is_mended(
    served: Served, tmp_path: Path
) -> None:
    path = served.project.folder / PROMISES
    sound = path.read_text(encoding="utf-8")
    for wrong in ("statment: <x>\n", "title: [\n"):
        path.write_text(wrong, encoding="utf-8")
        served.look()
        page = served.server.error_handler(404)
        assert page is not None
        assert b"keeps-promises.yml:1:" in page
        assert b"<x>" not in page
        assert not Path(served.server.root, PAGE).exists()
    path.write_text(sound.replace("title: Keeps", "title: Keeps all"), encoding="utf-8")
    served.look()
    assert "Keeps all" in Path(served.server.root, PAGE).read_text("utf-8")
    served.follow()
    assert served.shown == served.clean(tmp_path)


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_edits_all_is_as_a_clean_build_makes_it(
    served: Served, tmp_path: Path, seed: int
) -> None:
    """Practices, pages, names, templates and options change, also while the rest is built."""
    rng = random.Random(seed)
    edits = list(EDITS)
    rng.shuffle(edits)
    edits.append("title")  # so that the rest comes last
    for number, name in enumerate(edits, 1):
        EDITS[name](served.project, number)
        served.look()
    served.follow()
    served.follow()  # the rest of what was edited while the first was built
    assert served.shown == served.clean(tmp_path), edits
