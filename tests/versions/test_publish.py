"""``katabase publish`` on disk: safe to repeat, other versions untouched, one at a time."""

from __future__ import annotations

import gzip
import json
import shutil
from typing import TYPE_CHECKING

import pytest
from mike.versions import Versions

from katabase.products.outputs import locks, places
from katabase.products.outputs.workspace import Workspace
from katabase.products.publishing import releases
from katabase.products.publishing.releases import PublishingError, Release
from tests.conftest import run
from tests.support.sites import fingerprints, least_site

if TYPE_CHECKING:
    from pathlib import Path


def publish(
    folder: Path,
    version: str,
    words: str,
    *aliases: str,
    replace: bool = False,
    title: str | None = None,
) -> None:
    with Workspace(folder) as workspace:
        least_site(workspace.new / version, version, words)
        releases.publish(workspace, Release(version, aliases, title), replace=replace)


def test_alias_moves_and_the_old_version_stays_to_the_byte(tmp_path: Path) -> None:
    publish(tmp_path, "1.0", "one", "latest")
    before = fingerprints(tmp_path / "1.0")
    publish(tmp_path, "1.1", "two", "latest")
    assert fingerprints(tmp_path / "1.0") == before
    assert (tmp_path / "latest/index.html").read_text(encoding="utf-8").startswith("two")
    versions = Versions.loads((tmp_path / "versions.json").read_text(encoding="utf-8"))
    assert [(str(each.version), each.aliases) for each in versions] == [
        ("1.1", {"latest"}),
        ("1.0", set()),
    ]


