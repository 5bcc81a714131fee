"""`katabase publish` holds a new version to the addresses, keys and versions of older ones."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from katabase.domain import loading
from katabase.domain.changes.compare import compare
from katabase.domain.changes.state import state_of
from katabase.domain.checks.rules import since
from katabase.domain.layers import Layer, resolve
from katabase.domain.messages import messages
from katabase.products import feeds
from katabase.products.outputs.kept import Cache
from katabase.products.publishing import promises
from tests.conftest import ROOT, run
from tests.support import cases, histories
from tests.support.commands import katabase
from tests.support.sites import least_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from katabase.domain.library import Library
    from tests.support.histories import Living


def loaded(folder: Path) -> Library:
    return loading.load([Layer(folder.resolve(), "kata")])


def built(library: Library, folder: Path, version: str) -> Path:
    """Write the least that is a built site of a library: what it says of itself."""
    least_site(folder, version, version)
    for name, text in feeds.files(
        library.published(), messages(), Cache(None), site_name="A", site_url=""
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_site_says_of_itself_what_its_library_says(tmp_path: Path) -> None:
    """The whole shipped library, read back from the files for programs."""
    library = loaded(ROOT / "kata")
    site = promises.state_of_site(built(library, tmp_path / "site", "1.0"))
    state = state_of(library)
    assert site.addresses == state.addresses
    assert site.held.keys() == state.held.keys()
    assert list(compare(state, site)) == list(compare(site, state)) == []


def test_what_it_cannot_read_has_an_address_all_the_same(tmp_path: Path) -> None:
    """A kind whose package is gone, keys of another time, words of a vocabulary that is gone."""
    site = tmp_path / "site"
    listed = [
        {"kind": "standard", "id": "one", "formerly": ["uno"]},
        {"kind": "trait", "id": "two"},
    ]
    (site / "api/v1/traits").mkdir(parents=True)
    (site / "api/v1/traits/two.json").write_text('{"title": "Two"}', encoding="utf-8")
    for content in (json.dumps({"practices": listed}), "{", "[]", '{"practices": [1]}'):
        (site / promises.LIST).write_text(content, encoding="utf-8")
        state = promises.state_of_site(site)
        assert not state.held
        if content.endswith("}]}") and "two" in content:
            assert set(state.addresses) == {"standard/one", "standard/uno", "trait/two"}
        else:
            assert not state.addresses


class Publishing:
    """A library that is published in versions beside one another."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library: Living = histories.begin(folder / "project", 3)
        for told in self.library.practices:
            told.kind = "checklist"
        (folder / "mkdocs.yml").write_text("site_name: A\n", encoding="utf-8")

    def publish(self, version: str, *words: str) -> tuple[int, str]:
        """Publish the library as it stands; return the exit code and what was said."""
        self.library.write()
        site = self.folder / "built"
        shutil.rmtree(site, ignore_errors=True)
        built(loaded(self.library.folder / "kata"), site, version)
        settings = str(self.folder / "mkdocs.yml")
        result = katabase(
            "publish", str(self.folder / "versions"), "--version", version, "--site", str(site),
            "--config-file", settings, *words,
        )  # fmt: skip
        return result.exit_code, result.stderr

    @property
    def versions(self) -> set[str]:
        return {path.name for path in (self.folder / "versions").glob("[0-9].*")}


@pytest.fixture
def publishing(tmp_path: Path) -> Publishing:
    """Version 1.0 is published; it is the latest."""
    publishing = Publishing(tmp_path)
    assert publishing.publish("1.0", "--alias", "latest") == (0, "")
    return publishing


def _gone(library: Living) -> None:
    library.practices.pop(0)


def _renamed(library: Living) -> None:
    library.practices[0].id = "another"


def _draft(library: Living) -> None:
    library.practices[0].status = "draft"


def _unsaid(library: Living) -> None:
    library.practices[0].items.pop()


def _cut(library: Living) -> None:
    library.practices[0].changes = [("1.4.0", "Begun anew.")]


def _reused(library: Living) -> None:
    told = library.practices[0]
    told.items[0] = replace(told.items[0], words="Thank two people by name", why="Pride.")
    told.change(0, "Another")


