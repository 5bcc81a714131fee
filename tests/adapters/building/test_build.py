"""`mkdocs build`, run as a person runs it: what is published, and what stops it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

import pytest

from katabase.domain.checks.registry import registry
from tests.conftest import run
from tests.support.project import Project, make

if TYPE_CHECKING:
    from pathlib import Path


DRAFT = "kata/starter-kata/half-done-thing.yml"


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A small site, built, with a draft that other practices and the glossary lead to."""
    project = make(tmp_path_factory.mktemp("draft"))
    text = (project.kata / "starter-kata/starting-on-time.yml").read_text(encoding="utf-8")
    text = text.replace("title: Starting on time", "title: Zirkonium routine")
    text = text.replace("status: proven", "status: draft").replace("status: trial", "status: draft")
    text = text.replace("formerly: [on-time]\n", "")
    project.write(DRAFT, text)
    path = project.kata / "checklists/desk-walk.yml"
    path.write_text(
        path.read_text(encoding="utf-8") + "related: [starter-kata/half-done-thing]\n",
        encoding="utf-8",
    )
    copied = "  - katabase: {checks: {copied-text: off}}\n"  # what the draft is made of
    project.edit("mkdocs.yml", "  - katabase\n", copied)
    result = project.build("--strict")
    assert result.returncode == 0, result.stdout + result.stderr
    return project


def test_a_draft_is_nowhere_in_a_build(draft: Project) -> None:
    assert draft.holds("Zirkonium") == []
    assert draft.holds("half-done-thing") == []


def test_the_other_practices_are_everywhere(draft: Project) -> None:
    """The test above would pass on an empty site: this one would not."""
    places = draft.holds("Starting on time")
    for place in (
        "starter-kata/starting-on-time/index.html",
        "starter-kata/index.html",
        "index.html",
        "feed.xml",
        "api/v1/practices.json",
    ):
        assert place in places
    assert any(re.fullmatch(r"search/\w+/results-\d+\.json", place) for place in places)
    assert "sitemap.xml" in draft.holds("starter-kata/starting-on-time/")


def test_the_sitemap_names_the_pages_and_nothing_else(draft: Project) -> None:
    """No assets, no redirects: each address in it is a page for readers."""
    tree = Xml.parse(draft.site / "sitemap.xml")
    found = [node.text or "" for node in tree.iter() if node.tag.endswith("}loc")]
    assert len(found) == len(set(found))
    for address in found:
        assert address.startswith("https://example.org/practise/")
        below = address.removeprefix("https://example.org/practise/")
        assert (draft.site / below / "index.html").is_file()
        assert not below.startswith(("assets/", "api/", "starter-kata/on-time"))


def test_an_error_stops_the_build_with_the_words_of_the_check(built: Project) -> None:
    """Strict or not; exit code 1; the last good site stays as it was, byte for byte."""
    project = built
    good = project.print()
    project.edit("kata/checklists/desk-walk.yml", "answer: yes-no", "anser: yes-no")
    project.edit("kata/traits/keeps-promises.yml", "version: 1.0.0\nupdated", "version: 1\nupdated")
    check = run("katabase", "check", cwd=project.folder)
    said = [line for line in check.stdout.splitlines() if ": error: " in line]
    assert len(said) >= 2
    assert any('did you mean "answer"?' in line for line in said)
    for options in ((), ("--strict",)):
        result = project.build(*options)
        assert result.returncode == 1
        output = result.stdout + result.stderr
        for line in said:
            assert line in output
        assert "Traceback" not in output
        assert project.print() == good
    assert sorted(path.name for path in project.folder.glob(".*")) == [".cache"]
    kept = {path.name for path in (project.folder / ".cache" / "katabase").iterdir()}
    assert kept <= {"cards", "search"}  # nothing that runs: it could come with a proposal


@pytest.mark.parametrize(
    ("hook", "options"),
    [
        ("def on_post_build(config, **_):\n    raise RuntimeError('late')\n", ()),
        ("def on_post_page(output, **_):\n    raise RuntimeError('midway')\n", ()),
        (
            "import logging\ndef on_post_build(config, **_):\n"
            "    logging.getLogger('mkdocs.hooks').warning('late')\n",
            ("--strict",),
        ),
        (
            "import logging\ndef on_page_markdown(markdown, **_):\n"
            "    logging.getLogger('mkdocs.hooks').warning('early')\n",
            ("--strict",),
        ),
    ],
    ids=["late error", "error midway", "late warning", "early warning"],
)
def test_a_late_failure_leaves_the_last_good_site(
    built: Project, hook: str, options: tuple[str, ...]
) -> None:
    good = built.print()
    built.write("hook.py", hook)
    built.edit("mkdocs.yml", "plugins:\n", "hooks: [hook.py]\nplugins:\n")
    built.write("docs/new.md", "# New page\n")
    assert built.build(*options).returncode == 1
    assert built.print() == good
    assert sorted(path.name for path in built.folder.glob(".*")) == [".cache"]


