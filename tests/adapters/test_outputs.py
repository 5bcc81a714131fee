"""`mkdocs build` and the commands, as people run them: what they replace, and what never."""

from __future__ import annotations

import contextlib
import hashlib
import os
import resource
import shutil
import signal
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import run
from tests.support.project import Project, make

if TYPE_CHECKING:
    from collections.abc import Iterator


def refused(project: Project, words: str, *options: str) -> None:
    """The build stops in one sentence, and all files of the project are what they were."""
    before = state(project.folder)
    result = project.build(*options)
    said = result.stdout + result.stderr
    assert result.returncode == 1
    assert words in said
    assert "Traceback" not in said
    assert state(project.folder) == before


def state(folder: Path) -> dict[str, bytes | str]:
    """Every file and link below a folder, but for the cache."""
    return {
        path.relative_to(folder).as_posix(): (
            path.readlink().as_posix() if path.is_symlink() else path.read_bytes()
        )
        for path in folder.rglob("*")
        if ".cache" not in path.parts and (path.is_symlink() or path.is_file())
    }


def test_a_site_takes_the_place_of_no_source(built: Project) -> None:
    refused(built, "from which the site is made", "--site-dir", "kata")
    refused(built, "from which the site is made", "--site-dir", "kata/../kata")
    (built.folder / "notes").mkdir()
    built.write("notes/idea.txt", "dear")
    refused(built, 'holds "idea.txt" and is no site', "--site-dir", "notes")
    shutil.copytree(built.site, built.folder / "theme")  # as if it were a site
    built.edit("mkdocs.yml", "font: false}", "font: false, custom_dir: theme}")
    refused(built, "from which the site is made", "--site-dir", "theme")


def test_a_site_takes_the_place_of_no_link_and_no_file(built: Project) -> None:
    (built.folder / "public").symlink_to("site", target_is_directory=True)
    built.write("page", "dear")
    refused(built, "is a link", "--site-dir", "public")
    refused(built, "is a file", "--site-dir", "page")


def test_a_site_of_plain_mkdocs_is_replaced(tmp_path: Path) -> None:
    """And what was built before there was any rule: the page itself says who built it."""
    project = make(tmp_path)
    settings = (project.folder / "mkdocs.yml").read_text(encoding="utf-8")
    for theme in ("{name: material, font: false}", "mkdocs", "readthedocs"):
        plain = f"site_name: Plain\ntheme: {theme}\nplugins: []\n"
        project.write("mkdocs.yml", plain)
        project.write("docs/index.md", "# Home\n")
        assert project.build().returncode == 0
        assert not (project.site / "api").exists()
        project.write("mkdocs.yml", settings)
        result = project.build()
        assert result.returncode == 0, result.stderr
        assert (project.site / "api/v1/site.json").is_file()
        shutil.rmtree(project.site)


@pytest.mark.parametrize("name", ["feed.xml", "api/v1/practices.json", "search/head.json"])
def test_own_files_are_not_written_over(built: Project, name: str) -> None:
    built.write(f"docs/{name}", "# Mine\n")
    refused(built, f"docs/{name} stands where Katabase writes")
    built.edit("mkdocs.yml", "plugins:\n", f"exclude_docs: /{name}\nplugins:\n")
    result = built.build()
    assert result.returncode == 0, result.stdout + result.stderr


def test_own_files_beside_ours_stay(built: Project) -> None:
    for name in ("search/tips.md", "search/picture.svg", "api/v2/mine.json"):
        built.write(f"docs/{name}", "# Mine\n")
    assert built.build().returncode == 0
    for name in ("search/tips/index.html", "search/picture.svg", "api/v2/mine.json"):
        assert (built.site / name).is_file()