BROKEN: dict[str, tuple[Callable[[Living], None], str]] = {
    "deleted": (_gone, "lost-address"),
    "renamed": (_renamed, "lost-address"),
    "a draft again": (_draft, "lost-address"),
    "unsaid": (_unsaid, "unsaid-change"),
    "history cut": (_cut, "lost-change"),
    "a key for another": (_reused, "reused-key"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_version_that_breaks_a_promise_is_refused(publishing: Publishing, name: str) -> None:
    breaks, rule = BROKEN[name]
    was = publishing.library.practices[0].id
    breaks(publishing.library)
    code, said = publishing.publish("1.1", "--alias", "latest")
    assert code == 2
    assert "nothing was published; compared with 1.0:" in said
    assert f"[{rule}]" in said
    assert was in said
    assert publishing.versions == {"1.0"}
    assert (publishing.folder / "versions/latest").readlink().name == "1.0"


def test_a_second_renaming_keeps_the_first_name(publishing: Publishing) -> None:
    told = publishing.library.practices[0]
    first, told.id, told.formerly = told.id, "second", [told.id]
    assert publishing.publish("1.1")[0] == 0
    told.id, told.formerly = "third", ["second"]
    code, said = publishing.publish("1.2")
    assert code == 2
    assert f"nothing stands at the address of checklist/{first} any more" in said
    told.formerly = [first, "second"]
    assert publishing.publish("1.2")[0] == 0


def test_a_name_is_kept_when_the_version_that_had_it_is_taken_away(publishing: Publishing) -> None:
    told = publishing.library.practices[0]
    told.id, told.formerly = "second", [told.id]
    assert publishing.publish("2.0")[0] == 0
    shutil.rmtree(publishing.folder / "versions/1.0")
    told.formerly = []
    assert publishing.publish("3.0")[0] == 2


def test_an_old_version_that_is_mended_answers_for_no_newer_one(publishing: Publishing) -> None:
    added = publishing.library.new()
    assert publishing.publish("2.0", "--alias", "latest")[0] == 0
    publishing.library.practices.remove(added)
    assert publishing.publish("1.0.1")[0] == 0
    code, said = publishing.publish("1.0.2", "--alias", "latest")  # codes would lead there
    assert code == 2
    assert f"{added.id} any more" in said


def test_a_replaced_version_may_say_something_else_and_keeps_its_addresses(
    publishing: Publishing,
) -> None:
    _unsaid(publishing.library)
    assert publishing.publish("1.0", "--replace")[0] == 0
    _gone(publishing.library)
    assert publishing.publish("1.0", "--replace")[0] == 2


def test_a_site_says_how_bad_it_finds_that(publishing: Publishing) -> None:
    settings = publishing.folder / "mkdocs.yml"
    _unsaid(publishing.library)
    chosen = "plugins: [katabase: {checks: {unsaid-change: warning}}]\n"
    settings.write_text(chosen, encoding="utf-8")
    code, said = publishing.publish("1.1")
    assert code == 0
    assert said.startswith("warning: checklists/practice-1/: expected 2.0.0 or above, found 1.0.0")


def test_versions_of_another_tool_promise_nothing(publishing: Publishing) -> None:
    shutil.rmtree(publishing.folder / "versions/1.0/api/v1/checklists")
    (publishing.folder / "versions/1.0" / promises.LIST).unlink()
    _gone(publishing.library)
    assert publishing.publish("1.1")[0] == 0


def on_a_branch(pages: Path, site: Path) -> None:
    """Put published versions on the branch gh-pages of a site's repository."""
    person = ["-c", "user.name=t", "-c", "user.email=t@example.invalid"]
    for folder, words in (
        (pages, ["init", "-q", "-b", "gh-pages"]),
        (pages, ["add", "."]),
        (pages, [*person, "commit", "-qm", "versions"]),
        (site, ["init", "-q"]),
        (site, ["fetch", "-q", "pages", "gh-pages:gh-pages"]),
    ):
        assert run("git", *words, cwd=folder).returncode == 0


SINCE = ("lost-address", "back-to-draft", "unsaid-change", "lost-change", "reused-key")


class Plant:
    """A site in German over a library in English: with a field and pictures of its own, a
    practice that it hides, one for another audience, and texts that are translated in part."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        cases.copy_library(folder)
        shutil.copytree(cases.CASES / "layers/german-plant", folder / "own")
        self.edit(
            "kata/traits/keeps-promises.yml", "status: proven", "audience: board\nstatus: proven"
        )
        (folder / "own/hidden.yml").write_text(
            "practices: [checklist/desk-walk]\nlinks: leave-out\n", encoding="utf-8"
        )
        (folder / "mkdocs.yml").write_text(
            "site_name: A\ntheme: {name: material, language: de}\n"
            "plugins: [katabase: {layers: [kata, own]}]\n",
            encoding="utf-8",
        )

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def publish(self, version: str, language: str = "de") -> Path:
        layers = resolve(["kata", "own"], self.folder)
        library = loading.load(layers, language=language)
        return built(library, self.folder / "pages" / version, version)


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    return Plant(tmp_path)


def test_a_library_that_is_as_it_was_published_keeps_all(plant: Plant) -> None:
    """Files mention what readers do not get, and are in the language of whoever wrote them."""
    pages = plant.publish("1.0").parent
    listed = [{"version": "1.0", "title": "1.0", "aliases": []}]
    (pages / "versions.json").write_text(json.dumps(listed), encoding="utf-8")
    on_a_branch(pages, plant.folder)

    def said() -> list[str]:
        _, printed, _ = cases.check(plant.folder, "--since", "gh-pages", "--no-pages")
        return [each for each in printed.splitlines() if each.rpartition("[")[2][:-1] in SINCE]

    assert said() == []
    plant.edit("own/starter-kata/starting-on-time.yml", "minutes: 15", "minutes: 7")
    [line] = said()
    assert line.startswith("own/starter-kata/starting-on-time.yml:")
    assert "Minutes: 7 (was " in line
    plant.edit(
        "kata/questions/three-questions.yml", "status: proven", "audience: board\nstatus: proven"
    )
    assert any('it is for the audience "board" now, and its page would' in each for each in said())


def test_a_difference_to_a_published_version_is_one_for_readers(
    plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither what they do not get, nor the language of the files."""
    site = plant.publish("1.0")
    monkeypatch.chdir(plant.folder)
    result = katabase("diff", str(site))
    assert (result.exit_code, result.stdout) == (0, "")
    plant.edit("own/de/questions/three-questions.yml", "Welche Minute war heute zu", "Was war zu")
    listed = [{"version": "1.0", "title": "1.0", "aliases": []}]
    (site.parent / "versions.json").write_text(json.dumps(listed), encoding="utf-8")
    on_a_branch(site.parent, plant.folder)
    result = katabase("diff", str(site))
    assert result.output == katabase("diff", "gh-pages").output
    assert "now reads “Was war zu erwarten?”" in result.stdout
    assert result.stderr.startswith("1 practice changed, 0 new, 0 gone")


@pytest.mark.parametrize("earlier", ["de", "en"])
def test_a_translation_says_the_same(plant: Plant, earlier: str) -> None:
    """It has no version of its own: who mends its words, or adds some, can raise none."""
    old = plant.publish("1.0", earlier)
    name = "own/de/starter-kata/starting-on-time.yml"
    plant.edit(name, "Zuerst die Sicherheit", "Sicherheit geht vor allem anderen")
    plant.edit(name, "needs: [Die Uhr der Halle]\n", "needs: [Eine Uhr]\n")
    plant.edit("own/de/questions/three-questions.yml", "Welche Minute war heute zu", "Was war zu")
    assert list(promises.broken(plant.publish("1.1"), [old])) == []
    plant.edit("own/starter-kata/starting-on-time.yml", "minutes: 15", "minutes: 7")
    [problem] = promises.broken(plant.publish("1.2"), [old])
    assert (problem.rule, problem.path) == ("unsaid-change", "starter-kata/starting-on-time/")


def test_a_practice_of_a_package_is_asked_for_no_version(tmp_path: Path) -> None:
    """It mentions what was hidden until now; nobody who runs a site could raise its version."""
    cases.copy_library(tmp_path)

    def published(version: str, *, hidden: str, packaged: bool) -> Path:
        own = tmp_path / "own"
        own.mkdir(exist_ok=True)
        (own / "hidden.yml").write_text(f"practices: [{hidden}]\n", encoding="utf-8")
        library = loading.load(
            [
                Layer(tmp_path / "kata", "lib:library" if packaged else "kata"),
                Layer(own, "own"),
            ]
        )
        return built(library, tmp_path / str(packaged) / version, version)

    for packaged, rules in ((True, []), (False, ["unsaid-change"])):
        old = published("1.0", hidden="trait/keeps-promises", packaged=packaged)
        new = published("1.1", hidden="", packaged=packaged)
        assert sorted({each.rule for each in promises.broken(new, [old])}) == rules
        away = published("1.2", hidden="trait/keeps-promises", packaged=packaged)
        assert "lost-address" in {each.rule for each in promises.broken(away, [new])}


@pytest.mark.parametrize("base", ["lib:library", "group"])
def test_who_begins_to_adapt_begins_to_count(tmp_path: Path, base: str) -> None:
    """As the guide has it: version, day and history of the adapting file are its own."""
    own = tmp_path / "own"
    shutil.copytree(cases.CASES / "layers/german-plant", own)

    def library(*, adapted: bool) -> Library:
        layers = [Layer(cases.LIBRARY, base), Layer(own, "own")]
        return loading.load(layers if adapted else layers[:1])

    plain, adapted = library(adapted=False), library(adapted=True)
    sites = [built(plain, tmp_path / "1.0", "1.0"), built(adapted, tmp_path / "1.1", "1.1")]
    assert list(promises.broken(sites[1], sites[:1])) == []
    assert list(since.broken([state_of(plain)], state_of(adapted))) == []
    found = {each.ref: each for each in compare(state_of(plain), state_of(adapted))}
    assert found["starter-kata/starting-on-time"].wanted is None
    kata = own / "starter-kata/starting-on-time.yml"
    text = kata.read_text(encoding="utf-8")
    kata.write_text(text.replace("minutes: 15", "minutes: 7"), encoding="utf-8")
    site = built(library(adapted=True), tmp_path / "1.2", "1.2")
    assert [each.rule for each in promises.broken(site, sites[1:])] == ["unsaid-change"]


@pytest.mark.parametrize("base", ["lib:library", "group"])
def test_who_begins_to_replace_begins_to_count(tmp_path: Path, base: str) -> None:
    """A group's folder is a layer as a package is: one's own version, day and history."""
    cases.copy_library(tmp_path)
    below, own = tmp_path / "kata/traits/keeps-promises.yml", tmp_path / "own/traits"
    text = below.read_text(encoding="utf-8")
    assert "version: 1.0.0" in text
    below.write_text(_history(text, "2.1.0", "2026-02-01"), encoding="utf-8")
    layers = [Layer(tmp_path / "kata", base), Layer(tmp_path / "own", "own")]
    plain = loading.load(layers[:1])
    own.mkdir(parents=True)
    ours = _history(text, "1.0.0", "2026-03-01").replace("summary: ", "summary: Here, ", 1)
    (own / below.name).write_text(f"replaces: true\n{ours}", encoding="utf-8")
    replaced = loading.load(layers)
    assert not replaced.problems
    sites = [built(plain, tmp_path / "1.0", "1.0"), built(replaced, tmp_path / "1.1", "1.1")]
    assert list(promises.broken(sites[1], sites[:1])) == []
    assert list(since.broken([state_of(plain)], state_of(replaced))) == []
    # from then on it goes on with itself
    (own / below.name).write_text(
        f"replaces: true\n{ours.replace('Here', 'There')}", encoding="utf-8"
    )
    site = built(loading.load(layers), tmp_path / "1.2", "1.2")
    assert [each.rule for each in promises.broken(site, sites[1:])] == ["unsaid-change"]


def test_one_that_is_said_to_replace_another_afterwards_goes_on(tmp_path: Path) -> None:
    """An upgrade brings its id, and the check says ``replaces: true``: its past is its own."""
    cases.copy_library(tmp_path)
    own = tmp_path / "own/traits/keeps-promises.yml"
    own.parent.mkdir(parents=True)
    text = (tmp_path / "kata/traits/keeps-promises.yml").read_text(encoding="utf-8")
    text = _history(text, "1.0.0", "2026-03-01")
    own.write_text(text, encoding="utf-8")
    layers = [Layer(tmp_path / "kata", "group"), Layer(tmp_path / "own", "own")]
    old = built(loading.load(layers), tmp_path / "1.0", "1.0")
    said = text.replace("summary: ", "summary: Here, ", 1)
    own.write_text(f"replaces: true\n{said}", encoding="utf-8")
    new = built(loading.load(layers), tmp_path / "1.1", "1.1")
    assert [each.rule for each in promises.broken(new, [old])] == ["unsaid-change"]


@pytest.fixture
def bilingual(tmp_path: Path) -> Path:
    """A site in English and German, of which 1.0 and 1.1 are published on a branch."""
    cases.copy_library(tmp_path)
    more = tmp_path / "more/checklists/another-walk.yml"
    more.parent.mkdir(parents=True)
    shutil.copy(tmp_path / "kata/checklists/desk-walk.yml", more)
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: A\ntheme: {name: material}\n"
        "plugins: [katabase: {layers: [kata, more], languages: [mkdocs.de.yml]}]\n",
        encoding="utf-8",
    )
    _german(tmp_path, "katabase: {layers: [kata, more], languages: [mkdocs.de.yml]}")
    pages = tmp_path / "pages"
    for version in ("1.0", "1.1"):
        for language in ("", "de"):
            found = loading.load(resolve(["kata", "more"], tmp_path), language=language or "en")
            built(found, pages / version / language, version)
    listed = [{"version": name, "title": name, "aliases": []} for name in ("1.1", "1.0")]
    (pages / "versions.json").write_text(json.dumps(listed), encoding="utf-8")
    on_a_branch(pages, tmp_path)
    return tmp_path


def _german(site: Path, plugin: str) -> None:
    text = f"INHERIT: mkdocs.yml\ntheme: {{language: de}}\nplugins: [{plugin}]\n"
    (site / "mkdocs.de.yml").write_text(text, encoding="utf-8")


def test_a_site_answers_for_each_of_its_languages(bilingual: Path) -> None:
    """German cards hang on walls as well: their codes lead below ``latest/de/``."""

    def said() -> list[str]:
        _, printed, _ = cases.check(bilingual, "--since", "gh-pages", "--no-pages")
        return [each for each in printed.splitlines() if each.rpartition("[")[2][:-1] in SINCE]

    assert said() == []
    trait = bilingual / "kata/traits/keeps-promises.yml"
    text = trait.read_text(encoding="utf-8")
    trait.write_text(text.replace("status: proven", "status: draft"), encoding="utf-8")
    assert len([line for line in said() if "a draft is never published" in line]) == 1  # not twice
    trait.write_text(text, encoding="utf-8")
    _german(bilingual, "katabase: {layers: [kata], languages: [mkdocs.de.yml]}")
    [line] = said()
    assert "nothing stands at the address of checklist/another-walk any more" in line
    settings = bilingual / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace(", languages: [mkdocs.de.yml]", ""), encoding="utf-8")
    [line] = said()
    assert line.startswith("mkdocs.yml:1:1: error: nothing stands at the addresses of the site in")
    assert 'German any more (de/); name its settings again, below "languages:"' in line


