"""`katabase check --since`: every address that readers had still leads somewhere."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.support import cases

if TYPE_CHECKING:
    from pathlib import Path

KATA = "starter-kata/starting-on-time.yml"
TRAIT = "traits/keeps-promises.yml"


def git(folder: Path, *words: str) -> None:
    names = ["-c", "user.name=t", "-c", "user.email=t@example.invalid"]
    subprocess.run(["git", *names, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with the small library, whose state is the version v1.0."""
    cases.copy_library(tmp_path)
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"], ["tag", "v1.0"]):
        git(tmp_path, *words)
    return tmp_path


def edit(path: Path, pattern: str, new: str) -> None:
    text, count = re.subn(pattern, new, path.read_text(encoding="utf-8"))
    assert count
    path.write_text(text, encoding="utf-8")


def said(site: Path, *arguments: str) -> list[str]:
    """Return what is said about changes, without what the change breaks elsewhere."""
    _, printed, _ = cases.check(site, "--since", "1.0", *arguments)
    return [line for line in printed.splitlines() if "[unknown-id]" not in line]


def test_nothing_changed(site: Path) -> None:
    assert cases.check(site, "--since", "v1.0")[:2] == (0, "")


def test_a_practice_that_is_gone(site: Path) -> None:
    (site / "kata" / KATA).unlink()
    [line] = said(site)
    assert line.startswith(f"kata/{KATA}:1:1: error: nothing stands at the address of starter-kata")
    assert "starter-kata/starting-on-time and starter-kata/on-time any more; bring it back" in line
    assert line.endswith("[lost-address]")


def test_a_practice_that_is_renamed(site: Path) -> None:
    new = site / "kata/starter-kata/beginning-on-time.yml"
    (site / "kata" / KATA).rename(new)
    [line] = said(site)  # its older id is kept, the latest one is not
    assert "the address of starter-kata/starting-on-time any more; if it became" in line
    assert (
        'kata/starter-kata/beginning-on-time.yml, add there "formerly: [starting-on-time]"' in line
    )
    edit(new, r"formerly: \[on-time\]", "formerly: [on-time, starting-on-time]")
    assert said(site) == []


def test_a_second_renaming_that_drops_the_first_id(site: Path) -> None:
    new = site / "kata/starter-kata/beginning-on-time.yml"
    (site / "kata" / KATA).rename(new)
    edit(new, r"formerly: \[on-time\]", "formerly: [starting-on-time]")
    [line] = said(site)
    assert line.startswith("kata/starter-kata/beginning-on-time.yml:24:11: error: nothing stands")
    assert "address of starter-kata/on-time any more; add on-time to formerly" in line


def test_a_practice_that_is_hidden_again(site: Path) -> None:
    edit(site / "kata" / TRAIT, "status: proven", "status: draft")
    [line] = said(site)
    assert "a draft is never published; it was proven before" in line
    assert line.endswith("[back-to-draft]")


def test_a_practice_that_is_retired_is_fine(site: Path) -> None:
    edit(site / "kata" / KATA, "status: proven", "status: retired\nsuccessor: checklist/desk-walk")
    assert said(site) == []


def test_a_change_without_a_version(site: Path) -> None:
    path = site / "kata" / TRAIT
    edit(path, "Comes when called.", "Comes when called, at once.")
    edit(path, r"keywords: \[promise\]", "keywords: [promise, word]")
    [line] = said(site)
    assert "expected 1.0.1 or above, found 1.0.0 (wording): Keywords, new: “word”." in line
    assert (
        "Levels, team leader: “Comes when called.” now reads “Comes when called, at once.”" in line
    )
    edit(path, r"version: 1.0.0\nupdated: 2026-01-12", "version: 1.0.1\nupdated: 2026-03-01")
    edit(path, "    change: First version.\n", "    change: First version.\n"
         "  - version: 1.0.1\n    date: 2026-03-01\n    change: Clearer words.\n")  # fmt: skip
    assert said(site) == []