def test_several_builds_at_once_into_one_folder(built: Project) -> None:
    """Each has a place of its own: all end well, and the site is that of a single build."""
    built.write("docs/new.md", "# New page\n")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    runs = [
        subprocess.Popen(
            command, cwd=built.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for _ in range(4)
    ]
    for process in runs:
        said, _ = process.communicate(timeout=300)
        assert process.returncode == 0, said
    together = built.print()
    assert "new/index.html" in together
    assert leftovers(built.folder) == []
    assert built.build("--strict").returncode == 0
    assert built.print() == together


def test_several_bundles_at_once_into_one_folder(built: Project) -> None:
    """Zip and checksum belong together whoever comes last, and nothing temporary stays."""
    command = [str(Path(sys.executable).parent / "katabase"), "bundle", "--site", "site"]
    runs = [
        subprocess.Popen(
            command, cwd=built.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for _ in range(4)
    ]
    for process in runs:
        said, _ = process.communicate(timeout=300)
        assert process.returncode == 0, said
    names = sorted(path.name for path in (built.folder / "dist").iterdir())
    assert names == ["small.zip", "small.zip.sha256"]
    told, _, _ = (built.folder / "dist" / names[1]).read_text(encoding="utf-8").partition(" ")
    assert told == hashlib.sha256((built.folder / "dist" / names[0]).read_bytes()).hexdigest()


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob(".*") if path.name != ".cache")


DIES = """
import os, signal, sys
import katabase.products.outputs.places as places
count = 0
def hook(event, args):
    global count
    moves = event == "os.rename" and os.path.basename(os.fspath(args[0])) == "site"
    calls = event == "ctypes.dlsym" and args[1] == "syncfs"
    if moves or calls:
        count += 1
        if count == int(os.environ["DIES_AT"]):
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
places.exchange = lambda *_: False
"""


def test_a_build_that_is_killed_while_it_switches(built: Project) -> None:
    """The last good site comes back with the next build, also if that stops for an error.

    On a system that needs two renames; tests/products/outputs/killed.py tries every moment
    and both sorts of systems, without the build around it.
    """
    old = built.print()
    built.write("dies/sitecustomize.py", DIES)
    path = os.pathsep.join([str(built.folder / "dies"), os.environ.get("PYTHONPATH", "")])
    built.write("docs/new.md", "# New page\n")
    practice = built.kata / "checklists/desk-walk.yml"
    good = practice.read_text(encoding="utf-8")
    gone = 0
    for moment in range(1, 9):
        result = built.build(PYTHONPATH=path, DIES_AT=str(moment))
        gone += not built.site.exists()
        practice.write_text(good + "wrong: key\n", encoding="utf-8")
        assert built.build().returncode == 1
        practice.write_text(good, encoding="utf-8")
        now = built.print()
        assert leftovers(built.folder) == []
        if result.returncode == 0:
            break
        assert result.returncode == -signal.SIGKILL
        assert now == old or "new/index.html" in now
    assert gone == 1  # between the two renames
    assert "new/index.html" in now
    assert {name for name in old if name.endswith(".html")} < set(now)


@contextlib.contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let no file of this process, and of those it starts, grow beyond a size, as on a full disk.

    Python turns the signal that comes first into an error.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


COMMANDS = {
    "cards": ("katabase", "cards", "--base", "https://kata.example/"),
    "pictures": ("katabase", "cards", "--png", "--out", "pictures"),
    "worksheets": ("katabase", "worksheets"),
    "bundle": ("katabase", "bundle", "--site", "site"),
    "publish": ("katabase", "publish", "versions", "--version", "1.0", "--site", "site"),
}


@pytest.mark.parametrize("what", COMMANDS)
def test_on_a_full_disk_the_last_good_output_stays(built: Project, what: str) -> None:
    if what == "publish":
        assert built.build(MIKE_DOCS_VERSION="1.0").returncode == 0
    first = run(*COMMANDS[what], cwd=built.folder)
    assert first.returncode == 0, first.stdout + first.stderr
    before = state(built.folder)
    options = ("--replace",) if what == "publish" else ()
    if what == "publish":  # other content, so that there is something to write
        built.write("site/extra.html", "x" * 90_000)
    if what == "bundle":
        built.write("site/index.html", "other")
    again = {name: data for name, data in before.items() if not name.startswith("site/")}
    with files_of_at_most(2_000):
        result = run(*COMMANDS[what], *options, cwd=built.folder)
    assert result.returncode == 2, result.stdout + result.stderr
    assert "File too large" in result.stderr
    assert "Traceback" not in result.stderr
    now = {n: data for n, data in state(built.folder).items() if not n.startswith("site/")}
    assert now == again
    assert leftovers(built.folder) == []


def test_a_build_on_a_full_disk_is_one_sentence(built: Project) -> None:
    with files_of_at_most(20_000):
        refused(built, "File too large; nothing was changed")
    assert leftovers(built.folder) == []


class _Elements(HTMLParser):
    """All elements and the title of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.title = ""
        self.meta: dict[str, str | None] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        facts = dict(attrs)
        if tag == "meta" and facts.get("name"):
            self.meta[str(facts["name"])] = facts.get("content")

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1] == "title" and not self.title:
            self.title = data


def test_the_names_of_a_site_are_text_on_every_page(tmp_path: Path) -> None:
    """The pages have the same elements as those of a site with a harmless name."""
    pages = {}
    name = '<blink>Q&A</blink> "<marquee>"'
    for number, title in enumerate(("Harmless", name)):
        project = make(tmp_path / str(number))
        project.edit(
            "mkdocs.yml",
            "site_name: Small\n",
            f"site_name: '{title}'\nsite_description: '{title}'\nsite_author: '{title}'\n"
            f"repo_name: '{title}'\n",
        )
        result = project.build()
        assert result.returncode == 0, result.stderr
        pages[number] = {
            path.relative_to(project.site).as_posix(): _Elements(path.read_text(encoding="utf-8"))
            for path in project.site.rglob("*.html")
        }
    assert pages[0].keys() == pages[1].keys()
    for path, page in pages[1].items():
        assert page.found == pages[0][path].found, path
    assert pages[1]["404.html"].title.strip().startswith(name)
    assert pages[1]["index.html"].meta["author"] == name
    assert pages[1]["404.html"].meta["description"] == name


def test_a_site_without_any_practice_is_said(tmp_path: Path) -> None:
    project = make(tmp_path)
    for path in project.kata.rglob("*.yml"):
        if path.parent != project.kata:
            text = path.read_text(encoding="utf-8")
            path.write_text(
                text.replace("status: proven", "status: draft").replace(
                    "status: trial", "status: draft"
                ),
                encoding="utf-8",
            )
    project.write("docs/index.md", "# Home\n")
    result = project.build("--strict")
    assert result.returncode == 1
    assert "all practices in kata are drafts" in result.stderr
    shutil.rmtree(project.kata)
    project.kata.mkdir()
    result = project.build("--strict")
    assert result.returncode == 1
    assert "no practice found in kata" in result.stderr


def test_a_site_whose_practices_are_all_hidden_is_not_said_to_have_drafts(tmp_path: Path) -> None:
    project = make(tmp_path)
    project.write("own/hidden.yml", "kinds: [starter-kata, trait, questions, checklist, path]\n")
    project.edit("mkdocs.yml", "  - katabase\n", "  - katabase: {layers: [kata, own]}\n")
    project.write("docs/index.md", "# Home\n")
    result = project.build("--strict")
    assert result.returncode == 1
    assert "all practices in kata, own are drafts, hidden, or for other readers" in result.stderr


def test_a_published_build_is_as_strict_as_it_says(tmp_path: Path) -> None:
    """A warning stops ``publish`` and ``bundle``, and is shown."""
    project = make(tmp_path)
    project.write("docs/index.md", "# Home\n\n[broken](nowhere.md)\n")
    for command in (("publish", "versions", "--version", "1.0"), ("bundle",)):
        result = run("katabase", *command, cwd=project.folder)
        assert result.returncode == 2
        assert "nowhere.md" in result.stderr
        assert "the build failed; nothing was changed" in result.stderr
        assert "INFO" not in result.stderr
    assert not list(project.folder.glob("versions/[!.]*"))
