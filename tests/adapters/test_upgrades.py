"""An organisation over three releases of a library: what it is told, and where codes lead."""

from __future__ import annotations

import importlib
import shutil
from typing import TYPE_CHECKING

import pytest

from katabase.domain import loading
from katabase.domain.layers import resolve
from katabase.products.cards.typeset.card import card_of
from katabase.products.site import Site, SiteSettings
from tests.support import cases
from tests.support.commands import katabase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from katabase.domain.library import Library

PLANT = cases.CASES / "layers/german-plant"
CONFIG = """\
site_name: Example Works
site_url: https://kata.example/
theme: {name: material, font: false}
plugins:
  - katabase: {layers: [acme_kata, kata]}
"""


class Organisation:
    """A repository with a library of its own over an installed package."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "organisation"
        self.package = folder / "acme_kata"
        self.printed: dict[str, str] = {}
        """Each address that was ever printed, and whose practice it led to."""
        # Without its translations, which have their own tests.
        leave_out = shutil.ignore_patterns("*.txt", "de")
        shutil.copytree(PLANT, self.folder / "kata", ignore=leave_out)
        self.write("mkdocs.yml", CONFIG)
        self.package.mkdir()
        (self.package / "__init__.py").write_text("", encoding="utf-8")
        shutil.copytree(cases.LIBRARY, self.package / "library")

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def ship(self, name: str, *changes: tuple[str, str], new: str = "") -> None:
        """Change a practice of the package, and give it another name if there is a new one."""
        path = self.package / "library" / name
        text = path.read_text(encoding="utf-8")
        for old, now in changes:
            assert old in text, old
            text = text.replace(old, now)
        if new:
            path.unlink()
            path = path.with_name(f"{new}.yml")
        path.write_text(text, encoding="utf-8")

    def library(self) -> Library:
        importlib.invalidate_caches()
        return loading.load(resolve(["acme_kata", "kata"], self.folder))

    def print_cards(self) -> None:
        for entry in self.library().published().ordered():
            self.printed[card_of(entry).address] = entry.filename.partition("/")[0]

    def outdated(self, *arguments: str) -> tuple[int, str]:
        result = katabase("outdated", *arguments)
        return result.exit_code, result.stdout

    def leads_to(self) -> dict[str, str]:
        """Follow every printed address through pages and redirects to whose practice it shows."""
        site = Site(self.library(), SiteSettings())
        pages = {page.uri.removesuffix(".md") + "/": page.entry for page in site.pages()}
        moved = {
            f"{entry.kind.folder}/{old}/": entry.address
            for entry in site.published.ordered()
            for old in entry.practice.formerly
        }
        redirects = {file.path.removesuffix("index.html") for file in site.redirects()}
        assert set(moved) == redirects
        found = {}
        for address in self.printed:
            entry = pages.get(moved.get(address, address))
            found[address] = entry.filename.partition("/")[0] if entry else "nowhere"
        return found


@pytest.fixture
def works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Organisation]:
    made = Organisation(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.chdir(made.folder)
    yield made
    importlib.invalidate_caches()


KATA = "kata/starter-kata/starting-on-time.yml"
WALK = "kata/checklists/desk-walk.yml"
HISTORY = "changes:\n"


def new_version(version: str, was: str, change: str) -> tuple[tuple[str, str], ...]:
    """Return the changes that make a version of a shipped practice."""
    entry = f"  - version: {version}\n    date: 2026-03-01\n    change: {change}\nstatus:"
    return (f"version: {was}\nupdated", f"version: {version}\nupdated"), ("status:", entry)


def test_three_releases_and_no_printed_code_dies(works: Organisation) -> None:
    code, said = works.outdated()
    assert code == 0
    assert "what the base said is not written down for" in said
    before = works.read(KATA)
    adapted = ("starter-kata/starting-on-time", "checklist/desk-walk", "path/first-week")
    works.outdated(*(word for ref in adapted for word in ("--accept", ref)))
    assert works.read(KATA).startswith(before)  # nothing but a block at the end
    assert works.outdated() == (0, "")
    works.print_cards()

    # The second release changes what is adapted, renames it, and ships an id that is in use.
    works.ship(
        "starter-kata/starting-on-time.yml",
        *new_version("2.0.0", "1.1.0", "The reason is noted as well."),
        ("trains: Facts before opinions.", "trains: Facts and reasons."),
        ("keywords: [meeting, punctual]", "keywords: [meeting, punctual, minute]"),
        ("formerly: [on-time]", "formerly: [on-time, starting-on-time]"),
        new="start-at-the-minute",
    )
    walk = (works.package / "library/checklists/desk-walk.yml").read_text(encoding="utf-8")
    theirs = works.package / "library/checklists/hall-walk.yml"
    theirs.write_text(walk.replace("title: Desk walk", "title: Their walk"), encoding="utf-8")
    code, said = works.outdated()
    assert code == 1
    assert f"{KATA}: adapts starter-kata/start-at-the-minute 1.1.0, which is at 2.0.0 now" in said
    assert "  2.0.0 (2026-03-01): The reason is noted as well." in said
    assert "  it is called start-at-the-minute now: rename the file" in said
    touched = "keywords, steps/note-minute/trains"
    assert f"  changed there, and adapted here: {touched}\n" in said
    assert 'the id "checklist/hall-walk" stands in acme_kata:library' in said
    assert set(works.leads_to().values()) <= {"kata", "acme_kata:library"}
    assert works.leads_to() == works.printed  # each to the practice of whose card it was
    works.print_cards()
    (works.folder / KATA).rename(works.folder / "kata/starter-kata/start-at-the-minute.yml")
    text = works.read("kata/checklists/hall-walk.yml")
    works.write("kata/checklists/hall-walk.yml", f"replaces: true\n{text}")
    works.outdated("--accept", "starter-kata/start-at-the-minute")
    assert works.outdated() == (0, "")
    works.print_cards()

    # The third takes away a part that is adapted, and claims a former id of the plant's.
    works.ship(
        "checklists/desk-walk.yml",
        *new_version("2.0.0", "1.0.0", "Promises are looked at elsewhere."),
        ("      - look: How many promises are open?\n", ""),
        ("        why: More than a team can keep means that none is kept.\n", ""),
        ("        answer: count\n", ""),
        ("traits: [keeps-promises]", "formerly: [halle-3-anfang]"),
    )
    works.ship(
        "questions/three-questions.yml",
        *new_version("1.1.0", "1.0.0", "Retired."),
        ("status: proven", "status: retired\nsuccessor: questions/four-questions"),
    )
    three = (works.package / "library/questions/three-questions.yml").read_text(encoding="utf-8")
    four = three.replace("status: retired\nsuccessor: questions/four-questions", "status: trial")
    (works.package / "library/questions/four-questions.yml").write_text(four, encoding="utf-8")
    code, said = works.outdated()
    assert code == 1
    assert f"{WALK}: adapts checklist/desk-walk 1.0.0, which is at 2.0.0 now\n" in said
    assert "  2.0.0 (2026-03-01): Promises are looked at elsewhere.\n" in said
    assert f"{WALK}:11:17: error: groups[1].items[1].remove: expected the key of one" in said
    works.write(WALK, works.read(WALK).replace("      - remove: many-promises-open\n", ""))
    code, said = works.outdated("--accept", "checklist/desk-walk")
    assert (code, said) == (0, "")
    works.print_cards()
    assert works.leads_to() == works.printed
    assert len(works.printed) >= 8


def test_accepting_writes_two_things_and_keeps_the_rest(works: Organisation) -> None:
    """Comments, quotes and line ends are a person's own."""
    text = works.read(KATA).replace("adapts: 1.1.0", '# Ours\nadapts: "1.0.0"')
    path = works.folder / KATA
    path.write_bytes(text.replace("\n", "\r\n").encode())
    assert works.outdated()[0] == 1
    assert works.outdated("--accept", "starter-kata/starting-on-time")[0] == 0
    once = path.read_bytes()
    assert once.startswith(text.replace('"1.0.0"', '"1.1.0"').replace("\n", "\r\n").encode())
    assert once.count(b"\n") == once.count(b"\r\n")
    works.outdated("--accept", "starter-kata/starting-on-time")
    assert path.read_bytes() == once
    # somebody writes behind the block; it is found all the same
    path.write_bytes(once + b"language: en\r\n")
    works.ship("starter-kata/starting-on-time.yml", ("title: Starting on time", "title: Starting"))
    assert "changed there, and adapted here: title" in works.outdated()[1]
    works.outdated("--accept", "starter-kata/starting-on-time")
    assert path.read_bytes().endswith(b"language: en\r\n")
    assert path.read_bytes() != once + b"language: en\r\n"
    assert works.outdated()[0] == 0


def test_what_is_adapted_nowhere_cannot_be_accepted(works: Organisation) -> None:
    result = katabase("outdated", "--accept", "checklist/desk-wlak")
    assert result.exit_code == 2
    assert 'did you mean "checklist/desk-walk"?' in result.stderr