def test_a_version_answers_for_each_of_its_languages(bilingual: Path) -> None:
    """``katabase publish`` holds the site in each language to what was published in it."""
    pages = bilingual / "pages"
    old, new = pages / "1.0", pages / "1.1"
    assert list(promises.broken(new, [old])) == []
    assert list(promises.broken(old, [built(loaded(bilingual / "kata"), pages / "0", "0")])) == []
    listed = new / "de" / promises.LIST
    said = json.loads(listed.read_text(encoding="utf-8"))
    gone = next(each for each in said["practices"] if each["kind"] == "trait")
    said["practices"].remove(gone)
    listed.write_text(json.dumps(said), encoding="utf-8")
    [problem] = promises.broken(new, [old])
    assert (problem.rule, problem.path[:10]) == ("lost-address", "de/traits/")
    first = new / promises.LIST
    both = json.loads(first.read_text(encoding="utf-8"))
    both["practices"].remove(next(each for each in both["practices"] if each["kind"] == "trait"))
    first.write_text(json.dumps(both), encoding="utf-8")
    assert [each.path[:7] for each in promises.broken(new, [old])] == ["traits/"]  # once
    shutil.rmtree(new / "de")
    assert {each.path for each in promises.broken(new, [old])} == {problem.path[3:], "de/"}


