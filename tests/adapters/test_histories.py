"""Two hundred commits of a library: every code that was ever printed leads to a living page.

And each way in which a history can break its promises is refused.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from katabase.adapters.cli.earlier import states_through
from katabase.domain.checks.rules import since
from katabase.domain.layers import Layer
from tests.conftest import run
from tests.support import cases, histories
from tests.support.sites import CASE as SMALL_SITE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.histories import Living, Told

COMMITS = 200


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Living:
    return histories.live(tmp_path_factory.mktemp("lived") / "library", 1, COMMITS)


def test_everything_happened(lived: Living) -> None:
    assert lived.done.keys() == histories.CHANGES.keys()
    kept = {told.id for told in lived.practices}
    assert len({code.split("/")[1] for code in lived.codes} - kept) > 20


def test_a_history_that_keeps_its_promises_is_clean(lived: Living, tmp_path: Path) -> None:
    """Against the state at the end, and from each commit to the next."""
    code, printed, _ = cases.check(lived.folder, "--history")
    assert (code, [line for line in printed.splitlines() if ": error: " in line]) == (0, [])
    layers = [Layer((lived.folder / "kata").resolve(), "kata")]
    states = list(states_through(None, layers, lived.folder, tmp_path))
    assert len(states) > COMMITS / 2
    for before, now in pairwise(states):
        assert list(since.broken([before], now)) == []


def test_every_code_ever_printed_leads_to_a_practice(lived: Living, tmp_path: Path) -> None:
    """In a site that MkDocs has built: over pages that redirect, and over successors."""
    project = tmp_path / "project"
    shutil.copytree(SMALL_SITE / "docs", project / "docs")
    shutil.copy(SMALL_SITE / "mkdocs.yml", project)
    shutil.copytree(lived.folder / "kata", project / "kata")
    result = run("mkdocs", "build", "--quiet", cwd=project)
    assert result.returncode == 0, result.stderr
    retired = 0
    for code in sorted(lived.codes):
        place, steps = project / "site" / code, 0
        while leads_to := onward(place):
            place, steps = (place / leads_to).resolve(), steps + 1
            assert steps < COMMITS, f"{code} leads in a circle"
            retired += "kb-note--warn" in (place / "index.html").read_text(encoding="utf-8")
        assert 'class="kb-facts"' in (place / "index.html").read_text(encoding="utf-8"), code
    assert retired, "no code led over a retired practice"


def onward(place: Path) -> str | None:
    """Return where a page sends its reader: the new address, or the successor."""
    html = (place / "index.html").read_text(encoding="utf-8")
    moved = re.search(r'data-target="([^"]+)"', html)
    retired = re.search(r'class="kb-note kb-note--warn">.*?<a href="([^"]+)"', html)
    found = moved or retired
    return found[1] if found else None


@dataclass
class Site:
    """A library of which a page was published, and the one practice that is about to change."""

    library: Living
    told: Told
    other: Told


def _gone(site: Site) -> None:
    site.library.practices.remove(site.told)


def _renamed(site: Site) -> None:
    site.told.id = "another-name"


def _second_renaming(site: Site) -> None:
    """The first former id is dropped when the second one comes."""
    site.told.formerly = [site.told.id]
    site.told.id = "another-name"


def _other_kind(site: Site) -> None:
    site.told.kind = "questions"


def _draft(site: Site) -> None:
    site.told.status = "draft"


def _name_to_a_draft(site: Site) -> None:
    """The draft would be reached by the former id, and is never published."""
    draft = site.library.new("draft")
    draft.kind = site.told.kind
    draft.formerly = [site.told.formerly.pop()]


def _no_version(site: Site) -> None:
    _reword(site)


def _small_step(site: Site) -> None:
    site.told.items.pop()
    site.told.change(2, "Clearer words")


def _no_reason(site: Site) -> None:
    _reword(site)
    site.told.change(2, "")
    site.told.changes[-1] = (site.told.changes[-1][0], "First version.")


def _history_cut(site: Site) -> None:
    site.told.changes = [("1.5.0", "Begun anew.")]


def _reword(site: Site) -> None:
    site.told.items[0] = replace(site.told.items[0], why=f"{site.told.items[0].why} Twice.")


def _key_for_another(site: Site) -> None:
    meant = "Ask three people for the name of the oldest tool, and thank them by name"
    site.told.items[0] = replace(site.told.items[0], words=meant, why="Pride begins at home.")
    site.told.change(0, "Another item")


def _circle(site: Site) -> None:
    for one, other in ((site.told, site.other), (site.other, site.told)):
        one.status, one.successor = "retired", other.ref


def _draft_succeeds(site: Site) -> None:
    site.told.status, site.told.successor = "retired", site.library.new("draft").ref


def _no_successor(site: Site) -> None:
    site.told.status = "retired"


def _former_id_taken(site: Site) -> None:
    site.library.new().id = site.told.formerly[0]
    site.library.practices[-1].kind = site.told.kind


def _former_id_claimed_twice(site: Site) -> None:
    site.other.formerly.append(site.told.formerly[0])
    site.other.kind = site.told.kind


def _own_page(site: Site) -> None:
    page = site.library.folder / "docs" / "checklists" / f"{site.told.formerly[0]}.md"
    page.parent.mkdir(parents=True)
    page.write_text("# In its place\n", encoding="utf-8")


BROKEN: dict[str, tuple[Callable[[Site], None], str]] = {
    "deleted": (_gone, "lost-address"),
    "renamed": (_renamed, "lost-address"),
    "renamed twice": (_second_renaming, "lost-address"),
    "of another kind": (_other_kind, "lost-address"),
    "a draft again": (_draft, "back-to-draft"),
    "its name at a draft": (_name_to_a_draft, "back-to-draft"),
    "no version": (_no_version, "unsaid-change"),
    "too small a step": (_small_step, "unsaid-change"),
    "no reason": (_no_reason, "unsaid-change"),
    "history cut": (_history_cut, "lost-change"),
    "a key for another": (_key_for_another, "reused-key"),
    "a circle": (_circle, "successor"),
    "a draft succeeds": (_draft_succeeds, "successor"),
    "no successor": (_no_successor, "retirement"),
    "former id taken": (_former_id_taken, "former-id"),
    "former id claimed twice": (_former_id_claimed_twice, "former-id"),
    "own page in its place": (_own_page, "taken-address"),
}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A checklist that is proven and was renamed once, beside another."""
    library = histories.begin(tmp_path, 2)
    told, other = library.practices[:2]
    told.kind, told.status, told.formerly = "checklist", "proven", ["first-name"]
    other.kind = "checklist"
    library.commit("sound")
    return Site(library, told, other)