def test_a_change_that_is_taken_away(site: Path) -> None:
    path = site / "kata" / KATA
    edit(path, r"  - version: 1.0.0\n    date: 2026-01-12\n    change: First version.\n", "")
    [line] = said(site)
    assert "the change of 1.0.0 stands here no more" in line


def test_a_practice_that_a_layer_hides(site: Path) -> None:
    """An organisation that publishes a practice of a layer below, and hides it later."""
    (site / "mkdocs.yml").write_text("plugins: [katabase: {layers: [kata, own]}]\n", "utf-8")
    (site / "own").mkdir()
    (site / "own/hidden.yml").write_text("practices: []\n", encoding="utf-8")
    git(site, "add", ".")
    git(site, "commit", "-qm", "own layer")
    (site / "own/hidden.yml").write_text("practices: [trait/keeps-promises]\n", encoding="utf-8")
    _, printed, _ = cases.check(site, "--since", "HEAD")
    [line] = [line for line in printed.splitlines() if "[back-to-draft]" in line]
    assert "a layer hides it now, and its page would vanish; it was proven before" in line


def test_only_the_wanted_files(site: Path) -> None:
    edit(site / "kata" / TRAIT, "status: proven", "status: draft")
    assert said(site, "kata/questions") == []
    assert len(said(site, f"kata/{TRAIT}")) == 1


def test_a_draft_may_go(site: Path) -> None:
    path = site / "kata" / TRAIT
    edit(path, "status: proven", "status: draft")
    git(site, "commit", "-qam", "second")
    path.unlink()
    _, printed, _ = cases.check(site, "--since", "HEAD")
    assert "[lost-address]" not in printed


def test_a_version_that_git_does_not_know_is_2(site: Path) -> None:
    code, printed, found = cases.check(site, "--since", "9.9")
    assert (code, printed) == (2, "")
    assert '--since 9.9: git knows no version "9.9"' in found


def test_a_layer_of_another_repository_is_taken_as_it_is(site: Path, tmp_path: Path) -> None:
    """Its versions are others: a tag of the same name there is no state of this site."""
    group = site / "group"  # as a submodule lies
    cases.copy_library(group)
    (group / "kata" / KATA).unlink()
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"], ["tag", "v1.0"]):
        git(group, *words)
    (group / "kata" / TRAIT).unlink()
    (site / "mkdocs.yml").write_text("plugins: [katabase: {layers: [group/kata, kata]}]\n", "utf-8")
    (site / "kata" / TRAIT).unlink()
    git(site, "commit", "-qam", "the trait is gone")
    git(site, "tag", "v2.0")
    code, printed, _ = cases.check(site, "--since", "2.0")  # a version that the group never had
    assert code != 2
    assert "[lost-address]" not in printed
    _, printed, _ = cases.check(site, "--since", "1.0")
    [line] = [line for line in printed.splitlines() if "[lost-address]" in line]
    assert line.startswith(f"kata/{TRAIT}:1:1: ")


def test_a_layer_that_was_added_later_was_empty(site: Path) -> None:
    (site / "mkdocs.yml").write_text("plugins: [katabase: {layers: [kata, own]}]\n", "utf-8")
    (site / "own/traits").mkdir(parents=True)
    (site / "own/hidden.yml").write_text("practices: [trait/keeps-promises]\n", encoding="utf-8")
    assert ["[back-to-draft]" in line for line in said(site)].count(True) == 1
    git(site, "mv", "kata", "practices")
    (site / "mkdocs.yml").write_text("plugins: [katabase: {layers: [practices]}]\n", "utf-8")
    code, printed, found = cases.check(site, "--since", "1.0")
    assert (code, printed) == (2, "")  # nothing of it was there: that is no state to compare with
    assert "there was no folder practices in" in found


def test_a_folder_without_versions_is_2(tmp_path: Path) -> None:
    cases.copy_library(tmp_path)
    code, printed, found = cases.check(tmp_path, "--since", "1.0")
    assert (code, printed) == (2, "")
    assert "--since 1.0: " in found
    assert "lies in no repository that git reads; it says: fatal: not a git repository" in found