def _history(text: str, version: str, date: str) -> str:
    """Return the file of a practice with one version, of a day."""
    head, _, rest = text.partition("version: ")
    _, _, rest = rest.partition("status: ")
    change = f"changes:\n  - version: {version}\n    date: {date}\n    change: First version.\n"
    return f"{head}version: {version}\nupdated: {date}\n{change}status: {rest}"


def test_what_lies_on_the_branch_of_a_forge_is_kept(tmp_path: Path) -> None:
    """``katabase check --since gh-pages`` holds a library to all versions that stand there."""
    cases.copy_library(tmp_path)
    pages = tmp_path / "pages"
    trait = tmp_path / "kata/traits/keeps-promises.yml"
    text = trait.read_text(encoding="utf-8")
    built(loaded(tmp_path / "kata"), pages / "1.0", "1.0")
    trait.unlink()
    built(loaded(tmp_path / "kata"), pages / "1.1", "1.1")
    listed = [{"version": name, "title": name, "aliases": []} for name in ("1.1", "1.0")]
    (pages / "versions.json").write_text(json.dumps(listed), encoding="utf-8")
    on_a_branch(pages, tmp_path)
    lost = [
        line
        for line in cases.check(tmp_path, "--since", "gh-pages")[1].splitlines()
        if line.endswith("[lost-address]")
    ]
    assert len(lost) == 1
    assert "trait/keeps-promises" in lost[0]
    trait.write_text(text, encoding="utf-8")
    assert cases.check(tmp_path, "--since", "gh-pages")[:2] == (0, "")