def rules(folder: Path, *arguments: str) -> set[str]:
    """Return the rules that are broken, and see that the check fails if there are any."""
    code, printed, _ = cases.check(folder, *arguments)
    errors = [line for line in printed.splitlines() if ": error: " in line]
    assert code == (1 if errors else 0)
    return {line.rpartition("[")[2].rstrip("]") for line in errors}


def test_the_sound_library_is_clean(site: Site) -> None:
    assert rules(site.library.folder, "--since", "HEAD") == set()


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_history_is_refused(site: Site, name: str) -> None:
    breaks, rule = BROKEN[name]
    breaks(site)
    site.library.commit(name)
    assert rules(site.library.folder, "--since", "HEAD~1") == {rule}
    assert rule in rules(site.library.folder, "--history")


def test_what_was_broken_in_between_is_seen_in_the_whole_history(site: Site) -> None:
    """A name that came and went, and a key that was left and taken up again."""
    library, told = site.library, site.told
    left = told.items.pop(0)
    told.change(0, "One less")
    told.formerly.append(told.id)
    told.id = "for-a-while"
    library.commit("left")
    told.items.append(replace(left, words="Count what nobody has counted", why="It is new."))
    told.change(1, "One more")
    told.id = "for-good"
    library.commit("taken up")
    assert rules(library.folder, "--since", "HEAD~2") == {"reused-key"}
    assert rules(library.folder, "--since", "HEAD~1") == {"lost-address"}
    assert rules(library.folder, "--history") == {"reused-key", "lost-address"}
    assert rules(library.folder, "--history", "--since", "HEAD~1") == {"lost-address"}


def test_a_clone_without_its_history_is_said(site: Site, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    histories.git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{tmp_path}", str(clone))
    code, printed, said = cases.check(clone, "--history")
    assert (code, printed) == (2, "")
    assert "--history: this clone holds only the last commits" in said
    assert "git fetch --unshallow" in said


def test_a_folder_without_a_repository_is_said(tmp_path: Path) -> None:
    cases.copy_library(tmp_path)
    code, printed, said = cases.check(tmp_path, "--history")
    assert (code, printed) == (2, "")
    assert "--history: " in said