def test_again_changes_nothing(tmp_path: Path) -> None:
    publish(tmp_path, "1.0", "one", "latest")
    before = {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")}
    publish(tmp_path, "1.0", "one", "latest")
    assert {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_a_published_version_does_not_change_unasked(tmp_path: Path) -> None:
    publish(tmp_path, "1.0", "one")
    before = fingerprints(tmp_path / "1.0")
    with pytest.raises(PublishingError, match="choose a new version, or say --replace"):
        publish(tmp_path, "1.0", "two")
    assert fingerprints(tmp_path / "1.0") == before
    publish(tmp_path, "1.0", "two", replace=True)
    assert (tmp_path / "1.0/index.html").read_text(encoding="utf-8").startswith("two")


def test_a_version_and_an_alias_are_told_apart(tmp_path: Path) -> None:
    """A version called latest would take the name to which printed codes lead."""
    publish(tmp_path, "1.0", "one", "latest")
    before = fingerprints(tmp_path)
    with pytest.raises(PublishingError, match=r'"latest" is an alias, which leads to 1\.0; choose'):
        publish(tmp_path, "latest", "two")
    with pytest.raises(
        PublishingError, match=r'"1\.0" is a version there; choose another name for'
    ):
        publish(tmp_path, "2.0", "two", "1.0")
    assert fingerprints(tmp_path) == before
    assert (tmp_path / "latest").is_symlink()


@pytest.mark.parametrize("command", [["publish", "versions"], ["bundle"]])
def test_a_version_that_a_script_left_empty_is_none(tmp_path: Path, command: list[str]) -> None:
    """`--version "$VERSION"` where nobody has set it: nothing would be published, and exit 0."""
    result = run("katabase", *command, "--version", "", cwd=tmp_path)
    assert result.returncode == 2
    assert 'version or alias "": expected letters' in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_where_links_cannot_be_an_alias_is_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr("pathlib.Path.symlink_to", refuse)
    for version in ("1.0", "1.1"):
        publish(tmp_path, version, version, "latest")
        assert not (tmp_path / "latest").is_symlink()
        assert fingerprints(tmp_path / "latest") == fingerprints(tmp_path / version)


def test_where_nothing_can_be_exchanged_the_old_one_steps_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "exchange", lambda *_: False)
    publish(tmp_path, "1.0", "one")
    publish(tmp_path, "1.0", "two", replace=True)
    assert (tmp_path / "1.0/index.html").read_text(encoding="utf-8").startswith("two")
    assert not list(tmp_path.glob(".*"))


def test_a_version_whose_folder_was_removed_leaves_the_list(tmp_path: Path) -> None:
    publish(tmp_path, "1.0", "one", "stable")
    publish(tmp_path, "2.0", "two", "latest")
    shutil.rmtree(tmp_path / "1.0")
    with Workspace(tmp_path) as workspace:
        done = releases.bring_in_line(workspace, releases.read_versions(tmp_path))
    assert "stable: removed, its version is gone" in done
    assert [each["version"] for each in json.loads((tmp_path / "versions.json").read_text())] == [
        "2.0"
    ]


def test_nothing_leads_to_the_last_version_when_it_is_gone(tmp_path: Path) -> None:
    """The first page led to ``latest/``, where nothing was; it says so until there is one again."""
    publish(tmp_path, "1.0", "one", "latest")
    (tmp_path / "404.html").write_text("of 1.0", encoding="utf-8")
    shutil.rmtree(tmp_path / "1.0")
    assert run("katabase", "publish", str(tmp_path)).returncode == 0
    names = {path.name for path in tmp_path.iterdir() if not path.name.startswith(".")}
    assert names == {"index.html", "redirects.map", "versions.json"}
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "No version of this site is published" in page
    assert "latest" not in page
    assert "1.0" not in (tmp_path / "redirects.map").read_text(encoding="utf-8")
    again = run("katabase", "publish", str(tmp_path))
    assert (again.returncode, again.stdout) == (0, "")
    publish(tmp_path, "1.1", "two", "latest")
    assert 'url=latest/"' in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_the_way_of_printed_codes_outlives_its_version(tmp_path: Path) -> None:
    """Who takes a bad version away has the one before it back, under every code that hangs."""
    for version in ("1.9", "1.10", "dev"):
        publish(tmp_path, version, version)
    publish(tmp_path, "2.0", "two", "latest", "stable")
    shutil.rmtree(tmp_path / "2.0")
    with Workspace(tmp_path) as workspace:
        done = releases.bring_in_line(workspace, releases.read_versions(tmp_path))
    assert "latest: leads to 1.10" in done
    assert "stable: removed, its version is gone" in done
    assert (tmp_path / "latest").readlink().name == "1.10"
    assert 'url=latest/"' in (tmp_path / "index.html").read_text(encoding="utf-8")
    listed = json.loads((tmp_path / "versions.json").read_text(encoding="utf-8"))
    assert {each["version"]: each["aliases"] for each in listed}["1.10"] == ["latest"]


def test_former_addresses_of_every_version_and_alias(tmp_path: Path) -> None:
    publish(tmp_path, "1.0", "one", "latest")
    lines = (tmp_path / "redirects.map").read_text(encoding="utf-8").splitlines()
    assert lines[1:] == ["/1.0/traits/a/ /1.0/traits/b/;", "/latest/traits/a/ /latest/traits/b/;"]


def test_compressed_copies_hold_the_same_and_no_time(tmp_path: Path) -> None:
    publish(tmp_path, "1.0", "one")
    packed = (tmp_path / "1.0/index.html.gz").read_bytes()
    assert packed[4:8] == b"\0\0\0\0"
    assert gzip.decompress(packed) == (tmp_path / "1.0/index.html").read_bytes()
    assert not (tmp_path / "1.0/404.html.gz").exists()


def test_a_version_that_another_zlib_packed_is_the_same(tmp_path: Path) -> None:
    publish(tmp_path, "1.0", "one")
    copy = tmp_path / "1.0/index.html.gz"
    data = gzip.decompress(copy.read_bytes())
    copy.write_bytes(gzip.compress(data, 1))
    publish(tmp_path, "1.0", "one")
    copy.write_bytes(gzip.compress(data + b"x"))
    with pytest.raises(PublishingError, match="this build differs"):
        publish(tmp_path, "1.0", "one")


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/b", "-x", "a b", "ü", "x" * 41])
def test_names_that_are_no_folder_are_refused(name: str) -> None:
    with pytest.raises(PublishingError, match="expected letters, digits"):
        Release(name)


@pytest.mark.parametrize("content", ["{", "[1]", '{"a": 1}', '[{"version": 1}]'])
def test_a_broken_list_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "versions.json").write_text(content, encoding="utf-8")
    with pytest.raises(PublishingError, match=r"versions\.json cannot be read"):
        releases.read_versions(tmp_path)


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear", encoding="utf-8")
    result = run("katabase", "publish", str(tmp_path), "--version", "1.0")
    assert result.returncode == 2
    assert 'found "letters.txt"' in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_one_at_a_time(tmp_path: Path) -> None:
    publish(tmp_path, "1.0", "one")
    with locks.alone(tmp_path / releases.LOCK, "publishing"):
        result = run("katabase", "publish", str(tmp_path))
    assert result.returncode == 2
    assert "somebody else is publishing here" in result.stderr
    assert run("katabase", "publish", str(tmp_path)).returncode == 0