def test_a_good_build_replaces_the_site(built: Project) -> None:
    """What is gone from the source is gone from the site; hidden files stay."""
    (built.site / ".nojekyll").touch()
    (built.kata / "paths/first-week.yml").unlink()
    assert (built.site / "paths/first-week/index.html").exists()
    result = built.build("--strict")
    assert result.returncode == 0, result.stdout + result.stderr
    assert not (built.site / "paths/first-week").exists()
    assert (built.site / ".nojekyll").exists()
    assert (built.site / "traits/keeps-promises/index.html").is_file()


WRONG_CALLS = [
    ('{{ questions("tree-questions") }}', 'did you mean "three-questions"?'),
    ('{{ checklist("desk-wak") }}', 'did you mean "desk-walk"?'),
    ('{{ practices(kind="starterkata") }}', 'did you mean "starter-kata"?'),
    ('{{ practices(trait="keeps-promise") }}', 'did you mean "keeps-promises"?'),
    ('{{ practices(rol="coach") }}', 'did you mean "role"?'),
    ("{{ link() }}", "expected to be called in another way; it is called as link(ref)"),
    ('{{ count("trats") }}', 'did you mean "trait"?'),
    ('{{ link("path/frist-week") }}', 'did you mean "first-week"?'),
]


def test_a_wrong_call_in_a_page_names_page_line_and_nearest_id(tmp_path: Path) -> None:
    """All of them at once; the build ends with exit code 1 and writes no site."""
    project = make(tmp_path)
    head = "---\ntitle: Page\n---\n\n# Page\n"
    lines = [f"\nText. {call}\n" for call, _ in WRONG_CALLS]
    project.write("docs/guide/page.md", head + "".join(lines))
    result = project.build()
    output = result.stdout + result.stderr
    assert result.returncode == 1
    assert "Traceback" not in output
    for number, (call, expected) in enumerate(WRONG_CALLS):
        place = f"docs/guide/page.md:{7 + 2 * number}:"
        said = [line for line in output.splitlines() if place in line]
        assert said, f"{call} at {place}\n{output}"
        assert expected in said[0]
    assert not project.site.exists()


def test_every_site_has_the_guide_of_the_checks(built: Project) -> None:
    """A section for each rule, under its id; examples keep their indentation."""
    page = (built.site / "contributing/checks/index.html").read_text(encoding="utf-8")
    assert [rule for rule in registry() if page.count(f' id="{rule}"') != 1] == []
    assert "<pre><code>related:\n  - checklist/desk-walk</code></pre>" in page


def test_a_site_chooses_how_bad_a_rule_is(built: Project) -> None:
    path = "kata/traits/keeps-promises.yml"
    text = (built.folder / path).read_text(encoding="utf-8")
    built.write(path, re.sub(r"sources:\n(  .*\n)+", "", text))
    built.edit("mkdocs.yml", "- katabase\n", "- katabase: {checks: {no-source: error}}\n")
    before = built.print()
    result = built.build()
    assert result.returncode == 1
    assert f"{path}:1:1: error: no source is named" in result.stderr
    assert built.print() == before
    built.edit("mkdocs.yml", "no-source: error", "no-source: off")
    result = built.build("--strict")
    assert result.returncode == 0, result.stdout + result.stderr


def test_what_a_site_cannot_be_built_without_stays_an_error(built: Project) -> None:
    built.edit("mkdocs.yml", "- katabase\n", "- katabase: {checks: {unknown-id: off}}\n")
    result = built.build()
    assert result.returncode == 1
    assert "unknown-id: expected error, because the link would lead nowhere" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_macro_without_the_plugin_for_macros_is_a_warning(tmp_path: Path) -> None:
    """Readers would see its braces, and a strict build would pass."""
    project = make(tmp_path)
    project.edit("mkdocs.yml", "  - macros: {on_error_fail: true, on_undefined: strict}\n", "")
    shown = "# How\n\n`{{ count() }}` or\n\n```\n{{ catalogue() }}\n```\n\n{{ page.title }}\n"
    project.write("docs/how.md", shown)
    result = project.build("--strict")
    assert result.returncode == 1
    assert "docs/index.md:3:4: warning: count() stays as it is written" in result.stderr
    assert "docs/index.md:5:4: warning: catalogue() stays as it is written" in result.stderr
    assert "docs/how.md" not in result.stderr
    checked = run("katabase", "check", "--strict", "--no-cards", "--pages", cwd=project.folder)
    assert checked.returncode == 1
    assert "docs/index.md:3:4: warning: count() stays as it is written" in checked.stdout