def test_a_first_publishing_that_was_stopped_locks_nothing(tmp_path: Path) -> None:
    """The version lies there, and an alias; the list was not written. It may differ by now."""
    publish(tmp_path, "1.0", "one", "latest")
    for path in (*tmp_path.glob("*.json"), *tmp_path.glob("*.html"), *tmp_path.glob("*.map")):
        path.unlink()
    publish(tmp_path, "1.0", "two", "latest")
    assert (tmp_path / "latest/index.html").read_text(encoding="utf-8").startswith("two")
    assert [str(each.version) for each in releases.read_versions(tmp_path)] == ["1.0"]


def test_links_and_folders_of_others_stay(tmp_path: Path) -> None:
    """A link that leads elsewhere, one that nobody listed, and a folder with notes."""
    folder = tmp_path / "versions"
    folder.mkdir()
    publish(folder, "1.0", "one", "latest")
    (folder / "archive").symlink_to("../elsewhere")
    (folder / "current").symlink_to("1.0")
    (folder / "notes").mkdir()
    (folder / "notes/letter.txt").write_text("dear", encoding="utf-8")
    (folder / "file").write_text("dear", encoding="utf-8")
    before = fingerprints(folder)
    for version, alias in (("archive", "x"), ("notes", "x"), ("2.0", "notes"), ("2.0", "file")):
        with pytest.raises(PublishingError, match="publishing did not make this"):
            publish(folder, version, "two", alias, replace=True)
    with pytest.raises(PublishingError, match="publishing did not make this"):
        publish(folder, "2.0", "two", "archive", replace=True)
    assert fingerprints(folder) == before
    publish(folder, "2.0", "two", "latest")
    assert (folder / "archive").readlink().as_posix() == "../elsewhere"
    assert (folder / "current").readlink().as_posix() == "1.0"
    assert (folder / "notes/letter.txt").read_text(encoding="utf-8") == "dear"


@pytest.mark.parametrize("title", ["\udcff", "two\nlines", " ", ""])
def test_a_title_that_cannot_be_written_is_refused_at_once(title: str) -> None:
    with pytest.raises(PublishingError, match="expected text in UTF-8 on one line"):
        Release("1.0", (), title)


def test_a_title_in_any_script(tmp_path: Path) -> None:
    publish(tmp_path, "1.0", "one", title="実践 第一版")
    assert "実践 第一版" in (tmp_path / "versions.json").read_text(encoding="utf-8")


def test_what_the_system_refuses_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for command in ("publish", "bundle"):
        words = [str(tmp_path / "file" / "below")] if command == "publish" else []
        words += ["--output", str(tmp_path / "file" / "x")] if command == "bundle" else []
        words += ["--site", str(least_site(tmp_path / command, "1.0", "x")), "--version", "1.0"]
        result = run("katabase", command, *words)
        assert (result.returncode, result.stderr.count("\n")) == (2, 1), result.stderr
        assert "Not a directory" in result.stderr


def test_versions_of_another_tool_are_taken_in(tmp_path: Path) -> None:
    """As mike leaves them: no page for what is missing, no word about the site."""
    (tmp_path / "1.0").mkdir()
    listed = [{"version": "1.0", "title": "1.0", "aliases": ["latest"]}]
    (tmp_path / "versions.json").write_text(json.dumps(listed), encoding="utf-8")
    (tmp_path / "index.html").write_bytes(b"\xff not text")
    assert run("katabase", "publish", str(tmp_path)).returncode == 0
    assert (tmp_path / "latest").resolve() == tmp_path / "1.0"
    assert "latest/" in (tmp_path / "index.html").read_text(encoding="utf-8")
